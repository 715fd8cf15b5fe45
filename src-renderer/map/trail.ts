/** A way as it was recorded, cut into stretches that can be drawn as lines. */
import type { WholeValues } from "../../shared/view.ts";

/** Nobody knows which way somebody went in a silence longer than this, ms: there the line is broken. */
const SILENCE_MS = 3 * 60_000;
/** What is older than this, counted back from the end, is drawn paler, ms. */
const RECENT_MS = 30 * 60_000;

export interface Stretch {
  /** lon, lat, lon, lat … in WGS 84 degrees. */
  readonly positions: readonly number[];
  readonly recent: boolean;
}

/** Stretches in the order of time, each of two points at least; where one turns recent the next begins at the same point. */
export function stretchesOf({ at, lon, lat }: Pick<WholeValues["trail"], "at" | "lon" | "lat">): Stretch[] {
  const stretches: Stretch[] = [];
  const recentFrom = (at.at(-1) ?? 0) - RECENT_MS;
  let positions: number[] = [];
  const end = (recent: boolean) => {
    if (positions.length >= 4) stretches.push({ positions, recent });
    positions = [];
  };
  for (let i = 0; i < at.length; i++) {
    const when = at[i] as number;
    const before = i === 0 ? when : (at[i - 1] as number);
    if (when - before > SILENCE_MS) end(before >= recentFrom);
    positions.push(lon[i] as number, lat[i] as number);
    if (before < recentFrom && when >= recentFrom) {
      end(false);
      positions.push(lon[i] as number, lat[i] as number);
    }
  }
  end((at.at(-1) ?? 0) >= recentFrom);
  return stretches;
}
