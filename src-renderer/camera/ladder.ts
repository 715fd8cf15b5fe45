/**
 * Which rung a tile is on, as a pure machine: events in, what to do out.
 *
 * V70 A tile stands on the highest of its rungs that gives frames: full picture, small picture, stills; below them the last
 * frame. It never stands higher than it was asked to.
 * V71 It goes down at once when its rung fails or stands still, and climbs again by itself, for ever.
 * V72 It opens one lane at a time, and swaps when the new one has its first frame: the old picture stands until then.
 * V14 A lane is opened anew every two to four hours, at no fixed time, because players that run for days leak.
 */
import { STREAM_USES, type StreamUse } from "../../shared/video/stream.ts";
import type { CameraLine } from "../../shared/view.ts";
import type { WishedRung } from "./tile-props.ts";
import { REFILL_MS, waitMs } from "./retry.ts";

/** A lane that gives no frame by then has failed: five seconds to reach it, and the longest usual gap of key frames. */
export const OPENING_MS = 10_000;
/** What is higher than asked may stand for this long, while the lower lane opens. */
export const OVER_MS = 5_000;
const RECYCLE_MS = 2 * 3_600_000;
/** When a lane could not be opened anew while the old one plays on. */
const RECYCLE_AGAIN_MS = 300_000;

interface Rung {
  readonly use: StreamUse;
  /** In a row. */
  readonly failures: number;
  /** When the first of them was; null when there is none. */
  readonly failedAt: number | null;
  /** When it may be tried. */
  readonly dueAt: number;
  /** When it failed last; −Infinity when it never did. */
  readonly lastFailedAt: number;
}

interface Shown {
  readonly use: StreamUse;
  readonly lane: number;
  readonly since: number;
  readonly recycleAt: number;
  /** When it has to go, because it is higher than asked; null when it is not. */
  readonly overUntil: number | null;
}

/** Times are monotonic ms. */
export interface Ladder<Why> {
  /** The highest first, at least one. */
  readonly rungs: readonly Rung[];
  readonly shown: Shown | null;
  readonly opening: { readonly use: StreamUse; readonly lane: number; readonly since: number } | null;
  readonly nextLane: number;
  /** Why the highest rung is not shown; null when it is, or was not tried yet. */
  readonly why: Why | null;
}

export type LadderEvent<Why> =
  | { readonly is: "tick" }
  | { readonly is: "wish"; readonly uses: readonly StreamUse[] }
  /** The lane has a frame that may be shown. */
  | { readonly is: "ready"; readonly lane: number }
  | { readonly is: "failed"; readonly lane: number; readonly why: Why }
  /** Enough was seen for now: the shown lane ends without having failed, and its rung is tried again after `ms`. */
  | { readonly is: "rest"; readonly lane: number; readonly ms: number }
  /** There is a reason to think that things are well again: the host or the camera is back. */
  | { readonly is: "hope" }
  /** Watch for another reason, which the hub has to be told: the same rung on a new lane. */
  | { readonly is: "renew" };

export type LadderEffect =
  | { readonly do: "open"; readonly lane: number; readonly use: StreamUse }
  /** Show this lane from now on. */
  | { readonly do: "show"; readonly lane: number }
  | { readonly do: "drop"; readonly lane: number };

export interface Step<Why> {
  readonly ladder: Ladder<Why>;
  readonly effects: readonly LadderEffect[];
}

/** Stills are asked for of a camera that has none: they are taken of its live picture, now and then. */
export const isGlancing = (offers: CameraLine["offers"], wished: WishedRung): boolean =>
  wished === "still" && offers.length > 0 && offers.every((offer) => offer.use !== "still");

/** The rungs from what was asked for down to stills, as far as the camera offers them; what was asked for in any case. */
export function usesOf(offers: CameraLine["offers"], wished: WishedRung): StreamUse[] {
  if (isGlancing(offers, wished)) return ["sub"];
  const offered = STREAM_USES.filter((use) => offers.some((offer) => offer.use === use));
  const below = offered.filter((use) => STREAM_USES.indexOf(use) >= STREAM_USES.indexOf(wished));
  // A camera of one live stream only: the host gives that one for either.
  const onlyMain = wished === "sub" && offered.includes("main") && !offered.includes("sub");
  return onlyMain || below.length === 0 ? [wished, ...below] : below;
}

