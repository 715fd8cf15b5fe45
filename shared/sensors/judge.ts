/** Means held against limits: which limit is in force, what exceeds it, and how often a day has. */
import { zoneOffset } from "../evaluation/period.ts";
import type { Pollutant } from "../place-kinds.ts";
import type { Limit, NightHours, ThresholdsInForce } from "../rules/thresholds.ts";
import type { Mean } from "./means.ts";

const MINUTE = 60_000;
const MINUTES_OF_A_DAY = 1_440;
/** A district's mean needs so many other stations; of fewer it would be the mean of a neighbour. */
export const LEAST_OTHERS = 2;

/** The mean of a period that ended at `at`, epoch ms. */
export interface Reading extends Mean {
  readonly at: number;
}

/** The mean of the district's other stations over the period that ended at `at`; null where there is none. */
export type RegionMean = (pollutant: Pollutant, minutes: number, at: number) => number | null;

const offsets = new Map<string, number>();
const QUARTER = 15 * MINUTE;
/** A year of quarters: what is judged lies within days. */
const MOST_OFFSETS = 35_000;

/** Minute of the local day. Zones change their offset at full quarters, so one look at the calendar serves a quarter. */
function localMinute(at: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(at / QUARTER)}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    if (offsets.size >= MOST_OFFSETS) offsets.clear();
    offsets.set(key, (offset = zoneOffset(at, timeZone)));
  }
  return Math.floor((at + offset) / MINUTE) % MINUTES_OF_A_DAY;
}

/** Does a limit speak of the period that ended at `at`? A period belongs to the hours it began in. */
export function speaksOf(limit: Limit, at: number, night: NightHours, timeZone: string): boolean {
  if (limit.hours === "all") return true;
  const minute = localMinute(at - limit.minutes * MINUTE, timeZone);
  const isNight =
    night.to > night.from ? minute >= night.from && minute < night.to : minute >= night.from || minute < night.to;
  return isNight === (limit.hours === "night");
}

/** What a mean may be at most, µg/m³ or dB(A); null where the limit goes by a district's mean and there is none. */
export function limitAt(limit: Limit, at: number, region: RegionMean): number | null {
  if (limit.compare === "absolute") return limit.limit;
  const mean = region(limit.pollutant, limit.minutes, at);
  return mean === null ? null : limit.limit + Math.min(mean, limit.regionAtMost ?? mean);
}

/** Is a mean of enough minutes to be held against a limit? */
export function isEnough({ samples }: Pick<Mean, "samples">, minutes: number, enough: number): boolean {
  return samples >= Math.ceil(minutes * enough - 1e-9);
}

/** Whether a mean exceeds a limit that speaks of its hours. What is not enough, or cannot be judged, exceeds nothing. */
export function exceeds(
  limit: Limit,
  reading: Reading,
  { night, enough }: Pick<ThresholdsInForce, "night" | "enough">,
  timeZone: string,
  region: RegionMean,
): boolean {
  if (!isEnough(reading, limit.minutes, enough) || !speaksOf(limit, reading.at, night, timeZone)) return false;
  const most = limitAt(limit, reading.at, region);
  return most !== null && reading.value > most;
}

/** The mean of a sum of others: null of fewer than LEAST_OTHERS. */
export function regionOf(sum: number, count: number): number | null {
  return count < LEAST_OTHERS ? null : sum / count;
}
