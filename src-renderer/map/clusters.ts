/**
 * Cases that lie too close to be told apart, counted together by cells of the screen.
 *
 * A cell with more cases than can be read becomes a cluster with their number, its lights and how many are overdue; the
 * others stay marks. So no case is hidden: it is drawn, or it is in a number, and an overdue one is in the overdue number.
 * The work is done in slices, for it looks at every case.
 */
import { amberAt, lightAt, OVERDUE_LIGHT, redAt } from "./light.ts";
import type { Mass } from "./mass.ts";
import { OPEN_BANK } from "./mass.ts";
import type { PointTest } from "./point-filter.ts";

/** Side of a cell on the screen, in u. */
export const CELL_UNITS = 64;
/** A cell with more cases than this is a cluster. */
export const ALONE_AT_MOST = 8;
/** From this zoom on (for a window of 1080 units) every case is a mark of its own. */
export const STREET_ZOOM = 16;
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
  /** All that belong to the filter: clustered and alone. */
  readonly shown: number;
  readonly overdue: number;
  /** The next instant at which some case changes its light, epoch ms; Infinity when none will. */
  readonly changesAt: number;
}

export interface ClusterJob {
  /** Works until `late` says so; the clusters once they are done, else null. */
  run(late: () => boolean): Clusters | null;
}

/** Cells by their place, with open addressing; each counts its cases by light and sums their offsets. */
class Cells {
  length = 0;
  lights = new Uint32Array(4 * 256);
  sums = new Float64Array(2 * 256);
  private keys = new Int32Array(2 * 256);
  private table = new Int32Array(1024);

  at(x: number, y: number): number {
    const { keys, table } = this;
    const mask = table.length - 1;
    let hash = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) >>> 0;
    hash ^= hash >>> 15;
    for (let place = hash & mask; ; place = (place + 1) & mask) {
      const known = (table[place] as number) - 1;
      if (known >= 0) {
        if (keys[known * 2] === x && keys[known * 2 + 1] === y) return known;
        continue;
      }
      if (this.length * 2 >= table.length) {
        this.grow();
        return this.at(x, y);
      }
      keys[this.length * 2] = x;
      keys[this.length * 2 + 1] = y;
      table[place] = this.length + 1;
      return this.length++;
    }
  }

  private grow(): void {
    const old = { keys: this.keys, lights: this.lights, sums: this.sums };
    const count = this.length;
    this.keys = new Int32Array(old.keys.length * 2);
    this.lights = new Uint32Array(old.lights.length * 2);
    this.sums = new Float64Array(old.sums.length * 2);
    this.lights.set(old.lights);
    this.sums.set(old.sums);
    this.table = new Int32Array(this.table.length * 2);
    this.length = 0;
    for (let cell = 0; cell < count; cell++) this.at(old.keys[cell * 2] as number, old.keys[cell * 2 + 1] as number);
  }

  totalOf(cell: number): number {
    const { lights } = this;
    const at = cell * 4;
    return (
      (lights[at] as number) + (lights[at + 1] as number) + (lights[at + 2] as number) + (lights[at + 3] as number)
    );
  }

  key(cell: number): readonly [x: number, y: number] {
    return [this.keys[cell * 2] as number, this.keys[cell * 2 + 1] as number];
  }
}

/** Cells, and the cell and light of each slot; kept between jobs, so that a million cases do not churn memory. */
let work = new Uint32Array(0);

/**
 * Divides the cases into clusters and marks.
 * @param withClosed false when the filter shows no closed case, which saves looking at them.
 * @param now epoch ms.
 */
