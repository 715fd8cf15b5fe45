/**
 * Thresholds (限值): what stations of dust and noise are held against, as versioned files (resources/thresholds). They differ
 * by province, by averaging period and by the hour, so they are data. A file may extend another, and may say which
 * platforms go by it; a station may name another file.
 */
import * as v from "valibot";
import { POLLUTANTS, type Pollutant } from "../place-kinds.ts";
import { AVERAGING_MINUTES, type AveragingMinutes } from "../sensors/means.ts";
import { TroubleError } from "../trouble.ts";
import { bothLanguages, checkRule, ruleName, type BothLanguages } from "./check.ts";
import { checkFormat } from "./format.ts";

const FORMAT = 1;
/** What a platform goes by when no file names it. */
export const NATIONAL = "national";
/** Share of a period's minutes that must have been measured before its mean counts. */
const ENOUGH = 0.75;
/** 22:00 to 06:00. */
const NIGHT = { from: 1_320, to: 360 };

export const LIMIT_HOURS = ["all", "day", "night"] as const;

/** One limit. `limit` is in µg/m³, or dB(A) for noise. */
export interface Limit {
  readonly pollutant: Pollutant;
  readonly minutes: AveragingMinutes;
  readonly limit: number;
  /** `minusRegion`: what the station has above the mean of its district is held against the limit. */
  readonly compare: "absolute" | "minusRegion";
  /** The district's mean counts as this at most; null for no bound. */
  readonly regionAtMost: number | null;
  /** Means above it that a day may have. */
  readonly allowed: number;
  readonly hours: (typeof LIMIT_HOURS)[number];
  /** Filled in by us and not confirmed from the standard's own text. */
  readonly assumed: boolean;
}

/** Minutes of the local day; `to` ≤ `from` ends on the next day. */
export interface NightHours {
  readonly from: number;
  readonly to: number;
}

export interface Thresholds {
  readonly thresholds: string;
  readonly version: string;
  readonly title: BothLanguages;
  readonly source: BothLanguages;
  /** Another file whose limits hold as well, but for pollutants and periods that this one speaks of; null for none. */
  readonly extends: string | null;
  /** Platforms whose stations go by it when they name no file themselves. */
  readonly platforms: readonly string[];
  readonly enough: number | null;
  readonly night: NightHours | null;
  readonly limits: readonly Limit[];
}

/** The limits of one station, with what they extend put in. */
export interface ThresholdsInForce {
  readonly name: string;
  readonly title: BothLanguages;
  /** Share of a period's minutes that must have been measured. */
  readonly enough: number;
  readonly night: NightHours;
  readonly limits: readonly Limit[];
}

const minute = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(1_439));
const above = v.pipe(v.number(), v.finite(), v.gtValue(0), v.maxValue(100_000));
const limitSchema = v.strictObject({
  pollutant: v.picklist(POLLUTANTS),
  minutes: v.picklist(AVERAGING_MINUTES),
  limit: above,
  compare: v.optional(v.picklist(["absolute", "minusRegion"]), "absolute"),
  regionAtMost: v.optional(v.nullable(above), null),
  allowed: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(288)),
  hours: v.optional(v.picklist(LIMIT_HOURS), "all"),
  assumed: v.optional(v.boolean(), false),
});
const schema = v.strictObject({
  format: v.literal(FORMAT),
  thresholds: ruleName,
  version: v.string(),
  title: bothLanguages,
  source: bothLanguages,
  extends: v.optional(v.nullable(ruleName), null),
  platforms: v.optional(v.array(v.pipe(v.string(), v.minLength(1))), []),
  enough: v.optional(v.nullable(v.pipe(v.number(), v.gtValue(0), v.maxValue(1))), null),
  night: v.optional(v.nullable(v.strictObject({ from: minute, to: minute })), null),
  limits: v.array(limitSchema),
});

/**
 * Checks the content of a file of thresholds.
 * @param file name to show, e.g. "thresholds/hebei.json"
 * @throws TroubleError `ruleBroken` naming the place, `ruleDuplicate` for a limit or platform said twice, or `ruleNewer`.
 */
export function parseThresholds(file: string, value: unknown): Thresholds {
  checkFormat(file, value, FORMAT);
  const { format: _, ...thresholds } = checkRule(schema, file, value);
  if (thresholds.extends === thresholds.thresholds) {
    throw new TroubleError("ruleBroken", {
      file,
      path: "extends",
      expected: `!"${thresholds.thresholds}"`,
      found: `"${thresholds.thresholds}"`,
    });
  }
  const said = new Set<string>();
  thresholds.limits.forEach(({ pollutant, minutes, hours, limit, compare, regionAtMost }, i) => {
    const name = `${pollutant}/${minutes}/${hours}/${limit}`;
    if (said.has(name)) throw new TroubleError("ruleDuplicate", { file, path: `limits.${i}`, name });
    said.add(name);
    // A whole day is neither day nor night, and a level of sound has no district to be above of.
    if (minutes === 1_440 && hours !== "all") throw broken(file, `limits.${i}.hours`, `"all"`, `"${hours}"`);
    if (pollutant === "noise" && compare !== "absolute") {
      throw broken(file, `limits.${i}.compare`, `"absolute"`, `"${compare}"`);
    }
    if (regionAtMost !== null && compare === "absolute") {
      throw broken(file, `limits.${i}.regionAtMost`, "null", String(regionAtMost));
    }
  });
  thresholds.platforms.forEach((name, i) => {
    if (thresholds.platforms.indexOf(name) < i) {
      throw new TroubleError("ruleDuplicate", { file, path: `platforms.${i}`, name });
    }
  });
  return thresholds;
}

/**
 * What a station goes by: the file it names, else the one that names its platform, else the national one. A file that is
 * not known counts as not named.
 * @param asked `thresholds` of the station, "" for the platform's
 */
export function thresholdsInForce(
  known: ReadonlyMap<string, Thresholds>,
  platform: string,
  asked: string,
): ThresholdsInForce | null {
  const own = [...known.values()].find(({ platforms }) => platforms.includes(platform));
  const first = known.get(asked) ?? own ?? known.get(NATIONAL);
  if (first === undefined) return null;
  const limits: Limit[] = [];
  let { enough, night } = first;
  const spokenOf = new Set<string>();
  for (const each of chainOf(known, first)) {
    const keys = each.limits.map(({ pollutant, minutes }) => `${pollutant}/${minutes}`);
    limits.push(...each.limits.filter((_limit, i) => !spokenOf.has(keys[i] as string)));
    for (const key of keys) spokenOf.add(key);
    enough ??= each.enough;
    night ??= each.night;
  }
  return {
    name: first.thresholds,
    title: first.title,
    enough: enough ?? ENOUGH,
    night: night ?? NIGHT,
    limits,
  };
}

/** A file and what it extends, the nearest first; a circle ends where it would begin again. */
export function chainOf(known: ReadonlyMap<string, Thresholds>, first: Thresholds): Thresholds[] {
  const chain = [first];
  for (let next = first.extends; next !== null;) {
    const found = known.get(next);
    if (found === undefined || chain.includes(found)) break;
    chain.push(found);
    next = found.extends;
  }
  return chain;
}

function broken(file: string, path: string, expected: string, found: string): TroubleError {
  return new TroubleError("ruleBroken", { file, path, expected, found });
}
