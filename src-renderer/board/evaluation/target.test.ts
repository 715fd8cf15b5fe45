import { expect, test } from "vitest";
import { wordsOf } from "../../kit/text.ts";
import { barOf, changeOf, distanceOf, distanceText, targetText, targetTyped, typedOf, valueText } from "./target.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const target = (value: number) => ({ value, setBy: "", setAt: 0 });

test("values read in their own unit", () => {
  expect(valueText({ n: 47, d: 50 }, "rate", "zh-CN")).toBe("94.0%");
  expect(valueText({ n: 3507, d: null }, "count", "zh-CN")).toBe("3,507");
  expect(valueText({ n: 270, d: 2 }, "minutes", "zh-CN")).toBe("2小时15分");
  expect(valueText({ n: 250, d: 3 }, "points", "en")).toBe("83.3");
  expect(valueText({ n: 0, d: 0 }, "rate", "zh-CN")).toBe("—");
});

test("the way to the target is told in words, and the smallest gap never reads as none", () => {
  const told = (n: number, d: number, to: number, better: "up" | "down") => {
    const distance = distanceOf({ n, d, target: target(to) }, better, "rate");
    return distance === null ? null : [distance.met, distanceText(distance, "rate", zh)];
  };
  expect(told(885, 1000, 0.9, "up")).toEqual([false, "低1.5个百分点"]);
  expect(told(921, 1000, 0.9, "up")).toEqual([true, "高2.1个百分点"]);
  expect(told(38, 1000, 0.03, "down")).toEqual([false, "高0.8个百分点"]);
  expect(told(9, 10, 0.9, "up")).toEqual([true, "与目标持平"]);
  expect(told(89_999, 100_000, 0.9, "up")).toEqual([false, "低<0.1个百分点"]);
  expect(told(0, 0, 0.9, "up")).toBeNull();
  const slow = distanceOf({ n: 2_400, d: 10, target: target(120) }, "down", "minutes");
  expect(slow).not.toBeNull();
  expect(slow === null ? "" : distanceText(slow, "minutes", en)).toBe("2 h above");
});

test("a target is typed as it reads, and what no indicator can reach is not taken", () => {
  expect(targetTyped("95", "rate")).toBe(0.95);
  expect(targetTyped(" 95.5 ％", "rate")).toBe(0.955);
  expect(targetTyped("９０", "rate")).toBe(0.9);
  expect(targetTyped("101", "rate")).toBeNull();
  expect(targetTyped("-1", "rate")).toBeNull();
  expect(targetTyped("abc", "rate")).toBeNull();
  expect(targetTyped("", "count")).toBeNull();
  expect(targetTyped("1,200", "count")).toBe(1200);
  expect(targetTyped("120", "minutes")).toBe(120);
  expect(targetTyped("−20", "points")).toBe(-20);
  for (const share of [0.95, 0.955, 0.07, 0.29]) expect(targetTyped(typedOf(share, "rate"), "rate")).toBe(share);
  expect(targetText(0.07, "rate", zh)).toBe("7%");
  expect(targetText(120, "minutes", zh)).toBe("2小时");
});

test("shares change by percentage points, counts by percent of what they were", () => {
  expect(changeOf({ n: 90, d: 100 }, { n: 80, d: 100 }, "rate")).toBeCloseTo(10);
  expect(changeOf({ n: 150, d: null }, { n: 100, d: null }, "count")).toBeCloseTo(50);
  expect(changeOf({ n: 150, d: null }, { n: 0, d: null }, "count")).toBeNull();
  expect(changeOf({ n: 90, d: 100 }, null, "rate")).toBeNull();
});

test("the target's mark stands on the same scale as the bar", () => {
  expect(barOf({ n: 88, d: 100, target: target(0.9) }, "rate")).toEqual({ value: 88, target: 90 });
  expect(barOf({ n: 240, d: 2, target: target(60) }, "minutes")).toEqual({ value: 80, target: 40 });
  expect(barOf({ n: 240, d: null, target: null }, "count")).toBeNull();
});
