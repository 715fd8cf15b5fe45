import fc from "fast-check";
import { expect, test } from "vitest";
import { chances } from "../../../test/contract/random-cases.ts";
import { orderByTime } from "./order-by-time.ts";

/** The same order by comparing. */
function byComparing(instants: Float64Array, uids: Uint32Array, latestFirst: boolean): number[] {
  const never = (i: number) => Number(Number.isNaN(instants[i]));
  return Array.from(instants, (_, i) => i).toSorted((a, b) => {
    const apart = (instants[a] as number) - (instants[b] as number);
    return never(a) - never(b) || (latestFirst ? -apart : apart) || (uids[a] as number) - (uids[b] as number);
  });
}

test("is the order that comparing gives, of few and of many, with equal instants and none, either way round", () => {
  const sizes = fc.constantFrom(0, 1, 3, 511, 512, 700, 3_000);
  fc.assert(
    fc.property(sizes, fc.nat(), fc.boolean(), fc.boolean(), (size, seed, latestFirst, mixed) => {
      const chance = chances(seed);
      const instants = Float64Array.from({ length: size }, () =>
        chance() < 0.2 ? Number.NaN : 1_700_000_000_000 + Math.floor(chance() * (chance() < 0.5 ? 50 : 2 ** 36)),
      );
      const uids = Uint32Array.from({ length: size }, (_, i) => (mixed ? (i * 77_777_779) % 4_000_000_007 : i + 1));
      expect([...orderByTime(instants, uids, latestFirst)]).toEqual(byComparing(instants, uids, latestFirst));
    }),
    { numRuns: 60 },
  );
});
