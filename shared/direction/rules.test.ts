import { expect, test } from "vitest";
import type { CaseReport, Fact } from "../case/case.ts";
import type { DirectionRule, DirectionWhen } from "../rules/direction.ts";
import { historyOf, type CaseHistory } from "./history.ts";
import { caseOccasions, type Occasion } from "./occasions.ts";
import { answerTo, NO_MEMORY, type Answered, type RulesGround } from "./rules.ts";
import { newWall } from "./state.ts";
import type { WallState } from "./wall.ts";

const MINUTE = 60_000;
/** A Friday, 10:00 in the hall. */
const NOW = Date.parse("2026-11-20T10:00:00+08:00");
const SCENES = new Set(["overview", "emergency", "live", "night", "leaders"]);

const report = (more: Partial<CaseReport> = {}): CaseReport => ({
  kind: "matter",
  classUid: 1,
  source: "patrol",
  lon: null,
  lat: null,
  address: "",
  unitGrid: 0,
  dutyGrid: 0,
  description: "",
  urgent: false,
  ...more,
});
const reported = (at: number, more: Partial<CaseReport> = {}): Fact => ({
  kind: "reported",
  at,
  by: "x",
  report: report(more),
});
const caseOf = (uid: number, ...facts: Fact[]): CaseHistory => historyOf(uid, facts) as CaseHistory;

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
const URGENT: DirectionWhen = { on: "case", event: "reported", urgent: true };
const ANY: DirectionWhen = { on: "case", event: "reported", urgent: false };
const clock = (from: string, to: string, days = [1, 2, 3, 4, 5, 6, 7]): DirectionWhen => ({
  on: "clock",
  days,
  from,
  to,
});

const byRules = (...rules: DirectionRule[]): RulesGround => ({
  timeZone: "Asia/Shanghai",
  rules,
  places: { majorOf: () => "", of: () => [] },
  pace: 1,
  ground: () => ({ scenes: SCENES, playlists: new Map(), barred: () => false }),
});
const hall = (more: Partial<WallState> = {}): Pick<Answered, "memory" | "walls"> => ({
  memory: NO_MEMORY,
  walls: new Map([["hall", { ...newWall("hall"), scene: "overview", ...more }]]),
});
const urgentCase = (uid: number, at: number): Occasion[] => [
  ...caseOccasions([caseOf(uid, reported(at, { urgent: true }))], at - 1, at),
];
const run = (
  occasions: readonly Occasion[],
  before: Pick<Answered, "memory" | "walls">,
  by: RulesGround,
  from: number,
  to: number,
) => answerTo(occasions, before, by, { from, to, live: false });
const wallOf = ({ walls }: Pick<Answered, "walls">) => walls.get("hall") as WallState;
const toldOf = ({ told }: Answered) => told.map(({ at, rule, outcome }) => [(at - NOW) / MINUTE, rule, outcome]);

test("X66 a scene that came by a rule says why, and what was there before it comes back by itself", () => {
  const by = byRules(ruleOf("urgent", URGENT));
  const at = NOW + MINUTE;
  const shown = run(urgentCase(7, at), hall(), by, NOW, at + MINUTE);
  expect(wallOf(shown)).toMatchObject({
    scene: "emergency",
    reason: { by: "case", rule: "urgent", caseUid: 7 },
    returnTo: "overview",
    returnAt: at + 90_000,
  });
  expect(shown.told).toMatchObject([{ at, wall: "hall", rule: "urgent", caseUid: 7, until: at + 90_000 }]);
  const back = run([], shown, by, at + MINUTE, at + 2 * MINUTE);
  expect(wallOf(back)).toMatchObject({ scene: "overview", reason: { by: "return" }, returnTo: null, returnAt: null });
  expect(back.told).toEqual([]);
});

test("X66 what a person pushed stays where it is, whatever scene a rule brings and takes away", () => {
  const pushes: WallState["pushes"] = [
    {
      id: "p1",
      region: { x: 0, y: 0, w: 24, h: 24 },
      what: { show: "case", uid: 3 },
      person: 1,
      name: "王芳",
      since: NOW,
      until: null,
      barred: false,
      leads: false,
      seconds: 0,
    },
  ];
  const by = byRules(ruleOf("urgent", URGENT));
  const shown = run(urgentCase(7, NOW + 1), hall({ pushes }), by, NOW, NOW + MINUTE);
  expect([wallOf(shown).scene, wallOf(shown).pushes]).toEqual(["emergency", pushes]);
  const back = run([], shown, by, NOW + MINUTE, NOW + 5 * MINUTE);
  expect([wallOf(back).scene, wallOf(back).pushes]).toEqual(["overview", pushes]);
});

