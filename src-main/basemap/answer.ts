/** Answers a window's request for the base map; null for a path that is another's. */
import type { Basemap, Sheet, Tile } from "./found.ts";
import { ARCHIVE_PATH, GEOJSON_PATH } from "./found.ts";
import { TileAway } from "./remote.ts";

const TILE = /^\/basemap\/(base|labels)\/(\d{1,2})\/(\d{1,8})\/(\d{1,8})$/;

export type BasemapAnswer =
  | { readonly give: "file"; readonly file: string }
  | { readonly give: "tile"; readonly tile: Tile }
  /** Nothing is there: an empty place on the map, which is no fault. */
  | { readonly give: "nothing" }
  /** It cannot be had at present. */
  | { readonly give: "away"; readonly why: string };

/** @param path as the request has it, without its query */
export async function answerBasemap(basemap: Basemap | null, path: string): Promise<BasemapAnswer | null> {
  if (path === ARCHIVE_PATH || path === GEOJSON_PATH) {
    return basemap?.file != null && basemap.word.url === path
      ? { give: "file", file: basemap.file }
      : { give: "nothing" };
  }
  const [, sheet, ...numbers] = TILE.exec(path) ?? [];
  if (sheet === undefined) return null;
  if (basemap === null) return { give: "nothing" };
  const [z, x, y] = numbers.map(Number) as [number, number, number];
  if (z > 24 || x >= 2 ** z || y >= 2 ** z) return { give: "nothing" };
  try {
    const tile = await basemap.tile(sheet as Sheet, z, x, y);
    return tile === null ? { give: "nothing" } : { give: "tile", tile };
  } catch (error) {
    if (error instanceof TileAway) return { give: "away", why: error.why };
    throw error;
  }
}
