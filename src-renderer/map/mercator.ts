/** Web Mercator, as map libraries divide the world. */

/** A place on the Web Mercator square, both axes 0 to 1, y southward. */
export function mercator(lon: number, lat: number): [x: number, y: number] {
  const sin = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}
