import { expect, test } from "vitest";
import type { DirectionRule, DirectionWhen } from "../rules/direction.ts";
import { flapsOf } from "./flaps.ts";

const both = (text: string) => ({ "zh-CN": text, en: text });
const ruleOf = (id: string, when: DirectionWhen, more: Partial<DirectionRule> = {}): DirectionRule => ({
  id,
  title: both(id),
  active: true,
  when,
  wall: "",
  scene: "emergency",
  seconds: 90,
  quietMinutes: 5,
  rank: 10,
  ...more,
});
const clock = (from: string, to: string, days: readonly number[] = [1, 2, 3, 4, 5]): DirectionWhen => ({
  on: "clock",
  days: [...days],
  from,
  to,
});
const reported = (more: Partial<Extract<DirectionWhen, { on: "case" }>> = {}): DirectionWhen => ({
  on: "case",
  event: "reported",
  urgent: false,
  ...more,
});
const found = (...rules: DirectionRule[]) =>
  flapsOf([{ file: "direction/hall.json", rules }]).map(({ code, params }) => [
    code,
    params["path"],
    params["rule"],
    params["other"],
  ]);

test("X68 two rules by the clock of one rank that hold at one time on one wall are told with both names", () => {
  const day = ruleOf("day", clock("08:00", "18:00"));
  const late = ruleOf("late", clock("17:59", "20:00", [5]), { scene: "live" });
  expect(found(day, late)).toEqual([["ruleFlapsClock", "rules.1", "late", "day"]]);
  expect(found(day, { ...late, when: clock("18:00", "20:00") })).toEqual([]);
  expect(found(day, { ...late, when: clock("17:59", "20:00", [6, 7]) })).toEqual([]);
  expect(found(day, { ...late, rank: 11 })).toEqual([]);
  expect(found({ ...day, wall: "hall" }, { ...late, wall: "annex" })).toEqual([]);
  expect(found(day, { ...late, active: false })).toEqual([]);
});

test("X68 a window over midnight reaches into the next day, and from Sunday into Monday", () => {
  const night = ruleOf("night", clock("22:00", "06:00", [7]));
  const early = ruleOf("early", clock("05:00", "07:00", [1]), { scene: "live" });
  expect(found(night, early)).toEqual([["ruleFlapsClock", "rules.1", "early", "night"]]);
  expect(found(early, night)).toEqual([["ruleFlapsClock", "rules.1", "night", "early"]]);
  expect(found(night, { ...early, when: clock("05:00", "07:00", [7]) })).toEqual([]);
  expect(
    found(ruleOf("always", clock("00:00", "00:00", [2])), ruleOf("noon", clock("12:00", "12:01", [2]))),
  ).toHaveLength(1);
});

test("X68 a rule that shows its scene for longer than it is quiet is told", () => {
  expect(found(ruleOf("urgent", reported(), { seconds: 301 }))).toEqual([
    ["ruleFlapsQuiet", "rules.0.seconds", "urgent", undefined],
  ]);
  expect(found(ruleOf("urgent", reported(), { seconds: 300 }))).toEqual([]);
  expect(found(ruleOf("urgent", reported(), { seconds: 0, quietMinutes: 0 }))).toEqual([]);
  expect(found(ruleOf("day", clock("08:00", "18:00"), { seconds: 3_600, quietMinutes: 0 }))).toEqual([]);
});

test("X68 two rules that would take turns are told: one cause and one rank, or two scenes that both stay", () => {
  const one = ruleOf("one", reported({ urgent: true }));
  const other = ruleOf("other", reported({ source: 3 }), { scene: "live" });
  expect(found(one, other)).toEqual([["ruleFlapsTurns", "rules.1", "other", "one"]]);
  expect(found(one, { ...other, rank: 9 })).toEqual([]);
  expect(found(one, { ...other, scene: one.scene })).toEqual([]);
  expect(found({ ...one, when: reported({ source: 2 }) }, other)).toEqual([]);
  const alarm = ruleOf("alarm", { on: "alarm", rule: "stage-jam" }, { scene: "live" });
  expect(found(one, alarm)).toEqual([]);
  expect(found({ ...one, seconds: 0 }, { ...alarm, seconds: 0, rank: 50 })).toEqual([
    ["ruleFlapsTurns", "rules.1", "alarm", "one"],
  ]);
});

test("X68 rules of two files are held against each other, and told in the later one", () => {
  const [one, other] = [ruleOf("one", reported()), ruleOf("other", reported(), { scene: "live" })];
  const troubles = flapsOf([
    { file: "direction/a.json", rules: [one] },
    { file: "direction/b.json", rules: [other] },
  ]);
  expect(troubles.map(({ params }) => [params["file"], params["rule"], params["other"]])).toEqual([
    ["direction/b.json", "other", "one"],
  ]);
});
