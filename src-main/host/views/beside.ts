/** What views tell that is not in the cache: how the line stands, and what waits in the outbox. Handed in by the host. */
import type { WallsValue } from "../../../shared/direction/wall.ts";
import type { Role } from "../../../shared/roles.ts";
import type { ReportsValue } from "../../../shared/report.ts";
import type { Exercise } from "../../../shared/rules/exercise.ts";
import type { KeptNote, SeatsValue, SessionValue } from "../../../shared/seat.ts";
import type { Scope } from "../../../shared/scope.ts";
import type { OpsValue } from "../../../shared/ops.ts";
import type { OutboxEntry, SyncStatus } from "../../../shared/sync-status.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { ReplayTracks, SceneShown, WholeValues } from "../../../shared/view.ts";

/** Where units were, as this machine recorded it. */
export interface HistoryReader {
  /** Rises when something was recorded. */
  version(): number;
  /** Where a unit was since an instant, epoch ms, in the order of time. */
  trail(unit: number, since: number): WholeValues["trail"];
  /** All positions with from ≤ at < to, in the order of time. */
  tracks(from: number, to: number): ReplayTracks;
  /** First and last position recorded between two instants; null when there is none. */
  between(from: number, to: number): { readonly from: number; readonly to: number } | null;
  /** What windows of this machine showed at some time between two instants, in the order of beginnings. */
  scenes(from: number, to: number): SceneShown[];
}

/** The full text of cases and components. */
export interface SearchReader {
  /** Rises when the index knows more. */
  version(): number;
  /** uids of what matches best, best first. */
  find(table: "cases" | "components", text: string, limit: number): readonly number[];
  /** Rows that the index has taken of all; null when all are. */
  indexing(): { readonly done: number; readonly total: number } | null;
}

/** An exercise's file, named as it is, from its start to its end in epoch ms; or what is wrong with it. */
export type ExerciseFound =
  | { readonly name: string; readonly file: Exercise; readonly from: number; readonly to: number }
  | { readonly name: string; readonly trouble: Trouble };

export interface ExerciseReader {
  /** All there are, in the order of their names. */
  all(): readonly ExerciseFound[];
}

/** Who is logged in here, who is at other seats, and what is kept for persons. */
export interface SeatReader {
  session(): SessionValue;
  seats(): SeatsValue;
  /** Rises when `session` or `seats` may read otherwise. */
  version(): number;
  /** What is kept for who is logged in, by the beginning of its key, the newest first. */
  kept(prefix: string): readonly KeptNote[];
  keptVersion(): number;
  /** The last cut whose list nobody has seen away, hub time; null when there is none. */
  cut(): { readonly from: number; readonly to: number } | null;
}

/** What walls show, as the hub last told it. */
export interface WallsReader {
  value(): WallsValue;
  /** Rises when `value` may read otherwise. */
  version(): number;
}

/** The evaluation reports of this machine. */
export interface ReportsReader {
  /** Rises when `value` may read otherwise. */
  version(): number;
  value(): ReportsValue;
}

export interface Beside {
  readonly walls: WallsReader;
  readonly reports: ReportsReader;
  readonly seat: SeatReader;
  readonly history: HistoryReader;
  readonly search: SearchReader;
  readonly exercises: ExerciseReader;
  status(): SyncStatus;
  /** Rises when `status` may read otherwise; it may by time alone too. */
  statusVersion(): number;
  /** How this machine and its windows fare. */
  ops(): OpsValue;
  /** What the hub gave to this machine, as it last said; nulls before its first word. */
  rights(): { readonly role: Role | null; readonly scope: Scope | null };
  readonly outbox: {
    /** Rises with every change. */
    version(): number;
    /** All entries that somebody may still want to see, what waits first, then newest first. */
    entries(): readonly OutboxEntry[];
    /** Entries of a case whose commands are not settled, oldest first. */
    unsettled(caseUid: number): readonly OutboxEntry[];
  };
}

const nothing = new Float64Array(0);

/** On a machine that records no positions. */
export const NO_HISTORY: HistoryReader = {
  version: () => 0,
  trail: () => ({ at: nothing, lon: nothing, lat: nothing, recordedSince: null }),
  tracks: () => ({
    at: nothing,
    unit: new Uint32Array(0),
    lon: nothing,
    lat: nothing,
    heading: new Float32Array(0),
    status: new Uint8Array(0),
  }),
  between: () => null,
  scenes: () => [],
};

/** On a machine without an index. */
export const NO_SEARCH: SearchReader = { version: () => 0, find: () => [], indexing: () => null };

/** On a machine without exercises. */
export const NO_EXERCISES: ExerciseReader = { all: () => [] };

/** On a machine without a door. */
export const NO_SEAT: SeatReader = {
  session: () => ({
    state: "unknown",
    person: null,
    session: 0,
    since: null,
    mustChange: false,
    trouble: null,
    screenCode: null,
    machine: "",
  }),
  seats: () => ({ current: false, seats: [], claims: [] }),
  version: () => 0,
  kept: () => [],
  keptVersion: () => 0,
  cut: () => null,
};

/** On a machine that hears of no walls. */
export const NO_WALLS: WallsReader = {
  value: () => ({ walls: [], windows: [], current: false, mayDirect: false, mayPush: false, mayLock: false }),
  version: () => 0,
};

/** On a machine that makes no reports. */
export const NO_REPORTS: ReportsReader = {
  version: () => 0,
  value: () => ({ mayMake: false, making: null, made: [], folder: "", fingerprint: "" }),
};

/** For sources without a host around them. */
export const NOTHING_BESIDE: Beside = {
  seat: NO_SEAT,
  walls: NO_WALLS,
  reports: NO_REPORTS,
  status: () => {
    throw new Error("no host: nothing is known of a line");
  },
  statusVersion: () => 0,
  ops: () => {
    throw new Error("no host: nothing is known of a machine");
  },
  rights: () => ({ role: null, scope: null }),
  history: NO_HISTORY,
  search: NO_SEARCH,
  exercises: NO_EXERCISES,
  outbox: { version: () => 0, entries: () => [], unsettled: () => [] },
};
