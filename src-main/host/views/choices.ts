/** What each choice of the filter would leave: one pass over all cases, each part counted as if it were not chosen yet. */
import { STAGE_INDEX_OF_STATE_CODE, STAGES } from "../../../shared/case/state.ts";
import { WHICH, eachMatch, measuresAt } from "../../../shared/evaluation/columns.ts";
import { ONLY_PARTS } from "../../../shared/only.ts";
import type { Only, PeriodChoice, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";
import { resolvePeriod, windowFilter } from "./window.ts";

type Counts = WholeValues["choices"]["counts"];

const NOT_MORE = 1_000;

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
  const counts = Object.fromEntries(ONLY_PARTS.map((part) => [part, new Map<number, number>()])) as Record<
    keyof Counts,
    Map<number, number>
  >;
  const add = (part: keyof Counts, key: number) => counts[part].set(key, (counts[part].get(key) ?? 0) + 1);
  let total = 0;
  eachMatch(cases, windowFilter(window), now, (i) => {
    const classUid = cases.classUid[i] as number;
    const ofStage = STAGE_INDEX_OF_STATE_CODE[cases.state[i] as number] as number;
    const asClass =
      (only.classUid === undefined || classUid === only.classUid) && (classes === null || classes.has(classUid));
    const asDepartment = only.department === undefined || cases.department[i] === only.department;
    const asDutyGrid = only.dutyGrid === undefined || cases.dutyGrid[i] === only.dutyGrid;
    const asSource = only.source === undefined || cases.source[i] === only.source;
    const asStage = stage < 0 || ofStage === stage;
    const asWhich = measuresAt(cases, i, which, now);
    const failed =
      Number(!asClass) +
      Number(!asDepartment) +
      Number(!asDutyGrid) +
      Number(!asSource) +
      Number(!asStage) +
      Number(!asWhich);
    if (failed > 1) return;
    if (failed === 0) total++;
    if (failed === 0 || !asClass) {
      // A 大类 is told by any class of it; which it is, is looked up once for each class below.
      add("major", classUid);
      if (classes === null || classes.has(classUid)) add("classUid", classUid);
    }
    if (failed === 0 || !asDepartment) add("department", cases.department[i] as number);
    if (failed === 0 || !asDutyGrid) add("dutyGrid", cases.dutyGrid[i] as number);
    if (failed === 0 || !asSource) add("source", cases.source[i] as number);
    if (failed === 0 || !asStage) add("stage", ofStage);
    if (failed > 0 && asWhich) return;
    WHICH.forEach((each, k) => {
      if (measuresAt(cases, i, each, now)) add("which", k);
    });
  });
  const majors = new Map<string, number>();
  for (const [classUid, count] of counts.major) {
    const found = names.classOf(classUid);
    if (found === undefined) continue;
    const major = `${found.scheme}/${found.majorCode}`;
    majors.set(major, (majors.get(major) ?? 0) + count);
  }
  return {
    window,
    total,
    counts: {
      which: sorted(counts.which, (k) => WHICH[k]),
      major: sorted(majors, (major) => major),
      classUid: sorted(counts.classUid, (uid) => uid || undefined),
      department: sorted(counts.department, (uid) => uid || undefined),
      dutyGrid: sorted(counts.dutyGrid, (uid) => uid || undefined),
      source: sorted(counts.source, (code) => code),
      stage: sorted(counts.stage, (k) => STAGES[k]),
    },
  };
}

/** The largest count first, each with what it is a count of; what has no value of its own is left out. */
function sorted<K, V>(counts: ReadonlyMap<K, number>, valueOf: (key: K) => V | undefined): (readonly [V, number])[] {
  return [...counts]
    .flatMap(([key, count]) => {
      const value = valueOf(key);
      return value === undefined ? [] : [[value, count] as const];
    })
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, NOT_MORE);
}
