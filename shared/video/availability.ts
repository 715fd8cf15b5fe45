/**
 * Availability of cameras (可用率): for how much of the time in which somebody looked whether it is well could a camera be
 * looked through.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - V45 Only time that was watched counts: from when the hub began to look until now, without the times in which the hub
 *   itself was not running. An outage takes from that, however outages overlap; a camera that was never watched has no share.
 * - V46 Weeks begin on Monday in the city's zone; the running one goes up to now.
 */
import { windowOf } from "../evaluation/period.ts";
import type { Availability } from "../view.ts";

/** A stretch of time, epoch ms, half-open. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** An outage as its row has it; without an end it goes on. */
export interface OutageSpan {
  readonly fromAt: number;
  readonly toAt: number | null;
  /** OutageReason; of `notWatched` nothing can be said. */
  readonly why: string;
}

/** The weeks up to the one that holds `now` (epoch ms), the newest last. */
export function weeksUntil(now: number, count: number, timeZone: string): Span[] {
  const weeks: Span[] = [];
  for (let at = now; weeks.length < count;) {
    const { from = 0, to = 0 } = windowOf("week", at, timeZone);
    weeks.unshift({ from, to });
    at = from - 1;
  }
  return weeks;
}

/** The same time as spans that neither touch nor overlap, in their order. */
export function merged(spans: readonly Span[]): Span[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    if (to <= from) continue;
    const last = result.at(-1);
    if (last === undefined || from > last.to) result.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return result;
}

/** How much of a stretch merged spans cover, ms. */
function covered(spans: readonly Span[], stretch: Span): number {
  let sum = 0;
  for (const { from, to } of spans) {
    if (from >= stretch.to) break;
    sum += Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from));
  }
  return sum;
}

/** Outages as spans up to `now`. */
export const spansOf = (outages: readonly Pick<OutageSpan, "fromAt" | "toAt">[], now: number): Span[] =>
  outages.map(({ fromAt, toAt }) => ({ from: fromAt, to: Math.min(toAt ?? now, now) }));

/**
 * A camera's availability, week by week.
 * @param watchedFrom since when the hub has looked, epoch ms; null when it never has
 * @param outages the camera's own; those whose reason is `notWatched` are times in which nobody looked
 * @param gaps times in which the hub itself did not look, merged (`spansOf`, `merged`)
 */
export function availabilityOf(
  weeks: readonly Span[],
  now: number,
  watchedFrom: number | null,
  outages: readonly OutageSpan[],
  gaps: readonly Span[],
): Availability[] {
  if (watchedFrom === null) return weeks.map(({ from }) => ({ week: from, upMs: 0, watchedMs: 0 }));
  const own = outages.filter(({ why }) => why === "notWatched");
  const blind = own.length === 0 ? gaps : merged([...gaps, ...spansOf(own, now)]);
  const down = spansOf(
    outages.filter(({ why }) => why !== "notWatched"),
    now,
  );
  // What was out or unseen, less what was unseen, is what was out while somebody looked.
  const notUp = down.length === 0 ? blind : merged([...blind, ...down]);
  return weeks.map((week) => {
    const stretch = { from: Math.max(week.from, watchedFrom), to: Math.min(week.to, now) };
    const whole = Math.max(0, stretch.to - stretch.from);
    if (whole === 0) return { week: week.from, upMs: 0, watchedMs: 0 };
    return {
      week: week.from,
      upMs: whole - covered(notUp, stretch),
      watchedMs: whole - covered(blind, stretch),
    };
  });
}

/** Several availabilities as one: of weeks, or of cameras. */
export function sumOf(parts: readonly Pick<Availability, "upMs" | "watchedMs">[]): { upMs: number; watchedMs: number } {
  let upMs = 0;
  let watchedMs = 0;
  for (const part of parts) {
    upMs += part.upMs;
    watchedMs += part.watchedMs;
  }
  return { upMs, watchedMs };
}

/** The share as a part of 1; null when nothing was watched. */
export function shareOf({ upMs, watchedMs }: Pick<Availability, "upMs" | "watchedMs">): number | null {
  return watchedMs === 0 ? null : upMs / watchedMs;
}
