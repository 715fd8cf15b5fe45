import { expect, test } from "vitest";
import { EVERYTHING, viewOfScope, type Scope } from "../../shared/scope.ts";
import { columnIndex, rowOf, type Row } from "../../shared/tables.ts";
import { PAGE_ROWS } from "../../shared/wire/hub.ts";
import { draftOf } from "../../test/contract/store-drafts.ts";
import { readPage } from "./pages.ts";

/** Cases with these uids; every third is of department 1. */
const uids = [1, 2, 3, 5, 8, 9, 10, 14, 15, 21];
const rows: Row[] = uids.map((uid) =>
  rowOf("cases", { uid, ...draftOf("cases", String(uid), { department: uid % 3 }) }),
);
const store = {
  page: (_table: string, after: number, limit: number) =>
    rows.filter((row) => (row[0] as number) > after).slice(0, limit),
};
const view = (scope: Partial<Scope> = {}) => viewOfScope({ ...EVERYTHING, ...scope });
const read = (after: number, last: number | null, limit: number, scope: Partial<Scope> = {}) => {
  const page = readPage(store, view(scope), { table: "cases", after, last, limit });
  return [page.rows.map(([uid]) => uid), page.last, page.done];
};

test.each<[string, ...Parameters<typeof read>, unknown[]]>([
  ["a first page", 0, null, 3, {}, [[1, 2, 3], 3, false]],
  ["the last page, which is short", 14, null, 3, {}, [[15, 21], 21, true]],
  ["a last page that is full does not know it", 10, null, 3, {}, [[14, 15, 21], 21, false]],
  ["nothing left", 21, null, 3, {}, [[], 21, true]],
  ["a range that ends between rows", 3, 8, 100, {}, [[5, 8], 8, true]],
  ["a range that ends where no row is", 3, 7, 100, {}, [[5], 7, true]],
  ["a range without a row", 10, 13, 100, {}, [[], 13, true]],
  ["a range longer than a page", 0, 14, 3, {}, [[1, 2, 3], 3, false]],
  ["its next page", 10, 14, 3, {}, [[14], 14, true]],
  ["a page that ends exactly with its range", 5, 9, 2, {}, [[8, 9], 9, true]],
  ["a range beyond the last row", 15, 1_000, 100, {}, [[21], 1_000, true]],
  ["a range that is none", 9, 8, 100, {}, [[], 9, true]],
  ["hidden rows before seen ones", 0, null, 3, { departments: [2] }, [[2], 3, false]],
  ["a page of hidden rows only", 0, null, 3, { departments: [7] }, [[], 3, false]],
  ["a page that ends with hidden rows", 14, null, 3, { departments: [7] }, [[], 21, true]],
  ["a range of hidden rows", 3, 9, 100, { departments: [7] }, [[], 9, true]],
])("F9 %s", (_what, after, last, limit, scope, expected) => {
  expect(read(after, last, limit, scope)).toEqual(expected);
});

test("F9 pages put together are the rows of the scope, however they are cut", () => {
  for (const last of [null, 9, 10, 20]) {
    for (let limit = 1; limit <= 11; limit += 1) {
      const found: unknown[] = [];
      let [after, done, pages] = [0, false, 0];
      while (!done) {
        const page = readPage(store, view({ departments: [0, 2] }), { table: "cases", after, last, limit });
        found.push(...page.rows.map((row) => row[columnIndex("cases", "uid")]));
        [after, done, pages] = [page.last, page.done, pages + 1];
        expect(pages).toBeLessThan(20);
      }
      expect(found).toEqual(uids.filter((uid) => uid % 3 !== 1 && uid <= (last ?? Infinity)));
    }
  }
});

test("no page reads more rows than a page may have", () => {
  const asked: number[] = [];
  const many = { page: (_table: string, _after: number, limit: number) => (asked.push(limit), []) };
  for (const last of [null, 1e9]) readPage(many, view(), { table: "cases", after: 0, last, limit: 1e9 });
  readPage(many, view(), { table: "cases", after: 0, last: null, limit: 0 });
  expect(asked).toEqual([PAGE_ROWS, PAGE_ROWS, 1]);
});
