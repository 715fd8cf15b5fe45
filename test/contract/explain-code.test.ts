/** The command that explains codes, as a person runs it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");

function explain(...args: string[]): Promise<{ code: number; said: string; failed: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["src-hub/codes/explain-code.ts", ...args], { cwd: root }, (error, said, failed) => {
      resolve({ code: error === null ? 0 : Number(error.code), said, failed });
    });
  });
}

test("a right code is taken apart, class names included", async () => {
  const { code, said } = await explain(
    "component",
    "32050801001000001",
    "--scheme",
    "GBT47678.5-2026",
    "--lang",
    "zh-CN",
  );
  expect(code).toBe(0);
  expect(said).toContain("供水井盖");
  expect(said).toContain("市政公用设施");
});

test("each wrong digit is named, in both languages", async () => {
  const zh = await explain("unitGrid", "42020O001002", "--lang", "zh-CN");
  expect(zh.code).toBe(1);
  expect(zh.said).toMatch(/第\s*6\s*位/);
  const en = await explain("camera", "34020000081110000001", "--lang", "en");
  expect(en.code).toBe(1);
  expect(en.said).toContain("DVR");
});

test("asked wrongly, it says what it knows", async () => {
  const { code, failed } = await explain("manhole", "1", "--lang", "en");
  expect(code).toBe(2);
  expect(failed).toContain("unitGrid");
});
