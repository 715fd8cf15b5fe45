/** A cache that was closed in order is opened without a look through all of it; any other is looked through first. */
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SQLITE_DRIVERS } from "../../src-main/host/cache/driver.ts";
import { count } from "../../src-main/host/cache/read.ts";
import { noteClosed, takeClosedNote } from "../../src-main/host/cache/closed-note.ts";
import { CacheFolder } from "./cache-folder.ts";

const PAGE = 4_096;

describe.each(SQLITE_DRIVERS)("the note of a cache by %s", (driver) => {
  let it: CacheFolder;
  const noted = () => existsSync(`${it.file}.closed`);
  beforeEach(() => {
    it = new CacheFolder(driver);
    it.fill(2_000);
  });
  afterEach(() => it.remove());

  test("is there while the cache is closed in order, and at no other time", () => {
    it.close();
    expect(noted()).toBe(true);
    it.open();
    expect(noted()).toBe(false);
    it.writer().transact(() => undefined);
    expect(noted()).toBe(false);
    it.close();
    expect(takeClosedNote(it.file)).toBe(true);
    expect([noted(), takeClosedNote(it.file)]).toEqual([false, false]);
  });

  test("C2 says nothing of a file that was touched since: it is looked through, and set aside when it is damaged", () => {
    it.close();
    it.bytes((bytes) => bytes.fill(0x5a, PAGE * 40, PAGE * 41));
    expect(noted()).toBe(true);
    expect(count(it.open().read, "cases")).toBe(0);
    expect(it.whys()).toEqual([expect.stringMatching(/damaged/)]);
  });

  test("spares a look at pages that nobody asks for; only a file with the size and time it had is so trusted", () => {
    it.close();
    const { atime, mtime } = statSync(it.file);
    // A time without fractions of a millisecond can be put back.
    utimesSync(it.file, atime, mtime);
    noteClosed(it.file);
    const bytes = readFileSync(it.file);
    writeFileSync(it.file, bytes.fill(0x5a, PAGE * 40, PAGE * 41));
    utimesSync(it.file, atime, mtime);
    it.open();
    expect(it.told).toEqual([]);
    it.close();
    writeFileSync(`${it.file}.closed`, "0 0");
    it.open();
    expect(it.whys()).toEqual([expect.stringMatching(/damaged/)]);
  });

  test("is not made beside a log, and where it cannot be made there is none", () => {
    it.close();
    takeClosedNote(it.file);
    writeFileSync(`${it.file}-wal`, "");
    noteClosed(it.file);
    expect(noted()).toBe(false);
    expect(() => noteClosed(`${it.dir}/missing/cache.db`)).not.toThrow();
  });
});
