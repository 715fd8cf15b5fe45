/** The door over real HTTP and a real file: who is let in, for how long, and what stops somebody who guesses. */
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import { DOOR_PATHS, type DoorAnswer, type SessionPair } from "../../shared/wire/door.ts";
import { ACCESS_MS, REFRESH_MS } from "../../src-hub/auth/sessions.ts";
import { hashOfToken } from "../../src-hub/auth/tokens.ts";
import { GIVEN, MORNING, PASSWORD, WHOLE, openDoorRig, refusal, type DoorRig } from "./door-double.ts";

const MINUTE = 60_000;
let rig: DoorRig;
beforeEach(async () => void (rig = await openDoorRig()));
afterEach(async () => {
  expect(rig.failed).toEqual([]);
  await rig.close();
});

const roleOf = (token: string): string => {
  const granted = rig.grants.grantOf(token, null);
  return "refused" in granted ? granted.refused : granted.role;
};

describe("the first administrator", () => {
  test("N8 ends the open house, is named once, and leaves the machine a wall's token of its own", async () => {
    expect(await rig.knock(DOOR_PATHS.state, {})).toEqual({ named: false });
    expect(roleOf("")).toBe("admin");
    expect(rig.grants.sessionOf("")).toBeNull();
    const pair = await rig.first();
    expect(pair).toMatchObject({
      person: { login: "director", name: "主任", role: "admin" },
      accessMs: 600_000,
      refreshMs: 43_200_000,
      mustChange: false,
    });
    expect(await rig.knock(DOOR_PATHS.state, {})).toEqual({ named: true });
    expect(roleOf("")).toBe("tokenMissing");
    expect(rig.grants.grantOf(pair.access, null)).toEqual({
      role: "admin",
      scope: EVERYTHING,
      person: pair.person,
    });
    expect(rig.grants.grantOf(pair.machineToken ?? "", null)).toEqual({
      role: "wall",
      scope: { ...EVERYTHING, personal: false, restricted: false },
    });
    const again = { name: "别人", login: "other", password: PASSWORD, machine: "seat-2" };
    expect(await rig.knock(DOOR_PATHS.first, again)).toEqual(refusal("alreadyNamed"));
  });

  test("N8 is one person, also when two are named at the same moment", async () => {
    const gate = Promise.withResolvers<void>();
    rig.passwords.gate = gate.promise;
    const name = (login: string) =>
      rig.knock<DoorAnswer>(DOOR_PATHS.first, { name: login, login, password: PASSWORD, machine: login });
    const naming = [name("one"), name("two")];
    while (rig.passwords.asked < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    gate.resolve();
    const answers = await Promise.all(naming);
    expect(answers.map(({ answer }) => answer).toSorted()).toEqual(["in", "refused"]);
    expect(answers).toContainEqual(refusal("alreadyNamed"));
    expect(rig.store.listPeople()).toHaveLength(1);
    expect(rig.store.listGrants()).toHaveLength(1);
  });

  test("N8 is named by nobody else where machines have tokens already", async () => {
    const terms = { platforms: null, districts: null, departments: null, months: null, personal: false };
    const grant = (role: "admin" | "wall") =>
      rig.store.putGrant({ ...terms, name: role, role, tokenHash: hashOfToken(role), restricted: false, madeAt: 1 });
    grant("wall");
    grant("admin");
    const body = { name: "主任", login: "director", password: PASSWORD, machine: "seat-1" };
    const name = (bearer?: string) => rig.knock<DoorAnswer>(DOOR_PATHS.first, body, bearer);
    for (const bearer of [undefined, "wall", "nobody"])
      expect(await name(bearer)).toEqual(refusal("machineNotAllowed"));
    expect(rig.store.hasPeople()).toBe(false);
    const pair = await name("admin");
    expect(pair).toMatchObject({ answer: "in" });
    expect(pair).not.toHaveProperty("machineToken");
    expect(rig.store.listGrants()).toHaveLength(2);
  });

  test("N1 needs a password that is hard to guess", async () => {
    const body = { name: "王小明", login: "wangxm", machine: "seat-1" };
    for (const password of [
      "password1",
      "12345678",
      "wangxm-8461",
      "hi 王小明 9",
      "admin888",
      "aaaabbbb",
      "P@ssw0rd2026!",
    ]) {
      expect(await rig.knock(DOOR_PATHS.first, { ...body, password })).toEqual(refusal("weakPassword"));
    }
    expect(rig.store.hasPeople()).toBe(false);
  });
});

describe("logging in", () => {
  test("N4 gives a pair of which the hub keeps no more than hashes, by a login of any case and width", async () => {
    await rig.first();
    const pair = await rig.enter(" ＤＩＲＥＣＴＯＲ ", PASSWORD);
    expect(pair).not.toHaveProperty("machineToken");
    const kept = JSON.stringify([rig.store.listSessions(), rig.store.listPeople(), rig.acts()]);
    for (const token of [pair.access, pair.refresh]) expect(kept).not.toContain(token.slice(4, 30));
    expect(rig.store.listPeople()[0]).toMatchObject({ lastIn: MORNING, failures: 0 });
  });

  test("N2 does not tell which of the two was wrong: same answers, same work, same lock", async () => {
    await rig.first();
    const answers: unknown[][] = [[], []];
    for (const [at, login] of ["director", "nobody"].entries()) {
      for (let n = 0; n < 6; n += 1) {
        const before = rig.passwords.asked;
        answers[at]?.push([await rig.login(login, "not it at all"), rig.passwords.asked - before]);
      }
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual([
      ...[4, 3, 2, 1].map((left) => [refusal("wrongPassword", { left }), 1]),
      [refusal("locked", { retryMs: 5 * MINUTE }), 1],
      [refusal("locked", { retryMs: 5 * MINUTE }), 0],
    ]);
  });

  test("N3 five wrong passwords lock for five minutes, five more for ten, up to an hour; a right one opens no lock", async () => {
    await rig.first();
    const locks: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      let locked = 0;
      for (let n = 0; n < 5; n += 1) {
        const answer = await rig.login("director", `wrong ${n}`);
        if (answer.answer === "refused" && answer.why === "locked") locked = answer.retryMs ?? 0;
      }
      locks.push(locked / MINUTE);
      expect(await rig.login("director", PASSWORD)).toEqual(refusal("locked", { retryMs: locked }));
      rig.clock += locked;
    }
    expect(locks).toEqual([5, 10, 20, 40, 60, 60]);
    await rig.enter("director", PASSWORD);
    expect(await rig.login("director", "wrong")).toEqual(refusal("wrongPassword", { left: 4 }));
  });

  test("N3 many tries at once learn of no more passwords than the lock allows", async () => {
    await rig.first();
    const gate = Promise.withResolvers<void>();
    rig.passwords.gate = gate.promise;
    const before = rig.passwords.asked;
    const asked = async (count: number) => {
      while (rig.passwords.asked < before + count) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    const asking = Array.from({ length: 11 }, (_, n) => rig.login("director", `wrong ${n}`));
    await asked(11);
    asking.push(rig.login("director", PASSWORD));
    await asked(12);
    gate.resolve();
    const answers = await Promise.all(asking);
    const told = answers.map((answer) => (answer.answer === "refused" ? answer.why : "in"));
    expect(told.filter((why) => why === "wrongPassword")).toHaveLength(4);
    expect(told.filter((why) => why === "locked")).toHaveLength(8);
  });

  test("N3 one address has a bound of its own, over all logins", async () => {
    await rig.first();
    for (let n = 0; n < 40; n += 1) await rig.login(`guess${n}`, "wrong");
    const stopped = await rig.login("director", PASSWORD);
    expect(stopped).toEqual(refusal("busy", { retryMs: 5 * MINUTE }));
    rig.clock += 5 * MINUTE;
    await rig.enter("director", PASSWORD);
  });

  test("N1 says so when too many passwords wait, and counts nothing", async () => {
    await rig.first();
    rig.passwords.full = true;
    expect(await rig.login("director", PASSWORD)).toMatchObject(refusal("busy"));
    rig.passwords.full = false;
    expect(await rig.login("director", "wrong")).toEqual(refusal("wrongPassword", { left: 4 }));
  });

  test("N6 a closed account is told only to who knows its password", async () => {
    const admin = await rig.first();
    await rig.add(admin.access, "li");
    const person = { ...WHOLE, name: "小李", role: "dispatcher", active: false } as const;
    await rig.office(admin.access, { office: "putPerson", login: "li", password: null, person });
    expect(await rig.login("li", GIVEN)).toEqual(refusal("inactive"));
    expect(await rig.login("li", "wrong")).toEqual(refusal("wrongPassword", { left: 4 }));
  });
});

describe("a session", () => {
  test("N4 its access token counts ten minutes, and what is given for the refresh token ten more", async () => {
    const first = await rig.first();
    const before = rig.grants.version();
    rig.clock += ACCESS_MS - 1;
    expect([roleOf(first.access), rig.grants.version()]).toEqual(["admin", before]);
    rig.clock += 1;
    expect(roleOf(first.access)).toBe("sessionEnded");
    expect(rig.grants.version()).not.toBe(before);
    const next = (await rig.refresh(first.refresh)) as SessionPair;
    expect(next).toMatchObject({ answer: "in", session: first.session, person: first.person });
    expect(roleOf(next.access)).toBe("admin");
  });

  test("N4 lasts twelve hours from its last refresh", async () => {
    let pair = await rig.first();
    for (let n = 0; n < 3; n += 1) {
      rig.clock += REFRESH_MS - 1;
      pair = (await rig.refresh(pair.refresh)) as SessionPair;
    }
    expect(pair.answer).toBe("in");
    rig.clock += REFRESH_MS;
    expect(await rig.refresh(pair.refresh)).toEqual(refusal("sessionEnded"));
  });

  test("N4 the access token before goes on to its own end, so that no line is cut by a refresh", async () => {
    const first = await rig.first();
    rig.clock += 8 * MINUTE;
    const next = (await rig.refresh(first.refresh)) as SessionPair;
    expect([roleOf(first.access), roleOf(next.access)]).toEqual(["admin", "admin"]);
    rig.clock += 2 * MINUTE;
    expect([roleOf(first.access), roleOf(next.access)]).toEqual(["sessionEnded", "admin"]);
  });

  test("N5 a refresh token that was used before ends the session, whoever shows it", async () => {
    const stolen = await rig.first();
    const next = (await rig.refresh(stolen.refresh)) as SessionPair;
    expect(roleOf(next.access)).toBe("admin");
    expect(await rig.refresh(stolen.refresh)).toEqual(refusal("sessionEnded"));
    expect([roleOf(stolen.access), roleOf(next.access)]).toEqual(["sessionEnded", "sessionEnded"]);
    expect(await rig.refresh(next.refresh)).toEqual(refusal("sessionEnded"));
    expect(rig.acts().at(-1)).toMatchObject({ act: "stolen", outcome: "sessionEnded", label: "director" });
  });

  test("N5 stays ended for the token before, also when the old access token is shown once more in between", async () => {
    const first = await rig.first();
    expect(roleOf(first.access)).toBe("admin");
    const next = (await rig.refresh(first.refresh)) as SessionPair;
    expect(roleOf(next.access)).toBe("admin");
    rig.clock += 2 * MINUTE;
    expect(roleOf(first.access)).toBe("admin");
    expect(await rig.refresh(first.refresh)).toEqual(refusal("sessionEnded"));
    expect(roleOf(next.access)).toBe("sessionEnded");
  });

  test("N5 an answer that was lost on its way is asked for again; the pair in it is void", async () => {
    const first = await rig.first();
    const lost = (await rig.refresh(first.refresh)) as SessionPair;
    const again = (await rig.refresh(first.refresh)) as SessionPair;
    expect(again.answer).toBe("in");
    expect([roleOf(lost.access), roleOf(again.access)]).toEqual(["sessionEnded", "admin"]);
    // Had somebody caught the answer that was lost, both would be out now.
    expect(await rig.refresh(lost.refresh)).toEqual(refusal("sessionEnded"));
    expect(roleOf(again.access)).toBe("sessionEnded");
  });

  test("N5 what is no refresh token of ours ends nobody's session", async () => {
    const pair = await rig.first();
    for (const made of ["r.AAAAAAAAAAAAAAAAAAAAAA.".padEnd(68, "A"), "nonsense-1", pair.access]) {
      expect(await rig.refresh(made)).toEqual(refusal("sessionEnded"));
    }
    expect(roleOf(pair.access)).toBe("admin");
  });

  test("N6 ends with logging out, for its refresh token too", async () => {
    const pair = await rig.first();
    expect(await rig.knock(DOOR_PATHS.logout, { refresh: pair.refresh })).toEqual({ answer: "ended" });
    expect(await rig.knock(DOOR_PATHS.logout, { refresh: pair.refresh })).toEqual({ answer: "ended" });
    expect(roleOf(pair.access)).toBe("sessionEnded");
    expect(await rig.refresh(pair.refresh)).toEqual(refusal("sessionEnded"));
    expect(rig.acts().map(({ act }) => act)).toEqual(["firstAdmin", "logout"]);
  });

  test("N6 a new password ends every other session of the person", async () => {
    const here = await rig.first();
    const there = await rig.enter("director", PASSWORD);
    const change = (old: string, next: string) =>
      rig.knock<DoorAnswer>(DOOR_PATHS.password, { refresh: here.refresh, old, next, machine: "seat-1" });
    expect(await change("wrong one", "xin de kou ling")).toEqual(refusal("wrongPassword", { left: 4 }));
    expect(await change(PASSWORD, "director1")).toEqual(refusal("weakPassword"));
    expect(await change(PASSWORD, PASSWORD)).toEqual(refusal("weakPassword"));
    expect([roleOf(here.access), roleOf(there.access)]).toEqual(["admin", "admin"]);
    const next = (await change(PASSWORD, "xin de kou ling")) as SessionPair;
    expect([roleOf(next.access), roleOf(there.access)]).toEqual(["admin", "sessionEnded"]);
    expect(await rig.login("director", PASSWORD)).toMatchObject(refusal("wrongPassword"));
    await rig.enter("director", "xin de kou ling");
  });

  test("N14 a password that somebody else gave lets in for ten minutes, until it is changed", async () => {
    const admin = await rig.first();
    await rig.add(admin.access, "li");
    const pair = await rig.enter("li", GIVEN);
    expect([pair.mustChange, roleOf(pair.access)]).toEqual([true, "dispatcher"]);
    expect(await rig.refresh(pair.refresh)).toEqual(refusal("sessionEnded"));
    const body = { refresh: pair.refresh, old: GIVEN, next: "zi ji de 5 ge", machine: "seat-1" };
    const own = await rig.knock<SessionPair>(DOOR_PATHS.password, body);
    expect(own).toMatchObject({ answer: "in", mustChange: false });
    expect(await rig.refresh(own.refresh)).toMatchObject({ answer: "in" });
  });

  test("N7 has the role and the part of its account at this moment", async () => {
    const admin = await rig.first();
    await rig.add(admin.access, "li");
    const pair = await rig.enter("li", GIVEN);
    const before = rig.grants.version();
    const person = { ...WHOLE, name: "李四", role: "verifier", platforms: ["city"], personal: true } as const;
    await rig.office(admin.access, {
      office: "putPerson",
      login: "li",
      password: null,
      person: { ...person, platforms: ["city"] },
    });
    expect(rig.grants.version()).not.toBe(before);
    expect(rig.grants.grantOf(pair.access, null)).toEqual({
      role: "verifier",
      scope: { ...EVERYTHING, platforms: ["city"], restricted: false },
      person: { uid: pair.person.uid, login: "li", name: "李四", role: "verifier" },
    });
  });
});

describe("the door itself", () => {
  const send = (path: string, body: string, headers: Record<string, string> = {}, method = "POST") =>
    fetch(`${rig.url}${path}`, { method, headers, ...(method === "GET" ? {} : { body }) });

  test("N11 answers a body that does not fit with 400 and not a word", async () => {
    for (const body of ["", "{", "[]", "null", '{"login":"a"}', '{"login":1,"password":"x","machine":"m"}']) {
      const response = await send(DOOR_PATHS.login, body);
      expect([response.status, await response.text()]).toEqual([400, ""]);
    }
    const more = JSON.stringify({ login: "a", password: "b", machine: "m", extra: 1 });
    expect((await send(DOOR_PATHS.login, more)).status).toBe(400);
  });

  test("N11 takes programs only, POST only, its own paths only, and nothing is kept by anybody on the way", async () => {
    const origin = await send(DOOR_PATHS.state, "{}", { origin: rig.url });
    expect([origin.status, origin.headers.get("access-control-allow-origin")]).toEqual([403, null]);
    expect((await send(DOOR_PATHS.state, "{}", {}, "GET")).status).toBe(405);
    for (const path of ["/door/", "/door/nothing", "/door/constructor"])
      expect((await send(path, "{}")).status).toBe(404);
    expect((await send("/pictures/1.jpg", "{}")).status).toBe(418);
    const fine = await send(`${DOOR_PATHS.state}?x=1`, "{}");
    expect([fine.status, fine.headers.get("cache-control"), await fine.json()]).toEqual([
      200,
      "no-store",
      { named: false },
    ]);
  });

  test("N11 reads no more than it needs: 16 KiB, of the office 64", async () => {
    const long = (bytes: number) => JSON.stringify({ login: "a", password: "b", machine: "m".repeat(bytes) });
    expect((await send(DOOR_PATHS.login, long(16_000))).status).toBe(400);
    expect((await send(DOOR_PATHS.login, long(17_000))).status).toBe(413);
    expect((await send(DOOR_PATHS.office, long(60_000))).status).toBe(400);
    expect((await send(DOOR_PATHS.office, long(66_000))).status).toBe(413);
  });

  test("N11 a request that is cut in the middle harms nobody", async () => {
    await new Promise<void>((resolve) => {
      const cut = request(`${rig.url}${DOOR_PATHS.login}`, { method: "POST", headers: { "content-length": "500" } });
      cut.once("error", () => resolve());
      cut.write("{");
      setTimeout(() => cut.destroy(), 30);
    });
    expect(await rig.knock(DOOR_PATHS.state, {})).toEqual({ named: false });
  });
});
