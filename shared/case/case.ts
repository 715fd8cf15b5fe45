/**
 * The case, what can be asked of it, and what can have happened to it.
 *
 * All times are epoch milliseconds in hub time (UTC). `null` means "has not happened" or "not known".
 */
import type { CaseState } from "./state.ts";

/** How a limit runs: `urgentHour` and `urgentDay` (紧急工作日, 24 h) never stop; the work types run only in work slots. */
export type LimitType = "urgentHour" | "urgentDay" | "workHour" | "workDay" | "naturalDay";

/** A handling time limit, e.g. {value: 4, type: "workHour"}. */
export interface TimeLimit {
  readonly value: number;
  readonly type: LimitType;
}

/** Where a case came from. `other` covers sources that a mapping does not name. */
export const CASE_SOURCES = [
  "patrol", // 监督员巡查
  "leader", // 领导巡检
  "public", // 公众举报 (in person, by letter, unspecified)
  "hotline", // 热线
  "web", // 网上举报
  "mobile", // 移动端
  "video", // 视频上报
  "platform", // 上级或其他平台转入
  "other",
] as const;
export type CaseSource = (typeof CASE_SOURCES)[number];

export type CaseKind = "component" | "matter";

/** One thing that happened to a case. A case is the fold of its facts (`evolve`). */
export type Fact =
  | {
      readonly kind: "reported";
      readonly at: number;
      readonly by: string;
      readonly report: CaseReport;
    }
  | { readonly kind: "accepted"; readonly at: number; readonly by: string }
  | { readonly kind: "notAccepted"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "preCheckSent"; readonly at: number; readonly by: string }
  | { readonly kind: "preChecked"; readonly at: number; readonly by: string; readonly confirmed: boolean }
  | { readonly kind: "filed"; readonly at: number; readonly by: string; readonly limit: TimeLimit }
  | { readonly kind: "notFiled"; readonly at: number; readonly by: string; readonly reason: string }
  | {
      readonly kind: "dispatched";
      readonly at: number;
      readonly by: string;
      /** uid of the department. */
      readonly department: number;
      /** When handling must be done; computed once, when dispatched. */
      readonly deadline: number;
    }
  | { readonly kind: "takenOn"; readonly at: number; readonly by: string }
  | { readonly kind: "sentBack"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "extended"; readonly at: number; readonly by: string; readonly deadline: number }
  | { readonly kind: "suspended"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "resumed"; readonly at: number; readonly by: string; readonly deadline: number | null }
  | { readonly kind: "submitted"; readonly at: number; readonly by: string }
  | { readonly kind: "postCheckSent"; readonly at: number; readonly by: string }
  | { readonly kind: "checkPassed"; readonly at: number; readonly by: string }
  | { readonly kind: "checkFailed"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "closed"; readonly at: number; readonly by: string }
  | { readonly kind: "voided"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "selfHandled"; readonly at: number; readonly by: string }
  /** A platform told us the outcome without the steps between: imports. */
  | {
      readonly kind: "observed";
      readonly at: number;
      readonly by: string;
      readonly state: CaseState;
      readonly status: string;
      readonly department: number | null;
      readonly deadline: number | null;
      readonly times: Partial<CaseTimes>;
    };

/** When each step was reached. */
export interface CaseTimes {
  readonly reportedAt: number;
  readonly acceptedAt: number | null;
  readonly filedAt: number | null;
  readonly dispatchedAt: number | null;
  readonly submittedAt: number | null;
  readonly checkedAt: number | null;
  readonly closedAt: number | null;
}

/** What a reporter says. References are uids of the hub's tables; 0 means none. */
export interface CaseReport {
  readonly kind: CaseKind;
  /** uid in `classes`. */
  readonly classUid: number;
  readonly source: CaseSource;
  /** WGS 84 degrees, or null when the place is not known ("unlocated"). */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly address: string;
  /** uid in `grids` (level "unit"), 0 when none. */
  readonly unitGrid: number;
  /** uid in `grids` (level "duty"), 0 when none. */
  readonly dutyGrid: number;
  readonly description: string;
  readonly urgent: boolean;
}

/** A whole case, as `evolve` builds it from its facts. */
export interface Case extends CaseReport, CaseTimes {
  readonly state: CaseState;
  /** uid in `departments`, 0 when none. */
  readonly department: number;
  readonly limit: TimeLimit | null;
  readonly deadline: number | null;
  readonly reworkCount: number;
  readonly extensionCount: number;
  readonly sendBackCount: number;
  readonly supervised: boolean;
  readonly suspendedAt: number | null;
  readonly facts: readonly Fact[];
}

/** What may be asked of a case. `at` is hub time; `by` names the post or person. */
export type Command =
  | { readonly kind: "report"; readonly at: number; readonly by: string; readonly report: CaseReport }
  | { readonly kind: "accept"; readonly at: number; readonly by: string }
  | { readonly kind: "notAccept"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "sendPreCheck"; readonly at: number; readonly by: string }
  | { readonly kind: "preCheck"; readonly at: number; readonly by: string; readonly confirmed: boolean }
  | { readonly kind: "file"; readonly at: number; readonly by: string; readonly limit: TimeLimit }
  | { readonly kind: "notFile"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "dispatch"; readonly at: number; readonly by: string; readonly department: number }
  | { readonly kind: "takeOn"; readonly at: number; readonly by: string }
  | { readonly kind: "sendBack"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "extend"; readonly at: number; readonly by: string }
  | { readonly kind: "suspend"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "resume"; readonly at: number; readonly by: string }
  | { readonly kind: "submit"; readonly at: number; readonly by: string }
  | { readonly kind: "sendPostCheck"; readonly at: number; readonly by: string }
  | { readonly kind: "passCheck"; readonly at: number; readonly by: string }
  | { readonly kind: "failCheck"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "close"; readonly at: number; readonly by: string }
  | { readonly kind: "void"; readonly at: number; readonly by: string; readonly reason: string }
  | { readonly kind: "selfHandle"; readonly at: number; readonly by: string };

export type CommandKind = Command["kind"];

/** A typed "no". Every reason has a sentence in every language under `refusal.*`. */
export interface Refusal {
  readonly refused:
    | "wrongState"
    | "alreadyReported"
    | "notReported"
    | "timeRunsBackwards"
    | "overdue"
    | "tooManyExtensions"
    | "reasonMissing"
    | "alreadySuspended";
  readonly command: CommandKind;
  readonly state: CaseState | null;
}
