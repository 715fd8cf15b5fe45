/** What a cache must hold to, by either driver. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { SQLITE_DRIVERS, openDatabase, sqliteCode } from "../../src-main/host/cache/driver.ts";
import { SCHEMA_VERSION } from "../../src-main/host/cache/migrate.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { NOWHERE, readPosition, type Position } from "../../src-main/host/cache/position.ts";
import { allRows, count, record, walk } from "../../src-main/host/cache/read.ts";
import { troubleOf } from "../../src-main/host/cache/trouble.ts";
import { CacheFolder, countedSums, keptSums } from "./cache-folder.ts";
import { EVERY_TABLE, T0, caseRow, plainRow } from "./drafts.ts";
import { keptTallies, recountOf } from "./recount.ts";

const POSITION: Position = {
  epoch: "e",
  cursor: 12,
  committedAt: 1_795_000_000_123,
  snapshot: { at: 9, table: "cases", after: 4_000_000, asOf: 5 },
  scope: { ...EVERYTHING, platforms: ["demo"], departments: [3, 17], since: 1_700_000_000_000 },
};
const FAR = { lon: null, deadline: 1_795_000_000_000, limitValue: 1.5, limitType: "工作日" };

describe.each(SQLITE_DRIVERS)("the cache by %s", (driver) => {
  let it: CacheFolder;
  beforeEach(() => void (it = new CacheFolder(driver)));
  afterEach(() => it.remove());

  test("keeps every table's rows and its position over a restart", () => {
    const writer = it.writer();
    expect(readPosition(it.cache.read)).toEqual(NOWHERE);
    writer.transact(() => {
      for (const table of EVERY_TABLE) writer.put(table, plainRow(table, 3, "值"));
      writer.put("cases", caseRow(4_000_000, FAR));
      writer.position(POSITION);
    });
    const { read } = it.open();
    for (const table of EVERY_TABLE) expect(allRows(read, table)[0]).toEqual(plainRow(table, 3, "值"));
    expect(allRows(read, "cases")[1]).toEqual(caseRow(4_000_000, FAR));
    expect(record(read, "cases", 4_000_000)).toMatchObject({ uid: 4_000_000, limitValue: 1.5, lon: null });
    expect(record(read, "cases", 5)).toBeNull();
    expect([...walk(read, "cases", ["uid", "caseNo"])]).toEqual([
      [
        [3, "值"],
        [4_000_000, "No. case-4000000"],
      ],
    ]);
    expect(readPosition(read)).toEqual(POSITION);
    expect(it.told).toEqual([]);
  });

  test("keeps the tallies and digests of its rows over a restart, and is told apart by no driver", () => {
    const writer = it.writer();
    writer.transact(() => {
      for (let uid = 1; uid <= 50; uid++)
        writer.add("cases", caseRow(uid, { department: 1 + (uid % 3), deadline: T0 }));
      writer.del("cases", 7);
    });
    const tallies = keptTallies(it.cache.read);
    const sums = keptSums(writer);
    expect(Object.keys(tallies).length).toBeGreaterThan(3);
    for (const other of SQLITE_DRIVERS) {
      it.close();
      const again = new CacheFolder(other, it.dir);
      expect(keptSums(again.writer())).toEqual(sums);
      expect(countedSums(again.cache.read)).toEqual(sums);
      expect(keptTallies(again.cache.read)).toEqual(tallies);
      expect(recountOf(again.cache.read, "Asia/Shanghai")).toEqual(tallies);
      again.close();
    }
  });

  test("takes rows and position together or not at all", () => {
    const writer = it.writer();
    const tooNarrow = caseRow(2).slice(1);
    expect(() =>
      writer.transact(() => {
        writer.position({ ...POSITION, cursor: 1 });
        writer.put("cases", caseRow(1));
        writer.put("cases", tooNarrow);
      }),
    ).toThrow();
    expect(count(it.cache.read, "cases")).toBe(0);
    expect(readPosition(it.cache.read)).toEqual(NOWHERE);
    expect(keptSums(writer)).toEqual({});
    expect(it.cache.write.inTransaction).toBe(false);
  });

  test("adds no row twice, gives rows by range, and says whether a row was there", () => {
    const writer = it.writer();
    writer.transact(() => [5, 2, 9].forEach((uid) => writer.add("cameras", plainRow("cameras", uid, "a"))));
    expect(() => writer.transact(() => writer.add("cameras", plainRow("cameras", 5, "b")))).toThrow(
      expect.objectContaining({ code: expect.stringContaining("SQLITE_CONSTRAINT") }),
    );
    expect(writer.rows("cameras", 2, 9, 10)).toEqual([5, 9].map((uid) => plainRow("cameras", uid, "a")));
    expect(writer.rows("cameras", 0, 9, 2).map(([uid]) => uid)).toEqual([2, 5]);
    expect(writer.uidsBetween("cameras", 2, 5)).toEqual([5]);
    expect(writer.transact(() => [writer.del("cameras", 5), writer.del("cameras", 5)])).toEqual([true, false]);
    expect(writer.get("cameras", 5)).toBeUndefined();
  });

  test("refuses to write through the handle for reading", () => {
    const { read } = it.open();
    expect(() => read.exec("DELETE FROM cases")).toThrow(/readonly/);
    expect(read.readonly).toBe(true);
  });

  test("shows the handle for reading whole transactions only", () => {
    const writer = it.writer();
    writer.transact(() => {
      writer.put("cases", caseRow(1));
      expect(count(it.cache.read, "cases")).toBe(0);
    });
    expect(count(it.cache.read, "cases")).toBe(1);
  });

  test("makes its folder when it is missing", () => {
    const below = new CacheFolder(driver, join(it.dir, "a", "b"));
    expect(count(below.open().read, "cases")).toBe(0);
    below.close();
  });

  test("is one host's alone: a second one is told that the folder is busy", () => {
    it.open();
    expect(() => openCache(it.dir, () => {}, { driver })).toThrow(
      expect.objectContaining({ trouble: { code: "dataBusy", params: { dir: it.dir } } }),
    );
  });

  test("a writer whose file another one holds is told so, and writes when it is free", () => {
    const writer = it.writer();
    const other = openDatabase(it.file, { driver, timeout: 0 });
    it.cache.write.pragma("busy_timeout = 0");
    other.exec("BEGIN IMMEDIATE");
    const put = () => writer.transact(() => writer.put("cases", caseRow(1)));
    expect(put).toThrow(expect.objectContaining({ code: "SQLITE_BUSY" }));
    other.exec("ROLLBACK");
    other.close();
    put();
    expect(count(it.cache.read, "cases")).toBe(1);
  });

  test("says that a folder cannot be written", () => {
    const file = join(it.dir, "a-file");
    writeFileSync(file, "");
    const below = join(file, "data");
    expect(() => openCache(below, () => {}, { driver })).toThrow(
      expect.objectContaining({ trouble: { code: "dataReadOnly", params: { dir: below } } }),
    );
  });

  test("tells how it is: driver, schema, files, disk, and what was set aside", () => {
    it.fill(3);
    writeFileSync(it.file, "no database".repeat(500));
    const writer = it.writer();
    writer.transact(() => writer.put("cases", caseRow(1)));
    const health = it.cache.health();
    expect(health).toMatchObject({ driver, schema: SCHEMA_VERSION, checkpointsBeside: false, checkpoint: null });
    expect(health.files.map(({ name }) => name)).toEqual(["cache.db", "cache.db-wal", "cache.db-shm"]);
    expect(health.walBytes).toBe(health.files[1]?.bytes);
    expect(health.walBytes).toBeGreaterThan(4_096);
    expect(health.diskFree).toBeGreaterThan(1);
    expect(health.setAside).toEqual([
      { file: expect.stringContaining("cache.db.bad-"), bytes: 5_500, at: expect.any(Number) },
    ]);
    expect(Math.abs(Date.now() - (health.setAside[0]?.at ?? 0))).toBeLessThan(60_000);
  });

  test("closes twice without harm", () => {
    const cache = it.open();
    cache.close();
    cache.close();
    expect(cache.read.open).toBe(false);
    it.open();
  });
});

describe("what a cache says in trouble", () => {
  test("every way the system says that it may not write is one trouble", () => {
    for (const code of ["EACCES", "EROFS", "EPERM", "SQLITE_READONLY_DIRECTORY", "SQLITE_CANTOPEN"]) {
      expect(troubleOf(Object.assign(new Error("no"), { code }), "/tmp")).toMatchObject({
        trouble: { code: "dataReadOnly" },
      });
    }
    for (const code of ["ENOSPC", "SQLITE_FULL"]) {
      expect(troubleOf(Object.assign(new Error("no"), { code }), "/tmp")).toMatchObject({
        trouble: { code: "diskFull" },
      });
    }
    for (const code of ["SQLITE_CORRUPT_VTAB", "SQLITE_NOTADB"]) {
      const trouble = troubleOf(Object.assign(new Error("no"), { code }), "/tmp");
      expect(trouble).toBeInstanceOf(TroubleError);
      expect(trouble).toMatchObject({ trouble: { code: "cacheBroken", params: { why: "no" } } });
    }
    const other = Object.assign(new Error("no"), { code: "SQLITE_TOOBIG" });
    expect(troubleOf(other, "/tmp")).toBe(other);
    expect(sqliteCode("no error at all")).toBe("");
  });

  test.each([
    ["better-sqlite3", "is refused with the reason"],
    ["auto", "becomes node:sqlite, and says why"],
  ])("on a machine where the binary does not load, %s %s", (choice) => {
    const it = new CacheFolder("node:sqlite");
    const program = join(import.meta.dirname, "programs/without-binary.ts");
    const { stdout, stderr } = spawnSync(process.execPath, [program, it.dir, choice], { encoding: "utf8" });
    expect(stderr).toBe("");
    const said = JSON.parse(stdout) as unknown;
    if (choice === "better-sqlite3") expect(said).toEqual({ failed: expect.stringContaining("GLIBC_2.99") });
    else {
      expect(said).toEqual({
        driver: "node:sqlite",
        cases: 1,
        told: [{ event: "driverFallback", why: expect.stringContaining("GLIBC_2.99") }],
      });
    }
    it.remove();
  });
});
