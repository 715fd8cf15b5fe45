/** Rule files from disk to the table `rules`: what is in force, what broke, and what is said about it. */
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../../shared/case/policy.ts";
import { plainCalendar } from "../../shared/case/worktime.ts";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import { RULE_KINDS, type RuleKind } from "../../shared/rules/check.ts";
import { RULES_PLATFORM } from "../../shared/tables.ts";
import { OWN_RULES } from "../../src-hub/rules/folder.ts";
import { openRules, type Rules } from "../../src-hub/rules/rules.ts";
import { hubSentences } from "../../src-hub/sentences.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import {
  alarmsFile,
  calendarFile,
  directionFile,
  extensionFile,
  playlistFile,
  sceneFile,
  schemeFile,
  tableFile,
  templatesFile,
  thresholdsFile,
  writeRules,
} from "./rule-files.ts";
import { draftOf } from "./store-drafts.ts";

let dir = "";
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-rules-"));
  store = openSqliteStore(join(dir, "hub.db"));
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const own = () => join(dir, "own");
const city = () => join(dir, "city");
const open = (more: { dir?: string; own?: string } = {}): Rules => openRules({ store, at: 5, own: own(), ...more });
const row = (id: string) => store.find("rules", RULES_PLATFORM, id);
const policyFile = () => JSON.parse(readFileSync(join(OWN_RULES, "policies/default.json"), "utf8")) as object;
const english = hubSentences("en").trouble;
const chinese = hubSentences("zh-CN").trouble;

test("the rules that come with the program are all well, and are published with a hash of what they say", () => {
  const rules = openRules({ store, at: 5 });
  expect(rules.troubles).toEqual([]);
  const rows = [...store.each("rules")];
  for (const kind of RULE_KINDS) expect(rows.filter((each) => each.kind === kind).length).toBeGreaterThan(0);
  for (const { platform, id, kind, name, body, hash, trouble } of rows) {
    expect([platform, id, trouble]).toEqual([RULES_PLATFORM, `${kind}/${name}`, ""]);
    expect(body).toBe(canonicalJson(JSON.parse(readFileSync(join(OWN_RULES, `${id}.json`), "utf8"))));
    expect(hash).toBe(createHash("sha256").update(body).digest("hex"));
  }
  // The same files again are no change: nothing to tell any host.
  const head = store.head();
  openRules({ store, at: 6 });
  expect(store.head()).toBe(head);
});

test("a city's files go before those of the same name, and stand beside the others", () => {
  writeRules(own(), { schemes: { a: schemeFile("a"), b: schemeFile("b") } });
  writeRules(city(), { schemes: { b: { ...schemeFile("b"), version: "city" } }, calendars: { x: calendarFile("x") } });
  const rules = open({ dir: city() });
  expect(rules.troubles).toEqual([]);
  expect([row("schemes/a")?.version, row("schemes/b")?.version]).toEqual(["1", "city"]);
  expect(rules.scheme("b")).toMatchObject({ scheme: { version: "city" }, hash: row("schemes/b")?.hash });
  expect(row("calendars/x")).not.toBeNull();
  // Without the folder the program's own are in force again, and what only the city had is gone.
  open();
  expect([row("schemes/b")?.version, row("calendars/x")]).toEqual(["1", null]);
});

test("a platform goes by the rules it names, or by defaults", () => {
  writeRules(own(), {
    schemes: { a: schemeFile("a") },
    calendars: { x: calendarFile("x") },
    policies: { p: { ...policyFile(), policy: "p", backlogDays: 9 } },
    classes: { t: tableFile("t"), u: tableFile("u"), "more-nyc": extensionFile("nyc", "t") },
  });
  store.transact(1, (tx) => {
    tx.put("platforms", draftOf("platforms", "nyc", { platform: "nyc", scheme: "a", calendar: "x", policy: "p" }));
    tx.put("platforms", draftOf("platforms", "rest", { platform: "rest", timeZone: "Europe/Paris", scheme: "gone" }));
  });
  const rules = open();
  const nyc = rules.rulesOf("nyc");
  expect([nyc.scheme?.scheme, nyc.policy.backlogDays]).toEqual(["a", 9]);
  expect(nyc.calendar).toMatchObject({ name: "x" });
  expect(nyc.tables.get("t")?.classes.map(({ code }) => code)).toEqual(["0101", "0199"]);
  expect(nyc.tables.get("u")?.classes.map(({ code }) => code)).toEqual(["0101"]);
  const rest = rules.rulesOf("rest");
  expect([rest.scheme, rest.policy, rest.calendar]).toEqual([null, DEFAULT_POLICY, plainCalendar("Europe/Paris")]);
  expect(rest.tables.get("t")?.classes.map(({ code }) => code)).toEqual(["0101"]);
  expect(rules.missing()).toEqual([{ platform: "rest", kind: "schemes", name: "gone", known: ["a"] }]);
});

