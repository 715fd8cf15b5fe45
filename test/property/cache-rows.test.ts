/** A row that was put is there as it was given, whatever it had been before and however few of its columns changed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TABLES, type Cell, type Row } from "../../shared/tables.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import { openWriter } from "../../src-main/host/cache/write.ts";
import { EVERY_TABLE, plainRow } from "../contract/drafts.ts";

let dir: string;
let cache: Cache;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-rows-"));
  cache = openCache(dir, () => undefined);
});
afterEach(() => {
  cache.close();
  rmSync(dir, { recursive: true, force: true });
});

test("C1 any changes of any columns leave exactly the rows that were put", () => {
  const writer = openWriter(cache.write);
  const change = fc.record({
    table: fc.constantFrom(...EVERY_TABLE),
    uid: fc.integer({ min: 1, max: 3 }),
    // Places among the columns after the uid, and what they become: texts where they are texts.
    cells: fc.array(fc.tuple(fc.nat({ max: 60 }), fc.integer({ min: 0, max: 500 })), { maxLength: 6 }),
    known: fc.boolean(),
  });
  const rows = new Map<string, Row>();
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      for (const { table, uid, cells, known } of changes) {
        const types = Object.values(TABLES[table]) as string[];
        const was = rows.get(`${table} ${uid}`);
        const row: Cell[] = (was ?? plainRow(table, uid, "")).slice();
        for (const [place, value] of cells) {
          const column = 1 + (place % (types.length - 1));
          row[column] = types[column]?.startsWith("text") === true ? "字".repeat(value) : value;
        }
        writer.transact(() => (known ? writer.put(table, row, was) : writer.put(table, row)));
        rows.set(`${table} ${uid}`, row);
      }
      for (const table of EVERY_TABLE) {
        const ours = [...rows].filter(([name]) => name.startsWith(`${table} `)).map(([, row]) => row);
        expect(allRows(cache.read, table)).toEqual(ours.toSorted((a, b) => (a[0] as number) - (b[0] as number)));
      }
    }),
  );
});
