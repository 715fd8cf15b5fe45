/** Tiles that lie elsewhere: asked for by this machine, kept on its disk, shown from there when the other is away. */
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { schemaOf } from "../../shared/basemap.ts";
import { templatesOf, type Description } from "./description.ts";
import { formatOf, isPacked, TILE_TYPES, tileUrl, type Basemap, type Tile } from "./found.ts";

const DAY = 86_400_000;
/** A server that does not answer in this time is away, ms. */
const PATIENCE_MS = 8_000;
/** Longest picture taken, bytes. */
const LARGEST = 4_000_000;

/** A tile could not be had; `why` is a status or a code, never an address: that may hold the key. */
export class TileAway extends Error {
  readonly why: string;
  constructor(why: string) {
    super(`tile not to be had: ${why}`);
    this.why = why;
  }
}

/**
 * @param cacheDir where pictures are kept
 * @param get fetch, or a double of it
 */
export function openRemote(
  description: Description,
  key: string,
  cacheDir: string,
  get: typeof fetch = fetch,
  now: () => number = Date.now,
): Basemap {
  const templates = templatesOf(description, key);
  const vector = description.kind === "xyz" && description.vector;
  const layers = description.kind === "xyz" ? description.layers : [];
  const lonlat = description.kind === "tianditu" ? description.set === "c" : description.matrix === "lonlat";
  // Another source has other pictures; its key says nothing about them.
  const place = createHash("sha256")
    .update(JSON.stringify({ ...description, keyFile: "" }))
    .digest("hex")
    .slice(0, 16);
  const running = new Map<string, Promise<Tile | null>>();

  async function tile(sheet: "base" | "labels", z: number, x: number, y: number): Promise<Tile | null> {
    const template = templates[sheet];
    if (template === null || z < description.minzoom || z > description.maxzoom) return null;
    const file = join(cacheDir, place, sheet, String(z), `${x}-${y}`);
    const kept = await fromDisk(file);
    if (kept !== null && now() - kept.at < description.keepDays * DAY) return served(kept.bytes);
    try {
      const bytes = await fetched(template, z, x, y);
      if (bytes !== null && description.keepDays > 0) await keep(file, bytes);
      return bytes === null ? null : served(bytes);
    } catch (error) {
      // An old picture is better than a hole.
      if (kept !== null) return served(kept.bytes);
      throw error;
    }
  }

  async function fetched(template: string, z: number, x: number, y: number): Promise<Uint8Array | null> {
    const url = template.replaceAll("{z}", String(z)).replaceAll("{x}", String(x)).replaceAll("{y}", String(y));
    let response: Response;
    try {
      response = await get(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: "error" });
    } catch (error) {
      throw new TileAway((error as { name?: string }).name ?? "fetch");
    }
    if (response.status === 404 || response.status === 204) return null;
    if (!response.ok) throw new TileAway(String(response.status));
    const bytes = new Uint8Array(await response.arrayBuffer());
    // A page that says "wrong key" comes with status 200 too.
    if (bytes.length > LARGEST || formatOf(bytes) === null) throw new TileAway("format");
    return bytes;
  }

  return {
    form: description.kind,
    file: null,
    word: {
      kind: "tiles",
      url: tileUrl("base"),
      labels: templates.labels === null ? null : tileUrl("labels"),
      vector,
      schema: vector ? schemaOf(layers) : "other",
      layers,
      tileSize: description.kind === "xyz" ? description.tileSize : 256,
      minzoom: description.minzoom,
      maxzoom: description.maxzoom,
      bounds: description.bounds,
      attribution: description.attribution || (description.kind === "tianditu" ? "天地图" : ""),
      matrix: lonlat ? "lonlat" : "mercator",
      look: vector ? "night" : (description.look ?? (isImagery(description) ? "photo" : "day")),
    },
    tile(sheet, z, x, y) {
      // Two windows that ask for the same picture wait for one answer.
      const name = `${sheet}/${z}/${x}/${y}`;
      let asked = running.get(name);
      if (asked === undefined) {
        asked = tile(sheet, z, x, y).finally(() => running.delete(name));
        running.set(name, asked);
      }
      return asked;
    },
    close: () => undefined,
  };
}

const isImagery = (description: Description) => description.kind === "tianditu" && description.layer === "img";

function served(bytes: Uint8Array): Tile {
  return { bytes, type: TILE_TYPES[formatOf(bytes) ?? "png"], encoding: isPacked(bytes) ? "gzip" : "" };
}

async function fromDisk(file: string): Promise<{ bytes: Uint8Array; at: number } | null> {
  try {
    const [bytes, { mtimeMs }] = await Promise.all([readFile(file), stat(file)]);
    return formatOf(bytes) === null ? null : { bytes, at: mtimeMs };
  } catch {
    return null; // not there yet
  }
}

/** A picture that cannot be kept, e.g. on a full disk, is shown all the same. */
async function keep(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    const part = `${file}.${process.pid}.part`;
    await writeFile(part, bytes);
    await rename(part, file);
  } catch {
    return;
  }
}
