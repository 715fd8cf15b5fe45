/**
 * Reads what came from the hub. The outlines are checked by the schemas' rules, the rows by width and key only: the types
 * of their cells are the STRICT tables' business, and a schema over every cell of a page costs more than writing it.
 */
import * as v from "valibot";
import { TABLE_NAMES, type Row, type TableName } from "../../../shared/tables.ts";
import { deskAnswerSchema, type DeskAnswer } from "../../../shared/wire/desk.ts";
import {
  digestSchema,
  hubStatusSchema,
  pageSchema,
  widthsFit,
  type Delta,
  type Digest,
  type HubStatus,
  type Page,
  type PageRequest,
} from "../../../shared/wire/hub.ts";
import { unpackPage } from "../../../shared/wire/page.ts";

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
export function readPage(raw: unknown, request: PageRequest): Page | null {
  const { success, output } = v.safeParse(pageSchema, raw);
  if (!success || output.table !== request.table || output.after !== request.after) return null;
  const page = unpackPage(output);
  if (page === null) return null;
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

export function readDelta(raw: unknown): Delta | null {
  const { success, output } = v.safeParse(deltaOutline, raw);
  if (!success || output.from > output.to) return null;
  const delta: Delta = output;
  for (const table of TABLE_NAMES) {
    const rows: readonly Row[] = delta.put[table] ?? [];
    if (!widthsFit(table, rows) || !rows.every((row) => isUid(row[0]))) return null;
  }
  return delta;
}

function isUid(cell: unknown): cell is number {
  return typeof cell === "number" && Number.isSafeInteger(cell) && cell > 0;
}
