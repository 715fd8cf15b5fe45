import { describe, expect, test } from "vitest";
import {
  changeText,
  countText,
  differenceText,
  meets,
  meanText,
  pairText,
  periodText,
  pointsText,
  rateText,
  timeText,
} from "./format.ts";
import { linesIn } from "./type.ts";
import { masked } from "./mask.ts";
import { reportText } from "./words.ts";

describe("figures in print", () => {
  test("are rounded half up from exact counts, and nothing over nothing is a dash", () => {
    expect(rateText({ n: 29_220, d: 33_385 })).toBe("87.52%");
    expect(rateText({ n: 1, d: 3 })).toBe("33.33%");
    // 0.015 is below 0.015 in binary fractions: 1.5 % of a hundred thousandth must not lose its half.
    expect(rateText({ n: 3, d: 20_000 })).toBe("0.02%");
    expect(rateText({ n: 0, d: 0 })).toBe("—");
    expect(meanText({ n: 250, d: 3 })).toBe("83.3");
    expect(pairText({ n: 29_220, d: 33_385 })).toBe("29,220/33,385");
    expect(countText(1_234_567)).toBe("1,234,567");
    expect(pointsText(89.995)).toBe("90.00");
  });

  test("tell changes with their sign", () => {
    expect([changeText(110, 100), changeText(90, 100), changeText(5, 0)]).toEqual(["+10.00%", "-10.00%", "—"]);
    expect(differenceText({ n: 1, d: 2 }, { n: 1, d: 4 })).toBe("+25.00");
    expect(differenceText({ n: 1, d: 2 }, { n: 0, d: 0 })).toBe("—");
    expect(differenceText({ n: 10, d: 4 }, { n: 5, d: 4 }, true)).toBe("+1.3");
  });

  test("meet a target exactly or not at all", () => {
    expect(meets({ n: 9_000, d: 10_000 }, 0.9, "up")).toBe(true);
    expect(meets({ n: 89_996, d: 100_000 }, 0.9, "up")).toBe(false);
    expect(meets({ n: 119, d: 1 }, 120, "down")).toBe(true);
    expect(meets({ n: 0, d: 0 }, 0.9, "up")).toBe(null);
  });

  test("periods and times read as official documents write them", () => {
    const text = reportText("zh-CN");
    expect(["2026-10", "2026-Q4", "2026"].map((key) => periodText(key, text))).toEqual([
      "2026年10月",
      "2026年第四季度",
      "2026年",
    ]);
    expect(timeText(Date.UTC(2026, 10, 5, 2, 5), "Asia/Shanghai", "zh-CN")).toBe("2026年11月5日10:05");
    expect(timeText(Date.UTC(2026, 10, 5, 2, 5), "Asia/Shanghai", "en")).toBe("2026-11-05 10:05");
  });
});

describe("lines", () => {
  const wide = (text: string) => [...text].reduce((sum, each) => sum + (/[ -~]/.test(each) ? 1 : 2), 0);

  test("break between Chinese characters, and never inside a number or before a closing mark", () => {
    const lines = linesIn("本期共上报案件12,345件，立案（有效）。", 12, wide);
    expect(lines.join("")).toBe("本期共上报案件12,345件，立案（有效）。");
    for (const line of lines) {
      expect(wide(line)).toBeLessThanOrEqual(12);
      expect(line).not.toMatch(/^[，。）]/);
      expect(line).not.toMatch(/（$/);
    }
    expect(lines.some((line) => line.includes("12,345"))).toBe(true);
  });

  test("a hash longer than a line is broken where it must, and an empty text is one line", () => {
    expect(linesIn("0123456789abcdef0123", 8, wide)).toEqual(["01234567", "89abcdef", "0123"]);
    expect(linesIn("", 8, wide)).toEqual([""]);
  });
});

describe("what people wrote by hand", () => {
  test("X116 telephone numbers, identity numbers and plates are made unreadable", () => {
    expect(masked("联系人13800001234，座机0714-6221234，身份证420205199001011234，车牌鄂B12345")).toBe(
      "联系人138****1234，座机0714****34，身份证420205********1234，车牌鄂B****5",
    );
    expect(masked("案件2026101234567 第3次督办 1000平方米")).toBe("案件2026101234567 第3次督办 1000平方米");
  });
});
