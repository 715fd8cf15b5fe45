import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localTime } from "../evaluation/period.ts";
import { availabilityOf, merged, shareOf, spansOf, sumOf, weeksUntil, type OutageSpan } from "./availability.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ZONE = "Asia/Shanghai";
/** Friday 2026-11-20 14:00 in the city. */
const NOW = Date.UTC(2026, 10, 20, 6);
/** Monday 2026-11-16 00:00 in the city. */
const MONDAY = Date.UTC(2026, 10, 15, 16);

const out = (from: number, to: number | null, why = "offline"): OutageSpan => ({ fromAt: from, toAt: to, why });

describe("V46 weeks", () => {
  test("begin on Monday in the city's zone, the newest last", () => {
    const weeks = weeksUntil(NOW, 3, ZONE);
    expect(weeks.map(({ from }) => from)).toEqual([MONDAY - 14 * DAY, MONDAY - 7 * DAY, MONDAY]);
    expect(weeks.map(({ to }) => to)).toEqual([MONDAY - 7 * DAY, MONDAY, MONDAY + 7 * DAY]);
  });

  test("are as long as they are where clocks change", () => {
    // New York puts its clocks back on 2026-11-01.
    const [changed, after] = weeksUntil(Date.UTC(2026, 10, 5), 2, "America/New_York");
    expect(localTime(changed?.from ?? 0, "America/New_York")).toMatchObject({ weekday: 1, hour: 0, day: 26 });
    expect((changed?.to ?? 0) - (changed?.from ?? 0)).toBe(7 * DAY + HOUR);
    expect((after?.to ?? 0) - (after?.from ?? 0)).toBe(7 * DAY);
  });

  test("the running one goes up to now", () => {
    expect(availabilityOf(weeksUntil(NOW, 1, ZONE), NOW, 0, [], [])).toEqual([
      { week: MONDAY, upMs: NOW - MONDAY, watchedMs: NOW - MONDAY },
    ]);
  });
});

describe("V45 only time that was watched counts", () => {
  const week = weeksUntil(NOW, 1, ZONE);
  const of = (watchedFrom: number | null, outages: readonly OutageSpan[], gaps: readonly OutageSpan[] = []) =>
    availabilityOf(week, NOW, watchedFrom, outages, merged(spansOf(gaps, NOW)))[0];

  test("from when the hub began to look, and a camera never watched has no share", () => {
    expect(of(NOW - 10 * HOUR, [])).toMatchObject({ upMs: 10 * HOUR, watchedMs: 10 * HOUR });
    const never = of(null, [out(MONDAY, null)]);
    expect(never).toMatchObject({ upMs: 0, watchedMs: 0 });
    expect(shareOf(never ?? { upMs: 1, watchedMs: 1 })).toBeNull();
  });

  test("an outage takes from it; what overlaps takes once; one that goes on takes up to now", () => {
    expect(of(NOW - 10 * HOUR, [out(NOW - HOUR, null)])).toMatchObject({ upMs: 9 * HOUR, watchedMs: 10 * HOUR });
    const twice = [out(NOW - 4 * HOUR, NOW - 2 * HOUR), out(NOW - 3 * HOUR, NOW - HOUR, "frozen")];
    expect(of(NOW - 10 * HOUR, twice)).toMatchObject({ upMs: 7 * HOUR, watchedMs: 10 * HOUR });
    // What went wrong before anybody looked counts from then on.
    expect(of(NOW - 2 * HOUR, [out(MONDAY, NOW - HOUR)])).toMatchObject({ upMs: HOUR, watchedMs: 2 * HOUR });
  });

  test("while the hub was not running nothing counts for or against a camera", () => {
    const gap = [out(NOW - 5 * HOUR, NOW - 3 * HOUR, "notWatched")];
    expect(of(NOW - 10 * HOUR, [], gap)).toMatchObject({ upMs: 8 * HOUR, watchedMs: 8 * HOUR });
    const across = [out(NOW - 6 * HOUR, NOW - 2 * HOUR)];
    expect(of(NOW - 10 * HOUR, across, gap)).toMatchObject({ upMs: 6 * HOUR, watchedMs: 8 * HOUR });
    // The same said of the one camera alone.
    expect(of(NOW - 10 * HOUR, [...across, ...gap])).toMatchObject({ upMs: 6 * HOUR, watchedMs: 8 * HOUR });
  });

  test("is what counting second by second gives", () => {
    const at = fc.integer({ min: -20, max: 700 }).map((n) => NOW - 600_000 + n * 1_000);
    const outage = fc
      .tuple(at, fc.option(at), fc.constantFrom("offline", "frozen", "notWatched"))
      .map(([from, to, why]) => out(from, to, why));
    const weeks = [
      { from: NOW - 500_000, to: NOW - 200_000 },
      { from: NOW - 200_000, to: NOW + 400_000 },
    ];
    fc.assert(
      fc.property(
        fc.option(at),
        fc.array(outage, { maxLength: 6 }),
        fc.array(outage, { maxLength: 4 }),
        (since, own, gaps) => {
          const brute = weeks.map(({ from, to }) => {
            let [upMs, watchedMs] = [0, 0];
            for (let t = from; t < Math.min(to, NOW); t += 1_000) {
              const is = ({ fromAt, toAt }: OutageSpan) => fromAt <= t && (toAt === null || t < toAt);
              if (since === null || t < since) continue;
              if (gaps.some(is) || own.some((each) => each.why === "notWatched" && is(each))) continue;
              watchedMs += 1_000;
              if (!own.some((each) => each.why !== "notWatched" && is(each))) upMs += 1_000;
            }
            return { week: from, upMs, watchedMs };
          });
          expect(availabilityOf(weeks, NOW, since, own, merged(spansOf(gaps, NOW)))).toEqual(brute);
          expect(sumOf(brute).upMs).toBe(brute.reduce((sum, { upMs }) => sum + upMs, 0));
        },
      ),
      { numRuns: 300 },
    );
  });
});
