import { expect, test } from "vitest";
import type { TrackColumns } from "../../../shared/track.ts";
import { withNow } from "./movers.tsx";

const one = (value: number) => Float64Array.of(value);
const tracks = (at: number) =>
  ({
    uid: Uint32Array.of(7),
    lon: one(115),
    lat: one(31),
    heading: Float32Array.of(0),
    speed: Float32Array.of(0),
    status: Uint8Array.of(0),
    at: one(at),
    device: Uint32Array.of(2),
    alarm: Uint32Array.of(0),
    fuel: Float32Array.of(0),
    mileage: Float32Array.of(0),
  }) satisfies TrackColumns;
const trail = { at: one(10), lon: one(114), lat: one(30), recordedSince: 0 };

test("a way ends where its unit is now, and not before its own end", () => {
  expect(withNow(trail, tracks(20), 7)).toEqual({
    at: Float64Array.of(10, 20),
    lon: Float64Array.of(114, 115),
    lat: Float64Array.of(30, 31),
  });
  expect(withNow(trail, tracks(10), 7)).toBe(trail);
  expect(withNow(trail, tracks(20), 8)).toBe(trail);
  expect(withNow(trail, null, 7)).toBe(trail);
});
