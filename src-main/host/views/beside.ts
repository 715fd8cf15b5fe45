/** What views tell that is not in the cache: how the line stands, and what waits in the outbox. Handed in by the host. */
import type { OutboxEntry, SyncStatus } from "../../../shared/sync-status.ts";

export interface Beside {
  status(): SyncStatus;
  /** Rises when `status` may read otherwise; it may by time alone too. */
  statusVersion(): number;
  readonly outbox: {
    /** Rises with every change. */
    version(): number;
    /** All entries that somebody may still want to see, what waits first, then newest first. */
    entries(): readonly OutboxEntry[];
    /** Entries of a case whose commands are not settled, oldest first. */
    unsettled(caseUid: number): readonly OutboxEntry[];
  };
}

/** For sources without a host around them. */
export const NOTHING_BESIDE: Beside = {
  status: () => {
    throw new Error("no host: nothing is known of a line");
  },
  statusVersion: () => 0,
  outbox: { version: () => 0, entries: () => [], unsettled: () => [] },
};
