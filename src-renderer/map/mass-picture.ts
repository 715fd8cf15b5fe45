/**
 * The picture of all cases at a moment: clusters and the marks beside them, or, at street level and right after a change
 * of the filter, every case of the filter as a mark by the graphics card's own test.
 */
import type { Device } from "@luma.gl/core";
import type { PointBuffers } from "./buffers.ts";
import { levelOf, type Clusters } from "./clusters.ts";
import { radiusOf } from "./clusters-look.ts";
import { createMassCard } from "./layers/mass-card.ts";
import { numbersOf } from "./layers/mass-card.ts";
import type { ClusterDraw } from "./layers/clusters-layer.ts";
import type { MassDraw, MassRole } from "./layers/mass-layer.ts";
import { lightAt, OVERDUE_LIGHT } from "./light.ts";
import {
  createMass,
  CLOSED_BANK,
  commonOf,
  OPEN_BANK,
  placeOfCommon,
  syncMass,
  WORLD,
  type Bank,
  type Mass,
} from "./mass.ts";
import { createNearCases, type Box } from "./mass-near.ts";
import { createDirtyRows } from "./mass-ranges.ts";
import { createClusterWork } from "./mass-clusters.ts";
import { nearestSlot, type Near, type Pickable } from "./pick.ts";
import { isSameFilter, lightsOf, testOf, type PointTest } from "./point-filter.ts";
import { NO_FILTER, type PointFilter } from "./props.ts";

/** Where only time passes, the picture is drawn again this often, ms. */
const LIGHTS_EVERY = 2000;

export interface MassPicture {
  setPoints(points: PointBuffers | null): void;
  setFilter(filter: PointFilter): void;
  setReducedMotion(reduced: boolean): void;
  /** Takes in what changed; true when the picture must be drawn again. `zoom` for a window of 1080 units. */
  step(now: number, zoom: number): boolean;
  /** When the newest case came, `performance.now()`. */
  newestBirth(): number;
  /** Some overdue case may be a mark of its own, with a ring that breathes. */
  hasRings(): boolean;
  /** @param zoom for a window of 1080 units; @param box what is in view, in common space. */
  draw(role: MassRole, device: Device, zoom: number, box: Box): MassDraw | null;
  clusters(): ClusterDraw | null;
  /** Where the cluster under a place lies, in degrees; null when none does. `world` as for `nearest`. */
  clusterAt(lon: number, lat: number, world: number): readonly [lon: number, lat: number] | null;
  /** The case under a place, to be weighed against other marks; null when none is within reach. */
  pickable(lon: number, lat: number, world: number, reach: number): Pickable | null;
  close(): void;
}

const CALM = 0b0010;
/** Lights that are drawn for each role where the marks come in no order: one light after the other. */
const LIGHTS_OF_ROLE: Record<MassRole, number> = { closed: 1, ring: 8, calm: CALM, soon: 4, overdue: 8 };
/** Marks of a whole city until it is divided into clusters: no rings in the crowd, and overdue ones still on top. */
const LIGHTS_IN_CROWD: Record<MassRole, number> = { closed: 1, ring: 0, calm: 6, soon: 0, overdue: 8 };
/** Marks of a list that is in order by light: all at once. */
const LIGHTS_IN_ORDER: Record<MassRole, number> = { closed: 0, ring: 8, calm: 15, soon: 0, overdue: 0 };

/** Fewer pixels each when thousands share the screen; full size at street level. `zoom` for a window of 1080 units. */
export function markScale(zoom: number, count: number): number {
  const crowded = count > 2500 ? 0.62 : count > 800 ? 0.74 : 0.86;
  const t = Math.min(1, Math.max(0, (zoom - 11) / 4.5));
  return crowded + (1.25 - crowded) * t;
}

/**
 * @param unit CSS pixels per u.
 * @param hubNow hub time, epoch ms.
 * @param clockStart `performance.now()` at which the layers' clock reads 0.
 */
