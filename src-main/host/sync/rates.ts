/** What came over the line in the last minute, and positions that did not come (S22). Times are monotonic real ms. */

const SLOTS = 60;
const SLOT_MS = 1_000;
const COUNTED = ["rows", "deltas", "tracksHeard", "tracksDropped"] as const;
type Counted = (typeof COUNTED)[number];

export interface Rates {
  count(what: Counted, times: number): void;
  /** A report of positions came, number `n` of the hub's. */
  heardTracks(n: number): void;
  /** A new connection: the hub may count from elsewhere. */
  forgetNumber(): void;
  lastMinute(): { rowsPerSecond: number; deltasPerSecond: number; tracksHeard: number; tracksDropped: number };
}

export function lineRates(real: () => number): Rates {
  const slots = Object.fromEntries(COUNTED.map((what) => [what, new Float64Array(SLOTS)])) as Record<
    Counted,
    Float64Array
  >;
  const started = real();
  let newest = Math.floor(started / SLOT_MS);
  let lastN: number | null = null;

  /** Empties the seconds that have passed since anything was counted. */
  function turn(): void {
    const now = Math.floor(real() / SLOT_MS);
    for (let slot = Math.max(newest + 1, now - SLOTS + 1); slot <= now; slot++) {
      for (const what of COUNTED) slots[what][slot % SLOTS] = 0;
    }
    newest = Math.max(newest, now);
  }

  function count(what: Counted, times: number): void {
    turn();
    const counts = slots[what];
    counts[newest % SLOTS] = (counts[newest % SLOTS] as number) + times;
  }

  const sum = (what: Counted) => slots[what].reduce((all, each) => all + each, 0);

  return {
    count,
    heardTracks(n) {
      count("tracksHeard", 1);
      if (lastN !== null && n > lastN + 1) count("tracksDropped", n - lastN - 1);
      lastN = n;
    },
    forgetNumber() {
      lastN = null;
    },
    lastMinute() {
      turn();
      const seconds = Math.min(SLOTS, Math.max(1, (real() - started) / 1000));
      const perSecond = (what: Counted) => Math.round((sum(what) / seconds) * 10) / 10;
      return {
        rowsPerSecond: perSecond("rows"),
        deltasPerSecond: perSecond("deltas"),
        tracksHeard: sum("tracksHeard"),
        tracksDropped: sum("tracksDropped"),
      };
    },
  };
}
