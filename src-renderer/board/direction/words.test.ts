import { describe, expect, test } from "vitest";
import { wordsOf } from "../../kit/text.ts";
import { PRESETS } from "./region.ts";
import { doneText, reasonText, regionText, secondsLeft } from "./words.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");

describe("a wall in words", () => {
  test("X141 every reason has its sentence in both languages", () => {
    const reasons = [
      { by: "person", name: "张三" },
      { by: "playlist", playlist: "tour" },
      { by: "clock", rule: "night" },
      { by: "case", rule: "urgent", caseUid: 7 },
      { by: "alarm", rule: "flood", key: "k" },
      { by: "return" },
    ] as const;
    for (const reason of reasons) {
      expect(reasonText(reason, zh)).not.toContain("hall.");
      expect(reasonText(reason, en)).not.toContain("hall.");
    }
    expect(reasonText(null, zh)).toBe("");
  });

  test("X141 what is left runs at the hub's pace and never below nothing", () => {
    expect(secondsLeft(60_000, 0, 1)).toBe(60);
    expect(secondsLeft(60_000, 0, 60)).toBe(1);
    expect(secondsLeft(0, 5_000, 1)).toBe(0);
  });

  test("X138 a push says where it went, and its place when it waits", () => {
    expect(regionText(PRESETS.left, zh)).toBe("左半");
    expect(regionText({ x: 2, y: 0, w: 5, h: 6 }, en)).toBe("5×6 cells from column 3, row 1");
    const act = {
      do: "push",
      wall: "hall",
      id: "a",
      region: PRESETS.left,
      what: { show: "case", uid: 1 },
      seconds: 60,
    } as const;
    expect(doneText(act, 0, zh)).toBe("已推送到大屏");
    expect(doneText(act, 2, zh)).toContain("2");
    expect(doneText({ do: "restore", wall: "hall" }, 0, zh)).toBeNull();
  });
});
