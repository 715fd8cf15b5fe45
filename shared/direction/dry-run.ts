/**
 * 试运行: what rules of direction would have done on a day, by the very fold that runs them.
 *
 * Rules (docs/rules.md), quoted by the tests: X67, X73.
 */
import type { DirectionRule } from "../rules/direction.ts";
import type { Trouble } from "../trouble.ts";
import { minutesOf } from "./clock-windows.ts";
import type { Occasion } from "./occasions.ts";
import { answerTo, NO_MEMORY, type RulesGround, type Told } from "./rules.ts";
import { newWall } from "./state.ts";

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

/** What a rule would have done; `until` is when its scene would truly have gone, null where it stays. */
export interface DryRunLine extends Told {
  /** What a list shows of the case or the alarm, "" for the clock. */
  readonly label: string;
}

export interface DryRunValue {
  /** The day, YYYY-MM-DD, and what of it is over: epoch ms, in the hall's zone. */
  readonly day: string;
  readonly from: number;
  readonly to: number;
  /** Walls that rules name; "" stands for every other. */
  readonly walls: readonly string[];
  readonly lines: readonly DryRunLine[];
  /** Lines left out because there are too many. */
  readonly more: number;
  /** How often a scene would have come, and the longest time one would have stayed, ms. */
  readonly switches: number;
  readonly longestMs: number;
  /** Occasions looked at. */
  readonly occasions: number;
  /** Cases whose facts are not on this machine. */
  readonly withoutFacts: number;
  /** What would flap, and rule files that cannot be used. */
  readonly troubles: readonly Trouble[];
}

/** The walls that rules tell apart: those they name, and "" for all the others. */
export function wallsOf(rules: readonly DirectionRule[]): string[] {
  const named = [...new Set(rules.map(({ wall }) => wall))].filter((wall) => wall !== "").toSorted();
  return named.length === 0 || rules.some(({ wall }) => wall === "") ? [...named, ""] : named;
}

/** Since when rules must have run, ms before a time, so that what they remember then is right: a day at most. */
export function runUpMs(rules: readonly DirectionRule[]): number {
  const longest = rules.map(({ when, seconds, quietMinutes }) =>
    Math.max(seconds * 1_000, quietMinutes * MINUTE, when.on === "clock" ? minutesOf(when) * MINUTE : 0),
  );
  return Math.min(DAY, Math.max(0, ...longest));
}

/**
 * What the rules would have said from `from` until before `to`, on walls that nobody held, locked or changed, in the order of time.
 * @param occasions of the run-up too (`runUpMs`), in any order
 */
export function dryRun(
  occasions: readonly Occasion[],
  walls: readonly string[],
  by: RulesGround,
  { from, to }: { readonly from: number; readonly to: number },
): Told[] {
  const before = { memory: NO_MEMORY, walls: new Map(walls.map((wall) => [wall, newWall(wall)])) };
  const span = { from: from - runUpMs(by.rules) * by.pace, to, live: false };
  return trueEnds(answerTo(occasions, before, by, span).told).filter(({ at }) => at >= from && at < to);
}

/** A scene that gives way to another goes before its time. */
function trueEnds(told: readonly Told[]): Told[] {
  const next = new Map<string, number>();
  const ends = told.toReversed().map((one): Told => {
    if (one.outcome !== "shown") return one;
    const end = Math.min(one.until ?? Number.POSITIVE_INFINITY, next.get(one.wall) ?? Number.POSITIVE_INFINITY);
    next.set(one.wall, one.at);
    return { ...one, until: Number.isFinite(end) ? end : null };
  });
  return ends.toReversed();
}

/** How often scenes came, and how long the longest stayed; what stays is counted up to `to`. */
export function countsOf(told: readonly Told[], to: number): Pick<DryRunValue, "switches" | "longestMs"> {
  const shown = told.filter(({ outcome }) => outcome === "shown");
  const lasted = shown.map(({ at, until }) => Math.min(until ?? to, to) - at);
  return { switches: shown.length, longestMs: Math.max(0, ...lasted) };
}
