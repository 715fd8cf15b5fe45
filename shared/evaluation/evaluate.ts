/**
 * From tallies and ledgers to standings: the one engine that wall, seat, report and hub ask.
 *
 * Nothing here depends on the order of its input, and the same facts give the same bits on every machine.
 */
import { countsOf, type Counts, type Span } from "./counts.ts";
import { together } from "./interval.ts";
import { periodKeyOf, periodOf, startOfMonth, type EvaluationPeriod } from "./period-key.ts";
import { compareKeys, rankGroup } from "./rank.ts";
import { gradeOf, scoreOf } from "./score.ts";
import { SOURCES_SPAN, keyIn } from "./tally.ts";
import { instantOfBasis, type CaseFigures } from "./terms.ts";
import type { EvaluationFacts, GroupStandings, Subject } from "./facts.ts";
import type { Scheme } from "../rules/scheme.ts";
import type { RecordOf } from "../tables.ts";
import type { Standing } from "./standing.ts";

/**
 * The standings of a period, group by group in the order of the groups' codes.
 *
 * A month is judged as it is. A quarter or a year is the mean of its months' results (中方 2020), or one result over all
 * its cases, as the scheme says.
 */
export function evaluate(scheme: Scheme, period: EvaluationPeriod, facts: EvaluationFacts): GroupStandings[] {
  const evaluation = prepare(scheme, period, facts);
  return evaluation.groups(evaluation.subjects.map((subject) => evaluation.standingOf(subject)));
}

/** An evaluation whose subjects can be judged one by one, also on trial. */
export interface Evaluation {
  /** Each subject once, by key. */
  readonly subjects: readonly Subject[];
  /** Judged, not yet ranked. */
  standingOf(subject: Subject): Standing;
  /** Ranks standings within their groups. */
  groups(standings: readonly Standing[]): GroupStandings[];
  /** On trial: a case as it was is taken out and as it would be put in. */
  apply(before: CaseFigures | null, after: CaseFigures | null): void;
}

/** Everything read and in order, before the first subject is judged. */
export function prepare(scheme: Scheme, period: EvaluationPeriod, facts: EvaluationFacts): Evaluation {
  const months = scheme.longer === "meanOfMonths" && period.kind !== "month";
  const results = months ? resultsOfMonths(scheme, period, facts) : [resultOf(scheme, period, facts)];
  const subjects = subjectsOf(scheme, period, facts);
  return {
    subjects,
    standingOf(subject) {
      const standings = results.map((result) => result.standingOf(subject));
      if (!months) return standings[0] as Standing;
      return meanOf(scheme, period, subject, standings);
    },
    groups(standings) {
      const groups = Map.groupBy(standings, (standing) => standing.group);
      return [...groups]
        .toSorted(([a], [b]) => compareKeys(a, b))
        .map(([group, all]) => ({ group, standings: rankGroup(all) }));
    },
    apply(before, after) {
      for (const result of results) result.apply(before, after);
    },
  };
}

/** One month, or a longer time taken as one. */
interface Result {
  standingOf(subject: Subject): Standing;
  apply(before: CaseFigures | null, after: CaseFigures | null): void;
}

function resultsOfMonths(scheme: Scheme, period: EvaluationPeriod, facts: EvaluationFacts): Result[] {
  const results: Result[] = [];
  for (let month = period.first; month <= period.last; month++) {
    const key = periodKeyOf("month", month);
    const frozen = facts.frozenMonth?.(key) ?? null;
    results.push(frozen === null ? resultOf(scheme, { first: month, last: month }, facts) : frozenResultOf(frozen));
  }
  return results;
}

/** A month that was made final stands as it is, whatever comes later. */
function frozenResultOf(groups: readonly GroupStandings[]): Result {
  const standings = new Map(groups.flatMap((group) => group.standings.map((each) => [each.key, each] as const)));
  return { standingOf: (subject) => standings.get(subject.key) ?? absent(subject), apply: () => undefined };
}

function resultOf(scheme: Scheme, span: Span, facts: EvaluationFacts): Result {
  const counts = countsOf(scheme.subject, facts);
  const entries = entriesOf(scheme, span, facts);
  const excluded = exclude(scheme, span, facts, entries, counts);
  const byKey = Map.groupBy(entries, (entry) => entry.department);
  // Judged once, and again only after a trial has changed what was counted.
  const judged = new Map<number | string, Standing>();
  return {
    standingOf(subject) {
      let standing = judged.get(subject.key);
      if (standing === undefined) {
        standing = scoreOf(subject, {
          scheme,
          span,
          now: facts.now,
          timeZone: facts.timeZone,
          counts,
          entries: (scheme.subject === "department" ? byKey.get(subject.key as number) : undefined) ?? [],
          excludedBy: excluded.get(subject.key) ?? [],
        });
        judged.set(subject.key, standing);
      }
      return standing;
    },
    apply(before, after) {
      if (counts.apply(before, after)) judged.clear();
    },
  };
}

