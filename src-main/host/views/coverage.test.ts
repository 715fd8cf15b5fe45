import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { walkOf, partStops, MOST_STOPS } from "../../../shared/coverage/walk.ts";
import { metresBetween, sheetAt } from "../../../shared/coverage/plane.ts";
import { VISIT_BY } from "../../../shared/place-kinds.ts";
import { rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { PLAIN_CAMERA } from "../../../shared/video/stream.ts";
import { platformDraft } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** 2026-11-20 06:00 in the city: the first shift begins. */
const DAY = Date.UTC(2026, 10, 19, 22);
const NOW = DAY + 10 * HOUR;

let it: TestSource;
let visits = 0;
beforeEach(async () => {
  visits = 0;
  it = await openTestSource(NOW);
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, timeZone: "Asia/Shanghai" })],
    grids: [
      ...[1, 2, 3, 4, 5, 6].map((uid) => grid(uid, "unit", uid <= 4 ? 11 : 12)),
      grid(11, "duty", 0),
      grid(12, "duty", 0),
    ],
  });
});
afterEach(() => it.close());

function grid(uid: number, level: string, dutyGrid: number): Row {
  const record: RecordOf<"grids"> = {
    ...{ uid, platform: "test", id: `g${uid}`, level, code: `g${uid}`, name: "", nameEn: "", dutyGrid },
    ...{ lon: 112 + uid * 0.002, lat: 28, areaM2: 1, geometry: `{"type":"Polygon","coordinates":[]}` },
  };
  return rowOf("grids", record);
}

function visit(subject: number, fromAt: number, toAt: number, more: Partial<RecordOf<"visits">> = {}): Row {
  const uid = more.uid ?? ++visits;
  const record = { uid, platform: "test", id: String(uid), by: "person", eye: 1, kind: "grid", subject, fromAt, toAt };
  return rowOf("visits", { ...record, ...more });
}

const ask = <Q extends WholeQuestion>(question: Q): WholeValues[Q["view"]] =>
  answerWhole(question, it.source) as WholeValues[Q["view"]];
const today = () => ask({ view: "coverage", day: "" });

