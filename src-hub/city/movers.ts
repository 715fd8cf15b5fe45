/**
 * People and vehicles that move along the streets: patrollers walk the streets of their duty grid, vehicles drive the
 * wider roads of the whole city. Positions live in memory only and are asked for once a second.
 */
import type { TracksMessage } from "../../shared/wire/hub.ts";
import { LOCATED, UNIT_STATUS, type UnitStatus } from "../../shared/track.ts";
import type { DutyGrid } from "./grids.ts";
import { distance, lonLatOf, type Xy } from "./plane.ts";
import type { Mover } from "./people.ts";
import { between, pick, randomOf, type Random } from "./random.ts";
import type { Segment, Streets } from "./streets.ts";

/** Bits of a terminal's status word: ignition on, fixed by BeiDou, running. */
const IGNITION = 1;
const BEIDOU = 1 << 19;
const RUNNING = 1 << 22;
/** Places of alarms in the alarm word (shared/device/jt808.ts). */
const GNSS_FAULT = 1 << 4;
const OVERSPEED_SOON = 1 << 13;
/** A vehicle on sanitation work warns its driver above this, km/h. */
const WORKING_SPEED = 22;
/** Tank of a sweeper in litres, and what it burns in a kilometre of work. */
const TANK = 120;
const LITRES_PER_KM = 0.38;
/** One unit in so many has no fix for a minute of its round: under a bridge, between towers. */
const HIDDEN_ONE_IN = 28;

const MINUTE = 60_000;
const DAY = 86_400_000;
/** After a gap longer than this nobody can say which way they went: they are simply somewhere on their round. */
const LONGEST_WALK = 10 * MINUTE;

/** Shifts in minutes since midnight. Patrol 07:30–18:30 (长沙 and others), vehicles start before the traffic does. */
const SHIFTS = {
  patroller: { from: 450, to: 1_110, rest: [720, 780] },
  sanitation: { from: 330, to: 1_230, rest: [690, 750] },
} as const;

export interface Movers {
  /** Where everyone is at hub time `now`. Times must not run backwards. */
  at(now: number): Omit<TracksMessage, "n">;
}

interface Walk {
  readonly mover: Mover;
  readonly uid: number;
  readonly random: Random;
  /** Segments by the crossing they begin or end at, within this mover's reach. */
  readonly ways: ReadonlyMap<string, readonly Segment[]>;
  readonly all: readonly Segment[];
  readonly home: Segment;
  segment: Segment;
  forward: boolean;
  along: number;
  /** Metres per second while moving. */
  pace: number;
  standingUntil: number;
  atHome: boolean;
  /** Metres on the counter, and litres in the tank; of vehicles only. */
  driven: number;
  fuel: number;
}

export function moversOf(options: {
  readonly seed: number;
  readonly streets: Streets;
  readonly duties: readonly DutyGrid[];
  readonly movers: readonly { readonly mover: Mover; readonly uid: number }[];
  /** Offset of local time from UTC, ms. */
  readonly localOffset: number;
}): Movers {
  const { seed, streets, localOffset } = options;
  const roads = streets.segments.filter(({ line }) => line.class !== "lane");
  const cityWays = waysOf(roads);
  const walks = options.movers.map(({ mover, uid }): Walk => {
    const duty = mover.duty === null ? undefined : options.duties[mover.duty];
    const all = duty === undefined ? roads : [...new Set(duty.blocks.flatMap((block) => streets.segmentsOf(block)))];
    const random = randomOf(seed, "walk", mover.id);
    // Vehicles share two depots on the ring road; patrollers start from the middle of their beat.
    const home =
      duty === undefined ? (roads[mover.night ? 3 : 11] as Segment) : (all[Math.floor(all.length / 2)] as Segment);
    const start = pick(random, all);
    return {
      mover,
      uid,
      random,
      all,
      home,
      ways: duty === undefined ? cityWays : waysOf(all),
      segment: start,
      forward: random() < 0.5,
      along: random() * start.length,
      pace: mover.kind === "patroller" ? between(random, 1.05, 1.45) : between(random, 2.6, 6.5),
      standingUntil: 0,
      atHome: false,
      driven: between(random, 18_000, 96_000) * 1_000,
      fuel: TANK * between(random, 0.35, 1),
    };
  });
  let last = Number.NaN;

  const go = (walk: Walk, from: number, now: number) => {
    if (!(now - from <= LONGEST_WALK)) return wander(walk);
    let left = (walk.pace * Math.max(0, now - Math.max(from, walk.standingUntil))) / 1_000;
    walk.driven += left;
    walk.fuel -= (left / 1_000) * LITRES_PER_KM;
    while (left > 0) {
      const ahead = walk.segment.length - walk.along;
      if (left < ahead) {
        walk.along += left;
        break;
      }
      left -= ahead;
      turn(walk);
      // Patrollers stop to look and take pictures; vehicles wait at a light now and then.
      if (walk.random() < (walk.mover.kind === "patroller" ? 0.22 : 0.1)) {
        walk.standingUntil = now + between(walk.random, 15, walk.mover.kind === "patroller" ? 110 : 40) * 1_000;
        break;
      }
    }
  };

  const wander = (walk: Walk) => {
    walk.segment = pick(walk.random, walk.all);
    walk.forward = walk.random() < 0.5;
    walk.along = walk.random() * walk.segment.length;
  };

  return {
    at(now) {
      const rows = walks.map((walk): TracksMessage["rows"][number] => {
        const status = statusOf(seed, walk.mover, now, localOffset);
        const working = status === "onDuty";
        if (status === "offDuty") {
          walk.atHome = true;
          // Filled up between two shifts.
          walk.fuel = TANK * (0.9 + 0.1 * randomOf(seed, "fuel", walk.mover.id, Math.floor(now / DAY))());
        } else if (walk.atHome && status !== "fault") {
          walk.atHome = false;
          walk.segment = walk.home;
          walk.along = walk.home.length / 2;
        }
        if (working) go(walk, last, now);
        const segment = walk.atHome ? walk.home : walk.segment;
        const along = walk.atHome ? homeSpot(walk) : walk.forward ? walk.along : segment.length - walk.along;
        const { place, heading } = lookAlong(segment, along, walk.atHome || walk.forward);
        const [lon, lat] = lonLatOf(place);
        const moving = working && now >= walk.standingUntil;
        return [
          walk.uid,
          lon,
          lat,
          moving ? heading : null,
          moving ? Math.round(walk.pace * 36) / 10 : 0,
          UNIT_STATUS.indexOf(status),
          Math.round(now),
          ...saidByDevice(walk, status, moving, isHidden(seed, walk.mover, now, working)),
        ];
      });
      last = now;
      return { at: Math.round(now), rows };
    },
  };
}

