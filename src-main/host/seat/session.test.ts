import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DOOR_PATHS, type SessionPair } from "../../../shared/wire/door.ts";
import { actAtDoor } from "./acts.ts";
import { openSession } from "./session.ts";
import type { SessionKeeper } from "./session-types.ts";

type Handler = (body: Record<string, string>, bearer: string) => object | number | Promise<object>;

let dir: string;
let server: Server;
let url: string;
/** What the hub answers, by path; a number is a status. */
let door: Map<string, Handler>;
let asked: { path: string; body: Record<string, string>; bearer: string }[];
let changes: number;
let watched: boolean;
let wall: number;
const open: SessionKeeper[] = [];

let pairs = 0;
const pairOf = (more: Partial<SessionPair> = {}): SessionPair => {
  pairs += 1;
  return {
    answer: "in",
    person: { uid: 7, login: "li", name: "李四", role: "dispatcher" },
    session: 3,
    access: `s.access-${pairs}`,
    refresh: `refresh-${pairs}`,
    accessMs: 600_000,
    refreshMs: 43_200_000,
    mustChange: false,
    ...more,
  };
};
const names = () => asked.map(({ path }) => path.replace("/door/", ""));
const of = (path: string) => asked.filter((one) => one.path === path);
const until = (holds: () => void) => vi.waitFor(holds, { timeout: 4_000, interval: 5 });

function session(token = "", more: object = {}): SessionKeeper {
  const it = openSession({
    dataDir: dir,
    machine: "desk-7",
    token,
    wall: () => wall,
    real: () => performance.now(),
    hubNow: () => 5_000_000,
    watched: () => watched,
    onChange: () => void (changes += 1),
    pollMs: 20,
    ...more,
  });
  open.push(it);
  return it;
}
const login = (it: SessionKeeper) => actAtDoor({ do: "login", login: "li", password: "geheim12" }, it);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "citywall-session-"));
  [asked, changes, watched, wall, pairs] = [[], 0, true, 1_000, 0];
  door = new Map<string, Handler>([
    [DOOR_PATHS.state, () => ({ named: true })],
    [DOOR_PATHS.login, () => pairOf()],
    [DOOR_PATHS.refresh, () => pairOf()],
    [DOOR_PATHS.logout, () => ({ answer: "ended" })],
  ]);
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const path = request.url ?? "";
      const body = JSON.parse(text) as Record<string, string>;
      const bearer = request.headers.authorization ?? "";
      asked.push({ path, body, bearer });
      void Promise.resolve(door.get(path)?.(body, bearer) ?? 404).then((answer) => {
        if (typeof answer === "number") response.writeHead(answer).end();
        else response.end(JSON.stringify(answer));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const it of open.splice(0)) it.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(dir, { recursive: true, force: true });
});

