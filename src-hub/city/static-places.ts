/**
 * Places that rounds are made to (静态点位): a public toilet in every beat, and in some of them a transfer station, a waste
 * sorting point, a market or a garden. Pure in the seed.
 */
import type { PlaceKind } from "../../shared/place-kinds.ts";
import type { Draft } from "../store/store.ts";
import type { DutyGrid, UnitGrid } from "./grids.ts";
import { toward } from "./people.ts";
import { isInside, lonLatOf } from "./plane.ts";
import { pointAlong } from "./places.ts";
import { between, pick, randomOf } from "./random.ts";
import type { Segment, Streets } from "./streets.ts";

interface Kind {
  readonly kind: PlaceKind;
  readonly letters: string;
  readonly name: string;
  readonly nameEn: string;
  /** One in so many beats has one. */
  readonly oneIn: number;
  /** The target of rounds in a week; 0 for the usual one. */
  readonly roundsPerWeek: number;
}

const KINDS: readonly Kind[] = [
  { kind: "toilet", letters: "GC", name: "公厕", nameEn: "Public toilet", oneIn: 1, roundsPerWeek: 0 },
  {
    kind: "transferStation",
    letters: "ZZ",
    name: "垃圾中转站",
    nameEn: "Refuse transfer station",
    oneIn: 4,
    roundsPerWeek: 0,
  },
  {
    kind: "wasteStation",
    letters: "TF",
    name: "垃圾分类投放点",
    nameEn: "Waste sorting point",
    oneIn: 3,
    roundsPerWeek: 0,
  },
  { kind: "market", letters: "SC", name: "农贸市场", nameEn: "Farmers’ market", oneIn: 5, roundsPerWeek: 7 },
  { kind: "park", letters: "YY", name: "游园", nameEn: "Pocket park", oneIn: 6, roundsPerWeek: 0 },
];

export type StaticPlace = Omit<Draft<"places">, "platform" | "unitGrid"> & { readonly grid: UnitGrid };

export function staticPlaces(
  seed: number,
  streets: Streets,
  duties: readonly DutyGrid[],
  units: readonly UnitGrid[],
): StaticPlace[] {
  const taken = new Set<string>();
  return KINDS.flatMap(({ kind, letters, name, nameEn, oneIn, roundsPerWeek }) =>
    duties
      .filter(({ index }) => index % oneIn === Math.min(1, oneIn - 1))
      .map((duty, i): StaticPlace => {
        const random = randomOf(seed, "place", kind, duty.index);
        const grid = pick(
          random,
          units.filter((unit) => unit.duty === duty),
        );
        const segment = pick(random, streets.segmentsOf(grid.block)) as Segment;
        const on = pointAlong(segment, between(random, 0.25, 0.75) * segment.length);
        const beside = toward(on, grid.middleXy, 18);
        const [lon, lat] = lonLatOf(isInside(beside, grid.ring) ? beside : grid.middleXy);
        const number = String(i + 1).padStart(3, "0");
        const road = `${segment.line.name}${name}`;
        const again = taken.has(road) ? number : "";
        taken.add(road);
        return {
          grid,
          id: `${kind}-${number}`,
          kind,
          code: `${letters}${number}`,
          name: `${road}${again}`,
          nameEn: `${nameEn}, ${segment.line.nameEn}${again === "" ? "" : ` ${again}`}`,
          lon,
          lat,
          roundsPerWeek,
        };
      }),
  );
}
