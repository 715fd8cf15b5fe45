/**
 * What this machine keeps for persons: drafts, saved views, layout. A file of its own, `<dataDir>/kept.db`, because it exists
 * nowhere else; beside it stands what the host itself has to remember of a cut.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - N30 A note is on the disk before anybody is told that it is kept, and survives whatever ends the host.
 * - N31 Notes are a person's own: who logs in is shown theirs, and nobody else's.
 * - N32 A person has room for so many notes and so many bytes; when it is full that is said, and nothing goes by itself.
 */
import { join } from "node:path";
import type { KeptNote } from "../../../shared/seat.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { SqliteDriver } from "../cache/driver.ts";
import { bytesOf } from "../cache/health.ts";
import { openOwnFile } from "../cache/own-file.ts";
import { troubleOf } from "../cache/trouble.ts";

const SCHEMA = 10;
/** The value stands last: sums of bytes need not read through it. */
const TABLES = `
CREATE TABLE notes (
  person TEXT NOT NULL,
  key TEXT NOT NULL,
  at REAL NOT NULL,
  place INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Room of one person: so many notes, and so many bytes of keys and values. */
const ROOM = { notes: 2_000, bytes: 20 * 1024 * 1024 };

/** The file of notes could not be used; `kept` is where it was put. */
export interface KeptEvent {
  readonly event: "notesSetAside";
  readonly why: string;
  readonly kept: string;
}

export interface KeptOptions {
  readonly dataDir: string;
  readonly driver: SqliteDriver;
  /** This machine's own clock, epoch ms. */
  readonly wall: () => number;
  readonly log: (event: KeptEvent) => void;
  readonly room?: typeof ROOM;
}

export interface KeptNotes {
  /** A person's notes whose keys begin so, the newest first. */
  notes(person: string, prefix: string): KeptNote[];
  /** Keeps a note in place of the one with its key, or lets go of it with null. Gives why it could not. */
  put(person: string, key: string, value: string | null): Trouble | null;
  /** Rises with every change of a note. */
  version(): number;
  /** What the host itself remembers; null for nothing. */
  fact(name: string): string | null;
  /** What cannot be written is forgotten with the host. */
  setFact(name: string, value: string | null): void;
  /** The files that are there. */
  files(): { readonly name: string; readonly bytes: number }[];
  close(): void;
}

/** @throws TroubleError `diskFull`, `dataReadOnly` when the file cannot be used. */
export function openKept({ dataDir, driver, wall, log, room = ROOM }: KeptOptions): KeptNotes {
  const db = guarded(() =>
    openOwnFile({
      file: join(dataDir, "kept.db"),
      driver,
      schema: SCHEMA,
      tables: TABLES,
      onSetAside: (why, kept) => log({ event: "notesSetAside", why, kept }),
    }),
  );
  const list = db.prepare<[string, number, string], KeptNote>(
    "SELECT key, value, at FROM notes WHERE person = ? AND substr(key, 1, ?) = ? ORDER BY place DESC",
  );
  const taken = db.prepare<[string, string], { notes: number; bytes: number | null; place: number | null }>(
    "SELECT COUNT(*) AS notes, SUM(bytes) AS bytes, MAX(place) AS place FROM notes WHERE person = ? AND key <> ?",
  );
  const put = db.prepare(
    "INSERT OR REPLACE INTO notes (person, key, at, place, bytes, value) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const remove = db.prepare<[string, string]>("DELETE FROM notes WHERE person = ? AND key = ?");
  const fact = db.prepare<[string], { value: string }>("SELECT value FROM facts WHERE name = ?");
  const putFact = db.prepare("INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)");
  const removeFact = db.prepare("DELETE FROM facts WHERE name = ?");
  let version = 0;

  function guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw troubleOf(error, dataDir);
    }
  }

  /** Why the disk did not take it; null when it did. */
  function written(work: () => unknown): Trouble | null {
    try {
      guarded(work);
      return null;
    } catch (error) {
      if (error instanceof TroubleError) return error.trouble;
      throw error;
    }
  }

  return {
    notes: (person, prefix) =>
      list.all(person, prefix.length, prefix).map(({ key, value, at }) => ({ key, value, at })),
    put(person, key, value) {
      if (value === null) {
        const failed = written(() => remove.run(person, key));
        if (failed === null) version++;
        return failed;
      }
      const bytes = Buffer.byteLength(key) + Buffer.byteLength(value);
      const others = taken.get(person, key);
      if ((others?.notes ?? 0) >= room.notes || (others?.bytes ?? 0) + bytes > room.bytes) {
        return { code: "notesFull", params: { notes: room.notes, megabytes: Math.floor(room.bytes / 1024 / 1024) } };
      }
      const failed = written(() => put.run(person, key, wall(), (others?.place ?? 0) + 1, bytes, value));
      if (failed === null) version++;
      return failed;
    },
    version: () => version,
    fact: (name) => fact.get(name)?.value ?? null,
    setFact: (name, value) => void written(() => (value === null ? removeFact.run(name) : putFact.run(name, value))),
    files: () =>
      ["kept.db", "kept.db-wal"]
        .map((name) => ({ name, bytes: bytesOf(join(dataDir, name)) }))
        .filter(({ bytes }) => bytes > 0),
    close: () => db.close(),
  };
}
