/** MBTiles: an SQLite file of tiles (github.com/mapbox/mbtiles-spec 1.3). Rows count from the south. */
import Database from "better-sqlite3";
import * as v from "valibot";
import { schemaOf } from "../../shared/basemap.ts";
import { formatOf, isPacked, TILE_TYPES, tileUrl, type Basemap, type TileFormat } from "./found.ts";

const layersSchema = v.object({ vector_layers: v.optional(v.array(v.object({ id: v.string() })), []) });

/** Why an SQLite file is no MBTiles; a code of cli.json. */
export class NotMbtiles extends Error {
  readonly key: "cli.basemapNoTiles" | "cli.basemapFormat";
  constructor(key: NotMbtiles["key"]) {
    super(key);
    this.key = key;
  }
}

function numbers(text: string | undefined, count: number): number[] | null {
  const parts = (text ?? "").split(",").map(Number);
  return parts.length === count && parts.every(Number.isFinite) ? parts : null;
}

/** @throws NotMbtiles for another SQLite file; what SQLite throws for a damaged one */
export function openMbtiles(file: string): Basemap {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const tables = new Set(db.prepare<[], string>("SELECT name FROM sqlite_master").pluck().all());
    if (!tables.has("tiles") || !tables.has("metadata")) throw new NotMbtiles("cli.basemapNoTiles");
    const rows = db.prepare<[], [string, string]>("SELECT name, value FROM metadata").raw().all();
    const metadata = new Map(rows.map(([name, value]) => [name, String(value)]));
    const some = db.prepare<[], Uint8Array>("SELECT tile_data FROM tiles LIMIT 1").pluck().get();
    const format: TileFormat | null = some === undefined ? null : formatOf(some);
    if (some === undefined) throw new NotMbtiles("cli.basemapNoTiles");
    if (format === null) throw new NotMbtiles("cli.basemapFormat");
    const zooms = db
      .prepare<[], [number, number]>("SELECT min(zoom_level), max(zoom_level) FROM tiles")
      .raw()
      .get() as [number, number];
    const get = db
      .prepare<[number, number, number], Uint8Array>(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
      )
      .pluck();
    const layers = layersOf(metadata.get("json"));
    const vector = format === "pbf";
    const bounds = numbers(metadata.get("bounds"), 4);
    return {
      form: "mbtiles",
      file: null,
      word: {
        kind: "tiles",
        url: tileUrl("base"),
        labels: null,
        vector,
        schema: vector ? schemaOf(layers) : "other",
        layers,
        tileSize: vector ? 512 : 256,
        minzoom: zooms[0],
        maxzoom: zooms[1],
        bounds: bounds as [number, number, number, number] | null,
        attribution: metadata.get("attribution") ?? "",
        matrix: "mercator",
        look: vector ? "night" : format === "jpg" ? "photo" : "day",
      },
      tile(_sheet, z, x, y) {
        const bytes = get.get(z, x, 2 ** z - 1 - y);
        if (bytes === undefined) return Promise.resolve(null);
        return Promise.resolve({
          bytes,
          type: TILE_TYPES[formatOf(bytes) ?? format],
          encoding: isPacked(bytes) ? "gzip" : "",
        });
      },
      close: () => db.close(),
    };
  } catch (error) {
    db.close();
    throw error;
  }
}

function layersOf(text: string | undefined): string[] {
  try {
    return v.parse(layersSchema, JSON.parse(text ?? "{}")).vector_layers.map(({ id }) => id);
  } catch {
    // A file without a list of layers is drawn as what it is: nobody knows their names.
    return [];
  }
}
