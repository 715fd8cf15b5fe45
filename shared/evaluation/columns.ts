/**
 * Cases as columns, and the one test that decides whether a case belongs to a figure.
 *
 * Counts on the wall and the lists behind them call the same `matches`, so a number always opens to exactly the cases
 * it counted. Columns are parallel arrays; position `i` of each is one case.
 */
import { CASE_STATES, STAGES, STAGE_INDEX_OF_STATE_CODE, type Stage } from "../case/state.ts";

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
] as const;
export type Measure = (typeof MEASURES)[number];

/** Which cases: every given part must hold. Windows are half open, `from <= reportedAt < to`. */
export interface CaseFilter {
  readonly from?: number;
  readonly to?: number;
  readonly department?: number;
  readonly unitGrid?: number;
  readonly dutyGrid?: number;
  readonly classUid?: number;
  readonly stage?: Stage;
  readonly milestone?: Milestone;
  readonly measure?: Measure;
  /** Index in CASE_SOURCES. */
  readonly source?: number;
}

const SUSPENDED = CASE_STATES.indexOf("suspended");
const CLOSED_STAGE = STAGES.indexOf("closed");
const CLOSED_STATE = CASE_STATES.indexOf("closed");

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
  }
}

/**
 * Does case `i` belong to the filter at hub time `now`?
 * `handleDue` = `onTime` + `late` + `overdueOpen` for cases with a deadline (应处置, domain.md §4.1).
 */
export function matches(columns: CaseColumns, i: number, filter: CaseFilter, now: number): boolean {
  const reportedAt = columns.reportedAt[i] as number;
  return (
    (filter.from === undefined || reportedAt >= filter.from) &&
    (filter.to === undefined || reportedAt < filter.to) &&
    (filter.department === undefined || columns.department[i] === filter.department) &&
    (filter.unitGrid === undefined || columns.unitGrid[i] === filter.unitGrid) &&
    (filter.dutyGrid === undefined || columns.dutyGrid[i] === filter.dutyGrid) &&
    (filter.classUid === undefined || columns.classUid[i] === filter.classUid) &&
    (filter.source === undefined || columns.source[i] === filter.source) &&
    (filter.stage === undefined ||
      STAGE_INDEX_OF_STATE_CODE[columns.state[i] as number] === STAGES.indexOf(filter.stage)) &&
    (filter.milestone === undefined || reachedAt(columns, i, filter.milestone)) &&
    (filter.measure === undefined || measuresAt(columns, i, filter.measure, now))
  );
}
