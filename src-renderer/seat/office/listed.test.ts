import { describe, expect, test } from "vitest";
import { cursorOf, foundRows, sortedRows, type ListColumn } from "./listed.ts";

interface Row {
  readonly name: string;
  readonly count: number;
}
const columns: readonly ListColumn<Row>[] = [
  { name: "name", title: "", text: (row) => row.name, order: (row) => row.name },
  { name: "count", title: "", text: (row) => String(row.count), order: (row) => row.count },
];
const rows: readonly Row[] = [
  { name: "市政 Works", count: 10 },
  { name: "城管", count: 9 },
  { name: "园林 Parks", count: 100 },
];
const zh = new Intl.Collator("zh-CN");

describe("a list", () => {
  test("keeps the rows with every typed word, in whichever cell and width", () => {
    expect(foundRows(rows, columns, " ＷORKS 10 ")).toEqual([rows[0]]);
    expect(foundRows(rows, columns, "10")).toEqual([rows[0], rows[2]]);
    expect(foundRows(rows, columns, "  ")).toBe(rows);
    expect(foundRows(rows, columns, "水利")).toEqual([]);
  });

  test("sorts numbers as numbers and Chinese by its reading", () => {
    const sorted = (column: string, down = false) =>
      sortedRows(rows, columns, { column, down }, zh).map(({ count }) => count);
    expect(sorted("count")).toEqual([9, 10, 100]);
    expect(sorted("count", true)).toEqual([100, 10, 9]);
    expect(sorted("name")).toEqual([9, 10, 100]);
    expect(sorted("nothing")).toEqual([10, 9, 100]);
  });

  test("keeps its cursor on its row, and where it stood when the row is gone", () => {
    expect(cursorOf(["a", "b", "c"], "b", 0)).toBe(1);
    expect(cursorOf(["a", "c"], "b", 1)).toBe(1);
    expect(cursorOf(["a"], "b", 1)).toBe(0);
    expect(cursorOf([], "b", 1)).toBe(-1);
    expect(cursorOf(["a", "b"], null, 0)).toBe(0);
  });
});
