import { expect, test } from "vitest";
import type { ShownPeriod } from "../../../shared/view.ts";
import { wordsOf } from "../../kit/text.ts";
import { monthsOf, ofKind, periodText, stepped } from "./periods.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");

const shown = (more: Partial<ShownPeriod>): ShownPeriod => ({
  key: "2026-11",
  kind: "month",
  from: 0,
  to: 1,
  running: false,
  newest: "2026-11",
  oldest: "2025-12",
  ...more,
});

test("periods in words of both languages", () => {
  expect(["2026-11", "2026-Q4", "2026"].map((key) => periodText(key, zh))).toEqual([
    "2026年11月",
    "2026年第四季度",
    "2026年",
  ]);
  expect(["2026-11", "2026-Q4", "2026"].map((key) => periodText(key, en))).toEqual(["Nov 2026", "Q4 2026", "2026"]);
});

test("one goes back to the oldest and on to the newest with cases, and no further", () => {
  expect(stepped(shown({}), -1)).toBe("2026-10");
  expect(stepped(shown({}), 1)).toBeNull();
  expect(stepped(shown({ key: "2025-12" }), -1)).toBeNull();
  expect(stepped(shown({ key: "2025-12" }), 1)).toBe("2026-01");
  const quarter = { kind: "quarter", newest: "2026-Q4", oldest: "2026-Q1" } as const;
  expect(stepped(shown({ ...quarter, key: "2026-Q3" }), 1)).toBe("2026-Q4");
  expect(stepped(shown({ ...quarter, key: "2026-Q1" }), -1)).toBeNull();
});

test("another kind of period holds the end of the one shown, or is the newest while it runs", () => {
  expect(ofKind(shown({ key: "2026-08" }), "quarter")).toBe("2026-Q3");
  expect(ofKind(shown({ key: "2026-Q3", kind: "quarter" }), "month")).toBe("2026-09");
  expect(ofKind(shown({ key: "2025", kind: "year" }), "month")).toBe("2025-12");
  expect(ofKind(shown({ running: true }), "year")).toBe("year");
});

test("the months of a period", () => {
  expect(monthsOf("2026-Q4")).toEqual(["2026-10", "2026-11", "2026-12"]);
  expect(monthsOf("2026")).toHaveLength(12);
});
