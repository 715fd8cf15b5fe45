/** Who may have what done: roles, scopes, and commands that come too late. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import { mayAsk } from "../../shared/rights.ts";
import { ROLES, type Role } from "../../shared/roles.ts";
import { EVERYTHING, NOTHING, type Scope } from "../../shared/scope.ts";
import type { DeskAnswer, DeskMessage, DeskRequest } from "../../shared/wire/desk.ts";
import { openDesk } from "../../src-hub/desk/desk.ts";
import { ADMIN, DAY, OCTOBER_5, deskBench, type DeskBench } from "./desk-bench.ts";
import { draftOf } from "./store-drafts.ts";

let bench: DeskBench;
beforeEach(() => {
  bench = deskBench();
});
afterEach(() => bench.clear());

let asked = 0;
interface Who {
  readonly role?: Role;
  readonly scope?: Partial<Scope>;
  readonly notAfter?: number;
}
const message = (request: DeskRequest, notAfter?: number): DeskMessage => ({
  id: `rights-request-${(asked += 1)}`,
  by: "值班长",
  ...(notAfter === undefined ? {} : { notAfter }),
  request,
});
const ask = (request: DeskRequest, { role = "admin", scope = {}, notAfter }: Who = {}): Promise<DeskAnswer> =>
  bench.desk.take(message(request, notAfter), { role, scope: { ...EVERYTHING, ...scope } });

const refusedWith = (refused: string) => ({ answer: "refused", refused });
const urge = (uid: number): DeskRequest => ({ ask: "case", uid, command: { kind: "urge", note: "请尽快" } });
const urgedIn = (uid: number): number =>
  (JSON.parse(bench.store.get("cases", uid)!.facts) as Fact[]).filter(({ kind }) => kind === "urged").length;
const entry = (fields: object = {}): DeskRequest => ({
  ask: "enterLedger",
  platform: "city",
  scheme: "test",
  kind: "spotCheck",
  item: "",
  month: "2026-10",
  department: bench.departments[0],
  caseUid: 0,
  points: 90,
  text: "抽查",
  evidence: [],
  ...fields,
});

const reportRequest = (fields: object = {}, report: object = {}): DeskRequest => ({
  ask: "report",
  platform: "city",
  occasion: "sensor/M1/pm10/60/1764000000000",
  report: {
    kind: "matter",
    classUid: 1,
    source: "other",
    lon: 112.9,
    lat: 28.2,
    address: "一号工地",
    unitGrid: 0,
    description: "PM10 超标",
    urgent: false,
    ...report,
  },
  ...fields,
});

describe("a report", () => {
  const classUid = () =>
    bench.store.transact(bench.now, (tx) => {
      const of = (platform: string) => draftOf("classes", "t/matter/0802", { platform, kind: "matter" });
      const uids = ["city", "other"].map((platform) => tx.put("classes", of(platform)).uid);
      return { own: uids[0] as number, foreign: uids[1] as number };
    });
  const count = () => bench.store.count("cases");

  test("W13 of one occasion is one case, whoever tells of it and however often", async () => {
    const { own } = classUid();
    const answer = await ask(reportRequest({}, { classUid: own }));
    expect(answer).toMatchObject({ answer: "done" });
    const uid = answer.answer === "done" ? answer.uid : 0;
    expect(bench.store.get("cases", uid)).toMatchObject({
      id: "sensor/M1/pm10/60/1764000000000",
      state: 0,
      classUid: own,
      address: "一号工地",
    });
    const [before, filed] = [count(), bench.store.get("cases", uid)];
    const other = bench.another().desk.take(message(reportRequest({}, { classUid: own, address: "另一处" })), ADMIN);
    expect(await other).toMatchObject({ answer: "done", uid });
    expect([count(), bench.store.get("cases", uid)]).toEqual([before, filed]);
    const next = reportRequest({ occasion: "sensor/M1/pm10/60/1764003600000" }, { classUid: own });
    expect(await ask(next)).toMatchObject({ answer: "done" });
    expect(count()).toBe(before + 1);
  });

  test("W13 of an unknown class, grid or platform, or outside the asker's part of the city, is refused", async () => {
    const { own, foreign } = classUid();
    const before = count();
    const no = async (refused: string, request: DeskRequest, who?: Who) =>
      expect(await ask(request, who)).toEqual(refusedWith(refused));
    await no("unknownClass", reportRequest({}, { classUid: 0 }));
    await no("unknownClass", reportRequest({}, { classUid: foreign }));
    await no("unknownClass", reportRequest({}, { classUid: own, kind: "component" }));
    await no("badValue", reportRequest({}, { classUid: own, unitGrid: 999 }));
    await no("unknownPlatform", reportRequest({ platform: "nowhere" }, { classUid: own }));
    await no("unknownPlatform", reportRequest({}, { classUid: own }), { scope: { platforms: ["other"] } });
    await no("notAllowed", reportRequest({}, { classUid: own }), { scope: { unitGrids: [3] } });
    await no("notAllowed", reportRequest({}, { classUid: own }), { scope: { departments: [1] } });
    expect(count()).toBe(before);
  });
});

describe("a role", () => {
  test("D7 has done what it may ask, and nothing else: refused, without effect, and so again", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const requests: readonly DeskRequest[] = [
      urge(uid),
      reportRequest(),
      { ask: "setTarget", platform: "city", indicator: "closeRate", value: 0.9 },
      { ask: "clearTarget", platform: "city", indicator: "closeRate" },
      entry(),
      { ask: "withdrawLedger", uid: 1, why: "录错" },
      { ask: "freeze", platform: "city", scheme: "test", period: "2026-09" },
    ];
    for (const role of ROLES) {
      for (const request of requests) {
        const one = message(request);
        const before = bench.store.head();
        const answer = await bench.desk.take(one, { role, scope: EVERYTHING });
        const allowed = mayAsk(role, request.ask);
        expect([role, request.ask, answer.answer === "refused" && answer.refused === "notAllowed"]).toEqual([
          role,
          request.ask,
          !allowed,
        ]);
        if (allowed) continue;
        expect(bench.store.head()).toBe(before);
        // Whoever sends it: what this id was answered stays its answer.
        expect(await bench.desk.take(one, ADMIN)).toEqual(refusedWith("notAllowed"));
        expect(bench.store.head()).toBe(before);
      }
    }
  });
});

describe("a command that expires", () => {
  test("D7 is done up to its time and not after it; it has no effect then and is answered so again", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const { now } = bench;
    expect(await ask(urge(uid), { notAfter: now })).toMatchObject({ answer: "done" });
    const late = message(urge(uid), now);
    bench.now += 1;
    const before = bench.store.head();
    expect(await bench.desk.take(late, ADMIN)).toEqual(refusedWith("expired"));
    expect([urgedIn(uid), bench.store.head()]).toEqual([1, before]);
    expect(await bench.another().desk.take(late, ADMIN)).toEqual(refusedWith("expired"));
    // The same id with more time is the same request.
    expect(await bench.desk.take({ ...late, notAfter: now + DAY }, ADMIN)).toEqual(refusedWith("expired"));
    expect([urgedIn(uid), bench.store.head()]).toEqual([1, before]);
  });

  test("D7 that was done in time is done, however late it is asked for again", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const one = message(urge(uid), bench.now + 1_000);
    const answer = await bench.desk.take(one, ADMIN);
    expect(answer).toMatchObject({ answer: "done" });
    bench.now += DAY;
    expect(await bench.another().desk.take(one, ADMIN)).toEqual(answer);
    expect(urgedIn(uid)).toBe(1);
  });

  test("D7 is judged by the time at which it is its turn", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const { store } = bench;
    const notAfter = bench.now + 500;
    // Somebody else has the store for a second before us: our time is over when we get it.
    const slow = {
      ...store,
      transact: ((at, work) => {
        bench.now += 1_000;
        return store.transact(at, work);
      }) as typeof store.transact,
    };
    const desk = openDesk({ store: slow, rules: bench.rules, now: () => bench.now });
    expect(await desk.take(message(urge(uid), notAfter), ADMIN)).toEqual(refusedWith("expired"));
    expect(urgedIn(uid)).toBe(0);
  });

  test("D7 freezing that cannot be done in time makes nothing final", async () => {
    const freeze: DeskRequest = { ask: "freeze", platform: "city", scheme: "test", period: "2026-09" };
    expect(await ask(freeze, { notAfter: bench.now - 1 })).toEqual(refusedWith("expired"));
    let looks = 0;
    const { store } = bench;
    // Time runs while the month is counted: in time when it began, too late when it is to be written down.
    const counted = {
      ...store,
      transact: ((at, work) =>
        store.transact(at, (tx) => {
          looks += 1;
          bench.now += DAY;
          return work(tx);
        })) as typeof store.transact,
    };
    const desk = openDesk({ store: counted, rules: bench.rules, now: () => bench.now });
    expect(await desk.take(message(freeze, bench.now), ADMIN)).toEqual(refusedWith("expired"));
    expect([looks, store.count("frozen")]).toEqual([1, 0]);
    expect(await ask(freeze, { notAfter: bench.now + DAY })).toMatchObject({ answer: "done" });
  });
});

describe("a scope", () => {
  test("D8 who may not see a case cannot command it, nor learn that it is there", async () => {
    const [a, b] = bench.departments;
    const uid = await bench.handling(a);
    const grid = bench.store.transact(bench.now, (tx) =>
      tx.put("grids", draftOf("grids", "1", { platform: "city", level: "unit" })),
    ).uid;
    const hidden: readonly Partial<Scope>[] = [
      { departments: [b] },
      { unitGrids: [grid] },
      { platforms: ["other"] },
      NOTHING,
    ];
    for (const scope of hidden) {
      expect(await ask(urge(uid), { role: "dispatcher", scope })).toEqual(refusedWith("unknownCase"));
      expect(await ask(urge(999), { role: "dispatcher", scope })).toEqual(refusedWith("unknownCase"));
    }
    expect(urgedIn(uid)).toBe(0);
    for (const scope of [
      { departments: [a, b] },
      { platforms: ["city"], personal: false },
      { since: bench.now + DAY },
    ]) {
      expect(await ask(urge(uid), { role: "dispatcher", scope })).toMatchObject({ answer: "done" });
    }
    expect(urgedIn(uid)).toBe(3);
  });

  test("D8 is judged by the case as it is now: sent to another department, it is out of reach", async () => {
    const [a, b] = bench.departments;
    const uid = await bench.handling(a);
    const scope = { departments: [a] };
    const redispatch = { kind: "redispatch", department: b, reason: "职责调整" } as const;
    const answer = await ask({ ask: "case", uid, command: redispatch }, { role: "dispatcher", scope });
    expect(answer).toMatchObject({ answer: "done" });
    expect(bench.store.get("cases", uid)?.department).toBe(b);
    expect(await ask(urge(uid), { role: "dispatcher", scope })).toEqual(refusedWith("unknownCase"));
  });

  test("D8 a case that is over and too old to be seen takes no command either", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await ask({ ask: "case", uid, command: { kind: "void", reason: "重复" } });
    expect(stateOfCode(bench.store.get("cases", uid)!.state)).toBe("voided");
    expect(await ask(urge(uid), { scope: { since: OCTOBER_5 } })).not.toEqual(refusedWith("unknownCase"));
    expect(await ask(urge(uid), { scope: { since: bench.now } })).toEqual(refusedWith("unknownCase"));
  });

  test("D8 holds for cases that a request only names", async () => {
    const [a, b] = bench.departments;
    const [mine, other] = [await bench.handling(a), await bench.handling(b)];
    const scope = { departments: [a] };
    const duplicate: DeskRequest = { ask: "case", uid: mine, command: { kind: "markDuplicate", of: other } };
    expect(await ask(duplicate, { scope })).toEqual(refusedWith("badDuplicate"));
    const exclusion = entry({ kind: "exclusion", caseUid: other, points: null });
    expect(await ask(exclusion, { scope })).toEqual(refusedWith("unknownCase"));
    const evidence = entry({ evidence: [{ kind: "case", uid: other }] });
    expect(await ask(evidence, { scope })).toEqual(refusedWith("unknownCase"));
    for (const request of [exclusion, evidence, duplicate]) {
      expect(await ask(request)).toMatchObject({ answer: "done" });
    }
  });

  test("D8 holds for a platform and what belongs to it", async () => {
    const done = await ask(entry());
    const uid = done.answer === "done" ? done.uid : 0;
    const [scope, city] = [{ platforms: ["other"] }, "city"];
    const requests: readonly (readonly [DeskRequest, string])[] = [
      [{ ask: "setTarget", platform: city, indicator: "closeRate", value: 0.9 }, "unknownPlatform"],
      [{ ask: "clearTarget", platform: city, indicator: "closeRate" }, "unknownPlatform"],
      [entry(), "unknownPlatform"],
      [{ ask: "withdrawLedger", uid, why: "录错" }, "unknownEntry"],
      [{ ask: "freeze", platform: city, scheme: "test", period: "2026-09" }, "unknownPlatform"],
    ];
    for (const [request, refused] of requests) {
      expect(await ask(request, { scope })).toEqual(refusedWith(refused));
      expect(await ask(request, { scope: { platforms: ["city"] } })).toMatchObject({ answer: "done" });
    }
  });
});
