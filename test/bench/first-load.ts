/**
 * The first load of a large city: 341,299 council cases of New York from their file into the hub, and from the hub into
 * an empty cache, each in processes of its own; then the same rows straight into a bare SQLite table, as the measure of
 * what the machine can do.
 */
import { fork } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { TABLE_NAMES, columnsOf, createTableSql, type TableName } from "../../shared/tables.ts";
import { runToEnd, startHub } from "../e2e/program.ts";
import { realData } from "../run/root.ts";

const FILE = join(realData, "nyc311/nyc_council_cases_341299.csv.gz");
/** Rows in the file, as its README says. */
const ROWS = 341_299;
const PAGE = 2_000;

/** Sends the hub's rows into an empty cache through a real host; seconds from connecting to live. */
async function firstSync(hub: string, dataDir: string): Promise<number> {
  const child = fork(join(import.meta.dirname, "host-child.ts"), [hub, dataDir], { stdio: "inherit" });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const { seconds } = await new Promise<{ seconds: number }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { seconds: number }));
    void ended.then((code) => reject(new Error(`the host ended with ${code}`)));
  });
  child.send("done");
  await ended;
  return seconds;
}

/** Seconds to insert all of the hub's rows into bare tables: no index, one transaction, reading not counted. */
function rawInsert(hubFile: string, target: string): { rows: number; seconds: number } {
  const store = openSqliteStore(hubFile, { readonly: true });
  const raw = new Database(target);
  let spent = 0;
  let rows = 0;
  const timed = (work: () => void): void => {
    const started = performance.now();
    work();
    spent += performance.now() - started;
  };
  const insertAll = (table: TableName): void => {
    const blanks = columnsOf(table).map(() => "?");
    raw.exec(createTableSql(table));
    const insert = raw.prepare(`INSERT INTO ${table} VALUES (${blanks.join(", ")})`);
    for (let after = 0; ;) {
      const page = store.page(table, after, PAGE);
      if (page.length === 0) return;
      after = Number(page.at(-1)![0]);
      rows += page.length;
      timed(() => {
        for (const row of page) insert.run(...row);
      });
    }
  };
  try {
    raw.pragma("journal_mode = WAL");
    raw.exec("BEGIN");
    for (const table of TABLE_NAMES) insertAll(table);
    timed(() => raw.exec("COMMIT"));
  } finally {
    raw.close();
    store.close();
  }
  return { rows, seconds: spent / 1000 };
}

/** @throws when the real data is not there, or a step does not do what it should */
export async function measure(say: (line: string) => void): Promise<Record<string, number>> {
  if (!existsSync(FILE)) throw new Error("this bench needs ../shared/data/nyc311 beside the project");
  const folder = mkdtempSync(join(tmpdir(), "citywall-bench-"));
  try {
    const hubData = join(folder, "hub-data");
    const started = performance.now();
    const imported = await runToEnd(["src-hub/ingest/import.ts", FILE, "--mapping", "nyc-council", "--data", hubData]);
    const importSeconds = (performance.now() - started) / 1000;
    if (imported.code !== 0) throw new Error(`the import failed:\n${imported.said}`);
    say(`import: ${ROWS} rows in ${importSeconds.toFixed(1)} s, process start and end included`);

    const hub = await startHub(["--data", hubData, "--port", "0", "--city", "none"]);
    const loadSeconds = await firstSync(hub.url, join(folder, "host-data"));
    await hub.stop();

    const raw = rawInsert(join(hubData, "hub/hub.db"), join(folder, "raw.db"));
    const cached = new Database(join(folder, "host-data/cache.db"), { readonly: true });
    const synced = TABLE_NAMES.reduce(
      (sum, table) => sum + (cached.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
      0,
    );
    cached.close();
    if (synced !== raw.rows) throw new Error(`the cache holds ${synced} rows, the hub ${raw.rows}`);
    say(`first load: ${synced} rows in ${loadSeconds.toFixed(1)} s, from connecting to live`);
    say(`raw: ${raw.rows} rows in ${raw.seconds.toFixed(1)} s, bare tables, one transaction`);
    return {
      importRowsPerSecond: Math.round(ROWS / importSeconds),
      firstLoadRowsPerSecond: Math.round(synced / loadSeconds),
      firstLoadOverRaw: Number((loadSeconds / raw.seconds).toFixed(2)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
