/**
 * A cache on a disk that fills up: `node full-disk.ts <folder> <driver> disk|pages`. With `disk` the folder is a small disk of
 * its own, filled by a file beside the cache; with `pages`, for systems where none can be had, SQLite is held to so many
 * pages. Prints what it met, as one line of JSON.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EVERYTHING } from "../../../shared/scope.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { SqliteDriver } from "../../../src-main/host/cache/driver.ts";
import { openCache } from "../../../src-main/host/cache/open.ts";
import { NOWHERE, readPosition } from "../../../src-main/host/cache/position.ts";
import { count } from "../../../src-main/host/cache/read.ts";
import { troubleOf } from "../../../src-main/host/cache/trouble.ts";
import { openWriter } from "../../../src-main/host/cache/write.ts";
import { countedSums, keptSums } from "../cache-folder.ts";
import { caseRow } from "../drafts.ts";
import { keptTallies, recountOf } from "../recount.ts";

const [folder, driver, how] = process.argv.slice(2) as [string, SqliteDriver, "disk" | "pages"];
const dir = join(folder, "data");
const open = () => openCache(dir, () => undefined, { driver });
let cache = open();
let writer = openWriter(cache.write);
const ballast = join(folder, "ballast");

function fill(): void {
  if (how === "pages") {
    cache.write.exec(`PRAGMA max_page_count = ${String(cache.write.pragma("page_count", { simple: true }))}`);
    return;
  }
  for (let size = 1 << 20; size >= 512; size >>= 1) {
    try {
      for (;;) writeFileSync(ballast, Buffer.alloc(size), { flag: "a" });
    } catch {
      // No room for a piece of this size: smaller ones fill the rest.
    }
  }
}

function makeRoom(): void {
  if (how === "pages") cache.write.exec("PRAGMA max_page_count = 1000000");
  else rmSync(ballast);
}

const put = (first: number, cases: number, cursor: number) =>
  writer.transact(() => {
    for (let uid = first; uid < first + cases; uid++) {
      writer.put("cases", caseRow(uid, { department: 1, deadline: 1_795_000_000_000, description: "满".repeat(300) }));
    }
    writer.position({ ...NOWHERE, epoch: "e", cursor, scope: EVERYTHING });
  });
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "none";
  } catch (error) {
    const trouble = troubleOf(error, dir);
    return trouble instanceof TroubleError ? trouble.trouble.code : String(error);
  }
};
/** What is there, and whether sums and tallies are those of the rows. */
const state = () => ({
  cases: count(cache.read, "cases"),
  cursor: readPosition(cache.read).cursor,
  sound:
    JSON.stringify(keptSums(writer)) === JSON.stringify(countedSums(cache.read)) &&
    JSON.stringify(keptTallies(cache.read)) === JSON.stringify(recountOf(cache.read, "Asia/Shanghai")),
});

put(1, 300, 1);
fill();
const failures = [codeOf(() => put(301, 2_000, 2)), codeOf(() => put(301, 2_000, 3))];
const whileFull = state();
makeRoom();
const after = codeOf(() => put(301, 200, 4));
const withRoom = state();
fill();
codeOf(() => put(501, 2_000, 5));
cache.close();
const opening = how === "pages" ? null : codeOf(() => open().close());
if (how === "disk") makeRoom();
cache = open();
writer = openWriter(cache.write);
const reopened = state();
const writes = codeOf(() => put(501, 10, 6));
cache.close();
console.log(JSON.stringify({ failures, whileFull, after, withRoom, opening, reopened, writes }));
