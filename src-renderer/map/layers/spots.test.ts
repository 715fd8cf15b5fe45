import { describe, expect, test } from "vitest";
import type { RecurrenceGroup } from "../../../shared/view.ts";
import { groundOfSpots, NEAR, spotImage, SPOT_LAYERS, spotLayers, SPOT_SOURCE } from "./spots.ts";

const group = (lon: number, count: number) =>
  ({
    lon,
    lat: 30,
    count,
    className: "占道经营",
    classNameEn: "Street vending",
    uids: [1, 2, 3],
  }) as unknown as RecurrenceGroup;

describe("recurring spots", () => {
  test("bear their count and their class in the language of the map", () => {
    const [first, second] = groundOfSpots([group(114, 5), group(115, 3)], "zh-CN").features;
    expect(first?.properties).toEqual({ at: 0, count: 5, label: "占道经营" });
    expect(second?.properties?.["at"]).toBe(1);
    expect(first?.geometry.coordinates).toEqual([114, 30]);
    expect(groundOfSpots([group(114, 5)], "en").features[0]?.properties?.["label"]).toBe("Street vending");
    const unnamed = { ...group(114, 5), classNameEn: "" };
    expect(groundOfSpots([unnamed], "en").features[0]?.properties?.["label"]).toBe("占道经营");
  });

  test("change from closed to open rings at one zoom, the same in windows of every size", () => {
    const layers = spotLayers(2, "Noto Sans SC");
    expect(layers.every((layer) => "source" in layer && layer.source === SPOT_SOURCE)).toBe(true);
    const [far, ...near] = layers;
    expect(far?.maxzoom).toBe(NEAR + 1);
    expect(new Set(near.map(({ minzoom }) => minzoom))).toEqual(new Set([NEAR + 1]));
    const ids = layers.map(({ id }) => id);
    expect(SPOT_LAYERS.every((id) => ids.includes(id))).toBe(true);
  });

  test("the ring is clear outside, bright at its rim and dark within", () => {
    const { width, data } = spotImage();
    const at = (x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
    const middle = width / 2;
    expect(at(0, 0)[3]).toBe(0);
    expect(at(middle, 3)).toEqual([169, 155, 255, 255]);
    expect(at(middle, middle)).toEqual([11, 17, 24, Math.round(255 * 0.88)]);
  });
});
