import { describe, expect, test } from "vitest";
import type { Found } from "../store/outages.ts";
import { judge, type Streak } from "./judgement.ts";

/** A camera that is looked at again and again, at 0, 10, 20 …: what is written down. */
function watched(finds: readonly Found[], start: { online?: number; watchedFrom?: number | null; open?: string } = {}) {
  let camera = { online: start.online ?? 1, watchedFrom: start.watchedFrom === undefined ? -1 : start.watchedFrom };
  let open: string | null = start.open ?? null;
  let streak: Streak | null = null;
  const told: string[] = [];
  finds.forEach((found, i) => {
    const next = judge(streak, camera, open, found, i * 10);
    streak = next.streak;
    if (next.told === null) return;
    told.push(`${next.told.found} since ${next.told.at}`);
    const is = next.told.found;
    open = is === "well" ? null : is;
    camera = {
      online: is === "notWatched" ? camera.online : is === "well" ? 1 : 0,
      watchedFrom: camera.watchedFrom ?? next.told.at,
    };
  });
  return told;
}

describe("V49 a camera", () => {
  test("is out from the first of two failing looks in a row, and well from the first of two good ones", () => {
    expect(watched(["well", "offline", "offline", "offline", "well", "well"])).toEqual([
      "offline since 10",
      "well since 40",
    ]);
  });

  test("that blinks is neither out nor back", () => {
    expect(watched(["offline", "well", "unreachable", "well"])).toEqual([]);
    expect(watched(["well", "offline", "well", "offline"], { online: 0, open: "offline" })).toEqual([]);
  });

  test("keeps the reason it went out for, whatever comes after", () => {
    expect(watched(["unreachable", "offline", "offline"])).toEqual(["unreachable since 0"]);
  });

  test("is watched from the first look on, and what was said of it holds until two looks say otherwise", () => {
    const never = { watchedFrom: null };
    expect(watched(["well"], { ...never, online: 0 })).toEqual(["well since 0"]);
    expect(watched(["offline", "offline"], { ...never, online: 1 })).toEqual(["well since 0", "offline since 0"]);
    expect(watched(["offline", "well"], { ...never, online: 1 })).toEqual(["well since 0"]);
    expect(watched(["offline"], { ...never, online: 0 })).toEqual(["offline since 0"]);
  });

  test("that nobody is let in to look at is neither well nor out, and not watched before somebody was", () => {
    expect(watched(["notWatched", "notWatched"], { watchedFrom: null })).toEqual([]);
    expect(watched(["well", "notWatched", "notWatched", "well", "well"])).toEqual([
      "notWatched since 10",
      "well since 30",
    ]);
    expect(watched(["notWatched", "notWatched", "offline", "offline"], { online: 0, open: "offline" })).toEqual([
      "notWatched since 0",
      "offline since 20",
    ]);
  });

  test("of which a file says otherwise is put right again", () => {
    expect(watched(["well", "well"], { online: 0 })).toEqual(["well since 0"]);
    expect(watched(["offline", "offline"], { online: 1, open: "offline" })).toEqual(["offline since 0"]);
    expect(watched(["well", "well"], { online: 1, open: "offline" })).toEqual(["well since 0"]);
  });
});
