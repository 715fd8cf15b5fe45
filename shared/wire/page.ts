/**
 * The rows of a page as they travel: two strings of bytes, so that a full copy of a large city costs little more than
 * writing it down.
 *
 * `rows` is a JSON array of the rows in which every text stands as its length in UTF-16 units; `text` is all these texts
 * one after another, row by row and column by column, as UTF-8. Nothing has to be escaped, the socket need not look
 * through every cell for bytes, and whoever reads cuts the texts out of one string instead of building each anew.
 */
import { TABLES, TABLE_NAMES, columnsOf, type Cell, type Row, type TableName } from "../tables.ts";
import type { Page, PackedPage } from "./hub.ts";

/** Where the texts stand in a row of each table. */
const TEXTS = Object.fromEntries(
  TABLE_NAMES.map((table) => [
    table,
    Object.values(TABLES[table]).flatMap((type, i) => ((type as string).startsWith("text") ? [i] : [])),
  ]),
) as Record<TableName, number[]>;

/** Packs a page. Texts must be well-formed, as all texts of a store are: UTF-8 has no lone surrogates. */
export function packPage({ table, after, last, done, rows }: Page): PackedPage {
  const places = TEXTS[table];
  const texts: string[] = [];
  const lengths = rows.map((row) => {
    const packed: Cell[] = row.slice();
    for (const i of places) {
      const text = packed[i];
      if (typeof text !== "string") continue;
      texts.push(text);
      packed[i] = text.length;
    }
    return packed;
  });
  const encoder = new TextEncoder();
  return {
    table,
    after,
    last,
    done,
    rows: encoder.encode(JSON.stringify(lengths)),
    text: encoder.encode(texts.join("")),
  };
}

/**
 * The page as it was packed; null when the bytes are no rows of the table's width with all of their texts.
 * @param width columns of the table in the version that packed it
 */
export function unpackPage(
  { table, after, last, done, rows: packed, text: bytes }: PackedPage,
  width: number = columnsOf(table).length,
): Page | null {
  const text = textOf(bytes);
  const json = textOf(packed);
  const rows = json === null ? null : rowsOf(json);
  if (text === null || rows === null) return null;
  const places = TEXTS[table].filter((place) => place < width);
  let from = 0;
  for (const row of rows) {
    if (!Array.isArray(row) || row.length !== width) return null;
    for (const i of places) {
      const length: unknown = row[i];
      if (length === null) continue;
      if (typeof length !== "number" || !Number.isInteger(length) || length < 0) return null;
      row[i] = text.slice(from, from + length);
      from += length;
    }
  }
  return from === text.length ? { table, after, last, done, rows: rows as Row[] } : null;
}

/** The text of some UTF-8, a mark at its beginning included; null when it is none. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The elements of a JSON array; null when the text is none. */
function rowsOf(json: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
