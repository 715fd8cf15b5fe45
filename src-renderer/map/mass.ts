/**
 * All cases of the map in the order in which the graphics card has them, without an object per case.
 *
 * There are two banks: cases that are over, and those somebody still has to do something about. Of a million nine tenths
 * are over, change hardly ever and are drawn only when asked for; lights, rings and drawing order concern the rest. A row
 * of a bank is written to the card from the slot it stands for when it is needed, so nothing is kept twice on this side.
 */
import { STAGES } from "../../shared/case/state.ts";
import { isDrawn, slotsSince, stageAt, type PointBuffers } from "./buffers.ts";
import { createDirtyRows, markRow, type DirtyRows } from "./mass-ranges.ts";
import { mercator } from "./mercator.ts";

/** Width of the world in deck.gl's common space. */
export const WORLD = 512;
const CLOSED_STAGE = STAGES.indexOf("closed");
const NOWHERE = -1;

/** Rows without gaps; each stands for a slot. */
export interface Bank {
  length: number;
  slots: Uint32Array;
  readonly dirty: DirtyRows;
}

export const CLOSED_BANK = 0;
export const OPEN_BANK = 1;

export interface Mass {
  readonly buffers: PointBuffers;
  /** The version of the buffers that was taken in; -1 before the first. */
  version: number;
  /** Where the offsets are measured from, in common space, y northward; null until the first case has a place. */
  origin: readonly [x: number, y: number] | null;
  /** Two offsets for each slot: to the millimetre in the city, where degrees in single precision are half a metre off. */
  places: Float32Array;
  /** By slot: twice its row plus its bank, or -1. */
  rows: Int32Array;
  readonly banks: readonly [closed: Bank, open: Bank];
  /** When the newest case came, `performance.now()`. */
  newestBirth: number;
}

function createBank(): Bank {
  return { length: 0, slots: new Uint32Array(1024), dirty: createDirtyRows() };
}

/** Nothing taken in yet. */
export function createMass(buffers: PointBuffers): Mass {
  return {
    buffers,
    version: -1,
    origin: null,
    places: new Float32Array(0),
    rows: new Int32Array(0),
    banks: [createBank(), createBank()],
    newestBirth: -Infinity,
  };
}

/** A place in deck.gl's common space: the Web Mercator square, 512 wide, y northward. */
export function commonOf(lon: number, lat: number): readonly [x: number, y: number] {
  const [x, y] = mercator(lon, lat);
  return [x * WORLD, (1 - y) * WORLD];
}

/** The degrees of a place in common space. */
export function placeOfCommon(x: number, y: number): readonly [lon: number, lat: number] {
  const lat = (Math.atan(Math.sinh(2 * Math.PI * (y / WORLD - 0.5))) * 180) / Math.PI;
  return [(x / WORLD - 0.5) * 360, lat];
}

function makeRoom(mass: Mass): void {
  const { buffers } = mass;
  if (mass.rows.length >= buffers.length) return;
  const capacity = buffers.uid.length;
  const rows = new Int32Array(capacity).fill(NOWHERE);
  rows.set(mass.rows);
  mass.rows = rows;
  const places = new Float32Array(capacity * 2);
  places.set(mass.places);
  mass.places = places;
}

function append(bank: Bank, slot: number): number {
  if (bank.length === bank.slots.length) {
    const bigger = new Uint32Array(Math.ceil(bank.length * 1.5));
    bigger.set(bank.slots);
    bank.slots = bigger;
  }
  bank.slots[bank.length] = slot;
  markRow(bank.dirty, bank.length);
  return bank.length++;
}

/** The last row takes the place of the one that goes. */
function remove(mass: Mass, at: number): void {
  const bank = mass.banks[at & 1] as Bank;
  const row = at >> 1;
  const last = bank.slots[--bank.length] as number;
  if (row === bank.length) return;
  bank.slots[row] = last;
  mass.rows[last] = at;
  markRow(bank.dirty, row);
}

function place(mass: Mass, slot: number): void {
  const { buffers, places } = mass;
  const [x, y] = commonOf(buffers.lon[slot] as number, buffers.lat[slot] as number);
  mass.origin ??= [x, y];
  places[slot * 2] = x - mass.origin[0];
  places[slot * 2 + 1] = y - mass.origin[1];
}

function takeSlot(mass: Mass, slot: number): void {
  const { buffers, rows } = mass;
  const at = rows[slot] as number;
  if (slot >= buffers.length || !isDrawn(buffers, slot)) {
    if (at !== NOWHERE) remove(mass, at);
    rows[slot] = NOWHERE;
    return;
  }
  place(mass, slot);
  mass.newestBirth = Math.max(mass.newestBirth, buffers.bornAt[slot] as number);
  const bank = stageAt(buffers, slot) === CLOSED_STAGE ? CLOSED_BANK : OPEN_BANK;
  if (at !== NOWHERE && (at & 1) === bank) return markRow((mass.banks[bank] as Bank).dirty, at >> 1);
  if (at !== NOWHERE) remove(mass, at);
  rows[slot] = append(mass.banks[bank] as Bank, slot) * 2 + bank;
}

function takeAll(mass: Mass): void {
  const { buffers, rows, banks } = mass;
  rows.fill(NOWHERE);
  for (const bank of banks) {
    bank.length = 0;
    bank.dirty.all = true;
  }
  for (let slot = 0; slot < buffers.length; slot++) {
    if (isDrawn(buffers, slot)) takeSlot(mass, slot);
  }
}

/** Takes in what changed since the last time: work for the slots that did. True when anything had. */
export function syncMass(mass: Mass): boolean {
  const { buffers } = mass;
  if (mass.version === buffers.version) return false;
  const patches = mass.version < 0 ? null : slotsSince(buffers, mass.version);
  makeRoom(mass);
  if (patches === null) takeAll(mass);
  else {
    for (const slots of patches) {
      for (let i = 0; i < slots.length; i++) takeSlot(mass, slots[i] as number);
    }
  }
  mass.version = buffers.version;
  return true;
}
