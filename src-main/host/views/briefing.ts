/**
 * 汇报: everything that a briefing shows, taken at one instant with the cases that each figure counted.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X96 Every figure of a briefing is of one instant; none moves while the city goes on, the host restarts or a right changes.
 * - X97 A figure opens to exactly the cases that it counted at that instant, whatever they have become since.
 * - X98 The figures of a briefing are those that the boards show at that instant.
 */
import type { FrozenBriefing, FrozenIssue, TypicalCase } from "../../../shared/briefing.ts";
import { beforeAfter } from "../../../shared/case/before-after.ts";
import { stateCode } from "../../../shared/case/state.ts";
import {
  eachMatch,
  isOverdueAt,
  measuresAt,
  MILESTONES,
  reachedAt,
  type Measure,
} from "../../../shared/evaluation/columns.ts";
import { comparisonOf } from "../../../shared/evaluation/compare.ts";
import { periodKeyOf, startOfMonth, type EvaluationPeriod } from "../../../shared/evaluation/period-key.ts";
import { monthFinder } from "../../../shared/evaluation/months.ts";
import { TERM } from "../../../shared/evaluation/terms.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { recordReader, records } from "../cache/read.ts";
import { frozenBoard } from "./briefing-board.ts";
import { firstReport, frozenLines } from "./briefing-lines.ts";
import { openSets, type Sets } from "./briefing-sets.ts";
import { periodAsked } from "./periods.ts";
import type { Source } from "./source.ts";
import { schemeAsked } from "./standings.ts";

const HOUR = 3_600_000;
/** Months of the trend: a year, and the same month of the year before. */
const TREND_MONTHS = 13;
const MOST_ISSUES = 8;
const MOST_TYPICAL = 6;

interface Window {
  readonly from: number;
  readonly to: number;
}

/** @param wanted a key of a period, or "month", "quarter", "year" for the newest with cases */
export function briefingAnswer(
  { period: wanted, taken }: { readonly period: string; readonly taken: number },
  source: Source,
): WholeValues["briefing"] {
  const at = source.now();
  const still: Source = { ...source, now: () => at };
  const { period, shown } = periodAsked(wanted, "source", "report", still);
  const timeZone = source.names.timeZone();
  const compared = comparisonOf(period, at, timeZone);
  const sets = openSets(source.cases);
  const { lines, before } = frozenLines(period, compared, still, sets);
  const platform = records(source.handle, "platforms")[0];
  const board = frozenBoard(shown.key, source, still, sets);
  const value = {
    taken,
    at,
    platform: { name: platform?.name ?? "", nameEn: platform?.nameEn ?? "" },
    period: shown,
    ...compared,
    since: firstReport(source),
    funnel: takeFunnel(shown, still, sets).map((step) => ({
      ...step,
      before: before === null ? null : (before.report[TERM[step.milestone]] as number),
    })),
    lines,
    board,
    trend: takeTrend(period, timeZone, still, sets),
    issues: takeIssues(shown, before === null ? null : compared.before, still, sets),
    left: takeLeft(still, sets),
    moment: takeMoment(shown, still, sets),
    typical: typicalCases(shown, still),
  };
  const byGrid = schemeAsked("", source)?.scheme.subject === "dutyGrid";
  return { ...value, ...sets.pack(byGrid ? source.cases.dutyGrid : source.cases.department) };
}

function takeFunnel({ from, to }: Window, { cases, now }: Source, sets: Sets) {
  eachMatch(cases, { from, to }, now(), (i) => {
    for (const milestone of MILESTONES) if (reachedAt(cases, i, milestone)) sets.put(`funnel:${milestone}`, i);
  });
  return MILESTONES.map((milestone) => ({ milestone, count: sets.count(`funnel:${milestone}`) }));
}

/** Reported and closed by month, each case in the month of that very step. */
function takeTrend(
  period: EvaluationPeriod,
  timeZone: string,
  { cases, now }: Source,
  sets: Sets,
): FrozenBriefing["trend"] {
  const first = period.last - TREND_MONTHS + 1;
  const window = { from: startOfMonth(first, timeZone), to: startOfMonth(period.last + 1, timeZone) };
  const monthOf = monthFinder(timeZone);
  const named = (step: string, month: number) => `trend:${step}:${periodKeyOf("month", month)}`;
  eachMatch(cases, { basis: "report", ...window }, now(), (i) => {
    sets.put(named("reported", monthOf(cases.reportedAt[i] as number)), i);
  });
  eachMatch(cases, { basis: "close", ...window, milestone: "closed" }, now(), (i) => {
    sets.put(named("closed", monthOf(cases.closedAt[i] as number)), i);
  });
  return Array.from({ length: TREND_MONTHS }, (_, k) => ({
    month: periodKeyOf("month", first + k),
    reported: sets.count(named("reported", first + k)),
    closed: sets.count(named("closed", first + k)),
  }));
}

