/**
 * Which rows are chosen, by their cases: a row that moves stays chosen, one that leaves the queue does not.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z14 So many cases at most are chosen at once, and it is said when there would be more.
 */

/** More cases at once are not told apart any more. */
export const MOST_CHOSEN = 500;

export interface Selection {
  readonly chosen: ReadonlySet<number>;
  /** uid from which a range is chosen; 0 none. */
  readonly anchor: number;
  /** True when something was left out because there would have been too many. */
  readonly full: boolean;
}

export const NOTHING_CHOSEN: Selection = { chosen: new Set(), anchor: 0, full: false };

const choose = (uids: Iterable<number>, anchor: number): Selection => {
  const all = [...new Set(uids)];
  return { chosen: new Set(all.slice(0, MOST_CHOSEN)), anchor, full: all.length > MOST_CHOSEN };
};

/** One case chosen, or not any more. */
export function toggle({ chosen }: Selection, uid: number): Selection {
  return choose(chosen.has(uid) ? [...chosen].filter((each) => each !== uid) : [...chosen, uid], uid);
}

/** All from the last one chosen to this one too; without one before, this one. */
export function extend({ chosen, anchor }: Selection, uid: number, order: Uint32Array): Selection {
  const [from, to] = [order.indexOf(anchor), order.indexOf(uid)];
  if (from < 0 || to < 0) return choose([...chosen, uid], uid);
  const range = order.subarray(Math.min(from, to), Math.max(from, to) + 1);
  return choose([...chosen, ...range], anchor);
}

/** The first of the queue, as many as may be. */
export function chooseAll(order: Uint32Array): Selection {
  return { ...choose(order.subarray(0, MOST_CHOSEN), order[0] ?? 0), full: order.length > MOST_CHOSEN };
}

/** Only these. */
export const chooseOnly = (uids: readonly number[]): Selection => choose(uids, uids[0] ?? 0);

/** What is still in the queue; the same object when nothing left. */
export function stillThere(selection: Selection, order: Uint32Array): Selection {
  if (selection.chosen.size === 0) return selection;
  const there = [...selection.chosen].filter((uid) => order.includes(uid));
  return there.length === selection.chosen.size ? selection : { ...choose(there, selection.anchor), full: false };
}
