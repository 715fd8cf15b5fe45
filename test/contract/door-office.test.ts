/** What administrators ask of people, sessions and screens; screens that ask to be let in; the record of all of it. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import { DOOR_PATHS, type ScreenCode, type SessionPair } from "../../shared/wire/door.ts";
import { DOOR_ACTS, type OfficeAnswer, type OfficeRequest, type PersonDraft } from "../../shared/wire/office.ts";
import { askForCode, type Polled } from "../../src-hub/auth/screens.ts";
import { GIVEN, MORNING, PASSWORD, WHOLE, openDoorRig, refusal, type DoorRig } from "./door-double.ts";

let rig: DoorRig;
let admin: SessionPair;
beforeEach(async () => {
  rig = await openDoorRig();
  admin = await rig.first();
});
afterEach(async () => {
  expect(rig.failed).toEqual([]);
  await rig.close();
});

const ask = (request: OfficeRequest, access = admin.access): Promise<OfficeAnswer> => rig.office(access, request);
const no = (refused: string) => ({ did: "refused", refused });
const done = { did: "done" };
const roleOf = (token: string): string => {
  const granted = rig.grants.grantOf(token, null);
  return "refused" in granted ? granted.refused : granted.role;
};
const draft = (more: Partial<PersonDraft> = {}): PersonDraft => ({
  ...WHOLE,
  name: "小李",
  role: "dispatcher",
  ...more,
});
const put = (login: string, person: PersonDraft, password: string | null = null) =>
  ask({ office: "putPerson", login, password, person });

describe("people", () => {
  test("N9 the last administrator is neither closed nor made something else", async () => {
    const own = { ...WHOLE, name: "主任", role: "admin", personal: true, restricted: true } as const;
    expect(await put("director", { ...own, active: false })).toEqual(no("lastAdmin"));
    expect(await put("director", { ...own, role: "leader" })).toEqual(no("lastAdmin"));
    expect(await put("second", draft({ role: "admin" }), GIVEN)).toEqual(done);
    expect(await put("director", { ...own, role: "leader" })).toEqual(done);
    expect(await put("second", draft({ role: "admin", active: false }))).toEqual(no("notAllowed"));
    const second = await rig.enter("second", GIVEN);
    const last = {
      office: "putPerson",
      login: "second",
      password: null,
      person: draft({ role: "admin", active: false }),
    };
    expect(await ask(last as OfficeRequest, second.access)).toEqual(no("lastAdmin"));
  });

  test("N6 closing an account, and a new password for it, end its sessions at once", async () => {
    await put("li", draft(), GIVEN);
    const first = await rig.enter("li", GIVEN);
    expect(roleOf(first.access)).toBe("dispatcher");
    expect(await put("li", draft(), "ling yi ge mi ma")).toEqual(done);
    expect(roleOf(first.access)).toBe("sessionEnded");
    const second = await rig.enter("li", "ling yi ge mi ma");
    expect(await put("li", draft({ active: false }))).toEqual(done);
    expect(roleOf(second.access)).toBe("sessionEnded");
    expect(await rig.refresh(second.refresh)).toEqual(refusal("sessionEnded"));
    // Opened again, nothing of what was ended comes back.
    expect(await put("li", draft())).toEqual(done);
    expect(roleOf(second.access)).toBe("sessionEnded");
  });

  test("N1 are listed without what their passwords are kept as; a new one needs a good password", async () => {
    expect(await put("li", draft())).toEqual(no("weakPassword"));
    expect(await put("li", draft(), "qwerty2026")).toEqual(no("weakPassword"));
    expect(await put("li", draft({ districts: ["510104"] }), GIVEN)).toEqual(done);
    const answer = await ask({ office: "people" });
    expect(JSON.stringify(answer)).not.toContain("plain");
    expect(answer).toEqual({
      did: "people",
      people: [
        expect.objectContaining({ login: "director", role: "admin", mustChange: false, lastIn: MORNING }),
        {
          ...draft({ districts: ["510104"] }),
          uid: 2,
          login: "li",
          madeAt: MORNING,
          lastIn: null,
          lockedUntil: null,
          mustChange: true,
        },
      ],
    });
  });

  test("N3 an administrator lifts a lock", async () => {
    await put("li", draft(), GIVEN);
    for (let n = 0; n < 5; n += 1) await rig.login("li", "wrong");
    expect(await rig.login("li", GIVEN)).toMatchObject(refusal("locked"));
    expect(await ask({ office: "unlock", login: "LI" })).toEqual(done);
    await rig.enter("li", GIVEN);
    expect(await ask({ office: "unlock", login: "nobody" })).toEqual(no("unknown"));
  });

  test("R4 N10 whoever stands where everybody looks gets no personal data, whatever was asked", async () => {
    await put("hall", draft({ role: "wall", personal: true }), GIVEN);
    const { access } = await rig.enter("hall", GIVEN);
    expect(rig.grants.grantOf(access, null)).toMatchObject({ role: "wall", scope: { personal: false } });
    expect(rig.store.personCalled("hall")?.personal).toBe(false);
  });

  test("nobody but an administrator who is logged in hears anything", async () => {
    await put("li", draft({ role: "shiftLeader" }), GIVEN);
    const { access } = await rig.enter("li", GIVEN);
    const requests: OfficeRequest[] = [
      { office: "people" },
      { office: "sessions" },
      { office: "screens" },
      { office: "endSession", session: admin.session },
      { office: "removeScreen", name: "seat-1" },
    ];
    for (const request of requests) {
      expect(await ask(request, access)).toEqual(no("notAllowed"));
      expect(await ask(request, "")).toEqual(no("sessionEnded"));
      expect(await ask(request, admin.machineToken)).toEqual(no("sessionEnded"));
    }
    expect(roleOf(admin.access)).toBe("admin");
  });
});

describe("sessions", () => {
  test("N6 are listed with machine and times, and end when an administrator says so", async () => {
    await put("li", draft(), GIVEN);
    rig.clock += 90_000;
    const li = await rig.enter("li", GIVEN);
    const line = { login: "li", name: "小李", machine: "seat-1", startedAt: rig.clock, seenAt: rig.clock, own: false };
    expect(await ask({ office: "sessions" })).toEqual({
      did: "sessions",
      sessions: [
        expect.objectContaining({ login: "director", own: true, startedAt: MORNING, seenAt: rig.clock }),
        { ...line, session: li.session, person: li.person.uid },
      ],
    });
    const before = rig.grants.version();
    expect(await ask({ office: "endSession", session: li.session })).toEqual(done);
    expect([roleOf(li.access), rig.grants.version() === before]).toEqual(["sessionEnded", false]);
    expect(await rig.refresh(li.refresh)).toEqual(refusal("sessionEnded"));
    expect(await ask({ office: "endSession", session: li.session })).toEqual(no("unknown"));
  });
});

describe("screens", () => {
  const PART = { platforms: ["city"], districts: null, departments: null, personal: true, restricted: false };
  const code = (machine = "wall-2") => rig.knock<ScreenCode>(DOOR_PATHS.screen, { machine });
  const poll = (secret: string) => rig.knock<Polled>(DOOR_PATHS.screenPoll, { secret });
  const letIn = (typed: string, name = "大厅左屏") => ask({ office: "letIn", code: typed, name, part: PART });

  test("N10 are let in by the code they show, and fetch their token once", async () => {
    const shown = await code();
    expect(shown.code).toMatch(/^[ACDEFHJKMNPQRTUVWXY3479]{6}$/);
    expect(shown.untilMs).toBe(600_000);
    expect(await poll(shown.secret)).toEqual({ answer: "waiting" });
    expect(await ask({ office: "screens" })).toMatchObject({
      waiting: [{ code: shown.code, machine: "wall-2", untilMs: 600_000 }],
      screens: [{ name: "seat-1", role: "wall" }],
    });
    const typed = `${shown.code.slice(0, 3).toLowerCase()}-${shown.code.slice(3)} `;
    expect(await letIn(typed)).toEqual(done);
    expect(await letIn(typed, "大厅右屏")).toEqual(no("codeUnknown"));
    const told = await poll(shown.secret);
    expect(told).toMatchObject({ answer: "in", name: "大厅左屏" });
    const token = told.answer === "in" ? told.token : "";
    const scope = { ...EVERYTHING, platforms: ["city"], personal: false, restricted: false };
    expect(rig.grants.grantOf(token, null)).toEqual({ role: "wall", scope });
    expect(await poll(shown.secret)).toEqual({ answer: "over" });
    expect(await ask({ office: "screens" })).toMatchObject({ waiting: [], screens: [{}, { name: "大厅左屏" }] });
    expect(await ask({ office: "removeScreen", name: "大厅左屏" })).toEqual(done);
    expect(roleOf(token)).toBe("tokenUnknown");
    expect(await ask({ office: "removeScreen", name: "大厅左屏" })).toEqual(no("unknown"));
  });

  test("N10 a code counts for ten minutes; turned down or run out it is over, and what nobody fetched is taken back", async () => {
    const [late, down, unfetched] = [await code(), await code(), await code()];
    expect(await ask({ office: "turnDown", code: down.code })).toEqual(done);
    expect(await poll(down.secret)).toEqual({ answer: "over" });
    expect(await letIn(down.code)).toEqual(no("codeUnknown"));
    expect(await letIn(unfetched.code)).toEqual(done);
    expect(rig.store.listGrants().map(({ name }) => name)).toEqual(["seat-1", "大厅左屏"]);
    rig.clock += 600_000;
    admin = (await rig.refresh(admin.refresh)) as SessionPair;
    expect(await letIn(late.code, "另一块")).toEqual(no("codeUnknown"));
    expect(await poll(late.secret)).toEqual({ answer: "over" });
    expect(await poll(unfetched.secret)).toEqual({ answer: "over" });
    expect(rig.store.listGrants().map(({ name }) => name)).toEqual(["seat-1"]);
  });

  test("N10 a flood of codes ends: of one address soon, of all before anybody's list is full", async () => {
    const { code: typed } = await code();
    for (let n = 1; n < 40; n += 1) await code();
    await expect(code()).rejects.toThrow("429");
    expect(await letIn(typed)).toEqual(done);
    rig.clock += 300_000;
    await code();
    const ask = () => rig.store.transact(0, () => askForCode(rig.store, "wall-3", rig.clock));
    for (let n = 40; n < 200; n += 1) expect(ask()).not.toBeNull();
    expect(ask()).toBeNull();
  });

  test("N10 two screens have two names", async () => {
    const [one, two] = [await code(), await code()];
    expect(one.code).not.toBe(two.code);
    expect(await letIn(one.code)).toEqual(done);
    expect(await letIn(two.code)).toEqual(no("nameTaken"));
    expect(await letIn(two.code, "大厅右屏")).toEqual(done);
  });
});

test("N13 every try and every change is in the record, with what it was before and is after, and no secret", async () => {
  await rig.login("li", "wrong-password-x");
  await rig.login(`${GIVEN} 1`, "y");
  await put("li", draft(), GIVEN);
  await put("li", draft({ name: "李四", role: "verifier" }));
  await put("director", { ...WHOLE, name: "主任", role: "leader" });
  const li = await rig.enter("li", GIVEN);
  await ask({ office: "endSession", session: li.session });
  for (let n = 0; n < 5; n += 1) await rig.login("li", "wrong");
  await ask({ office: "unlock", login: "li" });
  const screen = await rig.knock<ScreenCode>(DOOR_PATHS.screen, { machine: "wall-2" });
  const part = { platforms: null, districts: null, departments: null, personal: false, restricted: false };
  await ask({ office: "letIn", code: screen.code, name: "左屏", part });
  await ask({ office: "removeScreen", name: "左屏" });
  await rig.knock(DOOR_PATHS.logout, { refresh: admin.refresh });
  const acts = rig.acts();
  expect(acts.map(({ name, act, outcome, label }) => [name, act, outcome, label])).toEqual([
    ["主任", "firstAdmin", "done", "director"],
    ["li", "loginFailed", "wrongPassword", "li"],
    ["", "loginFailed", "wrongPassword", ""],
    ["主任", "putPerson", "done", "li"],
    ["主任", "putPerson", "done", "li"],
    ["主任", "putPerson", "lastAdmin", "director"],
    ["李四", "login", "done", "li"],
    ["主任", "endSession", "done", "li"],
    ...[1, 2, 3, 4].map(() => ["李四", "loginFailed", "wrongPassword", "li"]),
    ["李四", "locked", "wrongPassword", "li"],
    ["主任", "unlock", "done", "li"],
    ["主任", "letIn", "done", "左屏"],
    ["主任", "removeScreen", "done", "左屏"],
    ["主任", "logout", "done", "director"],
  ]);
  const office = new Set(["putPerson", "endSession", "unlock", "letIn", "removeScreen"]);
  for (const { act } of acts) expect(office.has(act) || DOOR_ACTS.some((one) => one === act)).toBe(true);
  expect(acts[4]).toMatchObject({
    person: 1,
    role: "admin",
    machine: "seat-1",
    subject: "people",
    uid: 2,
  });
  expect([JSON.parse(acts[4]?.before ?? ""), JSON.parse(acts[4]?.after ?? "")]).toEqual([
    draft(),
    draft({ name: "李四", role: "verifier" }),
  ]);
  const whole = JSON.stringify(acts);
  for (const secret of [PASSWORD, GIVEN, "wrong", li.access, admin.refresh, screen.secret]) {
    expect(whole.replaceAll("wrongPassword", "")).not.toContain(secret);
  }
});
