/** When the cases are divided into clusters anew, and the work itself a slice at a time beside everything else. */
import { slotsSince } from "./buffers.ts";
import { createClusterField, type ClusterField, type Clusters } from "./clusters.ts";
import type { Mass } from "./mass.ts";
import { lightsOf, testOf } from "./point-filter.ts";
import type { PointFilter } from "./props.ts";

/** A slice of work, and the pause after it, ms. */
const SLICE = 4;
const PAUSE = 8;
/** After the last change of the filter, before work of more than a slice begins: a scrub is not held up by it. */
const SETTLE = 150;
/** Cases whose light changes are looked for at most this often; and all are looked at again when all may be others, ms. */
const LIGHTS_EVERY = 2000;
const ANEW_EVERY = 1000;

/** What clusters are asked for. */
export interface ClusterWish {
  readonly mass: Mass;
  readonly filter: PointFilter;
  readonly level: number;
}

interface Working {
  readonly wish: ClusterWish;
  readonly field: ClusterField;
  /** The version of the points that was taken in. */
  version: number;
}

export interface ClusterWork {
  /** Asks for clusters; null for none. The mass must be in sync. `now` is `performance.now()`, `hubNow` epoch ms. */
  wish(wish: ClusterWish | null, now: number, hubNow: number): void;
  /** The newest clusters of this mass and filter, whatever their level; null while there are none. */
  found(): Clusters | null;
  close(): void;
}

/** @param clock as `performance.now`; @param later calls back after so many ms and gives what cancels it. */
export function createClusterWork(
  clock: () => number = () => performance.now(),
  later: (work: () => void, ms: number) => () => void = (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
): ClusterWork {
  let done: (Working & { clusters: Clusters; at: number; lightsAt: number }) | null = null;
  let running: Working | null = null;
  let wished: ClusterWish | null = null;
  let filterSince = -Infinity;
  /** How much work it was to divide all cases, the last time, ms. */
  let effort = 0;
  let spent = 0;
  let cancel = () => {};

  function slice(): void {
    if (running === null) return;
    const began = clock();
    const clusters = running.field.run(() => clock() - began >= SLICE);
    const ended = clock();
    spent += ended - began;
    if (clusters === null) {
      cancel = later(slice, PAUSE);
      return;
    }
    done = { ...running, clusters, at: ended, lightsAt: ended };
    effort = spent;
    running = null;
  }

  function stop(): void {
    cancel();
    running = null;
  }

  /** Takes in what changed since the clusters were found. False when all cases must be divided anew. */
  function keepUp(now: number, hubNow: number): boolean {
    if (done === null) return false;
    const { mass } = done.wish;
    if (done.version !== mass.version) {
      const patches = slotsSince(mass.buffers, done.version);
      if (patches === null) return effort >= SLICE && now - done.at < ANEW_EVERY;
      done.clusters = done.field.take(patches, hubNow);
      done.version = mass.version;
    }
    if (hubNow >= done.clusters.changesAt && now - done.lightsAt >= LIGHTS_EVERY) {
      done.clusters = done.field.tick(hubNow);
      done.lightsAt = now;
    }
    return true;
  }

  return {
    wish(wish, now, hubNow) {
      if (wish === null || (wished !== null && (wished.filter !== wish.filter || wished.mass !== wish.mass))) {
        filterSince = now;
        done = null;
        stop();
      }
      wished = wish;
      if (wish === null) return;
      const { mass, filter, level } = wish;
      const kept = keepUp(now, hubNow);
      if (running !== null && running.wish.level === level) return;
      stop();
      if (kept && done?.wish.level === level) return;
      if (done === null && effort >= SLICE && now - filterSince < SETTLE) return;
      const withClosed = lightsOf(filter)[0] as boolean;
      spent = 0;
      running = {
        wish,
        version: mass.version,
        field: createClusterField(mass, testOf(filter), withClosed, level, hubNow),
      };
      slice();
    },
    found: () => done?.clusters ?? null,
    close: stop,
  };
}
