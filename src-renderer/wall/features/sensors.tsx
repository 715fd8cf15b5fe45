/** Stations on the map. */
export function SensorsFeature() {
  return null;
}
