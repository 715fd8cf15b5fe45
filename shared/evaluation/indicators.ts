/**
 * The registry of indicators (domain.md §4.1): each is a numerator over a denominator, both counted as terms, with the
 * source of the definition. Denominators differ from city to city, so the definition is shown wherever the rate is.
 */
import type { BothLanguages } from "../rules/check.ts";
import type { Basis, Term } from "./terms.ts";

export interface Indicator {
  readonly id: IndicatorId;
  readonly title: BothLanguages;
  /** What it is counted over: the terms of cases, or cameras and grids, whose counts come from elsewhere. */
  readonly of: "cases" | "cameras" | "coverage";
  /** Null when it is not counted over cases. */
  readonly n: Term | null;
  /** Null for a plain count, and when it is not counted over cases. */
  readonly d: Term | null;
  readonly unit: Unit;
  readonly better: "up" | "down";
  /** What decides a case's month where nobody says otherwise. */
  readonly basis: Basis;
  /** The definition, and where it comes from. */
  readonly source: BothLanguages;
}

type Unit = "rate" | "count" | "minutes" | "points";

/** One line: id, titles, counted terms, which way is better, basis, the definition in both languages. */
type Line = readonly [
  id: string,
  zh: string,
  en: string,
  n: Term | null,
  d: Term | null,
  better: "up" | "down",
  basis: Basis,
  sourceZh: string,
  sourceEn: string,
];

