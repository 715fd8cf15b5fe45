/** Reading CSV on its own, so that what the program counts is compared with something it did not count itself. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** Records of a comma-separated file (UTF-8, quoted fields, gzip by its ending), by column name. */
export function recordsOf(file: string): Record<string, string>[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, "");
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let quoted = false;
  const endField = (): void => {
    row.push(field);
    field = "";
  };
  const endRow = (): void => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (quoted) {
      if (letter !== '"') field += letter;
      else if (text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ",") endField();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") field += letter;
  }
  if (field !== "" || row.length > 0) endRow();
  const [header = [], ...records] = rows;
  return records.map((values) => Object.fromEntries(header.map((name, at) => [name, values[at] ?? ""])));
}

/** Counts of the values of a column. */
export function countsBy(records: readonly Record<string, string>[], column: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const record of records) {
    const value = record[column] ?? "";
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}
