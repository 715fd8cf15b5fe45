/**
 * Means of stations in the order of time, kept in memory and up to date by what changes: a hundred stations have a million
 * rows, of which views look at the last days only.
 */
import type { Reading } from "../../../shared/sensors/judge.ts";
import { columnIndex, type Row } from "../../../shared/tables.ts";
import type { TableChange } from "../cache/changes.ts";
import type { ReadHandle } from "../cache/handles.ts";

const DAY = 86_400_000;
/** A week, and the day that is running. */
const KEPT_MS = 8 * DAY;

export interface ReadingSeries {
  /** Means of a station in the order of time; empty where there are none. Read from the cache when first asked for. */
  of(sensor: number, pollutant: string, minutes: number): readonly Reading[];
  /** Takes over what the line applied. */
  take(change: TableChange): void;
}

const COLUMNS = ["uid", "sensor", "pollutant", "minutes", "at", "value", "samples"] as const;
const PLACES = COLUMNS.map((column) => columnIndex("readings", column));

/** @param now hub time, epoch ms */
export function openReadingSeries(handle: ReadHandle, now: () => number): ReadingSeries {
  const rows = handle
    .prepare<[number], Row>(`SELECT ${COLUMNS.join(", ")} FROM readings WHERE at > ? ORDER BY at`)
    .raw();
  let series: Map<string, Reading[]> | null = null;
  /** The oldest row that was read: what is deleted below it was let go for its age. */
  let oldest = Number.POSITIVE_INFINITY;

  function put(into: Map<string, Reading[]>, row: Row): void {
    const [uid, sensor, pollutant, minutes, at, value, samples] = row as [
      number,
      number,
      string,
      number,
      number,
      number,
      number,
    ];
    oldest = Math.min(oldest, uid);
    const key = keyOf(sensor, pollutant, minutes);
    let list = into.get(key);
    if (list === undefined) into.set(key, (list = []));
    // Nearly all come in the order of time; what is late, or corrected, has its place from before.
    const before = list.findLastIndex((each) => each.at <= at);
    const there = before >= 0 && (list[before] as Reading).at === at;
    list.splice(there ? before : before + 1, there ? 1 : 0, { at, value, samples });
    const old = list.findIndex((each) => each.at > at - KEPT_MS - DAY);
    if (old > 0) list.splice(0, old);
  }

  return {
    of(sensor, pollutant, minutes) {
      if (series === null) {
        series = new Map();
        oldest = Number.POSITIVE_INFINITY;
        for (const row of rows.all(now() - KEPT_MS)) put(series, row);
      }
      return series.get(keyOf(sensor, pollutant, minutes)) ?? [];
    },
    take({ put: changed, del }) {
      if (series === null) return;
      // A row among those that are shown went away: which one is not known any more.
      if (del.some((uid) => uid >= oldest)) {
        series = null;
        return;
      }
      for (const row of changed) {
        put(
          series,
          PLACES.map((place) => row[place] as Row[number]),
        );
      }
    },
  };
}

const keyOf = (sensor: number, pollutant: string, minutes: number) => `${sensor}/${pollutant}/${minutes}`;
