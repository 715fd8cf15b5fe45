/** What seats are shown beside what walls see: who is in, the queue, proposals, what happened meanwhile, handovers, notes. */
import type { AlarmLine } from "./alarm.ts";
import type { CaseRequest } from "./case/case.ts";
import type { CaseState } from "./case/state.ts";
import type { Role } from "./roles.ts";
import type { RecordOf } from "./tables.ts";
import type { Trouble } from "./trouble.ts";
import type { CaseLine } from "./case-line.ts";
import type { DoorRefusal, PersonWord } from "./wire/door.ts";

/**
 * Whether somebody is logged in on this machine.
 * - `unknown`: the hub has not been asked yet, and nobody was logged in before.
 * - `open`: nobody has an account yet, and everybody may do everything.
 * - `out`: one has to log in. `in`: somebody is. `ended`: somebody was; the session was ended or is too old.
 */
export interface SessionValue {
  readonly state: "unknown" | "open" | "out" | "in" | "ended";
  readonly person: PersonWord | null;
  /** The session's number at the hub; 0 for none. */
  readonly session: number;
  /** Hub time of the log in. */
  readonly since: number | null;
  /** The password must be changed before anything else. */
  readonly mustChange: boolean;
  /** Why the hub could not be asked, when it could not. */
  readonly trouble: Trouble | null;
  /** This machine has no right of its own: the code to let it in by, null while it has, or before the hub gave one. */
  readonly screenCode: string | null;
  /** How this machine calls itself. */
  readonly machine: string;
}

/** What came of an act at the door. */
export type DoorResult =
  | { readonly well: true }
  | { readonly well: false; readonly why: DoorRefusal; readonly retryMs: number | null; readonly left: number | null };

/** Somebody at a seat, and what they look at. */
export interface SeatLine {
  readonly person: number;
  readonly name: string;
  readonly role: Role;
  readonly machine: string;
  /** 0 none. */
  readonly caseUid: number;
  readonly since: number;
  /** It is this very seat. */
  readonly own: boolean;
}
export interface ClaimLine {
  readonly caseUid: number;
  readonly person: number;
  readonly name: string;
  /** Hub time at which it is let go of by itself. */
  readonly until: number;
  readonly own: boolean;
}
export interface SeatsValue {
  /** False while the line is cut: then this is what was last heard. */
  readonly current: boolean;
  readonly seats: readonly SeatLine[];
  readonly claims: readonly ClaimLine[];
}

/** Why a case burns: which of its clocks runs out first. */
export const BURNS = ["stage", "deadline", "dispatch", "callBack"] as const;
export type Burn = (typeof BURNS)[number];
export const QUEUE_ORDERS = ["burns", "newest", "oldest", "deadline"] as const;
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** The whole queue as columns in its order; lines are asked for as they come into view. */
export interface QueueValue {
  readonly uid: Uint32Array;
  /** Instant at which the first of its clocks runs out, epoch ms; NaN for none. */
  readonly burnsAt: Float64Array;
  /** Index in BURNS; 255 for none. */
  readonly burn: Uint8Array;
  readonly counts: {
    readonly all: number;
    /** By the light of what burns at the time of the answer: past its instant, and in the last fifth before it. */
    readonly red: number;
    readonly yellow: number;
  };
  /** The states that were looked for; null for all that is open. */
  readonly states: readonly CaseState[] | null;
}

export interface QueueLine extends CaseLine {
  readonly stageSince: number;
  readonly stageDue: number | null;
  readonly dispatchDue: number | null;
  /** When the clock that runs out first began and runs out; null while none runs. */
  readonly burnsFrom: number | null;
  readonly burnsAt: number | null;
  readonly burn: Burn | null;
  readonly request: CaseRequest["asks"] | null;
  readonly reworkCount: number;
  readonly sendBackCount: number;
  readonly description: string;
  /** How many pictures belong to it. */
  readonly pictures: number;
}

/** Why a department is proposed; `n` of `d` cases say so. Each has a sentence `case.suggest.<why>`. */
export const SUGGEST_REASONS = [
  "classInGrid",
  "classNear",
  "classAnywhere",
  "componentOwner",
  "sentBack",
  "load",
] as const;
export interface Suggestion {
  readonly department: number;
  readonly name: string;
  readonly nameEn: string;
  /** 0–1, the best first. */
  readonly score: number;
  readonly reasons: readonly {
    readonly why: (typeof SUGGEST_REASONS)[number];
    readonly n: number;
    readonly d: number;
  }[];
}
export interface SuggestValue {
  /** The best first; empty when nothing is known. */
  readonly suggestions: readonly Suggestion[];
  /** Of this month's dispatches for which there was a proposal: how many went elsewhere. */
  readonly month: { readonly suggested: number; readonly overridden: number };
}

/** What happened while the line was cut, told once it stands again. */
export interface MeanwhileValue {
  readonly from: number;
  readonly to: number;
  readonly counts: {
    readonly changed: number;
    readonly reported: number;
    readonly closed: number;
    readonly becameOverdue: number;
    readonly mine: number;
  };
  /** Those that wait for this role first, then the newest; 200 at most. */
  readonly lines: readonly CaseLine[];
  /** Own requests that were sent and done meanwhile, and those that were refused. */
  readonly sent: number;
  readonly refused: number;
}

export interface ContactLine extends Omit<RecordOf<"contacts">, "platform" | "id"> {
  readonly id: string;
  readonly departmentName: string;
  readonly departmentNameEn: string;
}

/** 交接班: what the program writes down about a shift. Kept as JSON, so it only ever grows. */
export interface HandoverBody {
  readonly role: Role;
  readonly fromAt: number;
  readonly toAt: number;
  /** What was done in the shift in the whole hall. */
  readonly done: {
    readonly reported: number;
    readonly filed: number;
    readonly dispatched: number;
    readonly closed: number;
  };
  readonly open: {
    readonly all: number;
    readonly overdue: number;
    readonly dueSoon: number;
    readonly suspended: number;
  };
  /** Cases whose first clock runs out within two hours; at most 50. */
  readonly dueSoon: readonly HandoverCase[];
  /** Parked: suspended, or asked for and not decided; at most 50. */
  readonly parked: readonly HandoverCase[];
  /** Alarms that are open, snoozed or shelved. */
  readonly alarms: readonly Pick<AlarmLine, "key" | "rule" | "title" | "titleEn" | "since" | "state" | "until">[];
  /** Cameras that cannot be looked through. */
  readonly cameras: readonly {
    readonly camera: number;
    readonly name: string;
    readonly nameEn: string;
    readonly since: number;
  }[];
  /** Requests of this machine that have not been sent, and those that were refused. */
  readonly unsent: number;
  readonly conflicts: number;
}
export interface HandoverCase {
  readonly uid: number;
  readonly caseNo: string;
  readonly className: string;
  readonly classNameEn: string;
  readonly address: string;
  readonly burnsAt: number | null;
  readonly burn: Burn | null;
}

/** What is kept for a person on this machine: drafts, saved views, layout. `value` is JSON. */
export interface KeptNote {
  readonly key: string;
  readonly value: string;
  /** This machine's time when it was kept. */
  readonly at: number;
}
