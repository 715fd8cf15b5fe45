import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PANELS, parseScene } from "../scene.ts";
import { smallestUnits, textsOf, tooSmall } from "./legible.ts";

const layout = {
  map: { x: 0, y: 0, w: 12, h: 24 },
  drawer: { x: 0, y: 0, w: 6, h: 24 },
  panels: [
    { panel: "ticker", x: 12, y: 0, w: 12, h: 12 },
    { panel: "trend", x: 12, y: 12, w: 12, h: 12, text: 125 },
  ],
};
const viewing = { metres: 8, pitchMm: 1.25, width: 7680, height: 2160 };
const scene = parseScene("hall", {
  ...{ scene: "hall", title: { "zh-CN": "大厅", en: "Hall" }, viewing },
  layouts: { standard: { ...layout, map: undefined }, wide: { ...layout, mapText: 150 } },
});

test("X24 every panel of the layout that a wall shows is judged by its smallest text, and what would help is said", () => {
  expect(textsOf(scene, viewing).map(({ panel, percent, readable }) => [panel, percent, readable])).toEqual([
    ["map", 150, true],
    ["ticker", 100, false],
    ["trend", 125, true],
  ]);
  expect(textsOf(scene, { ...viewing, width: 3840 }).map(({ panel }) => panel)).toEqual(["ticker", "trend"]);
  expect(tooSmall(scene)).toMatchObject([{ panel: "ticker", units: 14, helps: { percent: 125 } }]);
  expect(tooSmall({ ...scene, viewing: { ...viewing, metres: 7 } })).toEqual([]);
  expect(tooSmall({ layouts: scene.layouts })).toEqual([]);
});

test("X24 no panel draws a text smaller than is reckoned with", () => {
  const root = join(import.meta.dirname, "../../src-renderer");
  const sizes = globSync("{kit,board,camera,map,wall}/**/*.css", { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/font-size: calc\(([\d.]+) \* var\(--u\)\)/g)].map(
      ([, units]) => [file, Number(units)] as const,
    ),
  );
  expect(sizes.length).toBeGreaterThan(3);
  const least = Math.min(...PANELS.map(smallestUnits));
  expect(sizes.filter(([, units]) => units < least)).toEqual([]);
  expect(sizes.filter(([file, units]) => units < 14 && !file.startsWith("board/heat/"))).toEqual([]);
});
