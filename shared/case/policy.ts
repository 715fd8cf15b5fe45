/**
 * The rules of handling in which cities differ, as one versioned record (resources/policies). The defaults and their
 * sources are in domain.md §3.3; none of them is law.
 */
import type { PatrolPolicy } from "../coverage/rules.ts";
import type { CaseState } from "./state.ts";

/** The states with a clock of their own, in minutes that never pause. `pendingDispatch` is `dispatchMinutes`. */
export const CLOCKED_STATES = [
  "reported",
  "preChecking",
  "pendingFiling",
  "returned",
  "pendingReview",
  "checking",
  "pendingClose",
] as const satisfies readonly CaseState[];
export type ClockedState = (typeof CLOCKED_STATES)[number];

/** When the same class comes back at the same spot (蘑菇效应, 中方 2020). */
export interface RecurrenceRule {
  readonly radiusMetres: number;
  readonly days: number;
  /** Cases that make a group. */
  readonly least: number;
}

export interface CasePolicy {
  readonly policy: string;
  readonly version: string;
  readonly extension: {
    /** Extensions (延期) a case may be granted; refused requests do not count. */
    readonly max: number;
    /** May an overdue case still be extended? */
    readonly whenOverdue: boolean;
    /** Must the department have asked first? */
    readonly needsRequest: boolean;
  };
  readonly suspension: {
    readonly max: number;
    /** A suspended case resumes by itself after so many days. */
    readonly longestDays: number;
    readonly needsRequest: boolean;
  };
  /** After a failed check the department goes on under the same deadline, or gets its whole limit anew. */
  readonly rework: "sameDeadline" | "newLimit";
  readonly sendBack: {
    /** Times a case may be sent back; null for any number. */
    readonly max: number | null;
  };
  readonly appeal: {
    readonly allowed: boolean;
    /** Days after closing. */
    readonly withinDays: number;
  };
  /** Two owners: the county dispatches and confirms, the city checks (中方 2020). */
  readonly cityCheck: boolean;
  /** A caller who is not satisfied sends the case back into the flow. */
  readonly callBackReturns: boolean;
  /** 资阳 2020: within ten minutes from acceptance to the department. Null for no such limit. */
  readonly dispatchMinutes: number | null;
  readonly dispatchClockFrom: "accepted" | "filed";
  readonly stageMinutes: Readonly<Record<ClockedState, number | null>>;
  /** Days in suspension after which a case counts as backlogged (积存). */
  readonly backlogDays: number;
  readonly recurrence: RecurrenceRule & {
    /** By class, "kind/code". */
    readonly classes: Readonly<Record<string, RecurrenceRule>>;
  };
  /** 全覆盖: shifts, and what counts as having looked; left out, the defaults of shared/coverage hold. */
  readonly patrol?: PatrolPolicy;
}

/** Two extensions, none once overdue; suspension once, for a year at most; ten minutes to dispatch (domain.md §3.1, §3.3). */
export const DEFAULT_POLICY: CasePolicy = {
  policy: "default",
  version: "1",
  extension: { max: 2, whenOverdue: false, needsRequest: false },
  suspension: { max: 1, longestDays: 365, needsRequest: false },
  rework: "sameDeadline",
  sendBack: { max: null },
  appeal: { allowed: true, withinDays: 30 },
  cityCheck: false,
  callBackReturns: true,
  dispatchMinutes: 10,
  dispatchClockFrom: "accepted",
  stageMinutes: {
    reported: 15,
    preChecking: 30,
    pendingFiling: null,
    returned: 15,
    pendingReview: 30,
    checking: 30,
    pendingClose: null,
  },
  backlogDays: 60,
  recurrence: { radiusMetres: 50, days: 30, least: 3, classes: {} },
};
