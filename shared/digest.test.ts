import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BUCKET_UIDS, NO_ROWS, TableSums, differingBuckets, hashOfChange, hashRow } from "./digest.ts";
import type { Cell, Row } from "./tables.ts";

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.double({ noNaN: true }),
  fc.integer(),
  fc.constant(null),
);
const aRow = fc
  .tuple(fc.integer({ min: 1, max: 5_000 }), fc.array(cell, { maxLength: 6 }))
  .map(([uid, cells]): Row => [uid, ...cells]);
const rows = fc.uniqueArray(aRow, { selector: (row) => row[0], maxLength: 60 });

function sumsOf(of: readonly Row[]): TableSums {
  const sums = new TableSums();
  for (const row of of) sums.add(row[0] as number, hashRow(row));
  return sums;
}

describe("digests", () => {
  test("G1 equal rows give equal sums, in whatever order and by whatever way they came", () => {
    fc.assert(
      fc.property(rows, rows, fc.infiniteStream(fc.nat({ max: 1_000 })), (kept, gone, order) => {
        const uids = new Set(kept.map((row) => row[0]));
        const others = gone.filter((row) => !uids.has(row[0]));
        const shuffled = kept
          .map((row) => [order.next().value as number, row] as const)
          .toSorted((a, b) => a[0] - b[0]);
        const sums = sumsOf([...others, ...shuffled.map(([, row]) => row)]);
        for (const row of others) sums.remove(row[0] as number, hashRow(row));
        expect(sums.total()).toEqual(sumsOf(kept).total());
        expect(differingBuckets(sums, sumsOf(kept).flat())).toEqual([]);
      }),
    );
  });

  test("G1 another cell, another place of a cell, another type of a cell give another hash", () => {
    const all: Row[] = [
      [1],
      [1, null],
      [1, 0],
      [1, ""],
      [1, "0"],
      [1, "", ""],
      [1, "ab", "c"],
      [1, "a", "bc"],
      [1, 1, 2],
      [1, 2, 1],
      [1, 0.5],
      [1, "人"],
      [1, "亽"],
    ];
    expect(new Set(all.map(hashRow)).size).toBe(all.length);
    expect(hashRow([1, -0])).toBe(hashRow([1, 0]));
  });

  test("G1 rows that differ in one cell differ", () => {
    fc.assert(
      fc.property(aRow, fc.nat(), cell, (row, at, other) => {
        fc.pre(row.length > 1);
        const place = 1 + (at % (row.length - 1));
        fc.pre(row[place] !== other);
        expect(hashRow(row.with(place, other))).not.toBe(hashRow(row));
      }),
    );
  });

  test("G1 a change taken as such comes to what the row's going and coming would", () => {
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.option(cell)), (before, cells) => {
        const after = before.map((row): Row => [
          row[0] as number,
          ...row.slice(1).map((old) => cells.next().value ?? old),
        ]);
        const sums = sumsOf(before);
        before.forEach((row, i) => sums.change(row[0] as number, hashOfChange(row, after[i] as Row)));
        expect(sums.flat()).toEqual(sumsOf(after).flat());
      }),
    );
  });

  test("G1 a text that grows, shrinks or changes in its middle comes to the same, block by block", () => {
    const part = fc.string({ maxLength: 150 });
    fc.assert(
      fc.property(part, part, part, part, (begin, old, next, end) => {
        const [was, row]: [Row, Row] = [
          [7, 1, begin + old + end],
          [7, 1, begin + next + end],
        ];
        const sums = sumsOf([was]);
        sums.change(7, hashOfChange(was, row));
        expect(sums.flat()).toEqual(sumsOf([row]).flat());
        if (old !== next) expect(hashRow(row)).not.toBe(hashRow(was));
      }),
    );
  });

  test("G1 two cells that change places, in a row or between rows, are seen", () => {
    expect(sumsOf([[1, 5, 6]]).total()).not.toEqual(sumsOf([[1, 6, 5]]).total());
    const one: Row[] = [
      [1, "a"],
      [2, "b"],
    ];
    const other: Row[] = [
      [1, "b"],
      [2, "a"],
    ];
    expect(sumsOf(one).total()).not.toEqual(sumsOf(other).total());
  });

  test("G1 hashes of texts that are alike spread over all bits", () => {
    const hashes = new Set<number>();
    let ones = 0;
    for (let i = 0; i < 40_000; i++) {
      const hash = hashRow([1, `{"kind":"noted","at":${1_700_000_000_000 + i},"by":"somebody"}`]);
      hashes.add(hash % 2 ** 32);
      for (let bit = 0; bit < 53; bit++) ones += Math.floor(hash / 2 ** bit) % 2;
    }
    // Of 40,000 numbers of 32 bits, a fifth of a pair is expected to be alike.
    expect(hashes.size).toBeGreaterThan(39_995);
    expect(ones / 40_000 / 53).toBeCloseTo(0.5, 2);
  });

  test("G2 sums of buckets say where two sides differ", () => {
    const one = sumsOf([
      [1, "a"],
      [BUCKET_UIDS, "b"],
      [BUCKET_UIDS * 3 + 1, "c"],
    ]);
    const other = sumsOf([
      [1, "a"],
      [BUCKET_UIDS, "B"],
    ]);
    expect(differingBuckets(one, other.flat())).toEqual([1, 3]);
    expect(differingBuckets(other, one.flat())).toEqual([1, 3]);
    one.clear();
    expect(one.total()).toEqual(NO_ROWS);
  });
});
