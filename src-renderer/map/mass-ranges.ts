/** Which stretches of a buffer to write again when some of its rows changed. */

/**
 * A write costs about as much as packing and sending this many rows, so two changed rows that lie closer are written
 * together with what lies between them. The sum of both costs is then the least there is, from one changed row to all.
 */
export const ROWS_PER_WRITE = 160;

/** Rows that changed, told one by one and in any order. */
export interface DirtyRows {
  /** Every row; what is listed does not matter then. */
  all: boolean;
  rows: Uint32Array;
  count: number;
}

/** A bank's rows up to this share of it are listed; with more than that everything is written. */
const LISTED_AT_MOST = 65_536;

export function createDirtyRows(): DirtyRows {
  return { all: true, rows: new Uint32Array(256), count: 0 };
}

export function markRow(dirty: DirtyRows, row: number): void {
  if (dirty.all) return;
  if (dirty.count === LISTED_AT_MOST) {
    dirty.all = true;
    return;
  }
  if (dirty.count === dirty.rows.length) {
    const bigger = new Uint32Array(dirty.rows.length * 2);
    bigger.set(dirty.rows);
    dirty.rows = bigger;
  }
  dirty.rows[dirty.count++] = row;
}

/**
 * The stretches to write, as pairs [from, to) one after another in a flat list, in rising order, none reaching beyond
 * `length`; nothing is dirty afterwards.
 */
export function takeRanges(dirty: DirtyRows, length: number): number[] {
  const listed = dirty.rows.subarray(0, dirty.count);
  const all = dirty.all;
  dirty.all = false;
  dirty.count = 0;
  if (length === 0) return [];
  if (all) return [0, length];
  listed.sort();
  const ranges: number[] = [];
  for (const row of listed) {
    if (row >= length) break;
    const end = ranges.length - 1;
    if (end > 0 && row - (ranges[end] as number) < ROWS_PER_WRITE)
      ranges[end] = Math.max(ranges[end] as number, row + 1);
    else ranges.push(row, row + 1);
  }
  return ranges;
}
