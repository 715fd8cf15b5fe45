/**
 * The cases in view and some around them, as a bank of their own: at street level a card need not look at a million rows to
 * draw a thousand of them. Kept up with every patch; looked for anew only when the view leaves the ground it was found for.
 */
import { slotsSince } from "./buffers.ts";
import type { Bank, Mass } from "./mass.ts";
import { createDirtyRows, markRow } from "./mass-ranges.ts";

/** West, south, east and north in deck.gl's common space, y northward. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** How far beyond the view is looked on each side, as a share of it: so far it can move before all are looked at again. */
const MARGIN = 0.5;
/** With more cases than this around the view the banks of all cases are as good. */
export const NEAR_AT_MOST = 30_000;

export interface NearCases {
  /** All cases in the box, and some others; null when there are too many of them. The mass must be in sync. */
  around(mass: Mass, box: Box): Bank | null;
  /** The same if they are known already, without looking for them. */
  known(mass: Mass, box: Box): Bank | null;
}

function isWithin(inner: Box, outer: Box): boolean {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** @param most cases in the bank at most. */
export function createNearCases(most = NEAR_AT_MOST): NearCases {
  const bank: Bank = { length: 0, slots: new Uint32Array(1024), dirty: createDirtyRows() };
  /** The row of each slot in the bank. */
  const rows = new Map<number, number>();
  let of: Mass | null = null;
  let version = -1;
  let found: Box = [0, 0, 0, 0];
  let tooMany = false;

  function append(slot: number): void {
    if (bank.length === bank.slots.length) {
      const bigger = new Uint32Array(bank.length * 2);
      bigger.set(bank.slots);
      bank.slots = bigger;
    }
    bank.slots[bank.length] = slot;
    rows.set(slot, bank.length);
    markRow(bank.dirty, bank.length++);
  }

  /** The last row takes the place of the one that goes. */
  function remove(slot: number, row: number): void {
    rows.delete(slot);
    const last = bank.slots[--bank.length] as number;
    if (row === bank.length) return;
    bank.slots[row] = last;
    rows.set(last, row);
    markRow(bank.dirty, row);
  }

  /** The ground as offsets from the mass's origin. */
  function offsets({ origin }: Mass): Box {
    const [x, y] = origin ?? [0, 0];
    return [found[0] - x, found[1] - y, found[2] - x, found[3] - y];
  }

  function look(mass: Mass): void {
    const { places, rows: drawn, buffers } = mass;
    const [west, south, east, north] = offsets(mass);
    bank.length = 0;
    bank.dirty.all = true;
    rows.clear();
    for (let slot = 0; slot < buffers.length; slot++) {
      const x = places[slot * 2] as number;
      if (!(x >= west && x <= east)) continue;
      const y = places[slot * 2 + 1] as number;
      if (!(y >= south && y <= north) || (drawn[slot] as number) < 0) continue;
      if (bank.length === most) {
        tooMany = true;
        return;
      }
      append(slot);
    }
  }

  /** False when all must be looked at again. */
  function keepUp(mass: Mass): boolean {
    if (version === mass.version || tooMany) return true;
    const patches = slotsSince(mass.buffers, version);
    if (patches === null) return false;
    const { places, rows: drawn } = mass;
    const [west, south, east, north] = offsets(mass);
    for (const slots of patches) {
      for (let i = 0; i < slots.length; i++) {
        const slot = slots[i] as number;
        const [x, y] = [places[slot * 2] as number, places[slot * 2 + 1] as number];
        const isNear = (drawn[slot] as number) >= 0 && x >= west && x <= east && y >= south && y <= north;
        const row = rows.get(slot);
        if (row === undefined && isNear) append(slot);
        else if (row !== undefined && isNear) markRow(bank.dirty, row);
        else if (row !== undefined) remove(slot, row);
      }
    }
    tooMany = bank.length > most;
    version = mass.version;
    return true;
  }

  function known(mass: Mass, box: Box): Bank | null {
    return of === mass && isWithin(box, found) && keepUp(mass) && !tooMany ? bank : null;
  }

  return {
    around(mass, box) {
      if (of === mass && isWithin(box, found) && keepUp(mass)) return tooMany ? null : bank;
      const [wide, high] = [(box[2] - box[0]) * MARGIN, (box[3] - box[1]) * MARGIN];
      of = mass;
      version = mass.version;
      found = [box[0] - wide, box[1] - high, box[2] + wide, box[3] + high];
      tooMany = false;
      look(mass);
      return tooMany ? null : bank;
    },
    known,
  };
}
