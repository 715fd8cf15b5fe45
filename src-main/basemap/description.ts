/**
 * A base map that lies elsewhere, described by a small JSON file: XYZ tiles, WMTS, or 天地图 (T-Map of the state's surveyors).
 * The key stays in the file it is in, on this machine: windows ask this machine, and never see it.
 */
import * as v from "valibot";
import { BASEMAP_LOOKS } from "../../shared/basemap.ts";

const zoom = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(24));
const address = v.pipe(
  v.string(),
  v.check((text) => /^https?:$/.test(URL.parse(text.replaceAll(/[{}]/g, ""))?.protocol ?? ""), "http(s)://…"),
);
const shared = {
  attribution: v.optional(v.string(), ""),
  minzoom: v.optional(zoom, 0),
  maxzoom: v.optional(zoom, 18),
  /** What the pictures are made for; left out: `photo` for imagery of 天地图, else `day`. */
  look: v.optional(v.picklist(BASEMAP_LOOKS)),
  /** Days after which a kept picture is asked for anew; 0 keeps none, as some licences want it. */
  keepDays: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_650)), 30),
  bounds: v.optional(v.nullable(v.tuple([v.number(), v.number(), v.number(), v.number()])), null),
};
const matrix = v.optional(v.picklist(["mercator", "lonlat"]), "mercator");

const xyz = v.strictObject({
  kind: v.literal("xyz"),
  url: v.pipe(address, v.regex(/\{z\}/, "{z}"), v.regex(/\{x\}/, "{x}"), v.regex(/\{y\}/, "{y}")),
  labels: v.optional(v.nullable(address), null),
  tileSize: v.optional(v.picklist([256, 512]), 256),
  vector: v.optional(v.boolean(), false),
  layers: v.optional(v.array(v.string()), []),
  matrix,
  ...shared,
});
const wmts = v.strictObject({
  kind: v.literal("wmts"),
  url: address,
  layer: v.string(),
  labels: v.optional(v.nullable(v.string()), null),
  style: v.optional(v.string(), "default"),
  matrixSet: v.string(),
  format: v.optional(v.string(), "image/png"),
  matrix,
  ...shared,
});
const tianditu = v.strictObject({
  kind: v.literal("tianditu"),
  layer: v.optional(v.picklist(["vec", "img", "ter"]), "vec"),
  /** `w` Web Mercator, `c` degrees (EPSG:4490). */
  set: v.optional(v.picklist(["w", "c"]), "w"),
  /** A city's own node; the national one when it is not said. */
  url: v.optional(address),
  /** File with the key, beside the description or absolute. */
  keyFile: v.string(),
  ...shared,
});

export const descriptionSchema = v.variant("kind", [xyz, wmts, tianditu]);
export type Description = v.InferOutput<typeof descriptionSchema>;

/** Names above each ground of 天地图. */
const NAMES = { vec: "cva", img: "cia", ter: "cta" } as const;

/** Where the pictures of a description lie, with {z}, {x}, {y}; `key` is put in for 天地图. */
export function templatesOf(description: Description, key: string): { base: string; labels: string | null } {
  switch (description.kind) {
    case "xyz":
      return { base: description.url, labels: description.labels };
    case "wmts": {
      const { url, layer, labels, style, matrixSet, format } = description;
      const of = (name: string) => wmtsUrl(url, { layer: name, style, matrixSet, format });
      return { base: of(layer), labels: labels === null ? null : of(labels) };
    }
    case "tianditu": {
      const { layer, set } = description;
      const of = (name: string) => {
        const node = description.url ?? "https://t0.tianditu.gov.cn";
        const url = `${node.replace(/\/$/, "")}/${name}_${set}/wmts`;
        const asked = { layer: name, style: "default", matrixSet: set, format: "tiles" };
        return `${wmtsUrl(url, asked)}&tk=${encodeURIComponent(key)}`;
      };
      return { base: of(layer), labels: of(NAMES[layer]) };
    }
  }
}

function wmtsUrl(
  url: string,
  { layer, style, matrixSet, format }: { layer: string; style: string; matrixSet: string; format: string },
): string {
  // A template with names of its own is taken as it is (the RESTful form).
  if (/\{TileMatrix\}/i.test(url)) {
    return url
      .replaceAll(/\{TileMatrixSet\}/gi, encodeURIComponent(matrixSet))
      .replaceAll(/\{TileMatrix\}/gi, "{z}")
      .replaceAll(/\{TileRow\}/gi, "{y}")
      .replaceAll(/\{TileCol\}/gi, "{x}")
      .replaceAll(/\{Layer\}/gi, encodeURIComponent(layer))
      .replaceAll(/\{Style\}/gi, encodeURIComponent(style));
  }
  const asked = new URLSearchParams({
    SERVICE: "WMTS",
    REQUEST: "GetTile",
    VERSION: "1.0.0",
    LAYER: layer,
    STYLE: style,
    TILEMATRIXSET: matrixSet,
    FORMAT: format,
  });
  return `${url}${url.includes("?") ? "&" : "?"}${asked}&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}`;
}
