/**
 * The line between hub and host: every message, described once and checked on arrival.
 *
 * Order of things (rules in docs/rules.md):
 * 1. host → hub `hello`: who it is (token), where it stands (epoch, cursor) and what scope its rows were taken by. Hub
 *    answers with its epoch, head, the scope it grants now, and whether the host may tail from its cursor or must take a
 *    snapshot (other epoch, behind the tombstone floor, or a scope that reaches further than the rows it has).
 * 2. snapshot: host pulls `page` after `page`, in uid order, table by table. Rows changed meanwhile come again in the
 *    tail, which starts at the head noted before the first page.
 * 3. tail: hub sends `delta {from, to}`; the host answers `credit {to}` once it is applied. At most
 *    `DELTAS_IN_FLIGHT` are unanswered; changes beyond that wait in the store and are merged by key by themselves.
 * 4. `tracks` are volatile: the latest positions, dropped when the line is busy. They are numbered, so that who misses
 *    some can say so.
 * 5. `digest` asks for the hub's sums of the rows in scope; the answer comes in the stream of deltas, at a place where the
 *    host has everything that is in it.
 * 6. `rescope`: the host's rights are others now; it says `hello` again and hears which.
 */
import * as v from "valibot";
import type { Sum } from "../digest.ts";
import {
  displayName,
  isEchoPicture,
  wallName,
  wallStateSchema,
  windowReportSchema,
  type DirectAnswer,
} from "../direction/wall.ts";
import { ROLES } from "../roles.ts";
import { TABLES, TABLE_NAMES, columnsOf, type Row, type TableName } from "../tables.ts";
import { TROUBLE_CODES } from "../trouble.ts";

export const DELTAS_IN_FLIGHT = 4;
/** Rows in one page or delta at most. A page is large so that a copy is seldom waiting for an answer. */
export const PAGE_ROWS = 5_000;
export const DELTA_ROWS = 2_000;

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const tableName = v.picklist(TABLE_NAMES as [TableName, ...TableName[]]);

/** Hub time as the hub sees it. `pace` is 1 except in a sped-up demonstration: hub ms per real ms. */
export const hubTimeSchema = v.object({ now: v.number(), pace: v.pipe(v.number(), v.gtValue(0)) });
export type HubTime = v.InferOutput<typeof hubTimeSchema>;

/** Where the hub stands, asked for every two seconds: the host's clock, its lag, and a delta that was lost on the way. */
export const pulseSchema = v.object({ ...hubTimeSchema.entries, head: uint, headAt: v.number() });
export type Pulse = v.InferOutput<typeof pulseSchema>;

const uids = v.nullable(v.pipe(v.array(uint), v.readonly()));
export const scopeSchema = v.object({
  platforms: v.nullable(v.pipe(v.array(v.string()), v.readonly())),
  departments: uids,
  unitGrids: uids,
  since: v.nullable(v.number()),
  textsSince: v.nullable(v.number()),
  personal: v.boolean(),
  restricted: v.boolean(),
});

export const helloSchema = v.object({
  wire: uint,
  /** "" when it has none. */
  token: v.pipe(v.string(), v.maxLength(200)),
  /** How the host calls itself, for lists. */
  name: v.pipe(v.string(), v.maxLength(100)),
  /** Cursor of the cache and the epoch it belongs to; null when the cache is empty. */
  epoch: v.nullable(v.string()),
  cursor: uint,
  /** Where an unfinished snapshot of that epoch stands; null when there is none. */
  snapshot: v.nullable(v.object({ at: uint, table: tableName, after: uint })),
  /** What the rows in the cache were taken by; null while it is empty. */
  scope: v.nullable(scopeSchema),
  /** Texts of cases that are over are kept for so many months, the running one included; null for all. */
  keepMonths: v.nullable(v.pipe(uint, v.minValue(1))),
});
export type Hello = v.InferOutput<typeof helloSchema>;

/** Why the hub takes no hello of this token. */
export const TOKEN_REFUSALS = ["tokenMissing", "tokenUnknown", "sessionEnded"] as const;
export type TokenRefusal = (typeof TOKEN_REFUSALS)[number];

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
    role: v.picklist(ROLES),
    scope: scopeSchema,
  }),
  v.object({ answer: v.literal("wireVersion"), hub: uint, host: uint }),
  /** `epoch` of the hub that says so: rows of its own history are no longer ours to keep. */
  v.object({ answer: v.literal("refused"), why: v.picklist(TOKEN_REFUSALS), epoch: v.string() }),
]);
export type Welcome = v.InferOutput<typeof welcomeSchema>;

/** Rows with after < uid ≤ last; `last` null for no end. */
export const pageRequestSchema = v.object({ table: tableName, after: uint, last: v.nullable(uint), limit: uint });
export type PageRequest = v.InferOutput<typeof pageRequestSchema>;

const cell = v.nullable(v.union([v.number(), v.string()]));
/** Rows are checked for their width here; the types of their cells are the STRICT tables' business. */
const rows = v.array(v.array(cell));

