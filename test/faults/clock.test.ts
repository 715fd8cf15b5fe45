/** A clock that is wrong or is set is shown, and harmless. */
import { describe, expect, test } from "vitest";
import { clockRound } from "./clock.ts";

describe("a clock that jumps by an hour", () => {
  test("moves no deadline and no age, is noted, and is told", async () => {
    expect(await clockRound(1)).toBe("jumps by -1, -1, 2 hours noted");
  });
});
