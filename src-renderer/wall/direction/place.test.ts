import { expect, test } from "vitest";
import { WHOLE_WALL } from "../../../shared/direction/wall.ts";
import { drawerIn, isSeen, placeOf, regionWithin, stretchOf, wallOfMachine, wallWithin } from "./place.ts";

test("X40 a window is a part of a wall, as its address says", () => {
  expect(placeOf("?program=wall&wall=大厅&display=2&region=12,0,12,24&still=1&capture=1")).toEqual({
    wall: "大厅",
    display: "2",
    region: { x: 12, y: 0, w: 12, h: 24 },
    still: true,
    capture: true,
  });
});

test.each(["", "?wall=&display=x&region=1,2", "?wall=a/b&display=123&region=20,0,12,24", "?region=0,0,0,24"])(
  "X40 %s says nothing that can be read: the first display, the whole wall",
  (search) =>
    expect(placeOf(search)).toEqual({ wall: null, display: "1", region: WHOLE_WALL, still: false, capture: false }),
);

test("X40 a wall without a name has its machine's", () => {
  expect(wallOfMachine("hall pc (2)")).toBe("hall-pc-2-");
  expect(wallOfMachine("大厅")).toBe("大厅");
  expect(wallOfMachine("")).toBe("wall");
});

test("X41 the windows of a wall are one picture: each draws the whole wall, moved and stretched to its part", () => {
  expect(wallWithin(WHOLE_WALL)).toEqual({ left: "0%", top: "0%", width: "100%", height: "100%" });
  const right = { x: 12, y: 0, w: 12, h: 24 };
  expect(wallWithin(right)).toEqual({ left: "-100%", top: "0%", width: "200%", height: "100%" });
  expect(stretchOf(right)).toEqual({ across: 2, down: 1 });
  expect(regionWithin({ x: 6, y: 12, w: 6, h: 12 })).toEqual({
    left: "25%",
    top: "50%",
    width: "25%",
    height: "50%",
  });
});

test("X41 a push is drawn by the windows that any of it falls into", () => {
  const [left, right] = [
    { x: 0, y: 0, w: 12, h: 24 },
    { x: 12, y: 0, w: 12, h: 24 },
  ];
  const across = { x: 8, y: 4, w: 8, h: 8 };
  expect([isSeen(across, left), isSeen(across, right)]).toEqual([true, true]);
  const beside = { x: 0, y: 0, w: 12, h: 12 };
  expect([isSeen(beside, left), isSeen(beside, right)]).toEqual([true, false]);
});

test("X41 the drawer opens in the window in which somebody clicked", () => {
  const drawer = { x: 0, y: 0, w: 6, h: 24 };
  expect(drawerIn(drawer, WHOLE_WALL)).toEqual(drawer);
  expect(drawerIn(drawer, { x: 12, y: 0, w: 12, h: 24 })).toEqual({ x: 12, y: 0, w: 6, h: 24 });
  expect(drawerIn({ ...drawer, x: 18 }, { x: 0, y: 0, w: 4, h: 24 })).toEqual({ x: 0, y: 0, w: 4, h: 24 });
});
