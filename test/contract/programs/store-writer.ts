/**
 * A writing process for the commit order test: `node store-writer.ts <file> <name> <commits>`. Puts counters, deletes
 * some, now and then gives a transaction up, and says at the end what it left behind.
 */
import { openSqliteStore } from "../../../src-hub/store/sqlite.ts";
import { draftOf } from "../store-drafts.ts";

const [file, name, commits] = process.argv.slice(2) as [string, string, string];
const store = openSqliteStore(file);
const alive = new Map<string, number>();
let done = 0;
for (let i = 1; i <= Number(commits); i += 1) {
  try {
    store.transact(i, (tx) => {
      for (let n = 0; n < 3; n += 1) tx.put("cases", draftOf("cases", `${name}-${(i + n) % 20}`, { state: i }));
      if (i % 7 === 0) {
        const gone = store.find("cases", "demo", `${name}-${i % 20}`);
        if (gone !== null) tx.del("cases", gone.uid);
      }
      if (i % 5 === 0) throw new RangeError("given up");
    });
    done += 1;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
}
for (const row of store.each("cases")) if (row.id.startsWith(`${name}-`)) alive.set(row.id, row.state);
store.close();
process.stdout.write(JSON.stringify({ done, alive: [...alive] }));
