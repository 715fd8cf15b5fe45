/** Rounds by seeds: those that failed once and are always run, and a fresh one each time. */
import { expect, test } from "vitest";
import { seeded } from "./seeded.ts";
import seeds from "./seeds.json" with { type: "json" };

/** A round on a busy machine says what does not hold before it is given up. */
const ROUND_MS = 150_000;

/** Tests a round by the kept seeds and a fresh one. A failure names its seed. */
export function testRounds(title: string, suite: keyof typeof seeds, round: (seed: number) => Promise<string>): void {
  const fresh = Math.floor(Math.random() * 2 ** 31);
  const kept: readonly number[] = seeds[suite];
  test.each([...kept, fresh])(
    `${title} (seed %i)`,
    async (seed) => {
      expect(await seeded(suite, seed, () => round(seed))).not.toBe("");
    },
    ROUND_MS,
  );
}
