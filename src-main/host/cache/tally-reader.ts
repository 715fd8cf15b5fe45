/** Reading tallies: what their shelves hold, and what the log adds to it. */
import { DIMENSIONS, type Dimension } from "../../../shared/evaluation/tally.ts";
import { BASES, type Basis } from "../../../shared/evaluation/terms.ts";
import type { ReadHandle } from "./handles.ts";
import { TallyLog } from "./tally-log.ts";
import { SHELF, unpackShelf } from "./tally-shelf.ts";

const DIM = Object.fromEntries(DIMENSIONS.map((each, i) => [each, i])) as Record<Dimension, number>;
const BASIS = Object.fromEntries(BASES.map((each, i) => [each, i])) as Record<Basis, number>;

interface Reading {
  readonly log: TallyLog;
  vectors(dim: number, basis: number, month: number): Map<number, Float64Array>;
  /** Months that may have tallies of a dimension and basis, in order. */
  months(dim: number, basis: number): number[];
}

const readings = new WeakMap<ReadHandle, Reading>();

function readingOf(handle: ReadHandle): Reading {
  let reading = readings.get(handle);
  if (reading === undefined) readings.set(handle, (reading = openReading(handle)));
  return reading;
}

function openReading(handle: ReadHandle): Reading {
  const log = new TallyLog(handle);
  const shelves = handle
    .prepare<[number, number, number], [number, Uint8Array]>(
      "SELECT shelf, vectors FROM tallies WHERE dim = ? AND basis = ? AND month = ?",
    )
    .raw();
  const months = handle
    .prepare<[number, number], number>("SELECT DISTINCT month FROM tallies WHERE dim = ? AND basis = ?")
    .pluck();
  return {
    log,
    vectors(dim, basis, month) {
      const found = new Map<number, Float64Array>();
      for (const [shelf, bytes] of shelves.all(dim, basis, month)) {
        unpackShelf(bytes, (place, vector) => void found.set(shelf * SHELF + place, vector));
      }
      log.addTo(found, dim, basis, month);
      return found;
    },
    months: (dim, basis) =>
      [...new Set([...months.all(dim, basis), ...log.months(dim, basis)])].toSorted((a, b) => a - b),
  };
}

/** Runs reads against one state of the file. */
function atOnce<T>(handle: ReadHandle, { log }: Reading, work: () => T): T {
  if (handle.inTransaction) {
    log.refresh();
    return work();
  }
  handle.exec("BEGIN");
  try {
    log.refresh();
    return work();
  } finally {
    handle.exec("COMMIT");
  }
}

/** Makes the reader of tallies: the vectors of one dimension, basis and month by key. */
export function tallyReader(
  handle: ReadHandle,
): (dimension: Dimension, basis: Basis, month: number) => Map<number, Float64Array> {
  const reading = readingOf(handle);
  return (dimension, basis, month) =>
    atOnce(handle, reading, () => reading.vectors(DIM[dimension], BASIS[basis], month));
}

/**
 * The oldest and the newest month with cases of a dimension and basis, none after `until`. Where all lie after it, both are
 * the first of them; where there are none at all, both are `until`.
 */
export function talliedMonths(
  handle: ReadHandle,
  dimension: Dimension,
  basis: Basis,
  until: number,
): { oldest: number; newest: number } {
  const reading = readingOf(handle);
  const [dim, by] = [DIM[dimension], BASIS[basis]];
  return atOnce(handle, reading, () => {
    const months = reading.months(dim, by);
    const some = (month: number) => reading.vectors(dim, by, month).size > 0;
    const oldest = months.find(some) ?? until;
    return { oldest, newest: Math.max(oldest, months.findLast((month) => month <= until && some(month)) ?? oldest) };
  });
}
