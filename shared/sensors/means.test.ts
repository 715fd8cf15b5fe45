import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POLLUTANTS, type Pollutant } from "../place-kinds.ts";
import { AVERAGING_MINUTES, gathering, meanOf, spanOf } from "./means.ts";

const ZONE = "Asia/Shanghai";
const MINUTE = 60_000;
/** 2026-11-20 15:00 in the city. */
const THREE = Date.parse("2026-11-20T07:00:00Z");

/** The mean by the definition, over minutes: the brute-force answer. */
function bruteMean(pollutant: Pollutant, samples: ReadonlyMap<number, number>): { value: number; samples: number } {
  const mean = (list: readonly number[]) =>
    pollutant === "noise"
      ? 10 * Math.log10(list.reduce((sum, level) => sum + 10 ** (level / 10), 0) / list.length)
      : list.reduce((sum, value) => sum + value, 0) / list.length;
  const minutes = Map.groupBy([...samples], ([at]) => Math.floor(at / MINUTE));
  return {
    value: mean([...minutes.values()].map((list) => mean(list.map(([, value]) => value)))),
    samples: minutes.size,
  };
}

const sample = fc.record({ second: fc.integer({ min: 0, max: 899 }), value: fc.integer({ min: 1, max: 130 }) });

describe("periods", () => {
  test("end at full quarters, hours and local midnight", () => {
    const at = Date.parse("2026-11-20T07:07:30Z");
    expect(AVERAGING_MINUTES.map((minutes) => new Date(spanOf(at, minutes, ZONE).to).toISOString())).toEqual([
      "2026-11-20T07:10:00.000Z",
      "2026-11-20T07:15:00.000Z",
      "2026-11-20T08:00:00.000Z",
      "2026-11-20T16:00:00.000Z",
    ]);
    // An instant on the border belongs to what begins there.
    expect(spanOf(THREE, 15, ZONE)).toEqual({ from: THREE, to: THREE + 15 * MINUTE });
  });

  test("are cut by the zone's own clock, and a day of a clock change is as long as it is", () => {
    expect(spanOf(Date.parse("2026-11-20T07:07:30Z"), 60, "Asia/Kathmandu").to).toBe(
      Date.parse("2026-11-20T07:15:00Z"),
    );
    const { from, to } = spanOf(Date.parse("2026-03-29T12:00:00Z"), 1_440, "Europe/Paris");
    expect((to - from) / 3_600_000).toBe(23);
  });
});

describe("means", () => {
  test("W5 are those of the samples, however late, often or in which order they come", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...POLLUTANTS),
        fc.array(sample, { minLength: 1, maxLength: 120 }),
        fc.infiniteStream(fc.nat()),
        (pollutant, samples, chance) => {
          const known = new Map(samples.map(({ second, value }) => [THREE + second * 1_000, value]));
          const sent = [...known, ...[...known].filter(() => (chance.next().value as number) % 3 === 0)]
            .map((each) => [each, chance.next().value as number] as const)
            .toSorted(([, a], [, b]) => a - b);
          const gathered = gathering(pollutant, 15);
          let taken = 0;
          for (const [[at, value]] of sent) if (gathered.take(at, value)) taken++;
          const expected = bruteMean(pollutant, known);
          expect(taken).toBe(known.size);
          expect(gathered.mean()?.samples).toBe(expected.samples);
          expect(gathered.mean()?.value).toBeCloseTo(expected.value, 2);
        },
      ),
    );
  });

  test("W5 a gap gives fewer samples and no other mean of the rest; a corrected value takes the place of the first", () => {
    const gathered = gathering("pm10", 15);
    for (const minute of [0, 1, 9]) gathered.take(THREE + minute * MINUTE, 60);
    expect(gathered.mean()).toEqual({ value: 60, samples: 3 });
    expect(gathered.take(THREE, 90)).toBe(true);
    expect(gathered.mean()).toEqual({ value: 70, samples: 3 });
    expect(gathering("pm10", 15).mean()).toBeNull();
  });

  test("W5 what was kept of a period goes on, and never has more minutes than the period", () => {
    const gathered = gathering("pm10", 15, { value: 100, samples: 14 });
    expect(gathered.take(THREE + 14 * MINUTE, 40)).toBe(true);
    expect(gathered.mean()).toEqual({ value: 96, samples: 15 });
    expect(gathered.take(THREE + 3 * MINUTE, 1_000)).toBe(false);
    expect(gathered.mean()).toEqual({ value: 96, samples: 15 });
  });

  test("W5 the mean of an hour's quarters is the mean of the hour", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...POLLUTANTS),
        fc.array(sample, { minLength: 1, maxLength: 60 }),
        (pollutant, all) => {
          const whole = gathering(pollutant, 60);
          const quarters = Array.from({ length: 4 }, () => gathering(pollutant, 15));
          all.forEach(({ second, value }, i) => {
            const at = THREE + (i % 4) * 15 * MINUTE + second * 1_000;
            whole.take(at, value);
            quarters[i % 4]?.take(at, value);
          });
          const rolled = meanOf(
            pollutant,
            quarters.flatMap((each) => each.mean() ?? []),
          );
          expect(rolled?.samples).toBe(whole.mean()?.samples);
          expect(rolled?.value).toBeCloseTo(whole.mean()?.value as number, 2);
        },
      ),
    );
  });

  test("W5 noise is averaged by its energy: a minute of 80 dB among nine of 50 is 70, not 53", () => {
    const gathered = gathering("noise", 15);
    gathered.take(THREE, 80);
    for (let minute = 1; minute < 10; minute++) gathered.take(THREE + minute * MINUTE, 50);
    expect(gathered.mean()?.value).toBeCloseTo(70, 0);
  });
});
