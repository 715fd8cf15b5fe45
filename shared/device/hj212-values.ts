/**
 * What a frame of HJ 212 measured, in one unit: particles in µg/m³, noise in dB(A).
 *
 * Vendors send particles in mg/m³ or in µg/m³ and the frame does not say which, so a station declares its unit and nothing
 * is guessed. A value that cannot be in the declared unit is set aside with the reason, and takes nothing else with it.
 */
import { instantOf } from "../evaluation/period.ts";
import type { Pollutant } from "../place-kinds.ts";
import type { Frame } from "./hj212.ts";

export const PARTICLE_UNITS = ["ug", "mg"] as const;
export type ParticleUnit = (typeof PARTICLE_UNITS)[number];

/** Codes of what is measured; a noise station names its level in one of several ways. */
const CODES: Readonly<Record<string, Pollutant>> = {
  a34004: "pm25",
  a34002: "pm10",
  a34001: "tsp",
  LA: "noise",
  Leq: "noise",
  B03: "noise",
};

/** Commands that bring values, and under which ending: what comes in real time, and means of minutes. */
const ENDINGS: Readonly<Record<string, string>> = { "2011": "Rtd", "2051": "Avg" };
/** Means of hours and days are worked out here: they are answered and not counted a second time. */
const LONGER: ReadonlySet<string> = new Set(["2061", "2031"]);

/** µg/m³: what an instrument of its kind can tell at most, and what is less than any can tell apart from nothing. */
const MOST = 30_000;
const LEAST = 1;
/** dB(A): nowhere in a city is it quieter, and 0 is a microphone that does not measure. */
const LOUDEST = 140;
const QUIETEST = 20;
const MINUTE = 60_000;
/** A device's clock may be so much ahead. */
const AHEAD = 5 * MINUTE;
/** What comes later than this no longer changes any mean. */
const LATEST = 7 * 1_440 * MINUTE;

export interface Sample {
  readonly pollutant: Pollutant;
  /** Hub time, epoch ms. */
  readonly at: number;
  /** µg/m³, or dB(A) for noise. */
  readonly value: number;
}

/** Why a value, or a whole frame, was set aside. */
export const ASIDE_REASONS = [
  "noTime",
  "fromTheFuture",
  "tooLate",
  "parts",
  "unknownCommand",
  "flagged",
  "notANumber",
  "impossibleInUnit",
] as const;
export type AsideReason = (typeof ASIDE_REASONS)[number];

export interface Aside {
  readonly reason: AsideReason;
  /** The field it is about, or the command; "" for the whole frame. */
  readonly field: string;
  readonly found: string;
}

export interface Measured {
  readonly samples: readonly Sample[];
  readonly asides: readonly Aside[];
}

/** What a station's owner declared of it. */
export interface Declared {
  readonly particles: ParticleUnit;
  readonly timeZone: string;
}

/**
 * The samples of a frame, and what was set aside. Never throws.
 * @param now hub time, epoch ms
 */
export function measuredOf(frame: Frame, { particles, timeZone }: Declared, now: number): Measured {
  const { cn, fields } = frame;
  const whole = (reason: AsideReason, found: string): Measured => ({
    samples: [],
    asides: [{ reason, field: "", found }],
  });
  if (LONGER.has(cn)) return { samples: [], asides: [] };
  const ending = ENDINGS[cn];
  if (ending === undefined) return whole("unknownCommand", cn);
  if (frame.numbered && fields.get("DataTime") === undefined) return whole("parts", frame.qn);
  const told = fields.get("DataTime") ?? "";
  const at = instantOfText(told, timeZone);
  if (at === null) return whole("noTime", told);
  if (at > now + AHEAD) return whole("fromTheFuture", told);
  if (at < now - LATEST) return whole("tooLate", told);
  const samples: Sample[] = [];
  const asides: Aside[] = [];
  for (const [field, text] of fields) {
    const dash = field.lastIndexOf("-");
    const code = field.slice(0, Math.max(0, dash));
    const pollutant = Object.hasOwn(CODES, code) ? CODES[code] : undefined;
    if (pollutant === undefined || field.slice(dash + 1) !== ending) continue;
    const flag = fields.get(`${code}-Flag`) ?? "N";
    const value = numberOf(text);
    const reason = flag !== "N" ? "flagged" : value === null ? "notANumber" : impossible(pollutant, value, particles);
    if (reason !== null) asides.push({ reason, field, found: reason === "flagged" ? flag : text });
    else samples.push({ pollutant, at, value: inOurs(pollutant, value as number, particles) });
  }
  return { samples, asides };
}

/** In µg/m³ or dB(A), free of the last binary digit: 0.085 mg/m³ is 85 µg/m³. */
function inOurs(pollutant: Pollutant, value: number, particles: ParticleUnit): number {
  return pollutant === "noise" || particles === "ug" ? value : Math.round(value * 1e6) / 1e3;
}

function impossible(pollutant: Pollutant, value: number, particles: ParticleUnit): AsideReason | null {
  const ours = inOurs(pollutant, value, particles);
  const can =
    pollutant === "noise" ? ours >= QUIETEST && ours <= LOUDEST : ours === 0 || (ours >= LEAST && ours <= MOST);
  return can ? null : "impossibleInUnit";
}

function numberOf(text: string): number | null {
  return /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

/** YYYYMMDDhhmmss by the clock of a zone; null for what is no moment. */
function instantOfText(text: string, timeZone: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{3})?$/.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 2_000 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59)
    return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? instantOf(timeZone, year, month, day, hour, minute, second) : null;
}
