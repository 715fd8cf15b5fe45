/** What windows are told of the base map: where its pictures come from, and how they are to be drawn. */

/** Known families of vector layers; `other` is drawn as plain lines and fills. */
export const BASEMAP_SCHEMAS = {
  citywall: ["land", "streets"],
  protomaps: ["earth", "roads"],
  openmaptiles: ["transportation", "water"],
} as const satisfies Record<string, readonly string[]>;
export type BasemapSchema = keyof typeof BASEMAP_SCHEMAS | "other";

/**
 * What pictures are made for. `day`: light ground with dark names, turned to its negative for a dark hall; `photo`: pictures
 * from above, dimmed; `night`: dark already, shown as they are. Vector tiles are drawn by this program and are `night`.
 */
export const BASEMAP_LOOKS = ["day", "photo", "night"] as const;
export type BasemapLook = (typeof BASEMAP_LOOKS)[number];

export interface BasemapWord {
  /** `archive`: PMTiles read by ranges; `tiles`: one request a tile; `geojson`: one file. */
  readonly kind: "archive" | "tiles" | "geojson";
  /** On the page's own origin; with {z}, {x} and {y} for tiles. */
  readonly url: string;
  /** A second layer of pictures with names alone, drawn above the first; null for none. */
  readonly labels: string | null;
  readonly vector: boolean;
  readonly schema: BasemapSchema;
  /** Names of the vector layers. */
  readonly layers: readonly string[];
  readonly tileSize: 256 | 512;
  readonly minzoom: number;
  readonly maxzoom: number;
  /** [west, south, east, north], null when nobody says. */
  readonly bounds: readonly [number, number, number, number] | null;
  /** Who made it, as its licence wants it shown. */
  readonly attribution: string;
  /** Tiles of Web Mercator, or of plain degrees (天地图 `_c`, EPSG:4490): these are bent in the window. */
  readonly matrix: "mercator" | "lonlat";
  readonly look: BasemapLook;
}

/** The family that layers with these names belong to. */
export function schemaOf(layers: readonly string[]): BasemapSchema {
  for (const [schema, needed] of Object.entries(BASEMAP_SCHEMAS)) {
    if (needed.every((layer) => layers.includes(layer))) return schema as BasemapSchema;
  }
  return "other";
}
