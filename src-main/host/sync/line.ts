/**
 * The line to the hub as a pure state machine: an event goes in, the next state and what to do come out. No clock, no
 * random, no socket; whoever runs it (line-runner.ts, or a test) carries the actions out.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - S1 A delta that begins at or before our cursor and reaches past it is applied and answered with credit.
 * - S2 A delta that begins ahead of our cursor is not applied: the tail is asked for again from our cursor, once, and
 *   once more at every beat until a fitting delta arrives.
 * - S3 A delta that ends at or before our cursor is dropped, and its credit is given back.
 * - S4 Another epoch, or `behind`, leads to a full copy; the old rows stay in use until each range is replaced.
 * - S5 A page replaces its range of uids: rows of the range that the page does not have are gone.
 * - S6 The tail after a full copy starts from the head noted before its first page.
 * - S7 A cut in a full copy is resumed at the page after the last one applied, if the hub still can.
 * - S8 Only the page asked for last is applied; a page that does not come is asked for again.
 * - S9 The next page is asked for before the last one is applied.
 * - S10 A cut line is tried again for ever: after 0.5 s, doubling to 3 s, with jitter.
 * - S11 A hub silent for more than 4 s counts as cut.
 * - S12 A hub of another wire version is never applied from; it is said why, and tried again.
 * - S13 A message of the wrong shape is never applied; the line is cut and tried again.
 * - S14 A change the cache could not take is not answered with credit; the line starts again from what the cache has.
 */
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import type { Delta, Hello, Page, PageRequest, Welcome } from "../../../shared/wire/hub.ts";
import { PAGE_ROWS } from "../../../shared/wire/hub.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import type { Position, SnapshotProgress } from "../cache/position.ts";

/** Real ms of silence after which the hub counts as gone (S11). */
export const SILENCE_MS = 4_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 3_000;

/** Why the line is not standing. */
export type Why =
  | { readonly why: "unreachable"; readonly detail: string }
  | { readonly why: "wireVersion"; readonly hub: number; readonly host: number }
  | { readonly why: "garbled"; readonly what: string }
  | { readonly why: "cacheFailed"; readonly detail: string };

interface Common {
  readonly position: Position;
  /** Tries since the line last stood. */
  readonly attempt: number;
  /** Why the last try ended; null once the line stands. */
  readonly why: Why | null;
}

export type Line = Common &
  (
    | { readonly at: "stopped" }
    | { readonly at: "connecting" }
    /** `anew`: whatever the hub answers, a full copy is taken. */
    | { readonly at: "greeting"; readonly anew: boolean }
    | { readonly at: "snapshot" }
    /** `gap`: a delta was ahead of our cursor, and the tail has been asked for again. */
    | { readonly at: "live"; readonly gap: boolean }
    | { readonly at: "waiting" }
  );

export type LineAt = Line["at"];

export type LineEvent =
  | { readonly event: "start" }
  | { readonly event: "stop" }
  | { readonly event: "opened" }
  | { readonly event: "welcome"; readonly welcome: Welcome }
  | { readonly event: "page"; readonly page: Page }
  | { readonly event: "pageLate" }
  | { readonly event: "delta"; readonly delta: Delta }
  | { readonly event: "behind" }
  | { readonly event: "garbled"; readonly what: string }
  | { readonly event: "closed"; readonly detail: string }
  /** Every two seconds of an open line. */
  | { readonly event: "beat"; readonly silentMs: number }
  | { readonly event: "retry" }
  | { readonly event: "cacheFailed"; readonly detail: string; readonly position: Position };

export type LineAction =
  | { readonly do: "connect" }
  | { readonly do: "disconnect" }
  | { readonly do: "hello"; readonly hello: Hello }
  | { readonly do: "askPage"; readonly request: PageRequest }
  /** Writes the position alone: a full copy begins. */
  | { readonly do: "note"; readonly position: Position }
  | { readonly do: "applyPage"; readonly page: Page; readonly position: Position }
  | { readonly do: "applyDelta"; readonly delta: Delta; readonly position: Position }
  | { readonly do: "tail"; readonly cursor: number }
  | { readonly do: "credit"; readonly to: number }
  | { readonly do: "askTime" }
  | { readonly do: "wait"; readonly ms: number };

export interface Step {
  readonly line: Line;
  readonly actions: readonly LineAction[];
}

