import { expect, test } from "vitest";
import type { PanelName } from "../../../shared/scene.ts";
import { firstLayers, firstShade } from "./first.ts";

const showing = (...names: PanelName[]) => ({
  panels: names.map((panel, y) => ({ panel, x: 0, y, w: 1, h: 1 })),
});

test("a scene begins with the layers and the shade that its panels speak of", () => {
  expect([...firstLayers(showing("funnel"))]).toEqual(["cases", "movers", "cameras", "sensors"]);
  expect(firstLayers(showing("recurrence")).has("spots")).toBe(true);
  expect([...firstLayers(showing("hotspots", "recurrence"))]).toEqual(["cases", "heat", "spots"]);
  expect([...firstLayers(showing("coverage"))]).toContain("places");
  expect(firstShade(showing("funnel"))).toEqual({ by: "figure", indicator: "open", level: "unitGrid" });
  expect(firstShade(showing("coverage"))).toEqual({ by: "coverage" });
  expect(firstShade(showing("hotspots"))).toEqual({ by: "none" });
});
