import { expect, test } from "vitest";
import { SHIPPED } from "./scenes.ts";
import { wantedNow } from "./use-scenes.ts";

test("X25 a scene that is asked for and not there is told once the hub was heard, and shown as soon as it comes", () => {
  const { scenes } = SHIPPED;
  const flood = { ...scenes[0]!, scene: "flood" };
  expect(wantedNow(null, false, scenes, true)).toBeNull();
  expect(wantedNow("flood", false, scenes, false)).toBeNull();
  expect(wantedNow("flood", false, scenes, true)).toMatchObject({
    tell: { code: "sceneUnknown", params: { scene: "flood" } },
  });
  expect(wantedNow("flood", true, scenes, true)).toBeNull();
  expect(wantedNow("flood", true, [...scenes, flood], true)).toEqual({ show: flood });
});