export const pageSchema = v.object({
  table: tableName,
  after: uint,
  /**
   * Where the look at the table ended: uid of the last row, seen or hidden by the scope; of a page that is done, the end
   * of the range that was asked for, where it had one.
   */
  last: uint,
  /** No row of the range asked for lies beyond. */
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

const sum = v.tuple([uint, uint, uint]);
/** `buckets`: the tables whose buckets are wanted too. */
export const digestRequestSchema = v.object({ buckets: v.array(tableName) });
/** The hub's sums (shared/digest.ts) of the rows in the host's scope, true at commit `at`. */
export const digestSchema = v.object({
  epoch: v.string(),
  at: uint,
  totals: v.record(tableName, sum),
  /** Three numbers a bucket, from bucket 0 on. */
  buckets: v.record(tableName, v.array(uint)),
});
export type Digest = {
  epoch: string;
  at: number;
  totals: Partial<Record<TableName, Sum>>;
  buckets: Partial<Record<TableName, number[]>>;
};

/** What the hub tells of itself and of those that listen to it, to whoever may see it. */
export const hubStatusSchema = v.object({
  rssMb: v.number(),
  clients: v.array(
    v.object({
      name: v.string(),
      role: v.picklist(ROLES),
      /** greeted, tailing … */
      at: v.string(),
      cursor: uint,
      /** Deltas sent and not answered. */
      unanswered: uint,
      /** Bytes that wait in this process to be sent. */
      waitingBytes: uint,
    }),
  ),
});
export type HubStatus = v.InferOutput<typeof hubStatusSchema>;

/**
 * Positions as plain arrays: [uid, lon, lat, heading|null, speed, status index, at, device status, device alarm, fuel|null,
 * mileage|null]. Who is off duty is left out: nobody's way home is anybody's business.
 */
export const tracksSchema = v.object({
  at: v.number(),
  /** Counts the hub's reports of positions; a number left out was dropped on the way to this host. */
  n: uint,
  rows: v.array(
    v.tuple([
      uint,
      v.number(),
      v.number(),
      v.nullable(v.number()),
      v.number(),
      uint,
      v.number(),
      uint,
      uint,
      v.nullable(v.number()),
      v.nullable(v.number()),
    ]),
  ),
});
export type TracksMessage = v.InferOutput<typeof tracksSchema>;

export const lookSchema = v.object({ caseUid: uint });
/** Who is logged in where, what they look at, and what they have claimed. Kept in memory only. */
export const seatsSchema = v.object({
  seats: v.array(
    v.object({
      person: uint,
      name: v.string(),
      role: v.picklist(ROLES),
      machine: v.string(),
      /** The case that is looked at, 0 none, and since when (hub time). */
      caseUid: uint,
      since: v.number(),
    }),
  ),
  claims: v.array(
    v.object({
      caseUid: uint,
      person: uint,
      name: v.string(),
      /** Real ms from the sending until it is let go of by itself. */
      leftMs: uint,
    }),
  ),
});
export type SeatsMessage = v.InferOutput<typeof seatsSchema>;

/** What the hub answers to a DirectAct. */
export const directAnswerSchema: v.GenericSchema<unknown, DirectAnswer> = v.variant("done", [
  v.object({ done: v.literal("yes"), rev: uint, waiting: uint }),
  v.object({
    done: v.literal("no"),
    trouble: v.object({
      code: v.picklist(TROUBLE_CODES),
      params: v.record(v.string(), v.union([v.string(), v.number()])),
    }),
  }),
]);

const jpeg = v.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array && isEchoPicture(bytes), "is no small JPEG");
const hostName = v.pipe(v.string(), v.maxLength(100));

/** A window of this host tells of itself; null for a picture that is no other than before. */
export const showsSchema = v.strictObject({ report: windowReportSchema, jpeg: v.nullable(jpeg) });
export type ShowsMessage = v.InferOutput<typeof showsSchema>;

/** All walls and their windows, as the hub has them now. Windows that have fallen silent are left out. */
export const wallsSchema = v.object({
  walls: v.array(wallStateSchema),
  windows: v.array(v.object({ ...windowReportSchema.entries, host: hostName, heardAt: v.number(), picture: uint })),
});
export type WallsMessage = v.InferOutput<typeof wallsSchema>;

/** Asks for the newest picture of a window; `picture`: the number that is had, which is not sent again. */
export const echoRequestSchema = v.strictObject({ host: hostName, display: displayName, picture: uint });
export type EchoRequest = v.InferOutput<typeof echoRequestSchema>;
export const echoSchema = v.object({
  host: hostName,
  display: displayName,
  wall: wallName,
  picture: uint,
  at: v.number(),
  rev: uint,
  jpeg,
});

/** Events of the socket, by who sends them. */
export const HUB_EVENTS = {
  /** host → hub, acknowledged */
  hello: "hello",
  page: "page",
  /** answered with a Pulse */
  time: "time",
  /** answered with a HubStatus, or null for who may not see it */
  status: "status",
  /** a picture by its SHA-256, answered with its bytes, or null where there is none to see */
  picture: "picture",
  /** host → hub, acknowledged: a DeskMessage, answered with a DeskAnswer (desk.ts) */
  desk: "desk",
  /** host → hub, acknowledged: a DirectAct, answered with a DirectAnswer (direction/wall.ts) */
  direct: "direct",
  /** host → hub, acknowledged: an EchoRequest, answered with an Echo, or null where there is none newer to see */
  echo: "echo",
  /** host → hub: what a window of this host shows */
  shows: "shows",
  /** hub → host: all walls, at every change */
  walls: "walls",
  /** host → hub */
  tail: "tail",
  credit: "credit",
  /** host → hub: the case that its seat looks at, 0 none */
  look: "look",
  /** hub → host: who is at which seat, at every change */
  seats: "seats",
  /** host → hub a request, hub → host the sums, in the stream of deltas */
  digest: "digest",
  /** hub → host */
  delta: "delta",
  tracks: "tracks",
  /** hub → host: say hello again, your rights are others */
  rescope: "rescope",
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
