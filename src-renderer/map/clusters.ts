/**
 * Cases that lie too close to be told apart, counted together by cells of the screen.
 *
 * A cell with more cases than can be read becomes a cluster with their number, its lights and how many are overdue; the
 * others stay marks. So no case is hidden: it is drawn, or it is in a number, and an overdue one is in the overdue number.
 * To divide all cases is done in slices, for it looks at every one; afterwards only those that changed are looked at.
 */
import { Cells } from "./clusters-cells.ts";
import { amberAt, lightAt, OVERDUE_LIGHT, redAt } from "./light.ts";
import { OPEN_BANK, type Mass } from "./mass.ts";
import type { PointTest } from "./point-filter.ts";

/** Side of a cell on the screen, in u. */
export const CELL_UNITS = 64;
/** A cell with more cases than this becomes a cluster. It stays one until it is empty or the map is divided anew. */
export const ALONE_AT_MOST = 8;
/** From this zoom on (for a window of 1080 units) every case is a mark of its own. */
export const STREET_ZOOM = 15;
/** Steps of zoom between two ways of dividing the screen: cells are 64 to 90 u wide. */
const STEPS_PER_ZOOM = 2;
/** How far from the middle of its cell a cluster may lie, as a share of the cell: neighbours do not overlap. */
const OFF_CENTRE = 0.15;
/** Cases looked at before the clock is. */
const BETWEEN_LOOKS = 4096;

/** The level whose cells suit a zoom (for a window of 1080 units); null where there are no clusters. */
export function levelOf(zoom: number): number | null {
  return zoom >= STREET_ZOOM ? null : Math.floor(zoom * STEPS_PER_ZOOM) / STEPS_PER_ZOOM;
}

/** Side of a level's cell in common space. */
export const cellOf = (level: number): number => CELL_UNITS / 2 ** level;

export interface Clusters {
  readonly length: number;
  /** Offsets from the mass's origin, in common space. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly total: Uint32Array;
  /** Four for each cluster: how many have each light, by index in LIGHTS. */
  readonly lights: Uint32Array;
  /** Slots of the cases that are marks of their own, by light, the calm first. */
  readonly alone: Uint32Array;
  /** All that belong to the filter, clustered and alone, and the overdue among them. */
  readonly shown: number;
  readonly overdue: number;
  /** Overdue cases that are marks of their own. */
  readonly overdueAlone: number;
  /** No case changes its light before this instant, epoch ms; Infinity when none will. */
  readonly changesAt: number;
}

/** What divides the cases of one filter at one level. */
export interface ClusterField {
  /** Divides all cases, until `late` says to pause; the clusters once it is done, else null. */
  run(late: () => boolean): Clusters | null;
  /** Looks again at these slots only. After `run` is done. */
  take(patches: readonly ArrayLike<number>[], now: number): Clusters;
  /** Looks again at the cases that time alone can change. After `run` is done. */
  tick(now: number): Clusters;
}

/**
 * @param withClosed false when the filter shows no closed case, which saves looking at them.
 * @param began the moment that lights are seen at, epoch ms.
 */
