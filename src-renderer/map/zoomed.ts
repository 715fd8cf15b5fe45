/** Sizes that grow with the zoom, in wall units. */
import type { ExpressionSpecification } from "maplibre-gl";

/**
 * An exponential interpolation over zoom.
 *
 * A window twice as high shows the same place one zoom step deeper, so stops are given for a window of 1080 units and
 * shifted by log2 of the pixel unit; the picture is then the same at every size, only sharper.
 * @param stops [zoom for 1080 units, size in u], rising.
 */
export function zoomed(
  unit: number,
  ...stops: readonly (readonly [zoom: number, size: number])[]
): ExpressionSpecification {
  const shift = Math.log2(unit);
  return [
    "interpolate",
    ["exponential", 1.4],
    ["zoom"],
    ...stops.flatMap(([zoom, size]) => [zoom + shift, size * unit]),
  ] as unknown as ExpressionSpecification;
}
