/** Opens a base map, whatever it is: told by what the file begins with, not by its name. */
import { open, readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import * as v from "valibot";
import { TroubleError } from "../../shared/trouble.ts";
import { reasonOf } from "../checks.ts";
import type { CliKey, Sentences } from "../sentences.ts";
import { descriptionSchema, type Description } from "./description.ts";
import { GEOJSON_PATH, type Basemap } from "./found.ts";
import { NotMbtiles, openMbtiles } from "./mbtiles.ts";
import { openPmtiles, PMTILES_MAGIC, PMTILES_VERSION } from "./pmtiles.ts";
import { openRemote } from "./remote.ts";

const SQLITE_MAGIC = "SQLite format 3\0";
/** JSON above this is no base map that a window could take whole, bytes. */
const LARGEST_JSON = 200_000_000;

/**
 * Opens a base map file: PMTiles, MBTiles, GeoJSON, or a description of tiles that lie elsewhere.
 * @param cacheDir where pictures from elsewhere are kept
 * @throws TroubleError fileMissing, fileUnreadable, basemapBroken
 */
export async function openBasemap(file: string, cacheDir: string, sentences: Sentences): Promise<Basemap> {
  const path = resolve(file);
  const broken = (key: CliKey, params: Record<string, string | number> = {}) =>
    new TroubleError("basemapBroken", { file: path, why: sentences.cli(key, params) });
  try {
    if (!(await stat(path)).isFile()) throw broken("cli.basemapOther");
    const head = await headOf(path);
    const text = head.toString("latin1");
    if (text.startsWith(PMTILES_MAGIC)) {
      const version = head[PMTILES_MAGIC.length] ?? 0;
      if (version !== PMTILES_VERSION) throw broken("cli.basemapVersion", { version });
      return await told(
        () => openPmtiles(path),
        (why) => broken("cli.basemapTorn", { why }),
      );
    }
    if (text.startsWith(SQLITE_MAGIC)) {
      return await told(
        () => Promise.resolve(openMbtiles(path)),
        (why, error) => (error instanceof NotMbtiles ? broken(error.key) : broken("cli.basemapTorn", { why })),
      );
    }
    if (/^\s*(?:ï»¿)?\s*\{/.test(text)) return await openJson(path, cacheDir, broken);
    throw broken("cli.basemapOther");
  } catch (error) {
    if (error instanceof TroubleError) throw error;
    const missing = reasonOf(error) === "ENOENT" || reasonOf(error) === "ENOTDIR";
    if (missing) throw new TroubleError("fileMissing", { file: path });
    throw new TroubleError("fileUnreadable", { file: path, why: reasonOf(error) });
  }
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path, "r");
  try {
    const head = Buffer.alloc(64);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Runs a reader; what it throws becomes a trouble in its own words, but for what the disk says. */
async function told<T>(work: () => Promise<T>, trouble: (why: string, error: unknown) => TroubleError): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw trouble(error instanceof Error ? error.message : String(error), error);
  }
}

type Broken = (key: CliKey, params?: Record<string, string | number>) => TroubleError;

async function openJson(path: string, cacheDir: string, broken: Broken): Promise<Basemap> {
  if ((await stat(path)).size > LARGEST_JSON) throw broken("cli.basemapLarge", { megabytes: LARGEST_JSON / 1e6 });
  let value: unknown;
  try {
    value = JSON.parse((await readFile(path, "utf8")).replace(/^\ufeff/, ""));
  } catch (error) {
    throw broken("cli.basemapTorn", { why: (error as Error).message });
  }
  const { type, kind } = value as { type?: unknown; kind?: unknown };
  if (type === "FeatureCollection") return geojson(path, value, broken);
  if (kind === undefined) throw broken("cli.basemapOther");
  const read = v.safeParse(descriptionSchema, value);
  if (!read.success) {
    const [issue] = read.issues;
    throw broken("cli.basemapField", { field: v.getDotPath(issue) ?? "kind", why: issue.message });
  }
  return openRemote(read.output, await keyOf(read.output, path, broken), cacheDir);
}

async function keyOf(description: Description, path: string, broken: Broken): Promise<string> {
  if (description.kind !== "tianditu") return "";
  try {
    const key = (await readFile(resolve(dirname(path), description.keyFile), "utf8")).trim();
    if (!/^[\w-]{8,100}$/.test(key)) throw broken("cli.basemapKey", { key: description.keyFile });
    return key;
  } catch (error) {
    if (error instanceof TroubleError) throw error;
    throw broken("cli.basemapKeyMissing", { key: description.keyFile, why: reasonOf(error) });
  }
}

type Box = [west: number, south: number, east: number, north: number];

function geojson(path: string, value: unknown, broken: Broken): Basemap {
  const { features } = value as { features?: unknown };
  if (!Array.isArray(features) || features.length === 0) throw broken("cli.basemapNoFeatures");
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [i, feature] of features.entries()) {
    const geometry = (feature as { geometry?: { coordinates?: unknown } } | null)?.geometry;
    if (geometry === null) continue;
    if (geometry === undefined || !widen(box, geometry.coordinates)) {
      throw broken("cli.basemapFeature", { n: i + 1 });
    }
  }
  const [west, south, east, north] = box;
  // Metres of some projection instead of degrees.
  if (west < -180 || east > 180 || south < -90 || north > 90) throw broken("cli.basemapDegrees");
  return {
    form: "geojson",
    file: path,
    word: {
      kind: "geojson",
      url: GEOJSON_PATH,
      labels: null,
      vector: true,
      schema: "other",
      layers: [],
      tileSize: 512,
      minzoom: 0,
      maxzoom: 18,
      bounds: west <= east ? box : null,
      attribution: "",
      matrix: "mercator",
      look: "night",
    },
    tile: () => Promise.resolve(null),
    close: () => undefined,
  };
}

/** Takes all positions of a geometry into a box; false when some are none. */
function widen(box: Box, coordinates: unknown): boolean {
  if (!Array.isArray(coordinates)) return false;
  if (typeof coordinates[0] === "number") {
    const [lon, lat] = coordinates as number[];
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return false;
    box[0] = Math.min(box[0], lon as number);
    box[1] = Math.min(box[1], lat as number);
    box[2] = Math.max(box[2], lon as number);
    box[3] = Math.max(box[3], lat as number);
    return true;
  }
  return coordinates.every((inner) => widen(box, inner));
}
