import * as v from "valibot";
import { expect, test } from "vitest";
import { windowReportSchema, type Push, type WallState } from "../../../shared/direction/wall.ts";
import { isOfNow, reportOf, type Reported } from "./report.ts";

const push = (id: string, x: number): Push => ({
  id,
  region: { x, y: 0, w: 6, h: 6 },
  what: { show: "camera", uid: 1 },
  person: 1,
  name: "",
  since: 0,
  until: null,
  barred: false,
  leads: false,
  seconds: 0,
});
const shown: WallState = {
  wall: "hall",
  rev: 7,
  at: 0,
  scene: "overview",
  reason: null,
  returnTo: null,
  returnAt: null,
  held: null,
  locked: null,
  pushes: [push("left", 0), push("right", 18)],
  waiting: [],
  playlist: null,
  visitor: false,
  testCard: false,
};
const said: Reported = {
  direction: { display: "2", region: { x: 12, y: 0, w: 12, h: 24 }, shown },
  wall: "hall",
  shownAt: 123.5,
  scene: "ranking",
  measured: {
    ...{ width: 1920, height: 1080, ratio: 1, canvasWidth: 3840, canvasHeight: 2160, unit: 1 },
    ...{ heapMb: null, gpu: "SwiftShader" },
  },
  frames: 60,
  freshness: { state: "live", dataAt: 99 },
  replaying: false,
  exercise: false,
  noPicture: "",
};

test("X55 a window tells what it truly draws: the scene on its screen, and the pushes that fall into its part", () => {
  const report = reportOf(said);
  expect(v.parse(windowReportSchema, report)).toEqual(report);
  expect(reportOf({ ...said, noPicture: "NotAllowedError" }).noPicture).toBe("NotAllowedError");
  expect(report).toMatchObject({ scene: "ranking", rev: 7, pushes: ["right"], shownAt: 123.5 });
});

test("X55 a window that heard nothing of its wall yet says so, and is still heard of", () => {
  const report = reportOf({ ...said, direction: { ...said.direction, shown: null }, scene: "overview" });
  expect(v.parse(windowReportSchema, report)).toMatchObject({ rev: 0, pushes: [], scene: "overview" });
});

test("X151 a picture that was taken before a switch is not told as one of it, until nothing moves any more", () => {
  expect(isOfNow(900, 1_000, 1_010)).toBe(false);
  expect(isOfNow(1_050, 1_000, 1_060)).toBe(false);
  expect(isOfNow(1_130, 1_000, 1_140)).toBe(true);
  expect(isOfNow(900, 1_000, 2_500)).toBe(true);
});
