/** What a cache must hold to, whatever happened to its file. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EVERYTHING } from "../../shared/scope.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { SCHEMA_VERSION } from "../../src-main/host/cache/migrate.ts";
import { openCache, troubleOf } from "../../src-main/host/cache/open.ts";
import { NOWHERE, readPosition, type Position } from "../../src-main/host/cache/position.ts";
import { allRows, count } from "../../src-main/host/cache/read.ts";
import { openWriter } from "../../src-main/host/cache/write.ts";
import { EVERY_TABLE, caseRow, plainRow } from "./drafts.ts";

let dir: string;
let open: Cache | null;
let lines: string[];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-cache-"));
  open = null;
  lines = [];
});

afterEach(() => {
  open?.close();
  rmSync(dir, { recursive: true, force: true });
});

function reopen(folder = dir): Cache {
  open?.close();
  open = null;
  open = openCache(folder, (event) => lines.push(event.why));
  return open;
}

/** Opens, puts one case, closes. */
function oneCase(): void {
  const writer = openWriter(reopen().write);
  writer.transact(() => writer.put("cases", caseRow(1)));
  open?.close();
  open = null;
}

const badCopies = () => readdirSync(dir).filter((name) => /^cache\.db\.bad-[^-]+$/.test(name));

describe("the cache", () => {
  test("keeps every table's rows and its position over a restart", () => {
    const position: Position = {
      epoch: "e",
      cursor: 12,
      committedAt: 1_795_000_000_123,
      snapshot: { at: 9, table: "cases", after: 4_000_000_000, asOf: 5 },
      scope: { ...EVERYTHING, platforms: ["demo"], departments: [3, 17], since: 1_700_000_000_000 },
    };
    const writer = openWriter(reopen().write);
    expect(readPosition((open as Cache).read)).toEqual(NOWHERE);
    writer.transact(() => {
      for (const table of EVERY_TABLE) writer.put(table, plainRow(table, 3, "值"));
      writer.put("cases", caseRow(4_000_000_000, { lon: null, deadline: 1_795_000_000_000 }));
      writer.position(position);
    });
    const { read } = reopen();
    for (const table of EVERY_TABLE) expect(allRows(read, table)[0]).toEqual(plainRow(table, 3, "值"));
    expect(allRows(read, "cases")[1]).toEqual(caseRow(4_000_000_000, { lon: null, deadline: 1_795_000_000_000 }));
    expect(readPosition(read)).toEqual(position);
    expect(lines).toEqual([]);
  });

  test("takes rows and position together or not at all", () => {
    const writer = openWriter(reopen().write);
    const tooNarrow = caseRow(2).slice(1);
    expect(() =>
      writer.transact(() => {
        writer.position({ ...NOWHERE, epoch: "e", cursor: 1 });
        writer.put("cases", caseRow(1));
        writer.put("cases", tooNarrow);
      }),
    ).toThrow();
    expect(count((open as Cache).read, "cases")).toBe(0);
    expect(readPosition((open as Cache).read)).toEqual(NOWHERE);
  });

  test("refuses to write through the handle for reading", () => {
    const { read } = reopen();
    expect(() => read.exec("DELETE FROM cases")).toThrow(/readonly/);
  });

  test("sets a damaged file aside, says so, and starts empty", () => {
    writeFileSync(join(dir, "cache.db"), "this is no database, however long one looks at it".repeat(100));
    expect(count(reopen().read, "cases")).toBe(0);
    expect(badCopies()).toHaveLength(1);
    expect(lines).toEqual([expect.stringContaining("damaged")]);
  });

  test("sets a file aside in which one page of rows is damaged", () => {
    const writer = openWriter(reopen().write);
    writer.transact(() => {
      for (let uid = 1; uid <= 2_000; uid++) writer.put("cases", caseRow(uid));
    });
    open?.close();
    open = null;
    const file = join(dir, "cache.db");
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4_096 * 40, 4_096 * 41);
    writeFileSync(file, bytes);
    expect(count(reopen().read, "cases")).toBe(0);
    expect(badCopies()).toHaveLength(1);
    expect(lines).toEqual([expect.stringContaining("damaged")]);
  });

  test("sets a file from the future aside and names both schemas", () => {
    oneCase();
    const raw = new Database(join(dir, "cache.db"));
    raw.pragma(`user_version = ${SCHEMA_VERSION + 10}`);
    raw.close();
    expect(count(reopen().read, "cases")).toBe(0);
    expect(lines[0]).toContain(String(SCHEMA_VERSION + 10));
    expect(lines[0]).toContain(String(SCHEMA_VERSION));
    expect(badCopies()).toHaveLength(1);
  });

  test("sets a file aside whose tables have another shape", () => {
    oneCase();
    const raw = new Database(join(dir, "cache.db"));
    raw.exec("ALTER TABLE cameras RENAME COLUMN bearing TO heading");
    raw.close();
    expect(count(reopen().read, "cases")).toBe(0);
    expect(lines[0]).toContain("cameras");
  });

  test("keeps two bad copies at most", async () => {
    for (let n = 0; n < 4; n++) {
      writeFileSync(join(dir, "cache.db"), "bad".repeat(1_000 + n));
      reopen();
      open?.close();
      open = null;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    expect(badCopies()).toHaveLength(2);
  });

  test("makes its folder when it is missing", () => {
    expect(count(reopen(join(dir, "a", "b")).read, "cases")).toBe(0);
  });

  test("is one host's alone: a second one is told that the folder is busy", () => {
    reopen();
    expect(() => openCache(dir, () => {})).toThrow(
      expect.objectContaining({ trouble: { code: "dataBusy", params: { dir } } }),
    );
  });

  test("says that a folder cannot be written, whatever the system calls it", () => {
    const file = join(dir, "a-file");
    writeFileSync(file, "");
    const below = join(file, "data");
    expect(() => openCache(below, () => {})).toThrow(
      expect.objectContaining({ trouble: { code: "dataReadOnly", params: { dir: below } } }),
    );
    for (const code of ["EACCES", "EROFS", "EPERM", "SQLITE_READONLY_DIRECTORY", "SQLITE_CANTOPEN"]) {
      expect(troubleOf(Object.assign(new Error("no"), { code }), "/d")).toBeInstanceOf(TroubleError);
    }
    const other = Object.assign(new Error("no"), { code: "SQLITE_FULL" });
    expect(troubleOf(other, "/d")).toBe(other);
  });
});
