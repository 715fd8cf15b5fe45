import { expect, test } from "vitest";
import { besides, deeper, listOf, type Opened, type Way } from "./opened.ts";

const standing: Opened = { show: "standing", standing: { scheme: "", period: "2026-11", key: 3 } };
const list: Opened = { show: "cases", drill: { query: { period: "all", measure: "open" } } };
const one: Opened = { show: "case", uid: 1 };
const other: Opened = { show: "case", uid: 2 };

test("a way leads from the standing to its list to a case, and the map shows the list", () => {
  const way = [standing, list, one].reduce<Way>(deeper, []);
  expect(way).toEqual([standing, list, one]);
  expect(listOf(way)).toEqual({ period: "all", measure: "open" });
  expect(listOf([standing])).toBeNull();
  expect(listOf([])).toBeNull();
});

test("a case chosen beside an open case takes its place, and Back leads to the list", () => {
  expect(besides([list, one], other)).toEqual([list, other]);
  expect(besides([one, other], one)).toEqual([one]);
  expect(besides([standing], one)).toEqual([standing, one]);
  expect(besides([], one)).toEqual([one]);
});

test("a way of cases forgets its beginning", () => {
  let way: Way = [list];
  for (let uid = 0; uid < 40; uid++) way = deeper(way, { show: "case", uid });
  expect(way.length).toBeLessThan(20);
  expect(way.at(-1)).toEqual({ show: "case", uid: 39 });
});