describe("A3 a grid is covered in a shift when somebody's eyes were on it for the least time within the shift", () => {
  test("shares by shift and duty grid, each with its counts", () => {
    it.apply({
      visits: [
        visit(1, DAY + HOUR, DAY + HOUR + 2 * MINUTE),
        // Long enough, but for half a minute of the early shift only; the rest is the late one's.
        visit(2, DAY + 8 * HOUR - 30_000, DAY + 8 * HOUR + 2 * MINUTE),
        visit(5, DAY + 9 * HOUR, DAY + 9 * HOUR + MINUTE),
        // On the day before.
        visit(6, DAY - 2 * HOUR, DAY - HOUR),
      ],
    });
    const { shifts, day, from, until, blind, effect, since, grids } = today();
    expect([day, from, until]).toEqual(["2026-11-20", DAY, NOW]);
    expect(shifts.map(({ name, begun, n, d }) => [name, begun, n, d])).toEqual([
      ["早班", true, 1, 6],
      ["中班", true, 2, 6],
      ["晚班", false, 0, 6],
    ]);
    expect(shifts[1]?.dutyGrids).toEqual([
      { dutyGrid: 11, n: 1, d: 4 },
      { dutyGrid: 12, n: 1, d: 2 },
    ]);
    // The running shift is the late one: 2 and 5 are covered in it.
    expect(blind.map(({ dutyGrid, grids: uids }) => [dutyGrid, uids.toSorted()])).toEqual([
      [11, [1, 3, 4]],
      [12, [6]],
    ]);
    expect(blind[1]?.metres).toBe(0);
    // Five were blind the day before; 1, 2 and 5 of them have been visited since.
    expect(effect).toEqual({ blindBefore: 5, visitedSince: 3 });
    expect(since).toBe(DAY - 2 * HOUR);
    expect([...grids.lastAt]).toEqual([
      ...[DAY + HOUR + 2 * MINUTE, DAY + 8 * HOUR + 2 * MINUTE, NaN, NaN, DAY + 9 * HOUR + MINUTE, DAY - HOUR],
    ]);
    expect([...grids.seconds]).toEqual([120, 150, 0, 0, 60, 0]);
  });

  test("before the first shift it is still the night of the day before", () => {
    it.setNow(DAY + 24 * HOUR - HOUR);
    it.apply({ visits: [visit(3, DAY + 20 * HOUR, DAY + 21 * HOUR)] });
    expect(today().day).toBe("2026-11-20");
    expect(today().shifts.map(({ n }) => n)).toEqual([0, 0, 1]);
    it.setNow(DAY + 24 * HOUR);
    expect(today().day).toBe("2026-11-21");
  });

  test("a day that is over is told as it was then, whatever came after", () => {
    it.apply({ visits: [visit(1, DAY + HOUR, DAY + 2 * HOUR)] });
    it.setNow(NOW + 3 * 24 * HOUR);
    it.apply({ visits: [visit(1, NOW + 2 * 24 * HOUR, NOW + 2 * 24 * HOUR + HOUR)] });
    const then = ask({ view: "coverage", day: "2026-11-20" });
    expect(then.grids.lastAt[0]).toBe(DAY + 2 * HOUR);
    expect(then.until).toBe(DAY + 24 * HOUR);
    expect(then.blind.flatMap(({ grids }) => grids).toSorted()).toEqual([2, 3, 4, 5, 6]);
  });

  test("equals counting by hand, whatever visits there are", () => {
    const some = fc.record({
      subject: fc.integer({ min: 1, max: 6 }),
      from: fc.integer({ min: -30 * 60, max: 9 * 60 }),
      seconds: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 60, max: 36_000 })),
      by: fc.constantFrom(...VISIT_BY),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), (list) => {
        const rows = list.map(({ subject, from, seconds, by }, i) => ({
          ...{ uid: i + 1, subject, by, from: DAY + from * MINUTE, to: DAY + from * MINUTE + seconds * 1_000 },
        }));
        it.apply({ visits: rows.map(({ uid, subject, from, to, by }) => visit(subject, from, to, { uid, by })) });
        const { shifts } = today();
        [
          [0, 8],
          [8, 16],
          [16, 24],
        ].forEach(([from = 0, to = 0], s) => {
          const within = rows.filter(
            (row) => Math.min(row.to, DAY + to * HOUR) - Math.max(row.from, DAY + from * HOUR) >= MINUTE,
          );
          expect(shifts[s]?.n).toBe(new Set(within.map(({ subject }) => subject)).size);
        });
        it.apply({}, { visits: rows.map(({ uid }) => uid) });
        expect(today().since).toBeNull();
      }),
      { numRuns: 60 },
    );
  });

  test("a row that grows is one visit, and what is let go of is gone", () => {
    it.apply({ visits: [visit(4, DAY, DAY + MINUTE, { uid: 9 })] });
    expect(today().grids.seconds[3]).toBe(60);
    it.apply({ visits: [visit(4, DAY, DAY + 3 * MINUTE, { uid: 9 })] });
    expect(today().grids.seconds[3]).toBe(180);
    it.apply({}, { visits: [9] });
    expect(today().grids.lastAt[3]).toBeNaN();
  });
});

test("A4 rounds to a place are those of seven days, an hour apart, whoever made them", () => {
  const place: RecordOf<"places"> = {
    ...{ uid: 7, platform: "test", id: "p", kind: "toilet", code: "", name: "公厕", nameEn: "", lon: 112, lat: 28 },
    ...{ unitGrid: 1, roundsPerWeek: 0 },
  };
  const at = { kind: "place" };
  it.apply({
    places: [rowOf("places", place), rowOf("places", { ...place, uid: 8, id: "q", roundsPerWeek: 7 })],
    visits: [
      visit(7, NOW - 8 * 24 * HOUR, NOW - 8 * 24 * HOUR + MINUTE, at),
      visit(7, NOW - 50 * HOUR, NOW - 50 * HOUR + MINUTE, at),
      // Half an hour later: still the same round.
      visit(7, NOW - 50 * HOUR + 31 * MINUTE, NOW - 50 * HOUR + 33 * MINUTE, { ...at, by: "vehicle" }),
      visit(7, NOW - HOUR, NOW - HOUR + 2 * MINUTE, at),
    ],
  });
  expect(today().places).toEqual([
    { uid: 7, rounds: 2, target: 2, lastAt: NOW - HOUR + 2 * MINUTE },
    { uid: 8, rounds: 0, target: 7, lastAt: null },
  ]);
  const { visits: who } = ask({ view: "visitsOf", kind: "place", subject: 7, day: "" });
  expect(who.map(({ by, toAt }) => [by, toAt])).toEqual([
    ["person", NOW - HOUR + 2 * MINUTE],
    ["vehicle", NOW - 50 * HOUR + 33 * MINUTE],
    ["person", NOW - 50 * HOUR + MINUTE],
  ]);
});

