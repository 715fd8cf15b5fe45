/**
 * Cases as columns, and the one test that decides whether a case belongs to a figure.
 *
 * Counts on the wall and the lists behind them call the same `matches`, so a number always opens to exactly the cases
 * it counted. Columns are parallel arrays; position `i` of each is one case.
 */
import { FLAG_SAME_NUMBER } from "../case/record.ts";
import { CASE_STATES, STAGES, STAGE_INDEX_OF_STATE_CODE, type Stage } from "../case/state.ts";
import { TERM, termsAt, type Basis, type CaseFigures, type Term } from "./terms.ts";

/** Parallel columns of cases. Times are epoch ms, NaN when the step has not happened. 0 as a uid means none. */
export interface CaseColumns {
  readonly length: number;
  readonly uid: Uint32Array;
  readonly state: Uint8Array;
  readonly source: Uint8Array;
  readonly classUid: Uint32Array;
  readonly department: Uint32Array;
  readonly unitGrid: Uint32Array;
  readonly dutyGrid: Uint32Array;
  /** Degrees, NaN when unlocated. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly deadline: Float64Array;
  readonly reportedAt: Float64Array;
  readonly acceptedAt: Float64Array;
  readonly filedAt: Float64Array;
  readonly dispatchedAt: Float64Array;
  readonly submittedAt: Float64Array;
  readonly closedAt: Float64Array;
  readonly suspendedAt: Float64Array;
  readonly stageSince: Float64Array;
  readonly stageDue: Float64Array;
  readonly dispatchDue: Float64Array;
  /** NaN without a call back. */
  readonly satisfaction: Float64Array;
  readonly reworkCount: Uint16Array;
  readonly extensionCount: Uint16Array;
  readonly sendBackCount: Uint16Array;
  readonly marks: Uint32Array;
  readonly flags: Uint8Array;
}

/** Milestones of the funnel, in order: 上报 受理 立案 派遣 处置 结案. */
export const MILESTONES = ["reported", "accepted", "filed", "dispatched", "handled", "closed"] as const;
export type Milestone = (typeof MILESTONES)[number];

/** What a figure counts beyond its window and place. */
export const MEASURES = [
  "all",
  "open",
  "overdueOpen", // past its deadline and not handled
  "dueSoon", // 80–100 % of the limit used and not handled
  "handleDue", // 应处置: had a deadline that has passed, or was handled
  "onTime", // handled by its deadline
  "late", // handled after its deadline
  "unlocated",
  "dispatchLate", // 超时未派: accepted, not with a department by its dispatch limit
  "stageLate", // the running step has passed its limit
  "suspended", // 挂账
  "sentBackOften", // 推诿扯皮: sent back twice or more, and open
  "sameNumber", // another case of the platform has this number
] as const;
export type Measure = (typeof MEASURES)[number];

/** How urgent the cases are that somebody looks at. */
export const WHICH = ["open", "overdueOpen", "dueSoon", "all"] as const satisfies readonly Measure[];
export type Which = (typeof WHICH)[number];

/**
 * Which cases: every given part must hold. Windows are half open, `from <= at < to`, where `at` is when the case was
 * reported, or the instant that `basis` names.
 */
export interface CaseFilter {
  readonly from?: number;
  readonly to?: number;
  readonly department?: number;
  readonly unitGrid?: number;
  /** uids of unit grids, one of which must hold: those of a larger area. */
  readonly unitGrids?: ReadonlySet<number>;
  readonly dutyGrid?: number;
  readonly classUid?: number;
  /** uids of classes, one of which must hold: those of a 大类. */
  readonly classes?: ReadonlySet<number>;
  readonly stage?: Stage;
  readonly milestone?: Milestone;
  readonly measure?: Measure;
  /** A second measure that must hold too: what the wall is narrowed to, beside what a figure counts. */
  readonly which?: Which;
  /** Index in CASE_SOURCES. */
  readonly source?: number;
  /** The case counts for this term at the time of asking. */
  readonly term?: Term;
  readonly basis?: Basis;
  /** Indices in CASE_SOURCES, one of which must hold. */
  readonly sources?: readonly number[];
  /** Suspended, and since before this instant: with the policy's days, 积存. */
  readonly suspendedBefore?: number;
  /** Only these cases. */
  readonly uids?: ReadonlySet<number>;
  /** All but these, e.g. those that a ledger excludes. */
  readonly without?: ReadonlySet<number>;
}

