/** The board of the platform's own scheme as a briefing shows it: ranks, scores, and one share that opens to its cases. */
import type { FrozenBoard, FrozenCount, FrozenRank } from "../../../shared/briefing.ts";
import { eachMatch, emptyFigures, figuresAt } from "../../../shared/evaluation/columns.ts";
import { sourcesOf } from "../../../shared/evaluation/score.ts";
import { SUM_TERMS, TERM, termsAt } from "../../../shared/evaluation/terms.ts";
import type { ShownStanding, ShownStandings } from "../../../shared/view.ts";
import type { TermCount } from "../../../shared/evaluation/standing.ts";
import type { Sets } from "./briefing-sets.ts";
import { ledgerAnswer } from "./ledger.ts";
import type { Source } from "./source.ts";
import { schemeAsked, standingsAnswer } from "./standings.ts";

/**
 * @param wanted key of the period
 * @param still a source whose clock stands
 */
export function frozenBoard(wanted: string, source: Source, still: Source, sets: Sets): FrozenBoard | null {
  const subject = schemeAsked("", source)?.scheme.subject;
  if (subject === undefined) return null;
  // What people did is counted in slices beside the views; that work is known by the living source.
  const byCases = subject === "department" || subject === "dutyGrid";
  const { shown } = standingsAnswer("", wanted, byCases ? still : source);
  if (shown === null) return null;
  const { scheme } = shown;
  const first = shown.groups.flatMap(({ standings }) => standings).find((each) => shareOf(each) !== null);
  const share = first === undefined ? null : shareOf(first);
  if (byCases && share !== null) takeCases(shown, share, still, sets);
  return {
    ...{ scheme: scheme.scheme, title: scheme.title, version: scheme.version, hash: shown.hash },
    final: shown.frozen?.at ?? null,
    shareOf: share?.indicator ?? "",
    groups: shown.groups.map(({ group, standings }) => ({ group, lines: standings.map(lineOf) })),
  };
}

interface Share {
  readonly part: string;
  readonly indicator: string;
  readonly n: TermCount;
  readonly d: TermCount;
}

/** The first figure of a standing that is a share of cases. */
function shareOf({ parts }: Pick<ShownStanding, "parts">): Share | null {
  for (const { part, figures } of parts) {
    for (const { indicator, n, d } of figures) {
      if (d !== null && !SUM_TERMS.has(n.term) && !SUM_TERMS.has(d.term)) return { part, indicator, n, d };
    }
  }
  return null;
}

const setOf = (term: string): string => `board:${term}`;

/** The cases of all subjects that count for the share: with the part's sources, and without what the ledger excludes. */
function takeCases({ scheme, period }: ShownStandings, share: Share, source: Source, sets: Sets): void {
  const part = scheme.parts.find((each) => each.part === share.part);
  const sources = part === undefined ? null : sourcesOf(scheme, part);
  const excluded = ledgerAnswer(scheme.scheme, period.key, source).entries.filter(
    ({ kind, withdrawnAt }) => kind === "exclusion" && withdrawnAt === null,
  );
  const now = source.now();
  const scratch = emptyFigures();
  const filter = {
    ...{ basis: scheme.basis, from: period.from, to: period.to },
    ...(sources === null ? {} : { sources }),
    without: new Set(excluded.map(({ caseUid }) => caseUid)),
  };
  eachMatch(source.cases, filter, now, (i) => {
    const terms = termsAt(figuresAt(source.cases, i, scratch), now);
    for (const { term } of [share.n, share.d]) if (terms[TERM[term]] !== 0) sets.put(setOf(term), i);
  });
}

function lineOf(standing: ShownStanding): FrozenRank {
  const { key, name, nameEn, shortName, shortNameEn, rank, score, low, high, before } = standing;
  const share = shareOf(standing);
  const count = ({ term, count: n }: TermCount): FrozenCount =>
    typeof key === "number" ? { n, set: setOf(term), subject: key } : { n, set: null };
  return {
    ...{ key, name, nameEn, shortName, shortNameEn, rank, score, low, high, before },
    share: share === null ? null : { n: count(share.n), d: count(share.d) },
  };
}
