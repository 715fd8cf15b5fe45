/** Steps of the line's state machine that several of its states take. */
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { PAGE_ROWS } from "../../../shared/wire/hub.ts";
import type { Position, SnapshotProgress } from "../cache/position.ts";
import type { Around, Common, In, Line, LineAction, Of, Step, Why } from "./line-types.ts";

/** From so many tries on the wait is the longest. */
const PATIENT = 10;

/** Where the line is before anything happened. */
export function lineAt(position: Position): Line {
  return { at: "stopped", position, attempt: 0, why: null, spoken: null };
}

/** Real ms before try number `attempt` (1 is the first after a cut); `chance` in [0, 1) spreads it by ±25 % (S10). */
export function waitBefore(
  attempt: number,
  chance: number,
  { firstWaitMs, longestWaitMs }: Pick<Around, "firstWaitMs" | "longestWaitMs">,
): number {
  const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(attempt - 1, PATIENT));
  return Math.round(wait * (0.75 + chance / 2));
}

export const commonOf = ({ position, attempt, why, spoken }: Common): Common => ({ position, attempt, why, spoken });

export const stay = (line: Line): Step => ({ line, actions: [] });

export const connect = (line: Common): Step => ({
  line: { ...commonOf(line), at: "connecting" },
  actions: [{ do: "connect" }],
});

export const stop = ({ position }: Common): Step => ({ line: lineAt(position), actions: [{ do: "disconnect" }] });

/** Says hello, in the version this connection speaks already, or in ours. */
export function greet(line: Common, around: Around, anew: boolean, wire = HUB_WIRE_VERSION): Step {
  const { epoch, cursor, snapshot, scope } = line.position;
  const { token, name, keepMonths } = around;
  const unfinished = snapshot === null ? null : { at: snapshot.at, table: snapshot.table, after: snapshot.after };
  return {
    line: { ...commonOf(line), at: "greeting", anew, wire },
    actions: [{ do: "hello", hello: { wire, token, name, epoch, cursor, snapshot: unfinished, scope, keepMonths } }],
  };
}

/** Says hello once more on a connection that has been greeted. */
export const greetAgain = (line: Common, around: Around, anew: boolean): Step =>
  greet(line, around, anew, line.spoken?.wire);

export function cut(line: Common, why: Why, around: Around, chance: number): Step {
  const attempt = line.attempt + 1;
  return {
    line: { ...commonOf(line), at: "waiting", attempt, why },
    actions: [{ do: "disconnect" }, { do: "wait", ms: waitBefore(attempt, chance, around) }],
  };
}

/** What a copy needs next. */
export const askPage = ({ table, after }: SnapshotProgress): LineAction => ({
  do: "askPage",
  request: { table, after, last: null, limit: PAGE_ROWS },
});

export const unreachable = (detail: string): Why => ({ why: "unreachable", detail });

export const closed = (line: Line, { detail }: Of<"closed">, around: Around, chance: number): Step =>
  cut(line, unreachable(detail), around, chance);

export const garbled = (line: Line, { what }: Of<"garbled">, around: Around, chance: number): Step =>
  cut(line, { why: "garbled", what }, around, chance);

export function cacheFailed(
  line: Line,
  { detail, unwritable, position }: Of<"cacheFailed">,
  around: Around,
  chance: number,
): Step {
  const why: Why = unwritable === null ? { why: "cacheFailed", detail } : { why: "unwritable", trouble: unwritable };
  // Room does not come back in half a second.
  const attempt = unwritable === null ? line.attempt : Math.max(line.attempt, PATIENT);
  return cut({ ...line, position, attempt }, why, around, chance);
}

/** The cache will be another one; whoever has it begins anew with that. */
export const cacheBroken = (line: Line, { detail }: Of<"cacheBroken">): Step => ({
  line: { ...lineAt(line.position), why: { why: "cacheBroken", detail } },
  actions: [{ do: "disconnect" }],
});

/** A beat of an open line: the time is asked for, unless the hub has been silent for too long (S11). */
export function silent(line: Line, { silentMs }: Of<"beat">, around: Around, chance: number): Step {
  if (silentMs > around.silenceMs) return cut(line, unreachable("ETIMEDOUT"), around, chance);
  return { line, actions: [{ do: "askTime" }] };
}

/** The line stands, and the tail goes on from our cursor. */
export const live = (line: Common, position: Position): In<"live"> => ({
  ...commonOf(line),
  at: "live",
  position,
  attempt: 0,
  why: null,
  gap: false,
  waited: 0,
  check: null,
});
