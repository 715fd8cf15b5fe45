/**
 * Hub time on this machine, by a clock that never jumps.
 *
 * The machine's own clock may be wrong or be set while the wall runs, so it is looked at once, at the start. From then on
 * time comes from a monotonic counter and the hub's `time` answers: each answer is taken as true in the middle of its
 * round trip, and the median of the last five decides.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - T1 Hub time comes from a monotonic counter and the hub's own answers; the machine's clock has no say once the hub has.
 * - T2 The machine's clock is compared at every beat; a jump of more than two seconds is noted and changes nothing.
 * - T3 An answer of a short round trip that is more than two seconds off counts at once: the machine slept, or the hub's
 *   clock was set.
 */
import type { HubTime } from "../../../shared/wire/hub.ts";

const SAMPLES = 5;
/** A step back longer than this is the hub's own clock being set; less is measurement and is waited out. */
const STEP_BACK_MS = 10_000;
/** A round trip (real ms) that is short enough to believe its one answer (T3), and how far off it has to be (hub ms). */
const SHORT_TRIP_MS = 500;
const OFF_MS = 2_000;
/** A clock that moved otherwise than real time by more than this was set (T2). */
const JUMP_MS = 2_000;
const JUMPS_KEPT = 10;

export interface ClockJump {
  /** Hub time, epoch ms. */
  readonly at: number;
  readonly byMs: number;
}

export interface HubClock {
  /** Hub time, epoch ms. */
  now(): number;
  /** Hub ms per real ms. */
  pace(): number;
  /** Takes an answer that was asked for at `sent` and arrived at `received` (both of `real`). */
  take(time: HubTime, sent: number, received: number): void;
  /** Compares the machine's clock, which shows `wall` (epoch ms); gives the jump it made since the last look, or null. */
  look(wall: number): ClockJump | null;
  /** The machine's clock minus hub time at the last look; null before the hub was heard, and while its time is sped up. */
  offMs(): number | null;
  /** Real ms of the last answer's round trip. */
  roundTripMs(): number | null;
  /** Jumps of the machine's clock, the newest first. */
  jumps(): readonly ClockJump[];
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
  let looked: { readonly wall: number; readonly real: number } | null = null;
  let off: number | null = null;
  let roundTrip: number | null = null;
  let jumps: readonly ClockJump[] = [];

  function now(): number {
    const reading = real() * pace + median(offsets);
    if (reading >= last || last - reading > STEP_BACK_MS) last = reading;
    return last;
  }

  return {
    now,
    pace: () => pace,
    take(time, sent, received) {
      const offset = time.now - ((sent + received) / 2) * time.pace;
      const trip = received - sent;
      roundTrip = trip;
      const farOff = trip <= SHORT_TRIP_MS && Math.abs(offset - median(offsets)) > OFF_MS * time.pace;
      // The first word of a hub replaces the machine's own idea at once, and another pace makes old offsets meaningless.
      if (!heard || time.pace !== pace || farOff) {
        offsets = [offset];
        if (!heard || farOff) last = Number.NEGATIVE_INFINITY;
      } else {
        offsets = [...offsets.slice(1 - SAMPLES), offset];
      }
      heard = true;
      pace = time.pace;
    },
    look(wallNow) {
      const realNow = real();
      const byMs = looked === null ? 0 : wallNow - looked.wall - (realNow - looked.real);
      looked = { wall: wallNow, real: realNow };
      off = heard && pace === 1 ? Math.round(wallNow - now()) : null;
      if (Math.abs(byMs) <= JUMP_MS) return null;
      const jump = { at: Math.round(now()), byMs: Math.round(byMs) };
      jumps = [jump, ...jumps].slice(0, JUMPS_KEPT);
      return jump;
    },
    offMs: () => off,
    roundTripMs: () => roundTrip,
    jumps: () => jumps,
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] as number;
}
