import { describe, expect, test } from "vitest";
import { wordsOf } from "../../kit/text.ts";
import { choicesOf, titleOf } from "./choices.ts";

const words = wordsOf("zh-CN", "Asia/Shanghai");
const file = (name: string, zh: string, trouble = "") => ({
  ...{ name, trouble, body: JSON.stringify({ title: { "zh-CN": zh, en: name } }) },
});
const shipped = new Map([["overview", { "zh-CN": "综合态势", en: "Overview" }]]);

describe("what can be asked of a wall", () => {
  test("X140 the hub's file goes before the one that ships, and a broken one is not offered", () => {
    const files = [file("overview", "本市总览"), file("night", "夜间"), file("spoiled", "坏", '{"code":"ruleBroken"}')];
    expect(choicesOf(files, shipped, words)).toEqual([
      { name: "overview", title: "本市总览" },
      { name: "night", title: "夜间" },
    ]);
    expect(choicesOf([file("overview", "坏", "{}")], shipped, words)).toEqual([
      { name: "overview", title: "综合态势" },
    ]);
  });

  test("X140 what has no title is offered by its name", () => {
    expect(choicesOf([{ name: "plain", body: "not json", trouble: "" }], new Map(), words)).toEqual([
      { name: "plain", title: "plain" },
    ]);
    expect(titleOf([], "gone")).toBe("gone");
  });
});
