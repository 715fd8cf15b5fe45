/**
 * Rules of direction at work: occasions and the clock in, changes of walls out. One fold over time: in how many pieces the
 * time is given makes no difference, so what a hub does live and what a dry run tells of a day are the same (X67).
 *
 * Rules (docs/rules.md), quoted by the tests: X60 to X67.
 */
import type { DirectionRule } from "../rules/direction.ts";
import type { Ground } from "./change.ts";
import { windowsIn, type ClockWindow } from "./clock-windows.ts";
import { answers, type Places } from "./matching.ts";
import { byTime, type Occasion } from "./occasions.ts";
import { isStill, showScene, tick } from "./state.ts";
import type { Reason, WallState } from "./wall.ts";

const MINUTE = 60_000;
/** Keys of occasions are remembered for so long: none comes again later. */
const REMEMBERED_MS = 48 * 60 * MINUTE;
const MOST_REMEMBERED = 2_000;

/** What the rules remember. */
export interface Memory {
  /** When a rule last changed a wall, by "wall/rule", hub time. */
  readonly fired: ReadonlyMap<string, number>;
  /** Occasions that were answered to, by their keys. */
  readonly seen: ReadonlyMap<string, number>;
}
export const NO_MEMORY: Memory = { fired: new Map(), seen: new Map() };

