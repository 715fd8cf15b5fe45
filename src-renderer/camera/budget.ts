/**
 * How many live pictures this machine decodes before it stutters, found out while it runs: a quarter less when pictures
 * are dropped, one more after a good while. Pure.
 */
import type { CameraLine } from "../../shared/view.ts";
import type { WishedRung } from "./tile-props.ts";

/** What a full picture costs, in small ones: four times the pixels and more. */
export const MAIN_COST = 4;
/** A tile this wide, device pixels, shows the full picture; a narrower one could not show more than the small one has. */
export const MAIN_FROM = 720;
const MOST = 256;
/** Small pictures that a machine is trusted with at first, for each of its cores. */
const FIRST_PER_CORE = 8;
/** Share of dropped frames that is too much, and that is good. */
const DROPS_BAD = 0.05;
const DROPS_GOOD = 0.01;
/** Share of all cores' time spent on decoding that is too much. */
const DECODE_BAD = 0.75;
/** Share of the time in which the window was held up that is too much: the map stutters. */
const HELD_UP_BAD = 0.4;
/** With so few pictures it is not the pictures that hold the window up. */
const NOT_THE_TILES = 4;
/** Fewer frames than this prove nothing. */
const ENOUGH_FRAMES = 20;
/** A good while before one more is tried, ms; twice as long each time that one more was one too many. */
const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 300_000;
/** After a step down nothing is judged for this long, ms: streams that close and open drop frames themselves. */
const SETTLE = 4_000;
/** Bad within this time after one more was one too many, ms. */
const SOON = 30_000;

/** A step down that leaves this part of the stutter shows that the tiles were not its cause, and it is not tried again for so long, ms. */
const NO_HELP = 0.8;
const EXCUSED = 300_000;

/** What all tiles of a window did over a while. */
export interface BudgetSample {
  /** Cost of what played. */
  readonly used: number;
  /** What could be played more if it were allowed. */
  readonly wanted: number;
  readonly frames: number;
  readonly dropped: number;
  /** Null where no player tells. */
  readonly decodeMs: number | null;
  readonly overMs: number;
  /** Part of the time in which the window could not answer, 0–1. */
  readonly heldUp: number;
}

export interface Budget {
  /** In small pictures. */
  readonly limit: number;
  /** Bad samples in a row. */
  readonly bad: number;
  /** How long all was well, ms. */
  readonly goodMs: number;
  readonly waitMs: number;
  readonly settleMs: number;
  /** Since the limit was raised last, ms. */
  readonly raisedMs: number;
  /** A step down for a stuttering window alone, whose effect is not judged yet: the limit and the stutter before it. */
  readonly trial: { readonly limit: number; readonly heldUp: number } | null;
  /** For so long a stuttering window is not held against the tiles, ms. */
  readonly excusedMs: number;
}

export function firstBudget(cores: number): Budget {
  const limit = Math.min(MOST, Math.max(4, cores * FIRST_PER_CORE));
  return { limit, bad: 0, goodMs: 0, waitMs: FIRST_WAIT, settleMs: 0, raisedMs: Infinity, trial: null, excusedMs: 0 };
}

type Verdict = "drops" | "stutters" | "good" | "neither";

function judged(sample: BudgetSample, cores: number, excused: boolean): Verdict {
  const { frames, dropped, decodeMs, overMs, heldUp, used } = sample;
  const drops = frames + dropped < ENOUGH_FRAMES ? 0 : dropped / (frames + dropped);
  const decoding = decodeMs === null || overMs === 0 ? 0 : decodeMs / (overMs * cores);
  if (drops > DROPS_BAD || decoding > DECODE_BAD) return "drops";
  if (!excused && heldUp > HELD_UP_BAD && used > NOT_THE_TILES) return "stutters";
  return drops <= DROPS_GOOD && (excused || heldUp <= HELD_UP_BAD / 2) ? "good" : "neither";
}

/**
 * The budget after one more sample (V26): two bad ones in a row take a quarter away, or the one that was just
 * tried; a good while gives one back.
 */
