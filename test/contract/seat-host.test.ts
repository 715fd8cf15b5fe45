/** Seats at a real hub through real hosts: logging in and out, what becomes of rows and requests, who sees whom. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import type { Role } from "../../shared/roles.ts";
import type { DeskMessage, DeskRequest } from "../../shared/wire/desk.ts";
import type { OfficeAnswer, OfficeRequest } from "../../shared/wire/office.ts";
import { openHub, type Hub } from "../../src-hub/hub.ts";
import { openHost } from "../../src-main/host/host.ts";
import type { Host } from "../../src-main/host/options.ts";
import { putReported } from "./drafts.ts";
import { openSeatWindow, type SeatWindow } from "./seat-window.ts";

const PASSWORD = "长沙的桂花香了2026";
let dir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-seats-"));
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function hubAt(port = 0): Promise<Hub> {
  const hub = await openHub({ dataDir: join(dir, "hub"), port, city: "none", pace: 1, language: "en", log: () => {} });
  closing.push(() => hub.close());
  return hub;
}

interface Here {
  readonly host: Host;
  readonly window: SeatWindow;
  end(): Promise<void>;
}

async function hostAt(name: string, url: string | null): Promise<Here> {
  const host = await openHost({
    dataDir: join(dir, name),
    language: "en",
    basemap: null,
    token: "",
    keepMonths: null,
    name,
    log: () => {},
  });
  const window = openSeatWindow(host);
  const end = async () => {
    window.close();
    await host.close();
  };
  closing.push(end);
  if (url !== null) host.connect(url);
  return { host, window, end };
}

const factsOf = (hub: Hub, uid: number) =>
  (JSON.parse(hub.store.get("cases", uid)?.facts ?? "[]") as Fact[]).map(({ kind, by }) => `${kind} ${by}`);

let asked = 0;
const on = (uid: number, kind: "accept" | "urge", more: Partial<DeskMessage> = {}): DeskMessage => ({
  id: `seat-request-${(asked += 1)}`,
  by: "台席",
  request: { ask: "case", uid, command: { kind, ...(kind === "urge" ? { note: "请尽快" } : {}) } } as DeskRequest,
  ...more,
});

/** Names the first administrator from this machine. */
async function nameFirst({ window }: Here): Promise<void> {
  await window.until(() => window.session()?.state === "open");
  const result = await window.act({ do: "nameFirst", name: "赵主任", login: "zhao", password: PASSWORD });
  expect(result).toEqual({ did: "door", result: { well: true } });
  await window.until(() => window.session()?.state === "in");
}

async function office({ window }: Here, request: OfficeRequest): Promise<OfficeAnswer> {
  const result = await window.act({ do: "office", request });
  if (result.did !== "office") throw new Error(JSON.stringify(result));
  return result.answer;
}

/** Makes an account whose password need not be changed first. */
async function account(admin: Here, login: string, name: string, role: Role): Promise<void> {
  const part = { platforms: null, districts: null, departments: null, personal: true, restricted: false };
  const person = { name, role, ...part, active: true };
  const answer = await office(admin, { office: "putPerson", login, person, password: PASSWORD });
  expect(answer).toEqual({ did: "done" });
}

const login = ({ window }: Here, name: string, password = PASSWORD) =>
  window.act({ do: "login", login: name, password });
const WELL = { did: "door", result: { well: true } };
const live = ({ host, window }: Here) => window.until(() => host.report().state === "live");
const within = async (ms: number, window: SeatWindow, holds: () => boolean) => {
  const began = performance.now();
  await window.until(holds);
  expect(performance.now() - began).toBeLessThan(ms);
};

