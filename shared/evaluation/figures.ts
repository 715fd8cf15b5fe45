/**
 * The figures of the wall, computed from columns: funnel, ranking, top issues, hourly trend, grid load.
 *
 * Every rate keeps its numerator and denominator (`Rate`), because a rate without its counts cannot be checked
 * (黄石 2022: 98.46 % does not reproduce from any of its own counts). A denominator of 0 gives no rate, never 0 %.
 */
import {
  MILESTONES,
  isDueSoonAt,
  isOpenAt,
  isOverdueAt,
  matches,
  measuresAt,
  reachedAt,
  type CaseColumns,
  type CaseFilter,
  type Milestone,
} from "./columns.ts";

/** A share with its counts. */
export interface Rate {
  readonly n: number;
  readonly d: number;
}

/** n/d as a number, or null when nothing was due. */
export function rateValue(rate: Rate): number | null {
  return rate.d === 0 ? null : rate.n / rate.d;
}

/** One step of the funnel with its share of the step before. */
export interface FunnelStep {
  readonly milestone: Milestone;
  readonly count: number;
  readonly ofPrevious: Rate;
}

export interface Funnel {
  readonly steps: readonly FunnelStep[];
  readonly open: number;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly unlocated: number;
}

/** Counts each milestone among the cases of the filter. */
export function funnelOf(columns: CaseColumns, filter: CaseFilter, now: number): Funnel {
  const counts = MILESTONES.map(() => 0);
  let open = 0;
  let overdue = 0;
  let dueSoon = 0;
  let unlocated = 0;
  for (let i = 0; i < columns.length; i++) {
    if (!matches(columns, i, filter, now)) continue;
    for (let m = 0; m < MILESTONES.length; m++) {
      if (reachedAt(columns, i, MILESTONES[m] as Milestone)) counts[m] = (counts[m] as number) + 1;
    }
    if (isOpenAt(columns, i)) open++;
    if (isOverdueAt(columns, i, now)) overdue++;
    if (isDueSoonAt(columns, i, now)) dueSoon++;
    if (Number.isNaN(columns.lon[i])) unlocated++;
  }
  const steps = MILESTONES.map((milestone, m) => ({
    milestone,
    count: counts[m] as number,
    ofPrevious: { n: counts[m] as number, d: counts[Math.max(0, m - 1)] as number },
  }));
  return { steps, open, overdue, dueSoon, unlocated };
}

/** One department's line on a board. */
export interface RankingLine {
  readonly department: number;
  readonly total: number;
  readonly open: number;
  readonly closed: number;
  readonly overdueOpen: number;
  /** 按期处置率: on time / due (domain.md §4.1 onTimeHandleRate). */
  readonly onTime: Rate;
  /** 结案率 as closed / all of the department's cases in the window. */
  readonly close: Rate;
}

/** Counts per department; departments without a case in the window are absent (they are unranked, 中方 2020). */
export function rankingOf(columns: CaseColumns, filter: CaseFilter, now: number): RankingLine[] {
  const tallies = new Map<
    number,
    { total: number; open: number; closed: number; overdue: number; onTime: number; due: number }
  >();
  for (let i = 0; i < columns.length; i++) {
    const department = columns.department[i] as number;
    if (department === 0 || !matches(columns, i, filter, now)) continue;
    let tally = tallies.get(department);
    if (tally === undefined) {
      tally = { total: 0, open: 0, closed: 0, overdue: 0, onTime: 0, due: 0 };
      tallies.set(department, tally);
    }
    tally.total++;
    if (isOpenAt(columns, i)) tally.open++;
    if (reachedAt(columns, i, "closed")) tally.closed++;
    if (isOverdueAt(columns, i, now)) tally.overdue++;
    if (measuresAt(columns, i, "handleDue", now)) {
      tally.due++;
      if (measuresAt(columns, i, "onTime", now)) tally.onTime++;
    }
  }
  return [...tallies].map(([department, tally]) => ({
    department,
    total: tally.total,
    open: tally.open,
    closed: tally.closed,
    overdueOpen: tally.overdue,
    onTime: { n: tally.onTime, d: tally.due },
    close: { n: tally.closed, d: tally.total },
  }));
}

export const RANKING_ORDERS = ["onTime", "close", "total"] as const;
export type RankingOrder = (typeof RANKING_ORDERS)[number];

/** Sorts lines best first. Lines without a denominator come last; equal rates are ordered by count, then by uid. */
export function ranked(lines: readonly RankingLine[], order: RankingOrder): RankingLine[] {
  const value = (line: RankingLine) => (order === "total" ? line.total : (rateValue(line[order]) ?? -1));
  return lines.toSorted((a, b) => value(b) - value(a) || b.total - a.total || a.department - b.department);
}

/** Count per class, largest first. */
export function topIssuesOf(
  columns: CaseColumns,
  filter: CaseFilter,
  now: number,
  limit: number,
): { classUid: number; count: number; overdueOpen: number }[] {
  const counts = new Map<number, { count: number; overdueOpen: number }>();
  for (let i = 0; i < columns.length; i++) {
    if (!matches(columns, i, filter, now)) continue;
    const classUid = columns.classUid[i] as number;
    let entry = counts.get(classUid);
    if (entry === undefined) counts.set(classUid, (entry = { count: 0, overdueOpen: 0 }));
    entry.count++;
    if (isOverdueAt(columns, i, now)) entry.overdueOpen++;
  }
  return [...counts]
    .map(([classUid, entry]) => ({ classUid, ...entry }))
    .toSorted((a, b) => b.count - a.count || a.classUid - b.classUid)
    .slice(0, limit);
}

/** Reported and closed per bucket of `step` ms, oldest first; `counts[k]` covers [from + k·step, from + (k+1)·step). */
export interface Trend {
  readonly from: number;
  readonly step: number;
  readonly reported: readonly number[];
  readonly closed: readonly number[];
}

/** Of the cases of `filter` at hub time `now`; of all when no filter is given. */
export function trendOf(
  columns: CaseColumns,
  from: number,
  step: number,
  buckets: number,
  filter: CaseFilter = {},
  now = 0,
): Trend {
  const reported = Array.from({ length: buckets }, () => 0);
  const closed = Array.from({ length: buckets }, () => 0);
  const add = (into: number[], at: number) => {
    const k = Math.floor((at - from) / step);
    if (k >= 0 && k < buckets) into[k] = (into[k] as number) + 1;
  };
  for (let i = 0; i < columns.length; i++) {
    if (!matches(columns, i, filter, now)) continue;
    add(reported, columns.reportedAt[i] as number);
    if (reachedAt(columns, i, "closed")) add(closed, columns.closedAt[i] as number);
  }
  return { from, step, reported, closed };
}
