/**
 * A place in a stretch of time, and the state of every case there.
 *
 * Each case knows which change it is at. Going forward applies changes, going back undoes them, since every change knows
 * the one before it of the same case. Keyframes hold the changes of all cases at regular places, so that a jump over the
 * whole stretch costs a copy and a few thousand changes, however long the stretch is.
 */
import { CASE_STATES, isOpen, STAGE_INDEX_OF_STATE_CODE, STAGES } from "../case/state.ts";
import { EMPTY_SLOT, type ReplayValue } from "../view.ts";

/** Changes between two keyframes at least. */
const LEAST_APART = 4_096;
/** Numbers that all keyframes together hold at most: 16 MB. */
const MOST_KEPT = 4_000_000;
/** A case that is as it was at the start of the stretch. */
const AT_START = -1;

/** Cases at an instant. */
export interface Counts {
  /** Somebody still has to do something about them. */
  readonly open: number;
  /** Of them: past their deadline and not handled. */
  readonly overdue: number;
  /** Closed (结案) since the instant asked for. */
  readonly closed: number;
}

export interface Cursor {
  /** Where it stands, epoch ms. */
  readonly at: number;
  /** Moves to an instant within the stretch; returns the slots whose cases changed, each once. */
  move(to: number): Uint32Array;
  /** Of a slot as it is there: index in CASE_STATES, EMPTY_SLOT before its report. */
  state(slot: number): number;
  department(slot: number): number;
  /** Epoch ms, NaN for none. */
  dispatchedAt(slot: number): number;
  deadline(slot: number): number;
  /** @param since what was closed after this instant counts as closed, epoch ms */
  counts(since: number): Counts;
  /** The next and the previous instant at which something happens, null when there is none. */
  next(): number | null;
  previous(): number | null;
}

const CLOSED_STAGE = STAGES.indexOf("closed");
/** States that are 结案; what was not accepted, not filed or voided was never done. */
const DONE = new Set(["closed", "selfHandledClosed"] as const);
const IS_OPEN = Uint8Array.from({ length: 256 }, (_, code) => {
  const state = CASE_STATES[code];
  return state !== undefined && isOpen(state) && STAGE_INDEX_OF_STATE_CODE[code] !== CLOSED_STAGE ? 1 : 0;
});
const IS_DONE = Uint8Array.from({ length: 256 }, (_, code) =>
  (DONE as ReadonlySet<string>).has(CASE_STATES[code] ?? "") ? 1 : 0,
);

/** A cursor at the start of a stretch. */
export function createCursor({
  from,
  to,
  cases,
  events,
}: Pick<ReplayValue, "from" | "to" | "cases" | "events">): Cursor {
  const total = events.after.length;
  /** The change before each of the same case. */
  const before = new Int32Array(total);
  /** The change that each case is at. */
  const current = new Int32Array(cases.length).fill(AT_START);
  const most = Math.max(1, Math.floor(MOST_KEPT / Math.max(1, cases.length)));
  const apart = Math.max(LEAST_APART, Math.ceil(total / most));
  const keyframes: Int32Array[] = [];
  for (let i = 0; i < total; i++) {
    if (i % apart === 0) keyframes.push(current.slice());
    const slot = events.slot[i] as number;
    before[i] = current[slot] as number;
    current[slot] = i;
  }
  current.fill(AT_START);

  /** Changes that have happened. */
  let done = 0;
  let at = from;
  /** Which move a slot was last told in. */
  const told = new Uint32Array(cases.length);
  let moves = 0;
  const found = new Uint32Array(cases.length);

  /** How many changes have happened at an instant. */
  function doneAt(instant: number): number {
    const after = instant - from;
    let [low, high] = [0, total];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((events.after[middle] as number) <= after) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes over a keyframe; returns how many slots have been found to differ. */
  function take(frame: Int32Array, count: number): number {
    let differing = count;
    for (let slot = 0; slot < frame.length; slot++) {
      if (current[slot] === frame[slot]) continue;
      current[slot] = frame[slot] as number;
      told[slot] = moves;
      found[differing++] = slot;
    }
    return differing;
  }

  /** Applies or undoes changes until so many have happened. */
  function walk(target: number, count: number): number {
    let differing = count;
    const step = (slot: number, change: number) => {
      current[slot] = change;
      if (told[slot] === moves) return;
      told[slot] = moves;
      found[differing++] = slot;
    };
    for (; done < target; done++) step(events.slot[done] as number, done);
    for (; done > target; done--) step(events.slot[done - 1] as number, before[done - 1] as number);
    return differing;
  }

  return {
    get at() {
      return at;
    },
    move(instant) {
      at = Math.min(to, Math.max(from, instant));
      moves++;
      const target = doneAt(at);
      const nearest = Math.min(keyframes.length - 1, Math.round(target / apart));
      let count = 0;
      // A copy costs about as much as a change for each eighth case.
      if (nearest >= 0 && Math.abs(target - done) > Math.abs(target - nearest * apart) + cases.length / 8) {
        count = take(keyframes[nearest] as Int32Array, count);
        done = nearest * apart;
      }
      return found.slice(0, walk(target, count));
    },
    state(slot) {
      const change = current[slot] as number;
      return (change === AT_START ? cases.state[slot] : events.state[change]) as number;
    },
    department(slot) {
      const change = current[slot] as number;
      return (change === AT_START ? cases.department[slot] : events.department[change]) as number;
    },
    dispatchedAt(slot) {
      const change = current[slot] as number;
      return (change === AT_START ? cases.dispatchedAt[slot] : events.dispatchedAt[change]) as number;
    },
    deadline(slot) {
      const change = current[slot] as number;
      return (change === AT_START ? cases.deadline[slot] : events.deadline[change]) as number;
    },
    counts(since) {
      let [open, overdue, closed] = [0, 0, 0];
      for (let slot = 0; slot < current.length; slot++) {
        const change = current[slot] as number;
        const state = (change === AT_START ? cases.state[slot] : events.state[change]) as number;
        if (state === EMPTY_SLOT) continue;
        if (IS_OPEN[state] === 1) {
          open++;
          const deadline = change === AT_START ? cases.deadline[slot] : events.deadline[change];
          if ((deadline as number) < at) overdue++;
        } else if (IS_DONE[state] === 1 && change !== AT_START && from + (events.after[change] as number) > since) {
          closed++;
        }
      }
      return { open, overdue, closed };
    },
    next: () => (done < total ? from + (events.after[done] as number) : null),
    previous() {
      // What happened at this very instant is not before it.
      let i = done - 1;
      while (i >= 0 && from + (events.after[i] as number) >= at) i--;
      return i < 0 ? null : from + (events.after[i] as number);
    },
  };
}

/** Changes by parts of the stretch, for the bar: how many fall into each of `parts` equal ones. */
export function densityOf(
  { from, to, events }: Pick<ReplayValue, "from" | "to" | "events">,
  parts: number,
): Uint32Array {
  const density = new Uint32Array(parts);
  const length = (to - from) / parts;
  for (const after of events.after) {
    const part = Math.min(parts - 1, Math.floor(after / length));
    density[part] = (density[part] as number) + 1;
  }
  return density;
}
