/**
 * Points in slots that never move: a case keeps its slot while it belongs to the view, a freed slot is used again. Every
 * slot knows the rev that changed it last, so what a window lacks is one pass over a column of numbers.
 */
import { CASE_STATES } from "../../../shared/case/state.ts";
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { EMPTY_SLOT, type PointSlots } from "../../../shared/view.ts";
import type { CaseColumnStore } from "./case-columns.ts";

const FIRST_CAPACITY = 1_024;
const SUSPENDED = CASE_STATES.indexOf("suspended");

interface Columns {
  uid: Uint32Array<ArrayBuffer>;
  lon: Float64Array<ArrayBuffer>;
  lat: Float64Array<ArrayBuffer>;
  state: Uint8Array<ArrayBuffer>;
  department: Uint32Array<ArrayBuffer>;
  unitGrid: Uint32Array<ArrayBuffer>;
  dispatchedAt: Float64Array<ArrayBuffer>;
  deadline: Float64Array<ArrayBuffer>;
  classUid: Uint32Array<ArrayBuffer>;
  source: Uint8Array<ArrayBuffer>;
  reportedAt: Float64Array<ArrayBuffer>;
  /** Rev of the slot's last change. */
  rev: Float64Array<ArrayBuffer>;
}

function columnsFor(capacity: number): Columns {
  return {
    uid: new Uint32Array(capacity),
    lon: new Float64Array(capacity),
    lat: new Float64Array(capacity),
    state: new Uint8Array(capacity),
    department: new Uint32Array(capacity),
    unitGrid: new Uint32Array(capacity),
    dispatchedAt: new Float64Array(capacity),
    deadline: new Float64Array(capacity),
    classUid: new Uint32Array(capacity),
    source: new Uint8Array(capacity),
    reportedAt: new Float64Array(capacity),
    rev: new Float64Array(capacity),
  };
}

export class PointSlotStore {
  /** Slots in use, empty ones included. */
  length = 0;
  /** Rev that changes are written under; raise it before a round of changes. */
  rev = 0;
  private columns = columnsFor(FIRST_CAPACITY);
  private readonly slots = new Map<number, number>();
  private readonly free: number[] = [];

  /** uids that have a slot. */
  uids(): MapIterator<number> {
    return this.slots.keys();
  }

  /** Takes case `i` of the columns; true when that changed anything. */
  put(cases: CaseColumnStore, i: number): boolean {
    const uid = cases.uid[i] as number;
    const known = this.slots.get(uid);
    const slot = known ?? this.newSlot(uid);
    const c = this.columns;
    const lon = cases.lon[i] as number;
    const lat = cases.lat[i] as number;
    const state = cases.state[i] as number;
    const department = cases.department[i] as number;
    const unitGrid = cases.unitGrid[i] as number;
    const dispatchedAt = cases.dispatchedAt[i] as number;
    const deadline = runningDeadline(cases, i);
    const classUid = cases.classUid[i] as number;
    const source = cases.source[i] as number;
    const reportedAt = cases.reportedAt[i] as number;
    if (
      known !== undefined &&
      c.lon[slot] === lon &&
      c.lat[slot] === lat &&
      c.state[slot] === state &&
      c.department[slot] === department &&
      c.unitGrid[slot] === unitGrid &&
      Object.is(c.dispatchedAt[slot], dispatchedAt) &&
      Object.is(c.deadline[slot], deadline) &&
      c.classUid[slot] === classUid &&
      c.source[slot] === source &&
      c.reportedAt[slot] === reportedAt
    ) {
      return false;
    }
    c.uid[slot] = uid;
    c.lon[slot] = lon;
    c.lat[slot] = lat;
    c.state[slot] = state;
    c.department[slot] = department;
    c.unitGrid[slot] = unitGrid;
    c.dispatchedAt[slot] = dispatchedAt;
    c.deadline[slot] = deadline;
    c.classUid[slot] = classUid;
    c.source[slot] = source;
    c.reportedAt[slot] = reportedAt;
    c.rev[slot] = this.rev;
    return true;
  }

  /** Empties the slot of a case; true when it had one. */
  del(uid: number): boolean {
    const slot = this.slots.get(uid);
    if (slot === undefined) return false;
    this.slots.delete(uid);
    this.free.push(slot);
    this.columns.uid[slot] = 0;
    this.columns.state[slot] = EMPTY_SLOT;
    this.columns.rev[slot] = this.rev;
    return true;
  }

  /**
   * Slots from `first` on that changed after `rev`, at most `limit` of them, and where to go on. `known` is how many slots
   * the window has been given: it is never told of slots whose values are still to come. Arrays are exactly as long as they say, because a port copies whole buffers.
   */
  changed(rev: number, first: number, limit: number, known: number): { slots: PointSlots; next: number } {
    const found: number[] = [];
    let next = first;
    for (; next < this.length && found.length < limit; next++) {
      if ((this.columns.rev[next] as number) > rev) found.push(next);
    }
    const c = this.columns;
    const slot = Uint32Array.from(found);
    const slots: PointSlots = {
      length: Math.max(known, next),
      slot,
      uid: slot.map((at) => c.uid[at] as number),
      lon: Float64Array.from(found, (at) => c.lon[at] as number),
      lat: Float64Array.from(found, (at) => c.lat[at] as number),
      state: Uint8Array.from(found, (at) => c.state[at] as number),
      department: slot.map((at) => c.department[at] as number),
      unitGrid: slot.map((at) => c.unitGrid[at] as number),
      dispatchedAt: Float64Array.from(found, (at) => c.dispatchedAt[at] as number),
      deadline: Float64Array.from(found, (at) => c.deadline[at] as number),
      classUid: slot.map((at) => c.classUid[at] as number),
      source: Uint8Array.from(found, (at) => c.source[at] as number),
      reportedAt: Float64Array.from(found, (at) => c.reportedAt[at] as number),
    };
    return { slots, next };
  }

  private newSlot(uid: number): number {
    const slot = this.free.pop() ?? this.length++;
    if (slot === this.columns.uid.length) this.grow();
    this.slots.set(uid, slot);
    return slot;
  }

  private grow(): void {
    const before = this.columns;
    const grown = columnsFor(before.uid.length * 2);
    for (const key of Object.keys(grown) as (keyof Columns)[]) grown[key].set(before[key]);
    this.columns = grown;
  }
}

/** The deadline while its clock runs: not once handled, closed or suspended. Overdue is then `deadline < now`. */
function runningDeadline(cases: CaseColumnStore, i: number): number {
  const runs = isOpenAt(cases, i) && Number.isNaN(cases.submittedAt[i]) && cases.state[i] !== SUSPENDED;
  return runs ? (cases.deadline[i] as number) : Number.NaN;
}
