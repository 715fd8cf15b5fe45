/** A hub as small as the rules allow: a log in memory, one session, two rows a page. */
import { EVERYTHING } from "../../shared/scope.ts";
import { TABLE_NAMES, type Row, type TableName } from "../../shared/tables.ts";
import {
  DELTAS_IN_FLIGHT,
  type Delta,
  type Hello,
  type Page,
  type PageRequest,
  type Welcome,
} from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";

const PAGE = 2;

export interface ModelHub {
  put(table: TableName, row: Row): void;
  del(table: TableName, uid: number): void;
  /** Forgets all tombstones there are. */
  raiseFloor(): void;
  /** The hub's file was replaced: same rows, another history. */
  newEpoch(): void;
  head(): number;
  rows(table: TableName): Row[];
  connect(): void;
  disconnect(): void;
  hello(hello: Hello): Welcome;
  page(request: PageRequest): Page;
  /** False: behind. */
  tail(cursor: number): boolean;
  credit(to: number): void;
  /** Deltas that go out now. */
  send(): Delta[];
  pagesAsked(): number;
}

interface Entry {
  rev: number;
  /** null: a tombstone. */
  row: Row | null;
}

export function modelHub(): ModelHub {
  const tables = new Map<TableName, Map<number, Entry>>(TABLE_NAMES.map((name) => [name, new Map()]));
  const of = (table: TableName) => tables.get(table) as Map<number, Entry>;
  let epoch = 1;
  let head = 0;
  let floor = 0;
  let cursor: number | null = null;
  let unanswered: number[] = [];
  let pages = 0;
  const rowsOf = (table: TableName): Row[] =>
    [...of(table)].toSorted(([a], [b]) => a - b).flatMap(([, { row }]) => (row === null ? [] : [row]));
  const within = (at: number) => at >= floor && at <= head;

  /** The next commit after `from` alone: small deltas make many. */
  function next(from: number): Delta {
    const to = from + 1;
    const put: Partial<Record<TableName, Row[]>> = {};
    const del: Partial<Record<TableName, number[]>> = {};
    for (const [table, rows] of tables) {
      for (const [uid, { rev, row }] of rows) {
        if (rev !== to) continue;
        if (row === null) (del[table] ??= []).push(uid);
        else (put[table] ??= []).push(row);
      }
    }
    return { epoch: `e${epoch}`, from, to, at: to * 10, put, del };
  }

  return {
    put: (table, row) => void of(table).set(row[0] as number, { rev: ++head, row }),
    del(table, uid) {
      const entry = of(table).get(uid);
      if (entry?.row != null) of(table).set(uid, { rev: ++head, row: null });
    },
    raiseFloor() {
      floor = head;
      for (const rows of tables.values()) for (const [uid, { row }] of [...rows]) if (row === null) rows.delete(uid);
    },
    newEpoch() {
      epoch++;
      cursor = null;
    },
    head: () => head,
    rows: rowsOf,
    connect() {
      cursor = null;
      unanswered = [];
    },
    disconnect() {
      cursor = null;
    },
    hello(said) {
      const ours = said.epoch === `e${epoch}`;
      const mode = !ours
        ? "snapshot"
        : said.snapshot !== null
          ? within(said.snapshot.at)
            ? "resume"
            : "snapshot"
          : within(said.cursor)
            ? "tail"
            : "snapshot";
      const counts = Object.fromEntries(TABLE_NAMES.map((name) => [name, rowsOf(name).length])) as Record<
        TableName,
        number
      >;
      const time = { now: head * 10, pace: 1 };
      return {
        answer: "welcome",
        wire: HUB_WIRE_VERSION,
        epoch: `e${epoch}`,
        head,
        time,
        mode,
        counts,
        role: "admin",
        scope: EVERYTHING,
      };
    },
    page({ table, after }) {
      pages++;
      const rows = rowsOf(table)
        .filter((row) => (row[0] as number) > after)
        .slice(0, PAGE);
      return { table, after, last: (rows.at(-1)?.[0] as number | undefined) ?? after, done: rows.length < PAGE, rows };
    },
    tail(from) {
      unanswered = [];
      cursor = within(from) ? from : null;
      return cursor !== null;
    },
    credit(to) {
      unanswered = unanswered.filter((sent) => sent > to);
    },
    send() {
      const deltas: Delta[] = [];
      while (cursor !== null && cursor < head && unanswered.length < DELTAS_IN_FLIGHT) {
        const delta = next(cursor);
        cursor = delta.to;
        unanswered.push(delta.to);
        deltas.push(delta);
      }
      return deltas;
    },
    pagesAsked: () => pages,
  };
}
