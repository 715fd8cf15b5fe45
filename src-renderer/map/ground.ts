/** The platform's own base map rows as one GeoJSON collection, with each label in the window's language. */
import type { FeatureCollection, Geometry } from "geojson";
import type { RecordOf } from "../../shared/tables.ts";
import type { Language } from "../../shared/text.ts";

/** Properties the style reads. `label` is "" when the feature bears no name. */
export interface GroundProperties {
  readonly layer: string;
  readonly class: string;
  readonly label: string;
}

/** Rows to GeoJSON. Throws on geometry that is not JSON: the hub checks it on entry. */
export function groundOfFeatures(
  features: readonly RecordOf<"features">[],
  language: Language,
): FeatureCollection<Geometry, GroundProperties> {
  return {
    type: "FeatureCollection",
    features: features.map(({ uid, layer, class: kind, name, nameEn, geometry }) => ({
      type: "Feature",
      id: uid,
      properties: { layer, class: kind, label: language === "en" ? nameEn || name : name || nameEn },
      geometry: JSON.parse(geometry) as Geometry,
    })),
  };
}
