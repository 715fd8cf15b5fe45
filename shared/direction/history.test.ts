import { expect, test } from "vitest";
import type { CaseReport, Fact } from "../case/case.ts";
import { historyAfter, historyOf, strikesOf, type CaseHistory } from "./history.ts";

const REPORT: CaseReport = {
  kind: "matter",
  source: "patrol",
  ...{ classUid: 1, lon: null, lat: null, address: "" },
  ...{ unitGrid: 0, dutyGrid: 0, description: "", urgent: false },
};
const reported = (at: number): Fact => ({ kind: "reported", at, by: "x", report: REPORT });
const dispatched = (at: number, deadline: number): Fact => ({
  kind: "dispatched",
  at,
  by: "x",
  department: 5,
  deadline,
});
const fact = (kind: "takenOn" | "submitted" | "closed", at: number): Fact => ({ kind, at, by: "x" });
const historyIn = (...facts: Fact[]) => historyOf(1, facts) as CaseHistory;
const strikes = (history: CaseHistory, before = 0, from = 0, to = 1_000) =>
  [...strikesOf(history, ({ deadline }) => deadline, before, from, to)].map(({ at, due }) => [at, due]);

test("X60 a clock strikes once at each instant it is set to, whatever else happens to the case meanwhile", () => {
  const handled = [reported(10), dispatched(20, 100), fact("takenOn", 30)];
  expect(strikes(historyIn(...handled))).toEqual([[100, 100]]);
  expect(strikes(historyIn(...handled), 50)).toEqual([[50, 100]]);
  // Set to an instant whose warning is gone already: it strikes when it is set, and not at every later step.
  expect(strikes(historyIn(...handled), 95)).toEqual([[20, 100]]);
  expect(strikes(historyIn(...handled, { kind: "extended", at: 110, by: "x", deadline: 300 }))).toEqual([
    [100, 100],
    [300, 300],
  ]);
});

test("a clock that was stopped in time does not strike, and one that is stopped does not either", () => {
  const handled = [reported(10), dispatched(20, 100), fact("takenOn", 30), fact("submitted", 99)];
  expect(strikes(historyIn(...handled))).toEqual([]);
  const suspended: Fact = { kind: "suspended", at: 90, by: "x", reason: "" };
  expect(strikes(historyIn(...handled.slice(0, 3), suspended))).toEqual([]);
  expect(
    strikes(historyIn(...handled.slice(0, 3), suspended, { kind: "resumed", at: 200, by: "x", deadline: 210 })),
  ).toEqual([[210, 210]]);
});

test("X60 what is forgotten is what no later time asks for", () => {
  const history = historyIn(reported(10), dispatched(20, 100), fact("takenOn", 30), fact("closed", 200));
  expect(historyAfter(history, 5)).toBe(history);
  const later = historyAfter(history, 60) as CaseHistory;
  expect(later.steps.map(({ what }) => what)).toEqual(["takenOn", "closed"]);
  expect(strikes(later, 0, 60)).toEqual([[100, 100]]);
  expect(strikes(later, 90, 60)).toEqual([]);
  expect(historyAfter(history, 200)).toBeNull();
  expect(historyOf(1, [])).toBeNull();
});
