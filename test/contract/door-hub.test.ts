/** The door of a hub that runs: what a session gets over the line, how fast it loses it, and how accounts come to be. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argon2Verify } from "hash-wasm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import { DOOR_PATHS, type DoorAnswer, type SessionPair } from "../../shared/wire/door.ts";
import { HUB_EVENTS } from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import type { OfficeAnswer, OfficeRequest } from "../../shared/wire/office.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { GIVEN, PASSWORD, WHOLE, refusal } from "./door-double.ts";
import { hubClient, type HubClient } from "./programs/hub-client.ts";
import { draftOf } from "./store-drafts.ts";

const ROOT = join(import.meta.dirname, "../..");
let dir = "";
let hub: Hub | null = null;
let lines: string[] = [];
const clients: HubClient[] = [];
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-door-hub-"));
  lines = [];
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await hub?.close();
  hub = null;
  rmSync(dir, { recursive: true, force: true });
});

async function open(people?: string): Promise<Hub> {
  const log = (line: string): void => void lines.push(line);
  const more = people === undefined ? {} : { people };
  hub = await openHub({ dataDir: dir, port: 0, city: "none", pace: 1, language: "en", log, ...more });
  return hub;
}

async function knock<T>(path: string, body: unknown, bearer = ""): Promise<T> {
  const headers = { authorization: `Bearer ${bearer}` };
  const response = await fetch(`${hub?.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  return (await response.json()) as T;
}
const enter = async (login: string, password: string): Promise<SessionPair> => {
  const answer = await knock<DoorAnswer>(DOOR_PATHS.login, { login, password, machine: "seat-1" });
  if (answer.answer !== "in") throw new Error(answer.why);
  return answer;
};
const office = (access: string, request: OfficeRequest) => knock<OfficeAnswer>(DOOR_PATHS.office, request, access);
const first = () =>
  knock<SessionPair>(DOOR_PATHS.first, { name: "主任", login: "director", password: PASSWORD, machine: "seat-1" });

async function client(token: string): Promise<HubClient> {
  const one = await hubClient(hub?.url ?? "");
  one.token = token;
  clients.push(one);
  return one;
}
const rescoped = (one: HubClient): Promise<void> =>
  new Promise((resolve) => one.socket.once(HUB_EVENTS.rescope, () => resolve()));
const greet = (one: HubClient): Promise<unknown> =>
  one.ask(HUB_EVENTS.hello, {
    ...{ wire: HUB_WIRE_VERSION, token: one.token, name: "seat-1", epoch: one.epoch, cursor: one.cursor },
    ...{ snapshot: null, scope: one.scope, keepMonths: null },
  });

describe("a hub that runs", () => {
  test("N6 a session that is ended is off the line within five seconds, and gets nothing more", async () => {
    await open();
    const { store } = hub as Hub;
    store.transact(hub?.now() ?? 0, (tx) => tx.put("platforms", draftOf("platforms", "city", { platform: "city" })));
    const admin = await first();
    const person = { ...WHOLE, name: "小李", role: "dispatcher" } as const;
    await office(admin.access, { office: "putPerson", login: "li", password: GIVEN, person });
    const li = await enter("li", GIVEN);
    const seat = await client(li.access);
    expect(await greet(seat)).toMatchObject({ answer: "welcome", role: "dispatcher", scope: { personal: false } });
    await seat.snapshot();
    expect(seat.replica.get("platforms")?.size).toBe(1);
    const told = rescoped(seat);
    const at = performance.now();
    expect(await office(admin.access, { office: "endSession", session: li.session })).toEqual({ did: "done" });
    await told;
    expect(await greet(seat)).toEqual({ answer: "refused", why: "sessionEnded", epoch: store.epoch });
    expect(performance.now() - at).toBeLessThan(5_000);
    const deltas = seat.deltas.length;
    store.transact(hub?.now() ?? 0, (tx) => tx.put("platforms", draftOf("platforms", "other", { platform: "other" })));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(seat.deltas.length).toBe(deltas);
  });

  test("N4 a refresh cuts no line: the hello with the next token goes on where the first stood", async () => {
    await open();
    const admin = await first();
    const seat = await client(admin.access);
    await seat.snapshot();
    const next = (await knock<DoorAnswer>(DOOR_PATHS.refresh, { refresh: admin.refresh })) as SessionPair;
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(seat.rescopes).toBe(0);
    seat.token = next.access;
    expect(await seat.goOn()).toBe("tail");
  });

  test("N7 R4 the same case is given with its caller or without, as the account says", async () => {
    await open();
    const { store } = hub as Hub;
    const fields = { platform: "city", contact: "0731-85550101" };
    const uid = store.transact(
      hub?.now() ?? 0,
      (tx) => tx.put("departments", draftOf("departments", "甲", fields)).uid,
    );
    const admin = await first();
    const put = (personal: boolean) => {
      const person = { ...WHOLE, name: "小李", role: "acceptor", personal } as const;
      return office(admin.access, { office: "putPerson", login: "li", password: personal ? null : GIVEN, person });
    };
    await put(false);
    const seat = await client((await enter("li", GIVEN)).access);
    await seat.snapshot();
    const shown = () => JSON.stringify(seat.replica.get("departments")?.get(uid)).includes("85550101");
    expect(shown()).toBe(false);
    const told = rescoped(seat);
    await put(true);
    await told;
    expect(await seat.goOn()).toBe("snapshot");
    expect(shown()).toBe(true);
  });

  test("N8 is everybody's until somebody is named; then the machine's wall goes on by its own token", async () => {
    await open();
    const wall = await client("");
    expect(await greet(wall)).toMatchObject({ role: "admin", scope: EVERYTHING });
    await wall.snapshot();
    const told = rescoped(wall);
    const { machineToken } = await first();
    await told;
    expect(await greet(wall)).toMatchObject({ answer: "refused", why: "tokenMissing" });
    wall.token = machineToken ?? "";
    expect(await greet(wall)).toMatchObject({ answer: "welcome", role: "wall", scope: { personal: false } });
  });

  test("N1 keeps of a password no more than an argon2id hash, in no file of its folder", async () => {
    await open();
    await first();
    const hash = hub?.store.listPeople()[0]?.hash ?? "";
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await argon2Verify({ password: PASSWORD, hash })).toBe(true);
    await hub?.close();
    hub = null;
    for (const file of readdirSync(join(dir, "hub"))) {
      expect(readFileSync(join(dir, "hub", file)).includes(PASSWORD), file).toBe(false);
    }
    expect(lines.join("\n")).not.toContain(PASSWORD);
  });
});

describe("a file of people", () => {
  const written = (people: readonly object[]): string => {
    const file = join(dir, "people.json");
    writeFileSync(file, JSON.stringify(people), { mode: 0o600 });
    return file;
  };
  const BOSS = { login: "Zhuren", name: "主任", role: "admin", personal: true, password: PASSWORD };
  const LI = { login: "li", name: "小李", role: "dispatcher", districts: ["510104"], password: GIVEN };

  test("N12 adds who is missing before the hub can be reached, and changes nobody", async () => {
    await open(written([BOSS, LI]));
    expect(lines[0]).toBe(`Accounts added from ${join(dir, "people.json")}: zhuren, li.`);
    expect(await knock(DOOR_PATHS.state, {})).toEqual({ named: true });
    expect(await enter("li", GIVEN)).toMatchObject({ mustChange: false, person: { role: "dispatcher" } });
    expect(hub?.store.listPeople()[1]).toMatchObject({ districts: ["510104"], personal: false, restricted: false });
    await hub?.close();
    lines = [];
    const hash = "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$jH0iQ2bM0nfJZ0u1mB7sF0V2p0mH8r0i8zYQdN8f1tA";
    const more = { login: "wang", name: "老王", role: "verifier", passwordHash: hash, mustChange: true };
    await open(written([{ ...LI, role: "admin", password: "bie de mi ma 9" }, more]));
    expect(lines).toEqual([expect.stringContaining(": wang.")]);
    expect(await enter("li", GIVEN)).toMatchObject({ person: { role: "dispatcher" } });
    expect(hub?.store.personCalled("wang")).toMatchObject({ hash, mustChange: true });
  });

  test("N12 a broken one keeps the hub from starting: without it the house would be open", async () => {
    const file = written([BOSS, { ...LI, role: "boss" }]);
    const failed = await open(file).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(TroubleError);
    const { code, params } = (failed as TroubleError).trouble;
    expect([code, params["file"], params["path"]]).toEqual(["peopleBroken", file, "1.role"]);
    const store = openSqliteStore(hubFile(dir));
    expect(store.hasPeople()).toBe(false);
    store.close();
  });

  test("N12 that is not there is told, and one with passwords that others can read is warned of", async () => {
    await expect(open(join(dir, "none.json"))).rejects.toMatchObject({ trouble: { code: "fileMissing" } });
    const file = written([BOSS]);
    chmodSync(file, 0o644);
    await open(file);
    expect(lines.filter((line) => line.startsWith("Note:"))).toHaveLength(process.platform === "win32" ? 0 : 1);
  });
});

describe("npm run people", () => {
  /** What the command says, and how it ends. */
  function command(args: readonly string[], input = ""): Promise<{ code: number; said: string; failed: string }> {
    const all = ["src-hub/auth/manage-people.ts", ...args, "--data", dir];
    const child = spawn(process.execPath, all, { cwd: ROOT, env: { ...process.env, LC_ALL: "en" } });
    let [said, failed] = ["", ""];
    child.stdout.on("data", (part: Buffer) => (said += part.toString()));
    child.stderr.on("data", (part: Buffer) => (failed += part.toString()));
    child.stdin.end(input);
    return new Promise((resolve) => child.on("close", (code) => resolve({ code: code ?? -1, said, failed })));
  }
  const add = (login: string, role: string, ...more: string[]) =>
    command(["add", "--login", login, "--name", "某人", "--role", role, "--password-stdin", ...more], `${GIVEN}\n`);

  test("N9 adds, lists, changes, closes, and keeps the last administrator, beside a hub that runs", async () => {
    await open();
    const refused = await add("li", "dispatcher");
    expect([refused.code, refused.failed]).toEqual([1, expect.stringContaining("the first account must be")]);
    const boss = await add("Zhuren", "admin");
    expect([boss.code, boss.said]).toEqual([0, expect.stringContaining("Added: zhuren.\nThis is the first account")]);
    const li = await add("li", "dispatcher", "--district", "510104", "--must-change");
    expect([li.code, li.said]).toEqual([0, "Added: li.\n"]);
    expect(await enter("li", GIVEN)).toMatchObject({ mustChange: true });
    const list = (await command(["list"])).said.split("\n");
    expect(list[0]).toBe("zhuren · 某人 · administrator · never logged in");
    expect(list[2]).toContain("li · 某人 · dispatcher · last logged in");
    expect(list[3]).toContain("districts: 510104; departments: all; personal data: hidden");
    expect((await command(["close", "--login", "zhuren"])).failed).toContain("not the last active administrator");
    expect((await command(["close", "--login", "li"])).code).toBe(0);
    const closed = { login: "li", password: GIVEN, machine: "m" };
    expect(await knock(DOOR_PATHS.login, closed)).toEqual(refusal("inactive"));
    expect((await command(["change", "--login", "li"])).failed).toContain("at least one option");
    expect((await command(["close", "--login", "nobody"])).failed).toContain("the login of an account: zhuren, li");
  }, 60_000);

  test("N3 N1 sets passwords and lifts locks, and takes no weak password and none that nobody can type", async () => {
    await open(undefined);
    await add("zhuren", "admin");
    for (let n = 0; n < 5; n += 1) await knock(DOOR_PATHS.login, { login: "zhuren", password: "wrong", machine: "m" });
    const right = { login: "zhuren", password: GIVEN, machine: "m" };
    expect(await knock(DOOR_PATHS.login, right)).toMatchObject(refusal("locked"));
    expect((await command(["unlock", "--login", "zhuren"])).code).toBe(0);
    const old = await enter("zhuren", GIVEN);
    const weak = await command(["password", "--login", "zhuren", "--password-stdin"], "zhuren2026\n");
    expect([weak.code, weak.failed]).toEqual([1, expect.stringContaining("hard to guess")]);
    expect(weak.failed).not.toContain("zhuren2026");
    const typed = await command(["password", "--login", "zhuren"]);
    expect([typed.code, typed.failed]).toEqual([1, expect.stringContaining("--password-stdin")]);
    const set = await command(["password", "--login", "zhuren", "--password-stdin"], `${PASSWORD}\n`);
    expect([set.code, set.said]).toEqual([0, expect.stringContaining("zhuren has a new password")]);
    expect(await knock(DOOR_PATHS.refresh, { refresh: old.refresh })).toEqual(refusal("sessionEnded"));
    await enter("zhuren", PASSWORD);
  }, 60_000);
});
