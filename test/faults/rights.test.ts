/** A right that is taken away takes its rows with it, within five seconds. */
import { describe, expect, test } from "vitest";
import { rightsRound } from "./rights.ts";

describe("R7 a right removed", () => {
  test("makes the rows vanish from the cache within 5 s, and what is left is the hub's by the new scope", async () => {
    const told = await rightsRound({ seed: 1, rows: 4_000 });
    process.stdout.write(`${told}\n`);
    expect(told).toMatch(/the grant is revoked: gone after \d+ ms$/);
  });
});
