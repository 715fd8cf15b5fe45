import { expect, test } from "vitest";
import type { CameraLine, CameraNear } from "../../shared/view.ts";
import { compassOf, nearOf, tilesOf } from "./near.ts";

const line = (uid: number) => ({ uid, offers: [{ use: "sub", kind: "mjpeg" }] }) as unknown as CameraLine;
const near = (camera: number, metres: number, sees: boolean | null, online = true): CameraNear => ({
  camera,
  metres,
  bearing: 0,
  sees,
  online,
});

test("V40 those that see the place come first, then the nearest, and none from far away", () => {
  const found = nearOf(
    [
      near(1, 40, false),
      near(2, 200, true),
      near(3, 90, true),
      near(4, 30, null),
      near(5, 900, true),
      near(6, 10, true),
    ],
    [1, 2, 3, 4, 5].map(line),
  );
  expect(found.map(({ camera }) => camera)).toEqual([3, 2, 4, 1]);
});

test("V40 three open as tiles, and none that nobody can look through", () => {
  const lines = [1, 2, 3, 4, 5].map(line);
  const found = nearOf(
    [1, 2, 3, 4, 5].map((uid) => near(uid, uid * 10, true, uid !== 2)),
    lines,
  );
  expect(tilesOf(found).map(({ camera }) => camera)).toEqual([1, 3, 4]);
  const bare = { ...line(1), offers: [] };
  expect(tilesOf(nearOf([near(1, 10, true)], [bare]))).toEqual([]);
});

test("a bearing is told by the point of the compass", () => {
  expect([0, 44, 46, 180, 359, -90].map(compassOf)).toEqual(["n", "ne", "ne", "s", "n", "w"]);
});
