/** Many alarms at once: bursts of reports, groups of one rule, and how many reach a seat. Rules Z55–Z57. */

const TEN_MINUTES = 600_000;
/** Alarms of one rule within ten minutes from which on they are one group. */
export const LEAST_GROUP = 3;
/** Ten minutes told of: two hours of them. */
export const RATE_BUCKETS = 12;

/**
 * When the burst began that is going on at `now`: the instant at which so many reports lay within the window for the first
 * time without a longer pause since. Null when none is going on.
 * @param times epoch ms of reports up to now, in any order; those of two windows before the burst are enough
 */
export function burstSince(times: readonly number[], reports: number, withinMs: number, now: number): number | null {
  const sorted = times.filter((at) => at <= now).toSorted((a, b) => a - b);
  let since: number | null = null;
  let last = Number.NEGATIVE_INFINITY;
  for (let i = reports - 1; i < sorted.length; i++) {
    const at = sorted[i] as number;
    if (at - (sorted[i - reports + 1] as number) > withinMs) continue;
    if (since === null || at - last > withinMs) since = at;
    last = at;
  }
  return since !== null && now - last <= withinMs ? since : null;
}

interface Grouped {
  readonly key: string;
  readonly rule: string;
  readonly since: number;
}

/** Alarms of one rule that came within ten minutes of the first of them, three or more: by rule, the newest group first. */
export function groupsOf<A extends Grouped>(
  alarms: readonly A[],
): { readonly rule: string; readonly alarms: readonly A[] }[] {
  const byRule = Map.groupBy(alarms, ({ rule }) => rule);
  const groups: { rule: string; alarms: A[] }[] = [];
  for (const [rule, of] of byRule) {
    let group: A[] = [];
    for (const alarm of of.toSorted((a, b) => a.since - b.since || (a.key < b.key ? -1 : 1))) {
      const [first] = group;
      if (first !== undefined && alarm.since - first.since > TEN_MINUTES) {
        if (group.length >= LEAST_GROUP) groups.push({ rule, alarms: group });
        group = [];
      }
      group.push(alarm);
    }
    if (group.length >= LEAST_GROUP) groups.push({ rule, alarms: group });
  }
  return groups.toSorted((a, b) => (b.alarms[0]?.since ?? 0) - (a.alarms[0]?.since ?? 0));
}

/** How many of these instants lie in each of the last twelve ten minutes, the running one last. */
export function ratesOf(instants: Iterable<number>, now: number): number[] {
  const counts = Array.from({ length: RATE_BUCKETS }, () => 0);
  const running = Math.floor(now / TEN_MINUTES);
  for (const at of instants) {
    const place = RATE_BUCKETS - 1 - (running - Math.floor(at / TEN_MINUTES));
    if (place >= 0 && place < RATE_BUCKETS) counts[place] = (counts[place] as number) + 1;
  }
  return counts;
}
