/** Which cell of a row belongs to which column of a mapping, whatever style the header is written in. */
import type { Mapping, Role } from "./mapping.ts";

/** What finding a column needs to know about it. */
export interface Headed {
  readonly name: string;
  readonly title?: string | undefined;
  readonly also: readonly string[];
  readonly required?: "always" | "table" | undefined;
}

/** The places of a mapping's columns in the rows of one file. */
export interface Layout {
  /** Cell index of each of the mapping's columns, -1 when the file does not have it. */
  readonly cells: readonly number[];
  /** Titles of required columns that are missing. */
  readonly missing: readonly string[];
  /** Headers of the file that the mapping does not know. */
  readonly unknown: readonly string[];
}

/** "Unique Key", "UNIQUE_KEY" and "unique_key" are one header; so are ":@computed_region_x" and "computed_region_x". */
export function plainHeader(header: string): string {
  return header
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "");
}

/** Finds the mapping's columns in a header. `table` says whether the file has a header line or only keys of records. */
export function layOut(
  mapping: { readonly columns: readonly Headed[]; readonly ignore: readonly string[] },
  header: readonly string[],
  table: boolean,
): Layout {
  const places = new Map<string, number>();
  header.forEach((name, i) => {
    const plain = plainHeader(name);
    if (!places.has(plain)) places.set(plain, i);
  });
  const known = new Set(mapping.ignore.map(plainHeader));
  const cells = mapping.columns.map((column) => {
    for (const name of namesOf(column)) known.add(name);
    for (const name of namesOf(column)) {
      const place = places.get(name);
      if (place !== undefined) return place;
    }
    return -1;
  });
  const missing = mapping.columns
    .filter((column, i) => cells[i] === -1 && (column.required === "always" || (table && column.required === "table")))
    .map(titleOf);
  const unknown = header.filter((name) => {
    const plain = plainHeader(name);
    return plain !== "" && !known.has(plain) && ![...mapping.ignore].some((prefix) => fitsPrefix(plain, prefix));
  });
  return { cells, missing, unknown };
}

/** An ignored header may end in "*". */
function fitsPrefix(plain: string, ignored: string): boolean {
  return ignored.endsWith("*") && plain.startsWith(plainHeader(ignored.slice(0, -1)));
}

/** All plain headers that mean a column. */
export function namesOf(column: Headed): string[] {
  return [
    column.name,
    ...(column.title === undefined ? [] : [plainHeader(column.title)]),
    ...column.also.map(plainHeader),
  ];
}

/** The header of a column in the style that writes titles. */
export function titleOf(column: Pick<Headed, "name" | "title">): string {
  return column.title ?? column.name;
}

/** Index of the column with a role, -1 when the mapping has none. */
export function columnOf(mapping: Mapping, role: Role): number {
  return mapping.columns.findIndex((column) => column.role === role);
}
