/** What SQLite and the system say, as troubles a person can act on. */
import { TroubleError } from "../../../shared/trouble.ts";
import { sqliteCode } from "./driver.ts";
import { diskFree } from "./health.ts";

const NOT_WRITABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST", "SQLITE_READONLY", "SQLITE_CANTOPEN"]);
const DAMAGED = new Set(["SQLITE_NOTADB", "SQLITE_CORRUPT"]);
const FULL = new Set(["ENOSPC", "EDQUOT", "SQLITE_FULL"]);
/** With less than this free (bytes), a failure to write that names no reason is for want of room. */
const NO_ROOM = 256 * 1024;

/** Whether a read or write failed because the file itself is damaged: then it is to be set aside and made anew. */
export const isDamage = (error: unknown): boolean => DAMAGED.has(sqliteCode(error));

/** The expected failures of a cache in `dataDir`, as troubles; anything else comes back as it is. */
export function troubleOf(error: unknown, dataDir: string): unknown {
  const code = sqliteCode(error);
  // Without room for its lists of locks SQLite only knows that it could not write them, or not open them.
  const ioFailed = code === "SQLITE_IOERR" || code === "SQLITE_CANTOPEN";
  if (FULL.has(code) || (ioFailed && (diskFree(dataDir) ?? NO_ROOM) < NO_ROOM)) {
    return new TroubleError("diskFull", { dir: dataDir });
  }
  if (NOT_WRITABLE.has(code)) return new TroubleError("dataReadOnly", { dir: dataDir });
  if (code === "SQLITE_BUSY") return new TroubleError("dataBusy", { dir: dataDir });
  if (isDamage(error)) return new TroubleError("cacheBroken", { why: (error as Error).message });
  return error;
}
