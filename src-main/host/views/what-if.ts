/** What closing a subject's open cases in time would do to its rank. */
import { emptyFigures, figuresAt } from "../../../shared/evaluation/columns.ts";
import { subjectOfCase } from "../../../shared/evaluation/evaluate.ts";
import { whatIf, type OpenCase } from "../../../shared/evaluation/what-if.ts";
import type { WholeValues } from "../../../shared/view.ts";
import { lineReader } from "./case-lines.ts";
import { evaluated, factsFor } from "./evaluations.ts";
import { periodAsked } from "./periods.ts";
import { dimensionOf, schemeAsked } from "./standings.ts";
import type { Source } from "./source.ts";

/** Cases shown at most; the steps count all of them. */
const MOST_LINES = 500;

/** Null when there is no such scheme or subject, and for a period that is final: nothing can change it. */
export function whatIfAnswer(
  asked: string,
  wanted: string,
  key: number | string,
  source: Source,
): WholeValues["whatIf"] {
  const found = schemeAsked(asked, source);
  if (found === null) return null;
  const { scheme } = found;
  const { period } = periodAsked(wanted, dimensionOf(scheme), scheme.basis, source);
  if (evaluated(found, period, source).frozen !== null) return null;
  const { cases } = source;
  const open: OpenCase[] = [];
  for (const i of cases.open) {
    const figures = figuresAt(cases, i, emptyFigures());
    if (subjectOfCase(scheme, figures) === key) open.push({ uid: cases.uid[i] as number, figures });
  }
  const result = whatIf(scheme, period, factsFor(scheme, source), key, open);
  if (result === null) return null;
  const read = lineReader(source);
  const lines = result.cases.slice(0, MOST_LINES).flatMap(({ uid, inTime, gain }) => {
    const line = read(uid);
    return line === undefined ? [] : [{ line, inTime, gain }];
  });
  return { key, score: result.score, rank: result.rank, cases: lines, steps: result.steps };
}