/** Rates: n/d, each numerator counted among its denominator where the definition lets it be. */
const RATES = [
  [
    "acceptRate",
    "受理率",
    "Acceptance rate",
    "accepted",
    "reported",
    "up",
    "report",
    "受理数/上报数（按黄石 2022 所列数字推定）",
    "accepted / reported (inferred from the counts of Huangshi 2022)",
  ],
  [
    "filingRate",
    "立案率",
    "Filing rate",
    "filed",
    "accepted",
    "up",
    "report",
    "立案数/受理数（黄石 2022）；各地分母不一",
    "filed / accepted (Huangshi 2022); the denominator differs from city to city",
  ],
  [
    "validReportRate",
    "有效上报率",
    "Valid report rate",
    "valid",
    "reported",
    "up",
    "report",
    "有效上报数/上报数；有效＝已立案（含立案后作废）或自行处置",
    "valid reports / reports; valid = filed (voided later or not) or handled on the spot",
  ],
  [
    "patrollerValidRate",
    "监督员有效上报率",
    "Patrollers’ valid report rate",
    "patrolValid",
    "patrolReported",
    "up",
    "report",
    "监督员有效上报数/监督员上报数",
    "patrollers’ valid reports / patrollers’ reports",
  ],
  [
    "missedRate",
    "漏报率",
    "Missed rate",
    "publicAccepted",
    "filed",
    "down",
    "report",
    "漏报数/立案数；漏报数＝公众举报并已受理的案件数",
    "missed / filed; missed = reported by the public and accepted",
  ],
  [
    "onTimePreCheckRate",
    "按时核实率",
    "On-time pre-filing check rate",
    "preCheckOnTime",
    "preCheckJudged",
    "up",
    "report",
    "按时核实数/应核实数",
    "pre-filing checks on time / pre-filing checks due",
  ],
  [
    "onTimePostCheckRate",
    "按时核查率",
    "On-time post-handling check rate",
    "postCheckOnTime",
    "postCheckJudged",
    "up",
    "report",
    "按时核查数/应核查数",
    "post-handling checks on time / post-handling checks due",
  ],
  [
    "onTimeSendPreCheckRate",
    "核实按时派发率",
    "On-time sending to pre-filing check",
    "preCheckSendOnTime",
    "preCheckSendJudged",
    "up",
    "report",
    "按时发核实数/应发核实数",
    "sent to the pre-filing check on time / due to be sent",
  ],
  [
    "onTimeSendPostCheckRate",
    "核查按时派发率",
    "On-time sending to post-handling check",
    "postCheckSendOnTime",
    "postCheckSendJudged",
    "up",
    "report",
    "按时发核查数/应发核查数",
    "sent to the post-handling check on time / due to be sent",
  ],
  [
    "onTimeAcceptRate",
    "按期受理率",
    "On-time acceptance rate",
    "acceptOnTime",
    "acceptJudged",
    "up",
    "report",
    "按期受理数/有受理时限的案件数",
    "accepted on time / cases whose acceptance had a limit",
  ],
  [
    "accurateAcceptRate",
    "准确受理率",
    "Accurate acceptance rate",
    "acceptAccurate",
    "accepted",
    "up",
    "report",
    "准确受理数/受理数；受理后未被不予立案的为准确",
    "accurately accepted / accepted; accurate = not refused at filing",
  ],
  [
    "onTimeFilingRate",
    "按时立案率",
    "On-time filing rate",
    "filingOnTime",
    "filingJudged",
    "up",
    "filing",
    "按时立案数/有立案时限的案件数",
    "filed on time / cases whose filing had a limit",
  ],
  [
    "accurateFilingRate",
    "准确立案率",
    "Accurate filing rate",
    "filedKept",
    "filed",
    "up",
    "filing",
    "（立案数 − 作废数）/立案数",
    "(filed − voided) / filed",
  ],
  [
    "dispatchRate",
    "派遣率",
    "Dispatch rate",
    "dispatched",
    "filed",
    "up",
    "filing",
    "派遣数/立案数（即黄石 2022 的“派遣正确率”）",
    "dispatched / filed (what Huangshi 2022 calls the rate of correct dispatch)",
  ],
  [
    "accurateDispatchRate",
    "准确派遣率",
    "Accurate dispatch rate",
    "dispatchedOnce",
    "dispatched",
    "up",
    "filing",
    "准确派遣数/派遣数；未改派到其他单位的为准确",
    "accurately dispatched / dispatched; accurate = never sent on to another department",
  ],
  [
    "onTimeDispatchRate",
    "按时派遣率",
    "On-time dispatch rate",
    "dispatchOnTime",
    "dispatchJudged",
    "up",
    "filing",
    "按时派遣数/应派遣数",
    "dispatched on time / due to be dispatched",
  ],
  [
    "handleRate",
    "处置率",
    "Handling rate",
    "handledDue",
    "handleDue",
    "up",
    "deadline",
    "处置数/应处置数（湛河 2021）",
    "handled / due to be handled (Zhanhe 2021)",
  ],
  [
    "onTimeHandleRate",
    "按期处置率",
    "On-time handling rate",
    "handledOnTime",
    "handleDue",
    "up",
    "deadline",
    "按期处置数/应处置数（湛河 2021）",
    "handled on time / due to be handled (Zhanhe 2021)",
  ],
  [
    "overdueUnhandledRate",
    "超期待处置率",
    "Overdue and unhandled rate",
    "overdueUnhandled",
    "handleDue",
    "down",
    "deadline",
    "超期未处置数/应处置数（金牛）",
    "overdue and not handled / due to be handled (Jinniu)",
  ],
  [
    "closeRate",
    "结案率",
    "Closing rate",
    "closedDue",
    "closeDue",
    "up",
    "deadline",
    "结案数/应结案数；应结案数＝处置数＋超期未处置数，缓办、挂账的不计（金华）",
    "closed / due to be closed; due = handled + overdue and unhandled, without suspended cases (Jinhua)",
  ],
  [
    "onTimeCloseRate",
    "按期结案率",
    "On-time closing rate",
    "closedOnTime",
    "closeDue",
    "up",
    "deadline",
    "按期结案数/应结案数；按期处置并结案的为按期",
    "closed on time / due to be closed; on time = handled by the deadline, and closed",
  ],
  [
    "overdueCloseRate",
    "超期结案率",
    "Late closing rate",
    "closedLate",
    "closeDue",
    "down",
    "deadline",
    "超期结案数/应结案数",
    "closed late / due to be closed",
  ],
  ["openRate", "未结案率", "Open rate", "open", "reported", "down", "report", "未结案数/上报数", "open / reported"],
  [
    "finishRate",
    "办结率",
    "Completion rate",
    "closed",
    "reported",
    "up",
    "report",
    "结案数/上报数，不论是否到期",
    "closed / reported, whether due or not",
  ],
  [
    "reworkRate",
    "返工率",
    "Rework rate",
    "reworkDue",
    "closeDue",
    "down",
    "deadline",
    "返工案件数/应结案数",
    "cases that came back for rework / due to be closed",
  ],
  [
    "extensionRate",
    "延期率",
    "Extension rate",
    "extendedDue",
    "handleDue",
    "down",
    "deadline",
    "延期案件数/应处置数（金牛）",
    "cases with an extension / due to be handled (Jinniu)",
  ],
  [
    "sendBackRate",
    "回退率",
    "Send-back rate",
    "sentBack",
    "dispatched",
    "down",
    "filing",
    "回退案件数/派遣数；同一案件多次回退只计一件",
    "cases sent back / dispatched; a case sent back twice counts once",
  ],
  [
    "shirkRate",
    "推诿率",
    "Groundless send-back rate",
    "shirked",
    "dispatched",
    "down",
    "filing",
    "推诿案件数/派遣数；无理由回退、被驳回的为推诿",
    "sent back without ground / dispatched",
  ],
  [
    "publicReportRate",
    "监督举报率",
    "Confirmed public report rate",
    "publicConfirmed",
    "filed",
    "down",
    "filing",
    "监督举报核实数/立案数；越低越好",
    "public reports that proved true / filed; lower is better",
  ],
  [
    "selfHandledRate",
    "自处置率",
    "Handled on the spot",
    "selfHandled",
    "reported",
    "up",
    "report",
    "自行处置数/上报数；资阳 2020 以受理数为分母（32.65%）",
    "handled on the spot / reported; Ziyang 2020 divides by what was accepted (32.65 %)",
  ],
  [
    "proactiveRate",
    "主动发现率",
    "Found by ourselves",
    "proactive",
    "reported",
    "up",
    "report",
    "（监督员＋领导巡检＋视频）/全部上报；甘谷 2024 目标不低于 90%",
    "(patrollers + leaders + video) / all reports; Gangu 2024 wants 90 % or more",
  ],
  [
    "onTimeClosingRate",
    "按时结案率（值班长）",
    "On-time closing by the hall",
    "closeOnTime",
    "closeJudged",
    "up",
    "close",
    "核查通过后按时办理结案数/有结案时限的案件数",
    "closed within the limit after a passed check / cases whose closing had a limit",
  ],
  [
    "solveRate",
    "问题解决率",
    "Solved rate",
    "solved",
    "closeDue",
    "up",
    "deadline",
    "完成数/案件总数；完成＝处置、申请结案、核查通过并准予结案（中方 2020）",
    "solved / all cases due; solved = handled, submitted, checked and allowed to close (Zhongfang 2020)",
  ],
  [
    "solveOnTimeRate",
    "及时解决率",
    "Solved in time",
    "solvedOnTime",
    "closeDue",
    "up",
    "deadline",
    "及时完成数/案件总数（中方 2020）",
    "solved with submission before the deadline / all cases due (Zhongfang 2020)",
  ],
  [
    "urgentCloseRate",
    "紧急问题结案率",
    "Closing rate of urgent cases",
    "urgentClosedDue",
    "urgentCloseDue",
    "up",
    "deadline",
    "紧急问题结案数/紧急问题应结案数（金华）",
    "urgent cases closed / urgent cases due to be closed (Jinhua)",
  ],
  [
    "onTimeUrgentCloseRate",
    "紧急问题按期结案率",
    "On-time closing rate of urgent cases",
    "urgentClosedOnTime",
    "urgentCloseDue",
    "up",
    "deadline",
    "紧急问题按期结案数/紧急问题应结案数（金华）",
    "urgent cases closed on time / urgent cases due to be closed (Jinhua)",
  ],
] as const satisfies readonly Line[];