describe("a broken file", () => {
  /** A well file of each kind, and what breaks it. */
  const WELL: Readonly<Record<RuleKind, Readonly<Record<string, unknown>>>> = {
    classes: { t: tableFile("t") },
    calendars: { x: calendarFile("x") },
    policies: { p: { ...policyFile(), policy: "p" } },
    schemes: { a: schemeFile("a") },
    thresholds: { l: thresholdsFile("l", { platforms: ["nyc"] }), m: thresholdsFile("m") },
    alarms: { n: alarmsFile("n") },
    templates: { o: templatesFile("o") },
    scenes: { s: sceneFile("s") },
    playlists: { r: playlistFile("r", "s") },
    direction: { d: directionFile("d", "s") },
  };
  const CASES: readonly (readonly [
    title: string,
    kind: RuleKind,
    name: string,
    content: unknown,
    english: string,
    chinese: string,
  ])[] = [
    [
      "a class table with a class of no major",
      "classes",
      "t",
      { ...tableFile("t"), classes: [{ kind: "matter", code: "0201", name: "占道经营" }] },
      "In the class table “classes/t.json” the class 0201 belongs to major class 02, which is not defined.",
      "分类表“classes/t.json”中，小类 0201 所属的大类 02 未定义。",
    ],
    [
      "an extension of a table that is not there",
      "classes",
      "more",
      extensionFile("nyc", "lost"),
      "The rule file “classes/more.json” refers at extends to “lost”, which does not exist. Known names: t.",
      "规则文件“classes/more.json”的 extends 处引用了不存在的名称“lost”。可用的有：t。",
    ],
    [
      "an extension with a class that the table has",
      "classes",
      "more",
      extensionFile("nyc", "t", "0101"),
      "The rule file “classes/more.json” has “matter 0101 私搭乱建 / 共享单车乱停” twice at classes.0.code.",
      "规则文件“classes/more.json”的 classes.0.code 处，“matter 0101 私搭乱建 / 共享单车乱停”重复出现。",
    ],
    [
      "a calendar without work time",
      "calendars",
      "x",
      { ...calendarFile("x"), slots: [] },
      "The work calendar “calendars/x.json” holds no work time at all",
      "工作日历“calendars/x.json”里没有任何工作时间",
    ],
    [
      "a calendar with a day that does not exist",
      "calendars",
      "x",
      { ...calendarFile("x"), holidays: ["2027-02-29"] },
      'The rule file “calendars/x.json” is wrong at holidays.0: expected YYYY-MM-DD, found "2027-02-29".',
      '规则文件“calendars/x.json”的 holidays.0 处有误：应为 YYYY-MM-DD，实际为 "2027-02-29"。',
    ],
    [
      "an alarm rule that wants less than one report",
      "alarms",
      "n",
      { ...alarmsFile("n"), rules: [{ ...alarmsFile("n").rules[0], reports: 1 }] },
      "The rule file “alarms/n.json” is wrong at rules.0.reports: expected >=2, found 1.",
      "规则文件“alarms/n.json”的 rules.0.reports 处有误：应为 >=2，实际为 1。",
    ],
    [
      "a template without words",
      "templates",
      "o",
      { ...templatesFile("o"), list: [{ ...templatesFile("o").list[0], text: "" }] },
      "The rule file “templates/o.json” is wrong at list.0.text: expected >=1, found 0.",
      "规则文件“templates/o.json”的 list.0.text 处有误：应为 >=1，实际为 0。",
    ],
    [
      "a policy that names a class nobody has",
      "policies",
      "p",
      {
        ...policyFile(),
        policy: "p",
        recurrence: {
          radiusMetres: 50,
          days: 30,
          least: 3,
          classes: { "matter/0777": { radiusMetres: 5, days: 3, least: 2 } },
        },
      },
      "The rule file “policies/p.json” refers at recurrence.classes.matter/0777 to “matter/0777”, which does not exist.",
      "规则文件“policies/p.json”的 recurrence.classes.matter/0777 处引用了不存在的名称“matter/0777”。",
    ],
    [
      "a scheme with an unknown rule",
      "schemes",
      "a",
      { ...schemeFile("a"), leastCases: "many" },
      'The rule file “schemes/a.json” is wrong at leastCases: expected number, found "many".',
      '规则文件“schemes/a.json”的 leastCases 处有误：应为 number，实际为 "many"。',
    ],
    [
      "a scheme that is called otherwise than its file",
      "schemes",
      "a",
      schemeFile("z"),
      'The rule file “schemes/a.json” is wrong at scheme: expected "a", found "z".',
      '规则文件“schemes/a.json”的 scheme 处有误：应为 "a"，实际为 "z"。',
    ],
    [
      "a file of a later format",
      "schemes",
      "a",
      { ...schemeFile("a"), format: 9 },
      "The rule file “schemes/a.json” has format 9; this version knows up to 1.",
      "规则文件“schemes/a.json”的格式版本是 9，本程序只认到 1。",
    ],
    [
      "a file that is no JSON",
      "schemes",
      "a",
      '{"format": 1,',
      "The rule file “schemes/a.json” is not valid JSON",
      "规则文件“schemes/a.json”不是有效的 JSON",
    ],
    [
      "X20 a scene of a later format",
      "scenes",
      "s",
      { ...sceneFile("s"), format: 2, panorama: true },
      "The scene “s” has format 2, and this program knows formats up to 1.",
      "场景“s”是格式2，本程序只认识到格式1。",
    ],
    [
      "X21 a playlist with a scene that is not there",
      "playlists",
      "r",
      playlistFile("r", "lost"),
      "The rule file “playlists/r.json” refers at steps.0.scene to “lost”, which does not exist. Known names: s.",
      "规则文件“playlists/r.json”的 steps.0.scene 处引用了不存在的名称“lost”。可用的有：s。",
    ],
    [
      "X21 a scene shown for less than anybody reads",
      "playlists",
      "r",
      { ...playlistFile("r", "s"), steps: [{ scene: "s", seconds: 4 }] },
      "The rule file “playlists/r.json” is wrong at steps.0.seconds: expected >=5, found 4.",
      "规则文件“playlists/r.json”的 steps.0.seconds 处有误：应为 >=5，实际为 4。",
    ],
    [
      "X22 a direction rule with a scene that is not there",
      "direction",
      "d",
      directionFile("d", "lost"),
      "The rule file “direction/d.json” refers at rules.0.scene to “lost”, which does not exist. Known names: s.",
      "规则文件“direction/d.json”的 rules.0.scene 处引用了不存在的名称“lost”。可用的有：s。",
    ],
    [
      "X22 two direction rules of one name",
      "direction",
      "d",
      { ...directionFile("d", "s"), rules: [...directionFile("d", "s").rules, ...directionFile("d", "s").rules] },
      "The rule file “direction/d.json” has “evening” twice at rules.1.id.",
      "规则文件“direction/d.json”的 rules.1.id 处，“evening”重复出现。",
    ],
    [
      "W1 thresholds that extend what is not there",
      "thresholds",
      "l",
      thresholdsFile("l", { extends: "lost" }),
      "The rule file “thresholds/l.json” refers at extends to “lost”, which does not exist.",
      "规则文件“thresholds/l.json”的 extends 处引用了不存在的名称“lost”。",
    ],
    [
      "W1 thresholds for a platform that goes by another file",
      "thresholds",
      "m",
      thresholdsFile("m", { platforms: ["nyc"] }),
      "The rule file “thresholds/m.json” has “nyc” twice at platforms.0.",
      "规则文件“thresholds/m.json”的 platforms.0 处，“nyc”重复出现。",
    ],
  ];

  test.each(CASES)("%s: told in both languages, and its last valid version stays", (_, kind, name, content, en, zh) => {
    writeRules(own(), WELL);
    open();
    const before = new Map([...store.each("rules")].map((each) => [each.id, each]));
    writeRules(own(), { [kind]: { [name]: content } });
    const rules = open();
    expect(rules.troubles.length).toBe(1);
    const [trouble] = rules.troubles;
    expect(english(trouble!)).toContain(en);
    expect(chinese(trouble!)).toContain(zh);
    const id = `${kind}/${name}`;
    const last = before.get(id);
    expect(row(id)).toMatchObject({
      body: last?.body ?? "",
      hash: last?.hash ?? "",
      trouble: JSON.stringify(trouble),
    });
    // Nothing that does not depend on it is touched.
    for (const each of before.values()) if (each.id !== id) expect(row(each.id)).toEqual(each);
    if (kind === "schemes") expect(rules.scheme("a")?.scheme).toMatchObject({ scheme: "a", leastCases: 0 });
    // Put right again, it is well again.
    writeRules(own(), { [kind]: { [name]: WELL[kind][name] ?? extensionFile("nyc", "t") } });
    expect(open().troubles).toEqual([]);
    expect(row(id)?.trouble).toBe("");
  });

  test("a file that may not be read is told with the system's word", () => {
    // A folder in a file's place cannot be read by anybody, the superuser included.
    mkdirSync(join(own(), "schemes/a.json"), { recursive: true });
    expect(open().troubles).toEqual([{ code: "fileUnreadable", params: { file: "schemes/a.json", why: "EISDIR" } }]);
    expect(row("schemes/a")).toMatchObject({ body: "", hash: "" });
    expect(open().scheme("a")).toBeNull();
  });

  test("of a city that never was valid: the program's own of that name is in force, and the trouble is told", () => {
    writeRules(own(), WELL);
    writeRules(city(), { schemes: { a: "no JSON" } });
    const rules = open({ dir: city() });
    expect(rules.troubles).toMatchObject([{ code: "ruleSyntax", params: { file: join(city(), "schemes/a.json") } }]);
    expect(rules.scheme("a")).not.toBeNull();
  });

  test("several at once are each told", () => {
    writeRules(own(), {
      schemes: { a: "{", b: schemeFile("b"), c: { ...schemeFile("c"), parts: [] } },
      calendars: { x: 7 },
    });
    const rules = open();
    expect(rules.troubles.map(({ code, params }) => [code, params["file"]])).toEqual([
      ["ruleBroken", "calendars/x.json"],
      ["ruleSyntax", "schemes/a.json"],
      ["ruleBroken", "schemes/c.json"],
    ]);
    expect(rules.scheme("b")).not.toBeNull();
  });
});

