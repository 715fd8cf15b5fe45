/** What lies open in the drawer, as a way back: standing → list → case. The last one is shown, Back takes it off. */
import type { CaseQuery } from "../../shared/view.ts";
import type { Drill, StandingAsked, Thing } from "../board/desk.ts";

export type Opened =
  | { readonly show: "cases"; readonly drill: Drill }
  | { readonly show: "case"; readonly uid: number }
  | { readonly show: "standing"; readonly standing: StandingAsked }
  | { readonly show: "thing"; readonly thing: Thing };

/** From the first opened to the one shown; empty when the drawer is closed. */
export type Way = readonly Opened[];

/** Longer ways forget their beginning: cases can lead to cases for ever. */
const LONGEST = 12;

/** One step deeper, from within the drawer. */
export function deeper(way: Way, opened: Opened): Way {
  return [...way, opened].slice(-LONGEST);
}

/**
 * A case chosen on the wall while something is open: it takes the place of the case that is shown, and Back leads to the
 * list that lies below.
 */
export function besides(way: Way, opened: Opened): Way {
  const below = way.findLastIndex(({ show }) => show !== "case");
  return [...way.slice(0, below + 1), opened];
}

/** The list whose cases the map shows alone: the newest on the way. */
export function listOf(way: Way): CaseQuery | null {
  const list = way.findLast((opened) => opened.show === "cases");
  return list?.show === "cases" ? list.drill.query : null;
}
