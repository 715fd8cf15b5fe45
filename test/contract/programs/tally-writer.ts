/**
 * A writing host for the tallies' test: `node tally-writer.ts <folder> <batches> <seed> [driver]`. Applies so many
 * batches of random cases, then is killed in the middle of the next one, with some of its rows and their tallies written.
 */
import type { SqliteDriver } from "../../../src-main/host/cache/driver.ts";
import { openCache } from "../../../src-main/host/cache/open.ts";
import { NOWHERE } from "../../../src-main/host/cache/position.ts";
import { openWriter } from "../../../src-main/host/cache/write.ts";
import { applyDelta } from "../../../src-main/host/sync/apply.ts";
import { T0 } from "../drafts.ts";
import { chances, randomCase } from "../random-cases.ts";

const [folder, batches, seed, driver] = process.argv.slice(2) as [string, string, string, SqliteDriver | undefined];
const chance = chances(Number(seed));
const cache = openCache(folder, () => undefined, { driver: driver ?? "auto" });
const writer = openWriter(cache.write);
const rows = () => Array.from({ length: 20 }, () => randomCase(1 + Math.floor(chance() * 60), T0, 90, chance));
const once = (all: ReturnType<typeof rows>) => [...new Map(all.map((row) => [row[0], row])).values()];

for (let batch = 0; batch < Number(batches); batch++) {
  applyDelta(writer, { epoch: "e", from: 0, to: 1, at: 0, put: { cases: once(rows()) }, del: {} }, NOWHERE);
}
writer.transact(() => {
  for (const row of once(rows())) writer.put("cases", row);
  // A second transaction's worth of tallies lies in the file too, uncommitted, when the end comes.
  cache.write.exec("DELETE FROM tallies; DELETE FROM tallyLog");
  process.kill(process.pid, "SIGKILL");
});
