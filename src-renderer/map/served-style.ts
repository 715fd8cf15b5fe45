/** The style for a base map that the shell serves, whatever its kind. */
import type { StyleSpecification } from "maplibre-gl";
import type { BasemapWord } from "../../shared/basemap.ts";
import type { Language } from "../../shared/text.ts";
import { pmtilesStyle } from "./pmtiles-style.ts";
import { rasterStyle } from "./raster-style.ts";
import type { StyleOptions } from "./style.ts";
import { geojsonStyle, vectorStyle } from "./vector-style.ts";

/** MapLibre's worker knows no page, so it is given whole addresses; the blanks of a template stay as they are. */
export const absolute = (path: string): string => `${location.origin}${path}`;

export function servedStyle(word: BasemapWord, language: Language, options: StyleOptions): StyleSpecification {
  if (word.kind === "geojson") return geojsonStyle(absolute(word.url), language === "en", options);
  if (!word.vector) return rasterStyle(word, absolute, options);
  if (word.schema === "citywall" && word.kind === "archive")
    return pmtilesStyle(`pmtiles://${absolute(word.url)}`, options);
  return vectorStyle(word, absolute, language === "en", options);
}
