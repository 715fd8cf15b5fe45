/**
 * The embedded store: one SQLite file that several processes may read and write at once.
 *
 * Commit order: every transaction starts with BEGIN IMMEDIATE, so writers, whichever process they are in, come one after
 * the other, and a commit takes its number while it alone may write. Numbers become visible in their order and without
 * gaps; a reader that stands at `n` has seen everything up to `n` for good.
 */
import { dirname } from "node:path";
import { TABLE_NAMES, recordOf, type Cell, type RecordOf, type Row, type TableName } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import type { Delta } from "../../shared/wire/hub.ts";
import { auditRows } from "./audit.ts";
import { grantRows } from "./grants.ts";
import { peopleRows } from "./people.ts";
import { startCheckpoints } from "./checkpoint-thread.ts";
import { openDatabase } from "./opening.ts";
import { rowStatements, type RowStatements } from "./statements.ts";
import type { Draft, PutOutcome, Store, Tx } from "./store.ts";

export interface SqliteStoreOptions {
  /** Open for reading only; the file must exist. */
  readonly readonly?: boolean;
  /** Newest tombstones kept; older positions then need a snapshot. 200,000 when nothing is said. */
  readonly tombstones?: number;
  /** Newest answers of the desk kept, 500,000 when nothing is said. */
  readonly answers?: number;
  /** Moves the log into the file from a thread beside: for a hub that runs, not for a command that comes and goes. */
  readonly checkpointsBeside?: boolean;
}

const TOMBSTONES = 200_000;
/** Twelve hours at ten requests a second, and some: as long as a request may be under way, its answer is known. */
const ANSWERS = 500_000;
/** Commit times kept. Older ones are only ever asked for by a cache that has been away for very long. */
const COMMITS = 200_000;
const EACH_ROWS = 500;
/**
 * Opens the store in `file`, making folder and file when they are missing.
 * Throws trouble `dataReadOnly`, `dataNewer`, `dataBusy`, `fileMissing` (readonly only) or `fileUnreadable`.
 */
