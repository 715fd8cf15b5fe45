/** One subject's result of one month, or of a longer time taken as one: parts, adjustments, veto, interval, grade. */
import { CASE_SOURCES } from "../case/case.ts";
import { adjustmentResult, capped, vetoesOf } from "./adjust.ts";
import { together } from "./interval.ts";
import { partResult } from "./part.ts";
import { startOfMonth } from "./period-key.ts";
import { SCORE_DIGITS, type PartResult, type Standing } from "./standing.ts";
import { TERM, type Basis } from "./terms.ts";
import type { Counts, Span } from "./counts.ts";
import type { Subject } from "./facts.ts";
import type { Part, Scheme } from "../rules/scheme.ts";
import type { RecordOf } from "../tables.ts";

/** Everything the result of one subject rests on. */
export interface Judged {
  readonly scheme: Scheme;
  readonly span: Span;
  readonly now: number;
  readonly timeZone: string;
  readonly counts: Counts;
  /** The subject's own entries of the span, in the order of their uids. */
  readonly entries: readonly RecordOf<"ledger">[];
  /** uids of the exclusions that took one of the subject's cases out. */
  readonly excludedBy: readonly number[];
}

const SCALE = 10 ** SCORE_DIGITS;

/** A score as it is printed and compared: half up at SCORE_DIGITS, whatever binary fractions did on the way. */
export function printedScore(score: number): number {
  const scaled = score * SCALE;
  // Only near a half can binary fractions turn a digit; a text of the number settles it there.
  if (Math.abs(scaled - Math.floor(scaled) - 0.5) > 1e-6) return Math.round(scaled) / SCALE;
  return Math.floor(Number(scaled.toPrecision(12)) + 0.5) / SCALE;
}

/** The grade of a score, null for a scheme without grades. */
export function gradeOf(scheme: Scheme, score: number): string | null {
  const printed = printedScore(score);
  return scheme.grades.find((grade) => printed >= grade.from)?.grade ?? null;
}

/** The subject's result, not yet ranked among the others. */
export function scoreOf(subject: Subject, judged: Judged): Standing {
  const { scheme, span, counts, entries } = judged;
  const { key } = subject;
  const whole = counts.sum(key, scheme.basis, span, indices(scheme.sources));
  const parts = scheme.parts.map((part) => {
    const own = part.sources === undefined ? whole : counts.sum(key, scheme.basis, span, sourcesOf(scheme, part));
    return partResult(part, own, entries);
  });
  const over = judged.now >= startOfMonth(span.last + 1, judged.timeZone);
  const adjustments = scheme.adjustments.map((rule) =>
    adjustmentResult(rule, {
      entries,
      counts: whole,
      over,
      compare(fall) {
        const basis: Basis = fall.basis ?? scheme.basis;
        const then = { first: span.first - 12, last: span.last - 12 };
        const place = TERM[fall.term];
        const at = (when: Span) => counts.count(key, basis, when, indices(scheme.sources), place);
        return { now: at(span), before: at(then) };
      },
    }),
  );
  const adjusted = capped(adjustments, scheme.adjustmentCap);
  const vetoedBy = vetoesOf(scheme, entries);
  const sum = sumOf(parts);
  const nothing = sum === null || whole[TERM[scheme.rankedWhen]] === 0;
  const cases = casesOf(parts);
  const result = nothing ? null : total(sum, adjusted, vetoedBy.length > 0);
  const enough = cases >= scheme.leastCases;
  return {
    key,
    group: scheme.byGroup ? subject.group : "",
    score: result?.score ?? null,
    low: result?.low ?? null,
    high: result?.high ?? null,
    rank: null,
    tieGroup: null,
    unranked: result === null ? "noCases" : null,
    enough,
    cases,
    grade: result === null || !enough ? null : gradeOf(scheme, result.score),
    parts,
    base: nothing ? null : sum.points,
    adjustments,
    adjusted,
    vetoedBy,
    excludedBy: judged.excludedBy,
    months: [],
  };
}

function indices(sources: readonly (typeof CASE_SOURCES)[number][] | undefined): readonly number[] | null {
  return sources === undefined ? null : sources.map((source) => CASE_SOURCES.indexOf(source));
}

/** Sources that a part counts, as indices, within those of its scheme; null for all. */
export function sourcesOf(scheme: Scheme, part: Part): readonly number[] | null {
  const own = indices(part.sources);
  const all = indices(scheme.sources);
  return own === null || all === null ? (own ?? all) : own.filter((source) => all.includes(source));
}

interface Sum {
  readonly points: number;
  /** Distances of the ends of the interval from the points. */
  readonly down: number;
  readonly up: number;
}

/** The parts' sum; when some had nothing to judge by, the others carry their weight. Null when none had anything. */
function sumOf(parts: readonly PartResult[]): Sum | null {
  const judged = parts.filter((part) => part.points !== null);
  const weight = judged.reduce((sum, part) => sum + part.weight, 0);
  if (weight === 0) return null;
  const scale = parts.reduce((sum, part) => sum + part.weight, 0) / weight;
  return {
    points: scale * judged.reduce((sum, part) => sum + (part.points as number), 0),
    down: scale * together(judged.map((part) => (part.points as number) - (part.low as number))),
    up: scale * together(judged.map((part) => (part.high as number) - (part.points as number))),
  };
}

/** A veto comes last and leaves nothing; otherwise no result is below 0. */
function total(sum: Sum, adjusted: number, vetoed: boolean): { score: number; low: number; high: number } {
  if (vetoed) return { score: 0, low: 0, high: 0 };
  const score = sum.points + adjusted;
  return { score: Math.max(0, score), low: Math.max(0, score - sum.down), high: Math.max(0, score + sum.up) };
}

/** The largest denominator, or count, that a part was judged by. */
function casesOf(parts: readonly PartResult[]): number {
  let most = 0;
  for (const part of parts) {
    for (const figure of part.figures) most = Math.max(most, (figure.d ?? figure.n).count);
    if (part.counted !== null) most = Math.max(most, part.counted.count);
  }
  return most;
}
