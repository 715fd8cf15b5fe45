import { describe, expect, test } from "vitest";
import { columnsOf } from "../../test/fixtures/case-columns.ts";
import { CASE_SOURCES } from "../case/case.ts";
import { CASE_STATES, type CaseState } from "../case/state.ts";
import { BURNS } from "../seat.ts";
import { burningAt, burnLight, CALL_BACK_MS, nothingBurns } from "./burn.ts";

const [T, MINUTE, HOUR] = [Date.UTC(2026, 10, 15), 60_000, 3_600_000];
const TEN = 10 * MINUTE;

function burns(state: CaseState, more: Parameters<typeof columnsOf>[0][number]) {
  const columns = columnsOf([{ reportedAt: T, stageSince: T, ...more, state: CASE_STATES.indexOf(state) }]);
  const { from, at, burn } = burningAt(columns, 0, TEN, nothingBurns());
  return { from, at, burn: BURNS[burn] ?? null };
}
const NONE = { from: Number.NaN, at: Number.NaN, burn: null };

describe("Z12 what burns is the clock that runs out first", () => {
  test("of the step, the deadline, the dispatch and the call back", () => {
    const [stageDue, deadline] = [T + 2 * HOUR, T + 3 * HOUR];
    const handling = { dispatchedAt: T + MINUTE, deadline };
    expect(burns("pendingReview", { ...handling, stageDue })).toEqual({ from: T, at: stageDue, burn: "stage" });
    expect(burns("handling", { ...handling, stageDue: null })).toEqual({
      from: T + MINUTE,
      at: deadline,
      burn: "deadline",
    });
    const dispatchDue = T + 30 * MINUTE;
    expect(burns("pendingDispatch", { dispatchDue, stageDue: dispatchDue })).toEqual({
      from: dispatchDue - TEN,
      at: dispatchDue,
      burn: "dispatch",
    });
    // Once it is with the department the ten minutes are over.
    expect(burns("handling", { dispatchDue })).toEqual(NONE);
    const hotline = { source: CASE_SOURCES.indexOf("hotline"), submittedAt: T, deadline: T + HOUR };
    expect(burns("pendingClose", hotline)).toEqual({ from: T, at: T + CALL_BACK_MS, burn: "callBack" });
    expect(burns("pendingClose", { ...hotline, satisfaction: 80 })).toEqual(NONE);
    expect(burns("pendingClose", { ...hotline, source: 0 })).toEqual(NONE);
    expect(burns("handling", { source: hotline.source })).toEqual(NONE);
  });

  test("nothing of a case that hangs, is over, or has no limit; no deadline of what was submitted", () => {
    const clocks = { stageDue: T, deadline: T, dispatchDue: T };
    for (const state of ["suspended", "closed", "voided"] as const) expect(burns(state, clocks)).toEqual(NONE);
    expect(burns("pendingFiling", {})).toEqual(NONE);
    expect(burns("checking", { deadline: T, submittedAt: T })).toEqual(NONE);
    // A deadline that another platform gave before it told of a dispatch runs from the report.
    expect(burns("handling", { deadline: T + HOUR })).toMatchObject({ from: T, burn: "deadline" });
  });

  test("its light is green for four fifths of its time, yellow to its end, red after it", () => {
    const clock = { from: T, at: T + 100 };
    expect([80, 81, 100, 101].map((ms) => burnLight(clock, T + ms))).toEqual(["green", "yellow", "yellow", "red"]);
    expect(burnLight(nothingBurns(), T)).toBeNull();
  });
});