describe("a session", () => {
  test("N20 N24 the first administrator: a wall's token for the machine, and still logged in after a restart", async () => {
    const hub = await hubAt();
    putReported(hub, 3);
    const first = await hostAt("hall", hub.url);
    await nameFirst(first);
    expect(first.window.session()).toMatchObject({ person: { login: "zhao", role: "admin" }, machine: "hall" });
    for (const file of ["session.json", "token"]) {
      expect(statSync(join(dir, "hall", file)).mode & 0o777, file).toBe(0o600);
    }
    for (const file of readdirSync(join(dir, "hall"), { withFileTypes: true })) {
      if (!file.isFile()) continue;
      expect(readFileSync(join(dir, "hall", file.name)).includes(PASSWORD), file.name).toBe(false);
    }
    await first.end();
    const again = await hostAt("hall", null);
    await again.window.until(() => again.window.cases() === 3);
    expect(again.window.session()).toMatchObject({ state: "in", person: { name: "赵主任" } });
    again.host.connect(hub.url);
    await live(again);
    await again.window.until(() => again.host.report().state === "live");
    expect((await office(again, { office: "sessions" })).did).toBe("sessions");

    expect(await again.window.act({ do: "logout" })).toEqual(WELL);
    await again.window.until(() => again.window.session()?.state === "out");
    const rights = again.window.open({ view: "rights" });
    await again.window.until(() => (rights.value() as { role?: string } | undefined)?.role === "wall");
    await live(again);
    await again.window.until(() => again.window.cases() === 3);
    expect(hub.store.listSessions()).toEqual([]);
  });

  test("N20 what the door refuses is told with what it said", async () => {
    const hub = await hubAt();
    const here = await hostAt("hall", hub.url);
    await nameFirst(here);
    await here.window.act({ do: "logout" });
    expect(await login(here, "zhao", "not this one")).toMatchObject({
      did: "door",
      result: { well: false, why: "wrongPassword" },
    });
    expect(await here.window.act({ do: "password", old: PASSWORD, next: `${PASSWORD}!` })).toMatchObject({
      result: { well: false, why: "sessionEnded" },
    });
    expect(await login(here, "ZHAO")).toEqual(WELL);
    expect(await here.window.act({ do: "password", old: PASSWORD, next: `${PASSWORD}!` })).toEqual(WELL);
    await here.window.act({ do: "logout" });
    expect(await login(here, "zhao")).toMatchObject({ result: { well: false } });
    expect(await login(here, "zhao", `${PASSWORD}!`)).toEqual(WELL);
    await hub.close();
    expect(await login(here, "zhao", `${PASSWORD}!`)).toMatchObject({
      did: "not",
      trouble: { code: "hubUnreachable" },
    });
    expect(here.window.session()).toMatchObject({ state: "in" });
  });

  test("N22 N25 a session that is ended is over within five seconds, its rows are gone, and the machine asks to be let in", async () => {
    const hub = await hubAt();
    putReported(hub, 3);
    const admin = await hostAt("office", hub.url);
    await nameFirst(admin);
    await account(admin, "qian", "钱坐席", "dispatcher");
    const seat = await hostAt("desk-7", hub.url);
    await seat.window.until(() => seat.window.session()?.state === "out");
    await seat.window.until(() => (seat.window.session()?.screenCode ?? null) !== null);
    expect(await login(seat, "qian")).toEqual(WELL);
    await seat.window.until(() => seat.window.cases() === 3 && seat.host.report().state === "live");
    expect(seat.window.session()).toMatchObject({ state: "in", screenCode: null, mustChange: true });

    const found = await office(admin, { office: "sessions" });
    const session = found.did === "sessions" ? found.sessions.find((one) => one.login === "qian")?.session : undefined;
    await office(admin, { office: "endSession", session: session ?? 0 });
    await within(5_000, seat.window, () => seat.window.session()?.state === "ended" && seat.window.cases() === 0);
    expect(seat.window.session()?.person?.name).toBe("钱坐席");

    await seat.window.until(() => (seat.window.session()?.screenCode ?? null) !== null);
    const part = { platforms: null, districts: null, departments: null, personal: false, restricted: false };
    const code = seat.window.session()?.screenCode ?? "";
    expect(await office(admin, { office: "letIn", code, name: "七号台", part })).toEqual({ did: "done" });
    await seat.window.until(() => seat.host.report().state === "live" && seat.window.cases() === 3);
    expect(seat.window.session()).toMatchObject({ state: "ended", screenCode: null });
    expect(readFileSync(join(dir, "desk-7", "token"), "utf8").trim().length).toBeGreaterThan(8);
  });

  test("N21 through a cut and a restart of both the session stays; it is renewed before hello is said", async () => {
    const hub = await hubAt();
    putReported(hub, 2);
    const here = await hostAt("hall", hub.url);
    await nameFirst(here);
    await live(here);
    const { port } = hub;
    await hub.close();
    await here.window.until(() => here.host.report().state === "cut");
    expect(here.window.session()?.state).toBe("in");
    await here.end();
    const again = await hostAt("hall", hub.url);
    await again.window.until(() => again.host.report().state === "cut");
    await again.window.until(() => again.window.session()?.trouble?.code === "hubUnreachable");
    expect(again.window.session()?.state).toBe("in");
    await again.window.until(() => again.window.cases() === 2);
    const back = await hubAt(port);
    await live(again);
    await again.window.until(() => again.window.session()?.trouble === null);
    expect(again.window.session()?.state).toBe("in");
    // The same rights as before: nothing was taken anew.
    expect(back.store.listSessions()).toHaveLength(1);
  });

  test("N23 logging out while the hub is away takes effect at once, and the hub hears of it later", async () => {
    const hub = await hubAt();
    const here = await hostAt("hall", hub.url);
    await nameFirst(here);
    await live(here);
    const { port } = hub;
    await hub.close();
    await here.window.until(() => here.host.report().state === "cut");
    expect(await here.window.act({ do: "logout" })).toEqual(WELL);
    await here.window.until(() => here.window.session()?.state === "out");
    const back = await hubAt(port);
    await here.window.until(() => back.store.listSessions().length === 0);
    await live(here);
  });
});

