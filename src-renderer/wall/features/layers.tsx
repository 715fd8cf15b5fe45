/** The menu of layers and of shades. */
export function LayersFeature() {
  return null;
}
