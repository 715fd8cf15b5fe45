/** When a contact was last confirmed, and whether somebody should call again (Z75). */

const DAY = 86_400_000;
/** A number that nobody has confirmed for so long is not relied upon, days. */
export const CONFIRM_DAYS = 90;

export const CONFIRMED_STATES = ["fresh", "overdue", "never"] as const;
export type ConfirmedState = (typeof CONFIRMED_STATES)[number];

/** @param now hub time, epoch ms */
export function confirmedState(confirmedAt: number | null, now: number): ConfirmedState {
  if (confirmedAt === null) return "never";
  return now - confirmedAt > CONFIRM_DAYS * DAY ? "overdue" : "fresh";
}

/** Whole days since then, never negative. */
export function daysSince(confirmedAt: number, now: number): number {
  return Math.max(0, Math.floor((now - confirmedAt) / DAY));
}
