/** Case numbers under concurrent filing: several processes, one file, one clock. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deskBench, type DeskBench } from "./desk-bench.ts";

const FILER = fileURLToPath(new URL("programs/case-filer.ts", import.meta.url));

let bench: DeskBench;
beforeEach(() => {
  bench = deskBench();
});
afterEach(() => bench.clear());

test("processes that file at once never give one number twice, and leave none out", async () => {
  const [file, rules] = [join(bench.dir, "hub.db"), join(bench.dir, "rules")];
  const [processes, each] = [4, 100];
  const names = Array.from({ length: processes }, (_, i) => `filer-${i}`);
  const filers = names.map((name) => {
    const child = spawn(process.execPath, [FILER, file, rules, name, String(each)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const text = { out: "" };
    child.stdout.on("data", (bytes: Buffer) => (text.out += String(bytes)));
    return { child, text, ready: once(child.stdout, "data"), ended: once(child, "close") };
  });
  await Promise.all(filers.map(({ ready }) => ready));
  for (const { child } of filers) child.stdin.end("go");
  await Promise.all(filers.map(({ ended }) => ended));
  const said = filers.map(({ text }) => JSON.parse(text.out.replace("ready", "")) as string[]);
  const all = said.flat();
  expect(new Set(all).size).toBe(processes * each);
  const stored = [...bench.store.each("cases", "city")];
  expect(stored.map(({ caseNo }) => caseNo).toSorted()).toEqual(all.toSorted());
  expect(all.toSorted().at(-1)).toBe(`CITY20261005${String(processes * each).padStart(4, "0")}`);
  expect(bench.store.sharedNumbers("city").numbers).toBe(0);
  // They did file at the same time: nobody's numbers are one run.
  const runs = said.filter((numbers) => Number(numbers.at(-1)!.slice(-4)) - Number(numbers[0]!.slice(-4)) === each - 1);
  expect(runs.length).toBeLessThan(processes);
});
