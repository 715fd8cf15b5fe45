/** Grants: what a token may, worked out from what the hub has today, and the command that gives tokens out. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROLES } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { HUB_EVENTS } from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import { openGrants, type Grants } from "../../src-hub/auth/grants.ts";
import { beginSession } from "../../src-hub/auth/sessions.ts";
import { hashOfToken } from "../../src-hub/auth/tokens.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openHub } from "../../src-hub/hub.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Grant, Store } from "../../src-hub/store/store.ts";
import { hubClient, type HubClient } from "./programs/hub-client.ts";
import { draftOf } from "./store-drafts.ts";

const ROOT = join(import.meta.dirname, "../..");
/** Noon on 22 November 2026 in Shanghai. */
const NOVEMBER = Date.UTC(2026, 10, 22, 4);

let dir = "";
let store: Store;
let now = NOVEMBER;
let grants: Grants;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-grants-"));
  store = openSqliteStore(hubFile(dir));
  now = NOVEMBER;
  grants = openGrants({ store, now: () => now });
});
afterEach(() => {
  store.close();
  rmSync(dir, { recursive: true, force: true });
});

const give = (token: string, terms: Partial<Grant> = {}): void =>
  store.putGrant({
    name: token,
    tokenHash: hashOfToken(token),
    role: "leader",
    platforms: null,
    districts: null,
    departments: null,
    months: null,
    personal: false,
    restricted: false,
    madeAt: NOVEMBER,
    ...terms,
  });
const scopeOf = (token: string, keepMonths: number | null = null): Scope => {
  const granted = grants.grantOf(token, keepMonths);
  if ("refused" in granted) throw new Error(granted.refused);
  return granted.scope;
};
const put = (table: "platforms" | "departments" | "grids", id: string, fields: object): number =>
  store.transact(now, (tx) => tx.put(table, draftOf(table, id, fields)).uid);
const platform = (id: string, timeZone = "Asia/Shanghai") => put("platforms", id, { platform: id, timeZone });
const grid = (id: string, code: string, of = "city", level = "unit") => put("grids", id, { platform: of, level, code });

/** Beginnings of months, in Shanghai and in New York. */
const SHANGHAI = { november: Date.UTC(2026, 9, 31, 16), june: Date.UTC(2026, 4, 31, 16) };
const NEW_YORK = { june: Date.UTC(2026, 5, 1, 4) };

describe("a token", () => {
  test("R7 is asked for as soon as there is one grant; before and after, everybody is an administrator", () => {
    const open = { role: "admin", scope: EVERYTHING };
    expect(grants.grantOf("", null)).toEqual(open);
    expect(grants.grantOf("whatever", null)).toEqual(open);
    give("first", { role: "wall" });
    expect(grants.grantOf("", null)).toEqual({ refused: "tokenMissing" });
    expect(grants.grantOf("whatever", null)).toEqual({ refused: "tokenUnknown" });
    expect(grants.grantOf("first", null)).toEqual({
      role: "wall",
      scope: { ...EVERYTHING, personal: false, restricted: false },
    });
    give("second");
    store.removeGrant("first");
    expect(grants.grantOf("first", null)).toEqual({ refused: "tokenUnknown" });
    expect(grants.grantOf("second", null)).toMatchObject({ role: "leader" });
    store.removeGrant("second");
    expect(grants.grantOf("first", null)).toEqual(open);
  });

  test("R7 is asked for as soon as somebody has an account, too", () => {
    const all = { platforms: null, districts: null, departments: null, personal: true, restricted: true };
    const rest = { hash: "", mustChange: false, failures: 0, lockedUntil: null, madeAt: 0, lastIn: null };
    store.addPerson({ login: "boss", name: "主任", role: "admin", active: true, ...all, ...rest });
    expect(grants.grantOf("", null)).toEqual({ refused: "tokenMissing" });
    expect(grants.grantOf("s.whatever", null)).toEqual({ refused: "sessionEnded" });
  });

  test("N6 of a session counts for as long as the account is open, whatever became of the session", () => {
    const all = { platforms: null, districts: null, departments: null, personal: false, restricted: false };
    const rest = { hash: "", mustChange: false, failures: 0, lockedUntil: null, madeAt: 0, lastIn: null };
    store.addPerson({ login: "boss", name: "主任", role: "leader", active: true, ...all, ...rest });
    const person = store.personCalled("boss");
    if (person === null) throw new Error("nobody was added");
    const { access } = beginSession(store, person, "seat-1", Date.now());
    expect(grants.grantOf(access, null)).toMatchObject({ role: "leader", person: { login: "boss" } });
    store.setPerson({ ...person, active: false });
    expect(grants.grantOf(access, null)).toEqual({ refused: "sessionEnded" });
    expect(grants.sessionOf(access)).toBeNull();
  });

  test("R7 that is replaced is void at once", () => {
    give("old", { name: "wall" });
    give("new", { name: "wall" });
    expect(grants.grantOf("old", null)).toEqual({ refused: "tokenUnknown" });
    expect(grants.grantOf("new", null)).toMatchObject({ role: "leader" });
  });

  test.each(ROLES)("of role %s sees personal data when that was granted, a wall never", (role) => {
    give("with", { role, personal: true });
    give("without", { role });
    expect(scopeOf("with").personal).toBe(role !== "wall");
    expect(scopeOf("without").personal).toBe(false);
  });
});

