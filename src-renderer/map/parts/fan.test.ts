import { expect, test } from "vitest";
import { fanOf } from "./fan.ts";

test("V40 each camera of the fan has a line to the place and a mark, which say whether it sees it and is well", () => {
  const camera = (uid: number, sees: boolean | null, online: boolean) => ({
    uid,
    lon: 114 + uid / 1_000,
    lat: 30,
    sees,
    online,
  });
  const { features } = fanOf({ lon: 114, lat: 30, cameras: [camera(1, true, true), camera(2, null, false)] });
  expect(features.map(({ geometry, properties }) => [geometry.type, properties])).toEqual([
    ["LineString", { sees: true, online: true }],
    ["Point", { sees: true, online: true }],
    ["LineString", { sees: false, online: false }],
    ["Point", { sees: false, online: false }],
  ]);
  expect(features[0]?.geometry.coordinates).toEqual([
    [114.001, 30],
    [114, 30],
  ]);
});
