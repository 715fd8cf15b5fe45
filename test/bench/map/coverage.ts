/**
 * A day of coverage: 40 patrollers for eight hours at 1 Hz on 400 unit grids, fix by fix as it comes over the live lane,
 * beside the plain way of asking every grid for every fix (on a hundredth of the fixes, and so much longer for all).
 */
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Polygon } from "geojson";
import { eyeOf, type Stay } from "../../../shared/coverage/eye.ts";
import { DEFAULT_COVERAGE } from "../../../shared/coverage/rules.ts";
import { LOCATED } from "../../../shared/track.ts";
import { finderOf } from "../../../src-hub/coverage/finder.ts";
import { cityOfGrids, walkers } from "./coverage-walks.ts";

const SIDE = 20;
const WALKERS = 40;
const SECONDS = 8 * 3_600;
/** The plain way is asked for one fix in so many. */
const PLAIN_SHARE = 100;

/** @returns `coverageDayMs`, and `plain_coverageDayMs` as estimated from a share of the fixes. */
export async function measureCoverage(say: (line: string) => void): Promise<Record<string, number>> {
  const grids = cityOfGrids(SIDE);
  const walks = walkers(WALKERS, SIDE, 7);
  // The way is made first: what is measured is what coverage adds to a fix that is there already.
  const lon = new Float64Array(WALKERS * SECONDS);
  const lat = new Float64Array(WALKERS * SECONDS);
  for (let second = 0; second < SECONDS; second++) {
    walks.forEach((walk, i) => {
      const at = walk(second);
      lon[second * WALKERS + i] = at.lon;
      lat[second * WALKERS + i] = at.lat;
    });
  }
  const least = DEFAULT_COVERAGE.leastSeconds * 1_000;
  const day = () => {
    const started = performance.now();
    const finder = finderOf(grids, [], DEFAULT_COVERAGE);
    const visits: Stay[] = [];
    const keep = (stay: Stay) => {
      if (stay.to - stay.from >= least) visits.push(stay);
    };
    const eyes = walks.map(() => eyeOf(false, finder, DEFAULT_COVERAGE, keep));
    for (let second = 0; second < SECONDS; second++) {
      const at = second * 1_000;
      for (let i = 0; i < WALKERS; i++) {
        const k = second * WALKERS + i;
        const fix = { at, lon: lon[k] as number, lat: lat[k] as number, speed: 4, status: 0, device: LOCATED };
        (eyes[i] as (typeof eyes)[0]).take(fix, at);
      }
    }
    for (const eye of eyes) for (const stay of eye.going()) keep(stay);
    return { ms: performance.now() - started, visits: visits.length };
  };
  const runs = [day(), day(), day()].toSorted((a, b) => a.ms - b.ms);
  const { ms, visits } = runs[1] as (typeof runs)[0];
  say(`coverage: ${WALKERS * SECONDS} fixes on ${grids.length} grids in ${Math.round(ms)} ms, ${visits} visits`);

  const polygons = grids.map(({ geometry }) => JSON.parse(geometry) as Polygon);
  const plainStarted = performance.now();
  let hits = 0;
  for (let k = 0; k < lon.length; k += PLAIN_SHARE) {
    for (const polygon of polygons) if (booleanPointInPolygon([lon[k] as number, lat[k] as number], polygon)) hits++;
  }
  const plain = (performance.now() - plainStarted) * PLAIN_SHARE;
  say(`coverage, asking every grid for every fix: about ${Math.round(plain)} ms (${hits} hits in 1/${PLAIN_SHARE})`);
  return { coverageDayMs: ms, plain_coverageDayMs: plain };
}
