/** Reads deltas for all sessions: hosts that stand at the same place get the same one, computed once. */
import { DELTA_ROWS, type Delta } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";

/** Deltas kept for hosts that come to the same place a little later. */
const KEPT = 8;

export interface Deltas {
  /** What happened after `from`; `lost` when the floor has passed `from`; null when nothing happened. */
  after(from: number): Delta | "lost" | null;
}

export function openDeltas(store: Pick<Store, "changes" | "floor" | "head">, rows: number = DELTA_ROWS): Deltas {
  const kept = new Map<number, Delta>();
  let keptAt = -1;
  return {
    after(from) {
      const head = store.head();
      if (head !== keptAt) kept.clear();
      keptAt = head;
      const known = kept.get(from);
      const delta = known ?? store.changes(from, rows);
      // Looked at after the read: another process may have moved the floor meanwhile, never back.
      if (from < store.floor()) return "lost";
      if (delta !== null && known === undefined) {
        if (kept.size >= KEPT) kept.delete(kept.keys().next().value as number);
        kept.set(from, delta);
      }
      return delta;
    },
  };
}
