/**
 * The file of what this machine recorded: positions, in blocks of one unit each, and which scenes its windows showed. It may
 * be lost: what matters is that the wall goes on.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bytesOf } from "../cache/health.ts";
import { openDatabase, type Database, type SqliteDriver } from "../cache/driver.ts";
import { setAside } from "../cache/set-aside.ts";
import { isDamage } from "../cache/trouble.ts";
import type { SceneShown } from "../../../shared/view.ts";

/** Tables by the schema that brought them. */
const STEPS: readonly (readonly [schema: number, sql: string])[] = [
  [
    10,
    `
CREATE TABLE blocks (
  unit INTEGER NOT NULL,
  fromAt INTEGER NOT NULL,
  toAt INTEGER NOT NULL,
  lon REAL NOT NULL,
  lat REAL NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX blocksOfUnit ON blocks (unit, fromAt);
CREATE INDEX blocksByTime ON blocks (fromAt, toAt);
CREATE TABLE notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`,
  ],
  [
    11,
    `
CREATE TABLE scenes (
  window INTEGER NOT NULL,
  fromAt INTEGER NOT NULL,
  untilAt INTEGER NOT NULL,
  program TEXT NOT NULL,
  scene TEXT NOT NULL,
  replaying INTEGER NOT NULL,
  PRIMARY KEY (fromAt, window)
) STRICT, WITHOUT ROWID;
CREATE INDEX scenesByEnd ON scenes (untilAt);
`,
  ],
];
const SCHEMA = 11;

/** A scene on one window. Windows are numbered anew with every start of the host. */
export interface ScenePiece extends SceneShown {
  readonly window: number;
}

/** A block as it is kept; `lon` and `lat` are those of its first position. */
export interface Block {
  readonly unit: number;
  readonly fromAt: number;
  readonly toAt: number;
  readonly lon: number;
  readonly lat: number;
  readonly bytes: Uint8Array;
}

interface SceneRow extends Pick<ScenePiece, "window" | "program" | "scene"> {
  readonly fromAt: number;
  readonly untilAt: number;
  readonly replaying: number;
}

export interface TrackFile {
  /** The hub's history whose units these are; null for none yet. */
  epoch(): string | null;
  /** Forgets everything and is of this history from now on. */
  begin(epoch: string): void;
  /** Writes blocks, each in place of the one with its unit and beginning. All or none. */
  put(blocks: readonly Block[]): void;
  /** Blocks that begin in [from, to), in the order of their beginnings; of one unit, or of all. */
  blocks(from: number, to: number, unit: number | null): Block[];
  /** From the first to the last position of blocks that begin in [from, to) and end at `endsFrom` or later. */
  span(from: number, to: number, endsFrom: number): { readonly fromAt: number; readonly toAt: number } | null;
  /** When the oldest block begins; null when there is none. */
  oldest(): number | null;
  removeUnits(units: readonly number[]): void;
  removeBefore(at: number): void;
  /** Writes pieces, each in place of the one with its window and beginning. */
  putScenes(pieces: readonly ScenePiece[]): void;
  /** Pieces that touch a stretch, in any order; of more than `most` those that began last. */
  scenes(from: number, to: number, most: number): ScenePiece[];
  /** Lets go of pieces that ended before. */
  removeScenesBefore(at: number): void;
  /** Bytes that are in use. */
  bytes(): number;
  close(): void;
}

const fileIn = (dataDir: string): string => join(dataDir, "tracks.db");

const NAMES = ["tracks.db", "tracks.db-wal", "tracks.db-shm"];

/** The files that are there, by name. */
export function trackFiles(dataDir: string): { readonly name: string; readonly bytes: number }[] {
  return NAMES.map((name) => ({ name, bytes: bytesOf(join(dataDir, name)) })).filter(({ bytes }) => bytes > 0);
}

/** Deletes the record: nothing is to be kept. */
export function removeTrackFiles(dataDir: string): void {
  for (const name of NAMES) rmSync(join(dataDir, name), { force: true });
}

/** Puts a file away that turned out to be damaged while it was used; gives its new name. It must be closed. */
export function setTracksAside(dataDir: string): string {
  const file = fileIn(dataDir);
  return setAside(file) ?? file;
}

/**
 * Opens `<dataDir>/tracks.db`. A file that cannot be used is set aside, and `onSetAside` hears where it is.
 * @throws what the system says when there is no room, or the folder cannot be written
 */
export function openTrackFile(
  dataDir: string,
  driver: SqliteDriver,
  onSetAside: (why: string, kept: string) => void,
): TrackFile {
  const file = fileIn(dataDir);
  mkdirSync(dataDir, { recursive: true });
  const first = tryOpen(file, driver);
  if ("db" in first) return fileOver(first.db);
  onSetAside(first.unusable, setAside(file) ?? file);
  const second = tryOpen(file, driver);
  if ("db" in second) return fileOver(second.db);
  throw new Error(`a new file of positions is unusable: ${second.unusable}`);
}

