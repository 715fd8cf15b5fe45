/** The latest position of each unit. Values that live only here: they are never stored row by row. */
import type { TracksMessage } from "../../shared/wire/hub.ts";

type Track = TracksMessage["rows"][number];

export interface LatestTracks {
  /** Takes positions; one that is older than what is known of its unit is passed over. */
  take(message: Pick<TracksMessage, "rows">): void;
  /** All that is known, or null when nothing has come since it was last asked for. */
  news(now: number): TracksMessage | null;
}

const UID = 0;
const AT = 6;

export function latestTracks(): LatestTracks {
  const latest = new Map<number, Track>();
  let fresh = false;
  let n = 0;
  return {
    take({ rows }) {
      for (const row of rows) {
        const known = latest.get(row[UID]);
        if (known !== undefined && known[AT] > row[AT]) continue;
        latest.set(row[UID], row);
        fresh = true;
      }
    },
    news(now) {
      if (!fresh) return null;
      fresh = false;
      return { at: now, n: ++n, rows: [...latest.values()] };
    },
  };
}
