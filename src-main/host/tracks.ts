/** Where each unit is now: the latest word on each, in memory only, forgotten on exit. */
import type { TracksMessage } from "../../shared/wire/hub.ts";
import type { TrackColumns } from "../../shared/track.ts";

type TrackRow = TracksMessage["rows"][number];

export interface Tracks {
  /** Takes positions; an older fix never replaces a newer one. */
  take(message: TracksMessage): void;
  /** Drops units that are no longer there. */
  forget(uids: readonly number[]): void;
  /** The latest position of each unit; null while none is known. */
  columns(): TrackColumns | null;
  /** Rises with every change. */
  version(): number;
}

export function openTracks(): Tracks {
  const latest = new Map<number, TrackRow>();
  let version = 0;
  return {
    take({ rows }) {
      for (const row of rows) {
        const before = latest.get(row[0]);
        if (before === undefined || before[6] <= row[6]) latest.set(row[0], row);
      }
      if (rows.length > 0) version++;
    },
    forget(uids) {
      for (const uid of uids) if (latest.delete(uid)) version++;
    },
    columns() {
      if (latest.size === 0) return null;
      const rows = [...latest.values()];
      return {
        uid: Uint32Array.from(rows, (row) => row[0]),
        lon: Float64Array.from(rows, (row) => row[1]),
        lat: Float64Array.from(rows, (row) => row[2]),
        heading: Float32Array.from(rows, (row) => row[3] ?? Number.NaN),
        speed: Float32Array.from(rows, (row) => row[4]),
        status: Uint8Array.from(rows, (row) => row[5]),
        at: Float64Array.from(rows, (row) => row[6]),
        device: Uint32Array.from(rows, (row) => row[7]),
        alarm: Uint32Array.from(rows, (row) => row[8]),
        fuel: Float32Array.from(rows, (row) => row[9] ?? Number.NaN),
        mileage: Float32Array.from(rows, (row) => row[10] ?? Number.NaN),
      };
    },
    version: () => version,
  };
}