const freshRung = (use: StreamUse, now: number): Rung => ({
  use,
  failures: 0,
  failedAt: null,
  dueAt: now,
  lastFailedAt: -Infinity,
});

export function startLadder<Why>(uses: readonly StreamUse[], now: number): Ladder<Why> {
  return { rungs: uses.map((use) => freshRung(use, now)), shown: null, opening: null, nextLane: 1, why: null };
}

/** When something is to be done without any event; null while all stands and nothing is due. */
export function nextAt<Why>(ladder: Ladder<Why>): number | null {
  const { shown, opening } = ladder;
  const times = [
    ...(opening === null
      ? [
          ...above(ladder).map((rung) => rung.dueAt),
          ...(shown === null || shown.overUntil !== null ? [] : [shown.recycleAt]),
        ]
      : [opening.since + OPENING_MS]),
    ...(shown?.overUntil == null ? [] : [shown.overUntil]),
  ];
  return times.length === 0 ? null : Math.min(...times);
}

/** Rungs that would be better than what is shown: all of them when nothing is, or what is shown was not asked for. */
function above<Why>(ladder: Ladder<Why>): readonly Rung[] {
  const at = ladder.rungs.findIndex((rung) => rung.use === ladder.shown?.use);
  return at < 0 ? ladder.rungs : ladder.rungs.slice(0, at);
}

/**
 * @param now monotonic ms
 * @param random 0 to 1, for what must not happen everywhere at once
 */
export function step<Why>(
  before: Ladder<Why>,
  event: LadderEvent<Why>,
  now: number,
  late: Why,
  random: number,
): Step<Why> {
  const effects: LadderEffect[] = [];
  let ladder = heard(before, event, now, random, effects);
  const { opening, shown } = ladder;
  if (opening !== null && now >= opening.since + OPENING_MS) {
    ladder = fail(ladder, opening.lane, late, now, random, effects);
  }
  if (shown !== null && shown.overUntil !== null && now >= shown.overUntil) {
    effects.push({ do: "drop", lane: shown.lane });
    ladder = { ...ladder, shown: null };
  }
  if (ladder.shown !== null && now - ladder.shown.since >= REFILL_MS) ladder = refill(ladder, ladder.shown.use);
  return { ladder: openNext(ladder, now, effects), effects };
}

function heard<Why>(
  ladder: Ladder<Why>,
  event: LadderEvent<Why>,
  now: number,
  random: number,
  effects: LadderEffect[],
): Ladder<Why> {
  switch (event.is) {
    case "tick":
      return ladder;
    case "wish":
      return wish(ladder, event.uses, now, effects);
    case "ready":
      return ready(ladder, event.lane, now, random, effects);
    case "failed":
      return fail(ladder, event.lane, event.why, now, random, effects);
    case "rest":
      return rest(ladder, event.lane, now + event.ms, effects);
    case "hope":
      return { ...ladder, rungs: ladder.rungs.map((rung) => ({ ...rung, dueAt: Math.min(rung.dueAt, now) })) };
    case "renew":
      return ladder.shown === null ? ladder : { ...ladder, shown: { ...ladder.shown, recycleAt: now } };
  }
}

function wish<Why>(ladder: Ladder<Why>, uses: readonly StreamUse[], now: number, effects: LadderEffect[]): Ladder<Why> {
  // What is newly wished for is tried at once, whatever it did before.
  const rungs = uses.map((use, at) => {
    const rung = ladder.rungs.find((each) => each.use === use) ?? freshRung(use, now);
    return at === 0 && use !== ladder.rungs[0]?.use ? { ...rung, dueAt: Math.min(rung.dueAt, now) } : rung;
  });
  let { opening, shown } = ladder;
  if (opening !== null && !uses.includes(opening.use)) {
    effects.push({ do: "drop", lane: opening.lane });
    opening = null;
  }
  if (shown !== null) {
    const over = !uses.includes(shown.use);
    shown = { ...shown, overUntil: over ? (shown.overUntil ?? now + OVER_MS) : null };
  }
  const top = shown !== null && uses[0] === shown.use;
  return { ...ladder, rungs, opening, shown, why: top ? null : ladder.why };
}