/** The classes with most cases, with how many they had in the time before where that is known. */
function takeIssues(
  { from, to }: Window,
  before: Window | null,
  { cases, names, now }: Source,
  sets: Sets,
): FrozenIssue[] {
  const at = now();
  const counts = new Map<number, number>();
  const earlier = new Map<number, number>();
  const add = (into: Map<number, number>, uid: number) => into.set(uid, (into.get(uid) ?? 0) + 1);
  eachMatch(cases, { from, to }, at, (i) => add(counts, cases.classUid[i] as number));
  if (before !== null) {
    const then = { from: before.from, to: before.to };
    eachMatch(cases, then, at, (i) => add(earlier, cases.classUid[i] as number));
  }
  const most = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_ISSUES);
  const shown = new Set(most.map(([uid]) => uid));
  eachMatch(cases, { from, to }, at, (i) => {
    const uid = cases.classUid[i] as number;
    if (!shown.has(uid)) return;
    sets.put(`issue:${uid}`, i);
    if (isOverdueAt(cases, i, at)) sets.put(`issue:${uid}:overdue`, i);
  });
  return most.map(([uid]) => {
    const found = names.classOf(uid);
    return {
      ...{ classUid: uid, name: found?.name ?? "", nameEn: found?.nameEn ?? "" },
      count: sets.count(`issue:${uid}`),
      overdue: sets.count(`issue:${uid}:overdue`),
      before: before === null ? null : (earlier.get(uid) ?? 0),
    };
  });
}

function takeLeft({ cases, now }: Source, sets: Sets): FrozenBriefing["left"] {
  const at = now();
  const count = (measure: Measure) => {
    for (let i = 0; i < cases.length; i++) if (measuresAt(cases, i, measure, at)) sets.put(`left:${measure}`, i);
    return sets.count(`left:${measure}`);
  };
  return {
    ...{ open: count("open"), overdueOpen: count("overdueOpen") },
    ...{ suspended: count("suspended"), sentBackOften: count("sentBackOften") },
  };
}

/** The first of the hours with most reports, counted from midnight of the period's first day. */
function takeMoment({ from, to }: Window, { cases, now }: Source, sets: Sets): FrozenBriefing["moment"] {
  const hourOf = (at: number) => Math.floor((at - from) / HOUR);
  const counts = new Map<number, number>();
  eachMatch(cases, { from, to }, now(), (i) => {
    const hour = hourOf(cases.reportedAt[i] as number);
    counts.set(hour, (counts.get(hour) ?? 0) + 1);
  });
  const [busiest] = [...counts].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (busiest === undefined) return null;
  const hour = { from: from + busiest[0] * HOUR, to: from + (busiest[0] + 1) * HOUR };
  eachMatch(cases, hour, now(), (i) => sets.put("moment", i));
  return { ...hour, count: sets.count("moment") };
}

/** Cases closed in the period with a picture of before and one of after (Z29), the last closed first. */
function typicalCases({ from, to }: Window, { handle, cases, names }: Source): TypicalCase[] {
  const closed = stateCode("closed");
  const byCase = Map.groupBy(
    records(handle, "pictures").filter(({ caseUid }) => caseUid !== 0),
    ({ caseUid }) => caseUid,
  );
  const read = recordReader(handle, "cases", ["caseNo", "address"]);
  return [...byCase]
    .flatMap(([uid, pictures]) => {
      const i = cases.indexOf(uid);
      if (i === undefined || cases.state[i] !== closed) return [];
      const [closedAt, submittedAt] = [cases.closedAt[i] as number, cases.submittedAt[i] as number];
      if (!(closedAt >= from && closedAt < to) || Number.isNaN(submittedAt)) return [];
      const { curtain } = beforeAfter(pictures, submittedAt);
      return curtain === null ? [] : [{ uid, i, closedAt, submittedAt, ...curtain }];
    })
    .toSorted((a, b) => b.closedAt - a.closedAt || b.uid - a.uid)
    .slice(0, MOST_TYPICAL)
    .map(({ uid, i, submittedAt, before, after }) => {
      const found = read(uid);
      const classNames = names.classOf(cases.classUid[i] as number);
      const department = names.departmentOf(cases.department[i] as number);
      return {
        ...{ uid, caseNo: found?.caseNo ?? "", address: found?.address ?? "" },
        ...{ className: classNames?.name ?? "", classNameEn: classNames?.nameEn ?? "" },
        ...{ departmentName: department?.name ?? "", departmentNameEn: department?.nameEn ?? "" },
        ...{ reportedAt: cases.reportedAt[i] as number, submittedAt },
        ...{ before: pictureOf(before), after: pictureOf(after) },
      };
    });
}

const pictureOf = ({ id, at, width, height }: RecordOf<"pictures">) => ({ id, at, width, height });
