/** How far a full copy is, in rows, and how fast it goes. */
import type { LineReport } from "../../../shared/wire/port.ts";

export interface SnapshotMeter {
  /** Rows that are there already when the copy is taken up again. */
  begin(rows: number): void;
  add(rows: number): void;
  now(): NonNullable<LineReport["progress"]>;
}

/** @param total rows the hub counted @param real monotonic real ms */
export function snapshotProgress(total: number, real: () => number): SnapshotMeter {
  const started = real();
  let kept = 0;
  let taken = 0;
  return {
    begin(rows) {
      kept = rows;
    },
    add(rows) {
      taken += rows;
    },
    now() {
      const seconds = (real() - started) / 1000;
      const done = kept + taken;
      // The hub may have grown meanwhile: never more done than there is.
      return { done, total: Math.max(total, done), rowsPerSecond: seconds > 0 ? Math.round(taken / seconds) : 0 };
    },
  };
}
