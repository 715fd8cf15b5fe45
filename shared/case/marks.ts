/**
 * What the facts of a case say about how its steps went, as one bit each: kept in a column so that evaluation needs no
 * facts. A judged step had a limit; whether it was kept is the bit after it.
 */
export const MARKS = [
  "acceptJudged", // 受理 had a limit
  "acceptOnTime",
  "preCheckSendJudged", // 发核实
  "preCheckSendOnTime",
  "preCheckJudged", // 核实
  "preCheckOnTime",
  "filingJudged", // 立案
  "filingOnTime",
  "dispatchJudged", // 派遣
  "dispatchOnTime",
  "postCheckSendJudged", // 发核查
  "postCheckSendOnTime",
  "postCheckJudged", // 核查
  "postCheckOnTime",
  "closeJudged", // 结案
  "closeOnTime",
  "confirmed", // 核实属实: a patroller saw what the public reported
  "manyDepartments", // 错误派遣: dispatched to two departments or more
  "forceClosed", // 强制结案
  "urged", // 催办
  "shirked", // 推诿: sent back without ground
  "appealed", // 申诉
  "exempt", // 申诉成立: overdue, but not held against the department
  "calledBack", // 回访
  "dissatisfied", // 回访不满意
  "checkFailed", // 核查未通过 at least once
  "suggested", // the program proposed a department
  "suggestionOverridden", // and somebody chose another
] as const;
export type Mark = (typeof MARKS)[number];

/** The bit of a mark. */
export const MARK: Readonly<Record<Mark, number>> = Object.fromEntries(
  MARKS.map((mark, i) => [mark, 2 ** i]),
) as Record<Mark, number>;
