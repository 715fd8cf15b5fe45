/** What the host can say of its own line, cache and outbox: the page 同步状态, and the text for support. */
import type { Role } from "./roles.ts";
import type { Scope } from "./scope.ts";
import type { TableName } from "./tables.ts";
import type { Trouble } from "./trouble.ts";
import type { DeskMessage, DeskRefusal } from "./wire/desk.ts";
import type { HubStatus } from "./wire/hub.ts";

/** How the line to the hub stands. */
export type LineState =
  | "starting" // not tried yet
  | "connecting"
  | "snapshot" // taking the first or a new full copy
  | "live"
  | "cut"; // was there, is gone; trying again for ever

/** Instants are hub time, epoch ms, as far as it was known then. */
export interface SyncStatus {
  readonly line: {
    readonly state: LineState;
    readonly since: number;
    readonly url: string;
    readonly trouble: Trouble | null;
    /** Wire version that is spoken; null before the first welcome. */
    readonly wire: number | null;
    readonly epoch: string | null;
    readonly role: Role | null;
    readonly scope: Scope | null;
    /** Tries since the line last stood. */
    readonly tries: number;
    /** Cuts since the host started. */
    readonly cuts: number;
  };
  readonly position: {
    readonly cursor: number;
    /** The hub's head as last heard, and the commits between. */
    readonly head: number | null;
    readonly dataAt: number | null;
    /** How old the oldest commit is that the hub has and we have not, ms; 0 when we have all. Null before the first pulse. */
    readonly lagMs: number | null;
    /** The last time a delta was ahead of our cursor, and how often that was. */
    readonly lastGap: { readonly at: number; readonly from: number; readonly to: number } | null;
    readonly gaps: number;
  };
  readonly digest: {
    /** The last comparison; null before the first. */
    readonly last: {
      readonly at: number;
      readonly cursor: number;
      readonly outcome: "same" | "repaired" | "differs";
      readonly differing: readonly TableName[];
    } | null;
    readonly comparisons: number;
    readonly repairs: readonly SyncRepair[];
    /** Rows of each table, and their sum as text. */
    readonly tables: readonly { readonly table: TableName; readonly rows: number; readonly sum: string }[];
  };
  /** Over the last minute. */
  readonly rates: {
    readonly rowsPerSecond: number;
    readonly deltasPerSecond: number;
    readonly tracksHeard: number;
    readonly tracksDropped: number;
  };
  readonly outbox: {
    readonly waiting: number;
    readonly conflicts: number;
    /** When the oldest that waits was made. */
    readonly oldestAt: number | null;
  };
  readonly clock: {
    /** This machine's clock minus hub time, ms. */
    readonly offMs: number | null;
    readonly roundTripMs: number | null;
    readonly pace: number;
    /** Jumps of this machine's clock since the start, the newest first, ten at most. */
    readonly jumps: readonly { readonly at: number; readonly byMs: number }[];
  };
  readonly cache: {
    readonly driver: string;
    readonly schema: number;
    readonly readOnly: Trouble | null;
    readonly files: readonly { readonly name: string; readonly bytes: number }[];
    readonly diskFreeBytes: number | null;
    readonly setAside: readonly { readonly at: number; readonly why: string; readonly kept: string }[];
    /** The last checkpoint by the second connection; null where the writer itself makes them. */
    readonly checkpoint: { readonly at: number; readonly tookMs: number } | null;
    readonly keepMonths: number | null;
  };
  readonly windows: number;
  /** Null while the hub cannot be asked, or does not tell us. */
  readonly hub: HubStatus | null;
  /** The newest fifty things worth telling, newest first. */
  readonly notes: readonly SyncNote[];
}

/** Part of the cache that differed from the hub and was fetched anew. */
export interface SyncRepair {
  readonly at: number;
  readonly table: TableName;
  readonly buckets: number;
  /** Rows that turned out to be other than the hub's, missing or too many. */
  readonly rows: number;
}

/** Each has a sentence `sync.note.<what>`. */
export const SYNC_NOTES = [
  "lineMoved", // {state}
  "gap", // {from, to}
  "differs", // {tables}
  "repaired", // {table, rows}
  "rescoped", // {rows}
  "clockJumped", // {seconds}
  "cacheSetAside", // {why, kept}
  "readOnly", // no blanks
  "writable", // no blanks
  "changeRefused", // {why}
  "commandRefused", // {refused}
] as const;
export interface SyncNote {
  readonly at: number;
  readonly what: (typeof SYNC_NOTES)[number];
  readonly params: Readonly<Record<string, string | number>>;
}

/** How a request stands. `waiting`: not sent; `sent`: sent and not answered. The others are final. */
export const OUTBOX_STATES = ["waiting", "sent", "done", "refused", "expired"] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

export interface OutboxEntry {
  readonly message: DeskMessage;
  /** Hub time when it was asked. */
  readonly madeAt: number;
  readonly state: OutboxState;
  readonly refused: DeskRefusal | null;
  /** Hub time of the answer. */
  readonly settledAt: number | null;
  /** Of a refused command on a case: the case as it truly is, and what was expected of it. */
  readonly truth: { readonly state: number; readonly department: number } | null;
  /** Who has to log in before it is sent, by name; left out when it waits for nobody. */
  readonly heldFor?: string;
}
