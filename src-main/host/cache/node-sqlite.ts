/**
 * Node's own SQLite with the manners of better-sqlite3: what driver.ts asks of a database, and its error codes.
 *
 * Node 22.16 and 24 have all of it; an older one is told apart when it is loaded.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Families of SQLite's result codes, by number. */
const FAMILIES: Readonly<Record<number, string>> = {
  1: "SQLITE_ERROR",
  5: "SQLITE_BUSY",
  6: "SQLITE_LOCKED",
  7: "SQLITE_NOMEM",
  8: "SQLITE_READONLY",
  10: "SQLITE_IOERR",
  11: "SQLITE_CORRUPT",
  13: "SQLITE_FULL",
  14: "SQLITE_CANTOPEN",
  15: "SQLITE_PROTOCOL",
  17: "SQLITE_SCHEMA",
  18: "SQLITE_TOOBIG",
  19: "SQLITE_CONSTRAINT",
  20: "SQLITE_MISMATCH",
  26: "SQLITE_NOTADB",
};

/**
 * Node's module, or null where there is none of a fit age. It is not imported, so that a Node without it can still load
 * this file; and the warning some releases print of it says nothing to whoever runs a wall.
 */
export function loadNodeSqlite(): typeof import("node:sqlite") | null {
  const { emitWarning } = process;
  process.emitWarning = (() => undefined) as typeof process.emitWarning;
  try {
    const found = process.getBuiltinModule("node:sqlite") as typeof import("node:sqlite") | undefined;
    return found !== undefined && "setReturnArrays" in found.StatementSync.prototype ? found : null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

export class NodeDatabase {
  readonly name: string;
  readonly readonly: boolean;
  private readonly db: DatabaseSync;

  constructor(name: string, options: { readonly readonly: boolean; readonly timeout: number }) {
    const sqlite = loadNodeSqlite();
    if (sqlite === null) throw new Error(`node:sqlite is not in Node ${process.versions.node}`);
    this.name = name;
    this.readonly = options.readonly;
    this.db = coded(() => new sqlite.DatabaseSync(name, { readOnly: options.readonly, timeout: options.timeout }));
  }

  get open(): boolean {
    return this.db.isOpen;
  }

  get inTransaction(): boolean {
    return this.db.isTransaction;
  }

  prepare<P extends unknown[] = unknown[], R = unknown>(sql: string): NodeStatement<P, R> {
    return new NodeStatement<P, R>(coded(() => this.db.prepare(sql)));
  }

  exec(sql: string): void {
    coded(() => this.db.exec(sql));
  }

  pragma(sql: string, options?: { readonly simple?: boolean }): unknown {
    const statement = this.prepare(`PRAGMA ${sql}`);
    return options?.simple === true ? statement.pluck().get() : statement.all();
  }

  transaction<T>(work: () => T): { immediate(): T } {
    return {
      immediate: () => {
        this.exec("BEGIN IMMEDIATE");
        try {
          const result = work();
          this.exec("COMMIT");
          return result;
        } catch (error) {
          // SQLite itself has rolled back after some errors, such as a full disk.
          if (this.inTransaction) this.exec("ROLLBACK");
          throw error;
        }
      },
    };
  }

  close(): void {
    if (this.open) coded(() => this.db.close());
  }
}

type Values = Parameters<StatementSync["all"]>;

class NodeStatement<P extends unknown[], R> {
  private readonly statement: StatementSync;
  private plucks = false;

  constructor(statement: StatementSync) {
    this.statement = statement;
  }

  run(...params: P): { changes: number } {
    return { changes: Number(coded(() => this.statement.run(...valuesOf(params))).changes) };
  }

  get(...params: P): R | undefined {
    return this.result(coded(() => this.statement.get(...valuesOf(params))));
  }

  all(...params: P): R[] {
    const rows = coded(() => this.statement.all(...valuesOf(params)));
    return this.plucks ? rows.map((row) => this.result(row) as R) : (rows as R[]);
  }

  raw(): this {
    this.statement.setReturnArrays(true);
    return this;
  }

  pluck(): this {
    this.plucks = true;
    return this.raw();
  }

  private result(row: unknown): R | undefined {
    return (this.plucks && row !== undefined ? (row as unknown[])[0] : row) as R | undefined;
  }
}

/** A whole row may be given as one array, as rows travel. */
function valuesOf(params: readonly unknown[]): Values {
  return (Array.isArray(params[0]) ? params[0] : params) as Values;
}

/** Runs a call of Node's; its errors get the code that better-sqlite3 would give. */
function coded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error && "errcode" in error) {
      const number = Number(error.errcode);
      // The low byte of an extended code is its family.
      throw Object.assign(error, { code: FAMILIES[number & 0xff] ?? `SQLITE_${number}` });
    }
    throw error;
  }
}
