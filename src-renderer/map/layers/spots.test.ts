import { describe, expect, test } from "vitest";
import type { RecurrenceGroup } from "../../../shared/view.ts";
import { nearest } from "../pick.ts";
import { groundOfSpots, pickableSpots, spotLayers, SPOT_SOURCE } from "./spots.ts";

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
    const [spot] = groundOfSpots([group(114, 5)], "zh-CN").features;
    expect(spot?.properties).toEqual({ count: 5, label: "占道经营" });
    expect(spot?.geometry.coordinates).toEqual([114, 30]);
    expect(groundOfSpots([group(114, 5)], "en").features[0]?.properties?.["label"]).toBe("Street vending");
    expect(groundOfSpots([{ ...group(114, 5), classNameEn: "" }], "en").features[0]?.properties?.["label"]).toBe(
      "占道经营",
    );
  });

  test("are drawn from one source, names only where there is room", () => {
    const layers = spotLayers(2, "Noto Sans SC");
    expect(layers.map(({ id }) => id)).toEqual(["spot-ring", "spot-count", "spot-name"]);
    expect(layers.every((layer) => "source" in layer && layer.source === SPOT_SOURCE)).toBe(true);
    expect(layers.map(({ minzoom }) => minzoom)).toEqual([undefined, undefined, 14.3 + 1]);
  });

  test("are meant rather than a case that lies in their ring", () => {
    const world = 512 * 2 ** 13;
    const one = { kind: "case", length: 1, uid: [77], lon: [114], lat: [30] } as const;
    const spots = pickableSpots([group(113, 3), group(114, 5)]);
    expect(nearest([one, spots], 114, 30, world, 16)).toEqual({ kind: "spot", uid: 1 });
    expect(nearest([one, pickableSpots([])], 114, 30, world, 16)).toEqual({ kind: "case", uid: 77 });
  });
});
