import { expect, test } from "vitest";
import type { Fact } from "../case/case.ts";
import { bordersOf, routeOf } from "./disputes.ts";

const dispatched = (department: number): Fact => ({ kind: "dispatched", at: 1, by: "派遣员", department, deadline: 2 });
const sentBack: Fact = { kind: "sentBack", at: 1, by: "某", reason: "不属于本单位" };

test("a route names the departments in order, refused send-backs as another stay", () => {
  const facts: Fact[] = [
    dispatched(3),
    sentBack,
    dispatched(5),
    sentBack,
    { kind: "sendBackRefused", at: 1, by: "派遣员", reason: "属于本单位", department: 5, deadline: 2 },
  ];
  expect(routeOf(facts)).toEqual([3, 5, 5]);
});

test("a border counts each case once, over and back are two, staying is none", () => {
  expect(
    bordersOf([
      [10, [3, 5, 3, 5]],
      [11, [3, 5]],
      [12, [4, 4]],
    ]),
  ).toEqual([
    { from: 3, to: 5, cases: [10, 11] },
    { from: 5, to: 3, cases: [10] },
  ]);
});
