import { describe, expect, test } from "vitest";
import { newWall } from "../../../shared/direction/state.ts";
import type { Push, WallState } from "../../../shared/direction/wall.ts";
import { wordsOf } from "../../kit/text.ts";
import { cannotDirect, cannotTakeBack, pushForecast } from "./may.ts";
import { PRESETS } from "./region.ts";

const words = wordsOf("en", "Asia/Shanghai");
const push = (id: string, person: number, more: Partial<Push> = {}): Push => ({
  ...{ id, region: PRESETS.left, what: { show: "case", uid: 1 }, person, name: `P${person}`, leads: false },
  ...{ since: 0, seconds: 60, until: 60_000, barred: false, ...more },
});
const wall = (more: Partial<WallState> = {}): WallState => ({ ...newWall("hall"), ...more });
const dispatcher = { role: "dispatcher", person: 4 } as const;
const director = { role: "director", person: 9 } as const;

describe("what a seat may do with a wall", () => {
  test("X135 who may not is told why: by role, by lock, or because it is somebody else's", () => {
    expect(cannotDirect("scene", dispatcher, wall(), words)).toContain("Dispatcher");
    expect(cannotDirect("push", dispatcher, wall(), words)).toBeNull();
    const locked = wall({ locked: { person: 9, name: "Director Li" } });
    expect(cannotDirect("push", dispatcher, locked, words)).toContain("Director Li");
    expect(cannotDirect("scene", director, locked, words)).toBeNull();
    expect(cannotTakeBack(push("a", 5), dispatcher, wall(), words)).toContain("P5");
    expect(cannotTakeBack(push("a", 4), dispatcher, wall(), words)).toBeNull();
    expect(cannotTakeBack(push("a", 5), director, wall(), words)).toBeNull();
  });

  test("X138 before pushing one is told whether it is shown, takes the place of one's own, or waits", () => {
    expect(pushForecast(PRESETS.right, dispatcher, wall({ pushes: [push("a", 5)] }))).toEqual({ comes: "free" });
    expect(pushForecast(PRESETS.topLeft, dispatcher, wall({ pushes: [push("a", 4)] }))).toMatchObject({
      comes: "replaces",
    });
    expect(pushForecast(PRESETS.topLeft, dispatcher, wall({ pushes: [push("a", 5)] }))).toMatchObject({
      comes: "waits",
    });
    expect(pushForecast(PRESETS.topLeft, director, wall({ pushes: [push("a", 5)] }))).toMatchObject({
      comes: "before",
    });
    const led = wall({ pushes: [push("a", 5, { leads: true })] });
    expect(pushForecast(PRESETS.topLeft, director, led)).toMatchObject({ comes: "waits" });
  });
});
