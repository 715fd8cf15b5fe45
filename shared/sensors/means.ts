/**
 * Means of what stations measure. Values of one minute make the means of a short period, and those make the means of the
 * longer ones, so that any period can be worked out again from what is kept.
 *
 * Particles are averaged as they are; levels of sound by their energy (等效连续 A 声级, GB 3096): L = 10 lg mean(10^(Li/10)).
 */
import { instantOf, localTime, zoneOffset } from "../evaluation/period.ts";
import type { Pollutant } from "../place-kinds.ts";

const MINUTE = 60_000;

/** Averaging periods, minutes; each is a whole number of the one before. The last is a local day. */
export const AVERAGING_MINUTES = [5, 15, 60, 1_440] as const;
export type AveragingMinutes = (typeof AVERAGING_MINUTES)[number];

/** A period: [from, to), epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The mean of a period and of how many minutes it is the mean. */
export interface Mean {
  readonly value: number;
  readonly samples: number;
}

/** The period that an instant lies in, by the clock of a zone: it ends at the next full 5, 15, 60 minutes, or midnight. */
export function spanOf(at: number, minutes: AveragingMinutes, timeZone: string): Span {
  if (minutes === 1_440) {
    const { year, month, day } = localTime(at, timeZone);
    return { from: instantOf(timeZone, year, month, day), to: instantOf(timeZone, year, month, day + 1) };
  }
  const length = minutes * MINUTE;
  const offset = zoneOffset(at, timeZone);
  const from = Math.floor((at + offset) / length) * length - offset;
  return { from, to: from + length };
}

/** The mean of means, each weighed by its minutes; null of nothing. Values are told to a thousandth. */
export function meanOf(pollutant: Pollutant, parts: Iterable<Mean>): Mean | null {
  const { there, back } = pollutant === "noise" ? ENERGY : PLAIN;
  let sum = 0;
  let samples = 0;
  for (const part of parts) {
    sum += there(part.value) * part.samples;
    samples += part.samples;
  }
  return samples === 0 ? null : { value: Math.round(back(sum / samples) * 1_000) / 1_000, samples };
}

const PLAIN = { there: (value: number) => value, back: (mean: number) => mean };
const ENERGY = {
  there: (level: number) => 10 ** (level / 10),
  back: (mean: number) => 10 * Math.log10(mean),
};

/** The values of one period as they come in: late, twice, in any order. */
export interface Gathering {
  /** Takes a value measured at `at`, epoch ms; false when it was known already. The last value of one instant holds. */
  take(at: number, value: number): boolean;
  /** The mean so far; null before the first value. */
  mean(): Mean | null;
}

/**
 * Gathers one period. Several values of one minute count as one minute, so that a station that sends more often weighs no
 * more.
 * @param kept what is known of the period from before, of which the single values are gone
 * @param most minutes of the period
 */
export function gathering(pollutant: Pollutant, most: number, kept: Mean | null = null): Gathering {
  const minutes = new Map<number, Map<number, number>>();
  return {
    take(at, value) {
      const minute = Math.floor(at / MINUTE);
      const values = minutes.get(minute) ?? new Map<number, number>();
      if (values.get(at) === value) return false;
      // More minutes than a period has: what was kept had this one already.
      if (!minutes.has(minute) && (kept?.samples ?? 0) + minutes.size >= most) return false;
      minutes.set(minute, values.set(at, value));
      return true;
    },
    mean() {
      const parts: Mean[] = kept === null ? [] : [kept];
      for (const values of minutes.values()) {
        const one = meanOf(
          pollutant,
          [...values.values()].map((value) => ({ value, samples: 1 })),
        );
        if (one !== null) parts.push({ value: one.value, samples: 1 });
      }
      return meanOf(pollutant, parts);
    },
  };
}
