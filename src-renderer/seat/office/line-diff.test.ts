import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffLines, firstLines, hunksOf } from "./line-diff.ts";

const short = (before: string, after: string) =>
  diffLines(before, after).map(({ how, text }) => `${how === "same" ? " " : how === "gone" ? "-" : "+"}${text}`);

describe("what differs between two texts", () => {
  test("is told with what went before what came", () => {
    expect(short("a\nb\nc", "a\nx\nc")).toEqual([" a", "-b", "+x", " c"]);
    expect(short("a\nb", "a\nb")).toEqual([" a", " b"]);
    expect(short("a\nb\nc\nd", "b\nc\ne\nd")).toEqual(["-a", " b", " c", "+e", " d"]);
  });

  test("both texts can be read out of it, with the numbers of their lines", () => {
    const text = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = diffLines(before, after);
        const old = lines.filter(({ how }) => how !== "new");
        const fresh = lines.filter(({ how }) => how !== "gone");
        expect(old.map((line) => line.text).join("\n")).toBe(before);
        expect(fresh.map((line) => line.text).join("\n")).toBe(after);
        expect(old.map((line) => line.before)).toEqual(old.map((_, i) => i + 1));
        expect(fresh.map((line) => line.after)).toEqual(fresh.map((_, i) => i + 1));
      }),
    );
  });

  test("a large middle is replaced as a whole, and quickly", () => {
    const lines = (mark: string) => Array.from({ length: 3_000 }, (_, i) => `${mark}${i}`).join("\n");
    const diff = diffLines(`same\n${lines("a")}`, `same\n${lines("b")}`);
    expect(diff).toHaveLength(6_001);
    expect(diff.slice(0, 2).map(({ how }) => how)).toEqual(["same", "gone"]);
  });

  test("only what changed is shown, with two lines around", () => {
    const before = Array.from({ length: 30 }, (_, i) => `${i}`);
    const after = before.with(5, "x").with(20, "y");
    const hunks = hunksOf(diffLines(before.join("\n"), after.join("\n")));
    expect(hunks.map((hunk) => hunk.map(({ text }) => text))).toEqual([
      ["3", "4", "5", "x", "6", "7"],
      ["18", "19", "20", "y", "21", "22"],
    ]);
    expect(hunksOf(diffLines("a", "a"))).toEqual([]);
    const counts = (most: number) => firstLines(hunks, most).shown.map((hunk) => hunk.length);
    expect([counts(8), firstLines(hunks, 8).cut]).toEqual([[6, 2], true]);
    expect([counts(6), firstLines(hunks, 6).cut]).toEqual([[6], true]);
    expect([counts(12), firstLines(hunks, 12).cut]).toEqual([[6, 6], false]);
  });
});