const COUNTS = [
  ["reportCount", "上报数", "Reports", "reported", null, "up", "report", "上报案件数", "cases reported"],
  ["filedCount", "立案数", "Filed cases", "filed", null, "up", "filing", "立案案件数", "cases filed"],
] as const satisfies readonly Line[];

const MEANS = [
  [
    "avgHandleMinutes",
    "平均处置时长",
    "Mean handling time",
    "handleMinutes",
    "handleTimed",
    "down",
    "report",
    "从派遣到处置反馈的分钟数的平均值；甘谷 2024 目标不超过 2 小时",
    "mean minutes from dispatch to submission; Gangu 2024 wants two hours or less",
  ],
  [
    "satisfaction",
    "满意度",
    "Satisfaction",
    "satisfactionPoints",
    "satisfactionAsked",
    "up",
    "report",
    "回访得分的平均值，每次回访为 100、80、50、0、−100 五档之一",
    "mean points of call backs, each 100, 80, 50, 0 or −100",
  ],
] as const satisfies readonly Line[];

const OUTSIDE = [
  [
    "cameraOnlineRate",
    "监控在线率",
    "Cameras online",
    null,
    null,
    "up",
    "report",
    "在线路数/总路数；甘谷 2024 目标不低于 95%",
    "cameras online / all cameras; Gangu 2024 wants 95 % or more",
  ],
  [
    "gridCoverage",
    "网格覆盖率",
    "Grid coverage",
    null,
    null,
    "up",
    "report",
    "当班到过的单元网格数/责任网格内单元网格数",
    "unit grids visited in the shift / unit grids of the duty grid",
  ],
] as const satisfies readonly Line[];

