import fc from "fast-check";
import { expect, test } from "vitest";
import { PANELS, parseScene, type Place, type Scene } from "../../../shared/scene.ts";
import overview from "../../../resources/scenes/overview.json" with { type: "json" };
import cameras from "../../../resources/scenes/cameras.json" with { type: "json" };
import { redone, startOf, stepTo, undone } from "./history.ts";
import {
  added,
  freePlace,
  grownBy,
  laidOn,
  movedBy,
  overlapping,
  placed,
  removed,
  sceneText,
  SHAPES,
  textOf,
  withText,
  withVideo,
  type Item,
} from "./scene-edit.ts";

const scene = parseScene("overview", overview);
const whole = (place: Place) =>
  place.x >= 0 && place.y >= 0 && place.w >= 1 && place.h >= 1 && place.x + place.w <= 24 && place.y + place.h <= 24;

test("X28 whatever is dragged and pulled, everything stays within the grid, and what lies over another is marked", () => {
  const step = fc.record({
    how: fc.constantFrom("move", "grow", "add", "remove"),
    shape: fc.constantFrom(...SHAPES),
    item: fc.constantFrom<Item>("map", "drawer", ...PANELS),
    dx: fc.integer({ min: -40, max: 40 }),
    dy: fc.integer({ min: -40, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let now: Scene = scene;
      for (const { how, shape, item, dx, dy } of steps) {
        const place = laidOn(now.layouts[shape]).find((each) => each.item === item)?.place;
        if (how === "add" && item !== "drawer") now = added(now, shape, item);
        else if (how === "remove") now = removed(now, shape, item);
        else if (place !== undefined) {
          now = placed(now, shape, item, how === "move" ? movedBy(place, dx, dy) : grownBy(place, dx, dy));
        }
      }
      for (const shape of SHAPES) {
        const layout = now.layouts[shape];
        const laid = laidOn(layout);
        expect(laid.every(({ place }) => whole(place))).toBe(true);
        expect(new Set(laid.map(({ item }) => item)).size).toBe(laid.length);
        expect(laid.at(-1)?.item).toBe("drawer");
      }
      const wrong = SHAPES.some((shape) => overlapping(now.layouts[shape]).size > 0);
      const many = SHAPES.some((shape) => now.layouts[shape].panels.length > 7);
      const parsed = () => parseScene("overview", JSON.parse(sceneText(now)));
      if (wrong || many) expect(parsed).toThrow();
      else expect(parsed().layouts).toEqual(JSON.parse(JSON.stringify(now.layouts)));
    }),
  );
});

test("X28 a new panel takes the largest free place, and the corner where nothing is free", () => {
  expect(overlapping(added(scene, "standard", "backlog").layouts.standard)).toContain("backlog");
  const room = removed(scene, "standard", "ranking");
  expect(freePlace(room.layouts.standard)).toEqual({ x: 17, y: 0, w: 7, h: 12 });
  expect(overlapping(added(room, "standard", "backlog").layouts.standard)).toEqual(new Set());
  expect(added(scene, "standard", "map")).toBe(scene);
});

test("X28 sizes of texts are kept with their panel, the usual one unwritten", () => {
  const larger = withText(withText(scene, "wide", "map", 150), "wide", "ticker", 125);
  expect([textOf(larger.layouts.wide, "map"), textOf(larger.layouts.wide, "ticker")]).toEqual([150, 125]);
  expect(textOf(larger.layouts.standard, "ticker")).toBe(100);
  expect(parseScene("overview", JSON.parse(sceneText(larger)))).toEqual(larger);
  expect(withText(withText(larger, "wide", "map", 100), "wide", "ticker", 100)).toEqual(scene);
});

test("X28 the text of a scene that nobody changed says the same as its file", () => {
  for (const file of [overview, cameras]) {
    const read = parseScene(file.scene, file);
    expect(parseScene(file.scene, JSON.parse(sceneText(read)))).toEqual(read);
  }
  const read = parseScene("cameras", cameras);
  const video = { layout: 16, group: "east", dwellSeconds: 30 } as const;
  const other = withVideo(read, "standard", video);
  expect(other.layouts.standard.panels.find(({ panel }) => panel === "video")?.video).toEqual(video);
  expect(other.layouts.wide).toEqual(read.layouts.wide);
});

test("X28 every step can be taken back and done again", () => {
  const first = startOf(0);
  expect(stepTo(first, 0)).toBe(first);
  const two = stepTo(stepTo(first, 1), 2);
  expect(undone(two)).toEqual({ now: 1, past: [0], future: [2] });
  expect(redone(undone(two))).toEqual(two);
  expect(undone(first)).toBe(first);
  expect(redone(two)).toBe(two);
  expect(stepTo(undone(two), 5)).toEqual({ now: 5, past: [0, 1], future: [] });
  let long = first;
  for (let i = 1; i < 300; i++) long = stepTo(long, i);
  expect(long.past.length).toBe(100);
});
