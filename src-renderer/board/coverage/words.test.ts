import { describe, expect, test } from "vitest";
import type { CoverageValue } from "../../../shared/view.ts";
import { DEFAULT_COVERAGE } from "../../../shared/coverage/rules.ts";
import { wordsOf } from "../../kit/text.ts";
import { definitionText, hoursText, lastText, lengthText, shiftState, walkText } from "./words.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const NOW = Date.UTC(2026, 10, 20, 8);

test("a walk says how many grids and how far, and one grid is no walk", () => {
  expect(lengthText(562, zh)).toBe("562米");
  expect(lengthText(1_849, zh)).toBe("1.8公里");
  expect(lengthText(999_949, en)).toBe("999.9 km");
  expect(walkText({ dutyGrid: 1, grids: [1, 2, 3], metres: 1_249 }, zh)).toBe("3个网格 · 建议环线约1.2公里");
  expect(walkText({ dutyGrid: 1, grids: [1], metres: 0 }, en)).toBe("1 grid");
});

test("a shift over midnight is told by its hours", () => {
  expect(DEFAULT_COVERAGE.shifts.map(hoursText)).toEqual(["06:00–14:00", "14:00–22:00", "22:00–06:00"]);
});

describe("where a shift stands", () => {
  const value = (until: number, begun: readonly boolean[]) =>
    ({ until, to: NOW, shifts: begun.map((is) => ({ begun: is })) }) as unknown as CoverageValue;
  test("the last that has begun runs, as long as the day does", () => {
    const running = value(NOW - 1, [true, true, false]);
    expect([0, 1, 2].map((i) => shiftState(running, i))).toEqual(["over", "running", "waiting"]);
    const over = value(NOW, [true, true, true]);
    expect([0, 1, 2].map((i) => shiftState(over, i))).toEqual(["over", "over", "over"]);
  });
});

test("the definition says every number it rests on", () => {
  const { shifts: _, parkedSeconds: __, fastestPerson: ___, fastestVehicle: ____, ...definition } = DEFAULT_COVERAGE;
  const value = { definition, since: NOW - 5 * 86_400_000, until: NOW } as unknown as CoverageValue;
  for (const words of [zh, en]) {
    const told = definitionText(value, words);
    for (const number of Object.values(definition)) expect(told).toContain(String(number));
    expect(told).not.toMatch(/[{}]/);
  }
  expect(definitionText(value, zh)).toContain("11月15日");
});

test("a last visit is told by its moment, or that there is none on record", () => {
  expect(lastText(NOW - 3_600_000, NOW, zh)).toBe("最近 15:00");
  expect(lastText(null, NOW, en)).toBe("no visit on record");
});
