/**
 * The one test that decides on this side whether a point is shown: for picking, clusters and counts. The graphics card
 * does the same per point from a few numbers (layers/mass-layer.ts); shared/evaluation/columns.ts does it for figures.
 */
import { STAGES } from "../../shared/case/state.ts";
import { isDrawn, stageAt, type PointBuffers } from "./buffers.ts";
import { DUE_SOON_LIGHT, lightAt, OVERDUE_LIGHT } from "./light.ts";
import type { PointFilter } from "./props.ts";

const CLOSED_STAGE = STAGES.indexOf("closed");
/** A uid up to here is looked up in a table of bytes, which is several times as fast as a set. */
const TABLE_SIZE = 1 << 20;

/** A set of uids as a quick question. Null, no set, holds everything. */
function holds(set: ReadonlySet<number> | null): (uid: number) => boolean {
  if (set === null) return () => true;
  let largest = 0;
  for (const uid of set) largest = Math.max(largest, uid);
  if (largest >= TABLE_SIZE) return (uid) => set.has(uid);
  const table = new Uint8Array(largest + 1);
  for (const uid of set) table[uid] = 1;
  return (uid) => table[uid] === 1;
}

/** Does slot `i` at hub time `now`, epoch ms, belong to the filter? An empty or unlocated slot never does. */
export type PointTest = (buffers: PointBuffers, i: number, now: number) => boolean;

/** The filter as a test to be run on many slots. */
export function testOf(filter: PointFilter): PointTest {
  const { which, classes, department, unitGrids, source, stage, from, to } = filter;
  const hasClass = holds(classes);
  const hasGrid = holds(unitGrids);
  const [since, until] = [from ?? -Infinity, to ?? Infinity];
  const bounded = from !== null || to !== null;
  return (buffers, i, now) => {
    if (!isDrawn(buffers, i)) return false;
    if (which !== "all" || stage !== null) {
      const at = stageAt(buffers, i);
      if (which !== "all" && at === CLOSED_STAGE) return false;
      if (stage !== null && at !== stage) return false;
    }
    if (department !== null && buffers.department[i] !== department) return false;
    if (source !== null && buffers.source[i] !== source) return false;
    if (bounded) {
      const at = buffers.reportedAt[i] as number;
      if (!(at >= since && at < until)) return false;
    }
    if (classes !== null && !hasClass(buffers.classUid[i] as number)) return false;
    if (unitGrids !== null && !hasGrid(buffers.unitGrid[i] as number)) return false;
    if (which === "overdueOpen") return lightAt(buffers, i, now) === OVERDUE_LIGHT;
    if (which === "dueSoon") return lightAt(buffers, i, now) === DUE_SOON_LIGHT;
    return true;
  };
}

/** Lights that a filter can show at all, as indices in LIGHTS: the others need not be drawn. */
export function lightsOf(filter: PointFilter): readonly boolean[] {
  const { which, stage } = filter;
  const open = stage !== CLOSED_STAGE;
  return [
    which === "all" && (stage === null || !open),
    open && (which === "all" || which === "open"),
    open && which !== "overdueOpen",
    open && which !== "dueSoon",
  ];
}

/** Are the two filters the same question? Sets by identity. */
export function isSameFilter(a: PointFilter, b: PointFilter): boolean {
  return (
    a === b ||
    (a.which === b.which &&
      a.classes === b.classes &&
      a.department === b.department &&
      a.unitGrids === b.unitGrids &&
      a.source === b.source &&
      a.stage === b.stage &&
      a.from === b.from &&
      a.to === b.to)
  );
}
