/**
 * Disputes (推诿): cases that departments send back, and the borders between departments over which they are pushed
 * (黄石 2022 and 中方 2020 name them the main trouble).
 */
import type { Fact } from "../case/case.ts";

/** uids of the departments a case was with, in order; the same one twice in a row where it got the case again. */
export function routeOf(facts: readonly Fact[]): number[] {
  const route: number[] = [];
  for (const fact of facts) {
    if (fact.kind === "dispatched" || fact.kind === "sendBackRefused") route.push(fact.department);
    else if (fact.kind === "observed" && fact.department !== null) route.push(fact.department);
  }
  return route;
}

/** A border over which cases go, with the cases. */
export interface DisputedBorder {
  readonly from: number;
  readonly to: number;
  readonly cases: readonly number[];
}

/**
 * The borders that the routes of cases cross, most cases first. A case counts once at a border, however often it was
 * pushed over it; over and back are two borders.
 */
export function bordersOf(routes: Iterable<readonly [uid: number, route: readonly number[]]>): DisputedBorder[] {
  const borders = new Map<string, { from: number; to: number; cases: Set<number> }>();
  for (const [uid, route] of routes) {
    for (let k = 1; k < route.length; k++) {
      const from = route[k - 1] as number;
      const to = route[k] as number;
      if (from === to) continue;
      const key = `${from} ${to}`;
      let border = borders.get(key);
      if (border === undefined) borders.set(key, (border = { from, to, cases: new Set() }));
      border.cases.add(uid);
    }
  }
  return [...borders.values()]
    .map(({ from, to, cases }) => ({ from, to, cases: [...cases].toSorted((a, b) => a - b) }))
    .toSorted((a, b) => b.cases.length - a.cases.length || a.from - b.from || a.to - b.to);
}
