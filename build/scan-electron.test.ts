import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./parts.ts";
import { outdated, readCsv, unexplained, type Explanation, type Finding } from "./scan-electron.ts";

const finding = (some: Partial<Finding>): Finding => ({
  check: "A",
  severity: "MEDIUM",
  confidence: "CERTAIN",
  file: "main.js",
  sample: "code()",
  ...some,
});
const explanation: Explanation = { check: "A", sample: "code(", why: "because" };

test("the scanner's CSV is read with its quotes, commas and line breaks", () => {
  expect(readCsv('a, b\n"x ""y"", z",2\r\n"two\nlines",\n')).toEqual([
    ["a", " b"],
    ['x "y", z', "2"],
    ["two\nlines", ""],
  ]);
});

test("only what is above informational and not explained counts", () => {
  expect(unexplained([finding({})], [])).toHaveLength(1);
  expect(unexplained([finding({ severity: "INFORMATIONAL" })], [])).toEqual([]);
  expect(unexplained([finding({})], [explanation])).toEqual([]);
  expect(unexplained([finding({ sample: "other()" }), finding({ check: "B" })], [explanation])).toHaveLength(2);
});

test("an explanation of nothing is told", () => {
  expect(outdated([finding({})], [explanation])).toEqual([]);
  expect(outdated([finding({ check: "B" })], [explanation])).toEqual([explanation]);
});

test("docs/security.md tells every explained finding word for word", async () => {
  const text = await readFile(join(ROOT, "docs/security.md"), "utf8");
  const explained = JSON.parse(
    await readFile(join(ROOT, "test/security-scan/explained.json"), "utf8"),
  ) as Explanation[];
  expect(explained.length).toBeGreaterThan(0);
  for (const { check, sample, why } of explained) expect(text).toContain(`| ${check} | ${sample} | ${why} |`);
});
