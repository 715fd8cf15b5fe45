/**
 * What a report finds: every figure worked out from its data, by the same functions that wall and seat go by. Making and
 * verifying a report both come through here, on whatever machine.
 */
import { createHash } from "node:crypto";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { MARK } from "../../shared/case/marks.ts";
import { emptyFigures, figuresAt, type CaseColumns } from "../../shared/evaluation/columns.ts";
import { bordersOf, type DisputedBorder } from "../../shared/evaluation/disputes.ts";
import { evaluate } from "../../shared/evaluation/evaluate.ts";
import type { EvaluationFacts, GroupStandings } from "../../shared/evaluation/facts.ts";
import { funnelOf, topIssuesOf, type Funnel } from "../../shared/evaluation/figures.ts";
import { frozenOfText, frozenText } from "../../shared/evaluation/frozen.ts";
import { INDICATORS, type Indicator } from "../../shared/evaluation/indicators.ts";
import { tallyAll, waitingAmong } from "../../shared/evaluation/memory-tallies.ts";
import {
  periodBefore,
  periodKeyOf,
  periodOf,
  periodYearBefore,
  windowOfPeriod,
  type EvaluationPeriod,
} from "../../shared/evaluation/period-key.ts";
import { printedScore } from "../../shared/evaluation/score.ts";
import { TERM, TERMS, addNotYetDue, type Basis } from "../../shared/evaluation/terms.ts";
import { parseScheme, type Scheme } from "../../shared/rules/scheme.ts";
import { columnsOf, eachFigures } from "./cases.ts";
import type { CountedPair, ReportData } from "./data.ts";

/** Classes that are listed: the most frequent. */
const TOP_CLASSES = 10;

/** The three times that a report looks at: its own, the one before (环比), and a year earlier (同比). */
export interface Thrice<T> {
  readonly now: T;
  readonly before: T;
  readonly yearBefore: T;
}

export interface IndicatorFinding {
  readonly now: CountedPair;
  readonly before: CountedPair | null;
  readonly yearBefore: CountedPair | null;
  readonly indicator: Indicator;
  readonly target: number | null;
}

