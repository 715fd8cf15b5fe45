import type { Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import type { RecordOf } from "../../shared/tables.ts";
import { groundOfFeatures, placesOf } from "./ground.ts";
import { labelTexts } from "./labels.ts";

const square = (west: number, south: number, side: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + side, south],
      [west + side, south + side],
      [west, south + side],
      [west, south],
    ],
  ],
});

const feature = (
  layer: string,
  kind: string,
  name: string,
  nameEn: string,
  geometry: object,
): RecordOf<"features"> => ({
  uid: 1,
  platform: "demo",
  id: name,
  layer,
  class: kind,
  name,
  nameEn,
  geometry: JSON.stringify(geometry),
});

const point = { type: "Point", coordinates: [1, 1] };
const line = {
  type: "LineString",
  coordinates: [
    [0, 0],
    [2, 2],
  ],
};

describe("the ground", () => {
  test("labels roads along their lines and drops their label points then", () => {
    const rows = [
      feature("road", "arterial", "建设路", "Jianshe Road", line),
      feature("label", "road", "建设路", "", point),
    ];
    const labels = groundOfFeatures(rows, "zh-CN").features.map(({ properties }) => properties.layer);
    expect(labels).toEqual(["road"]);
    const pointsOnly = groundOfFeatures([feature("label", "road", "建设路", "", point)], "zh-CN");
    expect(pointsOnly.features).toHaveLength(1);
  });

  test("gives named parks and waters without a label one in their middle, once", () => {
    const park = feature("green", "park", "人民公园", "People's Park", square(10, 20, 2));
    const added = groundOfFeatures([park], "en").features[1];
    expect(added?.properties).toEqual({ layer: "label", class: "park", label: "People's Park" });
    expect(added?.geometry).toEqual({ type: "Point", coordinates: [11, 21] });
    expect(groundOfFeatures([park, feature("label", "park", "人民公园", "", point)], "en").features).toHaveLength(2);
  });

  test("finds one middle for land that comes in pieces, whichever way the rings run", () => {
    const left = square(0, 0, 2);
    const right: Polygon = { type: "Polygon", coordinates: [square(2, 0, 2).coordinates[0]?.toReversed() ?? []] };
    const { features } = placesOf([left, right].map((geometry) => ({ geometry, properties: { name: "Queens" } })));
    expect(features).toHaveLength(1);
    expect(features[0]?.geometry.coordinates[0]).toBeCloseTo(2);
    expect(features[0]?.geometry.coordinates[1]).toBeCloseTo(1);
  });

  test("names every character of its labels once", () => {
    expect(labelTexts([feature("label", "road", "路路园", "", point)])).toBe("园路");
  });
});