describe("a cut", () => {
  test("N33 what happened meanwhile is told once the line stands again, until it was seen", async () => {
    const hub = await hubAt();
    putReported(hub, 1);
    const here = await hostAt("hall", hub.url);
    const meanwhile = here.window.open({ view: "meanwhile" });
    await live(here);
    const { port } = hub;
    await hub.close();
    await here.window.until(() => here.host.report().state === "cut");
    expect(meanwhile.value()).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 7_500));
    const back = await hubAt(port);
    putReported(back, 2);
    await here.window.until(() => (meanwhile.value() ?? null) !== null);
    const { from, to } = meanwhile.value() as { from: number; to: number };
    expect(to - from).toBeGreaterThan(5_000);
    expect(await here.window.act({ do: "meanwhileSeen" })).toEqual({ did: "seen" });
    await here.window.until(() => meanwhile.value() === null);
  });
});

describe("requests of somebody who is logged in", () => {
  test("O10 what is held is shown as done and can be taken back; what is not leaves, in their name", async () => {
    const hub = await hubAt();
    const [one = 0, two = 0] = putReported(hub, 2);
    const here = await hostAt("hall", hub.url);
    await nameFirst(here);
    await live(here);
    await here.window.until(() => here.window.cases() === 2);
    const undone = on(one, "accept");
    expect(await here.window.ask(undone, 60_000)).toEqual({ answer: "queued" });
    expect(await here.window.ask(on(two, "accept"), 300)).toEqual({ answer: "queued" });
    await here.window.until(() => here.window.outbox().some(({ message }) => message.id === undone.id));
    expect(await here.window.act({ do: "discard", id: undone.id })).toEqual({ did: "discarded" });
    await here.window.until(() => factsOf(hub, two).length === 2);
    expect(factsOf(hub, two)).toEqual(["reported 监督员", "accepted 赵主任"]);
    expect(factsOf(hub, one)).toEqual(["reported 监督员"]);
  });

  test("O11 what one asked through a cut waits for them, not for whoever logs in next", async () => {
    const hub = await hubAt();
    const [one = 0, two = 0] = putReported(hub, 2);
    const here = await hostAt("hall", hub.url);
    await nameFirst(here);
    await account(here, "sun", "孙班长", "shiftLeader");
    await live(here);
    await here.window.until(() => here.window.cases() === 2);
    const { port } = hub;
    await hub.close();
    await here.window.until(() => here.host.report().state === "cut");
    expect(await here.window.ask(on(one, "accept"))).toEqual({ answer: "queued" });
    await here.window.act({ do: "logout" });
    const back = await hubAt(port);
    await live(here);
    expect(await login(here, "sun")).toEqual(WELL);
    await here.window.until(() => here.window.session()?.person?.login === "sun");
    await live(here);
    expect((await here.window.ask(on(two, "accept"))).answer).toBe("done");
    expect(factsOf(back, one)).toEqual(["reported 监督员"]);
    expect(here.window.outbox().find(({ state }) => state === "waiting")).toMatchObject({ heldFor: "台席" });
    expect(await login(here, "zhao")).toEqual(WELL);
    await here.window.until(() => factsOf(back, one).length === 2);
    expect(factsOf(back, one)).toEqual(["reported 监督员", "accepted 赵主任"]);
    expect(factsOf(back, two)).toEqual(["reported 监督员", "accepted 孙班长"]);
    expect(back.store.listSessions()).toHaveLength(1);
  });
});

