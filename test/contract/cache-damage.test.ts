/** What becomes of a cache whose file is damaged: set aside, told, rebuilt; and damage that only its rows show. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bucketOf } from "../../shared/digest.ts";
import { SQLITE_DRIVERS } from "../../src-main/host/cache/driver.ts";
import { SCHEMA_VERSION } from "../../src-main/host/cache/migrate.ts";
import { readPosition } from "../../src-main/host/cache/position.ts";
import { allRows, count } from "../../src-main/host/cache/read.ts";
import { isDamage } from "../../src-main/host/cache/trouble.ts";
import { CacheFolder, countedSums, keptSums } from "./cache-folder.ts";
import { T0, caseRow } from "./drafts.ts";
import { keptTallies, recountOf } from "./recount.ts";

const PAGE = 4_096;
const CASES = 3_000;

/** A damage to a closed cache of 3,000 cases, and what the log says of it. */
const DAMAGES: readonly (readonly [name: string, why: RegExp, damage: (it: CacheFolder) => void])[] = [
  ["a header of another kind", /damaged/, (it) => it.bytes((bytes) => bytes.fill("not SQLite at all", 0, 16))],
  ["half of its pages", /damaged/, (it) => it.bytes((bytes) => bytes.subarray(0, Math.floor(bytes.length / 2)))],
  ["its first hundred bytes only", /damaged/, (it) => it.bytes((bytes) => bytes.subarray(0, 100))],
  ["text in place of a database", /damaged/, (it) => writeFileSync(it.file, "no database at all ".repeat(200))],
  ["one page of rows lost", /damaged/, (it) => it.bytes((bytes) => bytes.fill(0x5a, PAGE * 40, PAGE * 41))],
  [
    "bits turned over all its pages",
    /damaged/,
    (it) =>
      it.bytes((bytes) => {
        for (let at = PAGE; at + 12 < bytes.length; at += PAGE) bytes[at + 3] = (bytes[at + 3] as number) ^ 0x41;
        return bytes;
      }),
  ],
  [
    "pages of two times, as a lost log leaves in the middle of a checkpoint",
    /damaged/,
    (it) => {
      const before = readFileSync(it.file);
      const writer = it.writer();
      writer.transact(() => {
        for (let uid = 1; uid <= CASES; uid += 2) writer.del("cases", uid);
      });
      writer.transact(() => {
        for (let uid = 1; uid <= CASES; uid += 2) writer.add("cases", caseRow(uid + CASES, { extra: "x".repeat(900) }));
      });
      it.close();
      it.bytes((after) => Buffer.concat([before.subarray(0, PAGE * 30), after.subarray(PAGE * 30)]));
    },
  ],
  [
    "a later version's schema",
    new RegExp(`schema ${SCHEMA_VERSION + 10}, this version knows ${SCHEMA_VERSION}$`),
    (it) => it.meddle((db) => db.pragma(`user_version = ${SCHEMA_VERSION + 10}`)),
  ],
  [
    "a table of another shape",
    /table cameras has another shape/,
    (it) => it.meddle((db) => db.exec("ALTER TABLE cameras RENAME COLUMN bearing TO heading")),
  ],
];

