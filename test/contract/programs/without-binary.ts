/**
 * A host on a machine whose C library is too old for the prebuilt binary: `node without-binary.ts <folder> <driver>`.
 * Prints what the cache told, which driver it has and how many cases it took, or why it did not open.
 */
import { openCache } from "../../../src-main/host/cache/open.ts";
import { count } from "../../../src-main/host/cache/read.ts";
import { openWriter } from "../../../src-main/host/cache/write.ts";
import { caseRow } from "../drafts.ts";

// The binary is loaded when the first database is opened, not when the module is.
process.dlopen = () => {
  throw Object.assign(new Error("libc.so.6: version `GLIBC_2.99' not found (required by linux-x64.node)"), {
    code: "ERR_DLOPEN_FAILED",
  });
};
const [folder, driver] = process.argv.slice(2) as [string, "auto" | "better-sqlite3"];
const told: unknown[] = [];
try {
  const cache = openCache(folder, (event) => told.push(event), { driver });
  const writer = openWriter(cache.write);
  writer.transact(() => writer.put("cases", caseRow(1)));
  console.log(JSON.stringify({ driver: cache.driver, cases: count(cache.read, "cases"), told }));
  cache.close();
} catch (error) {
  console.log(JSON.stringify({ failed: String(error) }));
}