/** What became of a rule's occasion at a wall. */
export const OUTCOMES = ["shown", "quiet", "held", "locked", "lowerRank", "showing", "sceneGone"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A rule's word on a wall. */
export interface Told {
  /** Hub time, epoch ms. */
  readonly at: number;
  readonly wall: string;
  readonly rule: string;
  readonly scene: string;
  /** The case's uid, or the alarm's key; null for the clock. */
  readonly caseUid: number | null;
  readonly alarm: string | null;
  readonly outcome: Outcome;
  /** When the scene before it is to come back, hub time; null where it stays, or was not shown. */
  readonly until: number | null;
}

/** What rules go by, beside what there is to show. */
export interface RulesGround {
  /** The hall's zone. */
  readonly timeZone: string;
  /** In the order of their files. */
  readonly rules: readonly DirectionRule[];
  readonly places: Places;
  /** Hub ms per real ms: seconds and minutes of rules are real ones. */
  readonly pace: number;
  /** What there is to show on a wall. */
  ground(wall: string): Ground;
}

export interface Span {
  /** Hub time: (from, to]. */
  readonly from: number;
  readonly to: number;
  /** Live, a change is shown from now on, whenever its occasion was. */
  readonly live: boolean;
}

export interface Answered {
  readonly memory: Memory;
  /** The walls; one that did not change is the very same object. */
  readonly walls: ReadonlyMap<string, WallState>;
  readonly told: readonly Told[];
}

/**
 * Answers to everything that happened within a span of time. An occasion that comes late is answered to when it comes.
 * @param occasions in any order; those whose key was answered to before are passed over
 */
export function answerTo(
  occasions: readonly Occasion[],
  before: Pick<Answered, "memory" | "walls">,
  by: RulesGround,
  span: Span,
): Answered {
  const rules = by.rules.filter(({ active }) => active);
  const answering = new Answering(rules, before, by, span);
  const waiting = occasions.toSorted(byTime);
  const starts = answering.starts();
  let next = 0;
  let started = 0;
  for (let at = span.from; ;) {
    at = Math.min(
      Math.max(at, waiting[next]?.at ?? Number.POSITIVE_INFINITY),
      starts[started] ?? Number.POSITIVE_INFINITY,
      answering.nextAfter(at),
    );
    if (!(at <= span.to)) break;
    answering.goBack(at);
    for (let one = waiting[next]; one !== undefined && one.at <= at; one = waiting[++next]) answering.occasion(one, at);
    answering.clock(at);
    while ((starts[started] ?? Number.POSITIVE_INFINITY) <= at) started++;
  }
  // Whoever let go of a hold or a lock meanwhile.
  answering.goBack(span.to);
  answering.clock(span.to);
  return answering.end();
}

interface Cause {
  readonly caseUid: number | null;
  readonly alarm: string | null;
  readonly reason: Reason;
}

class Answering {
  readonly #rules: readonly DirectionRule[];
  readonly #by: RulesGround;
  readonly #span: Span;
  readonly #before: Memory;
  #fired: Map<string, number> | null = null;
  #seen: Map<string, number> | null = null;
  readonly #walls: Map<string, WallState>;
  readonly #told: Told[] = [];
  /** Windows of rules by the clock, those of the highest rank first. */
  readonly #windows: readonly { readonly rule: DirectionRule; readonly stretch: ClockWindow }[];

  constructor(
    rules: readonly DirectionRule[],
    before: Pick<Answered, "memory" | "walls">,
    by: RulesGround,
    span: Span,
  ) {
    // Of equal rank the one that comes first in the files goes first.
    this.#rules = rules.toSorted((a, b) => b.rank - a.rank);
    this.#by = by;
    this.#span = span;
    this.#before = before.memory;
    this.#walls = new Map(before.walls);
    this.#windows = this.#rules.flatMap((rule) =>
      rule.when.on === "clock"
        ? windowsIn(rule.when, span.from, span.to, by.timeZone).map((stretch) => ({ rule, stretch }))
        : [],
    );
  }

  /** When windows begin within the span, in the order of time. */
  starts(): number[] {
    const starts = this.#windows.map(({ stretch }) => stretch.from).filter((at) => at > this.#span.from);
    return starts.toSorted((a, b) => a - b);
  }

  /** When something falls due by itself at a wall, after `at`. */
  nextAfter(at: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const { returnAt, held } of this.#walls.values()) {
      if (returnAt !== null && returnAt > at) next = Math.min(next, returnAt);
      if (held !== null && held.until > at) next = Math.min(next, held.until);
    }
    return next;
  }

  #moment = (at: number) => ({ now: this.#span.live ? Math.max(at, this.#span.to) : at, pace: this.#by.pace });

  /** Scenes whose time is over go back, but on a wall that stands still. */
  goBack(at: number): void {
    for (const [wall, state] of this.#walls) {
      if (state.returnAt === null || state.returnAt > at || isStill(state, at)) continue;
      this.#walls.set(wall, tick(state, this.#moment(at), this.#by.ground(wall)));
    }
  }

  /** An occasion belongs to one rule of each wall: the one of the highest rank that answers to it (X62). */
  occasion(occasion: Occasion, at: number): void {
    if ((this.#seen ?? this.#before.seen).has(occasion.key)) return;
    for (const wall of [...this.#walls.keys()]) {
      const rule = this.#of(wall).find(({ when }) => answers(when, occasion, this.#by.places));
      if (rule === undefined) continue;
      this.#seen ??= new Map(this.#before.seen);
      this.#seen.set(occasion.key, at);
      const cause: Cause =
        occasion.on === "case"
          ? { caseUid: occasion.uid, alarm: null, reason: { by: "case", rule: rule.id, caseUid: occasion.uid } }
          : { caseUid: null, alarm: occasion.key, reason: { by: "alarm", rule: rule.id, key: occasion.key } };
      const { seconds } = rule;
      this.#tell(wall, rule, cause, at, seconds === 0 ? null : at + seconds * 1_000 * this.#by.pace, true);
    }
  }

  /** A rule by the clock answers once to each of its windows, as soon as nothing stands in its way (X63). */
  clock(at: number): void {
    for (const { rule, stretch } of this.#windows) {
      const { seconds } = rule;
      const until = seconds === 0 ? stretch.to : Math.min(stretch.to, stretch.from + seconds * 1_000 * this.#by.pace);
      if (at < stretch.from || at >= until) continue;
      for (const wall of [...this.#walls.keys()]) {
        if (!isFor(rule, wall) || this.#lastOf(wall, rule) >= stretch.from) continue;
        const cause: Cause = { caseUid: null, alarm: null, reason: { by: "clock", rule: rule.id } };
        this.#tell(wall, rule, cause, at, until, at === stretch.from);
      }
    }
  }

  end(): Answered {
    const seen = this.#seen ?? this.#before.seen;
    if (seen.size > MOST_REMEMBERED && this.#seen !== null) {
      for (const [key, at] of this.#seen) if (at < this.#span.to - REMEMBERED_MS) this.#seen.delete(key);
    }
    return { memory: { fired: this.#fired ?? this.#before.fired, seen }, walls: this.#walls, told: this.#told };
  }

  #of(wall: string): readonly DirectionRule[] {
    return this.#rules.filter((rule) => isFor(rule, wall));
  }

  #lastOf(wall: string, { id }: DirectionRule): number {
    return (this.#fired ?? this.#before.fired).get(`${wall}/${id}`) ?? Number.NEGATIVE_INFINITY;
  }

  #set(wall: string, rule: string, at: number | null): void {
    this.#fired ??= new Map(this.#before.fired);
    if (at === null) this.#fired.delete(`${wall}/${rule}`);
    else this.#fired.set(`${wall}/${rule}`, at);
  }

  /** Shows a rule's scene, or says why not. @param says whether not being shown is told */
  #tell(wall: string, rule: DirectionRule, cause: Cause, at: number, until: number | null, says: boolean): void {
    const state = this.#walls.get(wall) as WallState;
    const outcome = this.#outcome(state, rule, at);
    const { caseUid, alarm, reason } = cause;
    const about = { at, wall, rule: rule.id, scene: rule.scene, caseUid, alarm, outcome };
    if (outcome !== "shown") {
      // What a wall shows already it has had: whoever takes it away later is not overruled.
      if (outcome === "showing" && rule.when.on === "clock") this.#set(wall, rule.id, at);
      if (says) this.#told.push({ ...about, until: null });
      return;
    }
    const interrupted = shownBy(state);
    // Its stretch is not over, and it has not had it: it comes again when this one is over.
    if (interrupted?.by === "clock" && until !== null) this.#set(wall, interrupted.rule, null);
    this.#set(wall, rule.id, at);
    const next = showScene(state, rule.scene, reason, until, this.#moment(at));
    this.#walls.set(wall, until === null ? { ...next, playlist: null } : next);
    this.#told.push({ ...about, until });
  }

  #outcome(state: WallState, rule: DirectionRule, at: number): Outcome {
    if (!this.#by.ground(state.wall).scenes.has(rule.scene)) return "sceneGone";
    if (state.locked !== null) return "locked";
    if (isStill(state, at)) return "held";
    const shown = shownBy(state);
    if (shown?.rule === rule.id) return "showing";
    if (shown === null && state.scene === rule.scene) return "showing";
    const quietMs = rule.when.on === "clock" ? 0 : rule.quietMinutes * MINUTE * this.#by.pace;
    if (at < this.#lastOf(state.wall, rule) + quietMs) return "quiet";
    // A rule that was taken away has no rank any more.
    const rank = this.#rules.find(({ id }) => id === shown?.rule)?.rank ?? Number.NEGATIVE_INFINITY;
    return shown !== null && rank >= rule.rank ? "lowerRank" : "shown";
  }
}

const isFor = ({ wall: named }: DirectionRule, wall: string): boolean => named === "" || named === wall;

/** The rule whose scene a wall shows for a time; null when it shows anything else. */
function shownBy({ reason, returnAt }: WallState): Extract<Reason, { readonly rule: string }> | null {
  return returnAt !== null && reason !== null && "rule" in reason ? reason : null;
}
