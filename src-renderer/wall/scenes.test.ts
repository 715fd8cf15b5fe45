import { expect, test } from "vitest";
import { sceneBeside, sceneByName, scenesOf, SHIPPED } from "./scenes.ts";
import overview from "../../resources/scenes/overview.json" with { type: "json" };

test("the shipped scenes stand in the order of their tabs and are all right", () => {
  const names = SHIPPED.scenes.map(({ scene }) => scene);
  expect(names.slice(0, 2)).toEqual(["overview", "backlog"]);
  expect(SHIPPED.troubles).toEqual([]);
});

test("a broken scene takes no other down and says where it is broken", () => {
  const { scenes, troubles } = scenesOf({ zoo: { ...overview, scene: "zoo" }, broken: { scene: 1 }, overview });
  expect(scenes.map(({ scene }) => scene)).toEqual(["overview", "zoo"]);
  expect(troubles).toMatchObject([{ code: "sceneBroken", params: { scene: "broken", path: "scene" } }]);
});

test("an unknown scene is named together with the known ones", () => {
  expect(sceneByName("overview")).toMatchObject({ scene: "overview" });
  expect(sceneByName("nowhere")).toMatchObject({ code: "sceneUnknown", params: { scene: "nowhere" } });
});

test("stepping through the scenes goes round", () => {
  const { scenes } = scenesOf({ overview, next: { ...overview, scene: "next" } });
  const [first, second] = scenes as [(typeof scenes)[0], (typeof scenes)[0]];
  expect(sceneBeside(scenes, first, 1)).toBe(second);
  expect(sceneBeside(scenes, second, 1)).toBe(first);
  expect(sceneBeside(scenes, first, -1)).toBe(second);
  expect(sceneBeside([first], first, 1)).toBe(first);
});
