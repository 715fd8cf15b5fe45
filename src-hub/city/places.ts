/** Where in the city something happens: anywhere along its streets, at busy stretches, and at spots where it comes back. */
import type { UnitGrid } from "./grids.ts";
import { DEMAND, type DemandRow } from "./kinds.ts";
import { toward } from "./people.ts";
import { distance, isInside, lonLatOf, type Xy } from "./plane.ts";
import { between, pick, randomOf, weighted, type Random } from "./random.ts";
import type { Block, Segment, Streets } from "./streets.ts";

export interface PlacesOptions {
  readonly seed: number;
  readonly streets: Streets;
  readonly units: readonly UnitGrid[];
  readonly parks: ReadonlySet<Block>;
}

/** What comes back again and again at the spots of its kind. */
const RECURRENT = [
  ...["06010", "06036", "09001", "09011", "06013", "01003", "06012", "09009", "06042", "06011", "10002", "09005"],
];

interface Spot {
  readonly grid: UnitGrid;
  readonly segment: Segment;
  readonly along: number;
  readonly row: DemandRow;
}
interface RecurrentSpot extends Spot {
  readonly index: number;
  /** Everyone says this place in the same words. */
  readonly address: string;
}
interface Place {
  readonly lon: number;
  readonly lat: number;
  readonly address: string;
  readonly grid: UnitGrid;
}

/** Where things happen: along the streets that bound a block, a little inside it; more of it where people are. */
export function placesOf({ seed, streets, units, parks }: PlacesOptions) {
  const sides = units.map((grid) => streets.segmentsOf(grid.block));
  const near = (middle: Xy, at: Xy, reach: number) => Math.exp(-((distance(middle, at) / reach) ** 2));
  const oldTown: Xy = [-420, 300];
  const gridWeight = (grid: UnitGrid) =>
    grid.areaM2 ** 0.5 *
    (0.35 + 2.2 * near(grid.middleXy, oldTown, 1_700) + between(randomOf(seed, "life", grid.code), 0, 0.9)) *
    (parks.has(grid.block) ? 0.25 : 1);
  const chooseGrid = weighted(units.map((grid) => [grid, gridWeight(grid)] as const));
  const sideOf = (random: Random, grid: UnitGrid) => pick(random, sides[grid.index] as Segment[]);

  const place = (random: Random, grid: UnitGrid, segment: Segment, along: number): Place => {
    const on = pointAlong(segment, along);
    let inside = toward(on, grid.middleXy, between(random, 6, 22));
    if (!isInside(inside, grid.ring)) inside = toward(on, grid.middleXy, 40);
    if (!isInside(inside, grid.ring)) inside = grid.middleXy;
    const [lon, lat] = lonLatOf(inside);
    return { lon, lat, grid, address: addressOf(random, segment, along, sides[grid.index] as Segment[]) };
  };
  const spots = randomOf(seed, "hot spots");
  const chooseKind = weighted(DEMAND.filter((row) => row.weight >= 2).map((row) => [row, row.weight] as const));
  const spotAt = (row: DemandRow): Spot => {
    const grid = chooseGrid(spots);
    const segment = sideOf(spots, grid);
    return { grid, segment, along: spots() * segment.length, row };
  };
  const busy = Array.from({ length: 64 }, () => spotAt(chooseKind(spots)));
  const recurrent = RECURRENT.map((code, index): readonly [RecurrentSpot, number] => {
    const row = DEMAND.find((each) => each.code === code);
    if (row === undefined) throw new Error(`nobody reports ${code}`);
    const spot = spotAt(row);
    const address = addressOf(spots, spot.segment, spot.along, sides[spot.grid.index] as Segment[]);
    return [{ ...spot, index, address }, between(spots, 0.4, 1.6)];
  });
  return {
    busy,
    recurrent: weighted(recurrent),
    anywhere: (random: Random) => {
      const grid = chooseGrid(random);
      const segment = sideOf(random, grid);
      return place(random, grid, segment, random() * segment.length);
    },
    /** Along a busy stretch; at a recurrent spot within a few metres, when it is the same again. */
    near: (random: Random, spot: Spot | RecurrentSpot, same: boolean): Place => {
      const reach = same ? 8 : 60;
      const along = Math.max(0, Math.min(spot.segment.length, spot.along + between(random, -reach, reach)));
      const found = place(random, spot.grid, spot.segment, along);
      return same && "address" in spot ? { ...found, address: spot.address } : found;
    },
  };
}

/** The point this many metres along a segment. */
export function pointAlong(segment: Segment, along: number): Xy {
  let left = along;
  for (let i = 1; i < segment.shape.length; i++) {
    const a = segment.shape[i - 1] as Xy;
    const b = segment.shape[i] as Xy;
    const length = distance(a, b);
    if (left <= length) return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    left -= length;
  }
  return segment.shape.at(-1) as Xy;
}

/** How people say a place: a house number, or the crossing when it is near one. */
function addressOf(random: Random, segment: Segment, along: number, sides: readonly Segment[]): string {
  const { line } = segment;
  const end = along < 30 ? segment.from : along > segment.length - 30 ? segment.to : null;
  const crossing =
    end === null
      ? undefined
      : sides.find((side) => side.line.name !== line.name && (side.from === end || side.to === end));
  if (crossing !== undefined) return `${line.name}与${crossing.line.name}交叉口`;
  const start = Number(segment.from.split(",")[line.way === "h" ? 0 : 1]);
  const number = Math.max(1, Math.round((start + along - line.from) / 12));
  return `${line.name}${number}号${pick(random, ["", "门前", "旁", "对面"])}`;
}
