/** What seats ask of the desk: in whose name, claims, departments and contacts, marks of alarms, handovers. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import type { Fact } from "../../shared/case/case.ts";
import { mayCommand } from "../../shared/rights.ts";
import { ROLES, type Role } from "../../shared/roles.ts";
import type { DeskAnswer, DeskMessage, DeskRequest } from "../../shared/wire/desk.ts";
import type { Asker } from "../../src-hub/desk/answer.ts";
import { openDesk, type Desk } from "../../src-hub/desk/desk.ts";
import { DAY, OCTOBER_5, deskBench, type DeskBench } from "./desk-bench.ts";
import { draftOf } from "./store-drafts.ts";

let bench: DeskBench;
let desk: Desk;
let real = 0;
let heard = 0;
beforeEach(() => {
  bench = deskBench();
  [real, heard] = [0, 0];
  const { store, rules } = bench;
  desk = openDesk({ store, rules, now: () => bench.now, real: () => real, onClaims: () => (heard += 1) });
});
afterEach(async () => {
  await desk.close();
  bench.clear();
});

let asked = 0;
const person = (uid: number, name: string, role: Role, scope: Partial<Scope> = {}): Asker => ({
  role,
  scope: { ...EVERYTHING, ...scope },
  host: `坐席${uid}`,
  person: { uid, login: `p${uid}`, name, role },
});
const ZHANG = person(1, "张三", "shiftLeader");
const LI = person(2, "李四", "dispatcher");
const ADMIN = person(3, "王五", "admin");
const machine = (host: string, role: Role = "admin"): Asker => ({ role, scope: EVERYTHING, host });

const message = (request: DeskRequest, more: Partial<DeskMessage> = {}): DeskMessage => ({
  id: `seat-request-${(asked += 1)}`,
  by: "随手写的",
  request,
  ...more,
});
const ask = (request: DeskRequest, asker: Asker = ADMIN, more: Partial<DeskMessage> = {}): Promise<DeskAnswer> =>
  desk.take(message(request, more), asker);
const refused = (why: string, by?: string) => ({
  answer: "refused",
  refused: why,
  ...(by === undefined ? {} : { by }),
});
const uidOf = (answer: DeskAnswer): number => {
  if (answer.answer !== "done") throw new Error(JSON.stringify(answer));
  return answer.uid;
};
const factsOf = (uid: number) => JSON.parse(bench.store.get("cases", uid)!.facts) as Fact[];
const urge = (uid: number): DeskRequest => ({ ask: "case", uid, command: { kind: "urge", note: "请尽快" } });
const claim = (uid: number, seconds = 90, reason?: string): DeskRequest => ({
  ask: "claim",
  uid,
  seconds,
  ...(reason === undefined ? {} : { reason }),
});

describe("in whose name", () => {
  test("Z65 what is done is written under the name of who is logged in, whatever was typed", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await ask(urge(uid), ZHANG);
    expect(factsOf(uid).at(-1)).toMatchObject({ kind: "urged", by: "张三" });
    await ask(urge(uid), machine("一号机"));
    expect(factsOf(uid).at(-1)).toMatchObject({ by: "随手写的" });
  });

  test("Z65 what somebody else asked is not done under another's session, and is done once they are back", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const [head, last] = [bench.store.head(), bench.store.lastAct()];
    const one = message(urge(uid), { person: 1 });
    expect(await desk.take(one, LI)).toEqual(refused("otherPerson"));
    expect(await desk.take(one, machine("一号机"))).toEqual(refused("otherPerson"));
    expect([bench.store.head(), bench.store.lastAct()]).toEqual([head, last]);
    expect(await desk.take(one, ZHANG)).toMatchObject({ answer: "done", uid });
    expect(factsOf(uid).at(-1)).toMatchObject({ kind: "urged", by: "张三" });
  });

  test("Z65 a final result asked for by somebody else is not made, and bears the name of who made it", async () => {
    const freeze: DeskRequest = { ask: "freeze", platform: "city", scheme: "test", period: "2026-09" };
    expect(await ask(freeze, ADMIN, { person: 1 })).toEqual(refused("otherPerson"));
    expect(bench.store.count("frozen")).toBe(0);
    const uid = uidOf(await ask(freeze, ADMIN, { person: 3 }));
    expect(bench.store.get("frozen", uid)).toMatchObject({ frozenBy: "王五" });
  });

  test("Z65 each role gives the commands of its own and no others; a machine's grant gives what it gave", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const commands = [
      { kind: "urge", note: "快" },
      { kind: "supervise", opinion: "督办" },
      { kind: "suspend", reason: "等待施工" },
      { kind: "forceClose", reason: "多次未办" },
    ] as const;
    for (const role of ROLES) {
      for (const command of commands) {
        const before = bench.store.head();
        const answer = await ask({ ask: "case", uid, command }, person(9, "某人", role));
        const no = answer.answer === "refused" && answer.refused === "notAllowed";
        expect([role, command.kind, no]).toEqual([role, command.kind, !mayCommand(role, command.kind)]);
        if (no) expect(bench.store.head()).toBe(before);
      }
    }
    const next = await bench.handling(bench.departments[0]);
    expect(await ask(urge(next), machine("一号机", "acceptor"))).toMatchObject({ answer: "done" });
    expect(await ask(urge(next), person(9, "某人", "acceptor"))).toEqual(refused("notAllowed"));
  });

  test("Z65 who takes no cases in files none", async () => {
    const report: DeskRequest = {
      ask: "report",
      platform: "city",
      occasion: "call/0001",
      report: {
        kind: "matter",
        classUid: bench.store.transact(1, (tx) =>
          tx.put("classes", draftOf("classes", "t/matter/0802", { platform: "city", kind: "matter" })),
        ).uid,
        source: "hotline",
        lon: null,
        lat: null,
        address: "五一路",
        unitGrid: 0,
        description: "噪声",
        urgent: false,
      },
    };
    expect(await ask(report, person(4, "赵六", "verifier"))).toEqual(refused("notAllowed"));
    expect(await ask(report, person(4, "赵六", "acceptor"))).toMatchObject({ answer: "done" });
  });
});

describe("a claim", () => {
  test("Z67 is one person's, for as long as was asked, and is kept by asking and by acting", async () => {
    const uid = await bench.handling(bench.departments[0]);
    expect(await ask(claim(uid), ZHANG)).toMatchObject({ answer: "done" });
    expect(desk.claims()).toEqual([{ caseUid: uid, person: 1, name: "张三", leftMs: 90_000 }]);
    expect(heard).toBe(1);
    real = 80_000;
    expect(await ask(claim(uid), LI)).toEqual(refused("caseHeld", "张三"));
    expect(await ask(claim(uid), ZHANG)).toMatchObject({ answer: "done" });
    real = 160_000;
    await ask(urge(uid), ZHANG);
    expect(desk.claims()).toMatchObject([{ person: 1, leftMs: 90_000 }]);
    real = 249_999;
    expect(await ask(claim(uid), LI)).toEqual(refused("caseHeld", "张三"));
    real = 250_000;
    expect(desk.claims()).toEqual([]);
    expect(await ask(claim(uid), LI)).toMatchObject({ answer: "done" });
    expect(desk.claims()).toMatchObject([{ person: 2, name: "李四" }]);
  });

  test("Z67 keeps others from acting on the case, and nobody from looking at another", async () => {
    const [uid, free] = [await bench.handling(bench.departments[0]), await bench.handling(bench.departments[0])];
    await ask(claim(uid), LI);
    const before = bench.store.head();
    expect(await ask(urge(uid), ZHANG)).toEqual(refused("caseHeld", "李四"));
    expect(await ask(urge(uid), machine("一号机"))).toEqual(refused("caseHeld", "李四"));
    expect(bench.store.head()).toBe(before);
    expect(await ask(urge(free), ZHANG)).toMatchObject({ answer: "done" });
    expect(await ask(urge(uid), LI)).toMatchObject({ answer: "done" });
    // The same person at another machine is still that person.
    expect(await ask(urge(uid), { ...LI, host: "坐席9" })).toMatchObject({ answer: "done" });
  });

  test("Z67 is let go of by its holder alone, and taken over with a reason, which is written down", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await ask(claim(uid), LI);
    await ask(claim(uid, 0), ZHANG);
    expect(desk.claims()).toMatchObject([{ person: 2 }]);
    expect(await ask(claim(uid, 90, "  "), ZHANG)).toEqual(refused("caseHeld", "李四"));
    expect(await ask(claim(uid, 90, "李四去开会了"), ZHANG)).toMatchObject({ answer: "done" });
    expect(desk.claims()).toMatchObject([{ person: 1, name: "张三" }]);
    expect(bench.store.act(bench.store.lastAct())).toMatchObject({
      act: "claim",
      name: "张三",
      outcome: "done",
      subject: "cases",
      uid,
      text: "李四去开会了",
      before: '{"heldBy":"李四"}',
      after: '{"heldBy":"张三"}',
    });
    expect(await ask(urge(uid), LI)).toEqual(refused("caseHeld", "张三"));
    await ask(claim(uid, 0), ZHANG);
    expect(desk.claims()).toEqual([]);
    expect(await ask(urge(uid), LI)).toMatchObject({ answer: "done" });
  });

  test("Z67 where nobody is logged in is the name's at its host", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await ask(claim(uid), machine("一号机"));
    expect(desk.claims()).toMatchObject([{ person: 0, name: "随手写的" }]);
    expect(await ask(urge(uid), machine("二号机"))).toEqual(refused("caseHeld", "随手写的"));
    expect(await ask(urge(uid), machine("一号机"))).toMatchObject({ answer: "done" });
  });

  test("Z67 runs out by itself, and that is heard", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const { store, rules } = bench;
    const told: number[] = [];
    const own: Desk = openDesk({ store, rules, now: () => bench.now, onClaims: () => told.push(own.claims().length) });
    await own.take(message(claim(uid, 1)), ZHANG);
    expect(told).toEqual([1]);
    await expect.poll(() => told, { timeout: 5_000 }).toEqual([1, 0]);
    await own.close();
  });

  test("Z67 of a case that is not there for the asker is refused, and tells nothing", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await ask(claim(uid), ZHANG);
    const elsewhere = person(5, "孙七", "dispatcher", { departments: [bench.departments[1]] });
    expect(await ask(claim(uid), elsewhere)).toEqual(refused("unknownCase"));
    expect(await ask(urge(uid), elsewhere)).toEqual(refused("unknownCase"));
    expect(await ask(claim(99), ZHANG)).toEqual(refused("unknownCase"));
  });
});

const department = (fields: object = {}) => ({
  name: "市环境卫生管理处",
  nameEn: "Sanitation",
  shortName: "环卫处",
  shortNameEn: "Sanitation",
  groupCode: "A",
  contact: "值班 8101",
  ...fields,
});
const contact = (fields: object = {}) => ({
  department: bench.departments[0],
  name: "陈科长",
  duty: "负责人",
  phone: "13800001111",
  note: "",
  ...fields,
});
const putDepartment = (id: string, fields: object = {}, platform = "city"): DeskRequest => ({
  ask: "putDepartment",
  platform,
  id,
  department: department(fields),
});
const putContact = (id: string, fields: object = {}, platform = "city"): DeskRequest => ({
  ask: "putContact",
  platform,
  id,
  contact: contact(fields),
});

describe("departments and contacts", () => {
  test("Z68 a department is written down and changed, and needs a name and a platform", async () => {
    const uid = uidOf(await ask(putDepartment("huanwei", { name: " 市环境卫生管理处 " })));
    expect(bench.store.get("departments", uid)).toEqual({ uid, platform: "city", id: "huanwei", ...department() });
    expect(uidOf(await ask(putDepartment("huanwei", { groupCode: "B" })))).toBe(uid);
    expect(bench.store.get("departments", uid)).toMatchObject({ groupCode: "B" });
    expect(await ask(putDepartment("x", { name: "  " }))).toEqual(refused("textMissing"));
    expect(await ask(putDepartment("x", {}, "nowhere"))).toEqual(refused("unknownPlatform"));
    expect(await ask(putDepartment("x"), ZHANG)).toEqual(refused("notAllowed"));
    const some = person(6, "周八", "admin", { departments: [bench.departments[0]] });
    expect(await ask(putDepartment("x"), some)).toEqual(refused("notAllowed"));
    expect(await ask(putDepartment("huanwei"), some)).toEqual(refused("notAllowed"));
    expect(await ask(putDepartment("甲"), some)).toMatchObject({ answer: "done" });
  });

  test("Z68 whoever is not shown how a department is reached does not write over it", async () => {
    const uid = uidOf(await ask(putDepartment("huanwei")));
    const blind = person(6, "周八", "admin", { personal: false });
    await ask(putDepartment("huanwei", { contact: "", groupCode: "C" }), blind);
    expect(bench.store.get("departments", uid)).toMatchObject({ contact: "值班 8101", groupCode: "C" });
    await ask(putContact("a"));
    expect(await ask(putContact("a", { name: "陈**", phone: "" }), blind)).toEqual(refused("notAllowed"));
    expect(bench.store.find("contacts", "city", "a")).toMatchObject({ name: "陈科长", phone: "13800001111" });
  });

  test("Z68 a department with an open case stays; without one it goes, and its contacts with it", async () => {
    const [first] = bench.departments;
    const uid = await bench.handling(first);
    await ask(putContact("a"));
    await ask(putContact("b", { department: bench.departments[1] }));
    expect(await ask({ ask: "removeDepartment", uid: first })).toEqual(refused("departmentInUse"));
    expect(bench.store.count("contacts")).toBe(2);
    await ask({ ask: "case", uid, command: { kind: "submit" } });
    await ask({ ask: "case", uid, command: { kind: "sendPostCheck" } });
    await ask({ ask: "case", uid, command: { kind: "passCheck" } });
    await ask({ ask: "case", uid, command: { kind: "close" } });
    expect(stateOfCode(bench.store.get("cases", uid)!.state)).toBe("closed");
    expect(await ask({ ask: "removeDepartment", uid: first })).toMatchObject({ answer: "done" });
    expect(bench.store.get("departments", first)).toBeNull();
    expect([...bench.store.each("contacts")].map(({ id }) => id)).toEqual(["b"]);
    expect(bench.store.get("cases", uid)).toMatchObject({ department: first });
    expect(await ask({ ask: "removeDepartment", uid: first })).toEqual(refused("unknownDepartment"));
  });

  test("Z68 a department that was removed while a seat had chosen it takes no case, and nothing is half done", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await ask({ ask: "removeDepartment", uid: bench.departments[1] });
    const before = bench.store.get("cases", uid);
    const command = { kind: "redispatch", department: bench.departments[1], reason: "职责" } as const;
    expect(await ask({ ask: "case", uid, command }, LI)).toEqual(refused("unknownDepartment"));
    expect(bench.store.get("cases", uid)).toEqual(before);
  });

  test("Z68 a contact is confirmed by somebody at a time; another name or number is confirmed by nobody", async () => {
    const uid = uidOf(await ask(putContact("a"), ZHANG));
    expect(bench.store.get("contacts", uid)).toMatchObject({ confirmedAt: null, confirmedBy: "" });
    expect(await ask({ ask: "confirmContact", uid }, LI)).toMatchObject({ answer: "done", uid });
    expect(bench.store.get("contacts", uid)).toMatchObject({ confirmedAt: OCTOBER_5, confirmedBy: "李四" });
    await ask(putContact("a", { note: "夜间无人" }), ZHANG);
    expect(bench.store.get("contacts", uid)).toMatchObject({ confirmedBy: "李四", note: "夜间无人" });
    await ask(putContact("a", { phone: "13800002222" }), ZHANG);
    expect(bench.store.get("contacts", uid)).toMatchObject({ confirmedAt: null, confirmedBy: "" });
    expect(await ask(putContact("a"), LI)).toEqual(refused("notAllowed"));
    expect(await ask(putContact("c", { department: bench.departments[2] }), ZHANG)).toEqual(
      refused("unknownDepartment"),
    );
    expect(await ask(putContact("c", { name: " " }), ZHANG)).toEqual(refused("textMissing"));
    expect(await ask({ ask: "confirmContact", uid: 99 }, LI)).toEqual(refused("unknownContact"));
    const elsewhere = person(5, "孙七", "shiftLeader", { departments: [bench.departments[1]] });
    expect(await ask({ ask: "confirmContact", uid }, elsewhere)).toEqual(refused("unknownContact"));
    expect(await ask(putContact("a", { department: bench.departments[1] }), elsewhere)).toEqual(refused("notAllowed"));
    expect(await ask({ ask: "removeContact", uid }, elsewhere)).toEqual(refused("unknownContact"));
    expect(await ask({ ask: "removeContact", uid }, ZHANG)).toMatchObject({ answer: "done" });
    expect(bench.store.count("contacts")).toBe(0);
  });
});

describe("a mark of an alarm", () => {
  const mark = (fields: object = {}): DeskRequest => ({
    ask: "markAlarm",
    platform: "city",
    alarm: "overdue/case/7/1764000000000",
    mark: "acknowledged",
    until: null,
    to: "",
    note: "",
    ...fields,
  });

  test("Z71 counts until the next one, which takes its place", async () => {
    const first = uidOf(await ask(mark(), LI));
    bench.now += 60_000;
    const second = uidOf(await ask(mark({ mark: "snoozed", until: bench.now + 600_000, note: " 等回电 " }), ZHANG));
    expect(second).toBe(first);
    expect([...bench.store.each("alarmMarks")]).toEqual([
      {
        uid: first,
        platform: "city",
        id: "overdue/case/7/1764000000000",
        alarm: "overdue/case/7/1764000000000",
        mark: "snoozed",
        at: bench.now,
        by: "张三",
        until: bench.now + 600_000,
        toRole: "",
        note: "等回电",
      },
    ]);
    expect(bench.store.acts({ ...ANY, subject: "alarmMarks" }).map(({ text, name }) => [text, name])).toEqual([
      ["snoozed", "张三"],
      ["acknowledged", "李四"],
    ]);
  });

  test("Z71 has a time to come where it needs one, a role where it is handed on, and neither elsewhere", async () => {
    for (const wrong of [{ mark: "snoozed" }, { mark: "shelved", until: bench.now }, { mark: "forwarded" }]) {
      expect(await ask(mark(wrong), LI)).toEqual(refused("badValue"));
    }
    expect(await ask(mark({ platform: "nowhere" }), LI)).toEqual(refused("unknownPlatform"));
    expect(bench.store.count("alarmMarks")).toBe(0);
    const uid = uidOf(await ask(mark({ mark: "forwarded", to: "director", until: bench.now + 5 }), LI));
    expect(bench.store.get("alarmMarks", uid)).toMatchObject({ toRole: "director", until: null });
    await ask(mark({ mark: "reopened", to: "director" }), LI);
    expect(bench.store.get("alarmMarks", uid)).toMatchObject({ mark: "reopened", toRole: "" });
  });

  test("Z71 is forgotten a quarter of a year after it could last mean anything", async () => {
    await ask(mark({ alarm: "a/case/1/1" }), LI);
    await ask(mark({ alarm: "b/case/2/1", mark: "shelved", until: bench.now + 60 * DAY }), LI);
    bench.now += 91 * DAY;
    await ask(mark({ alarm: "c/case/3/1" }), LI);
    expect([...bench.store.each("alarmMarks")].map(({ alarm }) => alarm)).toEqual(["b/case/2/1", "c/case/3/1"]);
  });
});

const ANY = { text: "", act: "", subject: "", uid: 0, from: null, to: null, below: 1e9, notBelow: 0, limit: 100 };

describe("a handover", () => {
  const write = (fields: object = {}): DeskRequest => ({
    ask: "writeHandover",
    platform: "city",
    id: "shift-1",
    fromAt: OCTOBER_5 - 8 * 3_600_000,
    toAt: OCTOBER_5,
    body: '{"role":"dispatcher"}',
    note: "",
    ...fields,
  });

  test("Z72 is written anew by its writer until somebody else signs it, once, and stays then", async () => {
    const uid = uidOf(await ask(write(), LI));
    expect(uidOf(await ask(write({ note: " 注意 3 号泵站 " }), LI))).toBe(uid);
    expect(bench.store.get("handovers", uid)).toMatchObject({
      writtenBy: "李四",
      role: "dispatcher",
      part: "",
      note: "注意 3 号泵站",
      signedAt: null,
    });
    expect(await ask(write({ note: "改" }), ZHANG)).toEqual(refused("notAllowed"));
    expect(await ask({ ask: "signHandover", uid, note: "" }, LI)).toEqual(refused("ownHandover"));
    bench.now += 1_000;
    expect(await ask({ ask: "signHandover", uid, note: "已阅" }, ZHANG)).toMatchObject({ answer: "done", uid });
    const signed = bench.store.get("handovers", uid);
    expect(signed).toMatchObject({ signedAt: bench.now, signedBy: "张三", signNote: "已阅" });
    expect(await ask({ ask: "signHandover", uid, note: "" }, ADMIN)).toEqual(refused("alreadySigned"));
    expect(await ask(write({ note: "再改" }), LI)).toEqual(refused("alreadySigned"));
    expect(bench.store.get("handovers", uid)).toEqual(signed);
    // Nobody goes around the desk either.
    expect(() => bench.store.transact(1, (tx) => tx.del("handovers", uid))).toThrow("never deleted");
    expect(() => bench.store.transact(1, (tx) => tx.put("handovers", { ...signed!, note: "x" }))).toThrow(
      "never changed",
    );
  });

  test("Z72 that says nothing, or ends before it begins, is none", async () => {
    for (const wrong of [{ body: "" }, { body: "[1]" }, { body: "7" }, { toAt: 5 }]) {
      expect(await ask(write(wrong), LI)).toEqual(refused("badValue"));
    }
    expect(await ask(write({ platform: "nowhere" }), LI)).toEqual(refused("unknownPlatform"));
    expect(await ask({ ask: "signHandover", uid: 9, note: "" }, ZHANG)).toEqual(refused("unknownHandover"));
    expect(bench.store.count("handovers")).toBe(0);
  });

  test("Z72 of a part of the city is there for whoever sees all of that part", async () => {
    const east = person(5, "孙七", "dispatcher", { unitGrids: [4, 5] });
    const uid = uidOf(await ask(write(), east));
    const some = person(6, "周八", "dispatcher", { unitGrids: [4] });
    expect(await ask({ ask: "signHandover", uid, note: "" }, some)).toEqual(refused("unknownHandover"));
    const same = person(7, "吴九", "dispatcher", { unitGrids: [4, 5, 6] });
    expect(await ask({ ask: "signHandover", uid, note: "" }, same)).toMatchObject({ answer: "done" });
  });
});
