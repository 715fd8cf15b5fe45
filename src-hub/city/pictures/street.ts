/**
 * A street as a camera of the demonstration city sees it: houses, trees, lamps, cars and people, all invented from the
 * city's seed and the camera's id, so that each camera has a street of its own that is the same after a restart. Pure.
 */
import { between, pick, randomOf } from "../random.ts";
import type { Rgb } from "./raster.ts";

export interface House {
  /** −1 left of the street, 1 right of it. */
  readonly side: -1 | 1;
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly color: Rgb;
  /** Chance of each window to be lit at night, and what says which. */
  readonly lit: number;
  readonly seed: number;
}

export interface Mover {
  readonly x: number;
  /** Metres a second; below 0 towards the camera. */
  readonly speed: number;
  readonly start: number;
  readonly color: Rgb;
}

export interface Street {
  readonly houses: readonly House[];
  readonly trees: readonly { readonly x: number; readonly z: number; readonly size: number }[];
  readonly lamps: readonly { readonly x: number; readonly z: number }[];
  readonly cars: readonly Mover[];
  readonly people: readonly Mover[];
  /** What stands on the pavement: stalls and heaps, as inspectors of such streets know them. */
  readonly stalls: readonly { readonly x: number; readonly z: number; readonly color: Rgb }[];
}

/** Half of the carriageway, and where pavements end, m. */
export const CARRIAGEWAY = 7;
export const PAVEMENT = 11;
/** How far the street is drawn, m, and where another street crosses it. */
export const FAR = 220;
export const CROSSING = { from: 44, to: 56 };

const WALLS: readonly Rgb[] = [
  [168, 158, 142],
  [142, 150, 158],
  [176, 166, 158],
  [128, 122, 116],
  [186, 178, 164],
];
const PAINTS: readonly Rgb[] = [
  [222, 222, 224],
  [40, 44, 50],
  [150, 154, 160],
  [140, 36, 34],
  [40, 66, 120],
  [214, 180, 60],
  [44, 96, 84],
];

export function streetOf(seed: number, camera: string): Street {
  const random = randomOf(seed, "picture", camera);
  const houses: House[] = [];
  for (const side of [-1, 1] as const) {
    let at = between(random, -4, 6);
    while (at < FAR) {
      const long = between(random, 14, 34);
      const crosses = at < CROSSING.to && at + long > CROSSING.from;
      if (crosses && at < CROSSING.from - 6) {
        houses.push(house(side, at, CROSSING.from - 2));
        at = CROSSING.to + 2;
        continue;
      }
      if (crosses) at = CROSSING.to + 2;
      houses.push(house(side, at, at + long));
      at += long + (random() < 0.3 ? between(random, 2, 8) : 0.6);
    }
  }

  function house(side: -1 | 1, from: number, to: number): House {
    return {
      ...{ side, from, to, height: between(random, 9, 42), color: pick(random, WALLS) },
      ...{ lit: between(random, 0.25, 0.6), seed: Math.floor(random() * 2 ** 31) },
    };
  }

  const along = <T>(step: number, make: (side: -1 | 1, z: number) => T): T[] =>
    Array.from({ length: Math.floor(FAR / step) }, (_, i) => [make(-1, 6 + i * step), make(1, 6 + i * step + step / 2)])
      .flat()
      .slice(0, 48);
  const lane = (x: number, count: number, low: number, high: number, towards: boolean): Mover[] =>
    Array.from({ length: count }, () => ({
      x: x + between(random, -0.3, 0.3),
      speed: between(random, low, high) * (towards ? -1 : 1),
      start: random() * FAR,
      color: pick(random, PAINTS),
    }));
  return {
    houses,
    trees: along(14, (side, z) => ({ x: side * 9.2, z, size: between(random, 1.6, 2.6) })).filter(
      ({ z }) => z < CROSSING.from - 4 || z > CROSSING.to + 4,
    ),
    lamps: along(32, (side, z) => ({ x: side * 7.6, z })),
    cars: [
      ...lane(-5.1, 2, 7, 11, true),
      ...lane(-1.9, 3, 10, 14, true),
      ...lane(1.9, 3, 10, 14, false),
      ...lane(5.1, 2, 7, 11, false),
    ],
    people: [...lane(-10.2, 4, 0.9, 1.5, true), ...lane(10.2, 4, 0.9, 1.5, false)],
    stalls: Array.from({ length: Math.floor(random() * 3) }, () => ({
      x: (random() < 0.5 ? -1 : 1) * 8.8,
      z: between(random, 14, 40),
      color: pick(random, [
        [196, 60, 52],
        [60, 120, 190],
        [92, 84, 70],
      ] as const),
    })),
  };
}
