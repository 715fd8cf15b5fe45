import { expect, test } from "vitest";
import { makeText, nearestLanguage } from "./text.ts";

test("fills blanks, groups numbers, chooses plural forms", () => {
  const t = makeText({ rows: "{n} 行", cases_one: "{count} case", cases_other: "{count} cases" }, "en");
  expect(t("rows", { n: 12_345 })).toBe("12,345 行");
  expect(t("cases", { count: 1 })).toBe("1 case");
  expect(t("cases", { count: 2 })).toBe("2 cases");
});

test("a blank without a value and a key without a sentence stay visible", () => {
  const t = makeText({ a: "in {place}" }, "zh-CN");
  expect(t("a")).toBe("in {place}");
  expect(t("nowhere")).toBe("nowhere");
});

test("Chinese unless English is asked for", () => {
  expect([nearestLanguage("en-GB"), nearestLanguage("fr"), nearestLanguage(undefined)]).toEqual([
    "en",
    "zh-CN",
    "zh-CN",
  ]);
});
