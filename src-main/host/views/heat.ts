/** Density, hot grids and the pattern of the week. */
import { eachMatch } from "../../../shared/evaluation/columns.ts";
import { localHour } from "../../../shared/evaluation/week.ts";
import type { Only, PeriodChoice, WholeValues } from "../../../shared/view.ts";
import { records } from "../cache/read.ts";
import type { Source } from "./source.ts";
import { narrowedFilter } from "./window.ts";

/** Side of a cell, m. */
const CELL = 100;
/** Metres in a degree of latitude. */
const DEGREE = 111_320;
/** Hot grids shown at most. */
const SHOWN = 30;
/** With fewer cases a grid's density may be chance. */
const LEAST = 5;

type Heat = WholeValues["heat"];

/** Kept by zone: the offsets of all hours with cases are looked up once. */
const hoursByZone = new Map<string, (at: number) => number>();

function hourIn(zone: string): (at: number) => number {
  let hourOf = hoursByZone.get(zone);
  if (hourOf === undefined) hoursByZone.set(zone, (hourOf = localHour(zone)));
  return hourOf;
}

/** All of it is about the cases reported in the period, by where and when they were reported. */
export function heatAnswer(
  asked: { readonly period: PeriodChoice; readonly only?: Only },
  source: Source,
): WholeValues["heat"] {
  const { cases } = source;
  const { window, filter } = narrowedFilter(asked, source);
  const week = new Uint32Array(7 * 24);
  const hourOf = hourIn(source.names.timeZone());
  const byGrid = new Map<number, number>();
  const density = cellCounter();
  let total = 0;
  eachMatch(cases, filter, source.now(), (i) => {
    total++;
    const hour = hourOf(cases.reportedAt[i] as number);
    week[hour] = (week[hour] as number) + 1;
    const grid = cases.unitGrid[i] as number;
    if (grid !== 0) byGrid.set(grid, (byGrid.get(grid) ?? 0) + 1);
    const lon = cases.lon[i] as number;
    if (!Number.isNaN(lon)) density.add(lon, cases.lat[i] as number);
  });
  return { window, total, cells: density.cells(), hot: hotGrids(byGrid, source), week };
}

/**
 * Counts by cells of about a hundred metres. Columns of cells are as wide as they are at the first case's latitude, so that
 * a city's cells lie in straight rows.
 */
function cellCounter() {
  const counts = new Map<number, number>();
  const height = CELL / DEGREE;
  let width = 0;
  /** Columns around the earth, so that a row and a column are one number. */
  let columns = 0;
  return {
    add(lon: number, lat: number) {
      if (columns === 0) {
        width = height / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
        columns = Math.ceil(360 / width) + 1;
      }
      const key = Math.floor((lat + 90) / height) * columns + Math.floor((lon + 180) / width);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    /** The middles of the cells with what lies in them. */
    cells(): Heat["cells"] {
      const keys = Float64Array.from(counts.keys());
      return {
        lon: keys.map((key) => ((key % columns) + 0.5) * width - 180),
        lat: keys.map((key) => (Math.floor(key / columns) + 0.5) * height - 90),
        count: Uint32Array.from(counts.values()),
      };
    },
  };
}

/**
 * The densest grids first: cases per square kilometre, beside what the grid would have were all cases of the city spread
 * over its grids by area. A grid with few cases, or without an area, is not listed.
 */
function hotGrids(byGrid: ReadonlyMap<number, number>, source: Source): Heat["hot"] {
  const grids = records(source.handle, "grids").filter(({ level, areaM2 }) => level === "unit" && areaM2 > 0);
  const whole = grids.reduce((sum, { areaM2 }) => sum + areaM2, 0);
  const all = grids.reduce((sum, { uid }) => sum + (byGrid.get(uid) ?? 0), 0);
  return grids
    .flatMap(({ uid, areaM2 }) => {
      const count = byGrid.get(uid) ?? 0;
      if (count < LEAST) return [];
      return [{ grid: uid, count, perKm2: count / (areaM2 / 1_000_000), expected: (all * areaM2) / whole }];
    })
    .toSorted((a, b) => b.perKm2 - a.perKm2 || a.grid - b.grid)
    .slice(0, SHOWN);
}
