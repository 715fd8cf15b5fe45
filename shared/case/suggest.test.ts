import { describe, expect, test } from "vitest";
import { sheetAt } from "../coverage/plane.ts";
import type { Fact } from "./case.ts";
import { likesOf, sentBackBy, suggestionsOf, type LikeAsked, type SuggestBeside } from "./suggest.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20);
const [LON, LAT] = [114, 30];
const sheet = sheetAt(LAT);

interface Like {
  readonly uid: number;
  readonly to: number;
  readonly classUid?: number;
  readonly grid?: number;
  /** Metres east of the case. */
  readonly east?: number;
  readonly days?: number;
}
const columnsOf = (likes: readonly Like[]) => ({
  length: likes.length,
  uid: likes.map(({ uid }) => uid),
  classUid: likes.map(({ classUid = 5 }) => classUid),
  department: likes.map(({ to }) => to),
  unitGrid: likes.map(({ grid = 2 }) => grid),
  lon: likes.map(({ east = 5_000 }) => LON + east / sheet.x),
  lat: likes.map(() => LAT),
  reportedAt: likes.map(({ days = 1 }) => NOW - days * DAY),
});
const ASKED: LikeAsked = { uid: 1, classUid: 5, unitGrid: 1, lon: LON, lat: LAT, now: NOW };
const NOTHING: SuggestBeside = { sentBack: new Map(), open: new Map(), owner: 0, isOut: () => false };
const asked = (likes: readonly Like[], beside: Partial<SuggestBeside> = {}, of: LikeAsked = ASKED) => {
  const columns = columnsOf(likes);
  return suggestionsOf(columns, likesOf(columns, of), of, { ...NOTHING, ...beside });
};
const order = (...of: Parameters<typeof asked>) => asked(...of).map(({ department }) => department);
/** So many of the like that went to a department. */
const some = (n: number, like: Omit<Like, "uid">, from: number): Like[] =>
  Array.from({ length: n }, (_, i) => ({ uid: from + i, ...like }));

