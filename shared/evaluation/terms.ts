/**
 * Terms: the counts that every indicator, board and scheme is made of.
 *
 * A term is counted case by case from a case's own figures, without looking at the clock, so that tallies can be kept by
 * adding and taking away. What depends on the clock are only cases not handled yet whose deadline is still to come: they
 * do not count as due. `termsAt` leaves them out; a reader of tallies takes them off again (`notYetDue`).
 */
import { CASE_SOURCES, type CaseSource } from "../case/case.ts";
import { FLAG_SUPERVISED, FLAG_URGENT } from "../case/record.ts";
import { MARK } from "../case/marks.ts";
import { CASE_STATES, STAGES, STAGE_INDEX_OF_STATE_CODE } from "../case/state.ts";

/** What terms look at. Times are epoch ms, NaN when the step has not happened; `satisfaction` NaN without a call back. */
export interface CaseFigures {
  state: number;
  source: number;
  classUid: number;
  department: number;
  unitGrid: number;
  dutyGrid: number;
  deadline: number;
  reportedAt: number;
  acceptedAt: number;
  filedAt: number;
  dispatchedAt: number;
  submittedAt: number;
  closedAt: number;
  reworkCount: number;
  extensionCount: number;
  sendBackCount: number;
  satisfaction: number;
  marks: number;
  flags: number;
}

/** Ids in the order of a tally's vector: new ones go to the end. */
export const TERMS = [
  "reported", // 上报
  "accepted", // 受理
  "notAccepted", // 不予受理
  "answered", // 咨询办结
  "filed", // 立案
  "notFiled", // 不予立案
  "filedKept", // 立案 − 作废
  "voided", // 作废
  "selfHandled", // 自行处置
  "valid", // 有效上报: filed, or handled on the spot
  "patrolReported", // 监督员上报
  "patrolValid", // 监督员有效上报
  "publicReported", // 公众举报
  "publicConfirmed", // 监督举报核实: a public report that proved true
  "proactive", // 主动发现: patrol, leaders, video
  "dispatched", // 派遣
  "dispatchedOnce", // 准确派遣: one department only
  "acceptJudged",
  "acceptOnTime", // 按期受理
  "acceptAccurate", // 准确受理: not refused at filing
  "preCheckSendJudged", // 应发核实
  "preCheckSendOnTime",
  "preCheckJudged", // 应核实
  "preCheckOnTime",
  "filingJudged",
  "filingOnTime", // 按时立案
  "dispatchJudged", // 应派遣
  "dispatchOnTime", // 按时派遣
  "postCheckSendJudged", // 应发核查
  "postCheckSendOnTime",
  "postCheckJudged", // 应核查
  "postCheckOnTime",
  "closeJudged",
  "closeOnTime", // 按时结案, the shift leader's
  "handled", // 处置
  "handleDue", // 应处置
  "handledOnTime", // 按期处置
  "handledLate", // 超期处置
  "overdueUnhandled", // 超期未处置
  "closeDue", // 应结案 = 处置 + 超期未处置
  "closed", // 结案
  "closedOnTime", // 按期结案: handled on time and closed
  "closedLate", // 超期结案
  "solved", // 完成: handled, checked and closed (中方 2020)
  "solvedOnTime", // 及时完成
  "solvedLate", // 超时完成
  "forceClosed", // 强制结案
  "exempt", // 申诉成立
  "open", // 未结案
  "suspended", // 挂账
  "rework", // 返工
  "reworkTimes",
  "multiRework", // 多次返工
  "extended", // 延期
  "extensionTimes",
  "sentBack", // 回退
  "sendBackTimes",
  "shirked", // 推诿
  "supervised", // 督办
  "urged", // 催办
  "handleMinutes", // sum, dispatch to submission
  "handleTimed", // cases in that sum
  "satisfactionPoints", // sum
  "satisfactionAsked", // cases in that sum
  "publicAccepted", // 漏报: what the public reported and was accepted, and no patroller had seen
  "handledDue", // 处置 among 应处置
  "closedDue", // 结案 among 应结案
  "reworkDue", // 返工 among 应结案
  "extendedDue", // 延期 among 应处置
  "reworkThrice", // 三次以上核查未通过
  "urgentCloseDue", // 紧急问题应结案
  "urgentClosedDue", // 紧急问题结案
  "urgentClosedOnTime", // 紧急问题按期结案
] as const;
export type Term = (typeof TERMS)[number];

/** Place of a term in a tally's vector. */
export const TERM: Readonly<Record<Term, number>> = Object.fromEntries(TERMS.map((term, i) => [term, i])) as Record<
  Term,
  number
>;

/** Terms that add up minutes, points or times instead of cases: no list of cases is as long as they are. */
export const SUM_TERMS: ReadonlySet<Term> = new Set<Term>([
  "reworkTimes",
  "extensionTimes",
  "sendBackTimes",
  "handleMinutes",
  "satisfactionPoints",
]);

