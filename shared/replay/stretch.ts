/** Gathers the cases of a stretch of time: what each shows at its start, and every change after it, in the order of time. */
import type { Fact } from "../case/case.ts";
import { EMPTY_SLOT, type ReplayValue } from "../view.ts";
import { isOpen, stateOfCode } from "../case/state.ts";
import { momentsOf, type Moment } from "./moments.ts";

/** The longest stretch that is played back at once, days. */
export const MOST_DAYS = 31;
const DAY = 86_400_000;

/** True for a stretch that can be played back: it ends after it begins, and is not longer than `MOST_DAYS`. */
export function isStretch(from: number, to: number): boolean {
  // An hour more: a month may hold the end of summer time.
  return to > from && to - from <= MOST_DAYS * DAY + DAY / 24;
}

/** What a case is by, beside what changes. Place in degrees, null when it is not known. */
export interface ReplayedCase {
  readonly uid: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly unitGrid: number;
  readonly classUid: number;
  /** Index in CASE_SOURCES. */
  readonly source: number;
}

/** The cases of a stretch, being gathered. */
export interface Gathering {
  /** Takes a case; one that was over before the stretch and did not move in it is left out, as is one of later. */
  add(which: ReplayedCase, facts: readonly Fact[]): void;
  /** All that was taken. */
  end(): Pick<ReplayValue, "cases" | "events">;
}

const isOver = (state: number) => !isOpen(stateOfCode(state));

/**
 * Gathers cases from `from` to `to`, epoch ms. What happened at `from` is part of the start; what happened at `to` is the
 * last that is seen.
 */
export function gather(from: number, to: number): Gathering {
  const cases: (ReplayedCase & { readonly reportedAt: number; readonly start: Moment | null })[] = [];
  const after: number[] = [];
  const slots: number[] = [];
  const moments: Moment[] = [];
  return {
    add(which, facts) {
      const all = momentsOf(facts);
      const start = all.findLast(({ at }) => at <= from) ?? null;
      const later = all.filter(({ at }) => at > from && at <= to);
      if (later.length === 0 && (start === null || isOver(start.state))) return;
      const slot = cases.length;
      cases.push({ ...which, reportedAt: (all[0] as Moment).at, start });
      for (const moment of later) {
        after.push(moment.at - from);
        slots.push(slot);
        moments.push(moment);
      }
    },
    end() {
      // What happens at one instant stays in the order it was taken.
      const order = Uint32Array.from(after, (_at, i) => i).sort(
        (a, b) => (after[a] as number) - (after[b] as number) || a - b,
      );
      const moment = (i: number) => moments[i] as Moment;
      return {
        cases: {
          length: cases.length,
          uid: Uint32Array.from(cases, ({ uid }) => uid),
          lon: Float64Array.from(cases, ({ lon }) => lon ?? Number.NaN),
          lat: Float64Array.from(cases, ({ lat }) => lat ?? Number.NaN),
          unitGrid: Uint32Array.from(cases, ({ unitGrid }) => unitGrid),
          classUid: Uint32Array.from(cases, ({ classUid }) => classUid),
          source: Uint8Array.from(cases, ({ source }) => source),
          reportedAt: Float64Array.from(cases, ({ reportedAt }) => reportedAt),
          state: Uint8Array.from(cases, ({ start }) => start?.state ?? EMPTY_SLOT),
          department: Uint32Array.from(cases, ({ start }) => start?.department ?? 0),
          dispatchedAt: Float64Array.from(cases, ({ start }) => start?.dispatchedAt ?? Number.NaN),
          deadline: Float64Array.from(cases, ({ start }) => start?.deadline ?? Number.NaN),
        },
        events: {
          after: Float64Array.from(order, (i) => after[i] as number),
          slot: Uint32Array.from(order, (i) => slots[i] as number),
          state: Uint8Array.from(order, (i) => moment(i).state),
          department: Uint32Array.from(order, (i) => moment(i).department),
          dispatchedAt: Float64Array.from(order, (i) => moment(i).dispatchedAt),
          deadline: Float64Array.from(order, (i) => moment(i).deadline),
        },
      };
    },
  };
}
