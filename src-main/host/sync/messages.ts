/**
 * Reads what came from the hub. The outlines are checked by the schemas' rules, the rows by width and key only: the types
 * of their cells are the STRICT tables' business, and a schema over every cell of a page costs more than writing it.
 */
import * as v from "valibot";
import { TABLE_NAMES, columnsOf, type Row, type TableName } from "../../../shared/tables.ts";
import type { DirectAnswer, Echo } from "../../../shared/direction/wall.ts";
import { deskAnswerSchema, type DeskAnswer } from "../../../shared/wire/desk.ts";
import {
  digestSchema,
  directAnswerSchema,
  echoSchema,
  hubStatusSchema,
  pageSchema,
  seatsSchema,
  wallsSchema,
  type Delta,
  type Digest,
  type HubStatus,
  type Page,
  type PageRequest,
  type SeatsMessage,
  type WallsMessage,
} from "../../../shared/wire/hub.ts";
import { unpackPage } from "../../../shared/wire/page.ts";

/** How rows travel in the version that is spoken. */
export interface RowForm {
  /** Columns of a table. */
  width(table: TableName): number;
  /** A row as it is here. */
  row(table: TableName, row: Row): Row;
}

const uint = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const tableName = v.picklist(TABLE_NAMES as [TableName, ...TableName[]]);
const anyRows = v.custom<Row[]>((rows) => Array.isArray(rows) && rows.every((row) => Array.isArray(row)));

const deltaOutline = v.object({
  epoch: v.string(),
  from: uint,
  to: uint,
  at: v.number(),
  put: v.record(tableName, anyRows),
  del: v.record(tableName, v.array(uint)),
});

export function readDeskAnswer(raw: unknown): DeskAnswer | null {
  const { success, output } = v.safeParse(deskAnswerSchema, raw);
  return success ? output : null;
}

export function readSeats(raw: unknown): SeatsMessage | null {
  const { success, output } = v.safeParse(seatsSchema, raw);
  return success ? output : null;
}

export function readWalls(raw: unknown): WallsMessage | null {
  const { success, output } = v.safeParse(wallsSchema, raw);
  return success ? output : null;
}

export function readDirectAnswer(raw: unknown): DirectAnswer | null {
  const { success, output } = v.safeParse(directAnswerSchema, raw);
  return success ? output : null;
}

/** Undefined when it fits no shape; null is the hub's word for "none newer to see". */
export function readEcho(raw: unknown): Echo | null | undefined {
  const { success, output } = v.safeParse(v.nullable(echoSchema), raw);
  if (!success || output === null) return success ? null : undefined;
  // The socket gives a Buffer, which would go on to windows as its own words for JSON and not as bytes.
  return { ...output, jpeg: new Uint8Array(output.jpeg) };
}

export function readDigest(raw: unknown): Digest | null {
  const { success, output } = v.safeParse(digestSchema, raw);
  return success ? output : null;
}

/** Undefined when it fits no shape; null is the hub's word for "not for you". */
export function readHubStatus(raw: unknown): HubStatus | null | undefined {
  const { success, output } = v.safeParse(v.nullable(hubStatusSchema), raw);
  return success ? output : undefined;
}

/** A page that answers `request`: rows of the right width, in uid order, within the page's own range. */
export function readPage(raw: unknown, request: PageRequest, form: RowForm): Page | null {
  const { success, output } = v.safeParse(pageSchema, raw);
  if (!success || output.table !== request.table || output.after !== request.after) return null;
  const packed = unpackPage(output, form.width(output.table));
  if (packed === null) return null;
  const page = { ...packed, rows: packed.rows.map((row) => form.row(packed.table, row)) };
  let before = page.after;
  for (const row of page.rows) {
    const uid = row[0];
    if (!isUid(uid) || uid <= before || uid > page.last) return null;
    before = uid;
  }
  if (request.last !== null && page.last > request.last) return null;
  // A page that is not the last but gets nowhere would be asked for without end.
  return !page.done && page.last <= page.after ? null : page;
}

export function readDelta(raw: unknown, form: RowForm): Delta | null {
  const { success, output } = v.safeParse(deltaOutline, raw);
  if (!success || output.from > output.to) return null;
  const delta: Delta = output;
  for (const table of TABLE_NAMES) {
    const rows: readonly Row[] = delta.put[table] ?? [];
    const width = form.width(table);
    if (!rows.every((row) => row.length === width && isUid(row[0]))) return null;
    if (rows.length > 0 && width !== columnsOf(table).length) {
      delta.put[table] = rows.map((row) => form.row(table, row));
    }
  }
  return delta;
}

function isUid(cell: unknown): cell is number {
  return typeof cell === "number" && Number.isSafeInteger(cell) && cell > 0;
}