describe("a scope", () => {
  test("R8 has the unit grids of its districts, on its platforms, as they are now", () => {
    const [a, b] = [grid("a", "510104001001001"), grid("b", "510105001001001")];
    grid("duty", "510104Z01", "city", "duty");
    const foreign = grid("c", "510104002001001", "other");
    give("one", { districts: ["510104"], platforms: ["city"] });
    give("two", { districts: ["510104", "510105"] });
    give("none", { districts: ["330"] });
    expect(scopeOf("one")).toEqual({
      ...EVERYTHING,
      platforms: ["city"],
      unitGrids: [a],
      personal: false,
      restricted: false,
    });
    expect(scopeOf("two").unitGrids).toEqual([a, b, foreign]);
    expect(scopeOf("none").unitGrids).toEqual([]);
    // A border moves: the grid belongs to the other district from now on, and one is new.
    const before = grants.version();
    grid("b", "510104009001001");
    expect(grants.version()).not.toBe(before);
    expect(scopeOf("one").unitGrids).toEqual([a, b]);
    const d = grid("d", "510104003001001");
    expect(scopeOf("one").unitGrids).toEqual([a, b, d]);
    store.transact(now, (tx) => tx.del("grids", a));
    expect(scopeOf("one").unitGrids).toEqual([b, d]);
    grid("b", "510104009001001", "city", "duty");
    expect(scopeOf("one").unitGrids).toEqual([d]);
  });

  test("R8 has its departments by id, and by platform and id", () => {
    const [a, b] = [put("departments", "甲", { platform: "city" }), put("departments", "乙/1", { platform: "city" })];
    const c = put("departments", "甲", { platform: "other" });
    give("by-id", { departments: ["甲"] });
    give("by-both", { departments: ["city/甲", "city/乙/1"] });
    give("of-one", { departments: ["甲", "丙"], platforms: ["other"] });
    expect(scopeOf("by-id").departments).toEqual([a, c]);
    expect(scopeOf("by-both").departments).toEqual([a, b]);
    expect(scopeOf("of-one").departments).toEqual([c]);
    const d = put("departments", "丙", { platform: "other" });
    expect(scopeOf("of-one").departments).toEqual([c, d]);
  });

  test("R8 begins with a month of its platform, and moves on when the hub's time comes to the next", () => {
    platform("city");
    platform("ny", "America/New_York");
    give("this-month", { months: 1, platforms: ["city"] });
    give("half-a-year", { months: 6, platforms: ["city"] });
    give("over-there", { months: 6, platforms: ["ny"] });
    give("both", { months: 6 });
    give("ever");
    expect(scopeOf("this-month").since).toBe(SHANGHAI.november);
    expect(scopeOf("half-a-year").since).toBe(SHANGHAI.june);
    expect(scopeOf("over-there").since).toBe(NEW_YORK.june);
    // A month has begun for both once it has begun in both zones: nothing is seen that would be too old in one of them.
    expect(scopeOf("both").since).toBe(NEW_YORK.june);
    expect(scopeOf("ever").since).toBeNull();
    const before = grants.version();
    now = Date.UTC(2026, 10, 30, 16) - 1;
    expect(grants.version()).toBe(before);
    now += 1;
    expect(grants.version()).not.toBe(before);
    expect(scopeOf("this-month").since).toBe(now);
    expect(scopeOf("over-there").since).toBe(NEW_YORK.june);
    now = Date.UTC(2026, 11, 1, 5);
    expect(scopeOf("over-there").since).toBe(Date.UTC(2026, 6, 1, 4));
  });

  test("R8 goes by the zone a platform has now", () => {
    platform("city");
    give("this-month", { months: 1 });
    expect(scopeOf("this-month").since).toBe(SHANGHAI.november);
    const before = grants.version();
    platform("city", "UTC");
    expect(grants.version()).not.toBe(before);
    expect(scopeOf("this-month").since).toBe(Date.UTC(2026, 10, 1));
    platform("city", "Asia/Shanghai");
    platform("city", "nowhere");
    expect(scopeOf("this-month").since).toBe(Date.UTC(2026, 10, 1));
  });

  test("lets texts go by the months the host keeps, whoever it is", () => {
    platform("city");
    expect(scopeOf("", 6)).toEqual({ ...EVERYTHING, textsSince: SHANGHAI.june });
    give("someone", { months: 1, platforms: ["city"] });
    expect(scopeOf("someone", 6)).toMatchObject({ since: SHANGHAI.november, textsSince: SHANGHAI.june });
    expect(scopeOf("someone", 1)).toMatchObject({ textsSince: SHANGHAI.november });
    // No calendar reaches back that far: everything is kept.
    expect(scopeOf("someone", Number.MAX_SAFE_INTEGER)).toMatchObject({ textsSince: null });
  });

  test("R8 what changes no scope changes no version", () => {
    platform("city");
    const a = grid("a", "510104001001001");
    give("one", { districts: ["510104"] });
    const before = grants.version();
    store.transact(now, (tx) => {
      tx.put("cases", draftOf("cases", "1"));
      tx.put("grids", { ...store.get("grids", a)!, name: "新名", geometry: "{}" });
      tx.put("platforms", { ...store.get("platforms", 1)!, name: "新市" });
    });
    give("one", { districts: ["510104"] });
    now += 1_000;
    expect(grants.version()).toBe(before);
  });
});

