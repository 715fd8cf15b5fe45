/** Whatever a network does, once it is quiet every host has what the hub shows it, and every request had one effect. */
import { describe } from "vitest";
import { networkRound } from "./network.ts";
import { testRounds } from "./rounds.ts";

describe("S1 S2 S3 S8 F4 a bad network", () => {
  testRounds(
    "losing, doubling, swapping, delaying, cuts, partitions and restarts leave hub and hosts equal",
    "network",
    (seed) => networkRound({ seed, seconds: 7, rows: 3_000, longestPartition: 1 }),
  );
});
