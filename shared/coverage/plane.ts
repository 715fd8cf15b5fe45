/** Degrees as metres on a flat sheet: good to a thousandth within a city, and the same for everybody who measures. */

const METRES_PER_DEGREE = 111_320;

/** Metres per degree of longitude and of latitude. */
export interface Sheet {
  readonly x: number;
  readonly y: number;
}

/** The sheet of a city whose middle lies at this latitude, degrees. */
export function sheetAt(latitude: number): Sheet {
  return { x: METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180), y: METRES_PER_DEGREE };
}

/** Metres between two points. */
export function metresBetween(sheet: Sheet, lonA: number, latA: number, lonB: number, latB: number): number {
  // Not `hypot`: it guards against overflow, which nothing on earth reaches, and costs ten times as much.
  const x = (lonB - lonA) * sheet.x;
  const y = (latB - latA) * sheet.y;
  return Math.sqrt(x * x + y * y);
}

/** What a camera looks at: does the cone from it hold the point? One without a bearing looks nobody knows where. */
export function inCone(
  camera: { readonly lon: number | null; readonly lat: number | null; readonly bearing: number | null },
  lon: number,
  lat: number,
  cone: { readonly cameraMetres: number; readonly cameraDegrees: number },
): boolean {
  if (camera.lon === null || camera.lat === null || camera.bearing === null) return false;
  if (Math.abs(lat - camera.lat) * METRES_PER_DEGREE > cone.cameraMetres) return false;
  const sheet = sheetAt(camera.lat);
  const east = (lon - camera.lon) * sheet.x;
  const north = (lat - camera.lat) * sheet.y;
  const far = Math.hypot(east, north);
  if (far > cone.cameraMetres) return false;
  if (far === 0) return true;
  const towards = (Math.atan2(east, north) * 180) / Math.PI;
  const off = Math.abs(((towards - camera.bearing) % 360 + 540) % 360 - 180);
  return off <= cone.cameraDegrees / 2;
}
