/** The ground as pictures: tiles made elsewhere, darkened where they were made for day, with names as a layer above. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { BasemapWord } from "../../shared/basemap.ts";
import { PALETTE } from "./palette.ts";
import { EMPTY, GROUND_SOURCE, PLACE_SOURCE, assemble, type StyleOptions } from "./style.ts";

const NAMES_SOURCE = "ground-names";

/**
 * Darkens a day map to the hall's night: bright streets become quiet, colours nearly go, so that marks stand out. Names are
 * left brighter, or nobody could read them.
 */
const night = (light: boolean, names: boolean) =>
  light
    ? {
        "raster-brightness-max": names ? 0.62 : 0.34,
        "raster-brightness-min": 0,
        "raster-saturation": -0.7,
        "raster-contrast": 0.08,
        "raster-fade-duration": 150,
      }
    : { "raster-fade-duration": 150 };

/** @param absolute turns a path of the page's origin into an address that MapLibre's worker can ask for */
export function rasterStyle(
  word: BasemapWord,
  absolute: (path: string) => string,
  options: StyleOptions,
): StyleSpecification {
  const source = (url: string): SourceSpecification => ({
    type: "raster",
    ...(word.kind === "archive" ? { url: `pmtiles://${absolute(url)}` } : { tiles: [tilesOf(word, absolute(url))] }),
    tileSize: word.tileSize,
    minzoom: word.minzoom,
    maxzoom: word.maxzoom,
    ...(word.bounds === null ? {} : { bounds: [...word.bounds] as [number, number, number, number] }),
  });
  const ground: LayerSpecification[] = [
    { id: "ground-picture", type: "raster", source: GROUND_SOURCE, paint: night(word.light, false) },
  ];
  const sources: Record<string, SourceSpecification> = {
    [GROUND_SOURCE]: source(word.url),
    [PLACE_SOURCE]: { type: "geojson", data: EMPTY },
  };
  if (word.labels !== null) {
    sources[NAMES_SOURCE] = source(word.labels);
    ground.push({ id: "ground-names", type: "raster", source: NAMES_SOURCE, paint: night(word.light, true) });
  }
  return assemble(sources, PALETTE.page, ground, [], [], options);
}

/** Tiles of plain degrees go through the protocol that bends them. */
export function tilesOf(word: Pick<BasemapWord, "matrix">, url: string): string {
  return word.matrix === "lonlat" ? `lonlat://${url}` : url;
}
