/** The boards of evaluation: which scheme, which period, and the standings with names and what they were before. */
import { periodBefore, periodYearBefore } from "../../../shared/evaluation/period-key.ts";
import { printedScore } from "../../../shared/evaluation/score.ts";
import type { Standing } from "../../../shared/evaluation/standing.ts";
import type { Dimension } from "../../../shared/evaluation/tally.ts";
import type { Scheme, SubjectKind } from "../../../shared/rules/scheme.ts";
import type { ShownStanding, WholeValues } from "../../../shared/view.ts";
import { evaluated, type Evaluated, type HashedScheme } from "./evaluations.ts";
import { periodAsked } from "./periods.ts";
import type { Source } from "./source.ts";

/** Tables whose change may change a board. */
export const EVALUATED = ["cases", "platforms", "rules", "departments", "grids", "ledger", "frozen"] as const;

/** The scheme of a name, or the platform's own, or the first that ranks departments; null when there is none. */
export function schemeAsked(asked: string, { rules }: Source): HashedScheme | null {
  const readable = rules
    .schemes()
    .flatMap(({ name, scheme, hash }) => (scheme === null ? [] : [{ name, scheme, hash }]));
  const named = (name: string) => readable.find((each) => each.name === name);
  if (asked !== "") return named(asked) ?? null;
  return named(rules.ownScheme()) ?? readable.find(({ scheme }) => scheme.subject === "department") ?? null;
}

/** Where a scheme's periods with cases are looked up. People act in every case, so theirs are all periods. */
export function dimensionOf({ subject }: Scheme): Dimension {
  return subject === "department" || subject === "dutyGrid" ? subject : "source";
}

export function standingsAnswer(asked: string, period: string, source: Source): WholeValues["standings"] {
  const schemes = source.rules.schemes().map(({ name, scheme, trouble }) => ({
    scheme: name,
    title: scheme?.title ?? { "zh-CN": name, en: name },
    trouble,
  }));
  const found = schemeAsked(asked, source);
  return { schemes, shown: found === null ? null : shownStandings(found, period, source) };
}

function shownStandings(asked: HashedScheme, wanted: string, source: Source): WholeValues["standings"]["shown"] {
  const { period, shown } = periodAsked(wanted, dimensionOf(asked.scheme), asked.scheme.basis, source);
  const { scheme, hash, groups, frozen } = evaluated(asked, period, source);
  const before = byKey(evaluated(asked, periodBefore(period), source));
  const yearBefore = byKey(evaluated(asked, periodYearBefore(period), source));
  const name = namer(scheme.subject, source);
  return {
    scheme,
    hash,
    period: shown,
    frozen,
    groups: groups.map(({ group, standings }) => ({
      group,
      standings: standings.map((standing): ShownStanding => ({
        ...standing,
        ...name(standing.key),
        before: before(standing.key),
        yearBefore: yearBefore(standing.key),
      })),
    })),
  };
}

function byKey({ groups }: Evaluated): (key: Standing["key"]) => ShownStanding["before"] {
  const all = new Map(groups.flatMap(({ standings }) => standings.map((each) => [each.key, each] as const)));
  return (key) => {
    const { score = null, rank = null } = all.get(key) ?? {};
    return score === null || rank === null ? null : { score: printedScore(score), rank };
  };
}

type SubjectNames = Pick<ShownStanding, "name" | "nameEn" | "shortName" | "shortNameEn">;

/** Names of subjects; of one that is gone since its month was made final, what is known of it is its number. */
function namer(subject: SubjectKind, { names }: Source): (key: Standing["key"]) => SubjectNames {
  return (key) => {
    const found =
      typeof key === "string"
        ? undefined
        : subject === "dutyGrid"
          ? names.dutyGrids().find(({ uid }) => uid === key)
          : names.departmentOf(key);
    const { name, nameEn, shortName, shortNameEn } = { ...sameName(String(key)), ...found };
    return { name, nameEn, shortName, shortNameEn };
  };
}

const sameName = (name: string): SubjectNames => ({ name, nameEn: name, shortName: name, shortNameEn: name });
