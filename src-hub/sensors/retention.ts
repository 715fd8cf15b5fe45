/** Means are kept for a while and then let go, so that neither the hub nor any host grows by them for ever. */
import { recordOf } from "../../shared/tables.ts";
import type { Store, Tx } from "../store/store.ts";

const HOUR = 3_600_000;
export const RETENTION_DAYS = 35;
/** Rows looked at in one step. */
const SWEEP_ROWS = 5_000;

/** Lets go of means that ended before an instant; how many. They were written in the order of time, or nearly. */
export function sweepReadings(store: Store, tx: Tx, before: number): number {
  let gone = 0;
  for (let after = 0; ;) {
    const page = store.page("readings", after, SWEEP_ROWS).map((row) => recordOf("readings", row));
    const old = page.filter(({ at }) => at < before);
    for (const { uid } of old) tx.del("readings", uid);
    gone += old.length;
    after = page.at(-1)?.uid ?? 0;
    if (old.length === 0 || page.length < SWEEP_ROWS) return gone;
  }
}

/** Sweeps now and every real hour; the function given back ends that. */
export function keepReadings(store: Store, now: () => number, onFailed: (error: unknown) => void): () => void {
  const sweep = () => {
    try {
      const at = now();
      store.transact(at, (tx) => sweepReadings(store, tx, at - RETENTION_DAYS * 24 * HOUR));
    } catch (error) {
      onFailed(error);
    }
  };
  sweep();
  const timer = setInterval(sweep, HOUR);
  return () => clearInterval(timer);
}