export function clusterCases(mass: Mass, test: PointTest, withClosed: boolean, level: number, now: number): ClusterJob {
  const { buffers } = mass;
  const length = Math.min(buffers.length, mass.rows.length);
  if (work.length < length) work = new Uint32Array(Math.ceil(length * 1.2));
  const cellAndLight = work.subarray(0, length);
  const side = cellOf(level);
  const cells = new Cells();
  let slot = 0;
  let changesAt = Infinity;
  let arranged: { clusters: Omit<Clusters, "alone">; alone: Uint32Array; next: Uint32Array } | null = null;

  function look(i: number): void {
    const at = mass.rows[i] as number;
    cellAndLight[i] = 0;
    if (at < 0 || (!withClosed && (at & 1) !== OPEN_BANK) || !test(buffers, i, now)) return;
    const x = mass.places[i * 2] as number;
    const y = mass.places[i * 2 + 1] as number;
    const cell = cells.at(Math.floor(x / side), Math.floor(y / side));
    const light = lightAt(buffers, i, now);
    (cells.lights[cell * 4 + light] as number)++;
    (cells.sums[cell * 2] as number) += x;
    (cells.sums[cell * 2 + 1] as number) += y;
    cellAndLight[i] = ((cell + 1) << 2) | light;
    if ((at & 1) !== OPEN_BANK) return;
    const [amber, red] = [amberAt(buffers, i), redAt(buffers, i)];
    if (amber > now) changesAt = Math.min(changesAt, amber);
    else if (red >= now) changesAt = Math.min(changesAt, red + 1);
  }

  function take(i: number, alone: Uint32Array, next: Uint32Array): void {
    const coded = cellAndLight[i] as number;
    if (coded === 0 || cells.totalOf((coded >> 2) - 1) > ALONE_AT_MOST) return;
    alone[(next[coded & 3] as number)++] = i;
  }

  return {
    run(late) {
      while (arranged === null) {
        for (const end = Math.min(length, slot + BETWEEN_LOOKS); slot < end; slot++) look(slot);
        if (slot === length) {
          arranged = arrange(cells, side, changesAt);
          slot = 0;
        } else if (late()) return null;
      }
      const { alone, next, clusters } = arranged;
      while (slot < length) {
        for (const end = Math.min(length, slot + BETWEEN_LOOKS); slot < end; slot++) take(slot, alone, next);
        if (slot < length && late()) return null;
      }
      return { ...clusters, alone };
    },
  };
}

/** Which cells are clusters, and where the marks of each light begin in the list of those that are not. */
function arrange(cells: Cells, side: number, changesAt: number) {
  let length = 0;
  let shown = 0;
  let overdue = 0;
  const starts = new Uint32Array(5);
  for (let cell = 0; cell < cells.length; cell++) {
    const total = cells.totalOf(cell);
    shown += total;
    overdue += cells.lights[cell * 4 + OVERDUE_LIGHT] as number;
    if (total > ALONE_AT_MOST) length++;
    else
      for (let light = 0; light < 4; light++) (starts[light + 1] as number) += cells.lights[cell * 4 + light] as number;
  }
  for (let light = 1; light < 5; light++) (starts[light] as number) += starts[light - 1] as number;
  const [x, y] = [new Float32Array(length), new Float32Array(length)];
  const [total, lights] = [new Uint32Array(length), new Uint32Array(4 * length)];
  let at = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells.totalOf(cell);
    if (count <= ALONE_AT_MOST) continue;
    const [keyX, keyY] = cells.key(cell);
    x[at] = nearMiddle((cells.sums[cell * 2] as number) / count / side, keyX) * side;
    y[at] = nearMiddle((cells.sums[cell * 2 + 1] as number) / count / side, keyY) * side;
    total[at] = count;
    lights.set(cells.lights.subarray(cell * 4, cell * 4 + 4), at * 4);
    at++;
  }
  const clusters = { length, x, y, total, lights, shown, overdue, changesAt };
  return { clusters, alone: new Uint32Array(starts[4] as number), next: starts };
}

/** The mean place along one axis, in cells, kept near the middle of cell `key`. */
function nearMiddle(mean: number, key: number): number {
  return Math.max(key + 0.5 - OFF_CENTRE, Math.min(key + 0.5 + OFF_CENTRE, mean));
}

/** Radius of a cluster of so many cases, in u: from 13 to 21, so that two in neighbouring cells stay apart. */
export function radiusOf(total: number): number {
  return 13 + Math.min(8, Math.log10(total) * 2);
}

/** A number as a cluster shows it, at most five characters: 1.2万, 345万; 12k, 3.4M. */
export function shortNumber(count: number, language: "zh-CN" | "en"): string {
  if (count < 10_000) return String(count);
  const [unit, name] = language === "zh-CN" ? [10_000, "万"] : count < 1_000_000 ? [1000, "k"] : [1_000_000, "M"];
  const inUnits = count / unit;
  const text =
    inUnits < 99.5 && unit !== 1000 ? (Math.round(inUnits * 10) / 10).toString() : String(Math.round(inUnits));
  return `${text}${name}`;
}
