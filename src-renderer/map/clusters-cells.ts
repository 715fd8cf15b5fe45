/** Cells of the plane by their place, with open addressing; each counts its cases by light and knows about where they lie. */

/** Cells there is room for at first; the table has twice as many places, and grows when it is half full. */
const FIRST = 512;

export class Cells {
  length = 0;
  /** Four for each cell, by index in LIGHTS. */
  lights = new Uint32Array(4 * FIRST);
  /** 1 where the cell is drawn as a cluster. */
  clustered = new Uint8Array(FIRST);
  /** The last round of changes that touched the cell. */
  round = new Uint32Array(FIRST);
  /** Sums of the places that were ever added, and how many: their mean is where the cell's cases lie. */
  private sums = new Float64Array(3 * FIRST);
  private keys = new Int32Array(2 * FIRST);
  private table = new Int32Array(2 * FIRST);

  /** The cell at these whole numbers, made when there is none yet. */
  at(x: number, y: number): number {
    const { keys, table } = this;
    const mask = table.length - 1;
    const hash = mixed(x, y);
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

  add(cell: number, light: number): void {
    (this.lights[cell * 4 + light] as number)++;
  }

  remove(cell: number, light: number): void {
    (this.lights[cell * 4 + light] as number)--;
  }

  addPlace(cell: number, x: number, y: number): void {
    (this.sums[cell * 3] as number) += x;
    (this.sums[cell * 3 + 1] as number) += y;
    (this.sums[cell * 3 + 2] as number)++;
  }

  totalOf(cell: number): number {
    const { lights } = this;
    const at = cell * 4;
    return (
      (lights[at] as number) + (lights[at + 1] as number) + (lights[at + 2] as number) + (lights[at + 3] as number)
    );
  }

  /** Along one axis (0 or 1): the cell's whole number, and the mean place of its cases. */
  key(cell: number, axis: 0 | 1): number {
    return this.keys[cell * 2 + axis] as number;
  }
  mean(cell: number, axis: 0 | 1): number {
    return (this.sums[cell * 3 + axis] as number) / (this.sums[cell * 3 + 2] as number);
  }

  private grow(): void {
    const { keys, lights, sums, clustered, round, length } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.lights = new Uint32Array(lights.length * 2);
    this.sums = new Float64Array(sums.length * 2);
    this.clustered = new Uint8Array(clustered.length * 2);
    this.round = new Uint32Array(round.length * 2);
    this.lights.set(lights);
    this.sums.set(sums);
    this.clustered.set(clustered);
    this.round.set(round);
    this.table = new Int32Array(this.table.length * 2);
    this.length = 0;
    for (let cell = 0; cell < length; cell++) this.at(keys[cell * 2] as number, keys[cell * 2 + 1] as number);
  }
}

/** Spreads two whole numbers over 32 bits: neighbours land far apart, or the table would be one long run. */
function mixed(x: number, y: number): number {
  let hash = Math.imul(x, 0x9e3779b1) + Math.imul(y, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
}
