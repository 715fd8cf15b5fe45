/** L5: `shared` calls no clock, no random and nothing of the platform; time comes in as a number. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Globals whose mere mention is I/O, a timer or another run's luck. */
const GLOBALS = new Set([
  ...["performance", "crypto", "process", "console", "globalThis", "window", "document", "navigator"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame", "fetch", "WebSocket"],
]);

/** What a source text does that a pure room may not, one line each. */
function impurities(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const say = (node: ts.Node, what: string): void => {
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
      const owner = node.expression.getText();
      const name = ts.isPropertyAccessExpression(node)
        ? node.name.text
        : node.argumentExpression.getText().replaceAll(/["'`]/g, "");
      if (owner === "Date" && name === "now") say(node, "Date.now");
      if (owner === "Math" && name === "random") say(node, "Math.random");
    }
    if (ts.isNewExpression(node) && node.expression.getText() === "Date" && (node.arguments?.length ?? 0) === 0) {
      say(node, "new Date()");
    }
    if (ts.isCallExpression(node) && node.expression.getText() === "Date") say(node, "Date()");
    const named = ts.isIdentifier(node) && GLOBALS.has(node.text);
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    const isDeclared = ts.isPropertySignature(node.parent) || ts.isPropertyAssignment(node.parent);
    if (named && !isMember && !isDeclared) say(node, (node as ts.Identifier).text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return found;
}

describe("L5 shared is pure", () => {
  test("no file of it calls a clock, random or the platform", () => {
    const files = globSync("shared/**/*.ts", { cwd: root }).filter((file) => !/\.(test|d)\.ts$/.test(file));
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((file) => impurities(file, readFileSync(join(root, file), "utf8")))).toEqual([]);
  });

  test.each([
    ["Date.now", "export const t = Date.now();"],
    ["Date.now", `export const t = Date["now"]();`],
    ["Date.now", "export const f = Date.now;"],
    ["new Date()", "export const t = new Date();"],
    ["new Date()", "export const t = new Date;"],
    ["Date()", "export const t = Date();"],
    ["Math.random", "export const r = Math.random();"],
    ["performance", "export const t = performance.now();"],
    ["setTimeout", "setTimeout(() => undefined, 1);"],
    ["process", "export const e = process.env;"],
    ["fetch", "export const e = fetch;"],
    ["globalThis", "export const e = globalThis.Date;"],
  ])("a planted %s is seen in: %s", (what, text) => {
    expect(impurities("planted.ts", text)).toEqual([`planted.ts:1 ${what}`]);
  });

  test("a date made from a number is allowed", () => {
    expect(impurities("fine.ts", "export const d = (at: number) => new Date(at).getUTCHours();")).toEqual([]);
  });
});
