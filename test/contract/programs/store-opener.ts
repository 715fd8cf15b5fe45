/** Tries to open a store and says what the trouble is: `node store-opener.ts <file>`. */
import { TroubleError } from "../../../shared/trouble.ts";
import { openSqliteStore } from "../../../src-hub/store/sqlite.ts";

try {
  openSqliteStore(process.argv[2] as string).close();
  process.stdout.write("null");
} catch (error) {
  if (!(error instanceof TroubleError)) throw error;
  process.stdout.write(JSON.stringify(error.trouble));
}
