/**
 * 同比、环比: which stretch of time a period is compared with, and what a case was at an earlier instant.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X95 A period that is over is compared with the whole one before it (环比) and the whole same one a year before (同比). One
 *   that still runs is compared with as much of them as has passed of it, to the day and hour, and with what their cases were
 *   then. A day that the other month does not have, such as 29 February, stands for the end of that month.
 */
import { CASE_STATES, STAGES, STAGE_INDEX_OF_STATE_CODE } from "../case/state.ts";
import { instantOf, localTime } from "./period.ts";
import { periodBefore, periodYearBefore, startOfMonth, windowOfPeriod, type EvaluationPeriod } from "./period-key.ts";
import type { CaseFigures } from "./terms.ts";

/** A period or its beginning, epoch ms, half-open. */
export interface Stretch {
  /** "2026-10" */
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

export interface Comparison {
  readonly before: Stretch;
  readonly yearBefore: Stretch;
  /** The period still runs: the others end where it stands now. */
  readonly partial: boolean;
}

/** What a period is compared with at `now`, epoch ms. */
export function comparisonOf(period: EvaluationPeriod, now: number, timeZone: string): Comparison {
  const { from, to } = windowOfPeriod(period, timeZone);
  const partial = now < to;
  const stretch = (other: EvaluationPeriod): Stretch => {
    const whole = windowOfPeriod(other, timeZone);
    if (!partial) return { key: other.key, ...whole };
    if (now <= from) return { key: other.key, from: whole.from, to: whole.from };
    return { key: other.key, from: whole.from, to: sameMoment(period, other, now, timeZone) };
  };
  return { before: stretch(periodBefore(period)), yearBefore: stretch(periodYearBefore(period)), partial };
}

/** The instant of `other` that is as far into it as `now` is into `period`: in the same month of it, on the same day. */
function sameMoment(period: EvaluationPeriod, other: EvaluationPeriod, now: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = localTime(now, timeZone);
  const there = other.first + (year * 12 + month - 1 - period.first);
  const end = startOfMonth(there + 1, timeZone);
  const [thatYear, thatMonth] = [Math.floor(there / 12), (there % 12) + 1];
  if (day > new Date(Date.UTC(thatYear, thatMonth, 0)).getUTCDate()) return end;
  return Math.min(end, instantOf(timeZone, thatYear, thatMonth, day, hour, minute, second) + (now % 1_000));
}

const codeOf = (state: (typeof CASE_STATES)[number]) => CASE_STATES.indexOf(state);
const ENDED = STAGES.indexOf("closed");

/**
 * Turns a case's figures back to what they were before `at`, epoch ms: steps from then on are taken back. Counts and
 * marks stay, for nobody keeps when they rose.
 * @returns false for a case that had not been reported yet
 */
export function turnedBack(c: CaseFigures, at: number): boolean {
  if (!(c.reportedAt < at)) return false;
  const later = (instant: number) => instant >= at;
  const ended = STAGE_INDEX_OF_STATE_CODE[c.state] === ENDED;
  const reopened = ended && later(c.closedAt);
  const open = !ended || reopened;
  const touched = reopened || later(c.submittedAt) || later(c.dispatchedAt) || later(c.filedAt) || later(c.acceptedAt);
  // A deadline is given with the dispatch.
  if (later(c.dispatchedAt)) c.deadline = Number.NaN;
  for (const step of ["acceptedAt", "filedAt", "dispatchedAt", "submittedAt", "closedAt"] as const) {
    if (later(c[step])) c[step] = Number.NaN;
  }
  if (open && touched) c.state = stateOf(c);
  return true;
}

/** The state of an open case whose last step is known. */
function stateOf(c: CaseFigures): number {
  if (c.submittedAt === c.submittedAt) return codeOf("checking");
  if (c.dispatchedAt === c.dispatchedAt) return codeOf("handling");
  if (c.filedAt === c.filedAt) return codeOf("pendingDispatch");
  return c.acceptedAt === c.acceptedAt ? codeOf("pendingFiling") : codeOf("reported");
}
