/**
 * The columns of all cases in a file beside the cache, so that a host that was closed need not walk a million rows to start.
 *
 * It is written when the host closes and taken away as soon as the next one has read it. It counts only if the digest of the
 * cases in the cache (shared/digest.ts) is the one it was written by, its own sum holds, and this program has the same
 * columns; else the rows are walked as if it had never been.
 */
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { crc32 } from "node:zlib";
import type { Sum } from "../../../shared/digest.ts";
import { CaseColumnStore } from "./case-columns.ts";

/** Raise it when a column means something else under its old name. */
const FORMAT = 1;
const HEADER_BYTES = 4_096;
/** Fewer rows are walked sooner than a file is worth. */
const LEAST_ROWS = 10_000;

interface Header {
  readonly format: number;
  readonly names: readonly string[];
  readonly length: number;
  /** Of the cases in the cache. */
  readonly digest: Sum;
  readonly crc: number;
}

const bytesOf = (column: ArrayBufferView) => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);

/**
 * Writes the columns of a cache whose cases have this digest, or nothing where the disk does not take them: then the next
 * start walks the rows.
 */
export function saveColumns(file: string, cases: CaseColumnStore, digest: Sum, leastRows: number = LEAST_ROWS): void {
  if (cases.length < leastRows) return;
  try {
    write(`${file}.new`, cases, digest);
    renameSync(`${file}.new`, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    rmSync(`${file}.new`, { force: true });
  }
}

function write(file: string, cases: CaseColumnStore, digest: Sum): void {
  const columns = Object.entries(cases.columns()).map(([name, column]) => ({
    name,
    bytes: bytesOf(column.subarray(0, cases.length)),
  }));
  const crc = columns.reduce((sum, { bytes }) => crc32(bytes, sum), 0);
  const names = columns.map(({ name }) => name);
  const header = Buffer.alloc(HEADER_BYTES, " ");
  header.write(JSON.stringify({ format: FORMAT, names, length: cases.length, digest, crc } satisfies Header));
  const fd = openSync(file, "w");
  try {
    for (const bytes of [header, ...columns.map((column) => column.bytes)]) {
      for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done);
    }
  } finally {
    closeSync(fd);
  }
}

/** The columns of a cache whose cases have this digest, or null where there is no file that can be trusted to be them. */
export function takeColumns(file: string, digest: Sum): CaseColumnStore | null {
  let fd: number;
  try {
    fd = openSync(file, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return read(fd, digest);
  } finally {
    closeSync(fd);
    // What it says is true of this moment only, and what the cache lets go of must not stay here.
    rmSync(file);
  }
}

function read(fd: number, digest: Sum): CaseColumnStore | null {
  const fill = (bytes: Uint8Array) => {
    let done = 0;
    for (let got = 1; got > 0 && done < bytes.length; done += got)
      got = readSync(fd, bytes, done, bytes.length - done, null);
    return done === bytes.length;
  };
  const first = Buffer.alloc(HEADER_BYTES);
  const header = fill(first) ? headerOf(first) : null;
  if (header === null || header.format !== FORMAT || header.digest.join() !== digest.join()) return null;
  const width = Object.values(new CaseColumnStore().columns()).reduce((sum, each) => sum + each.BYTES_PER_ELEMENT, 0);
  if (fstatSync(fd).size !== HEADER_BYTES + header.length * width) return null;
  const cases = new CaseColumnStore(header.length);
  const columns = Object.entries(cases.columns());
  if (columns.map(([name]) => name).join() !== header.names.join()) return null;
  let crc = 0;
  for (const [, column] of columns) {
    const bytes = bytesOf(column.subarray(0, header.length));
    if (!fill(bytes)) return null;
    crc = crc32(bytes, crc);
  }
  if (crc !== header.crc) return null;
  cases.adopt(header.length);
  return cases;
}

function headerOf(bytes: Buffer): Header | null {
  try {
    const header = JSON.parse(bytes.toString()) as Header;
    return Number.isSafeInteger(header.length) && Array.isArray(header.names) && Array.isArray(header.digest)
      ? header
      : null;
  } catch {
    return null;
  }
}
