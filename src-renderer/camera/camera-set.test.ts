import { expect, test } from "vitest";
import type { CameraGroup, CameraLine } from "../../shared/view.ts";
import { firstChoice, foundCameras, movedIn, setOf } from "./camera-set.ts";

const camera = (uid: number, offers = 1) =>
  ({
    uid,
    id: `c${uid}`,
    name: `${uid}号`,
    nameEn: `No ${uid}`,
    code: "",
    offers: Array.from({ length: offers }),
  }) as unknown as CameraLine;
const cameras = [1, 2, 3, 4].map((uid) => camera(uid, uid === 3 ? 0 : 1));
const groups: CameraGroup[] = [{ uid: 9, id: "schools", name: "学校", nameEn: "Schools", cameras: [4, 3, 1] }];

test("V31 a scene begins with its group, or with all where there is no such group", () => {
  expect(firstChoice("schools", groups)).toEqual({ by: "group", uid: 9 });
  expect(firstChoice("gone", groups)).toEqual({ by: "all" });
  expect(firstChoice("", groups)).toEqual({ by: "all" });
});

test("V31 a set has the chosen cameras with a picture, each once, in the order of its group", () => {
  expect(setOf({ by: "all" }, cameras, groups, [])).toEqual([1, 2, 4]);
  expect(setOf({ by: "group", uid: 9 }, cameras, groups, [])).toEqual([4, 1]);
  expect(setOf({ by: "picked", uids: [2, 1, 2, 77] }, cameras, groups, [])).toEqual([2, 1]);
});

test("V31 what was moved stays where it was put", () => {
  const order = movedIn([1, 2, 4], 1, 4);
  expect(order).toEqual([4, 2, 1]);
  expect(setOf({ by: "all" }, [...cameras, camera(5)], groups, order)).toEqual([4, 2, 1, 5]);
});

test("cameras are found by name in both languages and by number", () => {
  expect(foundCameras(cameras, "no 2").map(({ uid }) => uid)).toEqual([2]);
  expect(foundCameras(cameras, "C4").map(({ uid }) => uid)).toEqual([4]);
  expect(foundCameras(cameras, " ").length).toBe(4);
});
