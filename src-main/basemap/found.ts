/** What is in a base map file, whatever its kind, and how its tiles are got. */
import type { BasemapWord } from "../../shared/basemap.ts";

export interface Tile {
  readonly bytes: Uint8Array;
  readonly type: string;
  /** gzip when the bytes are packed so, "" otherwise. */
  readonly encoding: "" | "gzip";
}

/** Formats of tiles, with what they are served as. */
export const TILE_TYPES = {
  pbf: "application/x-protobuf",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
} as const;
export type TileFormat = keyof typeof TILE_TYPES;

/** The format that bytes begin like; null for none of ours. A packed vector tile begins as gzip does. */
export function formatOf(bytes: Uint8Array): TileFormat | null {
  const starts = (...head: number[]) => head.every((byte, i) => bytes[i] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47)) return "png";
  if (starts(0xff, 0xd8, 0xff)) return "jpg";
  if (starts(0x52, 0x49, 0x46, 0x46) && bytes[8] === 0x57 && bytes[9] === 0x45) return "webp";
  // A vector tile: packed, or a first field "layer" of the protocol buffer.
  if (starts(0x1f, 0x8b) || starts(0x1a)) return "pbf";
  return null;
}

export const isPacked = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Which picture is asked for: the map itself, or the names above it. */
export type Sheet = "base" | "labels";

export interface Basemap {
  /** How the file describes itself, for people: PMTiles, MBTiles, GeoJSON, XYZ, WMTS, 天地图. */
  readonly form: "pmtiles" | "mbtiles" | "geojson" | "xyz" | "wmts" | "tianditu";
  readonly word: BasemapWord;
  /** The file itself, where it is served as it is (an archive, GeoJSON); null where tiles are asked for. */
  readonly file: string | null;
  /** A tile, null where there is none. Rejects when it cannot be had at present. */
  tile(sheet: Sheet, z: number, x: number, y: number): Promise<Tile | null>;
  close(): void;
}

/** Paths under which the shells serve the base map. */
export const ARCHIVE_PATH = "/basemap.pmtiles";
export const GEOJSON_PATH = "/basemap.geojson";
export const TILE_PATH = "/basemap/";
export const tileUrl = (sheet: Sheet): string => `${TILE_PATH}${sheet}/{z}/{x}/{y}`;
