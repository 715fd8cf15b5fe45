/** Shapefiles: .shp with its .dbf, .prj and .cpg beside it, or all of them in one zip. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { unzipSync, type UnzipFileInfo } from "fflate";
import { parseShp } from "shpjs";
import { TroubleError } from "../../../shared/trouble.ts";
import { troubleOfReading } from "../../command/inspect.ts";
import { readDbf, type DbfTable } from "./dbf.ts";

export interface Shapefile {
  readonly table: DbfTable;
  /** GeoJSON geometries by record, in the file's own coordinates. */
  readonly geometries: readonly unknown[];
  /** Text of the .prj, null without one. */
  readonly prj: string | null;
  readonly bytes: number;
}

type Parts = Partial<Record<"shp" | "dbf" | "prj" | "cpg", Buffer>>;

const PARTS = ["shp", "dbf", "prj", "cpg"] as const;
/** Bytes that one part may have once it is unpacked. */
const MOST_BYTES = 2 ** 30;
const MAGIC = 9994;

/** Is it a Shapefile by its name? */
export function isShapefile(file: string): boolean {
  return /\.(shp|zip)$/i.test(file);
}

/**
 * Reads a Shapefile into memory. Throws trouble `fileMissing`, `fileUnreadable` or `shapefileBroken` (parts that are not
 * there, cut short, or do not belong together).
 */
export function readShapefile(file: string): Shapefile {
  const no = (why: string, more: Record<string, string | number> = {}) =>
    new TroubleError("shapefileBroken", { file: basename(file), why, ...more });
  const parts = /\.zip$/i.test(file) ? partsOfZip(file, no) : partsBeside(file);
  const { shp, dbf } = parts;
  if (shp === undefined) throw no("why.shapeNone");
  if (dbf === undefined) throw no("why.shapeNoTable");
  if (shp.length < 100 || shp.readInt32BE(0) !== MAGIC) throw no("why.shapeNotOne");
  // The header counts in words of two bytes.
  if (shp.readInt32BE(24) * 2 > shp.length) throw no("why.shapeCut");
  const table = readDbf(dbf, parts.cpg?.toString("latin1") ?? null);
  if (table === null) throw no("why.shapeTableCut");
  const geometries = geometriesOf(shp);
  if (geometries === null) throw no("why.shapeNotOne");
  if (geometries.length !== table.records.length) {
    throw no("why.shapeCounts", { shapes: geometries.length, records: table.records.length });
  }
  return { table, geometries, prj: parts.prj?.toString("utf8") ?? null, bytes: shp.length + dbf.length };
}

function geometriesOf(shp: Buffer): readonly unknown[] | null {
  try {
    return parseShp(new DataView(shp.buffer, shp.byteOffset, shp.byteLength));
  } catch {
    // Whatever the parser stumbles over, the bytes are no shapes of a kind that it knows.
    return null;
  }
}

/** The parts that lie beside a .shp under its name, whatever the case of their endings. */
function partsBeside(file: string): Parts {
  try {
    if (statSync(file).isDirectory()) throw new TroubleError("fileUnreadable", { file, why: "why.directory" });
    const stem = basename(file, extname(file));
    const parts: Parts = {};
    for (const name of readdirSync(dirname(file))) {
      const part = PARTS.find((ending) => name.toLowerCase() === `${stem}.${ending}`.toLowerCase());
      const path = join(dirname(file), name);
      if (part !== undefined && existsSync(path)) parts[part] ??= readFileSync(path);
    }
    return parts;
  } catch (error) {
    throw troubleOfReading(error, file, 0);
  }
}

type No = (why: string, more?: Record<string, string | number>) => TroubleError;

function partsOfZip(file: string, no: No): Parts {
  let packed: Buffer;
  try {
    packed = readFileSync(file);
  } catch (error) {
    throw troubleOfReading(error, file, 0);
  }
  const partOf = (name: string) => PARTS.find((ending) => name.toLowerCase().endsWith(`.${ending}`));
  let large = false;
  const wanted = ({ name, originalSize }: UnzipFileInfo) => {
    if (partOf(name) === undefined || name.startsWith("__MACOSX/")) return false;
    large ||= originalSize > MOST_BYTES;
    return !large;
  };
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(packed, { filter: wanted });
  } catch {
    // fflate throws plain errors of its own kinds; all mean that this is no whole zip.
    throw no("why.zipBroken");
  }
  if (large) throw no("why.shapeTooLarge");
  const shapes = Object.keys(unpacked).filter((name) => partOf(name) === "shp");
  if (shapes.length > 1) throw no("why.shapeSeveral", { names: shapes.join(", ") });
  const stem = (shapes[0] ?? "").slice(0, -4).toLowerCase();
  const parts: Parts = {};
  for (const [name, bytes] of Object.entries(unpacked)) {
    const part = partOf(name);
    if (part !== undefined && name.slice(0, -4).toLowerCase() === stem) parts[part] = Buffer.from(bytes);
  }
  return parts;
}
