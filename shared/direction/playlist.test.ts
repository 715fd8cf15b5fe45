import { expect, test } from "vitest";
import type { Ground, PlaylistStep } from "./change.ts";
import { played, stepAfter } from "./playlist.ts";
import { newWall } from "./state.ts";
import { SCENE_LEAD_MS, type WallState } from "./wall.ts";

const NOW = 1_000_000;
const step = (scene: string, seconds = 60): PlaylistStep => ({ scene, seconds });
const ground = (steps: readonly PlaylistStep[], scenes: readonly string[]): Ground => ({
  scenes: new Set(scenes),
  playlists: new Map([["hall", steps]]),
  barred: () => false,
});
const at = (now: number) => ({ now, pace: 1 });
const playing = (more: Partial<WallState> = {}): WallState => ({
  ...newWall("hall"),
  scene: "a",
  playlist: { name: "hall", step: 0, nextAt: NOW },
  ...more,
});
const ALL = ground([step("a"), step("b", 30), step("c")], ["a", "b", "c"]);

test("X71 each scene stays for its time, then the next one comes, and after the last the first", () => {
  expect(played(playing(), at(NOW - 1), ALL)).toEqual(playing());
  const next = played(playing(), at(NOW), ALL);
  expect(next).toMatchObject({
    scene: "b",
    reason: { by: "playlist", playlist: "hall" },
    playlist: { name: "hall", step: 1, nextAt: NOW + SCENE_LEAD_MS + 30_000 },
  });
  expect(stepAfter([step("a"), step("b")], 1, new Set(["a", "b"]))).toMatchObject({ step: 0, scene: "a" });
});

test("X71 scenes that are gone are passed over; a playlist that is gone, or has nothing left, ends where it is", () => {
  const [a, b] = [step("a"), step("b")];
  expect(played(playing(), at(NOW), ground([a, b, step("c")], ["a", "c"])).scene).toBe("c");
  const ended = played(playing(), at(NOW), ground([a, b], ["d"]));
  expect([ended.scene, ended.playlist]).toEqual(["a", null]);
  expect(played(playing(), at(NOW), { ...ALL, playlists: new Map() }).playlist).toBeNull();
  // It has become shorter than the step it is at.
  expect(played(playing({ playlist: { name: "hall", step: 7, nextAt: NOW } }), at(NOW), ALL).playlist?.step).toBe(0);
});

test("X72 a playlist stands still while the wall is held or locked, and while a rule's scene is shown", () => {
  for (const still of [
    playing({ held: { name: "王芳", until: NOW + 1_000 } }),
    playing({ locked: { person: 1, name: "王芳" } }),
    playing({ scene: "emergency", returnTo: "a", returnAt: NOW + 1_000 }),
  ]) {
    expect(played(still, at(NOW + 500), ALL)).toBe(still);
  }
});