/** What the terminal says beside the position: its status and alarm words, litres and km. People carry none of the last. */
function saidByDevice(
  walk: Walk,
  status: UnitStatus,
  moving: boolean,
  hidden: boolean,
): [device: number, alarm: number, fuel: number | null, mileage: number | null] {
  const fix = hidden ? 0 : LOCATED | BEIDOU;
  const broken = status === "fault" ? GNSS_FAULT : 0;
  if (walk.mover.kind === "patroller") return [fix, broken, null, null];
  const device = fix | (status === "onDuty" ? IGNITION : 0) | (moving ? RUNNING : 0);
  const fast = moving && walk.pace * 3.6 > WORKING_SPEED ? OVERSPEED_SOON : 0;
  return [device, broken | fast, Math.round(Math.max(0, walk.fuel) * 10) / 10, Math.round(walk.driven / 100) / 10];
}

/** Whether the sky is out of sight for this minute of the round. */
function isHidden(seed: number, mover: Mover, now: number, working: boolean): boolean {
  return working && randomOf(seed, "sky", mover.id, Math.floor(now / MINUTE))() * HIDDEN_ONE_IN < 1;
}

/** At the end of a segment: on along another one, straight or round a corner, back only out of a dead end. */
function turn(walk: Walk): void {
  const node = walk.forward ? walk.segment.to : walk.segment.from;
  const others = (walk.ways.get(node) ?? []).filter((segment) => segment !== walk.segment);
  const straight = others.find((segment) => segment.line === walk.segment.line);
  const next =
    straight !== undefined && walk.random() < (walk.mover.kind === "patroller" ? 0.45 : 0.72)
      ? straight
      : others.length > 0
        ? pick(walk.random, others)
        : walk.segment;
  walk.forward = next.from === node;
  walk.segment = next;
  walk.along = 0;
}

function waysOf(segments: readonly Segment[]): Map<string, Segment[]> {
  const ways = new Map<string, Segment[]>();
  for (const segment of segments) {
    for (const node of [segment.from, segment.to]) {
      const list = ways.get(node) ?? [];
      list.push(segment);
      ways.set(node, list);
    }
  }
  return ways;
}

/** Parked side by side, not on top of each other. */
function homeSpot(walk: Walk): number {
  return (walk.home.length * (1 + (walk.uid % 13))) / 15;
}

function lookAlong(segment: Segment, along: number, forward: boolean): { place: Xy; heading: number } {
  let left = Math.max(0, Math.min(segment.length, along));
  for (let i = 1; i < segment.shape.length; i++) {
    const a = segment.shape[i - 1] as Xy;
    const b = segment.shape[i] as Xy;
    const length = distance(a, b);
    if (left <= length || i === segment.shape.length - 1) {
      const t = length === 0 ? 0 : Math.min(1, left / length);
      const bearing = (Math.atan2(b[0] - a[0], b[1] - a[1]) * 180) / Math.PI + (forward ? 0 : 180);
      return {
        place: [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t],
        heading: Math.round((bearing + 360) % 360) % 360,
      };
    }
    left -= length;
  }
  throw new Error("a street segment has at least two points");
}

/** What a mover does at a time: its shift, its rest, and now and then a broken terminal for a day. */
function statusOf(seed: number, mover: Mover, now: number, localOffset: number): UnitStatus {
  const local = now + localOffset;
  const day = Math.floor(local / DAY);
  const shift = SHIFTS[mover.kind];
  const own = randomOf(seed, "shift", mover.id);
  const minute = (local - day * DAY) / MINUTE + own() * 16 - 8;
  // They take their rest in turns: the streets are never empty.
  const turn = own() * 120 - 60;
  if (randomOf(seed, "fault", mover.id, day)() < 0.02) return "fault";
  const byDay = minute >= shift.from && minute < shift.to;
  if (byDay === mover.night) return "offDuty";
  const rest = mover.night ? [150, 190] : shift.rest;
  return minute >= (rest[0] as number) + turn && minute < (rest[1] as number) + turn ? "resting" : "onDuty";
}