/** Ids that targets may name. */
export type IndicatorId = (
  | (typeof RATES)[number]
  | (typeof COUNTS)[number]
  | (typeof MEANS)[number]
  | (typeof OUTSIDE)[number]
)[0];

/** Ids of shares of cases, which schemes may turn into points as they are. */
export type RateId = (typeof RATES)[number][0];
/** Ids of everything counted over cases. */
export type CaseIndicatorId = RateId | (typeof COUNTS)[number][0] | (typeof MEANS)[number][0];

const made = (line: Line, unit: Unit, of: Indicator["of"] = "cases"): Indicator => ({
  id: line[0] as IndicatorId,
  title: { "zh-CN": line[1], en: line[2] },
  of,
  n: line[3],
  d: line[4],
  unit,
  better: line[5],
  basis: line[6],
  source: { "zh-CN": line[7], en: line[8] },
});

/** All indicators, in the order in which lists show them. */
export const INDICATORS: readonly Indicator[] = [
  ...COUNTS.map((line) => made(line, "count")),
  ...RATES.map((line) => made(line, "rate")),
  made(MEANS[0], "minutes"),
  made(MEANS[1], "points"),
  made(OUTSIDE[0], "rate", "cameras"),
  made(OUTSIDE[1], "rate", "coverage"),
];

export const RATE_IDS: readonly RateId[] = RATES.map((line) => line[0]);
export const CASE_INDICATOR_IDS: readonly CaseIndicatorId[] = [...COUNTS, ...RATES, ...MEANS].map((line) => line[0]);

const byId = new Map(INDICATORS.map((each) => [each.id as string, each]));

/** The indicator of an id, undefined for a name that no indicator has. */
export function indicatorOf(id: string): Indicator | undefined {
  return byId.get(id);
}
