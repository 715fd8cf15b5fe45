/** Invented grids and walks along their borders, which are streets: the hard case, where a walker is between two grids. */
import { randomOf } from "../../../src-hub/city/random.ts";

const MIDDLE = [112.08, 28.24] as const;
const METRES_LAT = 111_320;
const METRES_LON = METRES_LAT * Math.cos((MIDDLE[1] * Math.PI) / 180);
/** Side of a grid, m. */
export const GRID_SIDE = 180;

const lonLat = (x: number, y: number): [number, number] => [MIDDLE[0] + x / METRES_LON, MIDDLE[1] + y / METRES_LAT];

/** `side` × `side` square unit grids. */
export function cityOfGrids(side: number): { uid: number; level: string; geometry: string }[] {
  return Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [(i % side) * GRID_SIDE, Math.floor(i / side) * GRID_SIDE];
    const ring = [
      lonLat(x, y),
      lonLat(x + GRID_SIDE, y),
      lonLat(x + GRID_SIDE, y + GRID_SIDE),
      lonLat(x, y + GRID_SIDE),
      lonLat(x, y),
    ];
    return { uid: i + 1, level: "unit", geometry: JSON.stringify({ type: "Polygon", coordinates: [ring] }) };
  });
}

/** Walkers along the streets between the grids, with the few metres a fix is off by. Ask each for rising seconds. */
export function walkers(
  count: number,
  side: number,
  seed: number,
): ((second: number) => { lon: number; lat: number })[] {
  return Array.from({ length: count }, (_, i) => {
    const random = randomOf(seed, "walk", i);
    let [x, y] = [Math.floor(random() * side) * GRID_SIDE, Math.floor(random() * side) * GRID_SIDE];
    let [dx, dy] = [1, 0];
    let left = 0;
    return () => {
      if (left <= 0) {
        const ways = (
          [
            [1, 0],
            [-1, 0],
            [0, 1],
            [0, -1],
          ] as const
        ).filter(([a, b]) => inside(x + a * GRID_SIDE, side) && inside(y + b * GRID_SIDE, side));
        [dx, dy] = ways[Math.floor(random() * ways.length)] as readonly [number, number];
        left = GRID_SIDE;
        x = Math.round(x / GRID_SIDE) * GRID_SIDE;
        y = Math.round(y / GRID_SIDE) * GRID_SIDE;
      }
      x += dx * 1.2;
      y += dy * 1.2;
      left -= 1.2;
      const [lon, lat] = lonLat(x + (random() - 0.5) * 4, y + (random() - 0.5) * 4);
      return { lon, lat };
    };
  });
}

const inside = (metres: number, side: number) => metres >= 0 && metres <= side * GRID_SIDE;
