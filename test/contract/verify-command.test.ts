/** `npm run verify`: what it says of bundles, and how it ends. */
import { spawn } from "node:child_process";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeReport } from "../../src-main/report/make.ts";
import { inventedReport } from "../fixtures/report.ts";

const { privateKey } = generateKeyPairSync("ed25519");
const other = generateKeyPairSync("ed25519").publicKey;
const dir = mkdtempSync(join(tmpdir(), "citywall-verify-"));
const file = (name: string) => join(dir, name);

function run(...args: readonly string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((resolve) => {
    const command = join(import.meta.dirname, "../../src-main/report/verify.ts");
    const child = spawn(process.execPath, [command, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    child.stdout.on("data", (piece: Buffer) => (said += piece.toString()));
    child.stderr.on("data", (piece: Buffer) => (said += piece.toString()));
    child.on("close", (code) => resolve({ code, said }));
  });
}

beforeAll(async () => {
  const { bundle } = await makeReport(inventedReport({ cases: 40 }), privateKey);
  writeFileSync(file("good.citywall"), bundle);
  const bad = bundle.slice();
  const half = bad.length >> 1;
  bad[half] = (bad[half] as number) ^ 1;
  writeFileSync(file("bad.citywall"), bad);
  const pem = { type: "spki", format: "pem" } as const;
  writeFileSync(file("mine.pem"), createPublicKey(privateKey).export(pem));
  writeFileSync(file("other.pem"), other.export(pem));
}, 60_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("npm run verify", () => {
  test("X121 ends with 0 for a bundle that is as it was made, in both languages", { timeout: 60_000 }, async () => {
    const good = await run(file("good.citywall"), "--lang", "zh-CN");
    expect(good, good.said).toMatchObject({ code: 0 });
    expect(good.said).toContain("一致：2026年10月");
    expect(good.said).toContain("没有用 --key 指定公钥");
    const pinned = await run(file("good.citywall"), "--key", file("mine.pem"), "--lang", "en");
    expect(pinned, pinned.said).toMatchObject({ code: 0 });
    expect(pinned.said).toContain("Signed with the key that was named");
  });

  test(
    "X121 ends with 1 when something differs, and with 2 when it was asked wrongly",
    { timeout: 60_000 },
    async () => {
      const bad = await run(file("bad.citywall"), "--lang", "zh-CN");
      expect(bad.code).toBe(1);
      expect(bad.said).toMatch(/被改动过|读不出来/);
      const forged = await run(file("good.citywall"), "--key", file("other.pem"), "--lang", "zh-CN");
      expect(forged.code).toBe(1);
      expect(forged.said).toContain("不是指定的");
      expect((await run("--lang", "zh-CN")).code).toBe(2);
      expect((await run(file("nothing.citywall"), "--lang", "zh-CN")).code).toBe(2);
      expect((await run(file("good.citywall"), "--key", file("good.citywall"), "--lang", "zh-CN")).code).toBe(2);
      expect(await run("--help", "--lang", "en")).toMatchObject({ code: 0 });
    },
  );
});
