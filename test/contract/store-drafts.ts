/** Rows to put into a store under test. */
import { TABLES, type Cell, type TableName } from "../../shared/tables.ts";
import type { Draft } from "../../src-hub/store/store.ts";

/** A complete draft of any table: what is not given is an empty text, 0 or null. */
export function draftOf<T extends TableName>(table: T, id: string, fields: Partial<Draft<T>> = {}): Draft<T> {
  const draft: Record<string, Cell> = {};
  for (const [name, type] of Object.entries(TABLES[table])) {
    if (name !== "uid") draft[name] = type.endsWith("?") ? null : type === "text" ? "" : 0;
  }
  return { ...draft, platform: "demo", id, ...fields } as Draft<T>;
}
