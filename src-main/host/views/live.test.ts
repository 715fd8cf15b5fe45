import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { matches, type CaseFilter } from "../../../shared/evaluation/columns.ts";
import { EMPTY_SLOT, type CaseLine, type CaseQuery, type PointSlots } from "../../../shared/view.ts";
import { caseRow, departmentDraft } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { rowOf } from "../../../shared/tables.ts";
import type { Changes } from "../cache/changes.ts";
import { lineReader } from "./case-lines.ts";
import type { LiveView, Patch } from "./live-view.ts";
import { pointsView } from "./points-view.ts";
import { tickerView } from "./ticker-view.ts";
import { openViews } from "./views.ts";
import { queryFilter } from "./window.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);

const held: TestSource[] = [];
afterEach(() => {
  for (const it of held.splice(0)) it.close();
});

async function source(): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held.push(it);
  return it;
}

/** What a window makes of the patches it is given. */
class Window {
  readonly slots = new Map<number, number[]>();
  lines = new Map<number, CaseLine>();
  whole: unknown;
  patches = 0;

  take(patch: Patch): void {
    this.patches++;
    if (patch.say === "whole") this.whole = patch.value;
    if (patch.say === "keyed") {
      if (patch.reset) this.lines.clear();
      for (const uid of patch.del) this.lines.delete(uid);
      for (const line of patch.put) this.lines.set(line.uid, line);
    }
    if (patch.say === "columns") this.columns(patch.reset, patch.value);
  }

  private columns(reset: boolean, value: PointSlots): void {
    if (reset) this.slots.clear();
    value.slot.forEach((slot, k) => {
      const all = [
        value.uid,
        value.lon,
        value.lat,
        value.state,
        value.department,
        value.unitGrid,
        value.dispatchedAt,
        value.deadline,
      ];
      this.slots.set(
        slot,
        all.map((column) => column[k] as number),
      );
    });
    expect([...this.slots.keys()].toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: value.length }, (_, slot) => slot),
    );
  }

  /** Points that are not empty, by uid. */
  points(): Map<number, number[]> {
    const full = [...this.slots.values()].filter((point) => point[3] !== EMPTY_SLOT);
    return new Map(full.map((point) => [point[0] as number, point]));
  }
}

function expectedPoints(it: TestSource, filter: CaseFilter): Map<number, number[]> {
  const c = it.source.cases;
  const points = new Map<number, number[]>();
  for (let i = 0; i < c.length; i++) {
    if (Number.isNaN(c.lon[i]) || !matches(c, i, filter, it.source.now())) continue;
    const runs = matches(c, i, { measure: "open" }, 0) && Number.isNaN(c.submittedAt[i]) && c.state[i] !== 10;
    const columns = [c.uid, c.lon, c.lat, c.state, c.department, c.unitGrid, c.dispatchedAt];
    const point = columns.map((column) => column[i] as number);
    points.set(c.uid[i] as number, [...point, runs ? (c.deadline[i] as number) : Number.NaN]);
  }
  return points;
}

const act = fc.oneof(
  fc.record({ act: fc.constant("put" as const), uid: fc.integer({ min: 1, max: 40 }), seed: fc.nat() }),
  fc.record({ act: fc.constant("del" as const), uid: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ act: fc.constant("many" as const), from: fc.integer({ min: 1, max: 30 }), seed: fc.nat() }),
  fc.record({ act: fc.constant("delNewest" as const), howMany: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ act: fc.constant("delOldest" as const), howMany: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ act: fc.constant("older" as const), nth: fc.nat({ max: 9 }), days: fc.integer({ min: 0, max: 9 }) }),
  fc.record({ act: fc.constant("sameTime" as const), uid: fc.integer({ min: 1, max: 40 }), nth: fc.nat({ max: 9 }) }),
  fc.record({ act: fc.constant("rename" as const), name: fc.constantFrom("城管局", "住建局") }),
  fc.constant({ act: "beat" as const }),
  fc.record({ act: fc.constant("read" as const), window: fc.nat({ max: 1 }) }),
  fc.record({ act: fc.constant("pass" as const), hours: fc.nat({ max: 12 }) }),
);

const drain = (view: { next(): Patch | null }, window: Window) => {
  for (let patch = view.next(); patch !== null; patch = view.next()) window.take(patch);
};

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** uids of all cases, the newest change first, by a fresh count. */
function newestUids({ source: { cases } }: TestSource): number[] {
  const all = Array.from({ length: cases.length }, (_, i) => ({ uid: cases.uid[i]!, at: cases.changedAt[i]! }));
  return all.toSorted((a, b) => b.at - a.at || b.uid - a.uid).map(({ uid }) => uid);
}

