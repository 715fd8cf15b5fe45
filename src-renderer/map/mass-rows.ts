/** Rows of cases as the graphics card reads them: whole numbers where the rule is exact, offsets where a place is. */
import { stageAt } from "./buffers.ts";
import { amberAt, redAt } from "./light.ts";
import type { Mass } from "./mass.ts";

/** Seconds are counted from here, so that 32 bits reach from 1952 to 2088. */
export const EPOCH_SECONDS = Date.UTC(2020, 0, 1) / 1000;
/** Later than any instant. */
export const NEVER_SECONDS = 0x7fffffff;
const EARLIEST_SECONDS = -0x80000000;

export const ROW_BYTES = 40;
/** Birth of a case that was there at the start, in seconds of the layers' clock. */
const LONG_AGO = -1e6;

/** Numbers uids from 0 as they come, so that a set of them fits a small table on the card. */
export interface Numbering {
  readonly numbers: Map<number, number>;
}

export function numberOf(numbering: Numbering, uid: number): number {
  const known = numbering.numbers.get(uid);
  if (known !== undefined) return known;
  const next = numbering.numbers.size;
  numbering.numbers.set(uid, next);
  return next;
}

/** What rows are packed by. */
export interface Packing {
  readonly mass: Mass;
  readonly classes: Numbering;
  readonly unitGrids: Numbering;
  /** `performance.now()` at which the layers' clock read 0; Infinity when nothing falls in. */
  readonly clockStart: number;
}

/** Whole seconds of an instant, epoch ms, that is compared with a whole second; beyond what 32 bits hold, the nearest. */
export function secondsOf(instant: number, round: (seconds: number) => number): number {
  if (!(instant < Infinity)) return NEVER_SECONDS;
  return Math.max(EARLIEST_SECONDS, Math.min(NEVER_SECONDS - 1, round(instant / 1000) - EPOCH_SECONDS));
}

/**
 * Packs the rows of these slots, `ROW_BYTES` each:
 * offset x, y (f32) · red from, amber from, reported (i32 seconds) · class, unit grid (u32 by number), department (u32) ·
 * stage, source (u8), two unused bytes · birth (f32 seconds of the clock).
 */
export function packRows(packing: Packing, slots: Uint32Array, from: number, to: number, into: ArrayBuffer): void {
  const { mass, classes, unitGrids, clockStart } = packing;
  const { buffers, places } = mass;
  const floats = new Float32Array(into);
  const integers = new Int32Array(into);
  const bytes = new Uint8Array(into);
  let [classUid, classNumber, gridUid, gridNumber] = [Number.NaN, 0, Number.NaN, 0];
  for (let row = from, word = 0; row < to; row++, word += ROW_BYTES / 4) {
    const slot = slots[row] as number;
    if (buffers.classUid[slot] !== classUid) {
      classUid = buffers.classUid[slot] as number;
      classNumber = numberOf(classes, classUid);
    }
    if (buffers.unitGrid[slot] !== gridUid) {
      gridUid = buffers.unitGrid[slot] as number;
      gridNumber = numberOf(unitGrids, gridUid);
    }
    floats[word] = places[slot * 2] as number;
    floats[word + 1] = places[slot * 2 + 1] as number;
    // red: strictly after the deadline; amber: from this instant on
    integers[word + 2] = secondsOf(redAt(buffers, slot), Math.floor);
    integers[word + 3] = secondsOf(amberAt(buffers, slot), Math.ceil);
    integers[word + 4] = secondsOf(buffers.reportedAt[slot] as number, Math.floor);
    integers[word + 5] = classNumber;
    integers[word + 6] = gridNumber;
    integers[word + 7] = buffers.department[slot] as number;
    bytes[word * 4 + 32] = stageAt(buffers, slot);
    bytes[word * 4 + 33] = buffers.source[slot] as number;
    const birth = ((buffers.bornAt[slot] as number) - clockStart) / 1000;
    floats[word + 9] = birth > LONG_AGO ? birth : LONG_AGO;
  }
}