/** Terms for which a case that is not yet due does not count. */
export const DUE_TERMS = [
  "handleDue",
  "overdueUnhandled",
  "closeDue",
  "reworkDue",
  "extendedDue",
  "urgentCloseDue",
] as const satisfies readonly Term[];

const MINUTE = 60_000;
const codeOf = (state: (typeof CASE_STATES)[number]) => CASE_STATES.indexOf(state);
const CLOSED = codeOf("closed");
const SUSPENDED = codeOf("suspended");
const NOT_ACCEPTED = codeOf("notAccepted");
const NOT_FILED = codeOf("notFiled");
const VOIDED = codeOf("voided");
const SELF_HANDLED = codeOf("selfHandledClosed");
const ANSWERED = codeOf("answered");
const CLOSED_STAGE = STAGES.indexOf("closed");
const PATROL = CASE_SOURCES.indexOf("patrol");
const PROACTIVE = new Set(["patrol", "leader", "video"].map((source) => CASE_SOURCES.indexOf(source as "patrol")));
/** Sources through which the public reports. */
export const PUBLIC_SOURCES: ReadonlySet<CaseSource> = new Set(["public", "hotline", "web", "mobile"]);
const PUBLIC = new Set([...PUBLIC_SOURCES].map((source) => CASE_SOURCES.indexOf(source)));

/** Handled: submitted, or closed by a platform that names no time of it. */
function isHandled(c: CaseFigures): boolean {
  return c.submittedAt === c.submittedAt || c.state === CLOSED;
}

/** True while a case with a deadline is neither handled nor ended. */
function isUnhandled(c: CaseFigures): boolean {
  return c.deadline === c.deadline && !isHandled(c) && STAGE_INDEX_OF_STATE_CODE[c.state] !== CLOSED_STAGE;
}

/** Unhandled with the deadline still to come. A suspended case's clock stands still, wherever its deadline lies. */
export function notYetDue(c: CaseFigures, now: number): boolean {
  return isUnhandled(c) && (c.deadline >= now || c.state === SUSPENDED);
}

/** Adds `times` times what a case counts for to a vector of TERMS, as if every deadline had come. */
export function addTerms(c: CaseFigures, out: Float64Array, times: 1 | -1): void {
  const { state, marks } = c;
  const add = (place: number, amount = 1) => {
    out[place] = (out[place] as number) + times * amount;
  };
  const marked = (bit: number) => (marks & bit) !== 0;
  const has = (at: number) => at === at;
  const filed = has(c.filedAt);
  const ended = STAGE_INDEX_OF_STATE_CODE[state] === CLOSED_STAGE;
  add(TERM.reported);
  if (has(c.acceptedAt)) {
    add(TERM.accepted);
    if (state !== NOT_FILED) add(TERM.acceptAccurate);
  }
  if (state === NOT_ACCEPTED) add(TERM.notAccepted);
  if (state === ANSWERED) add(TERM.answered);
  if (state === NOT_FILED) add(TERM.notFiled);
  if (state === VOIDED) add(TERM.voided);
  if (state === SELF_HANDLED) add(TERM.selfHandled);
  if (filed) {
    add(TERM.filed);
    if (state !== VOIDED) add(TERM.filedKept);
  }
  const valid = filed || state === SELF_HANDLED;
  if (valid) add(TERM.valid);
  if (c.source === PATROL) {
    add(TERM.patrolReported);
    if (valid) add(TERM.patrolValid);
  }
  if (PROACTIVE.has(c.source)) add(TERM.proactive);
  if (PUBLIC.has(c.source)) {
    add(TERM.publicReported);
    if (filed || marked(MARK.confirmed)) add(TERM.publicConfirmed);
    if (has(c.acceptedAt)) add(TERM.publicAccepted);
  }
  if (has(c.dispatchedAt)) {
    add(TERM.dispatched);
    if (!marked(MARK.manyDepartments)) add(TERM.dispatchedOnce);
  }
  if (marks !== 0) addMarks(marks, add);
  addHandling(c, ended, add);
  if (!ended) add(TERM.open);
  if (state === SUSPENDED) add(TERM.suspended);
  if (c.reworkCount > 0) {
    add(TERM.rework);
    add(TERM.reworkTimes, c.reworkCount);
    if (c.reworkCount > 1) add(TERM.multiRework);
    if (c.reworkCount > 2) add(TERM.reworkThrice);
  }
  if (c.extensionCount > 0) {
    add(TERM.extended);
    add(TERM.extensionTimes, c.extensionCount);
  }
  if (c.sendBackCount > 0) {
    add(TERM.sentBack);
    add(TERM.sendBackTimes, c.sendBackCount);
  }
  if ((c.flags & FLAG_SUPERVISED) !== 0) add(TERM.supervised);
  if (has(c.satisfaction)) {
    add(TERM.satisfactionPoints, c.satisfaction);
    add(TERM.satisfactionAsked);
  }
}

type Add = (place: number, amount?: number) => void;