function tryOpen(file: string, driver: SqliteDriver): { db: Database } | { unusable: string } {
  const db = openDatabase(file, { driver });
  try {
    db.pragma("journal_mode = WAL");
    // A power cut may cost the last minute, never the file.
    db.pragma("synchronous = NORMAL");
    db.pragma("journal_size_limit = 16777216");
    const found = db.pragma("user_version", { simple: true }) as number;
    if (found > SCHEMA) return unusable(db, `the file has schema ${found}, this version knows ${SCHEMA}`);
    if (found < SCHEMA) {
      db.transaction(() => {
        for (const [schema, sql] of STEPS) if (found < schema) db.exec(sql);
        db.pragma(`user_version = ${SCHEMA}`);
      }).immediate();
    }
    return { db };
  } catch (error) {
    if (isDamage(error)) return unusable(db, "the file is damaged");
    db.close();
    throw error;
  }
}

function unusable(db: Database, why: string): { unusable: string } {
  db.close();
  return { unusable: why };
}

function fileOver(db: Database): TrackFile {
  const columns = "unit, fromAt, toAt, lon, lat, bytes";
  const put = db.prepare(
    `INSERT INTO blocks (${columns}) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (unit, fromAt) DO UPDATE SET toAt = excluded.toAt, bytes = excluded.bytes`,
  );
  const all = db.prepare<[number, number], Block>(
    `SELECT ${columns} FROM blocks WHERE fromAt >= ? AND fromAt < ? ORDER BY fromAt`,
  );
  const ofUnit = db.prepare<[number, number, number], Block>(
    `SELECT ${columns} FROM blocks WHERE unit = ? AND fromAt >= ? AND fromAt < ? ORDER BY fromAt`,
  );
  const span = db.prepare<[number, number, number], { fromAt: number | null; toAt: number | null }>(
    "SELECT min(fromAt) AS fromAt, max(toAt) AS toAt FROM blocks WHERE fromAt >= ? AND fromAt < ? AND toAt >= ?",
  );
  const oldest = db.prepare<[], number | null>("SELECT min(fromAt) FROM blocks").pluck();
  const removeUnit = db.prepare("DELETE FROM blocks WHERE unit = ?");
  const removeBefore = db.prepare("DELETE FROM blocks WHERE fromAt < ?");
  const putScene = db.prepare(
    `INSERT INTO scenes (window, fromAt, untilAt, program, scene, replaying) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (fromAt, window) DO UPDATE SET untilAt = excluded.untilAt`,
  );
  const scenes = db.prepare<[number, number, number], SceneRow>(
    `SELECT window, fromAt, untilAt, program, scene, replaying FROM scenes
     WHERE fromAt <= ? AND untilAt >= ? ORDER BY fromAt DESC LIMIT ?`,
  );
  const removeScenes = db.prepare("DELETE FROM scenes WHERE untilAt < ?");
  const readNote = db.prepare<[], string>("SELECT value FROM notes WHERE name = 'epoch'").pluck();
  const writeNote = db.prepare("INSERT OR REPLACE INTO notes (name, value) VALUES ('epoch', ?)");
  const number = (pragma: string) => db.pragma(pragma, { simple: true }) as number;
  return {
    epoch: () => readNote.get() ?? null,
    begin(epoch) {
      db.transaction(() => {
        db.exec("DELETE FROM blocks; DELETE FROM scenes");
        writeNote.run(epoch);
      }).immediate();
    },
    put(blocks) {
      db.transaction(() => {
        for (const { unit, fromAt, toAt, lon, lat, bytes } of blocks) put.run(unit, fromAt, toAt, lon, lat, bytes);
      }).immediate();
    },
    blocks: (from, to, unit) => (unit === null ? all.all(from, to) : ofUnit.all(unit, from, to)),
    span(from, to, endsFrom) {
      const found = span.get(from, to, endsFrom);
      return found?.fromAt == null || found.toAt === null ? null : { fromAt: found.fromAt, toAt: found.toAt };
    },
    oldest: () => oldest.get() ?? null,
    removeUnits(units) {
      db.transaction(() => {
        for (const unit of units) removeUnit.run(unit);
      }).immediate();
    },
    removeBefore: (at) => void removeBefore.run(at),
    putScenes(pieces) {
      db.transaction(() => {
        for (const { window, from, until, program, scene, replaying } of pieces) {
          // Hub time runs between whole milliseconds.
          putScene.run(window, Math.round(from), Math.round(until), program, scene, replaying ? 1 : 0);
        }
      }).immediate();
    },
    scenes: (from, to, most) =>
      scenes.all(to, from, most).map(({ fromAt, untilAt, replaying, ...piece }) => ({
        ...piece,
        from: fromAt,
        until: untilAt,
        replaying: replaying === 1,
      })),
    removeScenesBefore: (at) => void removeScenes.run(at),
    bytes: () => (number("page_count") - number("freelist_count")) * number("page_size"),
    close: () => db.close(),
  };
}
