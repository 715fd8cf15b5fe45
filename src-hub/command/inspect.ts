/**
 * The first look at a file: is it whole, how is it packed, encoded and divided, how long is it? Every byte is read, so
 * that a file that breaks off, or is no table at all, is found out before anything is written.
 */
import { createReadStream, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import chardet from "chardet";
import iconv from "iconv-lite";
import { TroubleError } from "../../shared/trouble.ts";

/** What the first look found. */
export interface Inspected {
  readonly file: string;
  readonly gzip: boolean;
  readonly kind: "csv" | "json";
  /** The JSON is one object, such as a FeatureCollection. */
  readonly object?: true;
  /** Name for iconv-lite; "utf8" needs no conversion. */
  readonly encoding: string;
  readonly delimiter: string;
  /** Length without the packing, bytes. */
  readonly bytes: number;
}

const PIECE = 1 << 18;
const SAMPLE = 1 << 16;
const GZIP = [0x1f, 0x8b];
const ZIP = [0x50, 0x4b];
const [LF, CR, QUOTE] = [10, 13, 34];

/**
 * Reads the whole file once.
 * Throws trouble `fileMissing`, `fileUnreadable` (a folder, no permission, broken gzip), `fileTruncated`, `notCsv`.
 * @param objects a JSON object is fine too, not only a list
 */
export async function inspectFile(file: string, objects = false): Promise<Inspected> {
  const gzip = await startsAsGzip(file);
  const scan = scanner();
  try {
    for await (const piece of bytesOf(file, gzip)) scan.take(piece);
  } catch (error) {
    throw troubleOfReading(error, file, scan.lines());
  }
  return { file, gzip, ...scan.result(basename(file), objects) };
}

/** The bytes of a file without its packing. */
export function bytesOf(file: string, gzip: boolean): Readable {
  const raw = createReadStream(file, { highWaterMark: PIECE });
  if (!gzip) return raw;
  const unpacked = createGunzip({ chunkSize: PIECE });
  raw.on("error", (error) => unpacked.destroy(error));
  unpacked.on("close", () => raw.destroy());
  return raw.pipe(unpacked);
}

async function startsAsGzip(file: string): Promise<boolean> {
  try {
    if (statSync(file).isDirectory()) throw new TroubleError("fileUnreadable", { file, why: "why.directory" });
    const handle = await open(file);
    try {
      const start = new Uint8Array(2);
      const { bytesRead } = await handle.read(start, 0, 2, 0);
      return bytesRead === 2 && start[0] === GZIP[0] && start[1] === GZIP[1];
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw troubleOfReading(error, file, 0);
  }
}

/** What the error codes of files and of zlib mean to a person. Everything else is no expected failure and stays. */
export function troubleOfReading(error: unknown, file: string, rows: number): unknown {
  if (error instanceof TroubleError) return error;
  switch ((error as { code?: string }).code) {
    case "ENOENT":
      return new TroubleError("fileMissing", { file });
    case "EACCES":
    case "EPERM":
      return new TroubleError("fileUnreadable", { file, why: "why.denied" });
    case "EISDIR":
      return new TroubleError("fileUnreadable", { file, why: "why.directory" });
    case "Z_BUF_ERROR":
      return new TroubleError("fileTruncated", { file, rows });
    case "Z_DATA_ERROR":
      return new TroubleError("fileUnreadable", { file, why: "why.gzipBroken" });
    case "EIO":
      return new TroubleError("fileUnreadable", { file, why: "why.disk" });
    default:
      return error;
  }
}

interface Scanner {
  take(piece: Buffer): void;
  /** Lines met so far. */
  lines(): number;
  result(file: string, objects: boolean): Omit<Inspected, "file" | "gzip">;
}

/** Goes over the bytes: quotes, ends of lines, zero bytes, validity as UTF-8. */
function scanner(): Scanner {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let isUtf8 = true;
  let start: Buffer = Buffer.alloc(0);
  let foreign: Buffer = Buffer.alloc(0); // a sample from where the first byte beyond ASCII stands
  let bytes = 0;
  let zeros = false;
  let quotes: ReturnType<typeof quoteState> | null = null;

  return {
    lines: () => quotes?.lines() ?? 0,
    take(piece) {
      bytes += piece.length;
      if (start.length < SAMPLE) start = Buffer.concat([start, piece.subarray(0, SAMPLE - start.length)]);
      if (foreign.length < SAMPLE) {
        const at = foreign.length > 0 ? 0 : piece.findIndex((byte) => byte > 0x7f);
        if (at >= 0) foreign = Buffer.concat([foreign, piece.subarray(at, at + SAMPLE - foreign.length)]);
      }
      if (isUtf8) {
        try {
          utf8.decode(piece, { stream: true });
        } catch {
          isUtf8 = false;
        }
      }
      zeros ||= piece.includes(0);
      quotes ??= quoteState(delimiterOf(piece.toString("latin1", 0, SAMPLE)).charCodeAt(0));
      quotes.take(piece);
    },
    result(file, objects) {
      const no = (why: string, more: Record<string, number> = {}) => new TroubleError("notCsv", { file, why, ...more });
      if (bytes === 0) throw no("why.empty");
      if (start[0] === ZIP[0] && start[1] === ZIP[1]) throw no("why.zip");
      const wide = wideEncoding(start);
      if (wide === null && zeros) throw no("why.binary");
      const encoding = wide ?? (isUtf8 && endsWhole(utf8) ? "utf8" : encodingOf(foreign));
      if (encoding === null) throw no("why.encoding");
      const opening = iconv.decode(start, encoding).replace(/^\ufeff/, "");
      const first = opening.trimStart()[0];
      if (first === undefined) throw no("why.empty");
      if (first === "{" && objects) return { kind: "json", object: true, encoding, delimiter: "", bytes };
      if (first === "{") throw no("why.jsonNotList");
      if (first === "<") throw no("why.markup");
      if (first === "[") return { kind: "json", encoding, delimiter: "", bytes };
      const line = wide === null ? (quotes?.openLine() ?? 0) : 0;
      if (line > 0) throw no("why.quoteOpen", { line });
      return { kind: "csv", encoding, delimiter: delimiterOf(opening), bytes };
    },
  };
}

/** UTF-16 says so with its first two bytes. */
function wideEncoding(start: Buffer): string | null {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return null;
}

function endsWhole(utf8: InstanceType<typeof TextDecoder>): boolean {
  try {
    return typeof utf8.decode() === "string";
  } catch {
    return false;
  }
}

/** The likeliest encoding of bytes that are no UTF-8. GBK is a part of GB18030, so one decoder reads both. */
function encodingOf(sample: Buffer): string | null {
  for (const { name } of chardet.analyse(sample)) {
    if (!name.startsWith("UTF-") && iconv.encodingExists(name)) return name;
  }
  return null;
}

/** The delimiter that stands most often in the first line, outside quotes. */
function delimiterOf(opening: string): string {
  const counts: Record<string, number> = { ",": 0, ";": 0, "\t": 0 };
  let quoted = false;
  for (const c of opening) {
    if (c === '"') quoted = !quoted;
    else if (!quoted && (c === "\n" || c === "\r")) break;
    else if (!quoted && c in counts) counts[c] = (counts[c] as number) + 1;
  }
  return Object.entries(counts).reduce((best, entry) => (entry[1] > best[1] ? entry : best), [",", 0])[0];
}

/**
 * Follows quoted fields byte by byte, the way the parser does (a quote opens only at the start of a field), to learn
 * whether the last one was ever closed. Works for every encoding whose second bytes lie above the ASCII signs.
 */
function quoteState(delimiter: number): { take(piece: Buffer): void; lines(): number; openLine(): number } {
  const [FIELD_START, PLAIN, QUOTED, QUOTE_SEEN] = [0, 1, 2, 3];
  let state = FIELD_START;
  let line = 1;
  let opened = 0;
  let first = true;
  return {
    take(piece) {
      const mark = first && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf ? 3 : 0;
      first = false;
      for (let i = mark; i < piece.length; i++) {
        const byte = piece[i] as number;
        if (byte === LF) line += 1;
        if (state === QUOTED) {
          if (byte === QUOTE) state = QUOTE_SEEN;
        } else if (byte === QUOTE && state !== PLAIN) {
          if (state === FIELD_START) opened = line;
          state = QUOTED;
        } else if (byte === delimiter || byte === LF || byte === CR) {
          state = FIELD_START;
        } else {
          state = PLAIN;
        }
      }
    },
    lines: () => line - 1,
    openLine: () => (state === QUOTED ? opened : 0),
  };
}
