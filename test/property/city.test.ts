import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import zhongfang from "../../resources/schemes/zhongfang-2020.json" with { type: "json" };
import { CASE_SOURCES, type Case, type Command, type Fact } from "../../shared/case/case.ts";
import { decide, isRefusal } from "../../shared/case/decide.ts";
import { evolve } from "../../shared/case/evolve.ts";
import { MARK } from "../../shared/case/marks.ts";
import { caseOfRecord, recordOfCase } from "../../shared/case/record.ts";
import { CASE_STATES, isOpen, stateOfCode } from "../../shared/case/state.ts";
import { parseDeviceCode } from "../../shared/place/codes.ts";
import { parseScheme } from "../../shared/rules/scheme.ts";
import { TABLE_NAMES, type RecordOf } from "../../shared/tables.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import { openCity, type City, type CityOptions } from "../../src-hub/city/city.ts";
import { isInside } from "../../src-hub/city/plane.ts";
import { CALENDAR, POLICY } from "../../src-hub/city/rules.ts";

/** A Friday, 15:00 in the city. */
const FRIDAY = Date.parse("2026-11-20T07:00:00Z");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function city(store: Store, more: Partial<CityOptions> = {}): City {
  return openCity({
    store,
    now: () => FRIDAY,
    pace: 1,
    log: (line) => expect.fail(line),
    seed: 11,
    reportsPerYear: 3_000,
    ...more,
  });
}

const folder = mkdtempSync(join(tmpdir(), "citywall-city-"));
const stores: Store[] = [];

function emptyStore(): Store {
  const store = openSqliteStore(join(folder, `${stores.length}.db`));
  stores.push(store);
  return store;
}

async function founded(more: Partial<CityOptions> = {}): Promise<Store> {
  const store = emptyStore();
  const one = city(store, more);
  await one.start();
  one.close();
  return store;
}

function digest(store: Store): string {
  const hash = createHash("sha256");
  for (const table of TABLE_NAMES) {
    for (let after = 0; ;) {
      const rows = store.page(table, after, 5_000);
      if (rows.length === 0) break;
      hash.update(JSON.stringify(rows));
      after = rows.at(-1)?.[0] as number;
    }
  }
  return hash.digest("hex");
}

/** Every row of `cases` is what its facts say, stands in its grid, and its times run forwards. */
function expectSound(store: Store): void {
  const rings = new Map<number, [number, number][]>();
  for (const grid of store.each("grids")) rings.set(grid.uid, JSON.parse(grid.geometry).coordinates[0]);
  const numbers = new Set<string>();
  for (const record of store.each("cases")) {
    const { uid, platform, id, caseNo, extra } = record;
    const c = caseOfRecord(record);
    if (JSON.stringify(recordOfCase({ uid, platform, id, caseNo, extra }, c)) !== JSON.stringify(record)) {
      expect(recordOfCase({ uid, platform, id, caseNo, extra }, c)).toEqual(record);
    }
    const at: [number, number] = [record.lon as number, record.lat as number];
    const inside = isInside(at, rings.get(record.unitGrid) ?? []) && isInside(at, rings.get(record.dutyGrid) ?? []);
    if (!inside) expect.fail(`case ${id} lies outside its grid`);
    c.facts.forEach((fact, i) => {
      if (fact.at < (c.facts[i - 1]?.at ?? 0)) expect.fail(`case ${id} runs backwards`);
    });
    numbers.add(caseNo);
  }
  expect(numbers.size).toBe(store.count("cases"));
}

afterEach(() => {
  vi.useRealTimers();
});

afterAll(() => {
  for (const store of stores) store.close();
  rmSync(folder, { recursive: true });
});

