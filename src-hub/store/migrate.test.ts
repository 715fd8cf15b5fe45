import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { MARK } from "../../shared/case/marks.ts";
import { CASE_STATES } from "../../shared/case/state.ts";
import { TABLES, TABLE_NAMES, columnsOf } from "../../shared/tables.ts";
import { TroubleError } from "../../shared/trouble.ts";
import { NEWEST_FORM, formOf, migrate } from "./migrate.ts";
import { firstTables } from "./migrations/0010-first-tables.ts";
import { rowStatements } from "./statements.ts";

type Info = { name: string; type: string; notnull: number; pk: number };
const infoOf = (db: Database.Database, table: string) => db.pragma(`table_info(${table})`) as Info[];

test("a fresh file gets every table with its columns, and a second run changes nothing", () => {
  const db = new Database(":memory:");
  migrate(db, "file");
  expect(formOf(db)).toBe(NEWEST_FORM);
  for (const table of TABLE_NAMES) {
    const found = new Map(infoOf(db, table).map((info) => [info.name, info]));
    expect([...found.keys()].toSorted()).toEqual([...columnsOf(table), "rev"].toSorted());
    for (const [name, type] of Object.entries(TABLES[table])) {
      const { type: stored, notnull } = found.get(name) as Info;
      const optional = type.endsWith("?") || name === "uid";
      expect([table, name, stored, notnull]).toEqual([
        table,
        name,
        type.replace("?", "").toUpperCase(),
        optional ? 0 : 1,
      ]);
    }
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

test("suspensions, numbers and marks are found by their small indexes", () => {
  const db = new Database(":memory:");
  migrate(db, "file");
  const plan = (sql: string) => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all());
  expect(plan("SELECT uid FROM cases WHERE state = 10 AND stageDue <= 5")).toContain("cases_suspended");
  expect(plan("SELECT uid FROM cases WHERE platform = 'a' AND flags & 4 <> 0")).toContain("cases_same_number");
  expect(plan("SELECT caseNo FROM cases WHERE platform = 'a' GROUP BY caseNo HAVING count(*) > 1")).toContain(
    "cases_number",
  );
  expect(CASE_STATES.indexOf("suspended")).toBe(10);
});

test("a file from the future is left alone", () => {
  const db = new Database(":memory:");
  db.pragma(`user_version = ${NEWEST_FORM + 1}`);
  expect(() => migrate(db, "file")).toThrow(TroubleError);
  expect(db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get()).toBe(0);
});

/** Red here means that a step that is out has been changed: files in the world would no longer be what it says. */
test("step 10 makes what version 0.1.0 made", () => {
  const db = new Database(":memory:");
  firstTables(db);
  const names = (kind: string) =>
    db.prepare("SELECT name FROM sqlite_schema WHERE type = ? ORDER BY name").pluck().all(kind) as string[];
  const columns = (table: string) =>
    db.prepare(`SELECT cid, name, type, "notnull", pk FROM pragma_table_info('${table}')`).all();
  const shape = names("table")
    .flatMap((table) => [table, ...columns(table).map((column) => JSON.stringify(column))])
    .join("\n");
  const hash = createHash("sha256")
    .update(shape + names("index").join())
    .digest("hex");
  expect(hash.slice(0, 16)).toBe("e5ff7702cf2b00bd");
});

/**
 * The tables as the newest step leaves them. Red here means that shared/tables.ts has changed: add a migration that
 * brings older files along before writing the new number here.
 */
test("a change of the synced tables is a decision", () => {
  const shape = createHash("sha256").update(JSON.stringify(TABLES)).digest("hex").slice(0, 16);
  expect([NEWEST_FORM, shape]).toEqual([60, "174d22b4949fc306"]);
});

describe("a file that version 0.1.0 wrote", () => {
  const T = Date.UTC(2026, 10, 2, 1);
  const MINUTE = 60_000;
  const report = {
    kind: "matter",
    classUid: 3,
    source: "patrol",
    lon: 112.5,
    lat: 28.1,
    address: "五一路",
    unitGrid: 4,
    dutyGrid: 5,
    description: "暴露垃圾",
    urgent: true,
  } as const;
  /** Facts as that version wrote them: no stage limits, and a suspension that nobody ended when the case was voided. */
  const facts: Readonly<Record<string, readonly Fact[]>> = {
    late: [
      { kind: "reported", at: T, by: "监督员", report },
      { kind: "accepted", at: T + MINUTE, by: "受理员" },
      { kind: "filed", at: T + 2 * MINUTE, by: "受理员", limit: { value: 2, type: "workHour" } },
      { kind: "dispatched", at: T + 3 * MINUTE, by: "派遣员", department: 7, deadline: T + 123 * MINUTE },
      { kind: "takenOn", at: T + 4 * MINUTE, by: "单位" },
      { kind: "submitted", at: T + 200 * MINUTE, by: "单位" },
      { kind: "postCheckSent", at: T + 205 * MINUTE, by: "受理员" },
      { kind: "checkFailed", at: T + 210 * MINUTE, by: "监督员", reason: "未清理" },
    ],
    moved: [
      { kind: "reported", at: T, by: "监督员", report },
      { kind: "accepted", at: T + MINUTE, by: "受理员" },
      { kind: "filed", at: T + 2 * MINUTE, by: "受理员", limit: { value: 2, type: "workHour" } },
      { kind: "dispatched", at: T + 3 * MINUTE, by: "派遣员", department: 7, deadline: T + 123 * MINUTE },
      { kind: "sentBack", at: T + 4 * MINUTE, by: "单位", reason: "非我单位职责" },
      { kind: "dispatched", at: T + 5 * MINUTE, by: "派遣员", department: 8, deadline: T + 125 * MINUTE },
    ],
    imported: [
      { kind: "reported", at: T, by: "import", report },
      {
        kind: "observed",
        at: T + 90 * MINUTE,
        by: "import",
        state: "closed",
        status: "Closed",
        department: 7,
        deadline: null,
        times: { acceptedAt: T, closedAt: T + 90 * MINUTE },
      },
    ],
  };

  function oldFile(): Database.Database {
    const db = new Database(":memory:");
    firstTables(db);
    db.pragma("user_version = 10");
    // What a column says is of no account: the facts are the truth.
    const put = db.prepare(
      `INSERT INTO cases VALUES (?, 'city', ?, ?, 0, 'matter', 3, 0, 112.5, 28.1, 4, 5, 0, NULL, NULL, NULL, ${T},
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 3, '五一路', '暴露垃圾', ?, '{"x":"1"}', ?)`,
    );
    Object.entries(facts).forEach(([id, list], i) => put.run(i + 1, id, `No. ${id}`, JSON.stringify(list), i + 1));
    db.prepare(
      "INSERT INTO platforms VALUES (1, 'city', 'city', '本市', 'City', 'Asia/Shanghai', 1, 2, 3, 4, 0, '', 4)",
    ).run();
    db.prepare("INSERT INTO targets VALUES (1, 'city', 'onTimeRate', 'onTimeRate', 0.9, 'up', 5)").run();
    for (let i = 0; i < 5; i += 1) db.prepare("INSERT INTO commits (at) VALUES (?)").run(T);
    db.prepare("UPDATE uids SET last = 3 WHERE tbl = 'cases'").run();
    return db;
  }

  test("keeps its rows, places and notes, and its cases say what their facts say", () => {
    const db = oldFile();
    const epoch = db.prepare("SELECT epoch FROM history").pluck().get();
    migrate(db, "file");
    expect(formOf(db)).toBe(NEWEST_FORM);
    const row = (id: string) => db.prepare("SELECT * FROM cases WHERE id = ?").get(id) as Record<string, unknown>;
    expect(row("late")).toMatchObject({
      uid: 1,
      state: CASE_STATES.indexOf("handling"),
      department: 7,
      limitValue: 2,
      limitType: "workHour",
      submittedAt: null,
      stageSince: T + 210 * MINUTE,
      stageDue: null,
      reworkCount: 1,
      marks: MARK.checkFailed,
      flags: 1,
      address: "五一路",
      extra: '{"x":"1"}',
      rev: 1,
    });
    expect(row("moved")).toMatchObject({ department: 8, sendBackCount: 1, marks: MARK.manyDepartments });
    expect(row("imported")).toMatchObject({
      state: CASE_STATES.indexOf("closed"),
      closedAt: T + 90 * MINUTE,
      stageSince: T + 90 * MINUTE,
    });
    expect(db.prepare("SELECT scheme, calendar, policy, rev FROM platforms").all()).toEqual([
      { scheme: "", calendar: "", policy: "", rev: 4 },
    ]);
    expect(db.prepare("SELECT value, setBy, setAt FROM targets").all()).toEqual([{ value: 0.9, setBy: "", setAt: 0 }]);
    expect(db.prepare("SELECT max(seq) FROM commits").pluck().get()).toBe(5);
    expect(db.prepare("SELECT last FROM uids WHERE tbl IN ('cases', 'ledger') ORDER BY tbl").pluck().all()).toEqual([
      3, 0,
    ]);
    // A cache of the old history must not go on from its place: it would keep what the columns said before.
    expect(db.prepare("SELECT epoch FROM history").pluck().get()).not.toBe(epoch);
  });

  test("gives its rows in travelling order, though its columns stand in another", () => {
    const db = oldFile();
    migrate(db, "file");
    const { columns, page } = rowStatements(db, "cases");
    const [first] = page.all(0, 1) as unknown[][];
    expect(first?.[columns.indexOf("caseNo")]).toBe("No. late");
    expect(first?.[columns.indexOf("extra")]).toBe('{"x":"1"}');
    expect(first?.[columns.indexOf("marks")]).toBe(MARK.checkFailed);
  });
});
