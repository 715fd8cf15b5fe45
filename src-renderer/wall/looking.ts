/** The cases that the map shows, as lists ask for them. */
import { narrowed } from "../../shared/only.ts";
import type { Desk, Drill } from "../board/desk.ts";

type Looking = Pick<Desk, "only" | "onlyNames" | "period">;

/** A period that nobody chose does not narrow the map: what lies about from earlier months stays on it. */
const periodOf = ({ period }: Looking) => (period === "auto" ? "all" : period);

/** All cases that the wall looks at, with a place or without. */
export function lookedAt(desk: Looking): Drill {
  return { query: narrowed({ period: periodOf(desk) }, desk.only), within: desk.onlyNames };
}

/** Those of them that the map cannot show. */
export function unlocated(desk: Looking): Drill {
  return {
    query: narrowed({ period: periodOf(desk), measure: "unlocated" }, desk.only),
    within: desk.onlyNames,
  };
}
