/**
 * The line between hub and host, over a million invented cases, each part beside what this machine can do without it:
 * `load` (first copy), `tail` (durable changes), `lag` (commit to window, 50 hosts), `resume` (after ten minutes away) and
 * `cold` (start on a full cache). `--rows N` takes fewer cases, `--only load,tail` some of the parts; then what the other parts would have
 * left is made without being measured.
 *
 * Raw sides are meant to be hard to come near: the same file as the cache opens it, rows that lie in memory, one prepared
 * statement, nothing else to do. Load and raw take turns, and the middle one of the rounds counts.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hubFile } from "../../src-hub/data-dir.ts";
import { fillHub } from "./sync/city.ts";
import { measureLag } from "./sync/lag.ts";
import { firstSync, measureLoad } from "./sync/load.ts";
import { startChild } from "./sync/processes.ts";
import { measureCold, measureResume } from "./sync/resume.ts";
import { measureTail } from "./sync/tail.ts";

const PARTS = ["load", "tail", "lag", "resume", "cold"] as const;
type Part = (typeof PARTS)[number];
/** Odd, so that one round is the middle one. */
const ROUNDS = 3;
const LAG_SECONDS = 20;
/** Enough for the log of tallies to be folded on the way, so that what it costs is in the rate. */
const TAIL_CHANGES = 200_000;
/** More rounds than the others have: now and then a disk keeps one side waiting. */
const TAIL_ROUNDS = 5;

function asked(): { rows: number; parts: ReadonlySet<Part> } {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { rows: { type: "string", default: "1000000" }, only: { type: "string", default: PARTS.join() } },
  });
  const parts = values.only.split(",");
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  const rows = Number(values.rows);
  if (unknown.length > 0) throw new Error(`there are the parts ${PARTS.join()}, and no ${unknown.join()}`);
  if (!Number.isInteger(rows) || rows < 2_000) throw new Error("--rows takes a number from 2000 on");
  return { rows, parts: new Set(parts as Part[]) };
}

/** @throws when a step does not do what it should, or a reader was told something wrong */
export async function measure(say: (line: string) => void): Promise<Record<string, number>> {
  const { rows, parts } = asked();
  say(`${availableParallelism()} processors, ${loadavg()[0]?.toFixed(1)} programs running on average before the start`);
  const folder = mkdtempSync(join(tmpdir(), "citywall-bench-"));
  const [data, synced] = [join(folder, "hub-data"), join(folder, "synced")];
  const figures: Record<string, number> = {};
  const started = performance.now();
  fillHub(hubFile(data), rows);
  say(`${rows} cases in the hub's store after ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  const child = startChild("hub-child.ts", [data]);
  try {
    const { url } = await child.hear<{ url: string }>("open");
    const hub = { child, url, data };
    if (parts.has("load")) Object.assign(figures, await measureLoad(folder, hub, synced, ROUNDS, say));
    if (!existsSync(synced)) await firstSync(child, url, synced);
    if (parts.has("tail"))
      Object.assign(figures, await measureTail(folder, synced, TAIL_ROUNDS, Math.min(TAIL_CHANGES, rows / 2), say));
    if (parts.has("cold")) Object.assign(figures, await measureCold(synced, ROUNDS, say));
    if (parts.has("lag")) Object.assign(figures, await measureLag(hub, synced, LAG_SECONDS, say));
    if (parts.has("resume")) Object.assign(figures, await measureResume(folder, hub, synced, say));
    return figures;
  } finally {
    await child.end();
    rmSync(folder, { recursive: true, force: true });
  }
}