interface Ended {
  readonly code: number;
  readonly said: string;
  readonly failed: string;
}

/** The command as a person runs it, beside whoever has the store open. */
function command(...args: readonly string[]): Promise<Ended> {
  const all = ["src-hub/auth/manage-grants.ts", ...args, "--data", dir];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      args.includes("--lang") ? all : [...all, "--lang", "en"],
      { cwd: ROOT },
      (error, said, failed) => resolve({ code: error === null ? 0 : Number(error.code), said, failed }),
    );
  });
}
const tokenIn = (said: string): string => /^[\w-]{43}$/m.exec(said)?.[0] ?? "";

describe("npm run grants", () => {
  test("R7 shows a token once, and it works at once in the hub that runs; the hub keeps its hash only", async () => {
    expect(grants.grantOf("", null)).toMatchObject({ role: "admin" });
    const before = grants.version();
    const { code, said, failed } = await command("add", "--name", "大厅", "--role", "wall");
    expect([code, failed]).toEqual([0, ""]);
    const token = tokenIn(said);
    expect(said).toContain("--token-file FILE");
    expect(said).toContain("from now on the hub takes nobody without a token");
    expect(grants.version()).not.toBe(before);
    expect(grants.grantOf(token, null)).toMatchObject({ role: "wall" });
    expect((await command("list")).said).not.toContain(token);
    const hub = join(dir, "hub");
    for (const file of readdirSync(hub)) expect(readFileSync(join(hub, file)).includes(token)).toBe(false);
    const other = tokenIn((await command("add", "--name", "另一个", "--role", "wall")).said);
    expect(other).not.toBe(token);
    expect(other).not.toBe("");
  });

  test("R8 changes what is named and nothing else, and the hub that runs goes by it", async () => {
    const a = put("departments", "甲", { platform: "city" });
    const grant = [
      "--name",
      "区",
      "--role",
      "dispatcher",
      "--district",
      "510104",
      "--district",
      "510105",
      "--personal",
    ];
    const token = tokenIn((await command("add", ...grant)).said);
    expect(scopeOf(token)).toMatchObject({ unitGrids: [], departments: null, personal: true });
    const changed = await command(
      "change",
      "--name",
      "区",
      "--department",
      "city/甲",
      "--district",
      "all",
      "--months",
      "3",
    );
    expect([changed.code, tokenIn(changed.said)]).toEqual([0, ""]);
    expect(scopeOf(token)).toMatchObject({ unitGrids: null, departments: [a], personal: true });
    expect(store.listGrants()).toMatchObject([{ name: "区", role: "dispatcher", months: 3, districts: null }]);
    await command("change", "--name", "区", "--months", "all", "--no-personal");
    expect(store.listGrants()).toMatchObject([{ months: null, personal: false, departments: ["city/甲"] }]);
    const renewed = tokenIn((await command("change", "--name", "区", "--new-token")).said);
    expect(grants.grantOf(token, null)).toEqual({ refused: "tokenUnknown" });
    expect(grants.grantOf(renewed, null)).toMatchObject({ role: "dispatcher" });
    // A wall gets no personal data, also when it was something else before.
    await command("change", "--name", "区", "--personal");
    await command("change", "--name", "区", "--role", "wall");
    expect(store.listGrants()).toMatchObject([{ role: "wall", personal: false }]);
  });

  test("V53 gives restricted cameras and takes them back, on a wall as well, and lists who has them", async () => {
    const token = tokenIn((await command("add", "--name", "大厅", "--role", "wall")).said);
    expect(scopeOf(token).restricted).toBe(false);
    const version = grants.version();
    const given = await command("change", "--name", "大厅", "--restricted-cameras", "--lang", "zh-CN");
    expect([given.code, given.said.includes("视频点位：全部（含受限点位）")]).toEqual([0, true]);
    expect([scopeOf(token).restricted, grants.version() !== version]).toEqual([true, true]);
    expect((await command("list")).said).toContain("cameras: all, restricted ones too");
    await command("change", "--name", "大厅", "--no-restricted-cameras");
    expect(scopeOf(token).restricted).toBe(false);
  });

  test("R7 takes a grant back; the last one only when told that the hub is open to all then", async () => {
    const [a, b] = [
      tokenIn((await command("add", "--name", "a", "--role", "wall")).said),
      tokenIn((await command("add", "--name", "b", "--role", "wall")).said),
    ];
    expect((await command("remove", "--name", "a")).code).toBe(0);
    expect(grants.grantOf(a, null)).toEqual({ refused: "tokenUnknown" });
    const last = await command("remove", "--name", "b");
    expect(last.code).toBe(1);
    expect(last.failed).toContain("The option --name cannot be “b”");
    expect(last.failed).toContain("--open");
    expect(grants.grantOf(b, null)).toMatchObject({ role: "wall" });
    const open = await command("remove", "--name", "b", "--open");
    expect([open.code, open.said.includes("without a token, as an administrator")]).toEqual([0, true]);
    expect(grants.grantOf("", null)).toMatchObject({ role: "admin" });
  });

  test("lists who sees what, in both languages", async () => {
    expect((await command("list")).said).toContain("Nothing is granted.");
    expect((await command("list", "--lang", "zh-CN")).said).toContain("尚未发放任何授权");
    give("大厅", { role: "wall", districts: ["510104"], months: 6, platforms: ["city"] });
    give("主任", { role: "admin", personal: true });
    const english = (await command("list")).said.split("\n");
    expect(english[0]).toBe("大厅 · wall · since Nov 22, 2026");
    expect(english[1]).toBe(
      "  platforms: city; districts: 510104; departments: all; cases that are over: 6 months; personal data: hidden; cameras: without restricted ones",
    );
    const chinese = (await command("list", "--lang", "zh-CN")).said.split("\n");
    expect(chinese[2]).toBe("主任 · 管理员 · 2026年11月22日 起");
    expect(chinese[3]).toBe(
      "  平台：不限；区域：不限；责任单位：不限；已办结案件：不限；个人信息：可见；视频点位：不含受限点位",
    );
  });

  test("says what a grant names that is not there yet, and nothing of what is", async () => {
    platform("city");
    grid("a", "510104001001001");
    put("departments", "甲", { platform: "city" });
    const { said } = await command(
      ...["add", "--name", "a", "--role", "wall", "--platform", "city", "--platform", "citty"],
      ...["--district", "510104", "--district", "510105", "--department", "甲", "--department", "乙"],
    );
    const notes = said.split("\n").filter((line) => line.startsWith("Note:"));
    expect(notes.map((note) => /“(.+)”/.exec(note)?.[1])).toEqual(["citty", "510105", "乙"]);
  });

  test.each([
    [["add", "--name", "known", "--role", "wall"], "--name", "known"],
    [["change", "--name", "known"], "change", "known"],
    [["remove", "--name", "nobody"], "--name", "nobody"],
    [["give"], "list|add|change|remove", "give"],
  ])("%j is told in one sentence that names the option, and nothing is changed", async (args, option, value) => {
    give("known");
    const before = store.listGrants();
    const [english, chinese] = await Promise.all([command(...args), command(...args, "--lang", "zh-CN")]);
    expect([english.code, english.said]).toEqual([1, ""]);
    expect(english.failed).toMatch(/^The option .+\.\nAdd --help to see all options\.\n$/);
    expect(english.failed).toContain(`The option ${option} cannot be “${value}”.`);
    expect(chinese.failed).toContain(`选项 ${option} 的取值“${value}”无效，应为：`);
    expect(store.listGrants()).toEqual(before);
  });

  test("explains itself", async () => {
    const help = await command("--help");
    for (const word of [...ROLES, "--district", "--new-token", "--open"]) expect(help.said).toContain(word);
    expect((await command("--help", "--lang", "zh-CN")).said).toContain("用法：npm run grants");
  });
});

