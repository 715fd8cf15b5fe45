/** What was done in an editor, step by step, with the way back and forth. */

export interface History<T> {
  readonly now: T;
  readonly past: readonly T[];
  readonly future: readonly T[];
}

/** Steps back that are remembered. */
export const MOST_STEPS = 100;

export const startOf = <T>(now: T): History<T> => ({ now, past: [], future: [] });

/** Another step; the same again is none. */
export function stepTo<T>(history: History<T>, next: T): History<T> {
  if (next === history.now) return history;
  return { now: next, past: [...history.past, history.now].slice(-MOST_STEPS), future: [] };
}

export function undone<T>(history: History<T>): History<T> {
  const { now, past, future } = history;
  if (past.length === 0) return history;
  return { now: past.at(-1) as T, past: past.slice(0, -1), future: [now, ...future] };
}

export function redone<T>(history: History<T>): History<T> {
  const { now, past, future } = history;
  if (future.length === 0) return history;
  return { now: future[0] as T, past: [...past, now], future: future.slice(1) };
}
