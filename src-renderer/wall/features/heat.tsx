/** Fills the map with density while its layer is shown. */
export function HeatFeature() {
  return null;
}
