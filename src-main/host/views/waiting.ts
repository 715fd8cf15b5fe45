/**
 * Cases that wait: not handled, with a deadline that is still to come. Tallies count them as due, so every reader of
 * tallies asks for those of its months. They are found among the open cases once per change, basis by basis, and laid out
 * by their instants, so that a month's few cost no look at all of them.
 */
import { CASE_STATES } from "../../../shared/case/state.ts";
import { INSTANT_COLUMN, emptyFigures, figuresAt } from "../../../shared/evaluation/columns.ts";
import { notYetDue, type Basis, type CaseFigures } from "../../../shared/evaluation/terms.ts";
import type { CaseColumnStore } from "./case-columns.ts";

const SUSPENDED = CASE_STATES.indexOf("suspended");
/** Ms of instants that lie together. */
const SPAN = 30 * 86_400_000;

interface Laid {
  readonly version: number;
  readonly bases: Map<Basis, ReadonlyMap<number, readonly number[]>>;
}

const laidOut = new WeakMap<CaseColumnStore, Laid>();

/** Positions of open cases with a deadline and without a submission, by the span that their instant of the basis is in. */
function spansOf(cases: CaseColumnStore, basis: Basis): ReadonlyMap<number, readonly number[]> {
  let laid = laidOut.get(cases);
  if (laid?.version !== cases.version) {
    laid = { version: cases.version, bases: new Map() };
    laidOut.set(cases, laid);
  }
  const known = laid.bases.get(basis);
  if (known !== undefined) return known;
  const spans = new Map<number, number[]>();
  const instants = cases[INSTANT_COLUMN[basis]];
  for (const i of cases.open) {
    const at = instants[i] as number;
    if (Number.isNaN(at) || Number.isNaN(cases.deadline[i]) || !Number.isNaN(cases.submittedAt[i])) continue;
    const span = Math.floor(at / SPAN);
    const list = spans.get(span);
    if (list === undefined) spans.set(span, [i]);
    else list.push(i);
  }
  laid.bases.set(basis, spans);
  return spans;
}

/** The cases that wait at `now` (`notYetDue`), with their instant of the basis in [from, to); the same record each time. */
export function* waitingIn(
  cases: CaseColumnStore,
  now: number,
  basis: Basis,
  from: number,
  to: number,
): Generator<CaseFigures> {
  const spans = spansOf(cases, basis);
  const instants = cases[INSTANT_COLUMN[basis]];
  const figures = emptyFigures();
  for (let span = Math.floor(from / SPAN); span * SPAN < to; span++) {
    for (const i of spans.get(span) ?? []) {
      const at = instants[i] as number;
      if (!(at >= from && at < to)) continue;
      if ((cases.deadline[i] as number) < now && cases.state[i] !== SUSPENDED) continue;
      if (notYetDue(figuresAt(cases, i, figures), now)) yield figures;
    }
  }
}
