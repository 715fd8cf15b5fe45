/**
 * Standings of the host, worked out once and kept as long as they are true: until a case of their months changes, a ledger
 * entry comes or goes, or the next deadline passes.
 */
import { emptyFigures, figuresAt } from "../../../shared/evaluation/columns.ts";
import { evaluate } from "../../../shared/evaluation/evaluate.ts";
import type { EvaluationFacts, GroupStandings, Subject } from "../../../shared/evaluation/facts.ts";
import { frozenOfText } from "../../../shared/evaluation/frozen.ts";
import { windowOfPeriod, type EvaluationPeriod } from "../../../shared/evaluation/period-key.ts";
import { parseScheme, type Scheme, type SubjectKind } from "../../../shared/rules/scheme.ts";
import type { RecordOf, TableName } from "../../../shared/tables.ts";
import { records } from "../cache/read.ts";
import { postsOf, postsVersion } from "./posts.ts";
import type { Source } from "./source.ts";
import { waitingIn } from "./waiting.ts";

/** A scheme with the hash of its text. */
export interface HashedScheme {
  readonly scheme: Scheme;
  readonly hash: string;
}

export interface Evaluated extends HashedScheme {
  readonly groups: readonly GroupStandings[];
  /** Final since then, by the scheme as it was; null while provisional. */
  readonly frozen: { readonly at: number; readonly by: string; readonly digest: string } | null;
}

/** Tables whose change may change any evaluation; changes of cases are told month by month. */
const TABLES: readonly TableName[] = ["platforms", "rules", "departments", "grids", "ledger", "frozen"];
/** Evaluations kept in memory at most. */
const MOST_KEPT = 100;

interface Kept {
  readonly evaluated: Evaluated;
  readonly tables: string;
  /** Versions of the months it looked at. */
  readonly months: ReadonlyMap<number, number>;
  /** Hub time between which nothing that waits falls due. */
  readonly from: number;
  readonly until: number;
}

const keptBySource = new WeakMap<Source, Map<string, Kept>>();

/** The standings of a period: the final ones where there are any, else as of now. */
export function evaluated({ scheme, hash }: HashedScheme, period: EvaluationPeriod, source: Source): Evaluated {
  const now = source.now();
  let kept = keptBySource.get(source);
  if (kept === undefined) keptBySource.set(source, (kept = new Map()));
  const key = `${hash} ${period.key}`;
  const tables = [...TABLES.map((table) => source.version(table)), postsVersion(source)].join();
  const known = kept.get(key);
  if (known !== undefined && isTrue(known, tables, now, source)) return known.evaluated;
  if (kept.size >= MOST_KEPT) kept.clear();
  const watched = watchedFacts(scheme, source);
  const evaluation = frozenOf(scheme, period.key, source) ?? {
    scheme,
    hash,
    groups: evaluate(scheme, period, watched.facts),
    frozen: null,
  };
  const { to } = windowOfPeriod(period, source.names.timeZone());
  const until = Math.min(watched.until(), now < to ? to - 1 : Number.POSITIVE_INFINITY);
  kept.set(key, { evaluated: evaluation, tables, months: watched.months, from: now, until });
  return evaluation;
}

function isTrue(kept: Kept, tables: string, now: number, { months }: Source): boolean {
  if (kept.tables !== tables || now < kept.from || now > kept.until) return false;
  for (const [month, version] of kept.months) if (months.of(month) !== version) return false;
  return true;
}

/** The result that was made final, by the scheme as it was then. */
function frozenOf(scheme: Scheme, key: string, { handle }: Source): Evaluated | null {
  const found = handle
    .prepare<[string, string], RecordOf<"frozen">>(
      "SELECT * FROM frozen WHERE scheme = ? AND period = ? ORDER BY uid LIMIT 1",
    )
    .get(scheme.scheme, key);
  if (found === undefined) return null;
  return {
    scheme: parseScheme(`schemes/${found.scheme}`, JSON.parse(found.body)),
    hash: found.hash,
    groups: frozenOfText(found.result).groups,
    frozen: { at: found.frozenAt, by: found.frozenBy, digest: found.digest },
  };
}

/** Facts that note what was looked at: the months, and when the next of the waiting cases falls due. */
function watchedFacts(scheme: Scheme, source: Source) {
  const facts = factsFor(scheme, source);
  const months = new Map<number, number>();
  let until = Number.POSITIVE_INFINITY;
  const look = (month: number) => months.set(month, source.months.of(month));
  const watched: EvaluationFacts = {
    ...facts,
    tallies: {
      month(dimension, basis, month) {
        look(month);
        return facts.tallies.month(dimension, basis, month);
      },
    },
    *waiting(basis, from, to) {
      for (const c of facts.waiting(basis, from, to)) {
        if (c.deadline >= facts.now) until = Math.min(until, c.deadline);
        yield c;
      }
    },
    ...(facts.posts === undefined
      ? {}
      : {
          posts(month: number) {
            look(month);
            return (facts.posts as NonNullable<typeof facts.posts>)(month);
          },
        }),
  };
  return { facts: watched, months, until: () => until };
}

/** Everything a scheme may look at, from the cache and the columns. */
export function factsFor(scheme: Scheme, source: Source): EvaluationFacts {
  const { cases, names } = source;
  const now = source.now();
  const posts = postsOf(scheme, source);
  return {
    now,
    timeZone: names.timeZone(),
    tallies: source.tallies,
    waiting: (basis, from, to) => waitingIn(cases, now, basis, from, to),
    caseOf(uid) {
      const i = cases.indexOf(uid);
      return i === undefined ? null : figuresAt(cases, i, emptyFigures());
    },
    subjects: subjectsOf(scheme.subject, source),
    ledger: ledgerOf(source),
    frozenMonth: (key) => frozenOf(scheme, key, source)?.groups ?? null,
    ...(posts === null ? {} : { posts }),
  };
}

const ledgers = new WeakMap<Source, { version: number; entries: readonly RecordOf<"ledger">[] }>();

/** All entries, read again when there are others. */
function ledgerOf(source: Source): readonly RecordOf<"ledger">[] {
  const version = source.version("ledger");
  let known = ledgers.get(source);
  if (known?.version !== version) {
    known = { version, entries: records(source.handle, "ledger") };
    ledgers.set(source, known);
  }
  return known.entries;
}

function subjectsOf(subject: SubjectKind, { names }: Source): Subject[] {
  switch (subject) {
    case "department":
      return names.departments().map(({ uid, groupCode }) => ({ key: uid, group: groupCode }));
    case "dutyGrid":
      return names.dutyGrids().map(({ uid }) => ({ key: uid, group: "" }));
    default:
      return [];
  }
}
