/** kill −9 of host and hub at any moment: what was committed is there, what was asked happened once. */
import { describe } from "vitest";
import { killRounds } from "./kills.ts";
import { testRounds } from "./rounds.ts";

describe("S7 C1 C6 D2 killed at any moment", () => {
  testRounds("hub and host come back, agree, and every request had one effect", "kills", (seed) =>
    killRounds({ seed, rounds: 4, rows: 12_000 }),
  );
});