describe("a session on this machine", () => {
  test("N20 is open, out, in: as the hub says, and as it was after a restart without it", async () => {
    const it = session();
    expect(it.value()).toMatchObject({ state: "unknown", person: null, machine: "desk-7" });
    door.set(DOOR_PATHS.state, () => ({ named: false }));
    it.connect(url);
    await until(() => expect(it.value().state).toBe("open"));
    door.set(DOOR_PATHS.state, () => ({ named: true }));
    it.welcome("", "wall");
    await until(() => expect(it.value().state).toBe("out"));
    expect(session().value().state).toBe("out");
    await login(it);
    expect(it.value()).toMatchObject({ state: "in", since: 5_000_000, session: 3, person: { name: "李四" } });
    expect(it.token()).toBe("s.access-1");
    expect(session().value()).toMatchObject({ state: "in", person: { name: "李四" } });
    // Twelve hours later it cannot be renewed any more.
    wall += 43_200_001;
    expect(session().value()).toMatchObject({ state: "ended", person: { name: "李四" } });
  });

  test("N20 its file is this account's alone, holds no password, and a broken one is no session", async () => {
    const it = session();
    it.connect(url);
    await login(it);
    const file = join(dir, "session.json");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toContain("refresh-1");
    expect(readFileSync(file, "utf8")).not.toContain("geheim12");
    chmodSync(file, 0o600);
    writeFileSync(file, `{"version":1,"named":true`);
    expect(session().value().state).toBe("unknown");
  });

  test("N21 is renewed before it runs out, and the token is another then", async () => {
    door.set(DOOR_PATHS.login, () => pairOf({ accessMs: 500 }));
    const it = session();
    it.connect(url);
    await login(it);
    await until(() => expect(it.token()).toBe("s.access-2"));
    expect(of(DOOR_PATHS.refresh)).toMatchObject([{ body: { refresh: "refresh-1" } }]);
    expect(it.value()).toMatchObject({ state: "in", since: 5_000_000 });
    expect(it.ready()).toBeNull();
  });

  test("N21 after a restart nothing is shown before it is renewed; a hub that is away is waited for", async () => {
    const first = session("machine-token");
    first.connect(url);
    await login(first);
    const it = session("machine-token");
    it.connect(url);
    door.set(DOOR_PATHS.refresh, () => 503);
    expect(await it.ready()).toBe("HTTP 503");
    expect(it.value()).toMatchObject({ state: "in", trouble: { code: "hubUnreachable" } });
    door.set(DOOR_PATHS.refresh, () => pairOf());
    expect(await it.ready()).toBeNull();
    expect(it.token()).toBe("s.access-2");
    expect(it.value()).toMatchObject({ state: "in", trouble: null });
  });

  test("N22 a token that the hub no longer takes is renewed; a session that is over is over here", async () => {
    const it = session("machine-token");
    it.connect(url);
    await login(it);
    expect(await it.refused("s.access-1", "sessionEnded")).toBeNull();
    expect(it.token()).toBe("s.access-2");
    door.set(DOOR_PATHS.refresh, () => ({ answer: "refused", why: "sessionEnded" }));
    const over = it.refused("s.access-2", "sessionEnded");
    // Meanwhile nothing else is shown: rows would go for it.
    expect(it.token()).toBe("s.access-2");
    expect(await over).toBeNull();
    expect(it.token()).toBe("machine-token");
    expect(it.value()).toMatchObject({ state: "ended", person: { name: "李四" }, session: 0 });
    expect(it.person()?.uid).toBe(7);
    expect(it.stands()).toBe(false);
  });

  test("N22 while it cannot be told, the session stays", async () => {
    const it = session();
    it.connect(url);
    await login(it);
    for (const answer of [503, 429]) {
      door.set(DOOR_PATHS.refresh, () => answer);
      expect(await it.refused("s.access-1", "sessionEnded")).toBe(`HTTP ${answer}`);
    }
    door.set(DOOR_PATHS.refresh, () => ({ answer: "refused", why: "busy" }));
    expect(await it.refused("s.access-1", "sessionEnded")).toBe("busy");
    expect(it.value().state).toBe("in");
    // A hub of the version before has no sessions at all.
    door.delete(DOOR_PATHS.refresh);
    expect(await it.refused("s.access-1", "sessionEnded")).toBeNull();
    expect(it.value().state).toBe("ended");
  });

  test("N23 logging out needs no hub, which hears of it when it is back", async () => {
    const it = session();
    it.connect(url);
    await login(it);
    door.set(DOOR_PATHS.logout, () => 503);
    expect(await actAtDoor({ do: "logout" }, it)).toMatchObject({ result: { well: true } });
    expect(it.value()).toMatchObject({ state: "out", person: null });
    expect(it.token()).toBe("");
    await until(() => expect(of(DOOR_PATHS.logout)).toHaveLength(1));
    it.close();
    door.set(DOOR_PATHS.logout, () => ({ answer: "ended" }));
    const again = session();
    again.connect(url);
    again.welcome("", "wall");
    await until(() => expect(of(DOOR_PATHS.logout)).toHaveLength(2));
    expect(of(DOOR_PATHS.logout)[1]?.body).toEqual({ refresh: "refresh-1" });
    again.welcome("", "wall");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(of(DOOR_PATHS.logout)).toHaveLength(2);
  });

  test("N23 who logs out while their session is being renewed is out, and the renewed one is ended too", async () => {
    const answer = Promise.withResolvers<object>();
    door.set(DOOR_PATHS.refresh, () => answer.promise);
    const it = session();
    it.connect(url);
    await login(it);
    const renewed = it.refused("s.access-1", "sessionEnded");
    await until(() => expect(of(DOOR_PATHS.refresh)).toHaveLength(1));
    await actAtDoor({ do: "logout" }, it);
    answer.resolve(pairOf());
    expect(await renewed).toBeNull();
    expect(it.value().state).toBe("out");
    expect(it.token()).toBe("");
    it.welcome("", "wall");
    await until(() =>
      expect(of(DOOR_PATHS.logout).map(({ body }) => body["refresh"])).toEqual(["refresh-1", "refresh-2"]),
    );
  });

  test("N23 who logs in over somebody else ends that session", async () => {
    const it = session();
    it.connect(url);
    await login(it);
    door.set(DOOR_PATHS.login, () => pairOf({ session: 4 }));
    await login(it);
    await until(() => expect(of(DOOR_PATHS.logout)).toMatchObject([{ body: { refresh: "refresh-1" } }]));
  });

  test("N24 the machine keeps the token that it was given at the naming, and shows the one it was started with", async () => {
    door.set(DOOR_PATHS.first, () => pairOf({ machineToken: "wall-token" }));
    const it = session();
    it.connect(url);
    await actAtDoor({ do: "nameFirst", name: "李四", login: "li", password: "geheim12" }, it);
    expect(of(DOOR_PATHS.first)[0]).toMatchObject({ bearer: "", body: { machine: "desk-7", name: "李四" } });
    await actAtDoor({ do: "logout" }, it);
    expect(it.token()).toBe("wall-token");
    expect(statSync(join(dir, "token")).mode & 0o777).toBe(0o600);
    expect(session().token()).toBe("wall-token");
    expect(session("given").token()).toBe("given");
    const given = session("given");
    given.connect(url);
    await actAtDoor({ do: "nameFirst", name: "李四", login: "li", password: "geheim12" }, given);
    expect(of(DOOR_PATHS.first)[1]?.bearer).toBe("Bearer given");
    await actAtDoor({ do: "logout" }, given);
    expect(given.token()).toBe("given");
  });

  test("N25 a machine without a right shows a code while somebody looks, and comes in when it is let in", async () => {
    watched = false;
    let polled: object = { answer: "waiting" };
    let codes = 0;
    door.set(DOOR_PATHS.screen, () => ({ code: `CODE${++codes}`, secret: `secret-${codes}`, untilMs: 600_000 }));
    door.set(DOOR_PATHS.screenPoll, () => polled);
    const it = session();
    it.connect(url);
    expect(it.refused("", "tokenMissing")).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(names()).not.toContain("screen");
    watched = true;
    await until(() => expect(it.value().screenCode).toBe("CODE1"));
    // One that is too old gives way to another.
    polled = { answer: "over" };
    await until(() => expect(codes).toBeGreaterThan(1));
    polled = { answer: "in", token: "wall-token", name: "七号屏" };
    const before = changes;
    await until(() => expect(it.token()).toBe("wall-token"));
    expect(changes).toBeGreaterThan(before);
    expect(it.value().screenCode).toBeNull();
    expect(readFileSync(join(dir, "token"), "utf8")).toBe("wall-token\n");
  });

  test("N25 no code is asked for by a machine that was given a token, nor once somebody has logged in", async () => {
    door.set(DOOR_PATHS.screen, () => ({ code: "CODE", secret: "secret-1", untilMs: 600_000 }));
    door.set(DOOR_PATHS.screenPoll, () => ({ answer: "waiting" }));
    const given = session("given");
    given.connect(url);
    given.refused("given", "tokenUnknown");
    const it = session();
    it.connect(url);
    it.refused("", "tokenMissing");
    await until(() => expect(it.value().screenCode).toBe("CODE"));
    await login(it);
    expect(it.value().screenCode).toBeNull();
    const count = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(asked.slice(count).filter(({ path }) => path === DOOR_PATHS.screenPoll)).toHaveLength(0);
    expect(of(DOOR_PATHS.screen)).toHaveLength(1);
  });
});

