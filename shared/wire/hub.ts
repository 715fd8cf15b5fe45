/**
 * The line between hub and host: every message, described once and checked on arrival.
 *
 * Order of things (rules in docs/rules.md):
 * 1. host → hub `hello`: where it stands (epoch, cursor). Hub answers with its epoch, head and whether the host may tail
 *    from its cursor or must take a snapshot (other epoch, or behind the tombstone floor).
 * 2. snapshot: host pulls `page` after `page`, in uid order, table by table. Rows changed meanwhile come again in the
 *    tail, which starts at the head noted before the first page.
 * 3. tail: hub sends `delta {from, to}`; the host answers `credit {to}` once it is applied. At most
 *    `DELTAS_IN_FLIGHT` are unanswered; changes beyond that wait in the store and are merged by key by themselves.
 * 4. `tracks` are volatile: the latest positions, dropped when the line is busy.
 */
import * as v from "valibot";
import { TABLES, TABLE_NAMES, columnsOf, type Row, type TableName } from "../tables.ts";

export const DELTAS_IN_FLIGHT = 4;
/** Rows in one page or delta at most. A page is large so that a copy is seldom waiting for an answer. */
export const PAGE_ROWS = 5_000;
export const DELTA_ROWS = 2_000;

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const tableName = v.picklist(TABLE_NAMES as [TableName, ...TableName[]]);

/** Hub time as the hub sees it. `pace` is 1 except in a sped-up demonstration: hub ms per real ms. */
export const hubTimeSchema = v.object({ now: v.number(), pace: v.pipe(v.number(), v.gtValue(0)) });
export type HubTime = v.InferOutput<typeof hubTimeSchema>;

export const helloSchema = v.object({
  wire: uint,
  /** Cursor of the cache and the epoch it belongs to; null when the cache is empty. */
  epoch: v.nullable(v.string()),
  cursor: uint,
  /** Where an unfinished snapshot of that epoch stands; null when there is none. */
  snapshot: v.nullable(v.object({ at: uint, table: tableName, after: uint })),
});
export type Hello = v.InferOutput<typeof helloSchema>;

export const welcomeSchema = v.variant("answer", [
  v.object({
    answer: v.literal("welcome"),
    wire: uint,
    epoch: v.string(),
    head: uint,
    time: hubTimeSchema,
    /** `tail` from the cursor given; `resume` the snapshot given; `snapshot` from the start. */
    mode: v.picklist(["tail", "resume", "snapshot"]),
    /** Rows in each table, for progress. */
    counts: v.record(tableName, uint),
  }),
  v.object({ answer: v.literal("wireVersion"), hub: uint, host: uint }),
]);
export type Welcome = v.InferOutput<typeof welcomeSchema>;

export const pageRequestSchema = v.object({ table: tableName, after: uint, limit: uint });
export type PageRequest = v.InferOutput<typeof pageRequestSchema>;

const cell = v.nullable(v.union([v.number(), v.string()]));
/** Rows are checked for their width here; the types of their cells are the STRICT tables' business. */
const rows = v.array(v.array(cell));

export const pageSchema = v.object({
  table: tableName,
  after: uint,
  /** uid of the last row, or of `after` when there was none. */
  last: uint,
  done: v.boolean(),
  /** Packed as page.ts says. */
  rows: v.instance(Uint8Array),
  text: v.instance(Uint8Array),
});
/** A page as it travels. */
export type PackedPage = v.InferOutput<typeof pageSchema>;
/** A page as both sides use it. */
export type Page = { table: TableName; after: number; last: number; done: boolean; rows: Row[] };

export const deltaSchema = v.object({
  epoch: v.string(),
  from: uint,
  to: uint,
  /** Hub's commit time of `to`, epoch ms in hub time; carried to the screen so that lag is a value. */
  at: v.number(),
  put: v.record(tableName, rows),
  del: v.record(tableName, v.array(uint)),
});
export type Delta = {
  epoch: string;
  from: number;
  to: number;
  at: number;
  put: Partial<Record<TableName, Row[]>>;
  del: Partial<Record<TableName, number[]>>;
};

export const creditSchema = v.object({ to: uint });
/** Host asks the tail to go on from this cursor: after a snapshot, or when a delta did not fit. */
export const tailSchema = v.object({ cursor: uint });

/** Positions as plain arrays: [uid, lon, lat, heading|null, speed, status index, at]. */
export const tracksSchema = v.object({
  at: v.number(),
  rows: v.array(v.tuple([uint, v.number(), v.number(), v.nullable(v.number()), v.number(), uint, v.number()])),
});
export type TracksMessage = v.InferOutput<typeof tracksSchema>;

/** Events of the socket, by who sends them. */
export const HUB_EVENTS = {
  /** host → hub, acknowledged */
  hello: "hello",
  page: "page",
  time: "time",
  /** host → hub, acknowledged: a DeskMessage, answered with a DeskAnswer (desk.ts) */
  desk: "desk",
  /** host → hub */
  tail: "tail",
  credit: "credit",
  /** hub → host */
  delta: "delta",
  tracks: "tracks",
  /** hub → host: the position is behind the tombstone floor; a snapshot is needed. */
  behind: "behind",
} as const;

/** True when every row is as wide as its table. Widths are what a wrong version shows first. */
export function widthsFit(table: TableName, candidates: readonly Row[]): boolean {
  const width = columnsOf(table).length;
  return candidates.every((row) => row.length === width);
}

/** What the schema hash of the line is computed over. */
export const HUB_WIRE_SHAPE = { tables: TABLES, events: HUB_EVENTS };
