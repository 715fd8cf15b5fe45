import { expect, test } from "vitest";
import { emptyFigures } from "../../../shared/evaluation/columns.ts";
import { DIMENSIONS } from "../../../shared/evaluation/tally.ts";
import { TERMS } from "../../../shared/evaluation/terms.ts";
import { PendingCases } from "./pending-cases.ts";

test("C6 what was packed adds as much when it is unpacked, however much it is", () => {
  const cases = 45_000;
  const all = new PendingCases();
  const some = new PendingCases();
  const reported = TERMS.indexOf("reported");
  for (let n = 1; n <= cases; n++) {
    some.came({ ...emptyFigures(), classUid: n, reportedAt: 0 }, () => 1);
    if (some.full || n === cases) all.unpack(some.pack());
  }
  const counted = new Map<number, Float64Array>();
  const classes = DIMENSIONS.indexOf("class");
  all.settle((dim, _basis, _month, key) => {
    const vector = new Float64Array(TERMS.length);
    if (dim === classes) counted.set(key, vector);
    return vector;
  });
  expect(counted.size).toBe(cases);
  expect([...counted.values()].every((vector) => vector[reported] === 1)).toBe(true);
});
