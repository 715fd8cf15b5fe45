/** How long to wait before a request is asked again that the hub did not answer: for each key by itself. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

export interface Patience {
  /** Keys that must wait at this moment (monotonic real ms). */
  waiting(now: number): Set<string>;
  failed(key: string, now: number): void;
  succeeded(key: string): void;
  /** The line is there anew: nothing need wait. */
  forget(): void;
}

export function patience(): Patience {
  const keys = new Map<string, { readonly failures: number; readonly until: number }>();
  return {
    waiting: (now) => new Set([...keys].filter(([, { until }]) => until > now).map(([key]) => key)),
    failed(key, now) {
      const failures = (keys.get(key)?.failures ?? 0) + 1;
      keys.set(key, { failures, until: now + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10)) });
    },
    succeeded: (key) => void keys.delete(key),
    forget: () => keys.clear(),
  };
}
