/** What a list shows of its rows: filtered by what was typed, sorted by a column, and where its cursor stands. */

export interface ListColumn<T> {
  readonly name: string;
  /** In the language of the window. */
  readonly title: string;
  /** What stands in the cell; the filter looks in it, and files have it. */
  readonly text: (row: T) => string;
  /** By which rows are sorted; left out for a column that is not sorted by. */
  readonly order?: (row: T) => string | number;
}

export interface Sorting {
  readonly column: string;
  readonly down: boolean;
}

const plain = (text: string) => text.normalize("NFKC").toLowerCase();

/** The rows in which every typed word stands, in any of their cells. */
export function foundRows<T>(rows: readonly T[], columns: readonly ListColumn<T>[], typed: string): readonly T[] {
  const wanted = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (wanted.length === 0) return rows;
  return rows.filter((row) => {
    const text = plain(columns.map((column) => column.text(row)).join("\n"));
    return wanted.every((word) => text.includes(word));
  });
}

/** @param collator for texts, of the language of the window */
export function sortedRows<T>(
  rows: readonly T[],
  columns: readonly ListColumn<T>[],
  sorting: Sorting | null,
  collator: Intl.Collator,
): readonly T[] {
  const order = columns.find(({ name }) => name === sorting?.column)?.order;
  if (sorting === null || order === undefined) return rows;
  const compare = (a: string | number, b: string | number) =>
    typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
  const sign = sorting.down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(order(a), order(b)));
}

/**
 * Where the cursor stands: on its row, or, when that is gone, on the one that came to its place; −1 without rows.
 * @param place where it stood before
 */
export function cursorOf(keys: readonly string[], key: string | null, place: number): number {
  const at = key === null ? -1 : keys.indexOf(key);
  return at >= 0 ? at : Math.min(Math.max(place, 0), keys.length - 1);
}
