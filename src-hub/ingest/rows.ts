/** Rows of a file one by one, whatever it is: CSV in any encoding, or a JSON list of records. */
import { Transform, type Readable } from "node:stream";
import { parse } from "csv-parse";
import iconv from "iconv-lite";
import streamArray from "stream-json/streamers/stream-array.js";
import { TroubleError } from "../../shared/trouble.ts";
import { bytesOf, troubleOfReading, type Inspected } from "../command/inspect.ts";

/** One row. `row` counts as a spreadsheet does: the header of a CSV is row 1; the first record of a list is row 1. */
export interface SourceRow {
  readonly row: number;
  /** Cells in the order of the header; null for a thing in a list that is no record. */
  readonly cells: readonly string[] | null;
}

/** A file being read: its header, then its rows, and how many of its bytes have gone by. */
export interface OpenRows {
  readonly header: readonly string[];
  rows(): AsyncGenerator<SourceRow>;
  bytesRead(): number;
  close(): void;
}

/**
 * Opens a CSV for reading. Throws trouble `notCsv` when it has no header.
 * Cells beyond the header's length are kept, so that a row of the wrong width can be told.
 */
export async function openCsv(found: Inspected): Promise<OpenRows> {
  const counter = counting(found);
  const parser = parse({
    bom: true,
    delimiter: found.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const source = found.encoding === "utf8" ? counter.stream : counter.stream.pipe(iconv.decodeStream(found.encoding));
  counter.stream.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  const records = parser[Symbol.asyncIterator]() as AsyncIterator<string[]>;
  const close = () => {
    parser.destroy();
    counter.stream.destroy();
  };
  const first = await records.next();
  if (first.done === true) {
    close();
    throw new TroubleError("notCsv", { file: found.file, why: "why.empty" });
  }
  return {
    header: first.value.map((name) => name.replace(/^\ufeff/, "")),
    bytesRead: counter.bytes,
    close,
    async *rows() {
      let row = 1;
      try {
        for (;;) {
          const next = await records.next();
          if (next.done === true) return;
          row += 1;
          yield { row, cells: next.value };
        }
      } catch (error) {
        throw troubleOfReading(error, found.file, row);
      } finally {
        close();
      }
    },
  };
}

/** Turns records into cells in the order of `keys`; what a key means is the caller's business. */
export type CellsOf = (record: Record<string, unknown>) => string[];

/** Opens a JSON list of records for reading. `header` and `cellsOf` say how a record becomes a row. */
export function openJson(found: Inspected, header: readonly string[], cellsOf: CellsOf): OpenRows {
  const counter = counting(found);
  return {
    header,
    bytesRead: counter.bytes,
    close: () => void counter.stream.destroy(),
    async *rows() {
      let row = 0;
      for await (const value of elementsOf(found, counter.stream)) {
        row += 1;
        const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
        yield { row, cells: isRecord ? cellsOf(value as Record<string, unknown>) : null };
      }
    },
  };
}

/**
 * Reads a JSON list to its end and gives all keys its records have. Throws trouble `notCsv` when it is no whole list: what
 * a list of records lacks at its end is found before its first record is written.
 */
export async function keysOfJson(found: Inspected): Promise<string[]> {
  const keys = new Set<string>();
  for await (const value of elementsOf(found, bytesOf(found.file, found.gzip))) {
    if (typeof value === "object" && value !== null) for (const key of Object.keys(value)) keys.add(key);
  }
  return [...keys];
}

async function* elementsOf(found: Inspected, bytes: Readable): AsyncGenerator<unknown> {
  const parser = streamArray.withParserAsStream();
  const text = found.encoding === "utf8" ? bytes : bytes.pipe(iconv.decodeStream(found.encoding));
  let broken: unknown = null;
  bytes.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const { value } of parser as AsyncIterable<{ value: unknown }>) yield value;
  } catch (error) {
    broken = error;
  } finally {
    bytes.destroy();
    parser.destroy();
  }
  if (broken === null) return;
  const known = troubleOfReading(broken, found.file, 0);
  if (known instanceof TroubleError || (broken as { code?: string }).code !== undefined) throw known;
  // The parser's errors have no code; all of them mean that the text is no JSON list.
  throw new TroubleError("notCsv", { file: found.file, why: "why.jsonBroken" });
}

function counting(found: Inspected): { stream: Readable; bytes: () => number } {
  let bytes = 0;
  const counter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      bytes += piece.length;
      done(null, piece);
    },
  });
  const source = bytesOf(found.file, found.gzip);
  source.on("error", (error) => counter.destroy(error));
  counter.on("close", () => source.destroy());
  return { stream: source.pipe(counter), bytes: () => bytes };
}
