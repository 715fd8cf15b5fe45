/**
 * A case out of what a row says: of facts that are stated one by one each is taken if it can follow from the case as it
 * is by then; one that cannot is set aside, and the case goes on without it (rules K of docs/rules.md).
 */
import type { Case, Fact } from "../../shared/case/case.ts";
import { evolve } from "../../shared/case/evolve.ts";
import { follows, type Law } from "../../shared/case/lawful.ts";

/** Who says the facts that an import makes of a row's columns. */
export const BY = "import";

/** A stated fact that cannot follow, and the rule it breaks. */
export interface SetAside {
  readonly rule: Law;
  readonly fact: unknown;
  /** It happened here; no file will state it again. */
  readonly here?: true;
}

export interface Booked {
  readonly c: Case;
  readonly asides: readonly SetAside[];
}

/**
 * @param reported the report as the row's columns have it
 * @param outcome how the case stands by the row's columns: what counts when no step is stated that can follow
 * @param stated what happened, unchecked; null when the row states nothing
 */
export function bookOf(reported: Fact, outcome: Fact, stated: readonly unknown[] | null): Booked {
  if (stated === null) return { c: evolve(evolve(null, reported), outcome), asides: [] };
  const asides: SetAside[] = [];
  let c: Case | null = null;
  for (const fact of stated) {
    // A list that begins after the report goes on from the row's.
    if (c === null && !isReport(fact)) c = evolve(null, reported);
    const rule = follows(c, fact);
    if (rule === null) c = evolve(c, fact as Fact);
    else asides.push({ rule, fact });
  }
  c ??= evolve(null, reported);
  if (c.facts.length > 1) return { c, asides };
  return { c: follows(c, outcome) === null ? evolve(c, outcome) : c, asides };
}

/**
 * The case of a row that comes again, after people here have done something to it: both sides' facts in their order. What
 * was done here and can no longer follow is set aside; what an earlier file said to be later than this row is superseded.
 */
export function mergedBook(row: Booked, kept: readonly Fact[]): Booked {
  const [report, ...told] = row.c.facts;
  const known = new Set(told.map((fact) => JSON.stringify(fact)));
  const newest = Math.max(...told.map(({ at }) => at));
  const ours = kept
    .slice(1)
    .filter((fact) => !known.has(JSON.stringify(fact)) && (fact.by !== BY || fact.at <= newest));
  if (report === undefined || ours.length === 0) return row;
  const all = [...told, ...ours].toSorted((a, b) => a.at - b.at);
  const own = new Set(ours);
  const asides = [...row.asides];
  let c = evolve(null, report);
  for (const fact of all) {
    const rule = follows(c, fact);
    if (rule === null) c = evolve(c, fact);
    else asides.push(own.has(fact) ? { rule, fact, here: true } : { rule, fact });
  }
  return { c: c.facts.some(({ by }) => by !== BY) ? c : row.c, asides };
}

function isReport(fact: unknown): boolean {
  return typeof fact === "object" && fact !== null && "kind" in fact && fact.kind === "reported";
}
