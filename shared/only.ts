/** What the wall is narrowed to, as a query: map, lists and boards go by the same one, so a number equals its list. */
import type { CaseQuery, Only } from "./view.ts";

/** What a wall begins with: everything that somebody still has to do something about. */
export const FIRST_ONLY: Only = { which: "open" };

/** The parts of the filter, in the order in which its sentence names them. */
export const ONLY_PARTS = ["major", "classUid", "department", "dutyGrid", "source", "stage", "which"] as const;
export type OnlyPart = (typeof ONLY_PARTS)[number];

/**
 * A query of which every part holds, and every part of the filter too. Where both name the same thing differently nothing
 * can hold: the query then names no case at all.
 */
export function narrowed(query: CaseQuery, only: Only): CaseQuery {
  const { which, ...parts } = only;
  const merged: Record<string, unknown> = { ...query };
  for (const [part, wanted] of Object.entries(parts)) {
    if (wanted === undefined) continue;
    if (merged[part] !== undefined && merged[part] !== wanted) return { ...query, uids: [] };
    merged[part] = wanted;
  }
  if (which !== undefined && which !== "all" && which !== query.measure) {
    if (query.which !== undefined && query.which !== which) return { ...query, uids: [] };
    merged["which"] = which;
  }
  return merged as CaseQuery;
}

/**
 * What the filter means for figures that count what is over beside what is open: 未结案 and 全部 say which marks the map
 * shows and do not narrow them; overdue and due soon do.
 */
export function ofFlow(only: Only): Only {
  const { which, ...parts } = only;
  return which === "overdueOpen" || which === "dueSoon" ? only : parts;
}

/** Is anything narrower than what a wall begins with? */
export function narrows(only: Only): boolean {
  return Object.values(ofFlow(only)).some((value) => value !== undefined);
}

/** Are these the same filter? */
export function sameOnly(a: Only, b: Only): boolean {
  return ONLY_PARTS.every((part) => a[part] === b[part]);
}

/** The filter with one part chosen. What contradicts the choice goes: a class knows its 大类, and closed cases are not open. */
export function withPart<P extends OnlyPart>(only: Only, part: P, value: NonNullable<Only[P]>): Only {
  const { [part]: _before, ...rest } = only;
  const next: { -readonly [K in keyof Only]: Only[K] } = { ...rest, [part]: value };
  if (part === "classUid") delete next.major;
  if (part === "major") delete next.classUid;
  if (part === "stage" && value === "closed") next.which = "all";
  if (part === "which" && value !== "all" && next.stage === "closed") delete next.stage;
  return next;
}

/** The filter with one part taken out; without `which` it goes back to what a wall begins with. */
export function withoutPart(only: Only, part: OnlyPart): Only {
  const { [part]: _gone, ...rest } = only;
  return part === "which" ? { ...rest, ...FIRST_ONLY } : rest;
}