/** The scheme's valid entries of a span, in the order of their uids. */
function entriesOf(scheme: Scheme, span: Span, facts: EvaluationFacts): RecordOf<"ledger">[] {
  return facts.ledger
    .filter((entry) => {
      const month = periodOf(entry.month)?.first ?? Number.NaN;
      const counts = entry.withdrawnAt === null && entry.scheme === scheme.scheme;
      return counts && month >= span.first && month <= span.last;
    })
    .toSorted((a, b) => a.uid - b.uid);
}

/** Takes the excluded cases out of the counts. Returns, by subject, the entries that did so. */
function exclude(
  scheme: Scheme,
  span: Span,
  facts: EvaluationFacts,
  entries: readonly RecordOf<"ledger">[],
  counts: Counts,
): Map<number | string, number[]> {
  const by = new Map<number | string, number[]>();
  if (scheme.subject !== "department" && scheme.subject !== "dutyGrid") return by;
  const from = startOfMonth(span.first, facts.timeZone);
  const to = startOfMonth(span.last + 1, facts.timeZone);
  const gone = new Set<number>();
  for (const entry of entries) {
    if (entry.kind !== "exclusion") continue;
    const found = facts.caseOf(entry.caseUid);
    if (found === null) continue;
    if (!gone.has(entry.caseUid)) counts.apply(found, null);
    gone.add(entry.caseUid);
    const at = instantOfBasis(found, scheme.basis);
    const key = subjectOfCase(scheme, found);
    if (!(at >= from && at < to)) continue;
    const list = by.get(key);
    if (list === undefined) by.set(key, [entry.uid]);
    else list.push(entry.uid);
  }
  return by;
}

/** The key of the subject a case counts for, 0 for none. */
export function subjectOfCase(scheme: Scheme, c: CaseFigures): number {
  if (scheme.subject === "department") return Math.floor(keyIn("department", c) / SOURCES_SPAN);
  return scheme.subject === "dutyGrid" ? keyIn("dutyGrid", c) : 0;
}

/** Each subject once, by key. Of posts, also whoever acted. */
function subjectsOf(scheme: Scheme, period: EvaluationPeriod, facts: EvaluationFacts): Subject[] {
  const subjects = new Map(facts.subjects.map((subject) => [subject.key, subject]));
  if (scheme.subject !== "department" && scheme.subject !== "dutyGrid") {
    for (let month = period.first; month <= period.last; month++) {
      for (const person of facts.posts?.(month).keys() ?? []) {
        if (!subjects.has(person)) subjects.set(person, { key: person, group: "" });
      }
    }
  }
  return [...subjects.values()].toSorted((a, b) => compareKeys(a.key, b.key));
}

/** The mean of the months that have a result; none in any month gives none for the whole (中方 2020). */
function meanOf(scheme: Scheme, period: EvaluationPeriod, subject: Subject, standings: readonly Standing[]): Standing {
  const judged = standings.filter((standing) => standing.score !== null);
  const months = standings.map(({ score }, i) => ({ period: periodKeyOf("month", period.first + i), score }));
  const cases = standings.reduce((sum, standing) => sum + standing.cases, 0);
  const common = {
    ...absent({ key: subject.key, group: scheme.byGroup ? subject.group : "" }),
    cases,
    enough: cases >= scheme.leastCases,
    vetoedBy: standings.flatMap((standing) => standing.vetoedBy),
    excludedBy: standings.flatMap((standing) => standing.excludedBy),
    months,
  };
  const count = judged.length;
  if (count === 0) return common;
  const score = judged.reduce((sum, standing) => sum + (standing.score as number), 0) / count;
  const down = together(judged.map((each) => (each.score as number) - (each.low as number))) / count;
  const up = together(judged.map((each) => (each.high as number) - (each.score as number))) / count;
  return {
    ...common,
    score,
    low: Math.max(0, score - down),
    high: score + up,
    unranked: null,
    grade: common.enough ? gradeOf(scheme, score) : null,
  };
}

/** A subject of which there is nothing to say. */
function absent(subject: Subject): Standing {
  return {
    key: subject.key,
    group: subject.group,
    score: null,
    low: null,
    high: null,
    rank: null,
    tieGroup: null,
    unranked: "noMonths",
    enough: false,
    cases: 0,
    grade: null,
    parts: [],
    base: null,
    adjustments: [],
    adjusted: 0,
    vetoedBy: [],
    excludedBy: [],
    months: [],
  };
}