describe("the office", () => {
  test("N26 is asked in the session's name, and once more when its token has just run out", async () => {
    door.set(DOOR_PATHS.office, (_body, bearer) =>
      bearer === "Bearer s.access-2" ? { did: "people", people: [] } : { did: "refused", refused: "sessionEnded" },
    );
    const it = session();
    expect(await actAtDoor({ do: "office", request: { office: "people" } }, it)).toEqual({
      did: "office",
      answer: { did: "refused", refused: "sessionEnded" },
    });
    it.connect(url);
    await login(it);
    expect(await actAtDoor({ do: "office", request: { office: "people" } }, it)).toEqual({
      did: "office",
      answer: { did: "people", people: [] },
    });
    expect(of(DOOR_PATHS.office).map(({ bearer }) => bearer)).toEqual(["Bearer s.access-1", "Bearer s.access-2"]);
    door.set(DOOR_PATHS.office, () => ({ strange: true }));
    expect(await actAtDoor({ do: "office", request: { office: "people" } }, it)).toMatchObject({
      did: "not",
      trouble: { code: "badMessage" },
    });
  });

  test("N26 without a hub that is said, and nothing waits", async () => {
    const it = session();
    expect(await login(it)).toMatchObject({ did: "not", trouble: { code: "hubAway" } });
    it.connect("http://127.0.0.1:9");
    expect(await login(it)).toMatchObject({ did: "not", trouble: { code: "hubUnreachable" } });
  });
});
