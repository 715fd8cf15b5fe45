/** What is added and taken off beside the parts (正负面清单), and what makes a result 0 (一票否决). */
import { TERM, type Term } from "./terms.ts";
import type { AdjustmentResult } from "./standing.ts";
import type { Adjustment, Scheme } from "../rules/scheme.ts";
import type { RecordOf } from "../tables.ts";

/** Counts of a term now and in the same months a year before. */
export interface Compared {
  readonly now: number;
  readonly before: number;
}

/** What an adjustment looks at. */
export interface AdjustmentFacts {
  readonly entries: readonly RecordOf<"ledger">[];
  readonly counts: Float64Array;
  /** The time is over: only then can its counts be compared with a year before. */
  readonly over: boolean;
  compare(fall: Extract<Adjustment, { by: "fall" }>): Compared;
}

/** The result of one adjustment. */
export function adjustmentResult(rule: Adjustment, facts: AdjustmentFacts): AdjustmentResult {
  switch (rule.by) {
    case "ledger": {
      const entries = facts.entries.filter((entry) => entry.kind === rule.kind && entry.item === rule.item);
      const points = entries.reduce((sum, entry) => sum + pointsOf(entry, rule.points), 0);
      return { item: rule.item, points, entries: entries.map((entry) => entry.uid), counted: null };
    }
    case "count": {
      const count = facts.counts[TERM[rule.term]] as number;
      const each = rule.many !== undefined && count >= rule.many.from ? rule.many.points : rule.points;
      return { item: rule.item, points: times(count, each), entries: [], counted: counted(rule.term, count, null) };
    }
    case "fall": {
      const { now, before } = facts.compare(rule);
      const fell = facts.over && before > 0 && now < before ? (100 * (before - now)) / before : 0;
      return {
        item: rule.item,
        points: times(fell, rule.points),
        entries: [],
        counted: counted(rule.term, now, before === 0 ? null : before),
      };
    }
  }
}

const counted = (term: Term, count: number, before: number | null): AdjustmentResult["counted"] => ({
  now: { term, count },
  before,
});

/** A product that is never −0. */
const times = (count: number, points: number): number => (count === 0 ? 0 : count * points);

/** An entry's own points, whichever sign they were written with: the item says whether they are added or taken off. */
function pointsOf(entry: RecordOf<"ledger">, itemPoints: number): number {
  return entry.points === null ? itemPoints : Math.sign(itemPoints) * Math.abs(entry.points);
}

/** The sum of the adjustments, held within the cap. */
export function capped(adjustments: readonly AdjustmentResult[], cap: number | null): number {
  const sum = adjustments.reduce((all, each) => all + each.points, 0);
  return cap === null ? sum : Math.max(-cap, Math.min(cap, sum));
}

/** uids of the entries that veto the result. */
export function vetoesOf(scheme: Scheme, entries: readonly RecordOf<"ledger">[]): number[] {
  return entries
    .filter((entry) => entry.kind === "veto" && scheme.vetoes.some((veto) => veto.item === entry.item))
    .map((entry) => entry.uid);
}
