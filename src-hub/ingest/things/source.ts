/**
 * Files of things, row by row, whatever they are: GeoJSON (packed or not), Shapefiles, and tables with columns for the
 * position. A file is gone through once before its first row is given, so one that is broken anywhere gives none.
 */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import iconv from "iconv-lite";
import pick from "stream-json/filters/pick.js";
import parser from "stream-json/parser.js";
import streamArray from "stream-json/streamers/stream-array.js";
import { TroubleError } from "../../../shared/trouble.ts";
import { bytesOf, inspectFile, troubleOfReading, type Inspected } from "../../command/inspect.ts";
import { contradictionOfMember, contradictionOfPrj, type Crs } from "../crs.ts";
import { keysOfJson, openCsv, openJson } from "../rows.ts";
import { isShapefile, readShapefile } from "./shapefile.ts";

/** One thing as its file has it. */
export interface ThingRow {
  /** As a spreadsheet counts: the header of a table is row 1; features and records of Shapefiles count from 1. */
  readonly row: number;
  /** In the order of the header; null for what is no record. */
  readonly cells: readonly string[] | null;
  /** GeoJSON geometry in the file's own coordinates, undefined in tables. */
  readonly geometry?: unknown;
}

export interface ThingSource {
  readonly header: readonly string[];
  readonly encoding: string;
  /** Length without the packing, bytes. */
  readonly bytes: number;
  readonly hasGeometry: boolean;
  rows(): AsyncGenerator<ThingRow>;
  bytesRead(): number;
  close(): void;
  /** What the file itself says against a declared system, null when nothing does. */
  contradiction(crs: Crs): string | null;
}

/**
 * Opens a file of things. Throws trouble `fileMissing`, `fileUnreadable`, `fileTruncated`, `notCsv`, `geoBroken` or
 * `shapefileBroken`.
 */
export async function openThings(file: string): Promise<ThingSource> {
  if (isShapefile(file)) return shapeSource(file);
  const found = await inspectFile(file, true);
  if (found.object === true) return featureSource(found);
  const rows =
    found.kind === "csv"
      ? await openCsv(found)
      : await keysOfJson(found).then((keys) =>
          openJson(found, keys, (record) => keys.map((key) => textOf(record[key]))),
        );
  return {
    header: rows.header,
    encoding: found.encoding,
    bytes: found.bytes,
    hasGeometry: false,
    rows: () => rows.rows(),
    bytesRead: () => rows.bytesRead(),
    close: () => rows.close(),
    contradiction: () => null,
  };
}

function shapeSource(file: string): ThingSource {
  const { table, geometries, prj, bytes } = readShapefile(file);
  let done = 0;
  return {
    header: table.header,
    encoding: table.encoding,
    bytes,
    hasGeometry: true,
    async *rows() {
      for (const [i, cells] of table.records.entries()) {
        done = i + 1;
        yield { row: i + 1, cells, geometry: geometries[i] };
      }
    },
    bytesRead: () => (table.records.length === 0 ? bytes : (bytes * done) / table.records.length),
    close: () => undefined,
    contradiction: (crs) => (prj === null ? null : contradictionOfPrj(prj, crs)),
  };
}

interface Feature {
  readonly properties?: unknown;
  readonly geometry?: unknown;
}

async function featureSource(found: Inspected): Promise<ThingSource> {
  const keys = new Set<string>();
  let count = 0;
  for await (const feature of featuresOf(found, bytesOf(found.file, found.gzip))) {
    count += 1;
    for (const key of Object.keys(propertiesOf(feature) ?? {})) keys.add(key);
  }
  if (count === 0) throw new TroubleError("geoBroken", { file: basename(found.file), why: "why.geoNoFeatures" });
  const header = [...keys];
  const member = await crsMember(found);
  let done = 0;
  let open: Readable | null = null;
  return {
    header,
    encoding: found.encoding,
    bytes: found.bytes,
    hasGeometry: true,
    async *rows() {
      open = bytesOf(found.file, found.gzip);
      for await (const feature of featuresOf(found, open)) {
        done += 1;
        const properties = propertiesOf(feature);
        const cells = properties === null ? null : header.map((key) => textOf(properties[key]));
        yield { row: done, cells, geometry: (feature as Feature | null)?.geometry };
      }
    },
    bytesRead: () => (found.bytes * done) / count,
    close: () => void open?.destroy(),
    contradiction: (crs) => (member === null ? null : contradictionOfMember(member, crs)),
  };
}

/** Properties of a feature: none at all is an empty record; null for what is no feature. */
function propertiesOf(feature: unknown): Record<string, unknown> | null {
  if (typeof feature !== "object" || feature === null || Array.isArray(feature)) return null;
  const { properties = null } = feature as Feature;
  return typeof properties === "object" && !Array.isArray(properties) ? ((properties ?? {}) as never) : null;
}

async function* featuresOf(found: Inspected, bytes: Readable): AsyncGenerator<unknown> {
  const text = found.encoding === "utf8" ? bytes : bytes.pipe(iconv.decodeStream(found.encoding));
  const tokens = parser.asStream();
  const picked = pick.asStream({ filter: "features" });
  const features = streamArray.asStream();
  for (const stream of [bytes, text, tokens, picked]) stream.on("error", (error) => features.destroy(error));
  text.pipe(tokens).pipe(picked).pipe(features);
  try {
    for await (const { value } of features as AsyncIterable<{ value: unknown }>) yield value;
  } catch (error) {
    const known = troubleOfReading(error, found.file, 0);
    if (known instanceof TroubleError || (error as { code?: string }).code !== undefined) throw known;
    // The parser's errors have no code; all of them mean that the text is no whole JSON, or `features` no list.
    throw new TroubleError("geoBroken", { file: basename(found.file), why: "why.jsonBroken" });
  } finally {
    for (const stream of [bytes, tokens, picked, features]) stream.destroy();
  }
}

/** Characters at the beginning of a GeoJSON in which programs write its `crs` member. */
const OPENING = 4096;

/** The name in the `crs` member of an older GeoJSON, null without one. */
async function crsMember({ file, gzip, encoding }: Inspected): Promise<string | null> {
  const bytes = gzip ? bytesOf(file, true) : createReadStream(file, { end: OPENING });
  try {
    for await (const piece of bytes) {
      const text = iconv.decode(piece as Buffer, encoding).slice(0, OPENING);
      return /"crs"\s*:\s*\{[^}]*\{\s*"name"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? null;
    }
    return null;
  } finally {
    bytes.destroy();
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).toWellFormed();
}
