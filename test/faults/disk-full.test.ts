/** A full disk: the picture stands and says why, requests are answered in words, and it goes on by itself. */
import { describe, expect, test } from "vitest";
import { diskFullRound, meansOfFilling } from "./disk-full.ts";

describe("S14 a full disk", () => {
  test.each(meansOfFilling())("makes the cache read-only until there is room, and says so (%s)", async (by) => {
    expect(await diskFullRound({ seed: 1, by })).toMatch(/^full by/);
  });
});
