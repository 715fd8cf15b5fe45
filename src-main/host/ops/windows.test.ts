import { beforeEach, expect, test } from "vitest";
import { WHOLE_WALL, type WindowReport } from "../../../shared/direction/wall.ts";
import { openWindows, type Windows } from "./windows.ts";

let real = 0;
let windows: Windows;
const NOW = 1_795_000_000_000;

beforeEach(() => {
  real = 1_000;
  windows = openWindows(
    () => real,
    () => NOW + real,
  );
});

const report = (some: Partial<WindowReport> = {}): WindowReport => ({
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
  ...some,
});

test("X80 a window that came back after a fall is told with its falls, which it knows nothing of", () => {
  windows.told(report(), null);
  expect(windows.told(report({ display: "2" }), null).crashes).toBe(0);
  real += 5_000;
  windows.fell("hall", "1");
  windows.fell("hall", "1");
  expect(windows.list().map((each) => each.report.crashes)).toEqual([2, 0]);
  real += 2_000;
  expect(windows.told(report(), null)).toMatchObject({ crashes: 2, crashedAt: NOW + 6_000 });
  expect(windows.told(report({ display: "2" }), null)).toMatchObject({ crashes: 0, crashedAt: null });
});

test("X80 a shell that knows only the display tells the fall of its window", () => {
  windows.told(report({ display: "2" }), null);
  windows.fell(null, "2");
  windows.fell(null, "7");
  expect(windows.list().map((each) => each.report.crashes)).toEqual([1]);
});

test("X81 the last picture stands in for a window for half a minute, and never longer", () => {
  const jpeg = new Uint8Array([0xff, 0xd8, 1]);
  windows.told(report(), jpeg);
  real += 20_000;
  windows.told(report(), null);
  expect(windows.lastFrame("1")).toBe(jpeg);
  expect(windows.lastFrame("2")).toBeNull();
  real += 10_001;
  expect(windows.lastFrame("1")).toBeNull();
});

test("X86 what the page held is noted for each scene once it has settled, and no more scenes are kept than so many", () => {
  const steps = [
    ["overview", 80],
    ["overview", 90],
    ["dust", 95],
    ["dust", 60],
    ["dust", 70],
  ] as const;
  for (const [scene, heapMb] of steps) {
    windows.told(report({ scene, heapMb }), null);
    real += 8_000;
  }
  expect(windows.list()[0]?.scenes.map(({ scene, heapMb }) => [scene, heapMb])).toEqual([
    ["overview", 90],
    ["dust", 60],
  ]);
  for (let i = 0; i < 200; i++) windows.told(report({ scene: `scene-${i}` }), null);
  expect(windows.list()[0]?.scenes.length).toBe(48);
  expect(windows.list()[0]?.scenes.at(-1)?.scene).toBe("scene-199");
});

test("the slowest second of the last minute is told, and a window that was silent for ten minutes is not", () => {
  windows.told(report({ frames: 12 }), null);
  for (let i = 0; i < 59; i++) windows.told(report(), null);
  expect(windows.list()[0]?.fewestFrames).toBe(12);
  windows.told(report(), null);
  expect(windows.list()[0]?.fewestFrames).toBe(60);
  real += 30_000;
  expect(windows.list()[0]?.silentMs).toBe(30_000);
  real += 600_000;
  expect(windows.list()).toEqual([]);
});
