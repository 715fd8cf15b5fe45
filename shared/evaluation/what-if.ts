/**
 * What closing open cases would do to a rank. Nothing is estimated: the subject is judged again with the cases closed, by
 * the same engine, so that what is promised is what happens.
 */
import { CASE_STATES, STAGES, STAGE_INDEX_OF_STATE_CODE } from "../case/state.ts";
import { prepare, subjectOfCase } from "./evaluate.ts";
import { rankAmong } from "./rank.ts";
import { printedScore } from "./score.ts";
import { instantOfBasis, type CaseFigures } from "./terms.ts";
import { windowOfPeriod, type EvaluationPeriod } from "./period-key.ts";
import type { Scheme } from "../rules/scheme.ts";
import type { EvaluationFacts } from "./facts.ts";
import type { Standing } from "./standing.ts";

export interface OpenCase {
  readonly uid: number;
  readonly figures: CaseFigures;
}

/** What closing this case alone would add; `gain` in points. */
export interface CloseGain {
  readonly uid: number;
  readonly inTime: boolean;
  readonly gain: number;
}

export interface WhatIfResult {
  readonly score: number | null;
  readonly rank: number | null;
  /** Those that can still be on time first; then by gain, by deadline, by uid. */
  readonly cases: readonly CloseGain[];
  /** The least number of them, in this order, for each better rank. */
  readonly steps: readonly { readonly close: number; readonly score: number; readonly rank: number }[];
}

const CLOSED = CASE_STATES.indexOf("closed");
const CLOSED_STAGE = STAGES.indexOf("closed");

/** A case as it would be if the department submitted it now and it were checked and closed at once. */
export function closedAt(c: CaseFigures, now: number): CaseFigures {
  const submittedAt = c.submittedAt === c.submittedAt ? c.submittedAt : now;
  return { ...c, state: CLOSED, submittedAt, closedAt: now };
}

/**
 * What closing a subject's open cases would do.
 * @param open the subject's cases; closed ones, those of other times and excluded ones are left out here
 * @returns null when the scheme does not rank this subject. For posts no case can be tried: there are no steps.
 */
export function whatIf(
  scheme: Scheme,
  period: EvaluationPeriod,
  facts: EvaluationFacts,
  key: number | string,
  open: Iterable<OpenCase>,
): WhatIfResult | null {
  const trial = prepare(scheme, period, facts);
  const subject = trial.subjects.find((each) => each.key === key);
  if (subject === undefined) return null;
  const now = facts.now;
  const standings = trial.subjects.map((each) => trial.standingOf(each));
  const own = standings.find((each) => each.key === key) as Standing;
  const rivals = standings
    .filter((each) => each !== own && each.group === own.group && each.score !== null && each.enough)
    .map((each) => printedScore(each.score as number));
  const rankOf = (standing: Standing): number | null =>
    standing.score === null || !standing.enough ? null : rankAmong(printedScore(standing.score), rivals);

  const excluded = new Set(
    facts.ledger.filter((entry) => own.excludedBy.includes(entry.uid)).map((entry) => entry.caseUid),
  );
  const { from, to } = windowOfPeriod(period, facts.timeZone);
  const candidates = [...open]
    .map(({ uid, figures }) => ({ uid, before: figures, after: closedAt(figures, now) }))
    .filter(({ uid, before, after }) => {
      const at = instantOfBasis(after, scheme.basis);
      const isOpen = STAGE_INDEX_OF_STATE_CODE[before.state] !== CLOSED_STAGE;
      return isOpen && subjectOfCase(scheme, before) === key && at >= from && at < to && !excluded.has(uid);
    })
    .map((each) => {
      trial.apply(each.before, each.after);
      const gain = (trial.standingOf(subject).score ?? 0) - (own.score ?? 0);
      trial.apply(each.after, each.before);
      return { ...each, inTime: each.after.submittedAt <= each.before.deadline, gain: exact(gain) };
    })
    .toSorted(
      (a, b) =>
        Number(b.inTime) - Number(a.inTime) ||
        b.gain - a.gain ||
        compareDeadlines(a.before.deadline, b.before.deadline) ||
        a.uid - b.uid,
    );

  const steps: { close: number; score: number; rank: number }[] = [];
  let best = rankOf(own) ?? Number.POSITIVE_INFINITY;
  candidates.forEach(({ before, after }, i) => {
    trial.apply(before, after);
    const standing = trial.standingOf(subject);
    const rank = rankOf(standing);
    if (rank === null || rank >= best) return;
    best = rank;
    steps.push({ close: i + 1, score: standing.score as number, rank });
  });
  return {
    score: own.score,
    rank: rankOf(own),
    cases: candidates.map(({ uid, inTime, gain }) => ({ uid, inTime, gain })),
    steps,
  };
}

/** Gains that differ only by how numbers are kept are equal. */
const exact = (gain: number): number => Math.round(gain * 1e9) / 1e9;

/** Earlier first; without a deadline last. */
function compareDeadlines(a: number, b: number): number {
  if (a === b || (a !== a && b !== b)) return 0;
  if (a !== a) return 1;
  if (b !== b) return -1;
  return a - b;
}
