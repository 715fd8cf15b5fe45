import fc from "fast-check";
import { expect, test } from "vitest";
import { coveredIn, countOf } from "../coverage/cover.ts";
import { seenAt } from "./seen.ts";

const FROM = 1_000_000;
const GRIDS = Uint32Array.of(11, 12, 13, 14);
const LEAST = 60;

const visits = fc
  .array(fc.tuple(fc.integer({ min: -500, max: 1_000 }), fc.nat(400), fc.integer({ min: 11, max: 16 })), {
    maxLength: 40,
  })
  .map((all) => all.toSorted(([a], [b]) => a - b))
  .map((all) => ({
    after: Float64Array.from(all, ([after]) => after),
    until: Float64Array.from(all, ([after, long]) => after + long),
    grid: Uint32Array.from(all, ([, , grid]) => grid),
    leastMs: LEAST,
  }));

test("Y10 coverage at an instant is that of the visits cut off there", () => {
  fc.assert(
    fc.property(visits, fc.nat(1_000), (all, passed) => {
      const at = FROM + passed;
      const { lastAt, covered } = seenAt({ from: FROM, visits: all }, GRIDS, at, FROM);
      const cut = [...all.grid.keys()].filter((i) => FROM + (all.after[i] as number) <= at);
      const columns = {
        length: cut.length,
        subject: cut.map((i) => all.grid[i] as number),
        place: cut.map(() => 0),
        from: cut.map((i) => FROM + (all.after[i] as number)),
        to: cut.map((i) => Math.min(at, FROM + (all.until[i] as number))),
      };
      const placeOf = new Map([...GRIDS].map((uid, i) => [uid, i]));
      const [day] = coveredIn([{ from: FROM, to: FROM + 2_000 }], columns, placeOf, LEAST);
      expect(covered).toBe(countOf(day as Uint8Array));
      GRIDS.forEach((grid, i) => {
        const ends = columns.to.filter((_end, k) => columns.subject[k] === grid);
        expect(lastAt[i]).toBe(ends.length === 0 ? Number.NaN : Math.max(...ends));
      });
    }),
    { numRuns: 400 },
  );
});
