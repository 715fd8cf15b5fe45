/** Blind spots: grids that nobody has looked at, by duty grid, in the order of a walk through them. */
import { partStops, walkOf, type Stop } from "../../../shared/coverage/walk.ts";
import type { CoverageValue } from "../../../shared/view.ts";
import type { CoverageGround } from "./coverage-ground.ts";

interface GridStop extends Stop {
  readonly uid: number;
}

type Blind = CoverageValue["blind"][number];

/** Walks of the last answer by what they go through: from one second to the next hardly any of them changes. */
let known = new Map<string, Omit<Blind, "dutyGrid">>();

/**
 * @param covered one byte for each grid
 * @param lastAt when eyes were last on each; a walk begins where that is longest ago
 */
export function blindWalks(ground: CoverageGround, covered: Uint8Array, lastAt: Float64Array): Blind[] {
  const byDuty = new Map<number, GridStop[]>();
  const seen = new Map<number, number>();
  covered.forEach((is, i) => {
    if (is === 1) return;
    const duty = ground.dutyGrid[i] as number;
    const uid = ground.uid[i] as number;
    const stops = byDuty.get(duty) ?? [];
    byDuty.set(duty, stops);
    stops.push({ uid, lon: ground.lon[i] as number, lat: ground.lat[i] as number });
    const at = lastAt[i] as number;
    seen.set(uid, Number.isNaN(at) ? 0 : at);
  });
  const next: typeof known = new Map();
  const walks = [...byDuty].flatMap(([dutyGrid, stops]) =>
    partStops(stops).map((part): Blind => {
      const sorted = part.toSorted(
        (a, b) => (seen.get(a.uid) as number) - (seen.get(b.uid) as number) || a.uid - b.uid,
      );
      const key = sorted.map(({ uid, lon, lat }) => `${uid} ${lon} ${lat}`).join();
      let walk = known.get(key);
      if (walk === undefined) {
        const { stops: order, metres } = walkOf(sorted);
        walk = { grids: order.map(({ uid }) => uid), metres };
      }
      next.set(key, walk);
      return { dutyGrid, ...walk };
    }),
  );
  known = next;
  return walks.toSorted((a, b) => b.grids.length - a.grids.length || a.dutyGrid - b.dutyGrid);
}
