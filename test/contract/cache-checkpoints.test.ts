/** The log (WAL) beside the writer, and the space that comes back; rules C13 and C16. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { CASE_STATES } from "../../shared/case/state.ts";
import { EVERYTHING, viewOfScope } from "../../shared/scope.ts";
import type { Row } from "../../shared/tables.ts";
import { checkpointer } from "../../src-main/host/cache/checkpoint.ts";
import { startCheckpoints } from "../../src-main/host/cache/checkpoint-thread.ts";
import { type Database, SQLITE_DRIVERS, openDatabase } from "../../src-main/host/cache/driver.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { count } from "../../src-main/host/cache/read.ts";
import type { CacheWriter } from "../../src-main/host/cache/write.ts";
import { CacheFolder, countedSums, keptSums } from "./cache-folder.ts";
import { T0, caseRow } from "./drafts.ts";

const WAIT = { timeout: 30_000, interval: 50 };
const MB = 1024 * 1024;
const CLOSED = CASE_STATES.indexOf("closed");

/** Cases that are over, each with two kilobytes of text. */
function longCases(from: number, howMany: number): Row[] {
  return Array.from({ length: howMany }, (_, n) =>
    caseRow(from + n, { state: CLOSED, department: 1 + (n % 5), deadline: T0, description: "路面破损".repeat(170) }),
  );
}

function put(writer: CacheWriter, rows: readonly Row[]): void {
  for (let i = 0; i < rows.length; i += 1_000) {
    writer.transact(() => rows.slice(i, i + 1_000).forEach((row) => writer.put("cases", row)));
  }
}

const autocheckpoint = (cache: { readonly write: Pick<Database, "pragma"> }) =>
  cache.write.pragma("wal_autocheckpoint", { simple: true });

describe.each(SQLITE_DRIVERS)("beside a writer by %s", (driver) => {
  let it: CacheFolder;
  beforeEach(() => void (it = new CacheFolder(driver)));
  afterEach(() => it.remove());

  test("C13 a thread moves the log into the file, and the writer leaves it alone up to 256 MB", async () => {
    const writer = it.writer();
    expect(autocheckpoint(it.cache)).toBe(16_000);
    await vi.waitFor(() => expect(it.cache.health().checkpointsBeside).toBe(true), WAIT);
    expect(autocheckpoint(it.cache)).toBe(64_000);
    put(writer, longCases(1, 3_000));
    // Only a checkpoint brings rows into the file itself.
    await vi.waitFor(() => expect(statSync(it.file).size).toBeGreaterThan(6 * MB), WAIT);
    await vi.waitFor(() => expect(it.cache.health().checkpoint).toMatchObject({ failed: null }), WAIT);
    const { checkpoint } = it.cache.health();
    expect(checkpoint?.tookMs).toBeGreaterThan(0);
    expect(Math.abs(Date.now() - (checkpoint?.at ?? 0))).toBeLessThan(60_000);
    expect(count(it.cache.read, "cases")).toBe(3_000);
    expect(it.told).toEqual([]);
  });

  test("C13 a log above 64 MB is begun anew", async () => {
    const writer = it.writer();
    await vi.waitFor(() => expect(it.cache.health().checkpointsBeside).toBe(true), WAIT);
    it.cache.write.pragma("journal_size_limit = -1");
    writer.transact(() => longCases(1, 36_000).forEach((row) => writer.add("cases", row)));
    expect(it.cache.health().walBytes).toBeGreaterThan(64 * MB);
    await vi.waitFor(() => expect(it.cache.health().walBytes).toBeLessThan(MB), WAIT);
    put(writer, longCases(36_001, 10));
    expect(count(it.cache.read, "cases")).toBe(36_010);
  });

  test("C13 closing waits for the thread, at whatever moment, and leaves a whole file without a log", async () => {
    const put1000 = (writer: CacheWriter, round: number) => put(writer, longCases(1 + round * 1_000, 1_000));
    for (const [round, wait] of [0, 1, 251, 260, 300, 350].entries()) {
      const writer = it.writer();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      put1000(writer, round);
      it.close();
      expect(existsSync(`${it.file}-wal`)).toBe(false);
    }
    // While the thread works, as much as it cannot have moved yet when the cache closes.
    for (let round = 6; round < 9; round++) {
      const writer = it.writer();
      await vi.waitFor(() => expect(it.cache.health().checkpointsBeside).toBe(true), WAIT);
      writer.transact(() => longCases(10_000 * round, 9_000).forEach((row) => writer.add("cases", row)));
      it.close();
      expect(existsSync(`${it.file}-wal`)).toBe(false);
    }
    expect(countedSums(it.open().read)).toEqual(keptSums(it.writer()));
    expect(it.told).toEqual([]);
  });

  test("C16 what a retention sweep frees comes back, in steps that leave the file whole", () => {
    const writer = it.writer();
    put(writer, longCases(1, 6_000));
    const before = pageCount(it.cache);
    const view = viewOfScope({ ...EVERYTHING, textsSince: T0 + 1 });
    put(
      writer,
      longCases(1, 6_000).map((row) => view.shown("cases", row) as Row),
    );
    const free = freePages(it.cache);
    expect(free / before).toBeGreaterThan(0.5);
    const own = openDatabase(it.file, { driver });
    let now = 0;
    const beat = checkpointer(own, () => (now += 250));
    for (let beats = 0; beats < 2_000 && freePages(it.cache) > 0.05 * pageCount(it.cache); beats++) beat();
    own.pragma("wal_checkpoint(TRUNCATE)");
    expect(pageCount(it.cache)).toBeLessThan(before / 2);
    expect(statSync(it.file).size).toBe(pageCount(it.cache) * 4_096);
    expect(own.pragma("integrity_check", { simple: true })).toBe("ok");
    own.close();
    expect(countedSums(it.cache.read)).toEqual(keptSums(writer));
  });
});