const SUSPENDED = CASE_STATES.indexOf("suspended");
const CLOSED_STAGE = STAGES.indexOf("closed");
const CLOSED_STATE = CASE_STATES.indexOf("closed");
const AWAITING_DISPATCH: ReadonlySet<number> = new Set(
  ["pendingFiling", "pendingDispatch"].map((state) => CASE_STATES.indexOf(state as "pendingFiling")),
);

/** True while somebody still has to do something about case `i`. */
export function isOpenAt(columns: CaseColumns, i: number): boolean {
  return STAGE_INDEX_OF_STATE_CODE[columns.state[i] as number] !== CLOSED_STAGE;
}

/** True when case `i` has passed its deadline and has not been handled. A suspended case's clock stands still. */
export function isOverdueAt(columns: CaseColumns, i: number, now: number): boolean {
  return (
    (columns.deadline[i] as number) < now &&
    Number.isNaN(columns.submittedAt[i]) &&
    columns.state[i] !== SUSPENDED &&
    isOpenAt(columns, i)
  );
}

/** True when case `i` is suspended and has been so since before `at`. */
export function isSuspendedBefore(columns: CaseColumns, i: number, at: number): boolean {
  return columns.state[i] === SUSPENDED && (columns.suspendedAt[i] as number) < at;
}

/** True when 80–100 % of the time from dispatch to deadline is used and the case is not handled. */
export function isDueSoonAt(columns: CaseColumns, i: number, now: number): boolean {
  const deadline = columns.deadline[i] as number;
  const start = columns.dispatchedAt[i] as number;
  return (
    deadline >= now &&
    now - start >= 0.8 * (deadline - start) &&
    Number.isNaN(columns.submittedAt[i]) &&
    columns.state[i] !== SUSPENDED &&
    isOpenAt(columns, i)
  );
}

/** Has case `i` reached the milestone? */
export function reachedAt(columns: CaseColumns, i: number, milestone: Milestone): boolean {
  switch (milestone) {
    case "reported":
      return true;
    case "accepted":
      return !Number.isNaN(columns.acceptedAt[i]);
    case "filed":
      return !Number.isNaN(columns.filedAt[i]);
    case "dispatched":
      return !Number.isNaN(columns.dispatchedAt[i]);
    case "handled":
      // A closed case was handled, even where the platform did not say when: no step may exceed the one before.
      return !Number.isNaN(columns.submittedAt[i]) || columns.state[i] === CLOSED_STATE;
    case "closed":
      return columns.state[i] === CLOSED_STATE;
  }
}

/** Does case `i` belong to the measure at hub time `now`? */
export function measuresAt(columns: CaseColumns, i: number, measure: Measure, now: number): boolean {
  const deadline = columns.deadline[i] as number;
  const submitted = columns.submittedAt[i] as number;
  switch (measure) {
    case "all":
      return true;
    case "open":
      return isOpenAt(columns, i);
    case "overdueOpen":
      return isOverdueAt(columns, i, now);
    case "dueSoon":
      return isDueSoonAt(columns, i, now);
    case "handleDue":
      return !Number.isNaN(deadline) && (!Number.isNaN(submitted) || isOverdueAt(columns, i, now));
    case "onTime":
      return submitted <= deadline;
    case "late":
      return submitted > deadline;
    case "unlocated":
      return Number.isNaN(columns.lon[i]);
    case "dispatchLate":
      return (columns.dispatchDue[i] as number) < now && AWAITING_DISPATCH.has(columns.state[i] as number);
    case "stageLate":
      return (columns.stageDue[i] as number) < now && isOpenAt(columns, i) && columns.state[i] !== SUSPENDED;
    case "suspended":
      return columns.state[i] === SUSPENDED;
    case "sentBackOften":
      return (columns.sendBackCount[i] as number) >= 2 && isOpenAt(columns, i);
    case "sameNumber":
      return ((columns.flags[i] as number) & FLAG_SAME_NUMBER) !== 0;
  }
}

/** Copies case `i` into a record of figures. */
export function figuresAt(columns: CaseColumns, i: number, into: CaseFigures): CaseFigures {
  into.state = columns.state[i] as number;
  into.source = columns.source[i] as number;
  into.classUid = columns.classUid[i] as number;
  into.department = columns.department[i] as number;
  into.unitGrid = columns.unitGrid[i] as number;
  into.dutyGrid = columns.dutyGrid[i] as number;
  into.deadline = columns.deadline[i] as number;
  into.reportedAt = columns.reportedAt[i] as number;
  into.acceptedAt = columns.acceptedAt[i] as number;
  into.filedAt = columns.filedAt[i] as number;
  into.dispatchedAt = columns.dispatchedAt[i] as number;
  into.submittedAt = columns.submittedAt[i] as number;
  into.closedAt = columns.closedAt[i] as number;
  into.reworkCount = columns.reworkCount[i] as number;
  into.extensionCount = columns.extensionCount[i] as number;
  into.sendBackCount = columns.sendBackCount[i] as number;
  into.satisfaction = columns.satisfaction[i] as number;
  into.marks = columns.marks[i] as number;
  into.flags = columns.flags[i] as number;
  return into;
}

