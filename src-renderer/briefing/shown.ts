/**
 * What a briefing shows apart from its figures: the step, what lies open, the dark screen. Windows of one briefing share it.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X99 Arrows and page keys go from step to step and stop at the ends; digits and Enter jump; B darkens the screen and any
 *   step lights it; Escape takes back one thing at a time.
 */
import type { FrozenCount } from "../../shared/briefing.ts";
import type { Drill } from "../board/desk.ts";

/** Something that lies over a step. */
export type Opened =
  | { readonly show: "figure"; readonly title: string; readonly count: FrozenCount }
  | { readonly show: "case"; readonly uid: number }
  | { readonly show: "list"; readonly drill: Drill };

export interface Shown {
  /** From 0. */
  readonly step: number;
  readonly black: boolean;
  /** From the first opened to the one that is seen. */
  readonly way: readonly Opened[];
  /** What pages turn by themselves, by name: which case, where the curtain hangs, which moment. */
  readonly dials: Readonly<Record<string, number>>;
}

export const FIRST: Shown = { step: 0, black: false, way: [], dials: {} };

/** Longer ways forget their beginning. */
const LONGEST = 8;

export type Act =
  | { readonly do: "by"; readonly steps: number }
  | { readonly do: "to"; readonly step: number }
  | { readonly do: "last" }
  | { readonly do: "black" }
  | { readonly do: "open"; readonly opened: Opened; readonly fresh: boolean }
  | { readonly do: "back" }
  | { readonly do: "close" }
  | { readonly do: "dial"; readonly name: string; readonly value: number };

/** What is shown after an act, the same object when nothing changes. */
export function after(shown: Shown, act: Act, steps: number): Shown {
  const go = (step: number): Shown => {
    const to = Math.max(0, Math.min(steps - 1, step));
    return to === shown.step && !shown.black && shown.way.length === 0
      ? shown
      : { ...shown, step: to, black: false, way: [] };
  };
  switch (act.do) {
    case "by":
      return go(shown.step + act.steps);
    case "to":
      // A number that no step has is a slip of the hand.
      return act.step < 0 || act.step >= steps ? shown : go(act.step);
    case "last":
      return go(steps - 1);
    case "black":
      return { ...shown, black: !shown.black };
    case "open":
      return { ...shown, way: [...(act.fresh ? [] : shown.way), act.opened].slice(-LONGEST) };
    case "back":
      if (shown.black) return { ...shown, black: false };
      return shown.way.length === 0 ? shown : { ...shown, way: shown.way.slice(0, -1) };
    case "close":
      return shown.way.length === 0 ? shown : { ...shown, way: [] };
    case "dial":
      return { ...shown, dials: { ...shown.dials, [act.name]: act.value } };
  }
}
