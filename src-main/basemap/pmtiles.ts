/** PMTiles archives: looked at here, read by ranges in the window. */
import { open, type FileHandle } from "node:fs/promises";
import { PMTiles, TileType, type RangeResponse, type Source } from "pmtiles";
import * as v from "valibot";
import { schemaOf } from "../../shared/basemap.ts";
import { ARCHIVE_PATH, type Basemap } from "./found.ts";

/** The first seven bytes of every PMTiles file; the eighth is its version (github.com/protomaps/PMTiles, spec v3 §3.1). */
export const PMTILES_MAGIC = "PMTiles";
export const PMTILES_VERSION = 3;

class HandleSource implements Source {
  private readonly handle: FileHandle;
  private readonly file: string;
  constructor(handle: FileHandle, file: string) {
    this.handle = handle;
    this.file = file;
  }
  getKey(): string {
    return this.file;
  }
  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await this.handle.read(bytes, 0, length, offset);
    return { data: bytes.buffer.slice(0, bytesRead) };
  }
}

const metadataSchema = v.object({
  attribution: v.optional(v.string(), ""),
  vector_layers: v.optional(v.array(v.object({ id: v.string() })), []),
});

/**
 * Reads the header and the metadata of an archive, and one tile, so that a torn file is known before a wall stands on it.
 * @throws whatever reading it throws, with the library's own words
 */
export async function openPmtiles(file: string): Promise<Basemap> {
  const handle = await open(file, "r");
  try {
    const archive = new PMTiles(new HandleSource(handle, file));
    const header = await archive.getHeader();
    const { attribution, vector_layers } = v.parse(metadataSchema, (await archive.getMetadata()) ?? {});
    const layers = vector_layers.map(({ id }) => id);
    const vector = header.tileType === TileType.Mvt;
    const middle = tileAt(header.minZoom, (header.minLon + header.maxLon) / 2, (header.minLat + header.maxLat) / 2);
    await archive.getZxy(header.minZoom, middle.x, middle.y);
    return {
      form: "pmtiles",
      file,
      word: {
        kind: "archive",
        url: ARCHIVE_PATH,
        labels: null,
        vector,
        schema: vector ? schemaOf(layers) : "other",
        layers,
        tileSize: vector ? 512 : 256,
        minzoom: header.minZoom,
        maxzoom: header.maxZoom,
        bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
        attribution,
        matrix: "mercator",
        look: vector ? "night" : header.tileType === TileType.Jpeg ? "photo" : "day",
      },
      tile: () => Promise.resolve(null),
      close: () => undefined,
    };
  } finally {
    await handle.close();
  }
}

/** The tile of Web Mercator around a place. */
export function tileAt(z: number, lon: number, lat: number): { x: number; y: number } {
  const side = 2 ** z;
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  const within = (n: number) => Math.max(0, Math.min(side - 1, Math.floor(n)));
  return {
    x: within(((lon + 180) / 360) * side),
    y: within((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * side),
  };
}
