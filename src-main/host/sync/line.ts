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
 * - S16 Rows that the granted scope does not show go before anything else is fetched, and those it shows otherwise are
 *   replaced; a sweep that was not finished leaves a cache of no scope, which takes a full copy.
 * - S17 A hub of our epoch that refuses the token takes its rows with it; one of another epoch only its line.
 * - S18 `rescope` is answered with hello, whatever is going on.
 * - S19 A hub that stays ahead over two beats and sends nothing is asked for the tail again.
 * - S20 Sums are compared at the same place only; what differs is fetched anew, bucket by bucket, while the tail goes on,
 *   and compared again.
 * - S21 A hub of the version before is spoken to in its version.
 * - S23 Who has another token says hello with it at once, whatever is going on; what was answered to the one before it counts
 *   for nothing.
 */
import type { Position } from "../cache/position.ts";
import {
  anewWhileGreeting,
  beatWhileSweeping,
  brokeWhileSweeping,
  rescopedWhileSweeping,
  swept,
  welcomed,
} from "./line-greeting.ts";
import {
  beatWhileLive,
  checking,
  compared,
  paged,
  pageLate,
  pulsed,
  repaired,
  repairLate,
  tailed,
} from "./line-live.ts";
import {
  cacheBroken,
  cacheFailed,
  closed,
  connect,
  garbled,
  greet,
  greetAgain,
  silent,
  stay,
  stop,
  unreachable,
} from "./line-steps.ts";
import type { Around, Handler, In, Line, LineAt, LineEvent, Of, Step } from "./line-types.ts";

type Table = { readonly [S in LineAt]: { readonly [E in LineEvent["event"]]: Handler<S, E> } };

/** What most states do not listen to, and what all do with a cache that is gone. */
const deaf = {
  start: stay,
  opened: stay,
  welcome: stay,
  page: stay,
  pageLate: stay,
  delta: stay,
  behind: stay,
  rescope: stay,
  anew: stay,
  pulse: stay,
  check: stay,
  digest: stay,
  swept: stay,
  retry: stay,
  cacheBroken,
} as const;

/** No connection. */
const idle = {
  ...deaf,
  garbled: stay,
  closed: stay,
  beat: stay,
  cacheFailed: (line: Line, { position }: { position: Position }): Step => stay({ ...line, position }),
} as const;

/** A connection, whatever is said on it. */
const open = { ...deaf, stop, garbled, closed, beat: silent, cacheFailed } as const;

const hello = (line: Line, _event: LineEvent, around: Around): Step => greet(line, around, false);
const helloAgain = (line: Line, _event: LineEvent, around: Around): Step => greetAgain(line, around, false);
const helloAnew = (line: Line, _event: LineEvent, around: Around): Step => greetAgain(line, around, true);

const TABLE: Table = {
  stopped: { ...idle, start: connect, stop: stay },
  connecting: { ...open, opened: hello, beat: stay },
  // What is still on its way from before the greeting says nothing about the answer to it.
  greeting: { ...open, welcome: welcomed, anew: anewWhileGreeting },
  sweeping: {
    ...open,
    rescope: rescopedWhileSweeping,
    anew: rescopedWhileSweeping,
    garbled: (line, { what }) => brokeWhileSweeping(line, { why: "garbled", what }),
    closed: (line, { detail }) => brokeWhileSweeping(line, unreachable(detail)),
    beat: beatWhileSweeping,
    swept: (line: In<"sweeping">, _event: Of<"swept">, around, chance) => swept(line, around, chance),
  },
  snapshot: { ...open, opened: hello, page: paged, pageLate, behind: helloAnew, rescope: helloAgain, anew: helloAgain },
  live: {
    ...open,
    opened: hello,
    page: repaired,
    pageLate: repairLate,
    delta: tailed,
    behind: helloAnew,
    rescope: helloAgain,
    anew: helloAgain,
    pulse: pulsed,
    check: checking,
    digest: compared,
    beat: beatWhileLive,
  },
  waiting: { ...idle, stop, retry: connect, anew: connect },
};

/** The next state and what to do. `chance` in [0, 1) is used only where a wait is spread. Total: never throws. */
export function step(line: Line, event: LineEvent, around: Around, chance: number): Step {
  const handler = TABLE[line.at][event.event] as (line: Line, event: LineEvent, around: Around, chance: number) => Step;
  return handler(line, event, around, chance);
}
