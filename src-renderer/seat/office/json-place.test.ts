import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOfPath, slipOf } from "./json-place.ts";

const TEXT = `{
  "rules": [
    { "tone": 1 },
    {
      "tone": "x",
      "a\\"b": [true, null, -1.5e3]
    }
  ],
  "title": {}
}`;

describe("the place of a member", () => {
  test("Z77 is the line in which its value begins", () => {
    expect(lineOfPath(TEXT, "")).toBe(1);
    expect(lineOfPath(TEXT, "rules")).toBe(2);
    expect(lineOfPath(TEXT, "rules.0.tone")).toBe(3);
    expect(lineOfPath(TEXT, "rules.1.tone")).toBe(5);
    expect(lineOfPath(TEXT, 'rules.1.a"b.2')).toBe(6);
    expect(lineOfPath(TEXT, "title")).toBe(9);
  });

  test("is its parent's when it is missing", () => {
    expect(lineOfPath(TEXT, "rules.1.rule")).toBe(4);
    expect(lineOfPath(TEXT, "version")).toBe(1);
    expect(lineOfPath("{", "a")).toBeNull();
  });
});

describe("a slip", () => {
  test("is told with line and column", () => {
    expect(slipOf(TEXT)).toBeNull();
    expect(slipOf('{\n  "a": 1,\n}')).toEqual({ line: 3, column: 1 });
    expect(slipOf('{\n  "a": tru\n}')).toEqual({ line: 2, column: 8 });
    expect(slipOf("[1, 2")).toEqual({ line: 1, column: 6 });
    expect(slipOf("[1] 2")).toEqual({ line: 1, column: 5 });
    expect(slipOf("")).toEqual({ line: 1, column: 1 });
  });

  test("is found exactly where there is one", () => {
    const isJson = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(fc.property(fc.json(), (text) => slipOf(text) === null));
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom("", ",", '"', "}", "x", "1", "\n"), (text, place, mark) => {
        const at = place % (text.length + 1);
        const changed = text.slice(0, at) + mark + text.slice(at + 1);
        return (slipOf(changed) === null) === isJson(changed);
      }),
      { numRuns: 500 },
    );
  });
});
