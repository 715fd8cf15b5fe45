/** The index of texts, by either driver: rules Q1, Q2, Q3 and Q8. */
import { rmSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rowOf, type Row } from "../../shared/tables.ts";
import { openDatabase, SQLITE_DRIVERS, type Database } from "../../src-main/host/cache/driver.ts";
import type { Changes } from "../../src-main/host/cache/changes.ts";
import type { CacheWriter } from "../../src-main/host/cache/write.ts";
import { askedOf } from "../../src-main/host/search/grams.ts";
import { indexReader, openIndexer, prepareIndex } from "../../src-main/host/search/index-file.ts";
import { openSearch, type SearchEvent, type SearchIndex } from "../../src-main/host/search/index-thread.ts";
import { CacheFolder } from "./cache-folder.ts";
import { caseRow } from "./drafts.ts";

const componentRow = (uid: number, code: string, name: string): Row =>
  rowOf("components", {
    uid,
    platform: "test",
    id: code,
    code,
    classUid: 0,
    name,
    state: 0,
    lon: null,
    lat: null,
    unitGrid: 0,
    department: 0,
    owner: "",
    changedAt: null,
    note: "",
  });

async function until(true_: () => boolean): Promise<void> {
  for (let tries = 0; !true_(); tries++) {
    if (tries > 400) throw new Error("it did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

describe.each(SQLITE_DRIVERS)("the index by %s", (driver) => {
  let folder: CacheFolder;
  let writer: CacheWriter;
  let index: Database;

  beforeEach(() => {
    folder = new CacheFolder(driver);
    writer = folder.writer();
    index = openDatabase(join(folder.dir, "search.db"), { driver });
    prepareIndex(index);
  });
  afterEach(() => {
    index.close();
    folder.remove();
  });

  const put = (...rows: Row[]) => writer.transact(() => rows.forEach((row) => writer.put("cases", row)));
  const find = (text: string, table: "cases" | "components" = "cases") =>
    indexReader(index)(table, askedOf(text).holding as string, 100);
  /** Everything there is to do. */
  function settle(indexer = openIndexer(index, folder.cache.read)) {
    while (indexer.slice());
    return indexer;
  }

  test("Q1 finds two characters wherever they stand, and numbers by four of theirs, the newest first", () => {
    put(
      caseRow(1, { caseNo: "20261102000017", address: "人民路12号门前", description: "井盖缺失" }),
      caseRow(2, { caseNo: "20261102000018", address: "解放大道与人民路交叉口", description: "路灯不亮" }),
    );
    writer.transact(() => writer.put("components", componentRow(3, "99010101037000123", "路灯")));
    settle();
    expect(find("民路")).toEqual([2, 1]);
    expect(find("井盖 人民")).toEqual([1]);
    expect(find("路12")).toEqual([1]);
    expect(find("0017")).toEqual([1]);
    expect(find("20261102000018")).toEqual([2]);
    expect(find("解民")).toEqual([]);
    expect(find("37000123", "components")).toEqual([3]);
    expect(find("路灯", "components")).toEqual([3]);
  });

  test("Q2 comes to what the cache has, told of changes or not", () => {
    const texts = fc.constantFrom("人民路", "解放大道", "学府路", "井盖缺失", "");
    const change = fc.record({ uid: fc.integer({ min: 1, max: 12 }), text: fc.option(texts), told: fc.boolean() });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 6 }), { maxLength: 8 }), (rounds) => {
        let indexer = settle();
        for (const changes of rounds) {
          const told = changes.every((each) => each.told);
          writer.transact(() => {
            for (const { uid, text } of changes) {
              if (text === null) writer.del("cases", uid);
              else writer.put("cases", caseRow(uid, { address: text, description: "第几件" }));
            }
          });
          // What nobody told of is seen by whoever looks at the sums.
          if (!told) indexer.look();
          indexer.changed("cases", told ? changes.map(({ uid }) => uid) : []);
          settle(indexer);
          if (!told) indexer = openIndexer(index, folder.cache.read);
          for (const text of ["人民路", "解放大道", "学府路", "井盖缺失", "第几件"]) {
            const held = folder.cache.read
              .prepare<[string], number>(
                "SELECT uid FROM cases WHERE instr(address || ' ' || description, ?) > 0 ORDER BY uid DESC",
              )
              .pluck()
              .all(text);
            expect(find(text)).toEqual(held);
          }
          expect(indexer.progress()).toBe(null);
        }
      }),
      { numRuns: 25 },
    );
  });

  test("Q2 a row that went and came back is found again, also by who was told of its going only", () => {
    put(caseRow(1, { address: "人民路" }), caseRow(2, { address: "学府路" }));
    const indexer = settle();
    writer.transact(() => writer.del("cases", 1));
    indexer.changed("cases", [1]);
    settle(indexer);
    expect(find("人民路")).toEqual([]);
    put(caseRow(1, { address: "人民路" }));
    settle();
    expect(find("人民路")).toEqual([1]);
    // And the other way round: one that came while somebody told, and went while nobody did.
    const again = openIndexer(index, folder.cache.read);
    put(caseRow(5_000, { address: "滨江路" }));
    again.changed("cases", [5_000]);
    settle(again);
    writer.transact(() => writer.del("cases", 5_000));
    settle();
    expect(find("滨江路")).toEqual([]);
  });

  test("Q2 what left the cache is out of the index's file as well", () => {
    put(...Array.from({ length: 300 }, (_, i) => caseRow(i + 1, { address: i === 7 ? "绝密巷9号" : "人民路" })));
    const indexer = settle();
    const bytes = () => {
      index.pragma("wal_checkpoint(TRUNCATE)");
      return readFileSync(index.name).includes(Buffer.from("绝密"));
    };
    expect(find("绝密")).toEqual([8]);
    expect(bytes()).toBe(true);
    writer.transact(() => writer.del("cases", 8));
    indexer.changed("cases", [8]);
    settle(indexer);
    expect(find("绝密")).toEqual([]);
    while (indexer.tidy());
    expect(bytes()).toBe(false);
  });

  test("an index of another format is made anew, and rows that did not change are not written again", () => {
    put(caseRow(1, { address: "人民路" }));
    settle();
    put(caseRow(1, { address: "人民路", state: 3 }));
    expect(settle().version()).toBe(0);
    index.exec("UPDATE format SET format = 'another'");
    prepareIndex(index);
    expect(find("人民")).toEqual([]);
    expect(settle().version()).toBeGreaterThan(0);
    expect(find("人民")).toEqual([1]);
  });
});

