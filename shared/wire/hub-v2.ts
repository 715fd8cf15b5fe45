/**
 * The line as hubs of version 2 speak it. A host of version 3 speaks it too, so that a city's hub and its halls need not be
 * renewed in one night; it says hello in version 3 first and is told `wireVersion`.
 *
 * Such a hub knows no tokens, scopes, digests, `rescope` and `status`; whoever reaches it may have and ask everything.
 * Pages, deltas, `tail`, `credit` and `behind` are as in version 3.
 */
import * as v from "valibot";
import { EVERYTHING } from "../scope.ts";
import { TABLE_NAMES, columnsOf, type Cell, type Row, type TableName } from "../tables.ts";
import { LOCATED, UNIT_STATUS } from "../track.ts";
import { deskMessageSchema, type DeskMessage } from "./desk.ts";
import { hubTimeSchema, type Hello, type PageRequest, type TracksMessage, type Welcome } from "./hub.ts";
import { HUB_WIRE_BEFORE } from "./version.ts";

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Tables that version 2 does not know. */
const LATER: readonly TableName[] = [
  "areas",
  "borders",
  "places",
  "sensors",
  "components",
  "readings",
  "visits",
  "gateways",
  "cameraGroups",
  "outages",
  "looks",
  "pictures",
  "contacts",
  "alarmMarks",
  "handovers",
];
export const V2_TABLES = TABLE_NAMES.filter((table) => !LATER.includes(table));
const tableName = v.picklist(V2_TABLES as [TableName, ...TableName[]]);

export const helloV2Schema = v.object({
  wire: uint,
  epoch: v.nullable(v.string()),
  cursor: uint,
  snapshot: v.nullable(v.object({ at: uint, table: tableName, after: uint })),
});
type HelloV2 = v.InferOutput<typeof helloV2Schema>;

export const welcomeV2Schema = v.variant("answer", [
  v.object({
    answer: v.literal("welcome"),
    wire: uint,
    epoch: v.string(),
    head: uint,
    time: hubTimeSchema,
    mode: v.picklist(["tail", "resume", "snapshot"]),
    counts: v.record(tableName, uint),
  }),
  v.object({ answer: v.literal("wireVersion"), hub: uint, host: uint }),
]);

export const pageRequestV2Schema = v.object({ table: tableName, after: uint, limit: uint });
type PageRequestV2 = v.InferOutput<typeof pageRequestV2Schema>;

/** Positions without the number of their report. */
export const tracksV2Schema = v.object({
  at: v.number(),
  rows: v.array(v.tuple([uint, v.number(), v.number(), v.nullable(v.number()), v.number(), uint, v.number()])),
});

export const deskMessageV2Schema = v.strictObject({
  id: deskMessageSchema.entries.id,
  by: deskMessageSchema.entries.by,
  request: deskMessageSchema.entries.request,
});
/** What may be asked of the desk there. */
export const V2_ASKS: ReadonlySet<DeskMessage["request"]["ask"]> = new Set([
  "case",
  "setTarget",
  "clearTarget",
  "enterLedger",
  "withdrawLedger",
  "freeze",
]);
type DeskMessageV2 = v.InferOutput<typeof deskMessageV2Schema>;

export function helloToV2({ epoch, cursor, snapshot }: Hello): HelloV2 {
  // A copy that stood in a table it does not know begins anew.
  if (snapshot !== null && !V2_TABLES.includes(snapshot.table)) snapshot = null;
  return { wire: HUB_WIRE_BEFORE, epoch, cursor, snapshot };
}

/** Everybody is given everything, and may ask everything. */
export function welcomeFromV2(welcome: v.InferOutput<typeof welcomeV2Schema>): Welcome {
  return welcome.answer === "welcome" ? { ...welcome, role: "admin", scope: EVERYTHING } : welcome;
}

/** Throws on a page of a range, which version 2 does not know. */
export function pageRequestToV2({ table, after, last, limit }: PageRequest): PageRequestV2 {
  if (last !== null) throw new Error("version 2 has no pages of a range");
  return { table, after, limit };
}

/** What tables have got since, at their ends: how wide they were, and what their newer columns are then. */
const GROWN: Partial<Record<TableName, { readonly width: number; readonly more: readonly Cell[] }>> = {
  cameras: { width: 13, more: ["[]", 0, "", null, null, 0, "open", "[]", "[]", null] },
};

/** How many columns a table has in version 2. */
export const widthInV2 = (table: TableName): number => GROWN[table]?.width ?? columnsOf(table).length;

/** A row of that width as it is now. */
export function rowFromV2(table: TableName, row: Row): Row {
  const grown = GROWN[table];
  return grown === undefined ? row : [...row, ...grown.more];
}

const OFF_DUTY = UNIT_STATUS.indexOf("offDuty");

/**
 * Device words, fuel and mileage are not told; a position is taken for a fix. Such a hub tells of who is off duty too, which
 * goes no further (U6).
 */
export function tracksFromV2(message: v.InferOutput<typeof tracksV2Schema>): TracksMessage {
  const told = message.rows.filter((row) => row[5] !== OFF_DUTY);
  return { at: message.at, n: 0, rows: told.map((row) => [...row, LOCATED, 0, null, null]) };
}

/** The desk there decides however late it comes; `notAfter` is for the outbox alone then. */
export function deskMessageToV2({ id, by, request }: DeskMessage): DeskMessageV2 {
  return { id, by, request };
}
