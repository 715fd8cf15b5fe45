/** What we use of shpjs, which brings no types of its own. */
declare module "shpjs" {
  import type { Geometry } from "geojson";

  /** Geometries by record in the coordinates of the file, null for records without one. Throws on what is no .shp. */
  export function parseShp(shp: DataView): (Geometry | null)[];
}
