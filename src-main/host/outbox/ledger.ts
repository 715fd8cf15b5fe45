/**
 * The outbox's file: every request with how it stands, in the order in which they were asked. A file of its own, written
 * through to the disk at every change: unlike the cache it holds what exists nowhere else.
 */
import { join } from "node:path";
import type { OutboxState } from "../../../shared/sync-status.ts";
import type { DeskAnswer, DeskMessage } from "../../../shared/wire/desk.ts";
import type { Database, SqliteDriver } from "../cache/driver.ts";
import { openOwnFile } from "../cache/own-file.ts";

const SCHEMA = 10;
const TABLE = `
CREATE TABLE requests (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  epoch TEXT,
  message TEXT NOT NULL,
  madeAt REAL NOT NULL,
  notAfter REAL NOT NULL,
  state TEXT NOT NULL,
  answer TEXT,
  settledAt REAL,
  told INTEGER NOT NULL
) STRICT;
`;

/** One request as the file has it. */
export interface Kept {
  readonly message: DeskMessage;
  /** The hub's history in which it was asked; null when none was known. */
  readonly epoch: string | null;
  /** Hub time when it was asked, epoch ms. */
  readonly madeAt: number;
  /** Until when it may be done; Infinity while the hub's time is not known. */
  readonly notAfter: number;
  readonly state: OutboxState;
  /** The final answer; null before it. */
  readonly answer: Extract<DeskAnswer, { answer: "done" | "refused" }> | null;
  readonly settledAt: number | null;
  /** Whether whoever asked has had the final answer as the answer: then nobody need look here. */
  readonly told: boolean;
}

export interface OutboxFile {
  /** Everything there is, in the order in which it was asked. */
  all(): Kept[];
  add(kept: Kept): void;
  /** Writes how requests stand now, all or none. */
  setAll(kept: readonly Kept[]): void;
  remove(ids: readonly string[]): void;
  close(): void;
}

interface KeptRow {
  epoch: string | null;
  message: string;
  madeAt: number;
  notAfter: number;
  state: string;
  answer: string | null;
  settledAt: number | null;
  told: number;
}

/** A file that cannot be read is set aside, never overwritten; `onSetAside` hears where it is. */
export function openOutboxFile(
  dataDir: string,
  driver: SqliteDriver,
  onSetAside: (why: string, kept: string) => void,
): OutboxFile {
  return fileOver(openOwnFile({ file: join(dataDir, "outbox.db"), driver, schema: SCHEMA, tables: TABLE, onSetAside }));
}

function fileOver(db: Database): OutboxFile {
  const all = db.prepare<[], KeptRow>(
    "SELECT epoch, message, madeAt, notAfter, state, answer, settledAt, told FROM requests ORDER BY place",
  );
  const add = db.prepare(
    `INSERT INTO requests (id, epoch, message, madeAt, notAfter, state, answer, settledAt, told)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const set = db.prepare(
    "UPDATE requests SET notAfter = ?, state = ?, answer = ?, settledAt = ?, told = ? WHERE id = ?",
  );
  const remove = db.prepare("DELETE FROM requests WHERE id = ?");
  const answerText = ({ answer }: Kept) => (answer === null ? null : JSON.stringify(answer));
  const put = (kept: Kept) =>
    set.run(kept.notAfter, kept.state, answerText(kept), kept.settledAt, kept.told ? 1 : 0, kept.message.id);
  return {
    all: () =>
      all.all().map((row) => ({
        message: JSON.parse(row.message) as DeskMessage,
        epoch: row.epoch,
        madeAt: row.madeAt,
        notAfter: row.notAfter,
        state: row.state as OutboxState,
        answer: row.answer === null ? null : (JSON.parse(row.answer) as Kept["answer"]),
        settledAt: row.settledAt,
        told: row.told === 1,
      })),
    add(kept) {
      const { message, epoch, madeAt, notAfter, state, settledAt, told } = kept;
      add.run(
        message.id,
        epoch,
        JSON.stringify(message),
        madeAt,
        notAfter,
        state,
        answerText(kept),
        settledAt,
        told ? 1 : 0,
      );
    },
    setAll(several) {
      if (several.length === 0) return;
      db.transaction(() => {
        for (const kept of several) put(kept);
      }).immediate();
    },
    remove(ids) {
      if (ids.length === 0) return;
      db.transaction(() => {
        for (const id of ids) remove.run(id);
      }).immediate();
    },
    close: () => db.close(),
  };
}
