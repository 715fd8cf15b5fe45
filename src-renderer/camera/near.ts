/** Cameras around a case: which of them open by themselves. */
import type { CameraLine, CameraNear } from "../../shared/view.ts";

/** Cameras around a place that are asked for; the fan on the map shows all of them. */
export const NEAR_LIMIT = 8;
/** Tiles that open by themselves. */
export const NEAR_TILES = 3;
/** Farther than this, m, a camera shows nothing of a case. */
export const NEAR_METRES = 500;

export interface NearCamera extends CameraNear {
  readonly line: CameraLine;
}

/** With their lines, those that look at the place first, then the nearest; what is too far or unknown is left out. */
export function nearOf(near: readonly CameraNear[], cameras: readonly CameraLine[]): NearCamera[] {
  const lines = new Map(cameras.map((line) => [line.uid, line]));
  const found = near.flatMap((each) => {
    const line = lines.get(each.camera);
    return line === undefined || each.metres > NEAR_METRES ? [] : [{ ...each, line }];
  });
  const rank = ({ sees }: CameraNear) => (sees === true ? 0 : sees === null ? 1 : 2);
  return found.toSorted((a, b) => rank(a) - rank(b) || a.metres - b.metres);
}

/** Those that open as tiles (V40): the first that can be looked through; one that is out shows nobody anything. */
export const tilesOf = (near: readonly NearCamera[]): NearCamera[] =>
  near.filter(({ online, line }) => online && line.offers.length > 0).slice(0, NEAR_TILES);

const POINTS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type CompassPoint = (typeof POINTS)[number];

/** The point of the compass nearest to a bearing in degrees. */
export const compassOf = (bearing: number): CompassPoint =>
  POINTS[Math.round((((bearing % 360) + 360) % 360) / 45) % 8] as CompassPoint;