const rescoped = (client: HubClient): Promise<void> =>
  new Promise((resolve) => client.socket.once(HUB_EVENTS.rescope, () => resolve()));

test("R7 R8 a hub that runs asks everybody anew once something is granted, and gives each token its part", async () => {
  const hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log: () => undefined });
  const client = await hubClient(hub.url);
  try {
    platform("city");
    const department = put("departments", "甲", { platform: "city", contact: "0731-85550101" });
    expect(await client.hello()).toMatchObject({ role: "admin", scope: EVERYTHING });
    await client.snapshot();
    const asked = rescoped(client);
    const terms = ["--name", "大厅", "--role", "wall", "--department", "甲"];
    const token = tokenIn((await command("add", ...terms)).said);
    await asked;
    const hello = { wire: HUB_WIRE_VERSION, token: "", name: "test", epoch: client.epoch, cursor: client.cursor };
    const rest = { snapshot: null, scope: EVERYTHING, keepMonths: null };
    const refused = { answer: "refused", epoch: hub.store.epoch };
    expect(await client.ask(HUB_EVENTS.hello, { ...hello, ...rest })).toEqual({ ...refused, why: "tokenMissing" });
    const scope = { ...EVERYTHING, departments: [department], personal: false, restricted: false };
    // Nothing has to be fetched: the host lets go of what it may not have.
    const welcome = { answer: "welcome", mode: "tail", role: "wall", scope };
    expect(await client.ask(HUB_EVENTS.hello, { ...hello, ...rest, token })).toMatchObject(welcome);
    const gone = rescoped(client);
    give("another");
    store.removeGrant("大厅");
    await gone;
    expect(await client.ask(HUB_EVENTS.hello, { ...hello, ...rest, token })).toEqual({
      ...refused,
      why: "tokenUnknown",
    });
  } finally {
    client.close();
    await hub.close();
  }
});

test("a hub that others can reach says whether it asks for tokens", async () => {
  const said = async (): Promise<string> => {
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    const options = { dataDir: dir, port: 0, host: "0.0.0.0", city: "none", pace: 1, language: "en", log } as const;
    const hub = await openHub(options);
    await hub.close();
    return lines.find((line) => line.includes("0.0.0.0")) ?? "";
  };
  expect(await said()).toContain("nothing has been granted");
  give("wall");
  expect(await said()).toContain("takes only those who show a token");
});
