/** What every view is answered from: the cache, the cases in memory, the names and the hub's time. */
import type { TableName } from "../../../shared/tables.ts";
import type { Changes } from "../cache/changes.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { walk } from "../cache/read.ts";
import { CaseColumnStore, FIGURE_COLUMNS } from "./case-columns.ts";
import { openNames, type Names } from "./names.ts";
import { openRules, type Rules } from "./rules.ts";

export interface Source {
  readonly handle: ReadHandle;
  readonly cases: CaseColumnStore;
  readonly names: Names;
  readonly rules: Rules;
  /** Hub time, epoch ms. */
  now(): number;
  /** Rises whenever the table changes. */
  version(table: TableName): number;
  /** Takes over what the line applied. */
  take(changes: Changes): void;
}

/** Loads the cases into memory, letting the event loop turn between pages. */
export async function openSource(handle: ReadHandle, now: () => number): Promise<Source> {
  const cases = new CaseColumnStore();
  const names = openNames(handle);
  const rules = openRules(handle);
  const versions = new Map<TableName, number>();
  for (const rows of walk(handle, "cases", FIGURE_COLUMNS)) {
    for (const row of rows) cases.putValues(row);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    handle,
    cases,
    names,
    rules,
    now,
    version: (table) => versions.get(table) ?? 0,
    take(changes) {
      for (const [table, change] of changes) {
        versions.set(table, (versions.get(table) ?? 0) + 1);
        names.changed(table);
        rules.changed(table);
        if (table !== "cases") continue;
        for (const row of change.put) cases.put(row);
        for (const uid of change.del) cases.del(uid);
      }
    },
  };
}
