import { describe, expect, test } from "vitest";
import { addressOf, windowsOf } from "./windows.ts";

const WINDOW = { page: "case", left: -1920, top: 0, width: 1920, height: 1040 };

describe("windows of a seat", () => {
  test("Z89 another window shows the same address with its own page", () => {
    expect(
      addressOf("http://127.0.0.1:8311/?program=seat&lang=zh-CN#/queue", { page: "case", rest: ["42"] }, "en"),
    ).toBe("http://127.0.0.1:8311/?program=seat&lang=en#/case/42");
  });

  test("Z89 an arrangement is read back; what is no window of ours is left out", () => {
    expect(windowsOf(JSON.stringify([WINDOW]))).toEqual([WINDOW]);
    const spoiled = [
      { ...WINDOW, page: "https://example.com" },
      { ...WINDOW, left: "0" },
      { ...WINDOW, top: 1e9 },
      null,
      7,
    ];
    expect(windowsOf(JSON.stringify([...spoiled, WINDOW]))).toEqual([WINDOW]);
    for (const note of [undefined, "", "{", "{}"]) expect(windowsOf(note)).toEqual([]);
  });
});