test("X62 an occasion belongs to one rule of each wall, that of the highest rank, also while that one is quiet", () => {
  const by = byRules(
    ruleOf("any", ANY, { scene: "live", rank: 1 }),
    ruleOf("urgent", URGENT, { rank: 10 }),
    ruleOf("elsewhere", URGENT, { rank: 99, wall: "annex" }),
  );
  const occasions = [...urgentCase(1, NOW + MINUTE), ...urgentCase(2, NOW + 4 * MINUTE)];
  const after = run(occasions, hall(), by, NOW, NOW + 5 * MINUTE);
  expect(toldOf(after)).toEqual([
    [1, "urgent", "shown"],
    [4, "urgent", "quiet"],
  ]);
  expect(wallOf(after).scene).toBe("overview");
});

test("X65 a rule gives way to a higher rank only, and is not heard again within its quiet minutes", () => {
  const by = byRules(
    ruleOf("any", ANY, { scene: "live", rank: 1, seconds: 240 }),
    ruleOf("urgent", URGENT, { rank: 10, seconds: 60 }),
    ruleOf("hotline", { ...ANY, source: 3 }, { scene: "leaders", rank: 1 }),
  );
  const one = (uid: number, minute: number, more: Partial<CaseReport> = {}) => [
    ...caseOccasions([caseOf(uid, reported(NOW + minute * MINUTE, more))], NOW, NOW + 60 * MINUTE),
  ];
  const occasions = [one(1, 1), one(2, 2), one(3, 3, { urgent: true }), one(4, 8), one(5, 9), one(6, 17)].flat();
  expect(toldOf(run(occasions, hall(), by, NOW, NOW + 30 * MINUTE))).toEqual([
    [1, "any", "shown"],
    [2, "any", "showing"],
    [3, "urgent", "shown"],
    [8, "any", "shown"],
    [9, "any", "showing"],
    [17, "any", "shown"],
  ]);
  const lower = byRules(
    ruleOf("urgent", URGENT, { rank: 10 }),
    ruleOf("late", { ...ANY, source: 4 }, { rank: 10, scene: "live" }),
  );
  const both = [...urgentCase(1, NOW + 1), ...one(2, 1, { source: "web" })];
  expect(toldOf(run(both, hall(), lower, NOW, NOW + 2 * MINUTE)).map(([, ...rest]) => rest)).toEqual([
    ["urgent", "shown"],
    ["late", "lowerRank"],
  ]);
});

test("X64 a wall that is held or locked is left as it is, and goes back once it is let go of", () => {
  const by = byRules(ruleOf("urgent", URGENT));
  const until = NOW + 10 * MINUTE;
  const held = { held: { name: "王芳", until } };
  const asked = run(urgentCase(1, NOW + 1), hall(held), by, NOW, NOW + MINUTE);
  expect([asked.told.map(({ outcome }) => outcome), wallOf(asked).scene]).toEqual([["held"], "overview"]);
  const locked = run(urgentCase(1, NOW + 1), hall({ locked: { person: 1, name: "王芳" } }), by, NOW, NOW + MINUTE);
  expect([locked.told.map(({ outcome }) => outcome), wallOf(locked).scene]).toEqual([["locked"], "overview"]);

  const shown = wallOf(run(urgentCase(1, NOW + 1), hall(), by, NOW, NOW + MINUTE));
  const stays = run([], hall({ ...shown, ...held }), by, NOW + MINUTE, until - 1);
  expect(wallOf(stays).scene).toBe("emergency");
  expect(wallOf(run([], stays, by, until - 1, until)).scene).toBe("overview");
  const free = run([], hall({ ...wallOf(stays), held: null }), by, until - 5 * MINUTE, until - 4 * MINUTE);
  expect(wallOf(free).scene).toBe("overview");
});