export function budgetAfter(budget: Budget, sample: BudgetSample, cores: number): Budget {
  const { overMs } = sample;
  const raisedMs = budget.raisedMs + overMs;
  const excusedMs = Math.max(0, budget.excusedMs - overMs);
  const later = { ...budget, raisedMs, excusedMs };
  if (budget.settleMs > 0) return { ...later, settleMs: Math.max(0, budget.settleMs - overMs) };
  const { trial } = budget;
  if (trial !== null) {
    const helped = sample.heldUp < trial.heldUp * NO_HELP;
    return helped ? { ...later, trial: null } : { ...later, trial: null, limit: trial.limit, excusedMs: EXCUSED };
  }
  const verdict = judged(sample, cores, excusedMs > 0);
  if (verdict === "drops" || verdict === "stutters") {
    if (budget.bad === 0) return { ...later, bad: 1, goodMs: 0 };
    const soon = raisedMs <= SOON;
    const quarter = Math.floor(Math.min(budget.limit, Math.max(1, sample.used)) * 0.75);
    const limit = Math.max(1, soon ? budget.limit - 1 : quarter);
    const waitMs = soon ? Math.min(LONGEST_WAIT, budget.waitMs * 2) : budget.waitMs;
    const tried = verdict === "stutters" ? { limit: budget.limit, heldUp: sample.heldUp } : null;
    return { limit, bad: 0, goodMs: 0, waitMs, settleMs: SETTLE, raisedMs: Infinity, trial: tried, excusedMs };
  }
  const goodMs = verdict === "good" ? budget.goodMs + overMs : 0;
  const binding = sample.wanted > budget.limit;
  if (goodMs < budget.waitMs || !binding || budget.limit >= MOST) return { ...later, bad: 0, goodMs };
  const limit = budget.limit + 1;
  // A raise that was good for longer than the wait for it is not held against the next one.
  const waitMs = Number.isFinite(raisedMs) && raisedMs > budget.waitMs ? FIRST_WAIT : budget.waitMs;
  return { ...later, limit, bad: 0, goodMs: 0, waitMs, raisedMs: 0 };
}

/** A tile that wants to play. */
export interface Wish {
  readonly key: string;
  readonly offers: CameraLine["offers"];
  /** Width on the screen, device pixels. */
  readonly pixels: number;
  readonly focused: boolean;
  readonly alarm: boolean;
}

export interface Plan {
  readonly rungs: ReadonlyMap<string, WishedRung>;
  /** Cost of what plays, and of what would play if everything might. */
  readonly used: number;
  readonly wanted: number;
}

/** The picture a tile has use for (V27): the full one where it is large or looked at, or where there is no other. */
function wishOf({ offers, pixels, focused }: Wish): WishedRung {
  const has = (use: WishedRung) => offers.some((offer) => offer.use === use);
  const large = focused || pixels >= MAIN_FROM;
  if (has("main") && (large || !has("sub"))) return "main";
  if (has("sub")) return "sub";
  return has("main") ? "main" : "still";
}

const COST: Readonly<Record<WishedRung, number>> = { main: MAIN_COST, sub: 1, still: 0 };

/** What each tile may show within the budget (V26): whoever is looked at first, then alarms, then the larger. */
export function planOf(wishes: readonly Wish[], limit: number): Plan {
  const rank = ({ focused, alarm, pixels }: Wish) => (focused ? 2e9 : alarm ? 1e9 : 0) + Math.round(pixels / 8);
  const rungs = new Map<string, WishedRung>();
  let [used, wanted] = [0, 0];
  for (const wish of wishes.toSorted((a, b) => rank(b) - rank(a))) {
    const wished = wishOf(wish);
    wanted += COST[wished];
    const lower = wish.offers.some(({ use }) => use === "sub") ? (["sub", "still"] as const) : (["still"] as const);
    // Whoever is looked at plays, whatever it costs.
    const rung = [wished, ...lower].find((each) => used + COST[each] <= limit) ?? "still";
    const given = wish.focused && rung === "still" && wished !== "still" ? (lower[0] === "sub" ? "sub" : wished) : rung;
    rungs.set(wish.key, given);
    used += COST[given];
  }
  return { rungs, used, wanted };
}

/** Between two stills of a tile that may not play, ms: the more of them, the more seldom. */
export const stillEvery = (stills: number): number => Math.min(10_000, Math.max(2_000, stills * 500));
