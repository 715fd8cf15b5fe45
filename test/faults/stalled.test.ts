/** A client that stops reading costs the hub bounded memory, and nobody else's time; afterwards it catches up. */
import { describe, expect, test } from "vitest";
import { stalledRound } from "./stalled.ts";

describe("F4 F5 a client that stops reading", () => {
  test("costs bounded memory, delays nobody, and catches up", async () => {
    const told = await stalledRound({ seed: 1, seconds: 4, everyMs: 20 });
    process.stdout.write(`${told}\n`);
    expect(told).toMatch(/^\d+ commits in 4 s/);
  });
});