/** What an act does to the cache; null when it is no act of the cache, or finds nothing to act on. */
function played(a: Act, it: TestSource, now: number): Changes | null {
  const newest = newestUids(it);
  const { cases } = it.source;
  const changedAt = (nth: number) => cases.changedAt[cases.indexOf(newest[nth % newest.length] as number) as number];
  switch (a.act) {
    case "put":
      return it.apply({ cases: [randomCase(a.uid, now, 5, chances(a.seed))] });
    case "del":
      return it.apply({}, { cases: [a.uid] });
    case "many": {
      const chance = chances(a.seed);
      return it.apply({ cases: Array.from({ length: 20 }, (_, k) => randomCase(a.from + k, now, 5, chance)) });
    }
    case "delNewest":
      return it.apply({}, { cases: newest.slice(0, a.howMany) });
    case "delOldest":
      return it.apply({}, { cases: newest.slice(-a.howMany) });
    case "older": {
      const uid = newest[a.nth];
      const reportedAt = now - a.days * 86_400_000;
      return uid === undefined ? null : it.apply({ cases: [caseRow(uid, { reportedAt })] });
    }
    case "sameTime":
      return newest.length === 0 ? null : it.apply({ cases: [caseRow(a.uid, { reportedAt: changedAt(a.nth)! })] });
    case "rename":
      return it.apply({ departments: [rowOf("departments", { ...departmentDraft("d"), uid: 3, name: a.name })] });
    default:
      return null;
  }
}

async function playedOut(query: CaseQuery, acts: readonly Act[]) {
  const it = await openTestSource(NOW);
  try {
    const points = pointsView(query, it.source, 7);
    const ticker = tickerView(5, it.source, 8);
    const views: LiveView[] = [points, ticker];
    const beat = () => views.forEach((view) => view.refresh());
    beat();
    const windows = [new Window(), new Window()];
    const readers = windows.map(() => views.map((view) => view.reader()));
    let now = NOW;
    for (const a of acts) {
      const changes = played(a, it, now);
      if (changes !== null) for (const view of views) view.take(changes);
      if (a.act === "beat") beat();
      if (a.act === "pass") it.setNow((now += a.hours * 3_600_000));
      if (a.act === "read") {
        for (const reader of readers[a.window] ?? []) {
          const patch = reader.next();
          if (patch !== null) windows[a.window]?.take(patch);
        }
      }
    }
    beat();
    const read = lineReader(it.source);
    const expected = newestUids(it).slice(0, 5).map(read);
    windows.forEach((window, w) => {
      for (const reader of readers[w] ?? []) drain(reader, window);
      expect(window.points()).toEqual(expectedPoints(it, queryFilter(query, it.source).filter));
      const lines = [...window.lines.values()];
      expect(lines.toSorted((a, b) => b.changedAt - a.changedAt || b.uid - a.uid)).toEqual(expected);
    });
  } finally {
    it.close();
  }
}

