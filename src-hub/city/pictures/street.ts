/**
 * A street as a camera of the demonstration city sees it: houses, trees, lamps, cars and people, all invented from the
 * city's seed and the camera's id, so that each camera has a street of its own that is the same after a restart. Pure.
 */
import { between, pick, randomOf } from "../random.ts";
import type { Mount } from "./lens.ts";
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
  readonly mount: Mount;
  /** Half of the carriageway, and where pavements end, m from the middle. */
  readonly carriageway: number;
  readonly pavement: number;
  /** Where another street crosses it, m from the camera; beyond what is drawn when none does. */
  readonly crossing: { readonly from: number; readonly to: number };
  readonly houses: readonly House[];
  readonly trees: readonly { readonly x: number; readonly z: number; readonly size: number }[];
  readonly lamps: readonly { readonly x: number; readonly z: number }[];
  readonly cars: readonly Mover[];
  readonly people: readonly Mover[];
  /** What stands on the pavement: stalls and heaps, as inspectors of such streets know them. */
  readonly stalls: readonly { readonly x: number; readonly z: number; readonly color: Rgb }[];
}

/** How far the street is drawn, m. */
export const FAR = 220;
/** Width of a lane and of a pavement, m. */
const LANE = 3.4;
const PAVED = 4;

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
  const lanes = random() < 0.4 ? 1 : 2;
  const carriageway = lanes * LANE + 0.3;
  const pavement = carriageway + PAVED;
  const from = random() < 0.75 ? between(random, 26, 70) : FAR * 2;
  const crossing = { from, to: from + between(random, 8, 14) };
  const side = random() < 0.5 ? -1 : 1;
  const aside = side * between(random, 0, carriageway + 2);
  const mount: Mount = {
    ...{ pole: between(random, 5.5, 11), aside, focus: between(random, 0.62, 1.05) },
    // From beside the street it looks across it.
    pan: -side * between(random, 2, 6 + Math.abs(aside) * 1.8),
    tilt: between(random, -5, 3),
  };
  const tall = between(random, 0.35, 1.15);
  const green = between(random, 9, 20);
  const houses: House[] = [];
  for (const side of [-1, 1] as const) {
    let at = between(random, -4, 6);
    while (at < FAR) {
      const long = between(random, 14, 34);
      const crosses = at < crossing.to && at + long > crossing.from;
      if (crosses && at < crossing.from - 6) {
        houses.push(house(side, at, crossing.from - 2));
        at = crossing.to + 2;
        continue;
      }
      if (crosses) at = crossing.to + 2;
      houses.push(house(side, at, at + long));
      at += long + (random() < 0.3 ? between(random, 2, 8) : 0.6);
    }
  }

  function house(side: -1 | 1, from: number, to: number): House {
    return {
      ...{ side, from, to, height: between(random, 9, 42) * tall, color: pick(random, WALLS) },
      ...{ lit: between(random, 0.25, 0.6), seed: Math.floor(random() * 2 ** 31) },
    };
  }

  const along = <T>(step: number, make: (side: -1 | 1, z: number) => T): T[] =>
    Array.from({ length: Math.floor(FAR / step) }, (_, i) => [make(-1, 6 + i * step), make(1, 6 + i * step + step / 2)])
      .flat()
      .slice(0, 48);
  const kerb = carriageway + 1.6;
  const lane = (x: number, count: number, low: number, high: number, towards: boolean): Mover[] =>
    Array.from({ length: count }, () => ({
      x: x + between(random, -0.3, 0.3),
      speed: between(random, low, high) * (towards ? -1 : 1),
      start: random() * FAR,
      color: pick(random, PAINTS),
    }));
  return {
    ...{ mount, carriageway, pavement, crossing, houses },
    trees: along(green, (where, z) => ({ x: where * (kerb + 0.6), z, size: between(random, 1.6, 2.6) })).filter(
      ({ z }) => z > 9 && (z < crossing.from - 4 || z > crossing.to + 4),
    ),
    // Those right before the camera would fill its picture.
    lamps: along(32, (where, z) => ({ x: where * (carriageway + 0.6), z })).filter(({ z }) => z > 16),
    cars: Array.from({ length: lanes }, (_, n) => [
      ...lane(-(n + 0.55) * LANE, 3 - n, 10 - 3 * n, 14 - 3 * n, true),
      ...lane((n + 0.55) * LANE, 3 - n, 10 - 3 * n, 14 - 3 * n, false),
    ]).flat(),
    people: [...lane(-(pavement - 0.9), 4, 0.9, 1.5, true), ...lane(pavement - 0.9, 4, 0.9, 1.5, false)],
    stalls: Array.from({ length: Math.floor(random() * 3) }, () => ({
      x: (random() < 0.5 ? -1 : 1) * kerb,
      z: between(random, 14, 40),
      color: pick(random, [
        [196, 60, 52],
        [60, 120, 190],
        [92, 84, 70],
      ] as const),
    })),
  };
}