export function openSqliteStore(file: string, options: SqliteStoreOptions = {}): Store {
  const keepTombstones = options.tombstones ?? TOMBSTONES;
  const keepAnswers = options.answers ?? ANSWERS;
  const db = openDatabase(file, options.readonly ?? false);
  const endCheckpoints = options.checkpointsBeside === true ? startCheckpoints(db) : () => undefined;
  const tables = new Map<TableName, RowStatements>();
  const rows = (table: TableName): RowStatements => {
    let found = tables.get(table);
    if (found === undefined) tables.set(table, (found = rowStatements(db, table)));
    return found;
  };
  const sql = {
    begin: db.prepare("BEGIN IMMEDIATE"),
    beginReading: db.prepare("BEGIN"),
    commit: db.prepare("COMMIT"),
    rollback: db.prepare("ROLLBACK"),
    newCommit: db.prepare("INSERT INTO commits (at) VALUES (?)"),
    forgetCommits: db.prepare("DELETE FROM commits WHERE seq <= ?"),
    head: db.prepare("SELECT seq, at FROM commits ORDER BY seq DESC LIMIT 1").raw(),
    commitAt: db.prepare("SELECT at FROM commits WHERE seq >= ? ORDER BY seq LIMIT 1").pluck(),
    floor: db.prepare("SELECT floor FROM history").pluck(),
    setFloor: db.prepare("UPDATE history SET floor = ?"),
    uid: db.prepare("SELECT last FROM uids WHERE tbl = ?").pluck(),
    setUid: db.prepare("UPDATE uids SET last = ? WHERE tbl = ?"),
    bury: db.prepare("INSERT INTO tombstones (tbl, uid, rev) VALUES (?, ?, ?)"),
    tombstoneEnds: db.prepare("SELECT min(place), max(place) FROM tombstones").raw(),
    tombstoneRev: db.prepare("SELECT rev FROM tombstones WHERE place <= ? ORDER BY place DESC LIMIT 1").pluck(),
    unbury: db.prepare("DELETE FROM tombstones WHERE tbl = ? AND uid = ?"),
    forgetTombstones: db.prepare("DELETE FROM tombstones WHERE rev <= ?"),
    tombstoneRevs: db.prepare("SELECT rev FROM tombstones WHERE rev > ? ORDER BY rev LIMIT ?").pluck(),
    tombstones: db.prepare("SELECT tbl, uid FROM tombstones WHERE rev > ? AND rev <= ? ORDER BY rev").raw(),
    answer: db.prepare("SELECT answer FROM answers WHERE id = ?").pluck(),
    keepAnswer: db.prepare("INSERT INTO answers (id, answer) VALUES (?, ?)"),
    keepPicture: db.prepare("INSERT INTO picture_bytes (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING"),
    picture: db.prepare("SELECT bytes FROM picture_bytes WHERE hash = ?").pluck(),
    forgetAnswers: db.prepare("DELETE FROM answers WHERE place <= ?"),
    hasCaseNo: db.prepare("SELECT 1 FROM cases WHERE platform = ? AND caseNo = ? LIMIT 1").pluck(),
    sharedNumbers: db
      .prepare("SELECT caseNo FROM cases WHERE platform = ? AND caseNo <> '' GROUP BY caseNo HAVING count(*) > 1")
      .pluck(),
    withNumber: db.prepare("SELECT uid FROM cases WHERE platform = ? AND caseNo = ?").pluck(),
    markedShared: db.prepare("SELECT uid FROM cases WHERE platform = ? AND flags & 4 <> 0").pluck(),
    // The numbers of states are written out: only so does SQLite see that its small indexes hold the answers.
    hasOpenCase: db
      .prepare(
        "SELECT 1 FROM cases WHERE platform = ? AND department = ? AND state NOT IN (11, 12, 13, 14, 15, 17) LIMIT 1",
      )
      .pluck(),
    suspensionsEnded: db.prepare("SELECT uid FROM cases WHERE state = 10 AND stageDue <= ? ORDER BY stageDue").pluck(),
    note: db.prepare("SELECT value FROM notes WHERE key = ?").pluck(),
    setNote: db.prepare(
      "INSERT INTO notes (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
    ),
  };
  const epoch = db.prepare("SELECT epoch FROM history").pluck().get() as string;

  // State of the running transaction; a commit takes its number at its first change.
  let working = false;
  let workAt = 0;
  let rev = 0;
  let buried = false;
  const lastUid = new Map<TableName, number>();
  /** Table of the newest put, when its row was new. */
  let lastNew: TableName | null = null;

  function changed(): number {
    if (!working) throw new Error("a transaction is over: its put and del are too");
    if (rev === 0) rev = Number(sql.newCommit.run(workAt).lastInsertRowid);
    return rev;
  }

  /** Puts a row that is not there; null when it is. */
  function add(table: TableName, fields: Readonly<Record<string, Cell>>): number | null {
    const { insert, columns } = rows(table);
    const at = changed();
    const uid = (lastUid.get(table) ?? (sql.uid.get(table) as number)) + 1;
    const values: Cell[] = [uid];
    for (let i = 1; i < columns.length; i += 1) values.push(cellOf(fields, columns[i]!));
    values.push(at);
    if (insert.run(values).changes === 0) return null;
    lastUid.set(table, uid);
    return uid;
  }

  function put<T extends TableName>(table: T, draft: Draft<T>): { uid: number; outcome: PutOutcome } {
    const fields = draft as unknown as Record<string, Cell>;
    // A row that follows a new one is most likely new too: an import then needs no look before each insert.
    if (rev !== 0 && lastNew === table) {
      const uid = add(table, fields);
      if (uid !== null) return { uid, outcome: "new" };
    }
    const { find, update, columns } = rows(table);
    const found = find.get(draft.platform, draft.id) as Cell[] | undefined;
    if (found === undefined) {
      const uid = add(table, fields);
      if (uid === null) throw new Error(`${table} has ${draft.platform} ${draft.id} and has it not`);
      lastNew = table;
      return { uid, outcome: "new" };
    }
    lastNew = null;
    const uid = found[0] as number;
    let same = true;
    for (let i = 1; same && i < columns.length; i += 1) same = isSame(found[i] as Cell, cellOf(fields, columns[i]!));
    if (same) return { uid, outcome: "same" };
    const values: Cell[] = [];
    for (const column of columns) if (!FIXED.has(column)) values.push(cellOf(fields, column));
    values.push(changed(), uid);
    update.run(values);
    return { uid, outcome: "changed" };
  }

  function del(table: TableName, uid: number): boolean {
    if (rows(table).present.get(uid) === undefined) return false;
    const at = changed();
    rows(table).remove.run(uid);
    sql.bury.run(table, uid, at);
    buried = true;
    return true;
  }

  /** Whoever has not heard of the removal hears of the row as it is; nobody need hear of both. */
  function restore<T extends TableName>(table: T, record: RecordOf<T>): boolean {
    const { insert, present, find, columns } = rows(table);
    const { uid, platform, id } = record;
    if (uid > (lastUid.get(table) ?? (sql.uid.get(table) as number))) throw new Error(`${table} never had uid ${uid}`);
    if (present.get(uid) !== undefined || find.get(platform, id) !== undefined) return false;
    const fields = record as unknown as Record<string, Cell>;
    insert.run([...columns.map((column) => cellOf(fields, column)), changed()]);
    sql.unbury.run(table, uid);
    lastNew = null;
    return true;
  }

  /** Keeps the newest tombstones, whole commits only, and remembers below which position some are lost. */
  function trimTombstones(): void {
    const [first, last] = sql.tombstoneEnds.get() as [number, number];
    // A tenth more than asked, so that not every deletion pays for trimming.
    if (last - first + 1 <= keepTombstones * 1.1) return;
    const cut = sql.tombstoneRev.get(last - keepTombstones) as number;
    sql.forgetTombstones.run(cut);
    sql.setFloor.run(cut);
  }

  function begin(): void {
    try {
      sql.begin.run();
    } catch (error) {
      if ((error as { code?: string }).code?.startsWith("SQLITE_BUSY")) {
        throw new TroubleError("dataBusy", { dir: dirname(file) });
      }
      throw error;
    }
  }

  const tx: Tx = {
    put,
    del,
    restore,
    seq: () => (rev === 0 ? headAndTime()[0] : rev),
    keepAnswer(id, answer) {
      const place = Number(sql.keepAnswer.run(id, answer).lastInsertRowid);
      if (place > keepAnswers) sql.forgetAnswers.run(place - keepAnswers);
    },
    keepPicture: (hash, bytes) => void sql.keepPicture.run(hash, bytes),
  };

  function transact<T>(at: number, work: (tx: Tx) => T): T {
    if (working) throw new Error("a transaction is running: transactions do not nest");
    begin();
    working = true;
    workAt = at;
    rev = 0;
    buried = false;
    lastUid.clear();
    try {
      const result = work(tx);
      if (result instanceof Promise) throw new Error("the work of a transaction must not be asynchronous");
      for (const [table, last] of lastUid) sql.setUid.run(last, table);
      if (buried) trimTombstones();
      if (rev > COMMITS) sql.forgetCommits.run(rev - COMMITS);
      sql.commit.run();
      return result;
    } catch (error) {
      // SQLite itself has rolled back already after some errors, such as a full disk.
      if (db.inTransaction) sql.rollback.run();
      throw error;
    } finally {
      working = false;
    }
  }

  /** Runs reads against one state of the file. */
  function reading<T>(work: () => T): T {
    if (db.inTransaction) return work();
    sql.beginReading.run();
    try {
      return work();
    } finally {
      sql.commit.run();
    }
  }

  function headAndTime(): readonly [number, number] {
    return (sql.head.get() as [number, number] | undefined) ?? [0, 0];
  }

  /** The last whole commit with which about `budget` rows after `from` are complete. */
  function border(from: number, head: number, budget: number): number {
    const revs: number[] = [];
    for (const table of TABLE_NAMES) for (const r of rows(table).revs.all(from, budget + 1) as number[]) revs.push(r);
    for (const r of sql.tombstoneRevs.all(from, budget + 1) as number[]) revs.push(r);
    if (revs.length <= budget) return head;
    revs.sort((a, b) => a - b);
    // The commit that goes over the budget waits for the next delta, unless it is the first one.
    const over = revs[budget] as number;
    return over > (revs[0] as number) ? over - 1 : over;
  }

  function changes(from: number, budget: number): Delta | null {
    return reading(() => {
      const [head] = headAndTime();
      if (from >= head) return null;
      const to = border(from, head, Math.max(1, budget));
      const delta: Delta = { epoch, from, to, at: sql.commitAt.get(to) as number, put: {}, del: {} };
      for (const table of TABLE_NAMES) {
        const found = rows(table).changed.all(from, to) as Row[];
        if (found.length > 0) delta.put[table] = found;
      }
      for (const [table, uid] of sql.tombstones.all(from, to) as [TableName, number][]) {
        (delta.del[table] ??= []).push(uid);
      }
      return delta;
    });
  }

  function* each<T extends TableName>(table: T, platform?: string): IterableIterator<RecordOf<T>> {
    const statements = rows(table);
    for (let after = 0; ;) {
      const found = (
        platform === undefined
          ? statements.page.all(after, EACH_ROWS)
          : statements.pageOfPlatform.all(after, platform, EACH_ROWS)
      ) as Row[];
      for (const row of found) yield recordOf(table, row);
      if (found.length < EACH_ROWS) return;
      after = found[found.length - 1]![0] as number;
    }
  }

  function record<T extends TableName>(table: T, row: unknown): RecordOf<T> | null {
    return row === undefined ? null : recordOf(table, row as Row);
  }

  return {
    epoch,
    head: () => headAndTime()[0],
    headAt: () => headAndTime()[1],
    floor: () => sql.floor.get() as number,
    transact,
    count: (table) => rows(table).count.get() as number,
    page: (table, after, limit) => rows(table).page.all(after, limit) as Row[],
    changes,
    get: (table, uid) => record(table, rows(table).get.get(uid)),
    find: (table, platform, id) => record(table, rows(table).find.get(platform, id)),
    each,
    picture: (hash) => (sql.picture.get(hash) as Uint8Array | undefined) ?? null,
    answer: (id) => (sql.answer.get(id) as string | undefined) ?? null,
    hasCaseNo: (platform, caseNo) => sql.hasCaseNo.get(platform, caseNo) !== undefined,
    sharedNumbers: (platform) =>
      reading(() => {
        const numbers = sql.sharedNumbers.all(platform) as string[];
        return {
          numbers: numbers.length,
          uids: numbers.flatMap((caseNo) => sql.withNumber.all(platform, caseNo) as number[]),
          marked: sql.markedShared.all(platform) as number[],
        };
      }),
    hasOpenCase: (platform, department) => sql.hasOpenCase.get(platform, department) !== undefined,
    suspensionsEnded: (at) => sql.suspensionsEnded.all(at) as number[],
    note: (key) => (sql.note.get(key) as string | undefined) ?? null,
    setNote: (key, value) => void sql.setNote.run(key, value),
    ...grantRows(db),
    ...peopleRows(db),
    ...auditRows(db),
    close() {
      endCheckpoints();
      db.close();
    },
  };
}

/** What names a row never changes. */
const FIXED = new Set<string>(["uid", "platform", "id"]);

/** A draft's value. What SQLite would quietly make NULL of (a field left out, NaN) is a broken invariant. */
function cellOf(fields: Readonly<Record<string, Cell>>, column: string): Cell {
  const value = fields[column];
  if (value === undefined || Number.isNaN(value)) throw new Error(`a draft has ${String(value)} for ${column}`);
  return value;
}

/** SQLite keeps text as UTF-8, which has no lone surrogates: they come back as U+FFFD. */
function isSame(stored: Cell, wanted: Cell): boolean {
  return (
    stored === wanted || (typeof wanted === "string" && !wanted.isWellFormed() && stored === wanted.toWellFormed())
  );
}
