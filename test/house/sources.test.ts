/** What no source of this project may hold: skipped tests, marks of unfinished work, paths of somebody's machine. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const PATTERN = "{shared,src-hub,src-main,src-renderer,build,test}/**/*.{ts,tsx,css}";

/** Split so that this file does not hold what it forbids. */
const FORBIDDEN: Record<string, RegExp> = {
  "a test that does not run": new RegExp(
    String.raw`\b(?:describe|it|test)\.(?:ski` + String.raw`p|tod` + "o|only|fails)\\b",
  ),
  "a mark of unfinished work": new RegExp(`\\b(?:TO${"DO"}|FIX${"ME"}|X${"XX"})\\b`),
  "a path of one machine": new RegExp(`["'\`\\s](?:/wo${"rk"}/|/ro${"ot"}/)`),
};

/** What a text holds of it, by name. */
function forbiddenIn(text: string): string[] {
  return Object.keys(FORBIDDEN).filter((name) => FORBIDDEN[name]!.test(text));
}

describe("sources", () => {
  test("hold nothing forbidden", () => {
    const files = globSync(PATTERN, { cwd: root }).filter((file) => !file.includes("node_modules"));
    expect(files.length).toBeGreaterThan(30);
    const found = files.flatMap((file) =>
      forbiddenIn(readFileSync(join(root, file), "utf8")).map((it) => `${file}: ${it}`),
    );
    expect(found).toEqual([]);
  });

  test.each([
    ["a test that does not run", `test.${"skip"}("later", () => {});`],
    ["a test that does not run", `describe.${"only"}("this", () => {});`],
    ["a mark of unfinished work", `// ${"TO"}DO: later`],
    ["a path of one machine", `open("/ro${"ot"}/somebody/file")`],
  ])("%s is seen when planted", (name, text) => {
    expect(forbiddenIn(text)).toEqual([name]);
  });
});
