/**
 * A process that files cases: `node case-filer.ts <file> <rules folder> <name> <count>`. Says when it is ready, begins when
 * it is told to, and says at the end which numbers its cases got.
 */
import { once } from "node:events";
import { openDesk } from "../../../src-hub/desk/desk.ts";
import { openRules } from "../../../src-hub/rules/rules.ts";
import { openSqliteStore } from "../../../src-hub/store/sqlite.ts";
import { OCTOBER_5, REPORT } from "../desk-bench.ts";

const [file, own, name, count] = process.argv.slice(2) as [string, string, string, string];
const store = openSqliteStore(file);
const rules = openRules({ store, at: OCTOBER_5, own });
// Everybody's clock says the same: only the store can keep the numbers apart.
const desk = openDesk({ store, rules, now: () => OCTOBER_5 });
process.stdout.write("ready\n");
await once(process.stdin, "data");
process.stdin.destroy();
const numbers: string[] = [];
for (let i = 0; i < Number(count); i += 1) {
  const filed = desk.report("city", { ...REPORT, description: `${name} ${i}` }, name);
  if (typeof filed === "string") throw new Error(filed);
  numbers.push(filed.caseNo);
  // Lets another one in between: whoever holds the file and asks again at once would nearly always get it again.
  await new Promise((resolve) => setTimeout(resolve, 2));
}
store.close();
process.stdout.write(JSON.stringify(numbers));
