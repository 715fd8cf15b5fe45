import { expect, test } from "vitest";
import { byUrgency, later, reaches, standingOf, type Marked } from "./state.ts";

const MINUTE = 60_000;
const T = Date.parse("2026-11-20T09:00:00+08:00");
const mark = (more: Partial<Marked>): Marked => ({
  uid: 1,
  mark: "acknowledged",
  at: T + MINUTE,
  by: "李",
  until: null,
  toRole: "",
  note: "",
  ...more,
});
const stands = (made: Marked | undefined, now: number, role: "dispatcher" | "shiftLeader" = "dispatcher") =>
  standingOf(T, made, role, "calm", 10, now);

test("Z52 what is snoozed or shelved wants somebody again from its instant on, and not before", () => {
  for (const kind of ["snoozed", "shelved"] as const) {
    const made = mark({ mark: kind, until: T + 30 * MINUTE });
    expect(stands(made, T + 30 * MINUTE - 1)).toEqual({ state: kind, openSince: null, risen: "calm" });
    expect(stands(made, T + 30 * MINUTE)).toEqual({ state: "open", openSince: T + 30 * MINUTE, risen: "calm" });
  }
});

test("Z53 a forwarded alarm wants the role it went to and nobody else; reopened it wants everybody it wanted", () => {
  const made = mark({ mark: "forwarded", toRole: "shiftLeader" });
  expect(stands(made, T + 2 * MINUTE, "shiftLeader").state).toBe("open");
  expect(stands(made, T + 2 * MINUTE).openSince).toBeNull();
  expect(stands(mark({ mark: "reopened", at: T + 5 * MINUTE }), T + 6 * MINUTE)).toEqual({
    state: "open",
    openSince: T + 5 * MINUTE,
    risen: "calm",
  });
});

test("Z54 the tone rises one step for each ten minutes that nobody saw to it, and no further than the loudest", () => {
  expect([9, 10, 19, 20, 500].map((minutes) => stands(undefined, T + minutes * MINUTE).risen)).toEqual([
    "calm",
    "pressing",
    "pressing",
    "urgent",
    "urgent",
  ]);
  expect(stands(mark({}), T + 500 * MINUTE)).toEqual({ state: "acknowledged", openSince: null, risen: "calm" });
  expect(standingOf(T, undefined, "dispatcher", "pressing", null, T + 500 * MINUTE).risen).toBe("pressing");
});

test("of two marks the later counts, of two of one instant the one the hub wrote last", () => {
  const [a, b] = [mark({ uid: 4, at: T }), mark({ uid: 5, at: T })];
  expect([later(a, b), later(b, a), later(undefined, a), later(mark({ uid: 1, at: T + 1 }), b).at]).toEqual([
    b,
    b,
    a,
    T + 1,
  ]);
});

test("whom a rule names, an administrator beside", () => {
  expect([reaches([], "verifier"), reaches(["dispatcher"], "verifier"), reaches(["dispatcher"], "admin")]).toEqual([
    true,
    false,
    true,
  ]);
});

test("what wants somebody comes first, then the loudest, then the newest", () => {
  const line = (key: string, state: "open" | "acknowledged", risen: "calm" | "urgent", since: number) => ({
    key,
    state,
    risen,
    since,
  });
  const lines = [
    line("seen", "acknowledged", "urgent", 9),
    line("old", "open", "calm", 1),
    line("loud", "open", "urgent", 0),
    line("new", "open", "calm", 2),
  ];
  expect(lines.toSorted(byUrgency).map(({ key }) => key)).toEqual(["loud", "new", "old", "seen"]);
});
