/**
 * A line of the record of acts as somebody may see it: without the right to personal data, without what says who somebody is.
 *
 * Rules (docs/rules.md): Z74.
 */
import { withoutNumbers, withoutPersons } from "../../shared/scope.ts";
import { TABLE_NAMES, recordOf, rowOf, type RecordOf, type TableName } from "../../shared/tables.ts";
import type { KeptAct } from "../store/audit.ts";

/** A row as the record keeps it, maybe with contacts that were removed along with it. */
type Kept = RecordOf<TableName> & { readonly contacts?: readonly RecordOf<"contacts">[] };

/** The act without persons. Who did it stays: it is what the record is for. */
export function actWithoutPersons(act: KeptAct): KeptAct {
  const { subject, label, text, before, after } = act;
  const table = TABLE_NAMES.find((each) => each === subject);
  const hide = (json: string) => (table === undefined || json === "" ? json : jsonWithoutPersons(table, json));
  return {
    ...act,
    label: subject === "contacts" ? nameWithoutPerson(label) : label,
    text: withoutNumbers(text),
    before: hide(before),
    after: hide(after),
  };
}

function jsonWithoutPersons(table: TableName, json: string): string {
  const value = JSON.parse(json) as unknown;
  // Facts of a case, or the body of a rule.
  if (table === "cases" || table === "rules") return withoutNumbers(json);
  const { contacts, ...record } = value as Kept;
  const hidden = rowWithoutPersons(table, record as RecordOf<TableName>);
  if (contacts === undefined) return JSON.stringify(hidden);
  return JSON.stringify({ ...hidden, contacts: contacts.map((contact) => rowWithoutPersons("contacts", contact)) });
}

/** What a row has beyond its table's columns stays. */
function rowWithoutPersons<T extends TableName>(table: T, record: RecordOf<T>): RecordOf<T> {
  return { ...record, ...recordOf(table, withoutPersons(table, rowOf(table, record))) };
}

function nameWithoutPerson(name: string): string {
  const record = { name, phone: "", note: "" } as RecordOf<"contacts">;
  return rowWithoutPersons("contacts", record).name;
}