/** A record of figures to be filled. */
export function emptyFigures(): CaseFigures {
  return {
    state: 0,
    source: 0,
    classUid: 0,
    department: 0,
    unitGrid: 0,
    dutyGrid: 0,
    deadline: Number.NaN,
    reportedAt: 0,
    acceptedAt: Number.NaN,
    filedAt: Number.NaN,
    dispatchedAt: Number.NaN,
    submittedAt: Number.NaN,
    closedAt: Number.NaN,
    reworkCount: 0,
    extensionCount: 0,
    sendBackCount: 0,
    satisfaction: Number.NaN,
    marks: 0,
    flags: 0,
  };
}

const scratch = emptyFigures();

function inTerm(columns: CaseColumns, i: number, term: Term, now: number): boolean {
  return termsAt(figuresAt(columns, i, scratch), now)[TERM[term]] !== 0;
}

/** The column of the instant that each basis names, as `instantOfBasis` says of one case. */
export const INSTANT_COLUMN = {
  deadline: "deadline",
  filing: "filedAt",
  report: "reportedAt",
  close: "closedAt",
} as const satisfies Record<Basis, keyof CaseColumns>;

/**
 * Does case `i` belong to the filter at hub time `now`?
 * `handleDue` = `onTime` + `late` + `overdueOpen` for cases with a deadline (应处置, domain.md §4.1).
 */
export function matches(columns: CaseColumns, i: number, filter: CaseFilter, now: number): boolean {
  if (filter.department !== undefined && columns.department[i] !== filter.department) return false;
  const at = columns[INSTANT_COLUMN[filter.basis ?? "report"]][i] as number;
  return (
    (filter.from === undefined || at >= filter.from) &&
    (filter.to === undefined || at < filter.to) &&
    (filter.suspendedBefore === undefined || isSuspendedBefore(columns, i, filter.suspendedBefore)) &&
    (filter.uids === undefined || filter.uids.has(columns.uid[i] as number)) &&
    (filter.without === undefined || !filter.without.has(columns.uid[i] as number)) &&
    (filter.sources === undefined || filter.sources.includes(columns.source[i] as number)) &&
    (filter.unitGrid === undefined || columns.unitGrid[i] === filter.unitGrid) &&
    (filter.unitGrids === undefined || filter.unitGrids.has(columns.unitGrid[i] as number)) &&
    (filter.dutyGrid === undefined || columns.dutyGrid[i] === filter.dutyGrid) &&
    (filter.classUid === undefined || columns.classUid[i] === filter.classUid) &&
    (filter.classes === undefined || filter.classes.has(columns.classUid[i] as number)) &&
    (filter.source === undefined || columns.source[i] === filter.source) &&
    (filter.stage === undefined ||
      STAGE_INDEX_OF_STATE_CODE[columns.state[i] as number] === STAGES.indexOf(filter.stage)) &&
    (filter.milestone === undefined || reachedAt(columns, i, filter.milestone)) &&
    (filter.measure === undefined || measuresAt(columns, i, filter.measure, now)) &&
    (filter.which === undefined || measuresAt(columns, i, filter.which, now)) &&
    (filter.term === undefined || inTerm(columns, i, filter.term, now))
  );
}

/**
 * Calls `take` with the position of each case of the filter at hub time `now`. Most cases of a large table fall out by
 * department or window, so these are looked at first, over plain arrays.
 */
export function eachMatch(columns: CaseColumns, filter: CaseFilter, now: number, take: (i: number) => void): void {
  const { length, department } = columns;
  const instants = columns[INSTANT_COLUMN[filter.basis ?? "report"]];
  const { department: wanted, from, to } = filter;
  for (let i = 0; i < length; i++) {
    if (wanted !== undefined && department[i] !== wanted) continue;
    if (from !== undefined && !((instants[i] as number) >= from)) continue;
    if (to !== undefined && !((instants[i] as number) < to)) continue;
    if (matches(columns, i, filter, now)) take(i);
  }
}
