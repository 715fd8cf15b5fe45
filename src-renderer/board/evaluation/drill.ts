/** From a figure of a standing to the cases it counted. */
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { SUM_TERMS, type Basis, type Term } from "../../../shared/evaluation/terms.ts";
import type { Part, Scheme } from "../../../shared/rules/scheme.ts";
import type { ShownPeriod, ShownStanding } from "../../../shared/view.ts";
import type { Drill } from "../desk.ts";

type Subject = Pick<ShownStanding, "key" | "name" | "nameEn">;

/** The sources a part counts, as indices; null for all. A part's own list stands inside the scheme's. */
export function sourcesOf(scheme: Pick<Scheme, "sources">, part: Pick<Part, "sources">): number[] | null {
  const [all, own] = [scheme.sources, part.sources];
  if (all === undefined && own === undefined) return null;
  const names = CASE_SOURCES.filter(
    (source) => (all === undefined || all.includes(source)) && (own === undefined || own.includes(source)),
  );
  return names.map((source) => CASE_SOURCES.indexOf(source));
}

/**
 * The cases a term of a standing counted. Null for posts, because a list of cases cannot be asked for by person, and for
 * sums of minutes, points and times, which are no number of cases.
 * @param rule the part whose sources narrow the scheme's, or the adjustment with a basis of its own
 * @param without uids of the cases that the ledger excludes
 */
export function drillOf(
  shown: { readonly scheme: Scheme; readonly period: Pick<ShownPeriod, "from" | "to"> },
  subject: Subject,
  term: Term,
  rule: Pick<Part, "sources"> & { readonly basis?: Basis | undefined } = {},
  without: readonly number[] = [],
): Drill | null {
  const { scheme, period } = shown;
  if (typeof subject.key !== "number" || SUM_TERMS.has(term)) return null;
  const place = scheme.subject === "dutyGrid" ? { dutyGrid: subject.key } : { department: subject.key };
  const sources = sourcesOf(scheme, rule);
  return {
    query: {
      period: "all",
      between: [period.from, period.to],
      basis: rule.basis ?? scheme.basis,
      term,
      ...place,
      ...(sources === null ? {} : { sources }),
      ...(without.length === 0 ? {} : { without }),
    },
    subject: { name: subject.name, nameEn: subject.nameEn },
  };
}
