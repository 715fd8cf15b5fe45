/**
 * The durable tail: random updates over all rows of a cache, by what applies the line's deltas with everything it keeps
 * (tallies, digests, position), beside a raw upsert of the same rows. Both work on copies of the same file, opened as the
 * cache opens it, with its thread that checkpoints beside them.
 */
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { columnsOf, recordOf, rowOf, type Row } from "../../../shared/tables.ts";
import type { Cache } from "../../../src-main/host/cache/handles.ts";
import { openCache } from "../../../src-main/host/cache/open.ts";
import { readPosition } from "../../../src-main/host/cache/position.ts";
import { openWriter } from "../../../src-main/host/cache/write.ts";
import { applyDelta } from "../../../src-main/host/sync/apply.ts";
import { chances } from "../../contract/random-cases.ts";
import { NOW } from "../invented-cases.ts";
import { moved } from "./city.ts";
import { middle, quantile } from "./processes.ts";

export interface TailFigures {
  readonly tailRowsPerSecond: number;
  readonly tailOverRaw: number;
  readonly tailOverRawOf200: number;
}

/** Until the thread that checkpoints has begun, ms. */
const THREAD_MS = 1_500;

type Work = (rows: readonly Row[], to: number) => void;
interface Ran {
  readonly rowsPerSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly cpuUs: number;
}

/** Batches of changes, as they would come one after the other. */
function batchesOf(file: string, size: number, batches: number, seed: number): Row[][] {
  const chance = chances(seed);
  const cache = openCache(file, () => undefined);
  try {
    const last = cache.read.prepare<[], number>("SELECT max(uid) FROM cases").pluck().get() as number;
    const names = columnsOf("cases").map((name) => `"${name}"`);
    const get = cache.read.prepare<[number], Row>(`SELECT ${names.join()} FROM cases WHERE uid = ?`).raw();
    const known = new Map<number, Row>();
    return Array.from({ length: batches }, (_, batch) => {
      const uids = new Set<number>();
      while (uids.size < size) uids.add(1 + Math.floor(chance() * last));
      return [...uids].flatMap((uid) => {
        const row = known.get(uid) ?? get.get(uid);
        if (row === undefined) return [];
        const next = rowOf("cases", moved(recordOf("cases", row), NOW + batch, chance));
        known.set(uid, next);
        return [next];
      });
    });
  } finally {
    cache.close();
  }
}

function ours(cache: Cache): Work {
  const writer = openWriter(cache.write);
  const start = readPosition(cache.read);
  return (rows, n) => {
    const [from, to] = [start.cursor + n, start.cursor + n + 1];
    const delta = { epoch: start.epoch ?? "", from, to, at: NOW + n, put: { cases: [...rows] }, del: {} };
    applyDelta(writer, delta, { ...start, cursor: to, committedAt: NOW + n });
  };
}

function raw(cache: Cache): Work {
  const columns = columnsOf("cases").map((name) => `"${name}"`);
  const set = columns.slice(1).map((name) => `${name} = excluded.${name}`);
  const upsert = cache.write.prepare<[Row]>(
    `INSERT INTO cases VALUES (${columns.map(() => "?").join()}) ON CONFLICT DO UPDATE SET ${set.join()}`,
  );
  return (rows) => {
    cache.write
      .transaction(() => {
        for (const row of rows) upsert.run(row);
      })
      .immediate();
  };
}

async function run(from: string, dataDir: string, batches: readonly Row[][], by: (cache: Cache) => Work): Promise<Ran> {
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir);
  copyFileSync(join(from, "cache.db"), join(dataDir, "cache.db"));
  const cache = openCache(dataDir, () => undefined);
  try {
    const work = by(cache);
    await new Promise((resolve) => setTimeout(resolve, THREAD_MS));
    const took: number[] = [];
    const cpu = process.threadCpuUsage();
    for (const [n, rows] of batches.entries()) {
      const started = performance.now();
      work(rows, n);
      took.push(performance.now() - started);
      // Between two batches the loop turns, as it does when they come from a socket.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { user, system } = process.threadCpuUsage(cpu);
    const rows = batches.reduce((sum, { length }) => sum + length, 0);
    const ms = took.reduce((sum, each) => sum + each, 0);
    return {
      rowsPerSecond: (rows / ms) * 1_000,
      p50: quantile(took, 0.5),
      p95: quantile(took, 0.95),
      cpuUs: (user + system) / rows,
    };
  } finally {
    cache.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** ms that raw upserts of these rows take, one transaction for each batch, in a copy of the cache that lies in `synced`. */
export async function rawUpserts(synced: string, dataDir: string, batches: readonly Row[][]): Promise<number> {
  const { rowsPerSecond } = await run(synced, dataDir, batches, raw);
  return (batches.reduce((sum, { length }) => sum + length, 0) / rowsPerSecond) * 1_000;
}

/** @param synced folder with a cache of all rows; it stays as it is. */
export async function measureTail(
  folder: string,
  synced: string,
  rounds: number,
  changes: number,
  say: (line: string) => void,
): Promise<TailFigures> {
  const over = new Map<number, number>();
  let rowsPerSecond = 0;
  for (const size of [2_000, 200]) {
    const [rates, ratios] = [[] as number[], [] as number[]];
    const all = batchesOf(synced, size, Math.max(1, Math.floor(changes / size / (size < 2_000 ? 2 : 1))), size);
    for (let round = 1; round <= rounds; round++) {
      const mine = await run(synced, join(folder, "tail"), all, ours);
      const bare = await run(synced, join(folder, "tail"), all, raw);
      rates.push(mine.rowsPerSecond);
      ratios.push(mine.rowsPerSecond / bare.rowsPerSecond);
      const told = ({ rowsPerSecond: rate, p50, p95, cpuUs }: Ran) =>
        `${Math.round(rate)} rows/s (a batch ${p50.toFixed(0)} ms in the middle, ${p95.toFixed(0)} at 95 %; ` +
        `${cpuUs.toFixed(0)} µs of the processor a row)`;
      say(
        `tail of ${size} at a time, round ${round}: ${told(mine)}; raw ${told(bare)}; ${(ratios.at(-1) ?? 0).toFixed(2)}`,
      );
    }
    over.set(size, Number(middle(ratios).toFixed(2)));
    if (size === 2_000) rowsPerSecond = Math.round(middle(rates));
  }
  return {
    tailRowsPerSecond: rowsPerSecond,
    tailOverRaw: over.get(2_000) as number,
    tailOverRawOf200: over.get(200) as number,
  };
}
