/** A folder with a cache that is opened, left and opened again, by either driver. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TableSums, hashRow } from "../../shared/digest.ts";
import type { Row, TableName } from "../../shared/tables.ts";
import { openDatabase, type Database, type SqliteDriver } from "../../src-main/host/cache/driver.ts";
import type { Cache, ReadHandle } from "../../src-main/host/cache/handles.ts";
import { openCache, type CacheEvent, type CacheOptions } from "../../src-main/host/cache/open.ts";
import { allRows } from "../../src-main/host/cache/read.ts";
import { openWriter, type CacheWriter } from "../../src-main/host/cache/write.ts";
import { EVERY_TABLE, caseRow } from "./drafts.ts";

export class CacheFolder {
  readonly driver: SqliteDriver;
  readonly dir: string;
  readonly file: string;
  /** What the cache told of itself. */
  readonly told: CacheEvent[] = [];
  private opened: Cache | null = null;

  constructor(driver: SqliteDriver, dir = mkdtempSync(join(tmpdir(), "citywall-cache-"))) {
    this.driver = driver;
    this.dir = dir;
    this.file = join(dir, "cache.db");
  }

  /** Opens it, again if it is open. */
  open(options: CacheOptions = {}): Cache {
    this.close();
    this.opened = openCache(this.dir, (event) => this.told.push(event), { driver: this.driver, ...options });
    return this.opened;
  }

  close(): void {
    this.opened?.close();
    this.opened = null;
  }

  writer(): CacheWriter {
    return openWriter(this.open().write, (event) => this.told.push(event));
  }

  get cache(): Cache {
    if (this.opened === null) throw new Error("the cache is not open");
    return this.opened;
  }

  /** Opens, puts so many cases with texts, closes. */
  fill(cases: number): void {
    const writer = this.writer();
    writer.transact(() => {
      for (let uid = 1; uid <= cases; uid++) writer.put("cases", caseRow(uid, { description: `第${uid}件` }));
    });
    this.close();
  }

  /** Changes the closed file as a later version, another program or a bad disk would. */
  meddle(work: (db: Database) => void): void {
    const db = openDatabase(this.file, { driver: this.driver });
    work(db);
    db.close();
  }

  bytes(change: (bytes: Buffer) => Buffer): void {
    writeFileSync(this.file, change(readFileSync(this.file)));
  }

  badCopies(): string[] {
    return readdirSync(this.dir).filter((name) => /^cache\.db\.bad-[^-]+$/.test(name));
  }

  whys(): string[] {
    return this.told.flatMap((event) => (event.event === "cacheSetAside" ? [event.why] : []));
  }

  remove(): void {
    this.close();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** The sums of rows, counted in the plainest way. */
export function sumsOf(rows: readonly Row[]): number[] {
  const sums = new TableSums();
  for (const row of rows) sums.add(row[0] as number, hashRow(row));
  return trimmed(sums);
}

/** Sums up to the last bucket that has rows. */
export function trimmed(sums: TableSums): number[] {
  const flat = sums.flat();
  while (flat.at(-3) === 0) flat.length -= 3;
  return flat;
}

type SumsOfTables = Partial<Record<TableName, number[]>>;
const tables = (sums: (table: TableName) => number[]): SumsOfTables =>
  Object.fromEntries(EVERY_TABLE.map((table) => [table, sums(table)] as const).filter(([, flat]) => flat.length > 0));

/** What the digests of all tables should be, from the rows. */
export const countedSums = (read: ReadHandle): SumsOfTables => tables((table) => sumsOf(allRows(read, table)));
/** What the writer keeps. */
export const keptSums = (writer: CacheWriter): SumsOfTables => tables((table) => trimmed(writer.digests.of(table)));
