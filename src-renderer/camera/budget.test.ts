import { describe, expect, test } from "vitest";
import {
  budgetAfter,
  firstBudget,
  MAIN_COST,
  planOf,
  stillEvery,
  type Budget,
  type BudgetSample,
  type Wish,
} from "./budget.ts";

const OVER = 2_000;
const sample = (part: Partial<BudgetSample> = {}): BudgetSample => ({
  used: 16,
  wanted: 16,
  frames: 400,
  dropped: 0,
  decodeMs: null,
  overMs: OVER,
  heldUp: 0,
  ...part,
});
const run = (budget: Budget, samples: readonly BudgetSample[]) =>
  samples.reduce((now, each) => budgetAfter(now, each, 2), budget);
const times = (n: number, each: BudgetSample) => Array.from({ length: n }, () => each);

describe("the decode budget", () => {
  test("V26 two bad samples in a row take a quarter away, a single one nothing", () => {
    const first = firstBudget(2);
    expect(first.limit).toBe(16);
    const drops = sample({ dropped: 60 });
    expect(run(first, [drops, sample()]).limit).toBe(16);
    expect(run(first, [drops, drops]).limit).toBe(12);
    expect(run(first, [sample({ decodeMs: 3_500 }), sample({ decodeMs: 3_500 })]).limit).toBe(12);
    expect(run(first, [sample({ heldUp: 0.6 }), sample({ heldUp: 0.6 })]).limit).toBe(12);
  });

  test("V26 is never blamed for a map that stutters by itself, nor judged by a handful of frames", () => {
    const first = firstBudget(2);
    expect(run(first, times(6, sample({ used: 3, heldUp: 0.9 }))).limit).toBe(16);
    expect(run(first, times(6, sample({ frames: 5, dropped: 5 }))).limit).toBe(16);
  });

  test("V26 a step down that does not help a stuttering window is taken back, and not tried again for a while", () => {
    const stutters = sample({ heldUp: 0.6 });
    const stepped = run(firstBudget(2), times(2, stutters));
    expect(stepped.limit).toBe(12);
    const back = run(stepped, times(3, stutters));
    expect(back.limit).toBe(16);
    expect(run(back, times(20, stutters)).limit).toBeGreaterThanOrEqual(16);
    expect(run(back, times(2, sample({ dropped: 60 }))).limit).toBe(12);
    // Where it helped it stays.
    expect(run(stepped, times(4, sample({ used: 12, heldUp: 0.2 }))).limit).toBe(12);
  });

  test("V26 a good while gives one back, only where more is wanted", () => {
    const low = { ...firstBudget(2), limit: 8 };
    expect(run(low, times(8, sample({ used: 8 }))).limit).toBe(9);
    expect(run(low, times(8, sample({ used: 8, wanted: 8 }))).limit).toBe(8);
    expect(run(low, times(8, sample({ used: 8, dropped: 12 }))).limit).toBe(8);
  });

  test("V26 does not swing: one more that was one too many is tried again after twice the time", () => {
    let budget: Budget = { ...firstBudget(2), limit: 8 };
    const changes: number[] = [];
    // A machine that plays eight well and drops frames at nine.
    for (let i = 0; i < 900; i++) {
      const used = budget.limit;
      const next = budgetAfter(budget, sample({ used, dropped: used > 8 ? 80 : 0 }), 2);
      if (next.limit !== budget.limit) changes.push(i);
      budget = next;
    }
    const gaps = changes.slice(1).map((at, i) => at - (changes[i] as number));
    expect(changes.length).toBeGreaterThan(4);
    expect(changes.length).toBeLessThan(40);
    expect(Math.max(...gaps.slice(-6))).toBeGreaterThan(Math.max(...gaps.slice(0, 2)) * 2);
  });

  test("a step down is not judged by the frames that it dropped itself", () => {
    const stepped = run(firstBudget(2), times(2, sample({ dropped: 60 })));
    expect(run(stepped, times(2, sample({ dropped: 60 }))).limit).toBe(stepped.limit);
    expect(run(stepped, times(4, sample({ used: 12, dropped: 60 }))).limit).toBe(9);
  });
});

describe("what each tile may show", () => {
  const both = [
    { use: "main", kind: "flv" },
    { use: "sub", kind: "flv" },
  ] as const;
  const wish = (key: string, part: Partial<Wish> = {}): Wish => ({
    key,
    offers: both,
    pixels: 320,
    focused: false,
    alarm: false,
    ...part,
  });

  test("V27 the small picture in the grid, the full one where the tile is large or looked at", () => {
    const { rungs, used } = planOf([wish("a"), wish("b", { pixels: 1_200 }), wish("c", { focused: true })], 64);
    expect(Object.fromEntries(rungs)).toEqual({ a: "sub", b: "main", c: "main" });
    expect(used).toBe(1 + 2 * MAIN_COST);
  });

  test("V27 what is not offered is not asked for", () => {
    const only = (use: "main" | "still") => [{ use, kind: use === "main" ? ("hls" as const) : ("still" as const) }];
    const { rungs } = planOf(
      [wish("a", { offers: only("main") }), wish("b", { offers: only("still"), focused: true })],
      64,
    );
    expect(Object.fromEntries(rungs)).toEqual({ a: "main", b: "still" });
  });

  test("V26 the least important goes down first: never whoever is looked at, alarms last", () => {
    const wishes = [wish("a"), wish("b"), wish("alarm", { alarm: true }), wish("c", { pixels: 400 })];
    expect(Object.fromEntries(planOf(wishes, 3).rungs)).toEqual({ a: "sub", b: "still", alarm: "sub", c: "sub" });
    expect(Object.fromEntries(planOf(wishes, 1).rungs)).toMatchObject({ alarm: "sub", c: "still" });
    expect(planOf([wish("a", { focused: true })], 1).rungs.get("a")).toBe("sub");
    expect(planOf([wish("a", { focused: true, offers: both.slice(0, 1) })], 1).rungs.get("a")).toBe("main");
  });

  test("V26 what is used never goes over the budget but for whoever is looked at", () => {
    for (let limit = 0; limit < 30; limit++) {
      const wishes = Array.from({ length: 20 }, (_, i) => wish(String(i), { pixels: i * 90, alarm: i % 5 === 0 }));
      const { used, wanted } = planOf(wishes, limit);
      expect(used).toBeLessThanOrEqual(limit);
      expect(wanted).toBeGreaterThan(20);
    }
  });
});

test("stills come every 2 to 10 seconds, the more seldom the more there are", () => {
  expect([0, 8, 64].map(stillEvery)).toEqual([2_000, 4_000, 10_000]);
});
