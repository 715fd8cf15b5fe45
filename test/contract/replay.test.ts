/** The replay of the demonstration city from a cache, against its facts asked in SQL; and exercises from their files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exerciseText, stormExercise } from "../../build/storm-exercise.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import { isOpenAt } from "../../shared/evaluation/columns.ts";
import { instantOf } from "../../shared/evaluation/period.ts";
import { createCursor } from "../../shared/replay/cursor.ts";
import { seenAt } from "../../shared/replay/seen.ts";
import { MOST_DAYS } from "../../shared/replay/stretch.ts";
import { readExercise } from "../../shared/rules/exercise.ts";
import { columnIndex, rowOf, TABLE_NAMES, type Row, type TableName } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { EMPTY_SLOT, type Question, type ReplayValue, type WholeValues } from "../../shared/view.ts";
import { openCity } from "../../src-hub/city/city.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { openExercises, SHIPPED_EXERCISES } from "../../src-main/host/exercises.ts";
import type { ExerciseReader } from "../../src-main/host/views/beside.ts";
import type { Patch } from "../../src-main/host/views/live-view.ts";
import { MOST_TRACKS_MS } from "../../src-main/host/views/replay.ts";
import { openViews, type Subscription } from "../../src-main/host/views/views.ts";
import { answerWhole, type WholeQuestion } from "../../src-main/host/views/whole.ts";
import { chances } from "./random-cases.ts";
import { countsBySql } from "./replay-sql.ts";
import { openTestSource, type TestSource } from "./test-source.ts";

/** A Friday, 15:00 in the city. */
const NOW = Date.parse("2026-11-20T07:00:00Z");
const [HOUR, DAY] = [3_600_000, 86_400_000];
const dayFrom = (day: number) => instantOf("Asia/Shanghai", 2026, 11, day);

const folder = mkdtempSync(join(tmpdir(), "citywall-replay-"));
let it: TestSource;