export function createMassPicture(unit: number, hubNow: () => number, clockStart: number): MassPicture {
  const card = createMassCard();
  card.setClockStart(clockStart);
  const work = createClusterWork();
  const near = createNearCases();
  const known = new WeakMap<PointBuffers, Mass>();
  const alone: Bank & { of: Clusters | null } = {
    length: 0,
    slots: new Uint32Array(0),
    dirty: createDirtyRows(),
    of: null,
  };
  let mass: Mass | null = null;
  let filter: PointFilter = NO_FILTER;
  let test: PointTest = testOf(filter);
  let shown: Clusters | null = null;
  let changed = true;
  let drawnAt = -Infinity;
  /** At street level the card needs what is in view only. */
  let atStreet = false;

  /** Hub time to the second, as the graphics card compares it: all sides say the same. */
  const second = () => Math.floor(hubNow() / 1000) * 1000;

  function bankOf(role: MassRole, box: Box): Bank | null {
    if (mass === null) return null;
    if (shown === null) {
      const inView = atStreet ? near.around(mass, box) : null;
      return inView ?? mass.banks[role === "closed" ? CLOSED_BANK : OPEN_BANK];
    }
    if (alone.of !== shown) {
      alone.of = shown;
      alone.slots = shown.alone;
      alone.length = shown.alone.length;
      alone.dirty.all = true;
    }
    return alone;
  }

  /** The rows that may lie within reach of a place. */
  function banksAt(
    of: Mass,
    lon: number,
    lat: number,
    world: number,
    reach: number,
  ): readonly Pick<Bank, "slots" | "length">[] {
    if (shown !== null) return [{ slots: shown.alone, length: shown.alone.length }];
    const [x, y] = commonOf(lon, lat);
    const around = (reach * WORLD) / world;
    const inView = atStreet ? near.known(of, [x - around, y - around, x + around, y + around]) : null;
    return inView === null ? of.banks : [inView];
  }

  return {
    setPoints(points) {
      if (points === (mass?.buffers ?? null)) return;
      mass = points === null ? null : (known.get(points) ?? createMass(points));
      if (points !== null && mass !== null) known.set(points, mass);
      shown = null;
      changed = true;
    },
    setFilter(next) {
      if (isSameFilter(next, filter)) return;
      filter = next;
      test = testOf(next);
      changed = true;
    },
    setReducedMotion(reduced) {
      card.setClockStart(reduced ? Infinity : clockStart);
      alone.of = null;
      changed = true;
    },
    step(now, zoom) {
      if (mass === null) {
        work.wish(null, now, 0);
      } else {
        changed = syncMass(mass) || changed;
        const level = levelOf(zoom);
        atStreet = level === null;
        work.wish(level === null ? null : { mass, filter, level }, now, second());
      }
      const found = work.found();
      // clusters are found anew when a light changes; marks by the card's own test are not
      if (found !== shown || (found === null && mass !== null && now - drawnAt >= LIGHTS_EVERY)) changed = true;
      shown = found;
      if (!changed) return false;
      changed = false;
      drawnAt = now;
      return true;
    },
    newestBirth: () => mass?.newestBirth ?? -Infinity,
    hasRings() {
      if (mass === null || lightsOf(filter)[OVERDUE_LIGHT] !== true) return false;
      return shown === null ? atStreet && mass.banks[OPEN_BANK].length > 0 : shown.overdueAlone > 0;
    },
    draw(role, device, zoom, box) {
      const wanted = (shown !== null ? LIGHTS_IN_ORDER : atStreet ? LIGHTS_OF_ROLE : LIGHTS_IN_CROWD)[role];
      const lights =
        lightsOf(filter).reduce((bits, isShown, light) => (isShown ? bits | (1 << light) : bits), 0) & wanted;
      const bank = lights === 0 ? null : bankOf(role, box);
      if (mass === null || mass.origin === null || bank === null || bank.length === 0) return null;
      const { buffer, length } = card.upload(device, bank, mass);
      if (buffer === null) return null;
      const { texture, gridRow } = card.sets(device, filter);
      const numbers = numbersOf(filter, second(), gridRow);
      return {
        buffer,
        length,
        lights,
        numbers,
        sets: texture,
        origin: mass.origin,
        scale: markScale(zoom, bank.length),
      };
    },
    clusters: () => (mass?.origin == null || shown === null ? null : { clusters: shown, origin: mass.origin }),
    clusterAt(lon, lat, world) {
      if (mass?.origin == null || shown === null) return null;
      const [x, y] = commonOf(lon, lat);
      const [originX, originY] = mass.origin;
      const scale = world / WORLD;
      for (let i = 0; i < shown.length; i++) {
        const [clusterX, clusterY] = [originX + (shown.x[i] as number), originY + (shown.y[i] as number)];
        const away = Math.hypot(clusterX - x, clusterY - y) * scale;
        if (away <= radiusOf(shown.total[i] as number) * unit) return placeOfCommon(clusterX, clusterY);
      }
      return null;
    },
    pickable(lon, lat, world, reach) {
      if (mass === null) return null;
      const now = second();
      const { buffers } = mass;
      // of two cases under the finger the more urgent one, as it is the one on top
      const handicap = (slot: number) => (OVERDUE_LIGHT - lightAt(buffers, slot, now)) * 2;
      const isThere = (slot: number) => test(buffers, slot, now);
      let best: Near | null = null;
      for (const bank of banksAt(mass, lon, lat, world, reach)) {
        const found = nearestSlot(mass, bank, lon, lat, world, reach, isThere, handicap);
        if (found !== null && (best === null || found.weight < best.weight)) best = found;
      }
      if (best === null) return null;
      const { slot } = best;
      return {
        kind: "case",
        length: 1,
        uid: [buffers.uid[slot] as number],
        lon: [buffers.lon[slot] as number],
        lat: [buffers.lat[slot] as number],
        handicap: () => handicap(slot),
      };
    },
    close() {
      work.close();
      card.close();
    },
  };
}