test("X63 a rule by the clock holds for its window, comes again after a case, and does not overrule a person", () => {
  const by = byRules(
    ruleOf("night", clock("22:00", "06:00"), { scene: "night", seconds: 0, rank: 1 }),
    ruleOf("urgent", URGENT),
  );
  const at = (time: string) => Date.parse(`2026-11-20T${time}:00+08:00`);
  const night = run([], hall(), by, at("21:00"), at("22:30"));
  expect(night.told.map((one) => [one.at, one.rule, one.until])).toEqual([
    [at("22:00"), "night", Date.parse("2026-11-21T06:00:00+08:00")],
  ]);
  const broken = run(urgentCase(1, at("23:00")), night, by, at("22:30"), at("23:30"));
  expect(broken.told.map((one) => [one.at, one.rule])).toEqual([
    [at("23:00"), "urgent"],
    [at("23:00") + 90_000, "night"],
  ]);
  expect(wallOf(broken)).toMatchObject({ scene: "night", returnTo: "overview" });
  const morning = run([], broken, by, at("23:30"), Date.parse("2026-11-21T08:00:00+08:00"));
  expect(wallOf(morning)).toMatchObject({ scene: "overview", reason: { by: "return" } });

  const chosen = { ...wallOf(broken), scene: "leaders", returnTo: null, returnAt: null };
  const left = run([], { memory: broken.memory, walls: new Map([["hall", chosen]]) }, by, at("23:30"), at("23:50"));
  expect([left.told, wallOf(left)]).toEqual([[], chosen]);
});

test("X63 a window that began while the wall was held is answered to when it is let go of; one that ended is not", () => {
  const by = byRules(ruleOf("day", clock("10:05", "10:30", [5]), { scene: "live", seconds: 0 }));
  const held = (minutes: number) => hall({ held: { name: "王芳", until: NOW + minutes * MINUTE } });
  const later = run([], held(20), by, NOW, NOW + 40 * MINUTE);
  expect(toldOf(later)).toEqual([
    [5, "day", "held"],
    [20, "day", "shown"],
  ]);
  expect(toldOf(run([], held(35), by, NOW, NOW + 40 * MINUTE))).toEqual([[5, "day", "held"]]);
  const saturday = byRules(ruleOf("day", clock("10:05", "10:30", [6]), { scene: "live", seconds: 0 }));
  expect(run([], hall(), saturday, NOW, NOW + 40 * MINUTE).told).toEqual([]);
});

test("X63 two windows that touch follow each other, and what was there before both comes back", () => {
  const by = byRules(
    ruleOf("morning", clock("10:05", "10:10"), { scene: "live", seconds: 0 }),
    ruleOf("noon", clock("10:10", "10:15"), { scene: "leaders", seconds: 0 }),
  );
  const after = run([], hall(), by, NOW, NOW + 30 * MINUTE);
  expect(toldOf(after)).toEqual([
    [5, "morning", "shown"],
    [10, "noon", "shown"],
  ]);
  expect(wallOf(after)).toMatchObject({ scene: "overview", reason: { by: "return" } });
});

test("a rule whose scene is gone says so; one that stays ends the playlist; one that is switched off does nothing", () => {
  const playlist = { name: "hall", step: 0, nextAt: NOW + 60 * MINUTE };
  const gone = run(
    urgentCase(1, NOW + 1),
    hall(),
    byRules(ruleOf("urgent", URGENT, { scene: "none" })),
    NOW,
    NOW + MINUTE,
  );
  expect([gone.told.map(({ outcome }) => outcome), wallOf(gone).scene]).toEqual([["sceneGone"], "overview"]);
  const stays = run(
    urgentCase(1, NOW + 1),
    hall({ playlist }),
    byRules(ruleOf("urgent", URGENT, { seconds: 0 })),
    NOW,
    NOW + MINUTE,
  );
  expect(wallOf(stays)).toMatchObject({ scene: "emergency", playlist: null, returnAt: null });
  const off = run(
    urgentCase(1, NOW + 1),
    hall(),
    byRules(ruleOf("urgent", URGENT, { active: false })),
    NOW,
    NOW + MINUTE,
  );
  expect(off.told).toEqual([]);
});

test("X69 an occasion that comes late is answered to when it comes, and once only", () => {
  const by = byRules(ruleOf("urgent", URGENT));
  const late = urgentCase(1, NOW - 30_000);
  const first = answerTo(late, hall(), by, { from: NOW, to: NOW + 1_000, live: true });
  expect(first.told).toMatchObject([{ at: NOW, outcome: "shown", until: NOW + 90_000 }]);
  expect(wallOf(first).at).toBeGreaterThan(NOW + 1_000);
  const again = answerTo(late, first, by, { from: NOW + 1_000, to: NOW + 2_000, live: true });
  expect([again.told, wallOf(again)]).toEqual([[], wallOf(first)]);
});
