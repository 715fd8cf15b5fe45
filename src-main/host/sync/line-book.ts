/** What the line remembers of itself for the page 同步状态 and for support. Nothing here decides anything. */
import { bucketOf, type Sum, type TableSums } from "../../../shared/digest.ts";
import type { SyncNote, SyncRepair, SyncStatus } from "../../../shared/sync-status.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import type { HubStatus } from "../../../shared/wire/hub.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import type { Changes } from "../cache/changes.ts";
import type { HubClock } from "./clock.ts";
import type { Line, News } from "./line-types.ts";
import type { Rates } from "./rates.ts";

/** The parts of the status that the line knows; the host adds the others. */
export type LineStatus = Pick<SyncStatus, "line" | "position" | "digest" | "rates" | "clock" | "hub" | "notes">;

const NOTES_KEPT = 50;
const REPAIRS_KEPT = 50;

export interface LineBook {
  note(what: SyncNote["what"], params?: SyncNote["params"]): void;
  /** The line stands otherwise than before. */
  moved(state: LineReport["state"]): void;
  tell(news: News): void;
  /** A part of a range that differed was put in place. */
  repaired(table: TableName, after: number, last: number, changes: Changes): void;
  /** The hub stands at `head`, committed at `headAt`; the cache at `cursor`. */
  pulse(head: number, headAt: number, cursor: number): void;
  /** What the hub tells of itself; null while it does not. */
  hub(status: HubStatus | null): void;
  /** The cache took these changes. */
  changed(changes: Changes): void;
  version(): number;
  status(line: Line, report: LineReport, url: string, sums: (table: TableName) => TableSums): LineStatus;
}

export function openLineBook(clock: HubClock, rates: Rates): LineBook {
  let version = 0;
  let notes: readonly SyncNote[] = [];
  let state: LineReport["state"] = "starting";
  let since = clock.now();
  let cuts = 0;
  let gaps = 0;
  let lastGap: SyncStatus["position"]["lastGap"] = null;
  let head: number | null = null;
  /** The first head heard of that is ahead of the cache: no older commit is known to be missing. */
  let missing: { readonly head: number; readonly at: number } | null = null;
  let last: SyncStatus["digest"]["last"] = null;
  let comparisons = 0;
  let repairs: readonly SyncRepair[] = [];
  const repairing = new Map<TableName, { readonly buckets: Set<number>; rows: number }>();
  let hub: HubStatus | null = null;

  const at = () => Math.round(clock.now());

  function note(what: SyncNote["what"], params: SyncNote["params"] = {}): void {
    version++;
    notes = [{ at: at(), what, params }, ...notes].slice(0, NOTES_KEPT);
  }

  /** Writes down what was put in place since the last time. */
  function settleRepairs(): void {
    for (const [table, { buckets, rows }] of repairing) {
      repairs = [{ at: at(), table, buckets: buckets.size, rows }, ...repairs].slice(0, REPAIRS_KEPT);
      note("repaired", { table, rows });
    }
    repairing.clear();
  }

  return {
    note,
    moved(to) {
      if (to === state) return;
      settleRepairs();
      if (to === "cut") cuts++;
      state = to;
      since = at();
      if (to !== "starting") note("lineMoved", { state: to });
    },
    tell(news) {
      switch (news.news) {
        case "gap":
          gaps++;
          lastGap = { at: at(), from: news.from, to: news.to };
          return note("gap", { from: news.from, to: news.to });
        case "differs":
          return note("differs", { tables: news.tables.join(", ") });
        case "compared":
          comparisons++;
          last = { at: at(), cursor: news.at, outcome: news.outcome, differing: news.differing };
          settleRepairs();
          version++;
      }
    },
    repaired(table, after, lastUid, changes) {
      const of = repairing.get(table) ?? { buckets: new Set(), rows: 0 };
      for (let bucket = bucketOf(after + 1); bucket <= bucketOf(lastUid); bucket++) of.buckets.add(bucket);
      const { put, del } = changes.get(table) ?? { put: [], del: [] };
      of.rows += put.length + del.length;
      repairing.set(table, of);
    },
    pulse(newHead, headAt, cursor) {
      version++;
      head = newHead;
      if (missing !== null && cursor >= missing.head) missing = null;
      if (newHead > cursor) missing ??= { head: newHead, at: headAt };
    },
    hub(status) {
      if (status === null && hub === null) return;
      hub = status;
      version++;
    },
    changed(changes) {
      version++;
      let rows = 0;
      for (const { put, del } of changes.values()) rows += put.length + del.length;
      rates.count("rows", rows);
    },
    version: () => version,
    status(line, report, url, sums) {
      const { cursor } = line.position;
      const behind = missing !== null && cursor < missing.head ? Math.max(0, clock.now() - missing.at) : 0;
      return {
        line: {
          state: report.state,
          since,
          url,
          trouble: report.trouble,
          wire: line.spoken?.wire ?? null,
          epoch: line.position.epoch,
          role: line.spoken?.role ?? null,
          scope: line.position.scope,
          tries: line.attempt,
          cuts,
        },
        position: {
          cursor,
          head: head === null ? null : Math.max(head, cursor),
          dataAt: line.position.committedAt,
          lagMs: head === null ? null : Math.round(behind),
          lastGap,
          gaps,
        },
        digest: {
          last,
          comparisons,
          repairs,
          tables: TABLE_NAMES.map((table) => {
            const total = sums(table).total();
            return { table, rows: total[0], sum: textOf(total) };
          }),
        },
        rates: rates.lastMinute(),
        clock: {
          offMs: clock.offMs(),
          roundTripMs: clock.roundTripMs(),
          pace: clock.pace(),
          jumps: clock.jumps(),
        },
        hub,
        notes,
      };
    },
  };
}

/** The sum's 53 bits in hexadecimal digits. */
function textOf([, high, low]: Sum): string {
  return (high * 2 ** 32 + low).toString(16).padStart(14, "0");
}
