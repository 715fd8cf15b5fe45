/** The outbox as its neighbours know it: what it needs, what it does, what it tells. */
import type { OutboxEntry, SyncStatus } from "../../../shared/sync-status.ts";
import type { DeskAnswer, DeskMessage, DeskRefusal } from "../../../shared/wire/desk.ts";
import type { SqliteDriver } from "../cache/driver.ts";
import type { TruthOf } from "./entries.ts";
import type { AtSeat } from "./order.ts";

/** The outbox's file could not be used; `kept` is where it was put. */
export type OutboxEvent =
  | { readonly event: "outboxSetAside"; readonly why: string; readonly kept: string }
  | { readonly event: "requestRefused"; readonly refused: DeskRefusal };

export interface OutboxOptions {
  readonly dataDir: string;
  readonly driver: SqliteDriver;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
  /** Whether the line can carry a request now. */
  readonly live: () => boolean;
  /** Asks the hub; never rejects. Trouble `hubAway` when nothing was asked, any other when nobody knows. */
  readonly send: (message: DeskMessage) => Promise<DeskAnswer>;
  /** Where the cache stands: the hub's history, and the commit up to which it has everything. */
  readonly place: () => { readonly epoch: string | null; readonly cursor: number };
  readonly truthOf: TruthOf;
  /** Who is at this machine; nobody when nothing is said. */
  readonly seat?: () => AtSeat;
  readonly log: (event: OutboxEvent) => void;
  /** Something stands otherwise than before. */
  readonly onChange: () => void;
  readonly patienceMs?: number;
  readonly mostWaiting?: number;
}

export interface Outbox {
  /**
   * Takes a request; settles with the hub's answer, or with `queued` when that takes longer, or when it is held here.
   * @param holdMs real ms before which it does not leave
   */
  ask(message: DeskMessage, holdMs?: number): Promise<DeskAnswer>;
  /** The line is live now. */
  wake(): void;
  /** Somebody else is at this machine now, or nobody. */
  seated(): void;
  version(): number;
  entries(): readonly OutboxEntry[];
  /** Commands on a case that are not settled, or not yet seen in the cache; oldest first. */
  unsettled(caseUid: number): readonly OutboxEntry[];
  counts(): SyncStatus["outbox"];
  /** The outbox's files that are there. */
  files(): SyncStatus["cache"]["files"];
  /** Takes a request out that was never sent, or is settled; false for any other. */
  discard(id: string): boolean;
  close(): void;
}
