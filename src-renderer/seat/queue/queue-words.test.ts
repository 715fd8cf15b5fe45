import { describe, expect, test } from "vitest";
import { wordsOf } from "../../kit/text.ts";
import { burnMoment, burnText, lightOfLine } from "./burn-words.ts";
import { chosenNames, classOptions, classValue, gridOptions, stageOptions, withClass } from "./filter-options.ts";
import { initialsOf } from "./initials.ts";
import { keyTarget } from "./table.tsx";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const MINUTE = 60_000;
const [zh, en] = [wordsOf("zh-CN", "Asia/Shanghai"), wordsOf("en", "Asia/Shanghai")];
const NO_CLOCK = { burn: null, burnsFrom: null, burnsAt: null };

describe("a row's clock", () => {
  test("says which runs out first, and how long it has left or is over", () => {
    const clock = { burn: "deadline", burnsFrom: NOW - 48 * MINUTE, burnsAt: NOW + 12 * MINUTE } as const;
    expect(burnText(clock, NOW, zh)).toBe("处置 · 12分后超时");
    expect(burnText(clock, NOW + 92 * MINUTE, zh)).toBe("处置 · 超时 1小时20分");
    expect(burnText({ ...clock, burn: "dispatch" }, NOW, en)).toBe("Dispatch · 12 min left");
    expect(burnText(NO_CLOCK, NOW, zh)).toBe("无计时");
    expect(burnMoment(clock, NOW, zh)).toBe("处置时限：12:42");
    expect(["green", "yellow", "red"].map((_, i) => lightOfLine(clock, NOW + i * 10 * MINUTE))).toEqual([
      "green",
      "yellow",
      "red",
    ]);
    expect(lightOfLine(NO_CLOCK, NOW)).toBeNull();
  });
});

describe("the filter's boxes", () => {
  const row = (uid: number, majorCode: string, name: string) =>
    ({ uid, scheme: "s", majorCode, majorName: `大类${majorCode}`, majorNameEn: "", name, nameEn: "" }) as const;
  const classes = [row(1, "01", "井盖"), row(2, "02", "垃圾"), row(3, "01", "路灯")];

  test("one box names a class or a whole 大类, never both", () => {
    const [first] = classOptions(classes, zh);
    expect(first?.options.map(({ value }) => value)).toEqual(["m:s/01", "c:1", "c:3"]);
    const only = withClass(withClass({ which: "open" }, "m:s/01"), "c:3");
    expect(only).toEqual({ which: "open", classUid: 3 });
    expect(classValue(only)).toBe("c:3");
    expect(classValue(withClass(only, "m:s/02"))).toBe("m:s/02");
    expect(withClass(only, null)).toEqual({ which: "open" });
    expect(classValue({})).toBeNull();
  });

  test("names what is chosen as far as it is known", () => {
    const grids = [{ uid: 9, level: "duty", code: "D9", name: "", nameEn: "" }];
    const tables = { classes, departments: [{ uid: 5, name: "市政", nameEn: "Works" }], grids };
    expect(chosenNames({ classUid: 2, department: 5, dutyGrid: 9 }, tables).map(({ name }) => name)).toEqual([
      "垃圾",
      "市政",
      "D9",
    ]);
    expect(chosenNames({ major: "s/01" }, tables)[0]?.name).toBe("大类01");
    expect(chosenNames({ classUid: 77 }, tables)).toEqual([]);
    expect(gridOptions([...grids, { ...grids[0]!, uid: 10, level: "unit" }], zh)).toEqual([{ value: 9, label: "D9" }]);
    expect(stageOptions(zh).map(({ value }) => value)).not.toContain("closed");
  });
});

test("chips have two characters that tell people apart", () => {
  expect(["张三丰", "李四", "Anna Maria Smith", "anna", " "].map(initialsOf)).toEqual(["三丰", "李四", "AS", "AN", ""]);
});

test("keys of the table move by rows and pages and stop at its ends", () => {
  const to = (key: string, at: number, more = {}) =>
    keyTarget({ key, ctrlKey: false, altKey: false, ...more }, at, 10, 25);
  expect(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"].map((key) => to(key, 20))).toEqual([
    21, 19, 24, 10, 0, 24,
  ]);
  expect([to("ArrowUp", 0), to("ArrowDown", 24), to("ArrowDown", -1)]).toEqual([0, 24, 0]);
  expect([to("j", 3), to("ArrowDown", 3, { altKey: true })]).toEqual([null, null]);
  expect(keyTarget({ key: "End", ctrlKey: false, altKey: false }, 0, 10, 0)).toBeNull();
});