test("A5 only a camera that is online and whose bearing is known looks at a grid", () => {
  const camera: RecordOf<"cameras"> = {
    ...{ uid: 1, platform: "test", id: "c1", code: "", name: "", nameEn: "", kind: "fixed", unitGrid: 1, imageUrl: "" },
    ...PLAIN_CAMERA,
    ...{ lon: 112.0015, lat: 28, bearing: 90, online: 1 },
  };
  const put = (more: Partial<RecordOf<"cameras">>) => it.apply({ cameras: [rowOf("cameras", { ...camera, ...more })] });
  put({});
  expect([...today().grids.cameraNow]).toEqual([1, 0, 0, 0, 0, 0]);
  put({ bearing: 270 });
  expect([...today().grids.cameraNow]).toEqual([0, 0, 0, 0, 0, 0]);
  put({ bearing: null });
  expect([...today().grids.cameraNow]).toEqual([0, 0, 0, 0, 0, 0]);
  put({ online: 0 });
  expect([...today().grids.cameraNow]).toEqual([0, 0, 0, 0, 0, 0]);
});

test("A6 the indicator counts the shifts that are over, from the first whole day that visits are known of", () => {
  const line = () =>
    ask({ view: "indicators", period: "2026-11", department: 0 }).lines.find(
      ({ indicator }) => indicator === "gridCoverage",
    );
  expect(line()).toBeUndefined();
  it.apply({
    visits: [
      visit(1, DAY - 20 * HOUR, DAY - 19 * HOUR),
      visit(1, DAY + HOUR, DAY + 2 * HOUR),
      visit(2, DAY + 3 * HOUR, DAY + 3 * HOUR + MINUTE),
      // In the shift that still runs.
      visit(3, DAY + 9 * HOUR, NOW),
    ],
  });
  it.setNow(NOW + MINUTE);
  expect(line()).toMatchObject({ n: 2, d: 6, before: null });
  it.setNow(NOW + 7 * HOUR);
  expect(line()).toMatchObject({ n: 3, d: 12 });
});

describe("A7 the walk through blind spots", () => {
  const stops = fc.array(
    fc.record({
      lon: fc.double({ min: 112, max: 112.03, noNaN: true }),
      lat: fc.double({ min: 28, max: 28.03, noNaN: true }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  test("comes by each once, begins with the first, and no piece turned round makes it shorter", () => {
    fc.assert(
      fc.property(stops, (all) => {
        const { stops: order, metres } = walkOf(all);
        expect(order[0]).toBe(all[0]);
        expect(new Set(order)).toEqual(new Set(all));
        expect(order).toHaveLength(all.length);
        const sheet = sheetAt(all[0]?.lat ?? 0);
        const lengthOf = (loop: typeof all) =>
          loop.reduce((sum, { lon, lat }, i) => {
            const next = loop[(i + 1) % loop.length] as (typeof all)[0];
            return sum + metresBetween(sheet, lon, lat, next.lon, next.lat);
          }, 0);
        expect(Math.abs(lengthOf([...order]) - metres)).toBeLessThan(0.51);
        for (let i = 1; i < order.length; i++) {
          for (let j = i + 1; j < order.length; j++) {
            const turned = [...order.slice(0, i), ...order.slice(i, j + 1).toReversed(), ...order.slice(j + 1)];
            expect(lengthOf(turned)).toBeGreaterThan(metres - 1);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("a crowd of stops is parted into walks that one person can do", () => {
    const many = Array.from({ length: 500 }, (_, i) => ({
      lon: 112 + (i % 25) / 1e3,
      lat: 28 + Math.floor(i / 25) / 1e3,
    }));
    const parts = partStops(many);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(MOST_STOPS);
    expect(new Set(parts.flat()).size).toBe(500);
    expect(parts.flat()).toHaveLength(500);
  });
});
