import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import { createSceneReader, sceneBeside, sceneByName, scenesOf, SHIPPED } from "./scenes.ts";
import overview from "../../resources/scenes/overview.json" with { type: "json" };

test("the shipped scenes stand in the order of their tabs and are all right", () => {
  const names = SHIPPED.scenes.map(({ scene }) => scene);
  expect(names.slice(0, 3)).toEqual(["overview", "live", "backlog"]);
  expect(names.at(-1)).toBe("leaders");
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

describe("X25 scenes as the hub publishes them", () => {
  const row = (name: string, value: unknown, trouble = "") => ({
    ...{ name, trouble },
    body: value === null ? "" : canonicalJson(value),
  });
  const titled = (name: string, title: string) => ({ ...overview, scene: name, title: { "zh-CN": title, en: title } });

  test("go before those that ship; what the hub does not have is there as it ships", () => {
    const read = createSceneReader();
    expect(read(null)).toBe(SHIPPED);
    const { scenes, troubles } = read([
      row("flood", titled("flood", "防汛")),
      row("overview", titled("overview", "今日")),
    ]);
    expect(troubles).toEqual([]);
    expect(scenes.map(({ scene }) => scene)).toEqual([...SHIPPED.scenes.map(({ scene }) => scene), "flood"]);
    expect(scenes[0]?.title.en).toBe("今日");
    expect(scenes[1]).toBe(SHIPPED.scenes[1]);
  });

  test("one that did not change is the same object, so that nothing is drawn anew", () => {
    const read = createSceneReader();
    const flood = row("flood", titled("flood", "防汛"));
    const first = read([flood, row("overview", overview)]).scenes;
    expect(first[0]).toBe(SHIPPED.scenes[0]);
    const second = read([{ ...flood }, row("other", titled("other", "别的"))]).scenes;
    const named = (scenes: typeof first, name: string) => scenes.find(({ scene }) => scene === name);
    expect(named(second, "flood")).toBe(named(first, "flood"));
  });

  test("one of a later form, or with a trouble, is told and takes no other down", () => {
    const trouble = { code: "ruleSyntax", params: { file: "scenes/live.json", why: "?" } };
    const { scenes, troubles } = createSceneReader()([
      row("overview", { ...overview, format: 2, panorama: [] }),
      row("live", null, JSON.stringify(trouble)),
      row("flood", { scene: "flood" }),
    ]);
    expect(scenes).toEqual(SHIPPED.scenes);
    expect(troubles).toMatchObject([
      { code: "sceneNewer", params: { scene: "overview", found: 2, known: 1 } },
      trouble,
      { code: "sceneBroken", params: { scene: "flood" } },
    ]);
  });
});
