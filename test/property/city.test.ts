import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { caseOfRecord, recordOfCase } from "../../shared/case/record.ts";
import { CASE_STATES, isOpen, stateOfCode } from "../../shared/case/state.ts";
import { parseDeviceCode } from "../../shared/place/codes.ts";
import { TABLE_NAMES, type RecordOf } from "../../shared/tables.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import type { Store } from "../../src-hub/store/store.ts";
import { openCity, type City, type CityOptions } from "../../src-hub/city/city.ts";
import { isInside } from "../../src-hub/city/plane.ts";

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

  test("closed for six hours, it is afterwards exactly where it would have been", async () => {
    const store = await founded({ now: () => FRIDAY - 6 * HOUR });
    const again = city(store);
    await again.start();
    again.close();
    const lives = (from: Store) =>
      [...from.each("cases")].map(({ id, caseNo, facts }) => `${id} ${caseNo} ${facts}`).toSorted();
    expect(lives(store)).toEqual(lives(await founded()));
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
});
