/**
 * 云台: who turns a camera and for how long. Taken before it is turned, kept while it is used, brought home and let go of
 * when it is not. Pure: what is to be done comes out as effects.
 */
import type { CameraLine } from "../../shared/view.ts";

/** For how long a camera is taken, s, and how often it is taken anew while it is used, ms. */
export const HOLD_SECONDS = 40;
const RENEW_MS = 20_000;
/** Unused for this long, ms, it goes home. */
export const UNUSED_MS = 60_000;

export interface Turn {
  /** Speeds from −1 to 1; 0, 0, 0 stops. */
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}
export const STOP: Turn = { pan: 0, tilt: 0, zoom: 0 };

export type Turning =
  | { readonly is: "free" }
  /** Asked for; `then` is done once it is given. */
  | { readonly is: "taking" }
  | { readonly is: "held"; readonly usedAt: number; readonly takenAt: number; readonly moved: boolean }
  /** Somebody else has it, or it cannot be had: a sentence. */
  | { readonly is: "refused"; readonly why: string };

export type TurningEvent =
  | { readonly on: "take" }
  | { readonly on: "given" }
  | { readonly on: "refused"; readonly why: string }
  /** It was turned, zoomed or sent to a preset. */
  | { readonly on: "used" }
  | { readonly on: "beat" }
  /** Given up by the person, or the tile goes. */
  | { readonly on: "release" };

export type TurningEffect =
  | { readonly do: "hold"; readonly seconds: number }
  | { readonly do: "stop" }
  | { readonly do: "home" };

export const FREE: Turning = { is: "free" };
/** Stops first, then goes home where it was moved, then lets go: whoever waits gets it as it hangs usually. */
const letGo = (moved: boolean): TurningEffect[] => [
  { do: "stop" },
  ...(moved ? [{ do: "home" } as const] : []),
  { do: "hold", seconds: 0 },
];

/** What follows (V41). @param now monotonic ms */
export function turningAfter(
  state: Turning,
  event: TurningEvent,
  now: number,
): { readonly state: Turning; readonly effects: readonly TurningEffect[] } {
  const same = { state, effects: [] };
  switch (event.on) {
    case "take":
      if (state.is === "held" || state.is === "taking") return same;
      return { state: { is: "taking" }, effects: [{ do: "hold", seconds: HOLD_SECONDS }] };
    case "given":
      if (state.is === "taking") return { state: { is: "held", usedAt: now, takenAt: now, moved: false }, effects: [] };
      return state.is === "held" ? { state: { ...state, takenAt: now }, effects: [] } : same;
    case "refused":
      // A camera that was lost while it was held is nobody's to stop any more.
      return state.is === "free" ? same : { state: { is: "refused", why: event.why }, effects: [] };
    case "used":
      return state.is === "held" ? { state: { ...state, usedAt: now, moved: true }, effects: [] } : same;
    case "beat":
      if (state.is !== "held") return same;
      if (now - state.usedAt >= UNUSED_MS) return { state: FREE, effects: letGo(state.moved) };
      if (now - state.takenAt < RENEW_MS) return same;
      return { state: { ...state, takenAt: now }, effects: [{ do: "hold", seconds: HOLD_SECONDS }] };
    case "release":
      if (state.is === "held") return { state: FREE, effects: letGo(state.moved) };
      return { state: FREE, effects: state.is === "taking" ? [{ do: "hold", seconds: 0 }] : [] };
  }
}

/** Number of the preset a camera goes back to; null where none is named so. */
export const homeOf = ({ presets }: Pick<CameraLine, "presets">): number | null =>
  presets.find(({ home }) => home)?.number ?? null;

const SPEED = 0.5;
const OF_KEY: Readonly<Record<string, Partial<Turn>>> = {
  ArrowLeft: { pan: -SPEED },
  ArrowRight: { pan: SPEED },
  ArrowUp: { tilt: SPEED },
  ArrowDown: { tilt: -SPEED },
  "+": { zoom: SPEED },
  "=": { zoom: SPEED },
  "-": { zoom: -SPEED },
  "－": { zoom: -SPEED },
  "＋": { zoom: SPEED },
};

/** How a camera turns while these keys are down. */
export function turnOf(keys: Iterable<string>): Turn {
  let turn = STOP;
  for (const key of keys) {
    const part = OF_KEY[key];
    if (part !== undefined) {
      turn = {
        pan: Math.sign(turn.pan + (part.pan ?? 0)) * SPEED,
        tilt: Math.sign(turn.tilt + (part.tilt ?? 0)) * SPEED,
        zoom: Math.sign(turn.zoom + (part.zoom ?? 0)) * SPEED,
      };
    }
  }
  return turn;
}

export const turnsBy = (key: string): boolean => key in OF_KEY;
export const sameTurn = (a: Turn, b: Turn): boolean => a.pan === b.pan && a.tilt === b.tilt && a.zoom === b.zoom;
