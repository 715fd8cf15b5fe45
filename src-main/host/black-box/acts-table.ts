/** The acts of an after-action file as a table that office programs open. */
import { stringify } from "csv-stringify/sync";
import type { Language } from "../../../shared/text.ts";
import type { StampedAct } from "./acts.ts";
import { boxText, instantWriter, sortOf } from "./words.ts";

const COLUMNS = ["at", "program", "person", "name", "sort", "kind", "case", "thing", "about"] as const;

/** With a mark at its beginning that tells office programs how it is written. Times are in the hall's zone. */
export function actsTable(acts: readonly StampedAct[], zone: string, language: Language): string {
  const text = boxText(language);
  const instant = instantWriter(zone);
  const head = COLUMNS.map((column) => text(`blackbox.column.${column}`));
  const rows = acts.map(({ at, program, person, name, kind, caseUid, thing, about }) => [
    instant(at),
    program,
    person || "",
    name,
    sortOf(kind, text),
    kind,
    caseUid || "",
    thing || "",
    about,
  ]);
  return `\uFEFF${stringify([head, ...rows], { escape_formulas: true })}`;
}
