/** The ground as pictures: tiles made elsewhere, brought to the dark of the hall, with names as a layer above. */
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { BasemapLook, BasemapWord } from "../../shared/basemap.ts";
import { PALETTE } from "./palette.ts";
import { EMPTY, GROUND_SOURCE, PLACE_SOURCE, assemble, type StyleOptions } from "./style.ts";

const NAMES_SOURCE = "ground-names";

/**
 * Brings pictures to the hall's night. A map made for day is turned to its negative (a least brightness above the greatest
 * does that) with its hues turned back, so that white ground becomes dark and dark names become light; a picture from above is
 * dimmed, as its negative would be no place anybody knows.
 */
const LOOKS: Record<BasemapLook, object> = {
  day: {
    "raster-brightness-min": 0.72,
    "raster-brightness-max": 0.06,
    "raster-hue-rotate": 180,
    "raster-saturation": -0.55,
    "raster-contrast": -0.1,
  },
  photo: { "raster-brightness-max": 0.5, "raster-saturation": -0.35 },
  night: {},
};

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
    {
      id: "ground-picture",
      type: "raster",
      source: GROUND_SOURCE,
      paint: { ...LOOKS[word.look], "raster-fade-duration": 150 },
    },
  ];
  const sources: Record<string, SourceSpecification> = {
    [GROUND_SOURCE]: source(word.url),
    [PLACE_SOURCE]: { type: "geojson", data: EMPTY },
  };
  if (word.labels !== null) {
    sources[NAMES_SOURCE] = source(word.labels);
    ground.push({
      id: "ground-names",
      type: "raster",
      source: NAMES_SOURCE,
      paint: { ...LOOKS[word.look], "raster-fade-duration": 150 },
    });
  }
  return assemble(sources, PALETTE.page, ground, [], [], options);
}

/** Tiles of plain degrees go through the protocol that bends them. */
export function tilesOf(word: Pick<BasemapWord, "matrix">, url: string): string {
  return word.matrix === "lonlat" ? `lonlat://${url}` : url;
}