function ready<Why>(
  ladder: Ladder<Why>,
  lane: number,
  now: number,
  random: number,
  effects: LadderEffect[],
): Ladder<Why> {
  const { opening, shown } = ladder;
  if (opening?.lane !== lane) return ladder; // given up meanwhile
  effects.push({ do: "show", lane });
  if (shown !== null) effects.push({ do: "drop", lane: shown.lane });
  return {
    ...ladder,
    opening: null,
    shown: { use: opening.use, lane, since: now, recycleAt: now + RECYCLE_MS * (1 + random), overUntil: null },
    why: opening.use === ladder.rungs[0]?.use ? null : ladder.why,
  };
}

function fail<Why>(
  ladder: Ladder<Why>,
  lane: number,
  why: Why,
  now: number,
  random: number,
  effects: LadderEffect[],
): Ladder<Why> {
  const { opening, shown } = ladder;
  const use = opening?.lane === lane ? opening.use : shown?.lane === lane ? shown.use : null;
  if (use === null) return ladder; // dropped meanwhile
  effects.push({ do: "drop", lane });
  if (opening?.lane === lane) {
    // The old lane of the same rung plays on: nothing is worse than before.
    if (shown?.use === use)
      return { ...ladder, opening: null, shown: { ...shown, recycleAt: now + RECYCLE_AGAIN_MS * (1 + random) } };
    return { ...ladder, opening: null, rungs: failed(ladder.rungs, use, now, random), why: reason(ladder, use, why) };
  }
  const fallen = {
    ...ladder,
    shown: null,
    rungs: failed(ladder.rungs, use, now, random),
    why: reason(ladder, use, why),
  };
  if (opening === null || !isRetry(ladder, opening.use)) return fallen;
  // What was tried again for something better would keep what is lower waiting.
  effects.push({ do: "drop", lane: opening.lane });
  return { ...fallen, opening: null, rungs: failed(fallen.rungs, opening.use, now, random) };
}

const isRetry = <Why>(ladder: Ladder<Why>, use: StreamUse): boolean =>
  ladder.rungs.some((rung) => rung.use === use && rung.failures > 0);

/** The newest word about the highest rung; about a lower one only while nothing is known of that. */
const reason = <Why>(ladder: Ladder<Why>, use: StreamUse, why: Why): Why =>
  use === ladder.rungs[0]?.use ? why : (ladder.why ?? why);

function rest<Why>(ladder: Ladder<Why>, lane: number, dueAt: number, effects: LadderEffect[]): Ladder<Why> {
  const { shown } = ladder;
  if (shown?.lane !== lane) return ladder;
  effects.push({ do: "drop", lane });
  const rungs = ladder.rungs.map((rung) => (rung.use === shown.use ? { ...rung, dueAt } : rung));
  return { ...ladder, shown: null, rungs };
}

function failed(rungs: readonly Rung[], use: StreamUse, now: number, random: number): readonly Rung[] {
  return rungs.map((rung) => {
    if (rung.use !== use) return rung;
    const failures = rung.failures + 1;
    const failedAt = rung.failedAt ?? now;
    return { use, failures, failedAt, dueAt: now + waitMs(failures, now - failedAt, random), lastFailedAt: now };
  });
}

function refill<Why>(ladder: Ladder<Why>, use: StreamUse): Ladder<Why> {
  if (ladder.rungs.every((rung) => rung.use !== use || rung.failures === 0)) return ladder;
  return {
    ...ladder,
    rungs: ladder.rungs.map((rung) => (rung.use === use ? { ...rung, failures: 0, failedAt: null } : rung)),
  };
}

/**
 * Opens the highest rung that is due and would be better; while nothing is shown, that which failed longest ago, so that
 * every rung has its turn (V71). Else what is shown anew, when its time has come.
 */
function openNext<Why>(ladder: Ladder<Why>, now: number, effects: LadderEffect[]): Ladder<Why> {
  if (ladder.opening !== null) return ladder;
  const { shown, nextLane: lane } = ladder;
  const due = above(ladder).filter((rung) => rung.dueAt <= now);
  const order = shown === null ? due.toSorted((a, b) => a.lastFailedAt - b.lastFailedAt) : due;
  const use =
    order[0]?.use ?? (shown !== null && shown.overUntil === null && now >= shown.recycleAt ? shown.use : null);
  if (use === null) return ladder;
  effects.push({ do: "open", lane, use });
  return { ...ladder, opening: { use, lane, since: now }, nextLane: lane + 1 };
}
