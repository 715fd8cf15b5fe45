/** A hub as small as the rules allow: a log in memory, one session for each host, two rows a page, one scope for each. */
import { TableSums, hashRow, type Sum } from "../../shared/digest.ts";
import { isWithin, scopeText, viewOfScope, type Scope } from "../../shared/scope.ts";
import { TABLE_NAMES, type Row, type TableName } from "../../shared/tables.ts";
import {
  DELTAS_IN_FLIGHT,
  type Delta,
  type Digest,
  type Hello,
  type Page,
  type PageRequest,
  type Welcome,
} from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";

const PAGE = 2;

/** What the hub says of itself to one host. */
export type Said =
  | { readonly say: "delta"; readonly delta: Delta }
  | { readonly say: "digest"; readonly digest: Digest }
  | { readonly say: "rescope" };

export interface ModelSession {
  connect(): void;
  disconnect(): void;
  hello(hello: Hello): Welcome;
  /** Null: not heard. */
  page(request: PageRequest): Page | null;
  /** False: behind. */
  tail(cursor: number): boolean;
  credit(to: number): void;
  digest(tables: readonly TableName[]): void;
  head(): number;
  /** What goes out now. */
  send(): Said[];
  /** Gives the host other rights; null takes them away. */
  grant(scope: Scope | null): void;
  granted(): Scope | null;
  /** What of the hub's rows the host may have. */
  rows(table: TableName): Row[];
  pagesAsked(): number;
}

export interface ModelHub {
  put(table: TableName, row: Row): void;
  del(table: TableName, uid: number): void;
  /** Forgets all tombstones there are. */
  raiseFloor(): void;
  /** The hub's file was replaced: same rows, another history. */
  newEpoch(): void;
  head(): number;
  session(scope: Scope): ModelSession;
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
  const cuts: (() => void)[] = [];
  const within = (at: number) => at >= floor && at <= head;

  function rowsOf(table: TableName, scope: Scope): Row[] {
    const view = viewOfScope(scope);
    return [...of(table)]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([, { row }]) => {
        const shown = row === null ? null : view.shown(table, row);
        return shown === null ? [] : [shown];
      });
  }

  /** The next commit after `from` alone: small deltas make many. What is not shown is told as gone. */
  function next(from: number, scope: Scope): Delta {
    const view = viewOfScope(scope);
    const to = from + 1;
    const put: Partial<Record<TableName, Row[]>> = {};
    const del: Partial<Record<TableName, number[]>> = {};
    for (const [table, rows] of tables) {
      for (const [uid, { rev, row }] of rows) {
        if (rev !== to) continue;
        const shown = row === null ? null : view.shown(table, row);
        if (shown === null) (del[table] ??= []).push(uid);
        else (put[table] ??= []).push(shown);
      }
    }
    return { epoch: `e${epoch}`, from, to, at: to * 10, put, del };
  }

  function sumsOf(table: TableName, scope: Scope): TableSums {
    const sums = new TableSums();
    for (const row of rowsOf(table, scope)) sums.add(row[0] as number, hashRow(row));
    return sums;
  }

  function session(first: Scope): ModelSession {
    /** What the token is granted; null when it is unknown. */
    let granted: Scope | null = first;
    /** The scope this conversation was welcomed with; null before, and after `rescope`. */
    let talk: Scope | null = null;
    let cursor: number | null = null;
    let unanswered: number[] = [];
    let wanted: readonly TableName[] | null = null;
    let pages = 0;
    let rescope = false;
    function forget(): void {
      talk = null;
      cursor = null;
      unanswered = [];
      wanted = null;
      rescope = false;
    }
    cuts.push(forget);
    return {
      connect: forget,
      disconnect: forget,
      hello(said) {
        forget();
        if (granted === null) return { answer: "refused", why: "tokenUnknown", epoch: `e${epoch}` };
        talk = granted;
        const counts = Object.fromEntries(TABLE_NAMES.map((name) => [name, rowsOf(name, first).length])) as Record<
          TableName,
          number
        >;
        return {
          answer: "welcome",
          wire: HUB_WIRE_VERSION,
          epoch: `e${epoch}`,
          head,
          time: { now: head * 10, pace: 1 },
          mode: modeFor(said, granted),
          counts,
          role: "admin",
          scope: granted,
        };
      },
      page({ table, after, last }) {
        if (talk === null) return null;
        pages++;
        const end = last ?? Number.MAX_SAFE_INTEGER;
        const left = rowsOf(table, talk).filter((row) => (row[0] as number) > after && (row[0] as number) <= end);
        const rows = left.slice(0, PAGE);
        const done = rows.length < PAGE;
        const reached = (rows.at(-1)?.[0] as number | undefined) ?? after;
        return { table, after, last: done && last !== null ? last : reached, done, rows };
      },
      tail(from) {
        if (talk === null) return true;
        unanswered = [];
        cursor = within(from) ? from : null;
        return cursor !== null;
      },
      credit(to) {
        unanswered = unanswered.filter((sent) => sent > to);
      },
      digest(asked) {
        if (cursor !== null) wanted = [...(wanted ?? []), ...asked];
      },
      head: () => head,
      send() {
        if (rescope) {
          rescope = false;
          return [{ say: "rescope" }];
        }
        const said: Said[] = [];
        if (talk === null) return said;
        while (cursor !== null && cursor < head && unanswered.length < DELTAS_IN_FLIGHT) {
          const delta = next(cursor, talk);
          cursor = delta.to;
          unanswered.push(delta.to);
          said.push({ say: "delta", delta });
        }
        if (cursor === head && wanted !== null) {
          said.push({ say: "digest", digest: digestOf(talk, wanted) });
          wanted = null;
        }
        return said;
      },
      grant(scope) {
        granted = scope;
        if (talk === null) return;
        forget();
        rescope = true;
      },
      granted: () => granted,
      rows: (table) => (granted === null ? [] : rowsOf(table, granted)),
      pagesAsked: () => pages,
    };
  }

  function modeFor({ epoch: theirs, scope, snapshot, cursor }: Hello, granted: Scope): "tail" | "resume" | "snapshot" {
    if (theirs !== `e${epoch}` || scope === null) return "snapshot";
    if (snapshot !== null) {
      return within(snapshot.at) && scopeText(scope) === scopeText(granted) ? "resume" : "snapshot";
    }
    return within(cursor) && isWithin(granted, scope) ? "tail" : "snapshot";
  }

  function digestOf(scope: Scope, wanted: readonly TableName[]): Digest {
    const sums = new Map(TABLE_NAMES.map((table) => [table, sumsOf(table, scope)]));
    const totals: Partial<Record<TableName, Sum>> = {};
    const buckets: Partial<Record<TableName, number[]>> = {};
    for (const [table, sum] of sums) totals[table] = sum.total();
    for (const table of wanted) buckets[table] = sums.get(table)?.flat() ?? [];
    return { epoch: `e${epoch}`, at: head, totals, buckets };
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
      for (const cut of cuts) cut();
    },
    head: () => head,
    session,
  };
}