describe("live views", () => {
  test("P4 windows of any pace end with the same points and rows as a fresh count", { timeout: 60_000 }, async () => {
    // The last two lose cases by time alone.
    const query = fc.constantFrom<CaseQuery>(
      {},
      { measure: "open" },
      { measure: "overdueOpen" },
      { department: 3 },
      { measure: "dueSoon" },
      { period: "day" },
    );
    await fc.assert(fc.asyncProperty(query, fc.array(act, { maxLength: 90, size: "max" }), playedOut), { numRuns: 40 });
  });

  test("a point keeps its slot while others come and go", async () => {
    const it = await source();
    it.apply({ cases: [1, 2, 3].map((uid) => caseRow(uid)) });
    const view = pointsView({}, it.source);
    view.refresh();
    const reader = view.reader();
    const first = reader.next() as Extract<Patch, { say: "columns" }>;
    expect([...first.value.uid]).toEqual([1, 2, 3]);
    view.take(it.apply({ cases: [caseRow(3, { state: 5 })] }, { cases: [1] }));
    view.refresh();
    const second = reader.next() as Extract<Patch, { say: "columns" }>;
    expect(second.reset).toBe(false);
    expect([...second.value.slot]).toEqual([0, 2]);
    expect([...second.value.state]).toEqual([EMPTY_SLOT, 5]);
    view.take(it.apply({ cases: [caseRow(9)] }));
    view.refresh();
    const third = reader.next() as Extract<Patch, { say: "columns" }>;
    expect([[...third.value.slot], [...third.value.uid]]).toEqual([[0], [9]]);
    expect(reader.next()).toBeNull();
  });

  test("points that leave by time alone empty their slots", async () => {
    const it = await source();
    const ofToday = caseRow(1, { reportedAt: NOW - 3_600_000 });
    const dueSoon = caseRow(2, { state: 5, dispatchedAt: NOW - 9_000, deadline: NOW + 1_000, reportedAt: NOW });
    it.apply({ cases: [ofToday, dueSoon] });
    const views = ([{ period: "day" }, { measure: "dueSoon" }] as const).map((query) => pointsView(query, it.source));
    const windows = views.map((view) => ({ window: new Window(), reader: view.reader() }));
    const shown = () => {
      for (const view of views) view.refresh();
      return windows.map(({ window, reader }) => {
        drain(reader, window);
        return [...window.points().keys()];
      });
    };
    expect(shown()).toEqual([[1, 2], [2]]);
    it.setNow(NOW + 24 * 3_600_000);
    expect(shown()).toEqual([[], []]);
  });

  test("an answer is shared, sent again only when it is another, and looked at again when its table changed", async () => {
    const it = await source();
    let real = 0;
    const views = openViews(
      it.source,
      () => real,
      () => {},
    );
    let told = 0;
    const one = views.open({ view: "departments" }, () => told++);
    const two = views.open({ view: "departments" }, () => {});
    expect(views.size()).toBe(1);
    expect([one.next(), two.next()]).toMatchObject([{ value: [] }, { value: [] }]);
    const department = rowOf("departments", { ...departmentDraft("d"), uid: 1 });
    views.take(it.apply({ departments: [department] }));
    real += 2_000;
    views.beat();
    expect(told).toBe(1);
    expect(one.next()).toMatchObject({ value: [{ uid: 1, id: "d" }] });
    views.take(it.apply({ departments: [department] }));
    real += 2_000;
    views.beat();
    expect(told).toBe(1);
    expect(one.next()).toBeNull();
    one.close();
    two.close();
    expect(views.size()).toBe(0);
  });

  test("a figure is computed at most once a second, and by time alone every five", async () => {
    const it = await source();
    it.apply({ cases: [caseRow(1, { state: 5, dispatchedAt: NOW - 1_000, deadline: NOW + 3_000 })] });
    let real = 10_000;
    const views = openViews(
      it.source,
      () => real,
      () => {},
    );
    const funnel = views.open({ view: "funnel", period: "all" }, () => {});
    expect(funnel.next()).toMatchObject({ value: { funnel: { overdue: 0, open: 1 } } });
    views.take(it.apply({ cases: [caseRow(2)] }));
    real += 999;
    views.beat();
    expect(funnel.next()).toBeNull();
    real += 1;
    views.beat();
    expect(funnel.next()).toMatchObject({ value: { funnel: { open: 2 } } });
    it.setNow(NOW + 60_000);
    real += 4_999;
    views.beat();
    expect(funnel.next()).toBeNull();
    real += 1;
    views.beat();
    expect(funnel.next()).toMatchObject({ value: { funnel: { overdue: 1 } } });
  });

  test("P6 a view that fails says so, takes no other down, and speaks again", async () => {
    const it = await source();
    let real = 0;
    const log: unknown[] = [];
    const views = openViews(
      it.source,
      () => real,
      (event) => log.push(event),
    );
    const cameras = views.open({ view: "cameras" }, () => {});
    const units = views.open({ view: "units" }, () => {});
    const { prepare } = it.source.handle;
    expect(cameras.next()).toMatchObject({ value: [] });
    it.source.handle.prepare = () => {
      throw new Error("disk I/O error");
    };
    views.take(new Map([["cameras", { put: [], del: [] }]]));
    real += 2_000;
    views.beat();
    expect(cameras.trouble()).toEqual({ code: "viewFailed", params: { view: "cameras", why: "disk I/O error" } });
    expect(cameras.next()).toBeNull();
    expect(units.trouble()).toBeNull();
    expect(log).toEqual([{ event: "viewFailed", view: "cameras", why: "disk I/O error" }]);
    it.source.handle.prepare = prepare;
    real += 2_000;
    views.beat();
    expect(cameras.trouble()).toBeNull();
    expect(cameras.next()).toMatchObject({ say: "whole", value: [] });
  });
});
