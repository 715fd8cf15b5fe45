/**
 * The counts one result of a scheme looks at: tallies, less what is not due yet, less what an exclusion takes out. Cases
 * can be put in and taken out for a trial (what-if); the tallies themselves are never touched.
 */
import { TERMS, addNotYetDue, instantOfBasis, termsAt, type Basis, type CaseFigures } from "./terms.ts";
import { SOURCES_SPAN, keyIn, type Dimension } from "./tally.ts";
import { startOfMonth } from "./period-key.ts";
import type { EvaluationFacts } from "./facts.ts";
import type { SubjectKind } from "../rules/scheme.ts";

/** The first and the last month of a result, numbered as in period-key.ts. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export interface Counts {
  /**
   * What a subject's cases of a span count for, as a vector of TERMS.
   * @param sources indices in CASE_SOURCES that count, null for all; only departments are told apart by source
   */
  sum(key: number | string, basis: Basis, span: Span, sources: readonly number[] | null): Float64Array;
  /** One of the terms of such a sum, by its place in TERMS. */
  count(key: number | string, basis: Basis, span: Span, sources: readonly number[] | null, place: number): number;
  /** Takes a case out as it was and puts it in as it is then; null for not at all. True when a counted month changed. */
  apply(before: CaseFigures | null, after: CaseFigures | null): boolean;
}

/** The counts for a kind of subject, as the facts have them. */
export function countsOf(subject: SubjectKind, facts: EvaluationFacts): Counts {
  if (subject === "department" || subject === "dutyGrid") return countsOfCases(subject, facts);
  return countsOfPosts(facts);
}

interface Loaded {
  readonly basis: Basis;
  readonly from: number;
  readonly to: number;
  readonly tallies: ReadonlyMap<number, Float64Array>;
  /** Copies of the vectors that differ from the tallies'. */
  readonly own: Map<number, Float64Array>;
  /** Each department over all its sources; made when first asked for, and again after a change. */
  whole: ReadonlyMap<number, Float64Array> | null;
}

function countsOfCases(dimension: Extract<Dimension, "department" | "dutyGrid">, facts: EvaluationFacts): Counts {
  const { now, timeZone } = facts;
  const loaded = new Map<string, Loaded>();
  const applied: { readonly case: CaseFigures; readonly times: 1 | -1 }[] = [];

  const ownVector = (month: Loaded, key: number): Float64Array => {
    let vector = month.own.get(key);
    if (vector === undefined) {
      const tally = month.tallies.get(key);
      month.own.set(key, (vector = tally === undefined ? new Float64Array(TERMS.length) : tally.slice()));
    }
    return vector;
  };
  const isIn = (month: Loaded, c: CaseFigures): boolean => {
    const at = instantOfBasis(c, month.basis);
    return at >= month.from && at < month.to;
  };
  const put = (month: Loaded, c: CaseFigures, times: 1 | -1): boolean => {
    const key = keyIn(dimension, c);
    if (key === 0 || !isIn(month, c)) return false;
    month.whole = null;
    const vector = ownVector(month, key);
    const terms = termsAt(c, now);
    for (let k = 0; k < terms.length; k++) vector[k] = (vector[k] as number) + times * (terms[k] as number);
    return true;
  };
  const load = (basis: Basis, number: number): Loaded => {
    const name = `${basis} ${number}`;
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const from = startOfMonth(number, timeZone);
    const to = startOfMonth(number + 1, timeZone);
    const tallies = facts.tallies.month(dimension, basis, number);
    const month: Loaded = { basis, from, to, tallies, own: new Map(), whole: null };
    loaded.set(name, month);
    for (const c of facts.waiting(basis, from, to)) {
      const key = keyIn(dimension, c);
      if (key !== 0 && isIn(month, c)) addNotYetDue(c, now, ownVector(month, key), 1);
    }
    for (const change of applied) put(month, change.case, change.times);
    return month;
  };

  /** Hands out the vectors of a subject one by one. */
  const each = (
    key: number,
    basis: Basis,
    span: Span,
    sources: readonly number[] | null,
    take: (vector: Float64Array) => void,
  ): void => {
    for (let number = span.first; number <= span.last; number++) {
      const month = load(basis, number);
      const at = (vectors: ReadonlyMap<number, Float64Array>, tallyKey: number) => {
        const vector = vectors.get(tallyKey);
        if (vector !== undefined) take(vector);
      };
      const { own, tallies } = month;
      if (dimension === "dutyGrid") at(own.has(key) ? own : tallies, key);
      else if (sources === null) at((month.whole ??= wholeOf(month)), key);
      else {
        for (const source of sources) {
          const tallyKey = key * SOURCES_SPAN + source;
          at(own.has(tallyKey) ? own : tallies, tallyKey);
        }
      }
    }
  };

  return {
    sum(key, basis, span, sources) {
      const out = new Float64Array(TERMS.length);
      each(key as number, basis, span, sources, (vector) => addVector(out, vector));
      return out;
    },
    count(key, basis, span, sources, place) {
      let count = 0;
      each(key as number, basis, span, sources, (vector) => (count += vector[place] as number));
      return count;
    },
    apply(before, after) {
      let touched = false;
      const change = (c: CaseFigures | null, times: 1 | -1) => {
        if (c === null) return;
        applied.push({ case: { ...c }, times });
        for (const month of loaded.values()) touched = put(month, c, times) || touched;
      };
      change(before, -1);
      change(after, 1);
      return touched;
    },
  };
}

function addVector(out: Float64Array, vector: Float64Array): void {
  for (let k = 0; k < out.length; k++) out[k] = (out[k] as number) + (vector[k] as number);
}

/** The departments' vectors of a month, their sources put together. */
function wholeOf({ tallies, own }: Loaded): Map<number, Float64Array> {
  const whole = new Map<number, Float64Array>();
  const add = (tallyKey: number, vector: Float64Array) => {
    const key = Math.floor(tallyKey / SOURCES_SPAN);
    const sum = whole.get(key);
    if (sum === undefined) whole.set(key, vector.slice());
    else addVector(sum, vector);
  };
  for (const [key, vector] of tallies) if (!own.has(key)) add(key, vector);
  for (const [key, vector] of own) add(key, vector);
  return whole;
}

/** A person's counts come from who did each step; cases cannot be put in or out without their facts. */
function countsOfPosts(facts: EvaluationFacts): Counts {
  const sum = (key: number | string, span: Span): Float64Array => {
    const out = new Float64Array(TERMS.length);
    for (let month = span.first; month <= span.last; month++) {
      const vector = facts.posts?.(month).get(String(key));
      if (vector !== undefined) addVector(out, vector);
    }
    return out;
  };
  return {
    sum: (key, _basis, span) => sum(key, span),
    count: (key, _basis, span, _sources, place) => sum(key, span)[place] as number,
    apply: () => false,
  };
}