type In<S extends LineAt> = Extract<Line, { at: S }>;
type Of<E extends LineEvent["event"]> = Extract<LineEvent, { event: E }>;
type Handler<S extends LineAt, E extends LineEvent["event"]> = (line: In<S>, event: Of<E>, chance: number) => Step;
type Table = { readonly [S in LineAt]: { readonly [E in LineEvent["event"]]: Handler<S, E> } };

/** Where the line is before anything happened. */
export function lineAt(position: Position): Line {
  return { at: "stopped", position, attempt: 0, why: null };
}

/** Real ms before try number `attempt` (1 is the first after a cut); `chance` in [0, 1) spreads it by ±25 % (S10). */
export function waitBefore(attempt: number, chance: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(attempt - 1, 10));
  return Math.round(wait * (0.75 + chance / 2));
}

const stay = (line: Line): Step => ({ line, actions: [] });

const connect = ({ position, attempt, why }: Common): Step => ({
  line: { at: "connecting", position, attempt, why },
  actions: [{ do: "connect" }],
});

const greet = ({ position, attempt, why }: Common, anew: boolean): Step => {
  const { epoch, cursor, snapshot } = position;
  const unfinished = snapshot === null ? null : { at: snapshot.at, table: snapshot.table, after: snapshot.after };
  return {
    line: { at: "greeting", position, attempt, why, anew },
    actions: [
      {
        do: "hello",
        hello: {
          wire: HUB_WIRE_VERSION,
          token: "",
          name: "",
          epoch,
          cursor,
          snapshot: unfinished,
          scope: null,
          keepMonths: null,
        },
      },
    ],
  };
};

const cut = ({ position, attempt }: Common, why: Why, chance: number): Step => ({
  line: { at: "waiting", position, attempt: attempt + 1, why },
  actions: [{ do: "disconnect" }, { do: "wait", ms: waitBefore(attempt + 1, chance) }],
});

const stop = ({ position }: Common): Step => ({ line: lineAt(position), actions: [{ do: "disconnect" }] });

const askPage = ({ table, after }: SnapshotProgress): LineAction => ({
  do: "askPage",
  request: { table, after, last: null, limit: PAGE_ROWS },
});

const live = (position: Position): Line => ({ at: "live", position, attempt: 0, why: null, gap: false });

function welcomed(line: In<"greeting">, { welcome }: Of<"welcome">, chance: number): Step {
  if (welcome.answer === "refused") return cut(line, { why: "garbled", what: welcome.why }, chance);
  if (welcome.answer === "wireVersion" || welcome.wire !== HUB_WIRE_VERSION) {
    const hub = welcome.answer === "wireVersion" ? welcome.hub : welcome.wire;
    return cut(line, { why: "wireVersion", hub, host: HUB_WIRE_VERSION }, chance);
  }
  const { position } = line;
  const ours = !line.anew && welcome.epoch === position.epoch;
  if (ours && welcome.mode !== "snapshot") {
    // What we are in the middle of decides, whatever name the hub gives it: half a copy has no cursor to tail from.
    const { snapshot } = position;
    if (snapshot !== null) {
      return { line: { at: "snapshot", position, attempt: 0, why: null }, actions: [askPage(snapshot)] };
    }
    if (welcome.mode === "tail") {
      return { line: live(position), actions: [{ do: "tail", cursor: position.cursor }] };
    }
  }
  const first = TABLE_NAMES[0] as TableName;
  const snapshot = { at: welcome.head, table: first, after: 0, asOf: welcome.time.now };
  const next: Position = { epoch: welcome.epoch, cursor: 0, committedAt: position.committedAt, snapshot };
  return {
    line: { at: "snapshot", position: next, attempt: 0, why: null },
    actions: [{ do: "note", position: next }, askPage(snapshot)],
  };
}

function paged(line: In<"snapshot">, { page }: Of<"page">): Step {
  const { position } = line;
  const { snapshot } = position;
  if (snapshot === null) throw new Error("a snapshot without progress");
  if (page.table !== snapshot.table || page.after !== snapshot.after) return stay(line);
  const table = page.done ? TABLE_NAMES[TABLE_NAMES.indexOf(page.table) + 1] : page.table;
  if (table === undefined) {
    const done: Position = { epoch: position.epoch, cursor: snapshot.at, committedAt: snapshot.asOf, snapshot: null };
    return {
      line: live(done),
      actions: [
        { do: "applyPage", page, position: done },
        { do: "tail", cursor: done.cursor },
      ],
    };
  }
  const progress = { ...snapshot, table, after: page.done ? 0 : page.last };
  const next: Position = { ...position, snapshot: progress };
  return {
    line: { ...line, position: next },
    actions: [askPage(progress), { do: "applyPage", page, position: next }],
  };
}