describe.each(SQLITE_DRIVERS)("a damaged cache by %s", (driver) => {
  let it: CacheFolder;
  beforeEach(() => void (it = new CacheFolder(driver)));
  afterEach(() => it.remove());

  test.each(DAMAGES)("%s: set aside, told, replaced by one that works", (_name, why, damage) => {
    it.fill(CASES);
    damage(it);
    const bytes = readFileSync(it.file);
    const writer = it.writer();
    expect(count(it.cache.read, "cases")).toBe(0);
    expect(it.whys()).toEqual([expect.stringMatching(why)]);
    expect(it.badCopies()).toHaveLength(1);
    expect(it.cache.health().setAside).toHaveLength(1);
    expect(readFileSync(join(it.dir, it.badCopies()[0] as string))).toHaveLength(bytes.length);
    writer.transact(() => writer.put("cases", caseRow(7)));
    expect(allRows(it.open().read, "cases")).toEqual([caseRow(7)]);
    expect(it.told).toHaveLength(1);
  });

  test("keeps two bad copies at most", async () => {
    for (let n = 0; n < 4; n++) {
      writeFileSync(it.file, "bad".repeat(1_000 + n));
      it.open();
      it.close();
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    expect(it.badCopies()).toHaveLength(2);
  });

  test("damage met while it is in use is told apart from other errors; closed, set aside and opened it works", () => {
    it.fill(CASES);
    const { read, write } = it.open();
    // By another process: closing the file in this one would drop its locks.
    const harm = `const fs=require("fs");const f=fs.openSync(process.argv[1],"r+");fs.writeSync(f,Buffer.alloc(${PAGE * 60},90),0,${PAGE * 60},${PAGE * 30})`;
    expect(spawnSync(process.execPath, ["-e", harm, it.file]).status).toBe(0);
    const caught = (work: () => unknown): unknown => {
      try {
        return work();
      } catch (error) {
        return error;
      }
    };
    expect(isDamage(caught(() => allRows(read, "cases")))).toBe(true);
    // What the check at opening read is still in memory.
    write.pragma("shrink_memory");
    expect(isDamage(caught(() => write.exec("UPDATE cases SET marks = 1")))).toBe(true);
    expect(isDamage(caught(() => write.exec("nonsense")))).toBe(false);
    it.cache.close();
    const again = it.open({ setAsideFirst: "a page was not what SQLite wrote" });
    expect(count(again.read, "cases")).toBe(0);
    expect(it.whys()).toEqual(["a page was not what SQLite wrote"]);
    expect(it.badCopies()).toHaveLength(1);
  });

  test("nothing to set aside first is no trouble", () => {
    it.open({ setAsideFirst: "it was bad" });
    expect(it.told).toEqual([]);
  });

  test("C11 a letter turned over in a text is found by counting its bucket, and only there", () => {
    it.fill(CASES);
    const text = Buffer.from("第1500件");
    it.bytes((bytes) => {
      expect(bytes.indexOf(text)).toBeGreaterThan(0);
      bytes[bytes.indexOf(text) + text.length - 5] = 0x31;
      return bytes;
    });
    const writer = it.writer();
    expect(it.told).toEqual([]);
    expect(writer.get("cases", 1_500)).not.toEqual(caseRow(1_500, { description: "第1500件" }));
    expect(keptSums(writer)).not.toEqual(countedSums(it.cache.read));
    expect([0, 1, 2, 3].map((bucket) => writer.recount("cases", bucket))).toEqual([false, true, false, false]);
    expect(bucketOf(1_500)).toBe(1);
    expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
    expect(writer.recount("cases", 1)).toBe(false);
    const repaired = caseRow(1_500, { description: "第1500件" });
    writer.transact(() => writer.put("cases", repaired, writer.get("cases", 1_500)));
    expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
  });

  test("C11 a number turned over is found too, and the tallies are those of the rows again", () => {
    it.fill(50);
    it.meddle((db) =>
      db.exec(`UPDATE cases SET department = 9, deadline = ${T0} WHERE uid = 20; DELETE FROM cases WHERE uid = 21`),
    );
    const writer = it.writer();
    expect(keptTallies(it.cache.read)).not.toEqual(recountOf(it.cache.read, "Asia/Shanghai"));
    expect(writer.recount("cases", 0)).toBe(true);
    expect(keptTallies(it.cache.read)).toEqual(recountOf(it.cache.read, "Asia/Shanghai"));
    expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
    expect(keptSums(it.writer())).toEqual(countedSums(it.cache.read));
  });

  test("C11 sums that are damaged themselves are counted again, within a transaction and rolled back with it", () => {
    it.fill(50);
    it.meddle((db) => db.exec("UPDATE digests SET sums = zeroblob(768)"));
    const writer = it.writer();
    expect(() =>
      writer.transact(() => {
        expect(writer.recount("cases", 0)).toBe(true);
        expect(writer.recount("cases", 0)).toBe(false);
        throw new RangeError("given up");
      }),
    ).toThrow(RangeError);
    expect(writer.recount("cases", 0)).toBe(true);
    expect(keptSums(it.writer())).toEqual(countedSums(it.cache.read));
  });

  test("a log that is gone after a kill leaves what was in the file: older rows, and a position true of them", () => {
    it.fill(40);
    const program = join(import.meta.dirname, "programs/tally-writer.ts");
    expect(spawnSync(process.execPath, [program, it.dir, "3", "1", driver]).signal).toBe("SIGKILL");
    expect(existsSync(`${it.file}-wal`)).toBe(true);
    for (const companion of ["-wal", "-shm"]) rmSync(it.file + companion);
    const writer = it.writer();
    expect(it.told).toEqual([]);
    expect(count(it.cache.read, "cases")).toBe(40);
    expect(readPosition(it.cache.read).epoch).toBeNull();
    expect(keptSums(writer)).toEqual(countedSums(it.cache.read));
    expect(keptTallies(it.cache.read)).toEqual(recountOf(it.cache.read, "Asia/Shanghai"));
  });
});
