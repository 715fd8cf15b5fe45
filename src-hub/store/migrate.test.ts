import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { TABLES, TABLE_NAMES, columnsOf } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { NEWEST_FORM, formOf, migrate } from "./migrate.ts";

test("a fresh file gets every table with its columns, and a second run changes nothing", () => {
  const db = new Database(":memory:");
  migrate(db, "file");
  expect(formOf(db)).toBe(NEWEST_FORM);
  for (const table of TABLE_NAMES) {
    const columns = db.pragma(`table_info(${table})`) as { name: string }[];
    expect(columns.map(({ name }) => name)).toEqual([...columnsOf(table), "rev"]);
  }
  const shape = () => db.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").all();
  const epoch = () => db.prepare("SELECT epoch FROM history").pluck().get();
  const before = [shape(), epoch()];
  migrate(db, "file");
  expect([shape(), epoch()]).toEqual(before);
});

test("what changed since is answered by the index on rev", () => {
  const db = new Database(":memory:");
  migrate(db, "file");
  for (const table of TABLE_NAMES) {
    const plan = db.prepare(`EXPLAIN QUERY PLAN SELECT * FROM ${table} WHERE rev > ? AND rev <= ?`).all(1, 2);
    expect(JSON.stringify(plan)).toContain(`${table}_rev`);
  }
});

test("a file from the future is left alone", () => {
  const db = new Database(":memory:");
  db.pragma(`user_version = ${NEWEST_FORM + 1}`);
  expect(() => migrate(db, "file")).toThrow(TroubleError);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get()).toBe(0);
});

/**
 * The tables as step 10 makes them. Red here means that shared/tables.ts has changed: once a release is out, add a
 * migration that brings older files along before writing the new number here.
 */
test("a change of the synced tables is a decision", () => {
  const shape = createHash("sha256").update(JSON.stringify(TABLES)).digest("hex").slice(0, 16);
  expect([NEWEST_FORM, shape]).toEqual([10, "680ff31a5d23a640"]);
});