function addMarks(marks: number, add: Add): void {
  for (const [bit, place] of MARK_TERMS) if ((marks & bit) !== 0) add(place);
}
const MARK_TERMS: readonly (readonly [bit: number, place: number])[] = [
  [MARK.acceptJudged, TERM.acceptJudged],
  [MARK.acceptOnTime, TERM.acceptOnTime],
  [MARK.preCheckSendJudged, TERM.preCheckSendJudged],
  [MARK.preCheckSendOnTime, TERM.preCheckSendOnTime],
  [MARK.preCheckJudged, TERM.preCheckJudged],
  [MARK.preCheckOnTime, TERM.preCheckOnTime],
  [MARK.filingJudged, TERM.filingJudged],
  [MARK.filingOnTime, TERM.filingOnTime],
  [MARK.dispatchJudged, TERM.dispatchJudged],
  [MARK.dispatchOnTime, TERM.dispatchOnTime],
  [MARK.postCheckSendJudged, TERM.postCheckSendJudged],
  [MARK.postCheckSendOnTime, TERM.postCheckSendOnTime],
  [MARK.postCheckJudged, TERM.postCheckJudged],
  [MARK.postCheckOnTime, TERM.postCheckOnTime],
  [MARK.closeJudged, TERM.closeJudged],
  [MARK.closeOnTime, TERM.closeOnTime],
  [MARK.forceClosed, TERM.forceClosed],
  [MARK.exempt, TERM.exempt],
  [MARK.shirked, TERM.shirked],
  [MARK.urged, TERM.urged],
];

/**
 * What handling and closing count for. A closed case of which no platform named the time of submission counts neither as
 * on time nor as due. A granted appeal takes a case out of what was due; its times stay as they are.
 */
function addHandling(c: CaseFigures, ended: boolean, add: Add): void {
  const handled = isHandled(c);
  const exempt = (c.marks & MARK.exempt) !== 0;
  if (handled) add(TERM.handled);
  if (handled && c.submittedAt >= c.dispatchedAt) {
    add(TERM.handleMinutes, Math.round((c.submittedAt - c.dispatchedAt) / MINUTE));
    add(TERM.handleTimed);
  }
  if (c.state === CLOSED) add(TERM.closed);
  // Without a deadline nothing was due; a case that was voided or turned away owes nothing any more.
  if (c.deadline !== c.deadline || exempt || (ended && c.state !== CLOSED)) return;
  const inTime = c.submittedAt <= c.deadline;
  const late = c.submittedAt > c.deadline;
  if (!handled) add(TERM.overdueUnhandled);
  const urgent = (c.flags & FLAG_URGENT) !== 0;
  if (inTime || late || !handled) {
    add(TERM.handleDue);
    if (c.extensionCount > 0) add(TERM.extendedDue);
  }
  add(TERM.closeDue);
  if (urgent) add(TERM.urgentCloseDue);
  if (c.reworkCount > 0) add(TERM.reworkDue);
  if (inTime || late) add(TERM.handledDue);
  if (inTime) add(TERM.handledOnTime);
  if (late) add(TERM.handledLate);
  if (c.state !== CLOSED) return;
  add(TERM.closedDue);
  if (urgent) add(TERM.urgentClosedDue);
  if (urgent && inTime) add(TERM.urgentClosedOnTime);
  if (inTime) add(TERM.closedOnTime);
  if (late) add(TERM.closedLate);
  if ((c.marks & MARK.forceClosed) !== 0 || !(inTime || late)) return;
  add(TERM.solved);
  if (inTime) add(TERM.solvedOnTime);
  if (late) add(TERM.solvedLate);
}

const one = new Float64Array(TERMS.length);

/** What one case counts for at hub time `now`. The vector is reused by the next call. */
export function termsAt(c: CaseFigures, now: number): Float64Array {
  one.fill(0);
  addTerms(c, one, 1);
  if (notYetDue(c, now)) for (const term of DUE_TERMS) one[TERM[term]] = 0;
  return one;
}

/**
 * Adds `times` times what separates a tally from the truth at `now`: minus one for each term a waiting case counts for in
 * its tally but is not due for yet. For a case that is not waiting nothing happens.
 */
export function addNotYetDue(c: CaseFigures, now: number, out: Float64Array, times: 1 | -1): void {
  if (!notYetDue(c, now)) return;
  one.fill(0);
  addTerms(c, one, 1);
  for (const term of DUE_TERMS) {
    const place = TERM[term];
    out[place] = (out[place] as number) - times * (one[place] as number);
  }
}

/** The instants a month may be cut by: its window basis (口径). */
export const BASES = ["deadline", "filing", "report", "close"] as const;
export type Basis = (typeof BASES)[number];

/** The instant of a case that decides its month, NaN when it has none. */
export function instantOfBasis(c: CaseFigures, basis: Basis): number {
  switch (basis) {
    case "deadline":
      return c.deadline;
    case "filing":
      return c.filedAt;
    case "report":
      return c.reportedAt;
    case "close":
      return c.closedAt;
  }
}
