import { describe, expect, test } from "vitest";
import { sheetAt } from "../coverage/plane.ts";
import { bearingTo, camerasNear, sees, type NearCamera } from "./near.ts";

const LON = 112;
const LAT = 28;
const sheet = sheetAt(LAT);
const RULES = { cameraMetres: 150, cameraDegrees: 70 };

/** A camera so many metres east and north of the place. */
const at = (uid: number, east: number, north: number, more: Partial<NearCamera> = {}): NearCamera => ({
  uid,
  lon: LON + east / sheet.x,
  lat: LAT + north / sheet.y,
  bearing: null,
  fov: null,
  reach: null,
  online: 1,
  ...more,
});
const near = (cameras: readonly NearCamera[], limit = 10) => camerasNear(cameras, LON, LAT, RULES, limit);

describe("V44 cameras near a place", () => {
  test("those that can be looked through first, among them those that look at it, then the nearest", () => {
    const found = near([
      at(1, 0, 300),
      at(2, 0, -120, { bearing: 0 }), // looks north, at the place
      at(3, 10, 0, { bearing: 90 }), // right beside it, looking away
      at(4, 5, 0, { bearing: 270, online: 0 }), // would see it
      at(5, 0, 600), // too far
      at(6, 0, 20, { lon: null, lat: null }),
    ]);
    expect(found.map(({ camera, sees: looks, online }) => [camera, looks, online])).toEqual([
      [2, true, true],
      [3, false, true],
      [1, null, true],
      [4, true, false],
    ]);
    expect(found.map(({ metres }) => Math.round(metres))).toEqual([120, 10, 300, 5]);
    expect(near([at(1, 0, 10), at(2, 0, 5)], 1).map(({ camera }) => camera)).toEqual([2]);
  });

  test("a camera sees by its own angle and reach where they are known", () => {
    const seen = (more: Partial<NearCamera>) => sees(at(1, 0, -200, { bearing: 0, ...more }), LON, LAT, RULES);
    expect(seen({})).toBe(false);
    expect(seen({ reach: 250 })).toBe(true);
    expect(seen({ reach: 250, bearing: 30 })).toBe(true);
    expect(seen({ reach: 250, bearing: 30, fov: 40 })).toBe(false);
    expect(seen({ reach: 250, bearing: null })).toBeNull();
    expect(seen({ reach: 250, bearing: null, fov: 360 })).toBe(true);
    expect(seen({ bearing: null, fov: 360 })).toBe(false);
  });

  test("the bearing is from the camera to the place", () => {
    const from = (east: number, north: number) =>
      Math.round(bearingTo(LON + east / sheet.x, LAT + north / sheet.y, LON, LAT));
    expect([from(0, -10), from(-10, 0), from(0, 10), from(10, 0), from(-10, -10)]).toEqual([0, 90, 180, 270, 45]);
  });
});
