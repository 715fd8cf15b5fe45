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

/** What every fact says. */
interface Happened {
  readonly at: number;
  readonly by: string;
  /** When the step that begins here must be over; left out when nothing is set. Worked out once, when it begins. */
  readonly due?: number;
}

/** One thing that happened to a case. A case is the fold of its facts (`evolve`). */
export type Fact = Happened &
  (
    | { readonly kind: "reported"; readonly report: CaseReport }
    | { readonly kind: "accepted"; /** When the department must have the case. */ readonly dispatchDue?: number }
    | { readonly kind: "notAccepted"; readonly reason: string }
    | { readonly kind: "answered"; readonly reason: string }
    | { readonly kind: "preCheckSent" }
    | { readonly kind: "preChecked"; readonly confirmed: boolean }
    | { readonly kind: "filed"; readonly limit: TimeLimit; readonly condition?: string; readonly dispatchDue?: number }
    | { readonly kind: "notFiled"; readonly reason: string }
    /** uid of the case it repeats. Ends as 不予受理, 不予立案 or 作废, by where it happens. */
    | { readonly kind: "markedDuplicate"; readonly of: number }
    | {
        readonly kind: "dispatched";
        /** uid of the department. */
        readonly department: number;
        /** When handling must be done; computed once, when dispatched. Null when the case has no limit. */
        readonly deadline: number | null;
        /** Why it was taken from another department (改派). */
        readonly reason?: string;
        /** uid of the department that the program proposed; left out when it proposed none. */
        readonly suggested?: number;
      }
    | { readonly kind: "takenOn" }
    | { readonly kind: "sentBack"; readonly reason: string }
    /** 推诿: the department had no ground; it goes on under the deadline it had. */
    | {
        readonly kind: "sendBackRefused";
        readonly reason: string;
        readonly department: number;
        readonly deadline: number | null;
      }
    /** The dispatcher gives it back to acceptance. */
    | { readonly kind: "returnedToAcceptor"; readonly reason: string }
    | { readonly kind: "extensionRequested"; readonly reason: string }
    | { readonly kind: "extended"; readonly deadline: number }
    | { readonly kind: "extensionRefused"; readonly reason: string }
    | { readonly kind: "suspensionRequested"; readonly reason: string }
    | { readonly kind: "suspended"; readonly reason: string; /** It resumes by itself then. */ readonly until?: number }
    | { readonly kind: "suspensionRefused"; readonly reason: string }
    | { readonly kind: "resumed"; readonly deadline: number | null }
    | { readonly kind: "submitted" }
    | { readonly kind: "postCheckSent" }
    | { readonly kind: "cityCheckRequested" }
    | { readonly kind: "checkPassed" }
    | { readonly kind: "checkFailed"; readonly reason: string; readonly deadline?: number }
    /** 100, 80, 50, 0 or −100 points of satisfaction. `returns`: the caller is not satisfied and it goes back. */
    | { readonly kind: "calledBack"; readonly score: number; readonly returns: boolean }
    | { readonly kind: "closed" }
    | { readonly kind: "forceClosed"; readonly reason: string }
    | { readonly kind: "voided"; readonly reason: string }
    | { readonly kind: "selfHandled" }
    | {
        readonly kind: "supervised";
        readonly opinion: string;
        /** The letter's own deadline. */ readonly answerBy?: number;
      }
    | { readonly kind: "superviseAnswered"; readonly reply: string }
    | { readonly kind: "urged"; readonly note: string }
    | { readonly kind: "appealed"; readonly reason: string }
    | { readonly kind: "appealGranted"; readonly reason: string }
    | { readonly kind: "appealRefused"; readonly reason: string }
    /** A platform told us the outcome without the steps between: imports. */
    | {
        readonly kind: "observed";
        readonly state: CaseState;
        readonly status: string;
        readonly department: number | null;
        readonly deadline: number | null;
        readonly times: Partial<CaseTimes>;
      }
  );
export type FactKind = Fact["kind"];

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
  /** 再次立案: uid of the earlier case at this spot. */
  readonly refiledFrom?: number;
}

