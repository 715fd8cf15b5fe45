/** Trails, and following one unit. */
export function MoversFeature() {
  return null;
}
