/** Whatever happens to the bytes of a cache, its host comes back live with the hub's rows, and names what it set aside. */
import { describe } from "vitest";
import { damageRound, damagesBy } from "./damage.ts";
import { testRounds } from "./rounds.ts";

describe("C2 C10 C11 a damaged cache", () => {
  testRounds("is set aside or mended, while its host is away and while it runs", "damage", (seed) =>
    damageRound({ seed, damages: damagesBy(seed, 3) }),
  );
});