export interface Findings {
  readonly scheme: Scheme;
  readonly schemeHash: string;
  readonly period: EvaluationPeriod;
  readonly keys: Thrice<string>;
  /** Half open, hub time. */
  readonly window: { readonly from: number; readonly to: number };
  readonly funnel: Thrice<Funnel>;
  /** Of a quarter or a year: each month. */
  readonly months: readonly { readonly period: string; readonly funnel: Funnel }[];
  readonly sources: readonly { readonly source: string; readonly count: number }[];
  readonly classes: readonly { readonly classUid: number; readonly count: number; readonly overdueOpen: number }[];
  readonly indicators: readonly IndicatorFinding[];
  readonly groups: readonly GroupStandings[];
  /** Printed score and rank by subject. */
  readonly before: ReadonlyMap<number | string, { readonly score: number; readonly rank: number }>;
  readonly yearBefore: ReadonlyMap<number | string, { readonly score: number; readonly rank: number }>;
  /** Whether the final result can be worked out again from the cases here; null without one. */
  readonly reproduces: boolean | null;
  readonly frozen: { readonly at: number; readonly by: string; readonly digest: string } | null;
  /** Entries of the period, those that were withdrawn too, in the order of their uids. */
  readonly ledger: ReportData["ledger"];
  /** Cases of the period that departments sent back, or that were shirked: uid and times sent back, most first. */
  readonly disputed: readonly { readonly uid: number; readonly department: number; readonly times: number }[];
  readonly borders: readonly DisputedBorder[];
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * Works out everything a report prints.
 * @throws TroubleError `ruleBroken` or `ruleNewer` when the scheme cannot be read. Broken columns throw plain errors.
 */
export function findingsOf(data: ReportData): Findings {
  const scheme = parseScheme("schemes/report.json", JSON.parse(data.scheme));
  const schemeHash = sha256(data.scheme);
  const period = periodOf(data.period);
  if (period === null) throw new Error(`${data.period} is no period`);
  const spans: Thrice<EvaluationPeriod> = {
    now: period,
    before: periodBefore(period),
    yearBefore: periodYearBefore(period),
  };
  const { timeZone } = data.platform;
  const columns = columnsOf(data.cases);
  const facts = factsOf(data, scheme, columns);
  const funnel = (of: EvaluationPeriod) => funnelOf(columns, windowOfPeriod(of, timeZone), data.at);
  const window = windowOfPeriod(period, timeZone);
  const found = data.frozen[period.key];
  const result = (of: EvaluationPeriod): readonly GroupStandings[] => {
    const frozen = data.frozen[of.key];
    return frozen === undefined ? evaluate(scheme, of, facts) : frozenOfText(frozen.text).groups;
  };
  const disputed = disputedIn(columns, window);
  const routes = disputed.map(({ uid }) => [uid, data.routes[String(uid)] ?? []] as const);
  return {
    scheme,
    schemeHash,
    period,
    keys: { now: spans.now.key, before: spans.before.key, yearBefore: spans.yearBefore.key },
    window,
    funnel: { now: funnel(spans.now), before: funnel(spans.before), yearBefore: funnel(spans.yearBefore) },
    months: period.kind === "month" ? [] : monthsOf(period).map((of) => ({ period: of.key, funnel: funnel(of) })),
    sources: sourcesOf(columns, window),
    classes: topIssuesOf(columns, window, data.at, TOP_CLASSES),
    indicators: indicatorsOf(data, spans, facts),
    groups: result(spans.now),
    before: ranksOf(result(spans.before)),
    yearBefore: ranksOf(result(spans.yearBefore)),
    reproduces:
      found === undefined ? null : sha256(againText(data, scheme, schemeHash, period, facts)) === found.digest,
    frozen: found === undefined ? null : { at: found.at, by: found.by, digest: found.digest },
    ledger: data.ledger
      .filter((entry) => {
        const month = periodOf(entry.month)?.first ?? Number.NaN;
        return entry.scheme === scheme.scheme && month >= period.first && month <= period.last;
      })
      .toSorted((a, b) => a.uid - b.uid),
    disputed,
    borders: bordersOf(routes),
  };
}

/** The facts of an evaluation, counted from the cases. */
function factsOf(data: ReportData, scheme: Scheme, columns: CaseColumns): EvaluationFacts {
  const { timeZone } = data.platform;
  const subject = scheme.subject === "department" || scheme.subject === "dutyGrid" ? scheme.subject : null;
  const dimensions = subject === null ? (["source"] as const) : (["source", subject] as const);
  let places: Map<number, number> | null = null;
  const months = (month: number) => {
    const vectors = Object.entries(data.posts[periodKeyOf("month", month)] ?? {});
    return new Map(vectors.map(([person, vector]) => [person, Float64Array.from(vector)]));
  };
  return {
    now: data.at,
    timeZone,
    tallies: tallyAll(eachFigures(columns), timeZone, { dimensions }),
    waiting: waitingAmong(eachFigures(columns), data.at),
    caseOf(uid) {
      places ??= new Map(Array.from(columns.uid, (each, i) => [each, i]));
      const i = places.get(uid);
      return i === undefined ? null : figuresAt(columns, i, emptyFigures());
    },
    subjects: data.subjects.map(({ key, group }) => ({ key, group })),
    ledger: data.ledger,
    frozenMonth: (key) => {
      const row = data.frozen[key];
      return row === undefined || row.at > data.at ? null : frozenOfText(row.text).groups;
    },
    ...(subject === null ? { posts: months } : {}),
  };
}

/** The text of the period's result worked out anew, of the subjects that the final one ranks. */
function againText(
  data: ReportData,
  scheme: Scheme,
  schemeHash: string,
  period: EvaluationPeriod,
  facts: EvaluationFacts,
): string {
  const frozen = data.frozen[period.key] as ReportData["frozen"][string];
  const subjects = frozenOfText(frozen.text).groups.flatMap(({ standings }) =>
    standings.map(({ key, group }) => ({ key, group })),
  );
  const groups = evaluate(scheme, period, { ...facts, subjects });
  const { scheme: name, version } = scheme;
  return frozenText({ scheme: name, version, schemeHash, period: period.key, at: data.at, groups });
}

function monthsOf(period: EvaluationPeriod): EvaluationPeriod[] {
  const months: EvaluationPeriod[] = [];
  for (let month = period.first; month <= period.last; month++) {
    months.push(periodOf(periodKeyOf("month", month)) as EvaluationPeriod);
  }
  return months;
}

/** All sources with cases, most first. */
function sourcesOf(columns: CaseColumns, { from, to }: Findings["window"]): Findings["sources"] {
  const counts = CASE_SOURCES.map(() => 0);
  for (let i = 0; i < columns.length; i++) {
    const at = columns.reportedAt[i] as number;
    const source = columns.source[i] as number;
    if (at >= from && at < to) counts[source] = (counts[source] ?? 0) + 1;
  }
  return CASE_SOURCES.map((source, i) => ({ source, count: counts[i] as number }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

/** Cases reported in the window that were sent back or shirked. */
function disputedIn(columns: CaseColumns, { from, to }: Findings["window"]): Findings["disputed"] {
  const found: { uid: number; department: number; times: number }[] = [];
  for (let i = 0; i < columns.length; i++) {
    const at = columns.reportedAt[i] as number;
    const times = columns.sendBackCount[i] as number;
    if (!(at >= from && at < to) || (times === 0 && ((columns.marks[i] as number) & MARK.shirked) === 0)) continue;
    found.push({ uid: columns.uid[i] as number, department: columns.department[i] as number, times });
  }
  return found.toSorted((a, b) => b.times - a.times || a.uid - b.uid);
}

function ranksOf(groups: readonly GroupStandings[]): Findings["before"] {
  return new Map(
    groups.flatMap(({ standings }) =>
      standings.flatMap(({ key, score, rank }) =>
        score === null || rank === null ? [] : [[key, { score: printedScore(score), rank }] as const],
      ),
    ),
  );
}

/** All indicators of the city that something is known of. */
function indicatorsOf(data: ReportData, spans: Thrice<EvaluationPeriod>, facts: EvaluationFacts): IndicatorFinding[] {
  const sums = {
    now: sumsOf(spans.now, facts),
    before: sumsOf(spans.before, facts),
    yearBefore: sumsOf(spans.yearBefore, facts),
  };
  const targets = new Map(data.targets.map((target) => [target.indicator, target.value]));
  return INDICATORS.flatMap((indicator): IndicatorFinding[] => {
    const at = (time: keyof Thrice<unknown>): CountedPair | null => {
      if (indicator.of === "cameras") return data.cameras[time];
      if (indicator.of === "coverage") return data.coverage[time];
      const { n, d, basis } = indicator;
      if (n === null) return null;
      const sum = sums[time](basis);
      return { n: sum[TERM[n]] as number, d: d === null ? null : (sum[TERM[d]] as number) };
    };
    const now = at("now");
    if (now === null) return [];
    const target = targets.get(indicator.id) ?? null;
    return [{ indicator, now, before: at("before"), yearBefore: at("yearBefore"), target }];
  });
}

/** Sums of the whole city by basis, less what is not due yet. */
function sumsOf(period: EvaluationPeriod, facts: EvaluationFacts): (basis: Basis) => Float64Array {
  const { from, to } = windowOfPeriod(period, facts.timeZone);
  const known = new Map<Basis, Float64Array>();
  return (basis) => {
    let sum = known.get(basis);
    if (sum !== undefined) return sum;
    known.set(basis, (sum = new Float64Array(TERMS.length)));
    for (let month = period.first; month <= period.last; month++) {
      for (const vector of facts.tallies.month("source", basis, month).values()) {
        for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + (vector[k] as number);
      }
    }
    for (const c of facts.waiting(basis, from, to)) addNotYetDue(c, facts.now, sum, 1);
    return sum;
  };
}