const pageCount = (cache: Cache) => cache.write.pragma("page_count", { simple: true }) as number;
const freePages = (cache: Cache) => cache.write.pragma("freelist_count", { simple: true }) as number;

describe("without a thread", () => {
  let it: CacheFolder;
  beforeEach(() => void (it = new CacheFolder("better-sqlite3")));
  afterEach(() => it.remove());

  test("C13 the writer moves its log itself, from 64 MB on, and it is told once", async () => {
    it.open();
    it.close();
    // A connection of its own: a cache's has a thread already, which would set what is looked at here.
    const write = openDatabase(it.file, { driver: "better-sqlite3" });
    const lost: string[] = [];
    write.pragma("wal_autocheckpoint = 64000");
    // A file that no connection can open: the thread ends as soon as it begins.
    const elsewhere = {
      name: join(it.dir, "missing", "cache.db"),
      open: true,
      pragma: (sql: string) => write.pragma(sql),
    };
    const thread = startCheckpoints(elsewhere, "better-sqlite3", (why) => lost.push(why));
    await vi.waitFor(() => expect(lost).toHaveLength(1), WAIT);
    expect(lost[0]).toMatch(/directory|open/);
    expect(thread.beside()).toBe(false);
    expect(autocheckpoint({ write })).toBe(16_000);
    thread.close();
    write.close();
  });

  test("C13 a thread keeps no process alive, and a process that just ends leaves a sound cache", () => {
    const program = join(import.meta.dirname, "programs/cache-left-open.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, it.dir], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("beside");
    expect(count(it.open().read, "cases")).toBe(200);
    expect(it.told).toEqual([]);
  });

  test("a beat that fails says why, and rests before the next try", () => {
    it.writer();
    const own = openDatabase(it.file, { driver: "better-sqlite3" });
    let now = 0;
    const beat = checkpointer(own, () => now);
    expect(beat()).toMatchObject({ failed: null });
    own.close();
    now = 10_000;
    expect(beat()?.failed).toMatch(/not open/);
    now += 4_000;
    expect(beat()).toBeNull();
    now += 2_000;
    expect(beat()?.failed).toMatch(/not open/);
  });

  test("a beat without anything new does nothing", () => {
    it.writer();
    const own = openDatabase(it.file, { driver: "better-sqlite3" });
    const beat = checkpointer(own, () => 1);
    expect(beat()).not.toBeNull();
    expect(beat()).toBeNull();
    own.close();
  });
});