describe("a small city", () => {
  test("the same seed at the same time gives the same bytes, another seed does not", async () => {
    const [one, two, other] = [await founded(), await founded(), await founded({ seed: 12 })];
    expect(digest(two)).toBe(digest(one));
    expect(digest(other)).not.toBe(digest(one));
  }, 30_000);

  test("has the bodies, cameras and people that real centres have", async () => {
    const store = await founded();
    const departments = [...store.each("departments")];
    expect(departments.filter(({ groupCode }) => groupCode === "A")).toHaveLength(18);
    expect(departments.filter(({ groupCode }) => groupCode === "B")).toHaveLength(14);
    const cameras = [...store.each("cameras")];
    expect(cameras.filter(({ kind }) => kind === "fixed")).toHaveLength(38);
    expect(cameras.filter(({ kind }) => kind === "ptz")).toHaveLength(12);
    expect(new Set(cameras.map(({ code }) => code)).size).toBe(50);
    for (const { code } of cameras) expect(parseDeviceCode(code)).toMatchObject({ industry: "08", type: "131" });
    const units = [...store.each("units")];
    expect(units.filter(({ kind }) => kind === "patroller")).toHaveLength(40);
    expect(units.filter(({ kind }) => kind === "sanitation")).toHaveLength(15);
    expect(units.filter(({ kind }) => kind === "patroller").every(({ dutyGrid }) => dutyGrid > 0)).toBe(true);
    expect(store.count("classes")).toBe(153 + 250);
    expect([...store.each("platforms")][0]).toMatchObject({ platform: "demo", demo: 1, timeZone: "Asia/Shanghai" });
  }, 30_000);

  test("closed for a day and a half, it catches up and no fact is lost or changed", async () => {
    const store = await founded();
    const before = [...store.each("cases")];
    const later = FRIDAY + 1.5 * DAY;
    const again = city(store, { now: () => later });
    await again.start();
    again.close();
    expectSound(store);
    const after = new Map([...store.each("cases")].map((record) => [record.uid, record] as const));
    expect(after.size).toBeGreaterThan(before.length);
    for (const old of before) {
      const facts = JSON.parse(old.facts) as unknown[];
      const grown = JSON.parse((after.get(old.uid) as RecordOf<"cases">).facts) as unknown[];
      expect(grown.slice(0, facts.length)).toEqual(facts);
    }
  }, 30_000);

  /** Every case with its facts, and every entry of the ledger without its uid, as one line each. */
  const linesOf = (store: Store) => [
    ...[...store.each("cases")].map(({ uid, id, caseNo, facts }) => `${uid} ${id} ${caseNo} ${facts}`),
    ...[...store.each("ledger")].map((entry) => JSON.stringify({ ...entry, uid: 0 })),
  ];
  const expectSame = (one: Store, other: Store) => {
    const [a, b] = [new Set(linesOf(one)), new Set(linesOf(other))];
    expect([...a].filter((line) => !b.has(line)).slice(0, 3)).toEqual([]);
    expect(a.size).toBe(b.size);
  };

  test("closed for six hours, it is afterwards exactly where it would have been", async () => {
    const store = await founded({ now: () => FRIDAY - 6 * HOUR });
    const again = city(store);
    await again.start();
    again.close();
    expectSame(store, await founded());
  }, 30_000);

  test("closed for nine days at once or nine times for a day, it is in the same place: cases, appeals, letters", async () => {
    const begun = FRIDAY - 9 * DAY;
    const stores = [await founded({ now: () => begun }), await founded({ now: () => begun })] as const;
    for (const [store, days] of [
      [stores[0], [9]],
      [stores[1], [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    ] as const) {
      for (const day of days) {
        const again = city(store, { now: () => begun + day * DAY });
        await again.start();
        again.close();
      }
    }
    expectSame(...stores);
  }, 60_000);

  test("what somebody at the desk did to a case stays, and the case goes on from there", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    vi.setSystemTime(FRIDAY);
    const store = emptyStore();
    const now = () => FRIDAY + (Date.now() - FRIDAY) * 60;
    const one = city(store, { now, pace: 60 });
    await one.start();
    const open = [...store.each("cases")].filter(({ state }) => isOpen(stateOfCode(state)));
    const urged = open.filter(({ state }) => CASE_STATES[state] === "handling");
    const voided = open.find(({ state }) => CASE_STATES[state] === "pendingClose") as RecordOf<"cases">;
    const act = (record: RecordOf<"cases">, command: object) => {
      const c = caseOfRecord(record);
      const facts = decide(c, { at: now(), by: "值班员", ...command } as Command, {
        calendar: CALENDAR,
        policy: POLICY,
      });
      if (isRefusal(facts)) throw new Error(facts.refused);
      const { uid: _, ...draft } = recordOfCase(record, facts.reduce<Case>(evolve, c));
      store.transact(now(), (tx) => tx.put("cases", draft));
    };
    for (const record of urged) act(record, { kind: "urge", note: "请尽快" });
    act(voided, { kind: "void", reason: "演练" });
    vi.advanceTimersByTime(30 * 60_000);
    one.close();
    expect(urged.length).toBeGreaterThan(3);
    const after = urged.map(({ uid }) => caseOfRecord(store.get("cases", uid) as RecordOf<"cases">));
    expect(after.every((c) => c.facts.some((fact) => fact.kind === "urged" && fact.by === "值班员"))).toBe(true);
    expect(after.filter((c) => c.facts.at(-1)?.kind !== "urged").length).toBeGreaterThan(0);
    expect(store.get("cases", voided.uid)?.state).toBe(CASE_STATES.indexOf("voided"));
    expectSound(store);
  }, 30_000);

  test("Z67 a case that somebody has claimed is left alone by the city until they let go", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    vi.setSystemTime(FRIDAY);
    const store = emptyStore();
    const held = new Set<number>();
    const now = () => FRIDAY + (Date.now() - FRIDAY) * 60;
    const one = city(store, { now, pace: 60, held: (uid) => held.has(uid) });
    await one.start();
    const open = [...store.each("cases")].filter(({ state }) => isOpen(stateOfCode(state)));
    for (const { uid } of open.filter((_, i) => i % 2 === 0)) held.add(uid);
    vi.advanceTimersByTime(4 * 60_000);
    const moved = () => open.filter(({ uid, facts }) => store.get("cases", uid)?.facts !== facts).map(({ uid }) => uid);
    const first = moved();
    expect(first.length).toBeGreaterThan(2);
    expect(first.filter((uid) => held.has(uid))).toEqual([]);
    const claimed = [...held];
    held.clear();
    vi.advanceTimersByTime(4 * 60_000);
    one.close();
    expect(moved().filter((uid) => claimed.includes(uid)).length).toBeGreaterThan(2);
    expectSound(store);
  }, 60_000);

  test("targets are set once: what people change or clear stays so", async () => {
    const store = await founded();
    const target = [...store.each("targets")].find(({ indicator }) => indicator === "proactiveRate");
    const { uid: _, ...draft } = target as RecordOf<"targets">;
    expect(draft.value).toBe(0.9);
    const gone = [...store.each("targets")].find(({ indicator }) => indicator === "closeRate");
    store.transact(FRIDAY, (tx) => {
      tx.put("targets", { ...draft, value: 0.8, setBy: "张三" });
      tx.del("targets", (gone as RecordOf<"targets">).uid);
    });
    const again = city(store, { now: () => FRIDAY + HOUR });
    await again.start();
    again.close();
    expect(store.find("targets", "demo", "proactiveRate")).toMatchObject({ value: 0.8, setBy: "张三" });
    expect(store.find("targets", "demo", "closeRate")).toBeNull();
  }, 30_000);

  test("departments and contacts are given once: what people write down stays so", async () => {
    const store = await founded();
    const names = [...store.each("contacts")];
    expect(names.length).toBeGreaterThan(64);
    for (const { department } of names) expect(store.get("departments", department)).not.toBeNull();
    const { uid: _, ...sanitation } = store.find("departments", "demo", "huanwei") as RecordOf<"departments">;
    const [first] = names as [RecordOf<"contacts">];
    store.transact(FRIDAY, (tx) => {
      tx.put("departments", { ...sanitation, shortName: "环卫中心" });
      tx.del("contacts", first.uid);
    });
    const again = city(store, { now: () => FRIDAY + HOUR });
    await again.start();
    again.close();
    expect(store.find("departments", "demo", "huanwei")).toMatchObject({ shortName: "环卫中心" });
    expect(store.find("contacts", "demo", first.id)).toBeNull();
    expect(store.count("contacts")).toBe(names.length - 1);
  }, 30_000);

  test("starting twice at the same time changes nothing", async () => {
    const store = await founded();
    const [before, head] = [digest(store), store.head()];
    const again = city(store);
    await again.start();
    again.close();
    expect(digest(store)).toBe(before);
    expect(store.head()).toBe(head);
  }, 30_000);

  test("a machine that needs longer than a beat for the history still gets to live", async () => {
    let clock = FRIDAY;
    let calls = 0;
    const store = emptyStore();
    const one = city(store, { now: () => (clock += calls++ < 4 ? 40_000 : 500) });
    await one.start();
    one.close();
    expect(calls).toBeLessThan(40);
    expect(store.count("cases")).toBeGreaterThan(2_000);
  }, 30_000);

  test("hours at a fast pace keep every case sound, commit at most four times a second, and go on after a restart", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    vi.setSystemTime(FRIDAY);
    const pace = 60;
    const store = emptyStore();
    const now = () => FRIDAY + (Date.now() - FRIDAY) * pace;
    let one = city(store, { now, pace, reportsPerYear: 20_000 });
    await one.start();
    const head = store.head();
    const cases = store.count("cases");
    vi.advanceTimersByTime(8 * 60_000);
    expect(store.head() - head).toBeLessThanOrEqual(8 * 60 * 4);
    expect(store.count("cases")).toBeGreaterThan(cases + 20);
    one.close();
    const stopped = store.count("cases");
    one = city(store, { now, pace, reportsPerYear: 20_000 });
    await one.start();
    vi.advanceTimersByTime(8 * 60_000);
    one.close();
    expect(store.count("cases")).toBeGreaterThan(stopped);
    expectSound(store);
    expect(store.headAt()).toBeGreaterThan(FRIDAY + 15 * HOUR);
  }, 60_000);

  test("at three in the morning something still happens every twenty seconds", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    const night = Date.parse("2026-11-20T19:00:00Z");
    vi.setSystemTime(night);
    const store = emptyStore();
    const one = city(store, { now: () => Date.now(), reportsPerYear: 50_000 / 12 });
    await one.start();
    let last = Date.now();
    let longest = 0;
    for (let second = 0; second < 1_200; second++) {
      const head = store.head();
      vi.advanceTimersByTime(1_000);
      if (store.head() > head) {
        longest = Math.max(longest, Date.now() - last);
        last = Date.now();
      }
    }
    one.close();
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(20_000);
    expectSound(store);
  }, 60_000);
});

