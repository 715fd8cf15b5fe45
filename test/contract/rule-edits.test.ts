/** Rules that are edited while the hub runs: checked with all others, in force at once, and taken back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import type { RuleKind } from "../../shared/rules/check.ts";
import { ROLES, type Role } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { RULES_PLATFORM } from "../../shared/tables.ts";
import type { DeskAnswer } from "../../shared/wire/desk.ts";
import { openDesk, type Desk } from "../../src-hub/desk/desk.ts";
import { openRules, type Rules } from "../../src-hub/rules/rules.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import {
  calendarFile,
  directionFile,
  extensionFile,
  playlistFile,
  sceneFile,
  schemeFile,
  tableFile,
  thresholdsFile,
  writeRules,
} from "./rule-files.ts";
import { draftOf } from "./store-drafts.ts";

let dir = "";
let store: Store;
let rules: Rules;
let desk: Desk;
const own = () => join(dir, "own");

function open(): void {
  rules = openRules({ store, at: 5, own: own() });
  desk = openDesk({ store, rules, now: () => 50 });
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-rule-edits-"));
  writeRules(own(), {
    schemes: { a: schemeFile("a") },
    calendars: { x: calendarFile("x") },
    classes: { t: tableFile("t"), "more-city": extensionFile("city", "t") },
    thresholds: { l: thresholdsFile("l") },
  });
  store = openSqliteStore(join(dir, "hub.db"));
  store.transact(1, (tx) =>
    tx.put("platforms", draftOf("platforms", "city", { platform: "city", scheme: "a", calendar: "x" })),
  );
  open();
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

let asked = 0;
const ask = (
  request:
    | { ask: "putRule"; kind: RuleKind; name: string; body: string }
    | { ask: "resetRule"; kind: RuleKind; name: string },
  scope: Partial<Scope> = {},
): Promise<DeskAnswer> =>
  desk.take(
    { id: `rule-request-${(asked += 1)}`, by: "值班长", request },
    { role: "admin", scope: { ...EVERYTHING, ...scope } },
  );
const put = (kind: RuleKind, name: string, body: unknown, scope: Partial<Scope> = {}) =>
  ask({ ask: "putRule", kind, name, body: typeof body === "string" ? body : JSON.stringify(body, null, 2) }, scope);
const reset = (kind: RuleKind, name: string) => ask({ ask: "resetRule", kind, name });
const invalid = (by: string) => ({ answer: "refused", refused: "ruleInvalid", by });
const row = (id: string) => store.find("rules", RULES_PLATFORM, id);
const edited = { ...schemeFile("a"), version: "2", leastCases: 7 };

test("Z69 an edited rule counts before the file, at once and after a restart, and its row is what hosts get", async () => {
  const head = store.head();
  expect(await put("schemes", "a", edited)).toMatchObject({
    answer: "done",
    uid: row("schemes/a")!.uid,
    seq: head + 1,
  });
  expect(rules.rulesOf("city").scheme).toMatchObject({ version: "2", leastCases: 7 });
  expect(row("schemes/a")).toMatchObject({ version: "2", body: canonicalJson(edited), trouble: "" });
  expect(rules.scheme("a")).toMatchObject({ body: canonicalJson(edited), hash: row("schemes/a")!.hash });
  open();
  expect(rules.scheme("a")?.scheme).toMatchObject({ version: "2" });
  expect(store.head()).toBe(head + 1);
  // The same again is no change, and no act.
  const last = store.lastAct();
  expect(await put("schemes", "a", edited)).toMatchObject({ answer: "done" });
  expect([store.head(), store.lastAct()]).toEqual([head + 1, last]);
});

test("Z69 the file counts again when the edit is taken back, once", async () => {
  const before = row("schemes/a");
  await put("schemes", "a", edited);
  expect(await reset("schemes", "a")).toMatchObject({ answer: "done" });
  expect(row("schemes/a")).toEqual(before);
  expect(rules.rulesOf("city").scheme).toMatchObject({ version: "1", leastCases: 0 });
  expect(await reset("schemes", "a")).toMatchObject({ refused: "unknownRule" });
  open();
  expect(row("schemes/a")).toEqual(before);
});

test("Z69 a rule that is not well is refused by the place in it, and nothing is touched", async () => {
  const head = store.head();
  expect(await put("schemes", "a", "{")).toEqual(invalid("JSON"));
  expect(await put("schemes", "a", { ...edited, leastCases: "many" })).toEqual(invalid("leastCases"));
  expect(await put("schemes", "a", schemeFile("b"))).toEqual(invalid("scheme"));
  expect(await put("calendars", "x", { ...calendarFile("x"), holidays: ["2027-02-29"] })).toEqual(
    invalid("holidays.0"),
  );
  expect(await put("thresholds", "m", thresholdsFile("m", { extends: "lost" }))).toEqual(invalid("extends"));
  const majorless = { ...tableFile("t"), classes: [{ kind: "matter", code: "0201", name: "占道" }] };
  expect(await put("classes", "t", majorless)).toEqual(invalid("02"));
  expect([store.head(), store.ruleEdits()]).toEqual([head, []]);
  expect(rules.rulesOf("city").scheme).toMatchObject({ version: "1" });
  expect(store.act(store.lastAct())).toMatchObject({
    act: "putRule",
    outcome: "ruleInvalid",
    label: "classes/t",
    text: "02",
  });
});

test("Z69 what was well stays well: a rule that another one needs is neither bent nor taken away", async () => {
  // The city's own class lies on the table: a table that has it already would break the extension.
  const taken = { ...tableFile("t"), classes: [{ kind: "matter", code: "0199", name: "其他" }] };
  expect(await put("classes", "t", taken)).toEqual(invalid("classes/more-city: classes.0.code"));
  expect(await put("thresholds", "base", thresholdsFile("base"))).toMatchObject({ answer: "done" });
  expect(await put("thresholds", "l", thresholdsFile("l", { extends: "base" }))).toMatchObject({ answer: "done" });
  expect(await reset("thresholds", "base")).toEqual(invalid("thresholds/l: extends"));
  await reset("thresholds", "l");
  expect(await reset("thresholds", "base")).toMatchObject({ answer: "done" });
  expect(row("thresholds/base")).toBeNull();
  // A scheme that exists here only, and by which a platform is ranked.
  await put("schemes", "mine", schemeFile("mine"));
  store.transact(60, (tx) => tx.put("platforms", { ...store.find("platforms", "city", "city")!, scheme: "mine" }));
  expect(await reset("schemes", "mine")).toEqual(invalid("platforms/city"));
  expect(rules.rulesOf("city").scheme).toMatchObject({ scheme: "mine" });
});

test("Z69 whoever has to do with a part of the hub changes no rule of all of it", async () => {
  for (const scope of [{ platforms: ["city"] }, { departments: [1] }, { unitGrids: [1] }]) {
    expect(await put("schemes", "a", edited, scope)).toMatchObject({ refused: "notAllowed" });
  }
  expect(store.ruleEdits()).toEqual([]);
});

test("Z69 an edit that the files have made unwell gives way to the file, and is told", async () => {
  await put("thresholds", "base", thresholdsFile("base"));
  writeRules(own(), { thresholds: { base: thresholdsFile("base") } });
  await put("thresholds", "l", thresholdsFile("l", { version: "2", extends: "base" }));
  store.removeRuleEdit("thresholds", "base");
  rmSync(join(own(), "thresholds", "base.json"));
  open();
  expect(rules.troubles).toMatchObject([
    { code: "ruleUnknownName", params: { file: "thresholds/l", path: "extends" } },
  ]);
  expect(row("thresholds/l")).toMatchObject({ version: "1" });
});

test("Z69 an edit stays in force while there is nothing else to go by", async () => {
  await put("schemes", "a", edited);
  writeRules(own(), { schemes: { a: "{" } });
  open();
  expect(row("schemes/a")).toMatchObject({ version: "2", trouble: "" });
  expect(await reset("schemes", "a")).toEqual(invalid("JSON"));
  expect(rules.rulesOf("city").scheme).toMatchObject({ version: "2" });
});

test("Z69 what is said of an edit in the record is what was in force before and after", async () => {
  const file = row("schemes/a")!.body;
  await put("schemes", "a", edited);
  await put("schemes", "a", { ...edited, version: "3" });
  await reset("schemes", "a");
  await put("schemes", "new", schemeFile("new"));
  const second = canonicalJson({ ...edited, version: "3" });
  expect([1, 2, 3, 4].map((audit) => store.act(audit))).toMatchObject([
    { act: "putRule", label: "schemes/a", text: "file", before: file, after: canonicalJson(edited) },
    { act: "putRule", label: "schemes/a", text: "edit", before: canonicalJson(edited), after: second },
    { act: "resetRule", label: "schemes/a", text: "edit", before: second, after: file },
    { act: "putRule", label: "schemes/new", text: "none", before: "", uid: row("schemes/new")!.uid },
  ]);
});

describe("scenes, playlists and direction rules", () => {
  const BODIES = {
    scenes: sceneFile("flood"),
    playlists: playlistFile("round", "flood"),
    direction: directionFile("storm", "flood"),
    schemes: schemeFile("b"),
  };
  const NAMES = { scenes: "flood", playlists: "round", direction: "storm", schemes: "b" };

  test("X23 are changed by those who direct walls, and no other rule file by them", async () => {
    await put("scenes", "flood", BODIES.scenes);
    const may = async (kind: keyof typeof BODIES, role: Role) => {
      const request = { ask: "putRule", kind, name: NAMES[kind], body: JSON.stringify(BODIES[kind]) } as const;
      const id = `rule-role-${(asked += 1)}`;
      return (await desk.take({ id, by: "某", request }, { role, scope: EVERYTHING })).answer === "done";
    };
    const allowed = async (kind: keyof typeof BODIES) => {
      const roles: Role[] = [];
      for (const role of ROLES) if (await may(kind, role)) roles.push(role);
      return roles.toSorted();
    };
    expect(await allowed("scenes")).toEqual(["admin", "director", "shiftLeader"]);
    expect(await allowed("playlists")).toEqual(["admin", "director", "shiftLeader"]);
    expect(await allowed("direction")).toEqual(["admin", "director"]);
    expect(await allowed("schemes")).toEqual(["admin"]);
  });

  test("X21 a scene that a playlist shows is not taken away, and one that is not there is not shown", async () => {
    expect(await put("playlists", "round", BODIES.playlists)).toEqual(invalid("steps.0.scene"));
    await put("scenes", "flood", BODIES.scenes);
    expect(await put("playlists", "round", BODIES.playlists)).toMatchObject({ answer: "done" });
    expect(await reset("scenes", "flood")).toEqual(invalid("playlists/round: steps.0.scene"));
    expect(await reset("playlists", "round")).toMatchObject({ answer: "done" });
    expect(await reset("scenes", "flood")).toMatchObject({ answer: "done" });
    expect(row("scenes/flood")).toBeNull();
  });

  test("X24 a scene whose texts cannot be read in its hall is refused, with the place", async () => {
    const viewing = { metres: 20, pitchMm: 1.2, width: 1920, height: 1080 };
    expect(await put("scenes", "flood", { ...BODIES.scenes, viewing })).toEqual(invalid("viewing"));
    expect(await put("scenes", "flood", { ...BODIES.scenes, viewing: { ...viewing, metres: 3 } })).toMatchObject({
      answer: "done",
    });
  });

  test("X68 rules that would let a wall flap are refused with both names, also where they stand in two files", async () => {
    await put("scenes", "flood", BODIES.scenes);
    const [rule] = BODIES.direction.rules;
    if (rule === undefined) throw new Error("a file without a rule");
    const file = (name: string, ...rules: object[]) => ({ ...BODIES.direction, direction: name, rules });
    expect(await put("direction", "storm", BODIES.direction)).toMatchObject({ answer: "done" });
    const late = { ...rule, id: "late", when: { ...rule.when, from: "18:30", to: "20:00" } };
    expect(await put("direction", "storm", file("storm", rule, late))).toEqual(invalid("rules.1: late ↔ evening"));
    expect(await put("direction", "after", file("after", rule))).toEqual(invalid("direction/storm: rules.0.id"));
    expect(await put("direction", "dusk", file("dusk", late))).toEqual(
      invalid("direction/storm: rules.0: evening ↔ late"),
    );
    expect(await put("direction", "dusk", file("dusk", { ...late, rank: 20 }))).toMatchObject({ answer: "done" });
    const urgent = { ...late, id: "urgent", when: { on: "case", event: "reported" }, seconds: 61, quietMinutes: 1 };
    expect(await put("direction", "dusk", file("dusk", urgent))).toEqual(invalid("rules.0.seconds"));
  });
});
