import { expect, test } from "vitest";
import { inCone } from "../../../shared/coverage/plane.ts";
import { PLACE_KINDS, type PlaceKind } from "../../../shared/place-kinds.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { CameraLine } from "../../../shared/view.ts";
import { conesOf } from "./cones.ts";
import { placeImage, placePoints, placeState, PLACE_STATES } from "./places.ts";

const letters = Object.fromEntries(PLACE_KINDS.map((kind) => [kind, kind[0]])) as Record<PlaceKind, string>;

test("a place's badge says its kind by the letter and its rounds by the shape", () => {
  const place = (uid: number, kind: string) => ({ uid, kind, lon: 112, lat: 28 }) as RecordOf<"places">;
  const { features } = placePoints({
    places: [place(1, "toilet"), place(2, "market"), place(3, "kiosk"), place(4, "park")],
    coverage: [
      { uid: 1, rounds: 2, target: 2, lastAt: 1 },
      { uid: 2, rounds: 1, target: 7, lastAt: 1 },
      { uid: 3, rounds: 0, target: 2, lastAt: null },
    ],
    letters,
  });
  expect(
    features.map(({ properties }) => [properties?.["letter"], properties?.["image"], properties?.["rounds"]]),
  ).toEqual([
    ["t", "place-met", "2/2"],
    ["m", "place-short", "1/7"],
    ["o", "place-none", "0/2"],
    ["p", "place-none", ""],
  ]);
});

test("no target is met without rounds, and the badges differ in shape and not in colour alone", () => {
  expect(placeState({ rounds: 0, target: 0 })).toBe("met");
  expect(placeState({ rounds: 0, target: 1 })).toBe("none");
  const [met, short, none] = PLACE_STATES.map((state) => placeImage(state).data);
  const covered = (data: Uint8Array | undefined) => data?.filter((value, i) => i % 4 === 3 && value > 127).length ?? 0;
  expect(covered(none)).toBeGreaterThan(covered(met) * 1.05);
  expect(met).not.toEqual(short);
});

test("a fan covers what the count takes for seen, and cameras that see nothing have none", () => {
  const camera = { uid: 1, lon: 112, lat: 28, bearing: 350, online: 1 } as CameraLine;
  const cone = { cameraMetres: 150, cameraDegrees: 70 };
  const { features } = conesOf({
    cameras: [camera, { ...camera, online: 0 }, { ...camera, bearing: null }, { ...camera, lon: null }],
    metres: cone.cameraMetres,
    degrees: cone.cameraDegrees,
  });
  expect(features).toHaveLength(1);
  const corners = features[0]?.geometry.coordinates[0] ?? [];
  expect(corners[0]).toEqual([112, 28]);
  for (const [lon = 0, lat = 0] of corners.slice(1, -1)) {
    // A hair nearer to the middle of the fan each corner is inside, a hair further out none is.
    const towards = (share: number) => [112 + (lon - 112) * share, 28 + (lat - 28) * share] as const;
    expect(inCone(camera, ...towards(1.001), cone)).toBe(false);
  }
  const [middleLon = 0, middleLat = 0] = corners[Math.floor(corners.length / 2)] ?? [];
  expect(inCone(camera, 112 + (middleLon - 112) * 0.999, 28 + (middleLat - 28) * 0.999, cone)).toBe(true);
});
