/**
 * Which cameras could show a place.
 *
 * Rule (docs/rules.md), quoted by the tests:
 * - V44 Of the cameras within 500 m those that can be looked through come first; among them those that look at the place,
 *   then the nearest. A camera sees by its own angle and reach where they are known, else by the policy's; one whose bearing
 *   nobody knows is not said to see or not to see.
 */
import { inCone, metresBetween, sheetAt } from "../coverage/plane.ts";
import type { RecordOf } from "../tables.ts";
import type { CameraNear } from "../view.ts";

/** Cameras further away than this, m, are of no use. */
export const NEAR_METRES = 500;

export type NearCamera = Pick<RecordOf<"cameras">, "uid" | "lon" | "lat" | "bearing" | "fov" | "reach" | "online">;

export interface NearRules {
  /** A camera of which nothing else is known sees this far, m, in a cone of so many degrees. */
  readonly cameraMetres: number;
  readonly cameraDegrees: number;
}

/** Whether a camera looks at a place; null when nobody knows where it looks. */
export function sees(camera: NearCamera, lon: number, lat: number, rules: NearRules): boolean | null {
  const cone = { cameraMetres: camera.reach ?? rules.cameraMetres, cameraDegrees: camera.fov ?? rules.cameraDegrees };
  // What sees all around looks everywhere.
  const bearing = cone.cameraDegrees >= 360 ? (camera.bearing ?? 0) : camera.bearing;
  return bearing === null ? null : inCone({ ...camera, bearing }, lon, lat, cone);
}

/** Degrees from north, 0 ≤ x < 360, from one place to another. */
export function bearingTo(fromLon: number, fromLat: number, lon: number, lat: number): number {
  const sheet = sheetAt(fromLat);
  const degrees = (Math.atan2((lon - fromLon) * sheet.x, (lat - fromLat) * sheet.y) * 180) / Math.PI;
  return (degrees + 360) % 360;
}

/** The cameras that could show a place, the most useful first, `limit` at most. */
export function camerasNear(
  cameras: readonly NearCamera[],
  lon: number,
  lat: number,
  rules: NearRules,
  limit: number,
): CameraNear[] {
  const sheet = sheetAt(lat);
  const found = cameras.flatMap((camera): CameraNear[] => {
    if (camera.lon === null || camera.lat === null) return [];
    const metres = metresBetween(sheet, camera.lon, camera.lat, lon, lat);
    if (metres > NEAR_METRES) return [];
    const bearing = bearingTo(camera.lon, camera.lat, lon, lat);
    return [{ camera: camera.uid, metres, bearing, sees: sees(camera, lon, lat, rules), online: camera.online === 1 }];
  });
  const place = ({ online, sees: looks }: CameraNear) => (online ? 0 : 2) + (looks === true ? 0 : 1);
  return found.toSorted((a, b) => place(a) - place(b) || a.metres - b.metres || a.camera - b.camera).slice(0, limit);
}
