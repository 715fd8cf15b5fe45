/** What every view is answered from: the cache, the cases in memory, the names, the rules and the hub's time. */
import type { TallyReader } from "../../../shared/evaluation/facts.ts";
import type { TableName } from "../../../shared/tables.ts";
import type { Changes } from "../cache/changes.ts";
import { readSums } from "../cache/digests.ts";
import type { ReadHandle } from "../cache/handles.ts";
import { walk } from "../cache/read.ts";
import { tallyReader } from "../cache/tally-reader.ts";
import { NOTHING_BESIDE, type Beside } from "./beside.ts";
import { CaseColumnStore, FIGURE_COLUMNS } from "./case-columns.ts";
import { saveColumns, takeColumns } from "./column-file.ts";
import { ComponentColumns } from "./components-columns.ts";
import { VisitColumnStore } from "./coverage-visits.ts";
import { MonthVersions } from "./month-versions.ts";
import { openNames, type Names } from "./names.ts";
import { OpenCases } from "./open-cases.ts";
import { openReadingSeries, type ReadingSeries } from "./reading-series.ts";
import { openRules, type Rules } from "./rules.ts";

export interface Source {
  readonly handle: ReadHandle;
  readonly cases: CaseColumnStore;
  readonly openCases: OpenCases;
  readonly components: ComponentColumns;
  readonly visits: VisitColumnStore;
  readonly names: Names;
  readonly rules: Rules;
  readonly tallies: TallyReader;
  readonly months: MonthVersions;
  readonly readings: ReadingSeries;
  readonly beside: Beside;
  /** Hub time, epoch ms. */
  now(): number;
  /** Rises whenever the table changes. */
  version(table: TableName): number;
  /** Takes over what the line applied. */
  take(changes: Changes): void;
  /** Keeps the columns for the next start; call it when nothing changes any more. */
  save(): void;
}

/** Groups of tallies kept in memory at most: a year of boards of departments with what they are compared with. */
const MOST_GROUPS = 200;

/** Tallies are read again when a case of their month has changed. */
function keptTallies(handle: ReadHandle, months: MonthVersions): TallyReader {
  const read = tallyReader(handle);
  const kept = new Map<string, { version: number; tallies: Map<number, Float64Array> }>();
  return {
    month(dimension, basis, month) {
      const version = months.of(month);
      const key = `${dimension} ${basis} ${month}`;
      const known = kept.get(key);
      if (known?.version === version) return known.tallies;
      if (kept.size >= MOST_GROUPS) kept.clear();
      const tallies = read(dimension, basis, month);
      kept.set(key, { version, tallies });
      return tallies;
    },
  };
}

async function walked(handle: ReadHandle): Promise<CaseColumnStore> {
  const cases = new CaseColumnStore();
  for (const rows of walk(handle, "cases", FIGURE_COLUMNS)) {
    for (const row of rows) cases.putValues(row);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return cases;
}

/**
 * Loads the cases into memory: from `columnFile` where there is one that fits, else from their rows, letting the event loop
 * turn between pages.
 */
export async function openSource(
  handle: ReadHandle,
  now: () => number,
  beside: Beside = NOTHING_BESIDE,
  columnFile: string | null = null,
): Promise<Source> {
  const digest = () => readSums(handle, "cases").total();
  const kept = columnFile === null ? null : takeColumns(columnFile, digest());
  const cases = kept ?? (await walked(handle));
  const openCases = new OpenCases(handle, cases);
  const components = new ComponentColumns(handle);
  const visits = new VisitColumnStore(handle);
  const names = openNames(handle);
  const rules = openRules(handle);
  const months = new MonthVersions(names.timeZone());
  const readings = openReadingSeries(handle, now);
  const versions = new Map<TableName, number>();

  function touch(uid: number): void {
    const i = cases.indexOf(uid);
    if (i !== undefined) months.touch(cases, i);
  }

  return {
    handle,
    cases,
    openCases,
    components,
    visits,
    names,
    rules,
    tallies: keptTallies(handle, months),
    months,
    readings,
    beside,
    now,
    version: (table) => versions.get(table) ?? 0,
    save: () => {
      if (columnFile !== null) saveColumns(columnFile, cases, digest());
    },
    take(changes) {
      for (const [table, change] of changes) {
        versions.set(table, (versions.get(table) ?? 0) + 1);
        names.changed(table);
        rules.changed(table);
        if (table === "platforms") months.cutBy(names.timeZone());
        if (table === "components") components.take(change);
        if (table === "visits") visits.take(change);
        if (table === "readings") readings.take(change);
        if (table !== "cases") continue;
        for (const row of change.put) {
          const uid = row[0] as number;
          touch(uid);
          cases.put(row);
          touch(uid);
        }
        for (const uid of change.del) {
          touch(uid);
          cases.del(uid);
        }
        openCases.take(change);
      }
    },
  };
}
