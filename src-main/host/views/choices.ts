/** What each choice of the filter would leave: one pass over all cases, each part counted as if it were not chosen yet. */
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { STAGE_INDEX_OF_STATE_CODE, STAGES } from "../../../shared/case/state.ts";
import { WHICH, eachMatch, measuresAt } from "../../../shared/evaluation/columns.ts";
import type { Only, PeriodChoice, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";
import { resolvePeriod, windowFilter } from "./window.ts";

/** More choices than this are no choice any more. */
const NOT_MORE = 1_000;
const CLOSED = STAGES.indexOf("closed");
const ALL = WHICH.indexOf("all");

/**
 * Counts of the cases reported in the period. The classes counted are those of the chosen 大类; other than that a part's
 * own choice does not narrow its own counts.
 */
export function choicesAnswer(
  { period, only }: { readonly period: PeriodChoice; readonly only: Only },
  source: Source,
): WholeValues["choices"] {
  const { cases, names } = source;
  const window = resolvePeriod(period, source);
  const now = source.now();
  const classes = only.major === undefined ? null : names.classesOf(only.major);
  const stage = only.stage === undefined ? -1 : STAGES.indexOf(only.stage);
  const { which = "all" } = only;
  const byClass = new Map<number, number>();
  const byMajorClass = new Map<number, number>();
  const byDepartment = new Map<number, number>();
  const byDutyGrid = new Map<number, number>();
  const bySource = new Float64Array(CASE_SOURCES.length);
  const byStage = new Float64Array(STAGES.length);
  const byWhich = new Float64Array(WHICH.length);
  const add = (to: Map<number, number>, key: number) => to.set(key, (to.get(key) ?? 0) + 1);
  const addTo = (to: Float64Array, at: number) => {
    to[at] = (to[at] as number) + 1;
  };
  let total = 0;
  eachMatch(cases, windowFilter(window), now, (i) => {
    const asWhich = which === "all" || measuresAt(cases, i, which, now);
    const ofStage = STAGE_INDEX_OF_STATE_CODE[cases.state[i] as number] as number;
    const asStage = stage < 0 || ofStage === stage;
    const asDepartment = only.department === undefined || cases.department[i] === only.department;
    const classUid = cases.classUid[i] as number;
    const asClass =
      (only.classUid === undefined || classUid === only.classUid) && (classes === null || classes.has(classUid));
    const asDutyGrid = only.dutyGrid === undefined || cases.dutyGrid[i] === only.dutyGrid;
    const asSource = only.source === undefined || cases.source[i] === only.source;
    // Whoever fails one part only counts for the other choices of that part.
    const failed =
      Number(!asWhich) +
      Number(!asStage) +
      Number(!asDepartment) +
      Number(!asClass) +
      Number(!asDutyGrid) +
      Number(!asSource);
    if (failed > 1) return;
    if (failed === 0) total++;
    if (failed === 0 || !asWhich) {
      // What is over is none of the others.
      if (ofStage === CLOSED) addTo(byWhich, ALL);
      else WHICH.forEach((each, k) => measuresAt(cases, i, each, now) && addTo(byWhich, k));
    }
    if (failed === 0 || !asClass) {
      // A 大类 is told by any class of it; which it is, is looked up once for each class below.
      add(byMajorClass, classUid);
      if (classes === null || classes.has(classUid)) add(byClass, classUid);
    }
    if (failed === 0 || !asStage) addTo(byStage, ofStage);
    if (failed === 0 || !asDepartment) add(byDepartment, cases.department[i] as number);
    if (failed === 0 || !asDutyGrid) add(byDutyGrid, cases.dutyGrid[i] as number);
    if (failed === 0 || !asSource) addTo(bySource, cases.source[i] as number);
  });
  const majors = new Map<string, number>();
  for (const [classUid, count] of byMajorClass) {
    const found = names.classOf(classUid);
    if (found === undefined) continue;
    const major = `${found.scheme}/${found.majorCode}`;
    majors.set(major, (majors.get(major) ?? 0) + count);
  }
  return {
    window,
    total,
    counts: {
      which: sorted(byWhich.entries(), (k) => WHICH[k]),
      major: sorted(majors.entries(), (major) => major),
      classUid: sorted(byClass.entries(), (uid) => uid || undefined),
      department: sorted(byDepartment.entries(), (uid) => uid || undefined),
      dutyGrid: sorted(byDutyGrid.entries(), (uid) => uid || undefined),
      source: sorted(bySource.entries(), (code) => code),
      stage: sorted(byStage.entries(), (k) => STAGES[k]),
    },
  };
}

/** The largest count first, each with what it is a count of; what has no case or no value of its own is left out. */
function sorted<K, V>(counts: Iterable<[K, number]>, valueOf: (key: K) => V | undefined): (readonly [V, number])[] {
  return [...counts]
    .flatMap(([key, count]) => {
      const value = valueOf(key);
      return value === undefined || count === 0 ? [] : [[value, count] as const];
    })
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, NOT_MORE);
}
