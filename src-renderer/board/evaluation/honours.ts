/** Whom to praise and whom to press: the ends of each board and the largest movers, each with one reason. */
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { Term } from "../../../shared/evaluation/terms.ts";
import type { Part } from "../../../shared/rules/scheme.ts";
import type { ShownStanding, ShownStandings } from "../../../shared/view.ts";
import { moveOf, type Move } from "./score.ts";

/** Why somebody stands on a list: the figure that gave most, or cost most. */
export type Reason =
  | { readonly why: "veto" }
  /** `missing` is how many cases are short of all; null in praise, and where a low figure is the better one. */
  | {
      readonly why: "rate";
      readonly indicator: string;
      readonly n: number;
      readonly d: number;
      readonly missing: number | null;
    }
  | { readonly why: "count"; readonly term: Term; readonly count: number }
  /** A part without cases behind it: spot checks, supervision. */
  | { readonly why: "part"; readonly part: string; readonly points: number; readonly weight: number }
  | { readonly why: "score" }
  | { readonly why: "bestMonth" | "weakestMonth"; readonly period: string; readonly score: number };

export interface Mention {
  readonly standing: ShownStanding;
  readonly reason: Reason;
  /** Set when the way from the period before is what is mentioned. */
  readonly mover: boolean;
  readonly move: Move | null;
}

export interface Honours {
  readonly honour: readonly Mention[];
  readonly concern: readonly Mention[];
}

/** With one board its ends may be longer than with several. */
const ENDS_OF_ONE = 5;
const ENDS_OF_MANY = 3;
/** A move of one rank happens by itself. */
const LEAST_MOVE = 2;

/** The first and last of each group, at most a third of it, then the one that rose or fell most. */
export function honoursOf({ scheme, groups }: Pick<ShownStandings, "scheme" | "groups">): Honours {
  const honour: Mention[] = [];
  const concern: Mention[] = [];
  const most = groups.length > 1 ? ENDS_OF_MANY : ENDS_OF_ONE;
  const mention = (standing: ShownStanding, good: boolean, mover: boolean): Mention => ({
    standing,
    reason: reasonOf(standing, scheme.parts, good),
    mover,
    move: moveOf(standing, standing.before),
  });
  for (const { standings } of groups) {
    const ranked = standings.filter(({ rank }) => rank !== null);
    const ends = Math.min(most, Math.floor(ranked.length / 3));
    honour.push(...ranked.slice(0, ends).map((each) => mention(each, true, false)));
    concern.push(...ranked.slice(ranked.length - ends).map((each) => mention(each, false, false)));
  }
  const all = groups.flatMap(({ standings }) => standings);
  const risen = furthest(all, "up");
  const fallen = furthest(all, "down");
  if (risen !== null) add(honour, mention(risen, true, true));
  if (fallen !== null) add(concern, mention(fallen, false, true));
  return { honour, concern };
}

/** Marks the mention that is there already, or adds one at the end. */
function add(list: Mention[], mention: Mention): void {
  const at = list.findIndex(({ standing }) => standing.key === mention.standing.key);
  if (at < 0) list.push(mention);
  else list[at] = mention;
}

function furthest(standings: readonly ShownStanding[], way: "up" | "down"): ShownStanding | null {
  let found: ShownStanding | null = null;
  let by = LEAST_MOVE - 1;
  for (const standing of standings) {
    const move = moveOf(standing, standing.before);
    if (move === null || move.way !== way || move.by <= by) continue;
    found = standing;
    by = move.by;
  }
  return found;
}

interface Weighed {
  readonly reason: Reason;
  /** Points lost against full marks, and the share of them that was given. */
  readonly lost: number;
  readonly given: number;
}

/** What spoke most for (`good`) or against a standing. */
export function reasonOf(standing: ShownStanding, parts: readonly Part[], good: boolean): Reason {
  if (!good && standing.vetoedBy.length > 0) return { why: "veto" };
  const weighed = standing.parts.flatMap((result): Weighed[] => {
    const rule = parts.find(({ part }) => part === result.part)?.rule;
    if (result.points === null || rule === undefined || rule.by === "given") return [];
    const { points, weight } = result;
    const whole = { lost: weight - points, given: points / weight };
    if (result.counted !== null) {
      return [{ ...whole, reason: { why: "count", term: result.counted.term, count: result.counted.count } }];
    }
    if (result.figures.length === 0) return [{ ...whole, reason: { why: "part", part: result.part, points, weight } }];
    return result.figures.flatMap(({ indicator, n, d, value, share }): Weighed[] => {
      if (value === null || d === null) return [];
      const up = indicatorOf(indicator)?.better !== "down";
      const reached = Math.min(1, Math.max(0, up ? value : 1 - value));
      const missing = up && !good ? Math.max(0, d.count - n.count) : null;
      const reason: Reason = { why: "rate", indicator, n: n.count, d: d.count, missing };
      return [{ reason, lost: (1 - reached) * weight * share, given: reached }];
    });
  });
  const best = weighed.toSorted((a, b) => (good ? b.given - a.given || a.lost - b.lost : b.lost - a.lost))[0];
  return best?.reason ?? monthOf(standing, good) ?? { why: "score" };
}

/** Of a mean of months, the best or the weakest of them. */
function monthOf({ months }: ShownStanding, good: boolean): Reason | null {
  const judged = months.flatMap(({ period, score }) => (score === null ? [] : [{ period, score }]));
  const found = judged.toSorted((a, b) => (good ? b.score - a.score : a.score - b.score))[0];
  return found === undefined || judged.length < 2 ? null : { why: good ? "bestMonth" : "weakestMonth", ...found };
}
