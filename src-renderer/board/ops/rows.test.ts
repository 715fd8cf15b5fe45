import { expect, test } from "vitest";
import { WHOLE_WALL, type WallWindow } from "../../../shared/direction/wall.ts";
import type { OpsValue } from "../../../shared/ops.ts";
import { opsRows, problemsOfRow } from "./rows.ts";

const NOW = 1_795_000_000_000;
const WINDOW: WallWindow = {
  wall: "hall",
  display: "1",
  region: WHOLE_WALL,
  scene: "overview",
  rev: 3,
  pushes: [],
  shownAt: NOW,
  width: 3840,
  height: 2160,
  canvasWidth: 3840,
  canvasHeight: 2160,
  ratio: 1,
  heapMb: 80,
  frames: 60,
  gpu: "SwiftShader",
  dataAt: NOW,
  freshness: "live",
  replaying: false,
  exercise: false,
  crashes: 0,
  crashedAt: null,
  host: "here",
  heardAt: NOW - 400,
  picture: 7,
};
const { host: _host, heardAt: _heardAt, picture: _picture, ...report } = WINDOW;
const OPS = {
  host: { name: "here" },
  windows: [
    { report, silentMs: 300, pictureBytes: 9, pictureAgeMs: 300, fewestFrames: 51, scenes: [] },
    {
      report: { ...report, display: "2" },
      silentMs: 900,
      pictureBytes: 0,
      pictureAgeMs: null,
      fewestFrames: 50,
      scenes: [],
    },
  ],
} as unknown as OpsValue;

test("X84 windows of all walls are listed, each of this machine once and with what only it knows", () => {
  const other = { ...WINDOW, host: "there", display: "3" };
  const rows = opsRows([other, WINDOW], OPS, NOW, 20);
  expect(rows.map(({ window, own, silentMs }) => [window.host, window.display, own?.fewestFrames, silentMs])).toEqual([
    ["here", "1", 51, 20],
    ["here", "2", 50, 900],
    ["there", "3", undefined, 20],
  ]);
});

test("X84 without a word from the hub the windows of this machine are listed all the same", () => {
  expect(opsRows(null, OPS, NOW, 1).map(({ window }) => window.display)).toEqual(["1", "2"]);
  expect(opsRows(null, null, NOW, 1)).toEqual([]);
});

test("X84 what somebody should look at is named", () => {
  const of = (some: Partial<WallWindow>, silentMs = 0) =>
    problemsOfRow({ window: { ...WINDOW, ...some }, own: null, silentMs }, NOW);
  expect(of({})).toEqual([]);
  expect(of({ canvasWidth: 0 })).toEqual([]);
  expect(of({}, 6_000)).toEqual(["silent"]);
  expect(of({ freshness: "stale", frames: 12 })).toEqual(["stale", "slow"]);
  expect(of({ crashes: 1, crashedAt: NOW - 60_000 })).toEqual(["fell"]);
  expect(of({ crashes: 1, crashedAt: NOW - 7_200_000 })).toEqual([]);
  expect(of({ width: 7_680, canvasWidth: 4_096 })).toEqual(["soft"]);
});
