/**
 * The map's own copy of the cases: one typed array per column, one slot per case, no object per case.
 *
 * The host sends changed slots only (`PointSlots`); what is drawn is arranged from here. Arrays grow by half and are
 * never given back, so a long shift does not churn memory. Which slots the last patches touched is remembered, so that
 * whoever draws does as much work as changed.
 */
import { STAGES, STAGE_INDEX_OF_STATE_CODE } from "../../shared/case/state.ts";
import { EMPTY_SLOT, type PointSlots } from "../../shared/view.ts";

/** The slots that were written when the version became `version`. */
interface Touched {
  readonly version: number;
  readonly slots: ArrayLike<number>;
}

/** Patches, and slots in them, that are remembered. A reader further behind reads everything anew. */
const REMEMBERED_PATCHES = 64;
const REMEMBERED_SLOTS = 200_000;

/** Columns of all slots. Only the first `length` entries mean anything. */
export interface PointBuffers {
  /** Goes up with every patch, so that a reader can tell cheaply whether anything changed. */
  version: number;
  length: number;
  uid: Uint32Array;
  /** WGS 84 degrees; NaN for an unlocated case, which is never drawn. */
  lon: Float64Array;
  lat: Float64Array;
  /** Index in CASE_STATES; EMPTY_SLOT when nobody uses the slot. */
  state: Uint8Array;
  department: Uint32Array;
  unitGrid: Uint32Array;
  /** Epoch ms, NaN when there is none. */
  dispatchedAt: Float64Array;
  deadline: Float64Array;
  classUid: Uint32Array;
  /** Index in CASE_SOURCES. */
  source: Uint8Array;
  reportedAt: Float64Array;
  /** `performance.now()` when the case first came to this map; -Infinity for what was there at the start. */
  bornAt: Float64Array;
  /** The last patches, oldest first; see `slotsSince`. */
  touched: Touched[];
}

/** Buffers without any case. */
export function createPointBuffers(capacity = 1024): PointBuffers {
  return {
    version: 0,
    length: 0,
    uid: new Uint32Array(capacity),
    lon: new Float64Array(capacity),
    lat: new Float64Array(capacity),
    state: new Uint8Array(capacity).fill(EMPTY_SLOT),
    department: new Uint32Array(capacity),
    unitGrid: new Uint32Array(capacity),
    dispatchedAt: new Float64Array(capacity),
    deadline: new Float64Array(capacity),
    classUid: new Uint32Array(capacity),
    source: new Uint8Array(capacity),
    reportedAt: new Float64Array(capacity),
    bornAt: new Float64Array(capacity).fill(-Infinity),
    touched: [],
  };
}

function grow(buffers: PointBuffers, length: number): void {
  if (length <= buffers.uid.length) return;
  const bigger = createPointBuffers(Math.max(length, Math.ceil(buffers.uid.length * 1.5)));
  bigger.uid.set(buffers.uid);
  bigger.lon.set(buffers.lon);
  bigger.lat.set(buffers.lat);
  bigger.state.set(buffers.state);
  bigger.department.set(buffers.department);
  bigger.unitGrid.set(buffers.unitGrid);
  bigger.dispatchedAt.set(buffers.dispatchedAt);
  bigger.deadline.set(buffers.deadline);
  bigger.classUid.set(buffers.classUid);
  bigger.source.set(buffers.source);
  bigger.reportedAt.set(buffers.reportedAt);
  bigger.bornAt.set(buffers.bornAt);
  const { version, length: used, touched } = buffers;
  Object.assign(buffers, bigger, { version, length: used, touched });
}

/**
 * Writes a patch into the buffers and raises the version.
 * @param reset true for a first or renewed answer: every slot not listed is empty afterwards, and nothing "falls in".
 * @param arrived `performance.now()` of the patch's arrival; cases in slots empty before are born then.
 */
export function applyPoints(
  buffers: PointBuffers,
  slots: PointSlots,
  reset: boolean,
  arrived = performance.now(),
): void {
  grow(buffers, slots.length);
  const shorter = slots.length < buffers.length;
  if (reset) buffers.state.fill(EMPTY_SLOT);
  else buffers.state.fill(EMPTY_SLOT, Math.min(slots.length, buffers.length), Math.max(slots.length, buffers.length));
  buffers.length = slots.length;
  for (let i = 0; i < slots.slot.length; i++) {
    const slot = slots.slot[i] as number;
    const uid = slots.uid[i] as number;
    const isNew = buffers.state[slot] === EMPTY_SLOT || buffers.uid[slot] !== uid;
    if (reset) buffers.bornAt[slot] = -Infinity;
    else if (isNew) buffers.bornAt[slot] = arrived;
    buffers.uid[slot] = uid;
    buffers.lon[slot] = slots.lon[i] as number;
    buffers.lat[slot] = slots.lat[i] as number;
    buffers.state[slot] = slots.state[i] as number;
    buffers.department[slot] = slots.department[i] as number;
    buffers.unitGrid[slot] = slots.unitGrid[i] as number;
    buffers.dispatchedAt[slot] = slots.dispatchedAt[i] as number;
    buffers.deadline[slot] = slots.deadline[i] as number;
    buffers.classUid[slot] = slots.classUid[i] as number;
    buffers.source[slot] = slots.source[i] as number;
    buffers.reportedAt[slot] = slots.reportedAt[i] as number;
  }
  if (reset || shorter) touchAll(buffers);
  else touchSlots(buffers, slots.slot);
}

/** Says that these slots were written in place: raises the version. The list is kept, so do not change it afterwards. */
export function touchSlots(buffers: PointBuffers, slots: ArrayLike<number>): void {
  buffers.version++;
  const { touched } = buffers;
  touched.push({ version: buffers.version, slots });
  let kept = 0;
  for (const patch of touched) kept += patch.slots.length;
  while (touched.length > REMEMBERED_PATCHES || kept > REMEMBERED_SLOTS) {
    kept -= touched.shift()?.slots.length ?? 0;
  }
}

/** Says that any slot may have been written in place: raises the version. */
export function touchAll(buffers: PointBuffers): void {
  buffers.version++;
  buffers.touched.length = 0;
}

/**
 * The patches that came after `version`, each the slots it wrote; a slot may be in several. Null when they are not all
 * remembered: then any slot may be another.
 */
export function slotsSince(buffers: PointBuffers, version: number): readonly ArrayLike<number>[] | null {
  const missed = buffers.version - version;
  if (missed < 0 || missed > buffers.touched.length) return null;
  const patches = buffers.touched.slice(buffers.touched.length - missed);
  return patches.every((patch, i) => patch.version === version + 1 + i) ? patches.map(({ slots }) => slots) : null;
}

const CLOSED = STAGES.indexOf("closed");

/** True when slot `i` holds a case with a place, so that it can be drawn and picked. */
export function isDrawn(buffers: PointBuffers, i: number): boolean {
  return buffers.state[i] !== EMPTY_SLOT && !Number.isNaN(buffers.lon[i]) && !Number.isNaN(buffers.lat[i]);
}

/** The stage index of slot `i` (closed for a code that no state has). */
export function stageAt(buffers: PointBuffers, i: number): number {
  return STAGE_INDEX_OF_STATE_CODE[buffers.state[i] as number] ?? CLOSED;
}
