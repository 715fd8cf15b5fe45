import { expect, test } from "vitest";
import { PLACE_KINDS } from "../../shared/place-kinds.ts";
import { divide } from "./grids.ts";
import { isInside, xyOf } from "./plane.ts";
import { staticPlaces } from "./static-places.ts";
import { layStreets } from "./streets.ts";

const SEED = 3;
const streets = layStreets(SEED);
const { units, duties } = divide(streets);
const places = staticPlaces(SEED, streets, duties, units);

test("every beat has a public toilet, and every place lies in the grid it names", () => {
  const toilets = places.filter(({ kind }) => kind === "toilet");
  expect(new Set(toilets.map(({ grid }) => grid.duty)).size).toBe(duties.length);
  for (const { grid, lon, lat } of places) expect(isInside(xyOf(lon, lat), grid.ring)).toBe(true);
});

test("no two places have one id, code or name, and all kinds are known", () => {
  for (const of of ["id", "code", "name", "nameEn"] as const) {
    expect(new Set(places.map((place) => place[of])).size).toBe(places.length);
  }
  for (const { kind } of places) expect(PLACE_KINDS).toContain(kind);
});

test("the same seed has the same places, another one others", () => {
  expect(staticPlaces(SEED, streets, duties, units)).toEqual(places);
  const others = staticPlaces(SEED + 1, streets, duties, units);
  expect(others.map(({ lon }) => lon)).not.toEqual(places.map(({ lon }) => lon));
});