/** What a department has asked for and nobody has decided yet. */
export interface CaseRequest {
  readonly asks: "extension" | "suspension";
  readonly at: number;
}

/** A whole case, as `evolve` builds it from its facts. */
export interface Case extends CaseReport, CaseTimes {
  readonly state: CaseState;
  /** uid in `departments`, 0 when none. */
  readonly department: number;
  readonly limit: TimeLimit | null;
  /** Id of the filing condition the limit hangs on; "" when not known. */
  readonly condition: string;
  readonly deadline: number | null;
  /** When the running step began and must be over (stage clock); `stageDue` null when nothing is set. */
  readonly stageSince: number;
  readonly stageDue: number | null;
  /** When the department must have the case (资阳 2020: ten minutes after acceptance); null when nothing is set. */
  readonly dispatchDue: number | null;
  readonly request: CaseRequest | null;
  readonly reworkCount: number;
  readonly extensionCount: number;
  readonly sendBackCount: number;
  readonly supervised: boolean;
  readonly suspendedAt: number | null;
  /** When the suspension ends by itself. */
  readonly suspendedUntil: number | null;
  /** Points of satisfaction of the last call back, null before one. */
  readonly satisfaction: number | null;
  /** uid of the case this one repeats, 0 none. */
  readonly duplicateOf: number;
  readonly refiledFrom: number;
  /** Bits of MARK. */
  readonly marks: number;
  readonly facts: readonly Fact[];
}

interface Asked {
  readonly at: number;
  readonly by: string;
}
/** Commands that say nothing but themselves. */
type Plain =
  | "accept"
  | "sendPreCheck"
  | "takeOn"
  | "resume"
  | "submit"
  | "sendPostCheck"
  | "requestCityCheck"
  | "passCheck"
  | "close"
  | "selfHandle"
  | "extend";
/** Commands that must say why. */
type Reasoned =
  | "notAccept"
  | "answer"
  | "notFile"
  | "sendBack"
  | "refuseSendBack"
  | "returnToAcceptor"
  | "requestExtension"
  | "refuseExtension"
  | "requestSuspension"
  | "suspend"
  | "refuseSuspension"
  | "failCheck"
  | "forceClose"
  | "void"
  | "appeal"
  | "grantAppeal"
  | "refuseAppeal";

/** What may be asked of a case. `at` is hub time; `by` names the post or person. */
export type Command = Asked &
  (
    | { readonly kind: "report"; readonly report: CaseReport }
    | { readonly kind: Plain }
    | { readonly kind: Reasoned; readonly reason: string }
    | { readonly kind: "preCheck"; readonly confirmed: boolean }
    | { readonly kind: "file"; readonly limit: TimeLimit; readonly condition?: string }
    | { readonly kind: "markDuplicate"; readonly of: number }
    | { readonly kind: "dispatch"; readonly department: number; readonly suggested?: number }
    | { readonly kind: "redispatch"; readonly department: number; readonly reason: string; readonly suggested?: number }
    | { readonly kind: "callBack"; readonly score: number }
    | { readonly kind: "supervise"; readonly opinion: string; readonly answerBy?: number }
    | { readonly kind: "answerSupervision"; readonly reply: string }
    | { readonly kind: "urge"; readonly note: string }
  );

export type CommandKind = Command["kind"];

/** A typed "no". Every reason has a sentence in every language under `refusal.*`. */
export const REFUSALS = [
  "wrongState",
  "alreadyReported",
  "notReported",
  "timeRunsBackwards",
  "overdue",
  "tooManyExtensions",
  "tooManySuspensions",
  "tooManySendBacks",
  "reasonMissing",
  "alreadySuspended",
  "alreadyRequested",
  "notRequested",
  "notInPolicy",
  "sameDepartment",
  "notOverdue",
  "alreadyAppealed",
  "notAppealed",
  "appealTooLate",
  "notSupervised",
  "badScore",
  "badDuplicate",
  "badValue",
] as const;
export interface Refusal {
  readonly refused: (typeof REFUSALS)[number];
  readonly command: CommandKind;
  readonly state: CaseState | null;
}