describe.each(SQLITE_DRIVERS)("the thread that keeps the index, by %s", (driver) => {
  let folder: CacheFolder;
  let search: SearchIndex | null = null;
  let told: SearchEvent[];

  beforeEach(() => {
    folder = new CacheFolder(driver);
    told = [];
  });
  afterEach(() => {
    search?.close();
    folder.remove();
  });

  const open = (startMs = 0) => {
    search = openSearch({ dataDir: folder.dir, driver, log: (event) => told.push(event), startMs });
    return search;
  };

  test("takes what is there and what comes, and says how far it is", async () => {
    const writer = folder.writer();
    writer.transact(() => {
      for (let uid = 1; uid <= 5_000; uid++) writer.put("cases", caseRow(uid, { address: `人民路${uid}号` }));
    });
    const index = open();
    expect(index.indexing()).not.toBe(null);
    await until(() => index.find("cases", "人民路4999号", 10)[0] === 4_999);
    await until(() => index.indexing() === null);
    const before = index.version();
    const row = caseRow(5_001, { address: "新来街1号" });
    writer.transact(() => writer.put("cases", row));
    index.take(new Map([["cases", { put: [row], del: [] }]]) satisfies Changes);
    await until(() => index.find("cases", "新来街", 10)[0] === 5_001);
    // The thread tells of it a moment after it is in the file.
    await until(() => index.version() > before);
    expect(index.find("cases", "路", 10)).toEqual([]);
  });

  test("Q3 a damaged index is made anew", async () => {
    const writer = folder.writer();
    writer.transact(() => {
      for (let uid = 1; uid <= 3_000; uid++) writer.put("cases", caseRow(uid, { address: `人民路${uid}号` }));
    });
    const first = open();
    await until(() => first.find("cases", "人民路", 10).length === 10 && first.indexing() === null);
    first.close();
    const file = join(folder.dir, "search.db");
    for (const companion of ["-wal", "-shm"]) rmSync(file + companion, { force: true });
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4_096, bytes.length);
    writeFileSync(file, bytes);
    const second = open();
    await until(() => second.find("cases", "人民路", 10).length === 10);
    expect(told.map(({ event }) => event)).toEqual(["searchAnew"]);
  });

  test("Q8 rests while much comes, and takes it once the line is calm", async () => {
    const writer = folder.writer();
    const index = open(1_200);
    /** As much as a line that is catching up brings, again and again, faster than the thread waits for. */
    async function catchUp(street: string): Promise<void> {
      for (let n = 0; n < 8; n++) {
        const rows = Array.from({ length: 1_000 }, (_, i) => caseRow(i + 1, { address: `${street}${n}号` }));
        writer.transact(() => rows.forEach((row) => writer.put("cases", row)));
        index.take(new Map([["cases", { put: rows, del: [] }]]) satisfies Changes);
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(index.find("cases", street, 10)).toEqual([]);
      }
    }
    // Before the thread has started, and while it runs.
    await catchUp("人民路");
    expect(index.version()).toBe(0);
    await until(() => index.find("cases", "人民路7号", 10).length === 10 && index.indexing() === null);
    await catchUp("新来街");
    await until(() => index.find("cases", "新来街7号", 10).length === 10);
  });

  test("closing waits for the thread: the folder can be removed at once", async () => {
    folder.writer();
    const index = open();
    await until(() => index.version() > 0);
    index.close();
    expect(index.find("cases", "人民", 10)).toEqual([]);
  });
});