describe("a city's folder as a whole", () => {
  test("that is gone keeps what it published last, and says why", () => {
    writeRules(own(), { schemes: { a: schemeFile("a") } });
    writeRules(city(), { schemes: { a: { ...schemeFile("a"), version: "city" }, mine: schemeFile("mine") } });
    open({ dir: city() });
    rmSync(city(), { recursive: true });
    const rules = open({ dir: city() });
    expect([rules.fault, rules.troubles]).toEqual(["missing", []]);
    expect(rules.scheme("a")?.scheme.version).toBe("city");
    expect(rules.scheme("mine")).not.toBeNull();
  });

  test("that is a file, holds none of the four, or may not be read", () => {
    writeRules(own(), { schemes: { a: schemeFile("a") } });
    writeFileSync(join(dir, "letter"), "");
    expect(open({ dir: join(dir, "letter") }).fault).toBe("noFolder");
    mkdirSync(join(city(), "scheme"), { recursive: true });
    expect(open({ dir: city() }).fault).toBe("empty");
    expect(open().fault).toBeNull();
    if (process.getuid?.() === 0) return; // the superuser may read everything
    chmodSync(city(), 0);
    expect(open({ dir: city() }).fault).toBe("denied");
    chmodSync(city(), 0o755);
  });
});

test("W1 thresholds that extend each other in a circle are told, and stations go by them all the same", () => {
  writeRules(own(), {
    thresholds: { a: thresholdsFile("a", { extends: "b" }), b: thresholdsFile("b", { extends: "a" }) },
  });
  const rules = open();
  expect(rules.troubles).toMatchObject([
    { code: "ruleBroken", params: { file: "thresholds/b.json", path: "extends" } },
  ]);
  expect(rules.thresholds("nyc", "a")).toMatchObject({ name: "a", limits: [{ limit: 80 }] });
  expect(rules.thresholdNames).toEqual(["a"]);
});
