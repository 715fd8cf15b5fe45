import { expect, test } from "vitest";
import { COLUMNS, FIRST_LAYOUT, layoutOf, moved, NARROWEST, resized, toggled, WIDEST } from "./columns.ts";

test("an arrangement is read as it was kept; what does not fit is as it was at first", () => {
  const own = moved(resized(toggled(FIRST_LAYOUT, "reported"), "address", 500), "number", -5);
  expect(layoutOf(JSON.stringify(own))).toEqual(own);
  expect(own[0]?.column).toBe("number");
  for (const spoiled of [undefined, "no JSON", "{}", "[]", '[{"column":"burns","width":"wide"}]', "[null]"]) {
    expect(layoutOf(spoiled)).toEqual(FIRST_LAYOUT);
  }
  // A column of a later version, and one that this note did not know.
  const read = layoutOf('[{"column":"address","width":200},{"column":"mood","width":9}]');
  expect(read.map(({ column }) => column).toSorted()).toEqual([...COLUMNS].toSorted());
  expect(read[0]).toEqual({ column: "address", width: 200, shown: true });
});

test("a column is never lost: neither too narrow to be seen, nor out of the table, nor the last one hidden", () => {
  const width = (units: number) =>
    resized(FIRST_LAYOUT, "class", units).find(({ column }) => column === "class")?.width;
  expect([width(1), width(9_999), width(100.4)]).toEqual([NARROWEST, WIDEST, 100]);
  expect(moved(FIRST_LAYOUT, "reported", 3)).toEqual(FIRST_LAYOUT);
  const hidden = COLUMNS.reduce(
    (layout, column) => (column === "reported" ? layout : toggled(layout, column)),
    FIRST_LAYOUT,
  );
  expect(hidden.filter(({ shown }) => shown)).toHaveLength(1);
  expect(layoutOf(JSON.stringify(FIRST_LAYOUT.map((each) => ({ ...each, shown: false }))))).toEqual(FIRST_LAYOUT);
});
