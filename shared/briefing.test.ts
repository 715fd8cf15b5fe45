import { expect, test } from "vitest";
import { casesOf } from "./briefing.ts";

const frozen = {
  cases: {
    uid: Uint32Array.from({ length: 10 }, (_, i) => 100 + i),
    subject: Uint32Array.from([1, 2, 1, 2, 1, 2, 1, 2, 1, 2]),
  },
  sets: { some: Uint8Array.of(0b1000_0011, 0b10) },
};

test("X97 a count names its cases by their places, and of a subject only its own", () => {
  expect(casesOf(frozen, { n: 4, set: "some" })).toEqual([100, 101, 107, 109]);
  expect(casesOf(frozen, { n: 3, set: "some", subject: 2 })).toEqual([101, 107, 109]);
  expect(casesOf(frozen, { n: 4, set: "other" })).toEqual([]);
  expect(casesOf(frozen, { n: 4, set: null })).toEqual([]);
});
