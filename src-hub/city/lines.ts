/**
 * The lines of the demonstration city's cameras: most stay up for days, two bad ones come and go. When a line is down is a
 * pure function of seed and time, so the months before the city was first seen have their outages too.
 */
import { randomOf } from "./random.ts";

const LINE_SPELL = 37 * 60_000;

interface Line {
  /** Share of its spells in which it is down. */
  readonly fault: number;
  /** Spells that its first one is ahead by. */
  readonly phase: number;
}

function lineOf(seed: number, id: string): Line {
  const own = randomOf(seed, "line", id);
  return { fault: own() < 0.05 ? 0.3 : 0.022, phase: own() };
}

const isDown = (seed: number, id: string, { fault }: Line, spell: number): boolean =>
  randomOf(seed, "line", id, spell)() < fault;

/** Whether a camera's line is up at an instant, epoch ms. */
export function isOnline(seed: number, id: string, at: number): 0 | 1 {
  const line = lineOf(seed, id);
  return isDown(seed, id, line, Math.floor(at / LINE_SPELL + line.phase)) ? 0 : 1;
}

/** When a camera's line was down between two instants, whole epoch ms, in order; what goes on at the end has none. */
export function downTimesOf(
  seed: number,
  id: string,
  from: number,
  to: number,
): { readonly from: number; readonly to: number | null }[] {
  const line = lineOf(seed, id);
  const times: { readonly from: number; readonly to: number | null }[] = [];
  const startOf = (spell: number) => Math.ceil((spell - line.phase) * LINE_SPELL);
  const last = Math.floor(to / LINE_SPELL + line.phase);
  for (let spell = Math.floor(from / LINE_SPELL + line.phase); spell <= last; spell += 1) {
    if (!isDown(seed, id, line, spell)) continue;
    const began = Math.max(from, startOf(spell));
    while (spell < last && isDown(seed, id, line, spell + 1)) spell += 1;
    times.push({ from: began, to: spell === last ? null : startOf(spell + 1) });
  }
  return times;
}