describe("Z20 who handled the like of it", () => {
  test("looks at cases of its class of the last 180 days, and not at itself", () => {
    const columns = columnsOf([
      { uid: 1, to: 7 },
      { uid: 2, to: 7, days: 179 },
      { uid: 3, to: 7, days: 181 },
      { uid: 4, to: 7, classUid: 6 },
    ]);
    expect(likesOf(columns, ASKED)).toEqual([1]);
    expect(likesOf(columns, { ...ASKED, classUid: 0 })).toEqual([]);
  });

  test("counts by circle, with how many of how many", () => {
    const [first] = asked([
      ...some(3, { to: 7, grid: 1, east: 100 }, 10),
      ...some(1, { to: 8, grid: 1, east: 100 }, 20),
      ...some(2, { to: 7, east: 400 }, 30),
      ...some(4, { to: 8, east: 501 }, 40),
    ]);
    expect(first?.department).toBe(7);
    expect(first?.reasons).toEqual([
      { why: "classInGrid", n: 3, d: 4 },
      { why: "classNear", n: 5, d: 6 },
      { why: "classAnywhere", n: 5, d: 10 },
    ]);
    // (3 + 3 · (5 + 3 · 0.5) / 9) / 7
    expect(first?.score).toBeCloseTo((3 + (3 * 6.5) / 9) / 7, 12);
  });

  test("one case in the grid does not outweigh forty in the city, ten do", () => {
    const city = some(40, { to: 8 }, 100);
    expect(order([...some(1, { to: 7, grid: 1, east: 100 }, 10), ...city])).toEqual([8, 7]);
    expect(order([...some(10, { to: 7, grid: 1, east: 100 }, 10), ...city])).toEqual([7, 8]);
  });

  test("the owner of the component counts for half, also where it never had the like", () => {
    const likes = some(6, { to: 8, grid: 1, east: 10 }, 10);
    const [first, second] = asked(likes, { owner: 9 });
    expect([first?.department, second?.department]).toEqual([9, 8]);
    expect([first?.score, second?.score]).toEqual([0.5, 0.5]);
    expect(first?.reasons).toEqual([{ why: "componentOwner", n: 1, d: 1 }]);
    expect(order([...likes, ...some(6, { to: 7, grid: 1, east: 10 }, 30)], { owner: 7 })).toEqual([7, 8]);
    expect(order([], { owner: 9 })).toEqual([9]);
  });

  test("what was sent back and what lies with it take off", () => {
    const likes = [...some(5, { to: 7 }, 10), ...some(5, { to: 8 }, 20)];
    expect(order(likes)).toEqual([7, 8]);
    const sentBack = asked(likes, { sentBack: new Map([[7, 4]]) });
    expect(sentBack.map(({ department }) => department)).toEqual([8, 7]);
    expect(sentBack[1]?.reasons).toContainEqual({ why: "sentBack", n: 4, d: 9 });
    const loaded = asked(likes, {
      open: new Map([
        [7, 30],
        [8, 10],
      ]),
    });
    expect(loaded.map(({ department }) => department)).toEqual([8, 7]);
    expect(loaded[1]?.score).toBeCloseTo(0.5 * 0.9, 12);
    expect(loaded[1]?.reasons).toContainEqual({ why: "load", n: 30, d: 40 });
  });

  test("equal scores go by uid, whatever the order of the columns", () => {
    const likes = [...some(2, { to: 9 }, 10), ...some(2, { to: 8 }, 20), ...some(2, { to: 7 }, 30)];
    expect(order(likes)).toEqual([7, 8, 9]);
    expect(order(likes.toReversed())).toEqual([7, 8, 9]);
  });

  test("scores lie between 0 and 1, fall, and there are nine at most", () => {
    const likes = Array.from({ length: 400 }, (_, i) => ({ uid: i + 2, to: (i * i) % 23, grid: i % 5, east: i * 7 }));
    const scores = asked(likes, { owner: 4, open: new Map([[4, 9]]), sentBack: new Map([[1, 50]]) });
    expect(scores).toHaveLength(9);
    expect(scores.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
    expect(scores.map(({ score }) => score)).toEqual(scores.map(({ score }) => score).toSorted((a, b) => b - a));
    expect(scores.some(({ department }) => department === 0)).toBe(false);
  });

  test("a case without a place goes by grid and city", () => {
    const [first] = asked(some(2, { to: 7, grid: 1, east: 0 }, 10), {}, { ...ASKED, lon: null, lat: null });
    expect(first?.reasons.map(({ why }) => why)).toEqual(["classInGrid", "classAnywhere"]);
  });
});

test("Z21 who may not have it is not proposed, and its cases still count for the shares of the others", () => {
  const likes = [...some(6, { to: 7 }, 10), ...some(2, { to: 8 }, 20)];
  const found = asked(likes, { isOut: (department) => department === 7 });
  expect(found.map(({ department }) => department)).toEqual([8]);
  expect(found[0]?.reasons).toEqual([{ why: "classAnywhere", n: 2, d: 8 }]);
});

describe("who sent a case back", () => {
  const at = (kind: string, more: object = {}) => ({ kind, at: 0, by: "", ...more }) as unknown as Fact;
  test("is told by who had it", () => {
    const facts = [
      at("dispatched", { department: 3 }),
      at("sentBack"),
      at("dispatched", { department: 4 }),
      at("sentBack"),
      at("dispatched", { department: 3 }),
      at("sentBack"),
    ];
    expect(sentBackBy(facts)).toEqual([3, 4, 3]);
  });
  test("without ground it does not count, and the department has it again", () => {
    const facts = [
      at("dispatched", { department: 3 }),
      at("sentBack"),
      at("sendBackRefused", { department: 3 }),
      at("sentBack"),
    ];
    expect(sentBackBy(facts)).toEqual([3]);
  });
  test("also where another platform only told the outcome", () => {
    expect(sentBackBy([at("sentBack"), at("observed", { department: 5 }), at("sentBack")])).toEqual([5]);
  });
});
