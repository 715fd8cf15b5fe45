/** The columns of the queue's table: which, in what order and how wide, as somebody arranged them; kept as note `layout/queue`. */

export const COLUMNS = [
  "burns",
  "number",
  "stage",
  "class",
  "address",
  "department",
  "seats",
  "request",
  "pictures",
  "reported",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Widths in units (kit/theme.css). */
export interface ColumnLayout {
  readonly column: Column;
  readonly width: number;
  readonly shown: boolean;
}

export const LAYOUT_KEY = "layout/queue";
export const [NARROWEST, WIDEST] = [48, 900] as const;

const WIDTHS: Readonly<Record<Column, number>> = {
  burns: 260,
  number: 164,
  stage: 172,
  class: 160,
  address: 300,
  department: 160,
  seats: 112,
  request: 108,
  pictures: 88,
  reported: 132,
};

export const FIRST_LAYOUT: readonly ColumnLayout[] = COLUMNS.map((column) => ({
  column,
  width: WIDTHS[column],
  shown: column !== "reported",
}));

const within = (width: number) => Math.min(WIDEST, Math.max(NARROWEST, Math.round(width)));

/** What a note says. A column that it does not know stands at the end as it is at first; what is no layout is none. */
export function layoutOf(note: string | undefined): readonly ColumnLayout[] {
  let read: unknown;
  try {
    read = JSON.parse(note ?? "[]");
  } catch {
    return FIRST_LAYOUT; // a spoiled note is none
  }
  if (!Array.isArray(read)) return FIRST_LAYOUT;
  const known = new Map<Column, ColumnLayout>();
  for (const each of read) {
    const { column: name, width, shown } = (each ?? {}) as Record<string, unknown>;
    const column = COLUMNS.find((one) => one === name);
    if (column === undefined || typeof width !== "number" || !Number.isFinite(width)) continue;
    known.set(column, { column, width: within(width), shown: shown !== false });
  }
  const layout = [...known.values(), ...FIRST_LAYOUT.filter(({ column }) => !known.has(column))];
  return layout.some(({ shown }) => shown) ? layout : FIRST_LAYOUT;
}

/** The layout with one column wider or narrower, units. */
export function resized(layout: readonly ColumnLayout[], column: Column, width: number): readonly ColumnLayout[] {
  return layout.map((each) => (each.column === column ? { ...each, width: within(width) } : each));
}

/** The layout with one column so many places further on; at an end it stays. */
export function moved(layout: readonly ColumnLayout[], column: Column, by: number): readonly ColumnLayout[] {
  const at = layout.findIndex((each) => each.column === column);
  const to = Math.min(layout.length - 1, Math.max(0, at + by));
  return at < 0 ? layout : layout.toSpliced(at, 1).toSpliced(to, 0, layout[at] as ColumnLayout);
}

/** The layout with one column shown or not; the last one shown stays. */
export function toggled(layout: readonly ColumnLayout[], column: Column): readonly ColumnLayout[] {
  const next = layout.map((each) => (each.column === column ? { ...each, shown: !each.shown } : each));
  return next.some(({ shown }) => shown) ? next : layout;
}