export function createClusterField(
  mass: Mass,
  test: PointTest,
  withClosed: boolean,
  level: number,
  began: number,
): ClusterField {
  const { buffers } = mass;
  const side = cellOf(level);
  const cells = new Cells();
  /** By slot: its cell's number plus 1, times 4, plus its light; 0 for what is not shown. */
  let coded = new Uint32Array(Math.ceil(buffers.length * 1.1) + 256);
  const all = buffers.length;
  let [looked, taken] = [0, 0];
  let alone: Uint32Array<ArrayBuffer> | null = null;
  let next: Uint32Array = new Uint32Array(5);
  let done: Clusters | null = null;
  let changesAt = Infinity;
  let round = 0;

  function codeOf(slot: number, now: number): number {
    const at = slot < mass.rows.length ? (mass.rows[slot] as number) : -1;
    if (at < 0 || (!withClosed && (at & 1) !== OPEN_BANK)) return 0;
    if ((at & 1) === OPEN_BANK) noteChange(slot, now);
    if (!test(buffers, slot, now)) return 0;
    const x = Math.floor((mass.places[slot * 2] as number) / side);
    const y = Math.floor((mass.places[slot * 2 + 1] as number) / side);
    return ((cells.at(x, y) + 1) << 2) | lightAt(buffers, slot, now);
  }

  function noteChange(slot: number, now: number): void {
    const amber = amberAt(buffers, slot);
    const red = redAt(buffers, slot);
    if (amber > now && amber < changesAt) changesAt = amber;
    else if (red >= now && red < changesAt) changesAt = red + 1;
  }

  function enter(slot: number, code: number): void {
    coded[slot] = code;
    if (code === 0) return;
    const cell = (code >> 2) - 1;
    cells.add(cell, code & 3);
    cells.addPlace(cell, mass.places[slot * 2] as number, mass.places[slot * 2 + 1] as number);
  }

  /** Which cells are clusters, and where the marks of each light begin in the list of those that are not. */
  function divide(): Uint32Array {
    const starts = new Uint32Array(5);
    for (let cell = 0; cell < cells.length; cell++) {
      if (cells.totalOf(cell) > ALONE_AT_MOST) cells.clustered[cell] = 1;
      else
        for (let light = 0; light < 4; light++)
          starts[light + 1] = at(starts, light + 1) + at(cells.lights, cell * 4 + light);
    }
    for (let light = 1; light < 5; light++) starts[light] = at(starts, light) + at(starts, light - 1);
    return starts;
  }

  function put(slot: number, into: Uint32Array): void {
    const code = coded[slot] as number;
    if (code === 0 || cells.clustered[(code >> 2) - 1] === 1) return;
    const light = code & 3;
    into[at(next, light)] = slot;
    next[light] = at(next, light) + 1;
  }

  /** The clusters as the cells are now. */
  function gather(marks: Uint32Array): Clusters {
    let [length, clustered, overdue] = [0, 0, 0];
    for (let cell = 0; cell < cells.length; cell++) {
      overdue += at(cells.lights, cell * 4 + OVERDUE_LIGHT);
      if (cells.clustered[cell] === 1) length++;
    }
    const [x, y, total] = [new Float32Array(length), new Float32Array(length), new Uint32Array(length)];
    const lights = new Uint32Array(4 * length);
    let i = 0;
    let overdueInside = 0;
    for (let cell = 0; cell < cells.length; cell++) {
      if (cells.clustered[cell] !== 1) continue;
      x[i] = nearMiddle(cells.mean(cell, 0) / side, cells.key(cell, 0)) * side;
      y[i] = nearMiddle(cells.mean(cell, 1) / side, cells.key(cell, 1)) * side;
      total[i] = cells.totalOf(cell);
      clustered += at(total, i);
      for (let light = 0; light < 4; light++) lights[i * 4 + light] = at(cells.lights, cell * 4 + light);
      overdueInside += at(lights, i * 4 + OVERDUE_LIGHT);
      i++;
    }
    const shown = clustered + marks.length;
    return {
      length,
      x,
      y,
      total,
      lights,
      alone: marks,
      shown,
      overdue,
      overdueAlone: overdue - overdueInside,
      changesAt,
    };
  }

  /** Takes in the slots that `changes` names; the clusters afterwards. */
  function change(eachSlot: (look: (slot: number) => void) => void, now: number): Clusters {
    if (coded.length < buffers.length) {
      const bigger = new Uint32Array(Math.ceil(buffers.length * 1.25));
      bigger.set(coded);
      coded = bigger;
    }
    round++;
    const changed = new Set<number>();
    eachSlot((slot) => {
      const before = coded[slot] as number;
      const code = codeOf(slot, now);
      if (code === before) return;
      if (before !== 0) {
        const cell = (before >> 2) - 1;
        cells.remove(cell, before & 3);
        cells.round[cell] = round;
      }
      enter(slot, code);
      if (code !== 0) cells.round[(code >> 2) - 1] = round;
      changed.add(slot);
    });
    for (let cell = 0; cell < cells.length; cell++) {
      if (cells.round[cell] !== round) continue;
      const total = cells.totalOf(cell);
      if (total > ALONE_AT_MOST) cells.clustered[cell] = 1;
      else if (total === 0) cells.clustered[cell] = 0;
    }
    const kept = changed.size === 0 ? (done as Clusters).alone : remaining((done as Clusters).alone, changed);
    return (done = gather(kept));
  }

  /** The marks alone after the slots in `changed` have changed, in order by light. */
  function remaining(before: Uint32Array, changed: ReadonlySet<number>): Uint32Array {
    const stays = (slot: number) => {
      const code = at(coded, slot);
      if (code === 0) return false;
      const cell = (code >> 2) - 1;
      // a cell that was not touched has the marks it had
      return cells.round[cell] !== round || (cells.clustered[cell] !== 1 && !changed.has(slot));
    };
    const kept = before.filter(stays);
    next = new Uint32Array(5);
    const count = (slot: number) => {
      const code = at(coded, slot);
      if (code !== 0 && cells.clustered[(code >> 2) - 1] !== 1) next[(code & 3) + 1] = at(next, (code & 3) + 1) + 1;
    };
    kept.forEach(count);
    changed.forEach(count);
    for (let light = 1; light < 5; light++) next[light] = at(next, light) + at(next, light - 1);
    const sorted = new Uint32Array(at(next, 4));
    for (const slot of kept) put(slot, sorted);
    for (const slot of changed) put(slot, sorted);
    return sorted;
  }

  return {
    run(late) {
      while (looked < all) {
        for (const end = Math.min(all, looked + BETWEEN_LOOKS); looked < end; looked++)
          enter(looked, codeOf(looked, began));
        if (late() && looked < all) return null;
      }
      if (alone === null) {
        next = divide();
        alone = new Uint32Array(at(next, 4));
      }
      while (taken < all) {
        for (const end = Math.min(all, taken + BETWEEN_LOOKS); taken < end; taken++) put(taken, alone);
        if (late() && taken < all) return null;
      }
      return (done = gather(alone));
    },
    take(patches, now) {
      return change((look) => {
        for (const slots of patches) for (let i = 0; i < slots.length; i++) look(slots[i] as number);
      }, now);
    },
    tick(now) {
      const { slots, length } = mass.banks[OPEN_BANK];
      changesAt = Infinity;
      return change((look) => {
        for (let row = 0; row < length; row++) {
          const slot = slots[row] as number;
          const code = coded[slot] as number;
          // of the many whose light is as before only the next change is of interest
          if (code !== 0 && (code & 3) === lightAt(buffers, slot, now)) noteChange(slot, now);
          else look(slot);
        }
      }, now);
    },
  };
}

const at = (values: Uint32Array, i: number) => values[i] as number;

/** The mean place along one axis, in cells, kept near the middle of cell `key`. */
function nearMiddle(mean: number, key: number): number {
  return Math.max(key + 0.5 - OFF_CENTRE, Math.min(key + 0.5 + OFF_CENTRE, mean));
}