beforeAll(async () => {
  const store = openSqliteStore(join(folder, "hub.db"));
  const log = (line: string) => expect.fail(line);
  const city = openCity({ store, now: () => NOW, pace: 1, log, reportsPerYear: 3_000 });
  await city.start();
  city.close();
  const put = Object.fromEntries(TABLE_NAMES.map((table) => [table, store.page(table, 0, 1_000_000) as Row[]]));
  it = await openTestSource(NOW);
  it.apply({ ...put, visits: visitsOf(put["grids"] ?? []) } as Partial<Record<TableName, Row[]>>);
}, 60_000);
afterAll(() => {
  it?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Eyes on some grids in two days, for a second up to ten minutes each. */
function visitsOf(grids: readonly Row[]): Row[] {
  const chance = chances(5);
  return Array.from({ length: 900 }, (_, n) => {
    const fromAt = Math.round(dayFrom(17) + chance() * 2 * DAY);
    return rowOf("visits", {
      uid: n + 1,
      platform: "demo",
      id: `visit-${n}`,
      by: "patroller",
      eye: 1,
      kind: n % 9 === 0 ? "place" : "grid",
      subject: grids[Math.floor(chance() * grids.length)]?.[0] as number,
      fromAt,
      toAt: fromAt + Math.round(chance() ** 4 * 600_000),
    });
  });
}

/** Another source over the same cache, with these exercises. */
const withExercises = (exercises: ExerciseReader): TestSource["source"] => ({
  ...it.source,
  beside: { ...it.source.beside, exercises },
});

function ask<Q extends WholeQuestion>(question: Q, source = it.source): WholeValues[Q["view"]] {
  return answerWhole(question, source) as WholeValues[Q["view"]];
}

const replayOf = (from: number, to: number) => ask({ view: "replay", from, to, exercise: "" });

describe("a day of the demonstration city", () => {
  test("Y2 counts at ten random instants of a day, and some of a week and a month, equal a SQL query of the facts", () => {
    const chance = chances(31);
    let closed = 0;
    for (const [from, to, instants] of [
      [dayFrom(18), dayFrom(19), 10],
      [dayFrom(9), dayFrom(16), 4],
      [instantOf("Asia/Shanghai", 2026, 10, 1), dayFrom(1), 4],
    ] as const) {
      const cursor = createCursor(replayOf(from, to));
      for (let n = 0; n < instants; n++) {
        const at = Math.round(from + chance() * (to - from));
        cursor.move(at);
        const counts = cursor.counts(from);
        expect(counts).toEqual(countsBySql(it.source.handle, at, from));
        expect(counts.open).toBeGreaterThan(10);
        closed += counts.closed;
      }
    }
    expect(closed).toBeGreaterThan(50);
  });

  test("Y10 grids covered at instants of a day equal a SQL query of the visits", () => {
    const [from, to] = [dayFrom(18), dayFrom(19)];
    const value = replayOf(from, to);
    const grids = ask({ view: "grids" }).filter(({ level }) => level === "unit");
    const sql = it.source.handle
      .prepare<[{ at: number; from: number; least: number }], number>(
        `SELECT count(DISTINCT v.subject) FROM visits v JOIN grids g ON g.uid = v.subject AND g.level = 'unit'
         WHERE v.kind = 'grid' AND v.fromAt <= :at AND min(v.toAt, :at) - max(v.fromAt, :from) >= :least`,
      )
      .pluck();
    const uids = grids.map(({ uid }) => uid);
    const shares = [8, 11, 15, 23].map((hour) => {
      const at = from + hour * HOUR;
      const { covered } = seenAt(value, uids, at, from);
      expect(covered).toBe(sql.get({ at, from, least: value.visits.leastMs }));
      return covered;
    });
    expect(shares[3]).toBeGreaterThan(shares[0] as number);
    expect(value.visits.leastMs).toBeGreaterThan(0);
  });

  test("Y1 at the end of a stretch that reaches to now, cases stand as the columns of the cache have them", () => {
    const value = replayOf(NOW - DAY, NOW);
    const cursor = createCursor(value);
    cursor.move(NOW);
    const { cases } = it.source;
    const open = new Set<number>();
    for (let slot = 0; slot < value.cases.length; slot++) {
      const i = cases.indexOf(value.cases.uid[slot] as number) as number;
      if (cursor.state(slot) === EMPTY_SLOT) continue;
      expect([stateOfCode(cursor.state(slot)), cursor.department(slot)]).toEqual([
        stateOfCode(cases.state[i] as number),
        cases.department[i],
      ]);
      if (isOpenAt(cases, i)) open.add(cases.uid[i] as number);
    }
    expect(open.size).toBe(cases.open.size);
    expect(cursor.counts(NOW - DAY).open).toBe(open.size);
  });

  test("Y3 a stretch without length or of more than a month is told in words, not given", () => {
    for (const [from, to] of [
      [NOW, NOW],
      [NOW, NOW - HOUR],
      [NOW - (MOST_DAYS + 1) * DAY, NOW],
    ] as const) {
      expect(() => replayOf(from, to)).toThrow(new TroubleError("replayStretch", { days: MOST_DAYS }));
    }
  });

  test("Y4 a case whose facts have left this machine is counted and not shown", async () => {
    const uid = [...it.source.cases.open].map((i) => it.source.cases.uid[i] as number)[0] as number;
    const row = it.source.handle.prepare<[number], Row>("SELECT * FROM cases WHERE uid = ?").raw().get(uid) as Row;
    const other = await openTestSource(NOW);
    try {
      const facts = columnIndex("cases", "facts");
      other.apply({ cases: [row.map((cell, i) => (i === facts ? "[]" : cell))] });
      const value = ask({ view: "replay", from: NOW - DAY, to: NOW, exercise: "" }, other.source);
      expect([value.cases.length, value.withoutFacts]).toEqual([0, 1]);
    } finally {
      other.close();
    }
  });
});

describe("what a replay shows beside the cases", () => {
  test("Y13 pictures of the stretch and of the ten minutes before it, each with its case where that is still here", () => {
    const [from, to] = [dayFrom(18), dayFrom(19)];
    const [uid] = [...it.source.cases.open].map((i) => it.source.cases.uid[i] as number) as [number];
    const picture = (n: number, at: number, caseUid: number): Row =>
      rowOf("pictures", {
        ...{ uid: n, platform: "demo", id: String(n).repeat(64), camera: 3, caseUid, at, width: 320, height: 180 },
        ...{ type: "image/jpeg", bytes: 9, takenBy: "test" },
      });
    it.apply({
      pictures: [
        picture(1, from - 600_001, uid),
        picture(2, to, 999_999),
        picture(3, from - 599_999, uid),
        picture(4, to + 1, uid),
      ],
    });
    const { stills } = replayOf(from, to);
    expect(stills.map(({ id, at, caseUid }) => [id[0], at, caseUid])).toEqual([
      ["3", from - 599_999, uid],
      ["2", to, 0],
    ]);
    const line = it.source.handle.prepare<[number]>("SELECT lon, lat, unitGrid FROM cases WHERE uid = ?").get(uid);
    expect(stills[0]).toMatchObject({ camera: 3, ...(line as object) });
  });

  test("Y11 scenes are those that the record of this machine has of the stretch", () => {
    const [from, to] = [dayFrom(18), dayFrom(19)];
    const asked: number[][] = [];
    const shown = { program: "wall", scene: "overview", from, until: from + HOUR, replaying: false };
    const { history } = it.source.beside;
    const scenes = (...stretch: [number, number]) => (asked.push(stretch), [shown]);
    const source = { ...it.source, beside: { ...it.source.beside, history: { ...history, scenes } } };
    expect(ask({ view: "replay", from, to, exercise: "" }, source).scenes).toEqual([shown]);
    expect(asked).toEqual([[from, to]]);
    expect(replayOf(from, to).scenes).toEqual([]);
  });
});

describe("a replay as windows get it", () => {
  /** Views whose clock moves by some milliseconds at each look, so that a bit of work is a number of steps. */
  function opened(question: Question, source = it.source) {
    let clock = 0;
    const views = openViews(
      source,
      () => (clock += 7),
      () => undefined,
    );
    let fresh = 0;
    const subscription: Subscription = views.open(question, () => fresh++);
    return { views, subscription, fresh: () => fresh, wait: (ms: number) => (clock += ms) };
  }

  test("Y5 is gathered bit by bit between beats, given once and whole", () => {
    const [from, to] = [dayFrom(1), dayFrom(19)];
    const { views, subscription, fresh, wait } = opened({ view: "replay", from, to, exercise: "" });
    let beats = 0;
    let patch: Patch | null = subscription.next();
    for (; patch === null && beats < 500; beats++) {
      wait(50);
      views.beat();
      patch = subscription.next();
    }
    expect(beats).toBeGreaterThan(1);
    expect(fresh()).toBe(1);
    const value = (patch as Extract<Patch, { say: "whole" }>).value as ReplayValue;
    expect(value).toEqual(replayOf(from, to));
    for (let n = 0; n < 20; n++) {
      wait(5_000);
      views.beat();
    }
    expect([subscription.next(), fresh()]).toEqual([null, 1]);
  });

  test("Y3 says what is wrong with the stretch, as an expected trouble", () => {
    const { subscription } = opened({ view: "replay", from: 5, to: 5, exercise: "" });
    expect(subscription.trouble()).toEqual({ code: "replayStretch", params: { days: MOST_DAYS } });
  });

  test("Y6 a broken exercise is told, and opens once its file is mended", () => {
    const own = mkdtempSync(join(folder, "own-"));
    const file = join(own, "storm-afternoon.json");
    writeFileSync(file, "{");
    let clock = 0;
    const source = withExercises(openExercises(own, () => (clock += 2_000)));
    const { views, subscription, wait } = opened(
      { view: "replay", from: 0, to: 0, exercise: "storm-afternoon" },
      source,
    );
    expect(subscription.trouble()).toMatchObject({ code: "exerciseBroken", params: { file: "storm-afternoon.json" } });
    writeFileSync(file, exerciseText(stormExercise()));
    wait(2_000);
    views.beat();
    expect(subscription.trouble()).toBe(null);
    expect(subscription.next()).not.toBe(null);
  });
});

describe("an exercise", () => {
  const shipped = openExercises(null, () => 0);

  test("Y6 that ships is what its generator writes, is of the demonstration city, and runs by the case book", () => {
    const text = readFileSync(join(SHIPPED_EXERCISES, "storm-afternoon.json"), "utf8");
    expect(text).toBe(exerciseText(stormExercise()));
    const source = withExercises(shipped);
    expect(ask({ view: "exercises" }, source)).toMatchObject([{ exercise: "storm-afternoon", trouble: null }]);
    const value = ask({ view: "replay", from: 0, to: 0, exercise: "storm-afternoon" }, source);
    const cursor = createCursor(value);
    const storm = value.from + 2 * HOUR;
    cursor.move(storm);
    expect(cursor.counts(value.from).open).toBeGreaterThan(40);
    cursor.move(value.to);
    expect(cursor.counts(value.from).closed).toBeGreaterThan(50);
    // It names classes, departments and grids that the city has.
    expect([...value.cases.classUid]).not.toContain(0);
    expect([...value.cases.unitGrid]).not.toContain(0);
    expect([...value.events.department].filter((uid) => uid !== 0).length).toBeGreaterThan(100);
  });

  test("Y6 moves its people and vehicles, ten minutes at a time, and never one of the city's cases", () => {
    const source = withExercises(shipped);
    const value = ask({ view: "replay", from: 0, to: 0, exercise: "storm-afternoon" }, source);
    expect(value.tracks).toEqual({ from: value.from, to: value.to });
    const tracks = ask({ view: "replayTracks", from: value.from, to: value.to, exercise: "storm-afternoon" }, source);
    expect(Math.max(...tracks.at)).toBeLessThan(value.from + MOST_TRACKS_MS);
    expect(tracks.at.length).toBe(24 * 10);
    const units = new Set(ask({ view: "units" }).map(({ uid }) => uid));
    expect([...tracks.unit].every((uid) => units.has(uid))).toBe(true);
    expect([...value.cases.uid].some((uid) => it.source.cases.indexOf(uid) !== undefined)).toBe(false);
  });

  const storm = stormExercise();
  const [first] = storm.cases;
  test.each<[string, (exercise: typeof storm) => unknown, string, string, string]>([
    ["is no JSON", () => "{", "·", "JSON", ""],
    ["has a member nobody knows", (e) => ({ ...e, pace: 2 }), "pace", "never", '"pace"'],
    [
      "has no offset at its start",
      (e) => ({ ...e, start: "2026-07-18T13:30:00" }),
      "start",
      "an instant with its offset",
      "",
    ],
    [
      "has a place beyond the globe",
      (e) => ({ ...e, cases: [{ ...first, place: [12, 91] }] }),
      "cases.0.place.1",
      "<=90",
      "91",
    ],
    [
      "has steps that cannot follow",
      (e) => ({ ...e, cases: [{ ...first, steps: [{ step: "closed", at: 20 }] }] }),
      "cases.0.steps.0",
      "K1",
      "closed",
    ],
    [
      "has a step before the one it follows",
      (e) => ({ ...e, cases: [{ ...first, at: 15, steps: [{ step: "accepted", at: 14 }] }] }),
      "cases.0.steps.0",
      "K4",
      "accepted",
    ],
    [
      "has a step after its end",
      (e) => ({ ...e, minutes: 14, cases: [{ ...first, at: 13, steps: [{ step: "accepted", at: 15 }] }], units: [] }),
      "cases.0.steps.0.at",
      "<=14",
      "15",
    ],
  ])(
    "Y6 that %s is told with file, place, what is expected and what was found",
    (_what, broken, path, expected, found) => {
      const value = broken(storm);
      const text = typeof value === "string" ? value : JSON.stringify(value);
      let trouble: unknown = null;
      try {
        readExercise("drill.json", text);
      } catch (error) {
        trouble = error instanceof TroubleError ? error.trouble : error;
      }
      expect(trouble).toEqual({
        code: "exerciseBroken",
        params: {
          file: "drill.json",
          path,
          expected: expect.stringContaining(expected),
          found: expect.stringContaining(found),
        },
      });
    },
  );

  test("Y6 of a name that another file has, of another city, or in a folder that is not there is told or not offered", () => {
    const own = mkdtempSync(join(folder, "own-"));
    writeFileSync(join(own, "drill.json"), JSON.stringify(storm));
    const elsewhere = { ...storm, exercise: "elsewhere", platform: "nyc" };
    writeFileSync(join(own, "elsewhere.json"), JSON.stringify(elsewhere));
    const source = withExercises(openExercises(own, () => 0));
    const drill = { code: "exerciseBroken", params: { file: "drill.json", path: "exercise" } };
    expect(ask({ view: "exercises" }, source)).toMatchObject([
      { exercise: "drill", trouble: drill },
      { exercise: "storm-afternoon", trouble: null },
    ]);
    const missing = withExercises(openExercises(join(own, "nowhere"), () => 0));
    expect(ask({ view: "exercises" }, missing)).toMatchObject([
      { exercise: join(own, "nowhere"), trouble: { code: "fileUnreadable" } },
      { exercise: "storm-afternoon" },
    ]);
    const unknown = { view: "replay", from: 0, to: 0, exercise: "nothing" } as const;
    expect(() => ask(unknown, source)).toThrow(new TroubleError("exerciseUnknown", { name: "nothing" }));
  });
});