describe("seats", () => {
  test("Z1 Z3 Z4 Z5 two seats see each other, what they look at and claim, within two seconds, and miss who is gone", async () => {
    const hub = await hubAt();
    const [uid = 0] = putReported(hub, 1);
    const a = await hostAt("desk-1", hub.url);
    await nameFirst(a);
    await account(a, "li", "李坐席", "dispatcher");
    const b = await hostAt("desk-2", hub.url);
    await b.window.until(() => b.window.session()?.state === "out");
    expect(await login(b, "li")).toEqual(WELL);
    await live(b);
    const seen = ({ window }: Here) => window.seats()?.seats.map(({ name, caseUid }) => `${name} ${caseUid}`) ?? [];
    await within(2_000, a.window, () => seen(a).length === 2 && seen(b).length === 2);
    expect(
      a.window
        .seats()
        ?.seats.map(({ own }) => own)
        .toSorted(),
    ).toEqual([false, true]);

    expect(await b.window.act({ do: "look", caseUid: uid })).toEqual({ did: "looking" });
    await within(2_000, a.window, () => seen(a).includes(`李坐席 ${uid}`));
    const claim: DeskMessage = { id: "claim-0001", by: "", request: { ask: "claim", uid, seconds: 90 } };
    expect((await b.window.ask({ ...claim, by: "李坐席" })).answer).toBe("done");
    await within(2_000, a.window, () => a.window.seats()?.claims.length === 1);
    expect(a.window.seats()?.claims[0]).toMatchObject({ caseUid: uid, name: "李坐席", own: false });
    await within(2_000, b.window, () => b.window.seats()?.claims.length === 1);
    expect(b.window.seats()?.claims[0]).toMatchObject({ own: true });
    // Another window of the same seat that closes takes nothing with it; the one that looked does.
    const beside = openSeatWindow(b.host);
    await beside.act({ do: "look", caseUid: 0 });
    beside.close();
    expect(seen(a)).toContain(`李坐席 ${uid}`);
    await b.end();
    await within(5_000, a.window, () => seen(a).join() === "赵主任 0");
    await hub.close();
    await a.window.until(() => a.window.seats()?.current === false);
    expect(seen(a)).toEqual(["赵主任 0"]);
  });
});
