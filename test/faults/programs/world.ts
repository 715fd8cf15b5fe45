/**
 * The world around a program, for its tests to turn: the machine's clock, and how large a database may grow. Imported
 * before anything else.
 */
import Database from "better-sqlite3";
import { basename } from "node:path";

const RealDate = Date;
let shifted = 0;

class ShiftedDate extends RealDate {
  constructor(...given: [] | ConstructorParameters<typeof RealDate>) {
    if (given.length === 0) super(RealDate.now() + shifted);
    else super(...(given as [number]));
  }
  static override now(): number {
    return RealDate.now() + shifted;
  }
}
globalThis.Date = ShiftedDate as DateConstructor;

/** Sets the machine's clock so many ms ahead of the true one. */
export function shiftClock(ms: number): void {
  shifted = ms;
}

const opened = new Set<Database.Database>();
// Whoever reads or writes prepares first.
const { prepare } = Database.prototype;
Database.prototype.prepare = function (this: Database.Database, source: string) {
  opened.add(this);
  return prepare.call(this, source);
} as typeof prepare;

/** Lets no database of these names grow any further, or lets them again. */
export function holdSize(names: readonly string[], held: boolean): void {
  for (const db of opened) {
    if (!db.open || db.readonly || !names.includes(basename(db.name))) continue;
    // SQLite takes no number below the pages there are: 1 means not one more.
    db.pragma(`max_page_count = ${held ? 1 : 4_294_967_294}`);
  }
}
