import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { layoutFor, parseScene, type Scene } from "./scene.ts";
import { TroubleError } from "./trouble.ts";

const folder = new URL("../resources/scenes/", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
const overview = () => structuredClone(read("overview.json")) as Scene;

function troubleOf(scene: unknown) {
  try {
    parseScene("overview", scene);
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  return null;
}

test("every scene that ships is right and carries its file's name", () => {
  const files = readdirSync(folder);
  expect(files).toContain("overview.json");
  for (const file of files) expect(`${parseScene(file, read(file)).scene}.json`).toBe(file);
});

test("the wide layout begins at 3:1", () => {
  const scene = parseScene("overview", overview());
  expect(layoutFor(scene, 1920, 1080)).toBe(scene.layouts.standard);
  expect(layoutFor(scene, 7680, 2160)).toBe(scene.layouts.wide);
  expect(layoutFor(scene, 3239, 1080)).toBe(scene.layouts.standard);
});

test("a panel beyond the grid, twice, over another, or unknown is named", () => {
  const beyond = overview();
  (beyond.layouts.standard.panels[0] as { w: number }).w = 25;
  expect(troubleOf(beyond)).toMatchObject({ code: "sceneBroken", params: { path: "layouts.standard.panels.0.w" } });

  const twice = overview();
  twice.layouts.wide.panels.push(...twice.layouts.wide.panels.slice(0, 1));
  expect(troubleOf(twice)).toMatchObject({ code: "sceneTwice", params: { path: "layouts.wide" } });

  const over = overview();
  (over.layouts.standard.panels[0] as { w: number }).w = 7;
  expect(troubleOf(over)).toMatchObject({ code: "sceneOverlap", params: { path: "layouts.standard" } });

  const unknown = overview();
  (unknown.layouts.standard.panels[0] as { panel: string }).panel = "weather";
  expect(troubleOf(unknown)).toMatchObject({ params: { path: "layouts.standard.panels.0.panel" } });
});

test("what is no scene at all is refused too", () => {
  expect(troubleOf(null)?.code).toBe("sceneBroken");
  expect(troubleOf({})?.code).toBe("sceneBroken");
});

test("V25 what a video panel begins with stands in its scene, and at no other panel", () => {
  const scene = structuredClone(read("cameras.json")) as Scene;
  const [video, other] = scene.layouts.standard.panels;
  expect(video).toMatchObject({ panel: "video", video: { layout: 9, dwellSeconds: 20 } });
  (video as { video: { layout: number } }).video.layout = 7;
  expect(troubleOf(scene)).toMatchObject({ params: { path: "layouts.standard.panels.0.video.layout" } });
  (video as { video: { layout: number } }).video.layout = 13;
  (other as { video?: unknown }).video = video?.video;
  expect(troubleOf(scene)).toMatchObject({ params: { path: "layouts.standard.panels.1" } });
});
