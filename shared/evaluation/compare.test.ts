import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_STATES } from "../case/state.ts";
import { emptyFigures } from "./columns.ts";
import { comparisonOf, turnedBack } from "./compare.ts";
import { instantOf } from "./period.ts";
import { periodBefore, periodOf, periodYearBefore, windowOfPeriod, type EvaluationPeriod } from "./period-key.ts";
import { TERM, termsAt, type CaseFigures } from "./terms.ts";

const ZONE = "Asia/Shanghai";
const at = (year: number, month: number, day: number, hour = 0, minute = 0) =>
  instantOf(ZONE, year, month, day, hour, minute);
const compared = (key: string, now: number, zone = ZONE) => comparisonOf(periodOf(key) as EvaluationPeriod, now, zone);

describe("X95 a period is compared", () => {
  test("as a whole with whole ones when it is over", () => {
    expect(compared("2026-01", at(2026, 2, 1))).toEqual({
      before: { key: "2025-12", from: at(2025, 12, 1), to: at(2026, 1, 1) },
      yearBefore: { key: "2025-01", from: at(2025, 1, 1), to: at(2025, 2, 1) },
      partial: false,
    });
    expect(compared("2026-Q1", at(2027, 1, 1)).before).toEqual({
      key: "2025-Q4",
      from: at(2025, 10, 1),
      to: at(2026, 1, 1),
    });
    expect(compared("2026", at(2027, 1, 1)).yearBefore.key).toBe("2025");
  });

  test("up to the same day and hour while it runs", () => {
    const { before, yearBefore, partial } = compared("2026-11", at(2026, 11, 21, 14, 5));
    expect(partial).toBe(true);
    expect(before).toEqual({ key: "2026-10", from: at(2026, 10, 1), to: at(2026, 10, 21, 14, 5) });
    expect(yearBefore.to).toBe(at(2025, 11, 21, 14, 5));
    // The second month of a quarter is held against the second month.
    expect(compared("2026-Q4", at(2026, 11, 21, 14, 5)).before.to).toBe(at(2026, 8, 21, 14, 5));
  });

  test("up to the end of a month that has no such day", () => {
    expect(compared("2028-02", at(2028, 2, 29, 9)).yearBefore).toEqual({
      key: "2027-02",
      from: at(2027, 2, 1),
      to: at(2027, 3, 1),
    });
    expect(compared("2026-03", at(2026, 3, 31, 1)).before.to).toBe(at(2026, 3, 1));
    expect(compared("2026-03", at(2026, 3, 30, 1)).before.to).toBe(at(2026, 3, 1));
    expect(compared("2026-03", at(2026, 3, 28, 1)).before.to).toBe(at(2026, 2, 28, 1));
    expect(compared("2028-03", at(2028, 3, 29, 1)).before.to).toBe(at(2028, 2, 29, 1));
  });

  test("with nothing before it has begun", () => {
    const { before } = compared("2026-12", at(2026, 11, 30));
    expect(before.to).toBe(before.from);
  });

  test("never beyond the other period, and never backwards", () => {
    const key = fc.tuple(fc.integer({ min: 2020, max: 2030 }), fc.integer({ min: 0, max: 16 })).map(([year, n]) => {
      if (n === 0) return String(year);
      return n <= 4 ? `${year}-Q${n}` : `${year}-${String(n - 4).padStart(2, "0")}`;
    });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(key, part, part, fc.constantFrom(ZONE, "America/New_York", "Asia/Kolkata"), (asked, a, b, zone) => {
        const period = periodOf(asked) as EvaluationPeriod;
        const { from, to } = windowOfPeriod(period, zone);
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((share) =>
          comparisonOf(period, Math.floor(from + share * (to - from)), zone),
        ) as [ReturnType<typeof comparisonOf>, ReturnType<typeof comparisonOf>];
        for (const [which, other] of [
          ["before", periodBefore(period)],
          ["yearBefore", periodYearBefore(period)],
        ] as const) {
          const whole = windowOfPeriod(other, zone);
          expect(early[which].from).toBe(whole.from);
          expect(late[which].to).toBeLessThanOrEqual(whole.to);
          expect(early[which].to).toBeLessThanOrEqual(late[which].to);
          expect(early[which].to).toBeGreaterThanOrEqual(whole.from);
        }
      }),
    );
  });
});

describe("X95 a case turned back", () => {
  const closed = (): CaseFigures => ({
    ...emptyFigures(),
    state: CASE_STATES.indexOf("closed"),
    ...{ reportedAt: 10, acceptedAt: 20, filedAt: 30, dispatchedAt: 40, submittedAt: 50, closedAt: 60, deadline: 55 },
  });

  test.each([
    [70, "closed"],
    [60, "checking"],
    [50, "handling"],
    [40, "pendingDispatch"],
    [30, "pendingFiling"],
    [20, "reported"],
  ] as const)("to before %d was %s", (then, state) => {
    const c = closed();
    expect(turnedBack(c, then)).toBe(true);
    expect(CASE_STATES[c.state]).toBe(state);
    expect(termsAt(c, then)[TERM.closed]).toBe(state === "closed" ? 1 : 0);
  });

  test("was not there before its report", () => {
    expect(turnedBack(closed(), 10)).toBe(false);
    expect(turnedBack(closed(), 11)).toBe(true);
  });

  test("owed nothing before it was dispatched, and was overdue where it was", () => {
    const early = closed();
    turnedBack(early, 40);
    expect(termsAt(early, 40)[TERM.handleDue]).toBe(0);
    const late = { ...closed(), deadline: 45 };
    turnedBack(late, 48);
    expect(termsAt(late, 48)[TERM.overdueUnhandled]).toBe(1);
    expect(termsAt({ ...closed(), deadline: 45 }, 48)[TERM.overdueUnhandled]).toBe(0);
  });

  test("keeps the state of a case that ended otherwise or stands still since before", () => {
    const voided = { ...closed(), state: CASE_STATES.indexOf("voided"), submittedAt: Number.NaN, closedAt: 45 };
    turnedBack(voided, 70);
    expect(CASE_STATES[voided.state]).toBe("voided");
    const suspended = {
      ...closed(),
      state: CASE_STATES.indexOf("suspended"),
      submittedAt: Number.NaN,
      closedAt: Number.NaN,
    };
    turnedBack(suspended, 70);
    expect(CASE_STATES[suspended.state]).toBe("suspended");
  });
});
