/** Several processes on one file: commit order, one hub per folder, and folders nobody may write. */
import { execFile, spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { TroubleError } from "../../shared/trouble.ts";
import { recordOf } from "../../shared/tables.ts";
import { takeFolder } from "../../src-hub/store/lock.ts";
import { NEWEST_FORM } from "../../src-hub/store/migrate.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { draftOf } from "./store-drafts.ts";

const run = promisify(execFile);
const program = (name: string) => fileURLToPath(new URL(`programs/${name}`, import.meta.url));

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-processes-"));
});
afterEach(() => {
  chmodSync(dir, 0o755);
  rmSync(dir, { recursive: true, force: true });
});

function troubleOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  return null;
}

test("a reader that tails while processes write sees every commit exactly once, in order", async () => {
  const file = join(dir, "hub", "hub.db");
  const names = ["a", "b", "c", "d"];
  const commits = 150;
  // All start on a file that is not there yet, so that making it is part of the race.
  const writers = names.map((name) => run(process.execPath, [program("store-writer.ts"), file, name, String(commits)]));
  let running = true;
  const finished = Promise.all(writers).finally(() => (running = false));
  const store = openSqliteStore(file);
  const replica = new Map<number, { id: string; state: number }>();
  const highest = new Map<string, number>();
  let cursor = 0;
  let deltas = 0;
  const tail = () => {
    for (;;) {
      const delta = store.changes(cursor, 5);
      if (delta === null) return;
      expect(delta.from).toBe(cursor);
      expect(delta.to).toBeGreaterThan(cursor);
      expect(store.head()).toBeGreaterThanOrEqual(delta.to);
      for (const uid of delta.del.cases ?? []) replica.delete(uid);
      for (const row of delta.put.cases ?? []) {
        const { uid, id, state } = recordOf("cases", row);
        // A writer's counter only grows: an older value after a newer one would be a change out of order.
        expect(state).toBeGreaterThanOrEqual(highest.get(id) ?? 0);
        highest.set(id, state);
        replica.set(uid, { id, state });
      }
      cursor = delta.to;
      deltas += 1;
    }
  };
  while (running) {
    tail();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const said = (await finished).map(({ stdout }) => JSON.parse(stdout) as { done: number; alive: [string, number][] });
  tail();
  const total = said.reduce((sum, { done }) => sum + done, 0);
  expect(total).toBe(names.length * (commits - Math.floor(commits / 5)));
  // Every commit has its own number and no number is missing: nobody can have skipped one.
  expect(cursor).toBe(total);
  expect(deltas).toBeGreaterThan(1);
  const seen = [...replica.values()].map(({ id, state }) => [id, state]).sort();
  expect(seen).toEqual(said.flatMap(({ alive }) => alive).sort());
  store.close();
});

test("a second hub in the folder is told so, and the lock goes with a killed hub", async () => {
  const holder = spawn(process.execPath, [program("folder-holder.ts"), dir], { stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve) => holder.stdout.once("data", resolve));
  expect(troubleOf(() => takeFolder(dir))).toEqual({ code: "dataBusy", params: { dir } });
  // An importer beside the hub is welcome.
  openSqliteStore(join(dir, "hub.db")).close();
  const gone = new Promise((resolve) => holder.once("exit", resolve));
  holder.kill("SIGKILL");
  await gone;
  const release = takeFolder(dir);
  expect(troubleOf(() => takeFolder(dir))).toEqual({ code: "dataBusy", params: { dir } });
  release();
  takeFolder(dir)();
});

test("a file from the future, a file that is none and a missing file are told apart", () => {
  const file = join(dir, "hub.db");
  expect(troubleOf(() => openSqliteStore(file, { readonly: true }))).toEqual({ code: "fileMissing", params: { file } });
  openSqliteStore(file).close();
  const db = new Database(file);
  db.pragma("user_version = 990");
  db.close();
  const newer = { code: "dataNewer", params: { file, found: 990, known: NEWEST_FORM } };
  expect(troubleOf(() => openSqliteStore(file))).toEqual(newer);
  expect(troubleOf(() => openSqliteStore(file, { readonly: true }))).toEqual(newer);
  const noise = join(dir, "noise.db");
  writeFileSync(noise, "this is a letter, not a database. ".repeat(100));
  expect(troubleOf(() => openSqliteStore(noise))).toMatchObject({ code: "fileUnreadable" });
});

test("a store opened for reading reads what others write and writes nothing", () => {
  const file = join(dir, "hub.db");
  const writer = openSqliteStore(file);
  writer.transact(1, (tx) => tx.put("cases", draftOf("cases", "1")));
  const reader = openSqliteStore(file, { readonly: true });
  expect([...reader.each("cases")].length).toBe(1);
  writer.transact(2, (tx) => tx.put("cases", draftOf("cases", "2")));
  expect(reader.head()).toBe(2);
  expect(() => reader.transact(3, (tx) => tx.put("cases", draftOf("cases", "3")))).toThrow();
  reader.close();
  writer.close();
});

test("a folder nobody may write is trouble dataReadOnly", async () => {
  const closed = join(dir, "closed");
  mkdirSync(closed);
  chmodSync(dir, 0o755);
  chmodSync(closed, 0o555);
  // The superuser may write everywhere, so the question is asked as somebody else.
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const { stdout } = await run(process.execPath, [program("store-opener.ts"), join(closed, "hub.db")], asNobody);
  expect(JSON.parse(stdout)).toEqual({ code: "dataReadOnly", params: { dir: closed } });
  const below = await run(process.execPath, [program("store-opener.ts"), join(closed, "hub", "hub.db")], asNobody);
  expect(JSON.parse(below.stdout)).toEqual({ code: "dataReadOnly", params: { dir: join(closed, "hub") } });
});
