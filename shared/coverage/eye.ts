/**
 * From the fixes of one unit to its visits, one fix after another.
 *
 * A fix proves that somebody's eyes were there only when the device had a position, the unit was on duty, a vehicle was not
 * parked, and nobody would have had to fly. Fixes that prove nothing are as if they had not been: whoever is unseen for
 * longer than `freshSeconds` has left. What a fix is at is looked up once; as long as the unit stays within the circle in
 * which nothing changes, a fix costs a few additions.
 */
import { LOCATED, UNIT_STATUS } from "../track.ts";
import { metresBetween, type Sheet } from "./plane.ts";
import type { CoverageRules } from "./rules.ts";

/** A grid or a place as one number: twice its uid, and one more for a place. */
export type Subject = number;
export const gridSubject = (uid: number): Subject => uid * 2;
export const placeSubject = (uid: number): Subject => uid * 2 + 1;
export const kindOfSubject = (subject: Subject): "grid" | "place" => (subject % 2 === 0 ? "grid" : "place");
export const uidOfSubject = (subject: Subject): number => Math.floor(subject / 2);

/** What a point is at, and for how many metres around it that stays so. */
export interface Seen {
  readonly subjects: readonly Subject[];
  readonly free: number;
}

/** Finds what a point is at. */
export interface Finder {
  readonly sheet: Sheet;
  at(lon: number, lat: number): Seen;
}

export interface Fix {
  /** Epoch ms. */
  readonly at: number;
  readonly lon: number;
  readonly lat: number;
  /** km/h */
  readonly speed: number;
  /** Index in UNIT_STATUS. */
  readonly status: number;
  /** Status word of the device, see shared/track.ts. */
  readonly device: number;
}

/** What became of a fix: it proves something, or why it does not. */
export type Verdict = "proof" | "unlocated" | "offDuty" | "parked" | "jump" | "old" | "future";

/** One stay. `to` is the last proof of it; while the stay goes on it is brought up by `going`. */
export interface Stay {
  readonly subject: Subject;
  readonly from: number;
  to: number;
  /** How far whoever keeps it has written it down; NaN while not at all. */
  written: number;
}

export interface Eye {
  /** Takes the next fix. @param now hub time, epoch ms */
  take(fix: Fix, now: number): Verdict;
  /** The stays that go on. */
  going(): readonly Stay[];
  /** Goes on with stays that were written down before a restart. */
  resume(stays: readonly Stay[]): void;
  /** What there is to be at has changed: the next fix is looked up anew. */
  lookAgain(finder: Finder): void;
}

/** Status bit of JT/T 808: the ignition is on. */
const IGNITION = 1;
const ON_DUTY = UNIT_STATUS.indexOf("onDuty");
/** Slower than this a vehicle stands, km/h. */
const STANDS = 1;
/** A fix may be off by so much, m. */
const SLACK = 50;
/** Clocks of devices may be ahead of ours by so much, ms. */
const AHEAD = 60_000;

/**
 * @param onEnd told of each stay once it is over, however short
 */
export function eyeOf(
  vehicle: boolean,
  first: Finder,
  rules: CoverageRules,
  onEnd: (stay: Stay) => void,
): Eye {
  const fresh = rules.freshSeconds * 1_000;
  const parked = rules.parkedSeconds * 1_000;
  const fastest = (vehicle ? rules.fastestVehicle : rules.fastestPerson) / 3_600;
  let finder = first;
  let stays: Stay[] = [];
  let resumed: readonly Stay[] = [];
  /** The last proof. */
  let at = Number.NEGATIVE_INFINITY;
  let lon = Number.NaN;
  let lat = Number.NaN;
  /** The circle in which what is seen stays the same. */
  let middleX = 0;
  let middleY = 0;
  let free = -1;
  let standsSince = Number.NaN;
  /** A fix that was too far away: where the unit is, when the next one says so too. */
  let doubt: Fix | null = null;

  const brought = () => {
    for (const stay of stays) stay.to = at;
  };

  const endAll = () => {
    brought();
    for (const stay of stays) onEnd(stay);
    stays = [];
    free = -1;
  };

  const lookUp = (fix: Fix) => {
    const seen = finder.at(fix.lon, fix.lat);
    middleX = fix.lon;
    middleY = fix.lat;
    free = seen.free;
    const next: Stay[] = [];
    for (const subject of seen.subjects) {
      const known = stays.find((stay) => stay.subject === subject) ?? resumable(subject, fix.at);
      next.push(known ?? { subject, from: fix.at, to: fix.at, written: Number.NaN });
    }
    brought();
    for (const stay of stays) if (!next.includes(stay)) onEnd(stay);
    stays = next;
    resumed = [];
  };

  const resumable = (subject: Subject, now: number) =>
    resumed.find((stay) => stay.subject === subject && now - stay.to <= fresh);

  const tooFast = (from: Pick<Fix, "at" | "lon" | "lat">, to: Fix) =>
    metresBetween(finder.sheet, from.lon, from.lat, to.lon, to.lat) > fastest * Math.max(0, to.at - from.at) + SLACK;

  const judged = (fix: Fix, now: number): Verdict => {
    if (fix.at > now + AHEAD) return "future";
    if (fix.at <= at) return "old";
    if ((fix.device & LOCATED) === 0 || !Number.isFinite(fix.lon) || !Number.isFinite(fix.lat)) return "unlocated";
    if (fix.status !== ON_DUTY) return "offDuty";
    if (vehicle) {
      if (fix.speed >= STANDS) standsSince = Number.NaN;
      else {
        if (Number.isNaN(standsSince)) standsSince = fix.at;
        if ((fix.device & IGNITION) === 0 || fix.at - standsSince > parked) return "parked";
      }
    }
    return "proof";
  };

  return {
    take(fix, now) {
      const verdict = judged(fix, now);
      if (verdict !== "proof") return verdict;
      if (fix.at - at > fresh) {
        endAll();
        doubt = null;
      } else if (tooFast({ at, lon, lat }, fix)) {
        const moved = doubt !== null && !tooFast(doubt, fix);
        if (!moved) {
          doubt = fix;
          return "jump";
        }
        endAll();
      }
      doubt = null;
      const x = (fix.lon - middleX) * finder.sheet.x;
      const y = (fix.lat - middleY) * finder.sheet.y;
      if (!(free > 0 && x * x + y * y < free * free)) lookUp(fix);
      at = fix.at;
      lon = fix.lon;
      lat = fix.lat;
      return "proof";
    },
    going() {
      brought();
      return stays;
    },
    resume(known) {
      resumed = known;
    },
    lookAgain(next) {
      finder = next;
      free = -1;
    },
  };
}