describe("the year of the demonstration city", () => {
  let store: Store;
  let records: RecordOf<"cases">[];
  beforeAll(async () => {
    store = await founded({ seed: 20_260_701, reportsPerYear: 50_000 });
    records = [...store.each("cases")];
  }, 60_000);

  const share = (
    wanted: (record: RecordOf<"cases">) => boolean,
    of: (record: RecordOf<"cases">) => boolean = () => true,
  ) => records.filter((record) => of(record) && wanted(record)).length / records.filter(of).length;
  const source = (name: string) => (record: RecordOf<"cases">) => CASE_SOURCES[record.source] === name;
  const within = (value: number, wanted: number, tolerance: number) => {
    expect(value).toBeGreaterThan(wanted - tolerance);
    expect(value).toBeLessThan(wanted + tolerance);
  };

  test("holds about 50,000 sound cases", () => {
    within(records.length, 50_000, 1_000);
    expectSound(store);
  }, 60_000);

  test("keeps 资阳's sources and self-handled share", () => {
    within(share(source("patrol")), 40_166 / 49_640, 0.01);
    within(share(source("public")), 8_690 / 49_640, 0.01);
    within(share(source("video")), 700 / 49_640, 0.003);
    within(share(source("web")), 81 / 49_640, 0.001);
    expect(records.filter(source("leader")).length).toBeGreaterThan(0);
    within(
      share(({ state }) => CASE_STATES[state] === "selfHandledClosed"),
      16_208 / 49_640,
      0.02,
    );
  });

  test("keeps 黄石's funnel and 湛河's on-time rate", () => {
    within(
      share(({ acceptedAt }) => acceptedAt !== null),
      114_645 / 120_247,
      0.006,
    );
    within(
      share(
        ({ dispatchedAt }) => dispatchedAt !== null,
        ({ filedAt }) => filedAt !== null,
      ),
      114_478 / 114_645,
      0.002,
    );
    within(
      share(
        ({ submittedAt }) => submittedAt !== null,
        ({ dispatchedAt }) => dispatchedAt !== null,
      ),
      112_695 / 114_478,
      0.012,
    );
    const due = (r: RecordOf<"cases">) =>
      r.deadline !== null &&
      (r.submittedAt !== null || (r.deadline < FRIDAY && isOpen(stateOfCode(r.state)) && r.suspendedAt === null));
    const onTime = (r: RecordOf<"cases">) => r.submittedAt !== null && r.submittedAt <= (r.deadline as number);
    within(share(onTime, due), 29_220 / 33_385, 0.012);
    const rates = [...store.each("departments")].map(({ uid }) => share(onTime, (r) => due(r) && r.department === uid));
    expect(Math.min(...rates)).toBeLessThan(0.8);
    expect(Math.max(...rates)).toBeGreaterThan(0.95);
  });

  test("has a live backlog in every stage, some of it overdue", () => {
    const open = records.filter(({ state }) => isOpen(stateOfCode(state)));
    expect(open.length).toBeGreaterThan(400);
    expect(open.length).toBeLessThan(1_200);
    const overdue = open.filter(
      (r) => r.deadline !== null && r.deadline < FRIDAY && r.submittedAt === null && r.suspendedAt === null,
    );
    expect(overdue.length).toBeGreaterThan(12);
    expect(overdue.length).toBeLessThan(150);
    for (const state of ["handling", "suspended", "pendingReview", "checking", "pendingClose"]) {
      expect(open.filter((r) => CASE_STATES[r.state] === state).length, state).toBeGreaterThan(5);
    }
    expect(records.filter((r) => r.reworkCount > 0).length).toBeGreaterThan(100);
    expect(records.filter((r) => r.extensionCount > 0).length).toBeGreaterThan(100);
    expect(records.filter((r) => r.sendBackCount > 0).length).toBeGreaterThan(100);
  });

  test("comes by day more than by night, and again and again to the same spots", () => {
    const hour = ({ reportedAt }: RecordOf<"cases">) => new Date(reportedAt + 8 * HOUR).getUTCHours();
    expect(share((r) => hour(r) >= 8 && hour(r) < 18)).toBeGreaterThan(0.6);
    expect(share((r) => hour(r) < 6)).toBeGreaterThan(0.01);
    const addresses = new Map<string, number>();
    for (const { address } of records) addresses.set(address, (addresses.get(address) ?? 0) + 1);
    expect(Math.max(...addresses.values())).toBeGreaterThan(60);
  });

  test("named people do the steps, and most of them within their limits", () => {
    const doers = new Map<string, Set<string>>();
    for (const { facts } of records) {
      for (const { kind, by } of JSON.parse(facts) as Fact[]) doers.set(kind, (doers.get(kind) ?? new Set()).add(by));
    }
    const doing = (kind: string) => doers.get(kind)?.size ?? 0;
    expect([doing("accepted"), doing("filed"), doing("dispatched"), doing("checkPassed")]).toEqual([12, 4, 8, 40]);
    const late = (judged: number, onTime: number) =>
      share(
        ({ marks }) => (marks & onTime) === 0,
        ({ marks }) => (marks & judged) !== 0,
      );
    within(late(MARK.dispatchJudged, MARK.dispatchOnTime), 0.04, 0.01);
    for (const step of ["accept", "preCheckSend", "preCheck", "postCheckSend", "postCheck", "close"] as const) {
      within(late(MARK[`${step}Judged`], MARK[`${step}OnTime`]), 0.032, 0.022);
    }
  });

  test("goes through every side of the case book", () => {
    const counts = new Map<string, number>();
    for (const { facts } of records) {
      for (const { kind } of JSON.parse(facts) as Fact[]) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    for (const kind of [
      ...["extensionRequested", "extended", "extensionRefused", "suspensionRequested", "suspended", "resumed"],
      ...["sentBack", "sendBackRefused", "returnedToAcceptor", "supervised", "superviseAnswered", "urged"],
      ...["calledBack", "appealed", "appealGranted", "appealRefused", "markedDuplicate", "answered", "checkFailed"],
    ]) {
      expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(10);
    }
    expect(counts.get("forceClosed") ?? 0).toBeGreaterThan(0);
    const appealed = records.filter(({ marks }) => (marks & MARK.appealed) !== 0);
    for (const { closedAt, submittedAt, deadline, state } of appealed) {
      expect(CASE_STATES[state]).toBe("closed");
      expect(closedAt).not.toBeNull();
      expect(submittedAt as number).toBeGreaterThan(deadline as number);
    }
    // Some appeals still wait for their answer.
    expect(counts.get("appealed") ?? 0).toBeGreaterThan(
      (counts.get("appealGranted") ?? 0) + (counts.get("appealRefused") ?? 0),
    );
  });

  test("a dozen spots come back again and again; duplicates and refilings name the case before, of the same class and place", () => {
    const byUid = new Map(records.map((record) => [record.uid, record]));
    const named = records.filter((record) => record.duplicateOf !== 0 || record.refiledFrom !== 0);
    expect(named.filter(({ duplicateOf }) => duplicateOf !== 0).length).toBeGreaterThan(100);
    expect(named.filter(({ refiledFrom }) => refiledFrom !== 0).length).toBeGreaterThan(200);
    for (const record of named) {
      const before = byUid.get(record.duplicateOf || record.refiledFrom) as RecordOf<"cases">;
      expect(before).toMatchObject({ classUid: record.classUid, address: record.address, duplicateOf: 0 });
      expect(before.reportedAt).toBeLessThan(record.reportedAt);
      expect(Math.abs((before.lat as number) - (record.lat as number))).toBeLessThan(0.0006);
      if (record.refiledFrom !== 0) expect(before.closedAt as number).toBeLessThanOrEqual(record.reportedAt);
      else expect(before.closedAt ?? FRIDAY + 1).toBeGreaterThan(record.reportedAt);
    }
    const groups = new Map<string, number>();
    for (const { classUid, address, reportedAt } of records) {
      if (reportedAt < FRIDAY - 30 * DAY) continue;
      groups.set(`${classUid} ${address}`, (groups.get(`${classUid} ${address}`) ?? 0) + 1);
    }
    expect([...groups.values()].filter((count) => count >= 7).length).toBeGreaterThanOrEqual(12);
  });

  test("the ledger holds thirteen months of spot checks, letters and lists as 中方's scheme has them", () => {
    const entries = [...store.each("ledger")];
    const scheme = parseScheme("schemes/zhongfang-2020.json", zhongfang);
    const items = new Set([...scheme.adjustments, ...scheme.vetoes].map(({ item }) => item));
    const departments = new Set([...store.each("departments")].map(({ uid }) => uid));
    const uids = new Set(records.map(({ uid }) => uid));
    expect(new Set(entries.map(({ month }) => month)).size).toBe(13);
    expect(entries.filter(({ kind }) => kind === "spotCheck").length % 32).toBe(0);
    for (const { kind, item, points, department, caseUid, evidence, enteredAt, month, scheme: name } of entries) {
      expect(name).toBe("zhongfang-2020");
      expect(departments.has(department)).toBe(true);
      if (kind === "spotCheck" || kind === "supervision") {
        expect(item).toBe("");
        expect(points as number).toBeGreaterThanOrEqual(0);
        expect(points as number).toBeLessThanOrEqual(100);
      } else expect(points).toBeNull();
      if (kind === "bonus" || kind === "penalty" || kind === "veto") expect(items.has(item)).toBe(true);
      if (kind === "exclusion") expect(uids.has(caseUid)).toBe(true);
      for (const each of JSON.parse(evidence) as { uid: number }[]) expect(uids.has(each.uid)).toBe(true);
      // Whoever freezes a month after the eighth finds it whole.
      const [year, number] = month.split("-").map(Number) as [number, number];
      expect(enteredAt).toBeLessThan(Date.UTC(year, number, 8, 2));
      expect(enteredAt).toBeLessThanOrEqual(FRIDAY);
    }
    for (const kind of ["supervision", "bonus", "penalty", "exclusion"]) {
      expect(entries.filter((each) => each.kind === kind).length, kind).toBeGreaterThan(2);
    }
  });
});
