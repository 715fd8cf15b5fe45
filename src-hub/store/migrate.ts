/** Brings a hub file to the newest form, one numbered step at a time; a file from the future is left alone. */
import type Database from "better-sqlite3";
import { TroubleError } from "../../shared/trouble.ts";
import { firstTables } from "./migrations/0010-first-tables.ts";
import { caseBook } from "./migrations/0020-case-book.ts";
import { grants } from "./migrations/0030-grants.ts";
import { cameraTables } from "./migrations/0050-camera-tables.ts";
import { seatTables } from "./migrations/0060-seat-tables.ts";
import { mapTables } from "./migrations/0040-map-tables.ts";

/** Steps by number, in tens so that a step can be put between two that are out. A number never changes its meaning. */
const STEPS: readonly (readonly [number, (db: Database.Database) => void])[] = [
  [10, firstTables],
  [20, caseBook],
  [30, grants],
  [40, mapTables],
  [50, cameraTables],
  [60, seatTables],
];

/** `user_version` of a file in its newest form. */
export const NEWEST_FORM = STEPS[STEPS.length - 1]![0];

/** `user_version` as it stands, 0 for an empty file. */
export function formOf(db: Database.Database): number {
  return db.pragma("user_version", { simple: true }) as number;
}

/**
 * Runs the missing steps, each in one transaction. Several processes may do this at once: the first does the work and
 * the others find it done. Throws trouble `dataNewer` when the file was written by a newer program.
 */
export function migrate(db: Database.Database, file: string): void {
  refuseNewer(db, file);
  for (const [number, step] of STEPS) {
    if (formOf(db) >= number) continue;
    db.transaction(() => {
      refuseNewer(db, file);
      if (formOf(db) >= number) return;
      step(db);
      db.pragma(`user_version = ${number}`);
    }).immediate();
  }
}

/** Throws trouble `dataNewer` when the file's form is unknown to this program. */
export function refuseNewer(db: Database.Database, file: string): void {
  const found = formOf(db);
  if (found > NEWEST_FORM) throw new TroubleError("dataNewer", { file, found, known: NEWEST_FORM });
}
