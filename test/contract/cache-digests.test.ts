/** C10: digests equal a count of the rows, whatever came between, and whoever looks. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BUCKET_UIDS } from "../../shared/digest.ts";
import { SQLITE_DRIVERS, type SqliteDriver } from "../../src-main/host/cache/driver.ts";
import { NOWHERE } from "../../src-main/host/cache/position.ts";
import { count } from "../../src-main/host/cache/read.ts";
import { openWriter, type CacheWriter } from "../../src-main/host/cache/write.ts";
import { applyDelta, applyPage } from "../../src-main/host/sync/apply.ts";
import { CacheFolder, countedSums, keptSums, trimmed } from "./cache-folder.ts";
import { EVERY_TABLE, caseRow, plainRow } from "./drafts.ts";

/** uids in neighbouring buckets and shelves, and far from all others. */
const uid = fc.oneof(
  fc.integer({ min: 1, max: 6 }),
  fc.integer({ min: BUCKET_UIDS - 2, max: BUCKET_UIDS + 2 }),
  fc.integer({ min: BUCKET_UIDS * 64 - 2, max: BUCKET_UIDS * 64 + 2 }),
  fc.constant(3_000_000),
);
const table = fc.constantFrom("cases" as const, "units" as const, "cameras" as const);
const row = fc.tuple(uid, fc.string({ maxLength: 3, unit: "grapheme" }));
const rows = fc.uniqueArray(row, { maxLength: 8, selector: ([one]) => one });
const act = fc.record({
  act: fc.constantFrom("put", "del", "delta", "page", "fail", "recount", "restart"),
  table,
  rows,
  done: fc.boolean(),
  driver: fc.constantFrom(...SQLITE_DRIVERS),
});
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never;

function perform(a: Act, writer: CacheWriter): void {
  const put = a.rows.map(([one, mark]) => plainRow(a.table, one, mark));
  const uids = a.rows.map(([one]) => one);
  if (a.act === "put") writer.transact(() => put.forEach((each) => writer.put(a.table, each)));
  else if (a.act === "del") writer.transact(() => uids.forEach((one) => writer.del(a.table, one)));
  else if (a.act === "delta") {
    const half = put.slice(0, put.length >> 1);
    const delta = {
      epoch: "e",
      from: 0,
      to: 1,
      at: 0,
      put: { [a.table]: half },
      del: { [a.table]: uids.slice(half.length) },
    };
    applyDelta(writer, delta, NOWHERE);
  } else if (a.act === "page") {
    const sorted = put.toSorted((x, y) => (x[0] as number) - (y[0] as number));
    const last = (sorted.at(-1)?.[0] as number | undefined) ?? 0;
    applyPage(writer, { table: a.table, after: 0, last, done: a.done, rows: sorted }, NOWHERE);
  } else if (a.act === "fail") {
    const fails = () =>
      writer.transact(() => {
        for (const each of put) writer.put(a.table, each);
        for (const one of uids.slice(1)) writer.del(a.table, one);
        throw new RangeError("given up");
      });
    expect(fails).toThrow(RangeError);
  } else if (a.act === "recount") expect(writer.recount(a.table, 1)).toBe(false);
}

test("C10 after any sequence of changes, failures and restarts, kept sums are those of the rows, in the file too", () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 12 }), (acts) => {
      let it = new CacheFolder("better-sqlite3");
      let writer = it.writer();
      try {
        for (const a of acts) {
          if (a.act === "restart") {
            it.close();
            it = new CacheFolder(a.driver, it.dir);
            writer = it.writer();
          } else {
            perform(a, writer);
          }
          expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
        }
        const kept = keptSums(writer);
        expect(keptSums(it.writer())).toEqual(kept);
      } finally {
        it.remove();
      }
    }),
    { numRuns: 60 },
  );
});

describe.each(SQLITE_DRIVERS)("digests by %s", (driver: SqliteDriver) => {
  let it: CacheFolder;
  beforeEach(() => void (it = new CacheFolder(driver)));
  afterEach(() => it.remove());

  test("C10 of rows that came and went again are those of an empty table", () => {
    const writer = it.writer();
    for (const each of EVERY_TABLE) writer.transact(() => writer.add(each, plainRow(each, 5, "a")));
    expect(Object.keys(keptSums(writer))).toEqual([...EVERY_TABLE]);
    for (const each of EVERY_TABLE) writer.transact(() => writer.del(each, 5));
    expect(keptSums(writer)).toEqual({});
    expect(it.cache.read.prepare("SELECT count(*) FROM digests").pluck().get()).toBe(0);
  });

  test("C10 follow a host that was killed in the middle of a transaction", () => {
    it.fill(40);
    const program = join(import.meta.dirname, "programs/tally-writer.ts");
    for (const seed of ["4", "5"]) {
      expect(spawnSync(process.execPath, [program, it.dir, "3", seed, driver]).signal).toBe("SIGKILL");
      const writer = it.writer();
      expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
      expect(count(it.cache.read, "cases")).toBeGreaterThan(39);
      it.close();
    }
  });

  test("C10 a second process sees sums that fit the rows at every moment", () => {
    const writer = it.writer();
    for (let round = 0; round < 5; round++) {
      writer.transact(() => {
        for (let one = 1; one <= 300; one++) writer.put("cases", caseRow(one, { marks: round }));
      });
      const program = join(import.meta.dirname, "programs/digest-reader.ts");
      const seen = spawnSync(process.execPath, [program, it.file, driver], { encoding: "utf8" });
      expect({ stdout: seen.stdout, stderr: seen.stderr }).toEqual({ stdout: "true\n", stderr: "" });
    }
  });

  test("C10 are counted once from the rows of a cache from before, and say how far they are", () => {
    it.fill(500);
    const sums = keptSums(it.writer());
    it.close();
    it.meddle((db) => db.exec("UPDATE digested SET hash = ''; DELETE FROM digests"));
    const real = performance.now.bind(performance);
    let at = 0;
    performance.now = () => (at += 5_000);
    try {
      expect(keptSums(it.writer())).toEqual(sums);
    } finally {
      performance.now = real;
    }
    expect(it.told.filter(({ event }) => event === "cacheCounting").at(-1)).toEqual({
      event: "cacheCounting",
      rows: 500,
    });
    it.told.length = 0;
    expect(keptSums(it.writer())).toEqual(sums);
    expect(it.told).toEqual([]);
  });

  test("C10 sums of another hash are counted again", () => {
    it.fill(5);
    it.meddle((db) => db.exec("UPDATE digested SET hash = 'another'; UPDATE digests SET sums = zeroblob(768)"));
    const writer = it.writer();
    expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
    expect(trimmed(writer.digests.of("cases"))[0]).toBe(5);
  });

  test("C10 what a rolled back count from scratch left in memory is what the file has", () => {
    it.fill(5);
    it.meddle((db) => {
      db.exec("UPDATE digested SET hash = 'another'");
      // The note that ends the count cannot be written.
      db.exec("CREATE TRIGGER no BEFORE INSERT ON digested BEGIN SELECT raise(ABORT, 'not now'); END");
    });
    const { write } = it.open();
    expect(() => openWriter(write)).toThrow(/not now/);
    write.exec("DROP TRIGGER no");
    expect(keptSums(openWriter(write))).toEqual(countedSums(it.cache.read));
  });
});