function tailed(line: In<"live">, { delta }: Of<"delta">): Step {
  const { position } = line;
  if (delta.epoch !== position.epoch) return greet(line, false);
  if (delta.to <= position.cursor) return { line, actions: [{ do: "credit", to: delta.to }] };
  if (delta.from > position.cursor) {
    if (line.gap) return stay(line);
    return { line: { ...line, gap: true }, actions: [{ do: "tail", cursor: position.cursor }] };
  }
  const next: Position = { ...position, cursor: delta.to, committedAt: delta.at };
  return {
    line: live(next),
    actions: [
      { do: "applyDelta", delta, position: next },
      { do: "credit", to: delta.to },
    ],
  };
}

const closed = (line: Line, { detail }: Of<"closed">, chance: number) =>
  cut(line, { why: "unreachable", detail }, chance);
const garbled = (line: Line, { what }: Of<"garbled">, chance: number) => cut(line, { why: "garbled", what }, chance);
const cacheFailed = (line: Line, { detail, position }: Of<"cacheFailed">, chance: number) =>
  cut({ ...line, position }, { why: "cacheFailed", detail }, chance);

const silent = (line: Line, { silentMs }: Of<"beat">, chance: number, also: readonly LineAction[] = []): Step =>
  silentMs > SILENCE_MS
    ? cut(line, { why: "unreachable", detail: "ETIMEDOUT" }, chance)
    : { line, actions: [{ do: "askTime" }, ...also] };

const idle = {
  opened: stay,
  welcome: stay,
  page: stay,
  pageLate: stay,
  delta: stay,
  behind: stay,
  garbled: stay,
  closed: stay,
  beat: stay,
} as const;

const TABLE: Table = {
  stopped: {
    ...idle,
    start: connect,
    stop: stay,
    retry: stay,
    cacheFailed: (line, { position }) => stay({ ...line, position }),
  },
  connecting: {
    start: stay,
    stop,
    opened: (line) => greet(line, false),
    welcome: stay,
    page: stay,
    pageLate: stay,
    delta: stay,
    behind: stay,
    garbled,
    closed,
    beat: stay,
    retry: stay,
    cacheFailed,
  },
  greeting: {
    start: stay,
    stop,
    opened: stay,
    welcome: welcomed,
    page: stay,
    pageLate: stay,
    // What is still on its way from before the greeting says nothing about the answer to it.
    delta: stay,
    behind: stay,
    garbled,
    closed,
    beat: silent,
    retry: stay,
    cacheFailed,
  },
  snapshot: {
    start: stay,
    stop,
    opened: (line) => greet(line, false),
    welcome: stay,
    page: paged,
    pageLate: (line) => ({ line, actions: line.position.snapshot === null ? [] : [askPage(line.position.snapshot)] }),
    delta: stay,
    behind: (line) => greet(line, true),
    garbled,
    closed,
    beat: silent,
    retry: stay,
    cacheFailed,
  },
  live: {
    start: stay,
    stop,
    opened: (line) => greet(line, false),
    welcome: stay,
    page: stay,
    pageLate: stay,
    delta: tailed,
    behind: (line) => greet(line, true),
    garbled,
    closed,
    beat: (line, event, chance) =>
      silent(line, event, chance, line.gap ? [{ do: "tail", cursor: line.position.cursor }] : []),
    retry: stay,
    cacheFailed,
  },
  waiting: {
    ...idle,
    start: stay,
    stop,
    retry: connect,
    cacheFailed: (line, { position }) => stay({ ...line, position }),
  },
};

/** The next state and what to do. `chance` in [0, 1) is used only where a wait is spread. Total: never throws. */
export function step(line: Line, event: LineEvent, chance: number): Step {
  const handler = TABLE[line.at][event.event] as (line: Line, event: LineEvent, chance: number) => Step;
  return handler(line, event, chance);
}
