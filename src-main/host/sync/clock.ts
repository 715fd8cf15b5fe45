/**
 * Hub time on this machine, by a clock that never jumps.
 *
 * The machine's own clock may be wrong or be set while the wall runs, so it is looked at once, at the start. From then on
 * time comes from a monotonic counter and the hub's `time` answers: each answer is taken as true in the middle of its
 * round trip, and the median of the last five decides.
 */
import type { HubTime } from "../../../shared/wire/hub.ts";

const SAMPLES = 5;
/** A step back longer than this is the hub's own clock being set; less is measurement and is waited out. */
const STEP_BACK_MS = 10_000;

export interface HubClock {
  /** Hub time, epoch ms. */
  now(): number;
  /** Hub ms per real ms. */
  pace(): number;
  /** Takes an answer that was asked for at `sent` and arrived at `received` (both of `real`). */
  take(time: HubTime, sent: number, received: number): void;
}

/**
 * @param real monotonic real ms, e.g. `performance.now`
 * @param wall epoch ms at the start, used until the hub has answered
 */
export function hubClock(real: () => number, wall: number): HubClock {
  let pace = 1;
  let offsets = [wall - real()];
  let heard = false;
  let last = Number.NEGATIVE_INFINITY;
  return {
    now() {
      const now = real() * pace + median(offsets);
      if (now >= last || last - now > STEP_BACK_MS) last = now;
      return last;
    },
    pace: () => pace,
    take(time, sent, received) {
      const offset = time.now - ((sent + received) / 2) * time.pace;
      // The first word of a hub replaces the machine's own idea at once, and another pace makes old offsets meaningless.
      if (!heard || time.pace !== pace) {
        offsets = [offset];
        if (!heard) last = Number.NEGATIVE_INFINITY;
      } else {
        offsets = [...offsets.slice(1 - SAMPLES), offset];
      }
      heard = true;
      pace = time.pace;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
