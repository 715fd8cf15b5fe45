/** A written handover read back: its body is JSON, perhaps of another version of the program. */
import type { HandoverBody } from "../../../shared/seat.ts";
import { ROLES } from "../../../shared/roles.ts";

/** Null for a body that this program cannot show whole. */
export function bodyOf(json: string): HandoverBody | null {
  let body: Partial<HandoverBody> | null;
  try {
    body = JSON.parse(json) as Partial<HandoverBody> | null;
  } catch {
    return null;
  }
  if (typeof body !== "object" || body === null) return null;
  const lists = [body.dueSoon, body.parked, body.alarms, body.cameras];
  const whole =
    lists.every((list) => Array.isArray(list)) &&
    typeof body.done === "object" &&
    typeof body.open === "object" &&
    typeof body.fromAt === "number" &&
    typeof body.toAt === "number" &&
    ROLES.some((role) => role === body.role);
  return whole ? (body as HandoverBody) : null;
}

/**
 * When the shift began that is running at `now`: the last of the shifts' starts, in minutes since midnight of the city's
 * zone. Without shifts twelve hours ago.
 * @param midnight first instant of the day of `now`, epoch ms
 */
export function shiftBegan(now: number, midnight: number, shifts: readonly { readonly from: number }[]): number {
  const starts = shifts.flatMap(({ from }) => [midnight + from * 60_000, midnight + (from - 1_440) * 60_000]);
  const begun = starts.filter((start) => start <= now);
  return begun.length === 0 ? now - 12 * 3_600_000 : Math.max(...begun);
}
