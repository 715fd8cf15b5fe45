/** Which positions are worth keeping: of a unit that stands, one in a while says as much as one a second. */
import type { Fix } from "./block.ts";

/** Nearer than this is the same spot, m: fixes of something that stands scatter about so far. */
const SAME_METRES = 3;
/** A unit that stands is still told of so often, ms. */
const STANDING_MS = 30_000;
const METRES_PER_DEGREE = 111_320;

export interface Thinner {
  /** Takes the newest position of a unit and hands on what is to be kept; one that is no newer than the last is passed over. */
  take(unit: number, fix: Fix, keep: (fix: Fix) => void): void;
  forget(unit: number): void;
  clear(): void;
}

interface Seen {
  /** The last one that was kept. */
  kept: Fix;
  /** The newest one, where that was not kept. */
  held: Fix | null;
}

function isSameSpot(a: Fix, b: Fix): boolean {
  const north = (b.lat - a.lat) * METRES_PER_DEGREE;
  const east = (b.lon - a.lon) * METRES_PER_DEGREE * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(north, east) < SAME_METRES;
}

export function thinner(): Thinner {
  const units = new Map<number, Seen>();
  return {
    take(unit, fix, keep) {
      const seen = units.get(unit);
      if (seen === undefined) {
        units.set(unit, { kept: fix, held: null });
        return keep(fix);
      }
      const { kept, held } = seen;
      if (fix.at <= (held ?? kept).at) return;
      if (fix.status === kept.status && fix.at - kept.at < STANDING_MS && isSameSpot(kept, fix)) {
        seen.held = fix;
        return;
      }
      // It stood until then: without this the way would begin where the last one was kept, and be walked too slowly.
      if (held !== null) keep(held);
      keep(fix);
      seen.kept = fix;
      seen.held = null;
    },
    forget: (unit) => void units.delete(unit),
    clear: () => units.clear(),
  };
}
