/** Whether the sums in a cache's file are those of its rows, read in one transaction: `node … <file> <driver>`. */
import { openDatabase, type SqliteDriver } from "../../../src-main/host/cache/driver.ts";
import type { ReadHandle } from "../../../src-main/host/cache/handles.ts";
import { sumsOf } from "../cache-folder.ts";
import { allRows } from "../../../src-main/host/cache/read.ts";

const [file, driver] = process.argv.slice(2) as [string, SqliteDriver];
const db = openDatabase(file, { driver, readonly: true });
db.exec("BEGIN");
const bytes = db.prepare<[], Uint8Array>("SELECT sums FROM digests WHERE tbl = 'cases' AND shelf = 0").pluck().get();
const kept = Array.from({ length: 3 }, (_, n) => Buffer.from(bytes ?? []).readUInt32LE(n * 4));
console.log(JSON.stringify(kept) === JSON.stringify(sumsOf(allRows(db as ReadHandle, "cases"))));
db.exec("COMMIT");
db.close();
