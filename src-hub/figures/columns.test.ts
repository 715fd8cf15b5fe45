import { describe, expect, test } from "vitest";
import { clipped, inColumns, widthOf } from "./columns.ts";

describe("columns on a terminal", () => {
  test.each([
    ["abc", 3],
    ["处置率", 6],
    ["（A）", 5],
    ["98.46％", 7],
    ["112710…112720 ÷ 3", 17],
    ["𠮷", 2],
  ])("%s takes %d places", (text, places) => {
    expect(widthOf(text)).toBe(places);
  });

  test("a text is cut between characters, never through a wide one", () => {
    expect(clipped("处置率", 6)).toBe("处置率");
    expect(clipped("处置率", 5)).toBe("处置…");
    expect(clipped("处置率", 4)).toBe("处…");
  });

  test("cells line up whatever they are written in", () => {
    const lines = inColumns(
      [
        ["名称", "值"],
        ["a", "98.46%"],
        ["处置率", "5"],
      ],
      [1],
    );
    expect(lines).toEqual(["名称        值", "a       98.46%", "处置率       5"]);
    expect(new Set(lines.map(widthOf)).size).toBe(1);
  });
});
