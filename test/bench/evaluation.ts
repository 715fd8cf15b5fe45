/**
 * Evaluation over a million cases: 32 departments, 400 unit grids, 250 classes, 13 months, in a cache that its own writer
 * filled. Any board of any month from the tallies, as the host reads them (months read before are at hand) and from the file
 * with nothing kept in memory; beside it the same counts by SQL over the table of cases in the same file. Then a year worked out anew from the cases in one pass, beside a bare look at every
 * number that it needs, and a figure opened down to its list of cases.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { CASE_STATES, STAGE_INDEX_OF_STATE_CODE, STAGES } from "../../shared/case/state.ts";
import { MARK } from "../../shared/case/marks.ts";
import { emptyFigures, figuresAt } from "../../shared/evaluation/columns.ts";
import { countsOf } from "../../shared/evaluation/counts.ts";
import { evaluate, prepare } from "../../shared/evaluation/evaluate.ts";
import type { EvaluationFacts } from "../../shared/evaluation/facts.ts";
import { tallyAll } from "../../shared/evaluation/memory-tallies.ts";
import { periodKeyOf, periodOf, windowOfPeriod, type EvaluationPeriod } from "../../shared/evaluation/period-key.ts";
import { BASES, TERM, type Basis, type CaseFigures, type Term } from "../../shared/evaluation/terms.ts";
import { parseScheme, type Scheme } from "../../shared/rules/scheme.ts";
import type { Row } from "../../shared/tables.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { tallyReader } from "../../src-main/host/cache/tally-reader.ts";
import { openWriter } from "../../src-main/host/cache/write.ts";
import { factsFor } from "../../src-main/host/views/evaluations.ts";
import { openSource, type Source } from "../../src-main/host/views/source.ts";
import { answerWhole } from "../../src-main/host/views/whole.ts";
import type { WholeValues } from "../../shared/view.ts";
import { DEPARTMENTS, LAST_MONTH, MONTHS, NOW, ZONE, inventedCases, inventedCity } from "./invented-cases.ts";

const CASES = 1_000_000;
const BATCH = 5_000;
const ROUNDS = 5;
/** Boards are quick, and a host reads them for weeks: enough rounds that most of them run as they will then. */
const BOARD_ROUNDS = 40;

const schemes = join(import.meta.dirname, "../../resources/schemes");
const DEPARTMENT_SCHEMES: readonly Scheme[] = readdirSync(schemes)
  .map((file) => parseScheme(`schemes/${file}`, JSON.parse(readFileSync(join(schemes, file), "utf8"))))
  .filter(({ subject }) => subject === "department");

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number;

function timed<T>(work: () => T): { ms: number; result: T } {
  const started = performance.now();
  const result = work();
  return { ms: performance.now() - started, result };
}

function fill(cache: Cache): void {
  const writer = openWriter(cache.write);
  const { platforms, departments } = inventedCity();
  writer.transact(() => {
    for (const row of platforms) writer.add("platforms", row);
    for (const row of departments) writer.add("departments", row);
  });
  let batch: Row[] = [];
  const write = () => writer.transact(() => batch.forEach((row) => writer.add("cases", row)));
  for (const row of inventedCases(CASES)) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    write();
    batch = [];
  }
  write();
}

/** What a host has, with tallies from the file every time. */
function freshFacts(scheme: Scheme, source: Source): EvaluationFacts {
  let read = readers.get(source);
  if (read === undefined) readers.set(source, (read = tallyReader(source.handle)));
  return { ...factsFor(scheme, source), tallies: { month: read } };
}
const readers = new WeakMap<Source, ReturnType<typeof tallyReader>>();

const months: readonly EvaluationPeriod[] = Array.from(
  { length: MONTHS },
  (_, n) => periodOf(periodKeyOf("month", LAST_MONTH - n)) as EvaluationPeriod,
);

/** Terms that the comparison counts by SQL, said over columns; `due` is what is not waiting any more. */
const CLOSED = CASE_STATES.indexOf("closed");
const SUSPENDED = CASE_STATES.indexOf("suspended");
const ENDED = [...STAGE_INDEX_OF_STATE_CODE.entries()]
  .filter(([, stage]) => stage === STAGES.indexOf("closed"))
  .map(([state]) => state);
const handled = `(submittedAt IS NOT NULL OR state = ${CLOSED})`;
const owed = `(deadline IS NOT NULL AND (marks & ${MARK.exempt}) = 0 AND (state NOT IN (${ENDED.join()}) OR state = ${CLOSED}))`;
const waits = `(NOT ${handled} AND (deadline >= ${NOW} OR state = ${SUSPENDED}))`;
const SQL_TERMS: Readonly<Partial<Record<Term, string>>> = {
  reported: "1",
  filed: "filedAt IS NOT NULL",
  dispatched: "dispatchedAt IS NOT NULL",
  handled,
  handleDue: `${owed} AND NOT ${waits} AND (submittedAt IS NOT NULL OR NOT ${handled})`,
  closeDue: `${owed} AND NOT ${waits}`,
  handledOnTime: `${owed} AND submittedAt <= deadline`,
  handledLate: `${owed} AND submittedAt > deadline`,
  overdueUnhandled: `${owed} AND NOT ${handled} AND NOT ${waits}`,
  closed: `state = ${CLOSED}`,
  open: `state NOT IN (${ENDED.join()})`,
  suspended: `state = ${SUSPENDED}`,
  rework: "reworkCount > 0",
  sentBack: "sendBackCount > 0",
  supervised: "(flags & 2) <> 0",
};
const COMPARED = Object.keys(SQL_TERMS) as Term[];
const COLUMN: Readonly<Record<Basis, string>> = {
  deadline: "deadline",
  filing: "filedAt",
  report: "reportedAt",
  close: "closedAt",
};

type Counted = ReadonlyMap<number, readonly number[]>;

/** Makes the query that counts the compared terms by department over a window. */
function groupBy(cache: Cache, basis: Basis): (from: number, to: number) => Counted {
  const sums = COMPARED.map((term) => `coalesce(sum(${SQL_TERMS[term]}), 0)`).join(", ");
  const query = cache.read
    .prepare<[number, number], number[]>(
      `SELECT department, ${sums} FROM cases WHERE ${COLUMN[basis]} >= ? AND ${COLUMN[basis]} < ? GROUP BY department`,
    )
    .raw();
  return (from, to) => new Map(query.all(from, to).map(([department, ...counts]) => [department as number, counts]));
}

/** The same counts as boards have them. */
function fromTallies(period: EvaluationPeriod, scheme: Scheme, source: Source): Counted {
  const counts = countsOf("department", freshFacts(scheme, source));
  const found = Array.from({ length: DEPARTMENTS }, (_, n) => {
    const sum = counts.sum(n + 1, scheme.basis, period, null);
    return [n + 1, COMPARED.map((term) => sum[TERM[term]] as number)] as const;
  });
  return new Map(found.filter(([, sums]) => sums.some((count) => count > 0)));
}

/** Compares both counts of every month by every basis, and times the query. */
function compared(cache: Cache, source: Source): number[] {
  const took: number[] = [];
  for (const basis of BASES) {
    const scheme = { ...(DEPARTMENT_SCHEMES[0] as Scheme), basis };
    const query = groupBy(cache, basis);
    for (const period of basis === "deadline" ? months : months.slice(0, 2)) {
      const { from, to } = windowOfPeriod(period, ZONE);
      const { ms, result } = timed(() => query(from, to));
      took.push(ms);
      const ours = fromTallies(period, scheme, source);
      const text = (counted: Counted) => JSON.stringify([...counted].toSorted(([a], [b]) => a - b));
      if (text(result) !== text(ours)) throw new Error(`${period.key} by ${basis}: tallies and GROUP BY differ`);
    }
  }
  return took;
}

function* casesOf({ cases }: Source): Generator<CaseFigures> {
  const figures = emptyFigures();
  for (let i = 0; i < cases.length; i++) yield figuresAt(cases, i, figures);
}

/** A look at every number of a case that evaluation may need, and nothing done with it but a sum. */
function bareScan({ cases }: Source): number {
  const columns = Object.keys(emptyFigures()).map((name) => cases[name as keyof CaseFigures]);
  let sum = 0;
  for (let i = 0; i < cases.length; i++) {
    for (const column of columns) {
      const value = column[i] as number;
      if (!Number.isNaN(value)) sum += value;
    }
  }
  return sum;
}

/** A year's standings of all departments, from the cases alone. */
function recomputed(scheme: Scheme, source: Source): number {
  const year = periodOf(String(Math.floor(LAST_MONTH / 12))) as EvaluationPeriod;
  const bases = [
    scheme.basis,
    ...scheme.adjustments.flatMap((each) => (each.by === "fall" ? [each.basis ?? []] : []).flat()),
  ];
  const tallies = tallyAll(casesOf(source), ZONE, { dimensions: ["department"], bases: [...new Set(bases)] });
  const groups = evaluate(scheme, year, { ...factsFor(scheme, source), tallies });
  return groups.reduce((sum, { standings }) => sum + standings.length, 0);
}

/** Opens one figure: the department judged anew with all its parts, and the first page of the figure's cases. */
function explained(scheme: Scheme, period: EvaluationPeriod, department: number, source: Source): void {
  const evaluation = prepare(scheme, period, freshFacts(scheme, source));
  const subject = evaluation.subjects.find(({ key }) => key === department);
  if (subject === undefined) throw new Error(`no department ${department}`);
  const figure = evaluation.standingOf(subject).parts.flatMap((part) => part.figures)[0];
  if (figure === undefined) throw new Error(`nothing to open in ${scheme.scheme}`);
  const { from, to } = windowOfPeriod(period, ZONE);
  const query = { between: [from, to] as const, basis: scheme.basis, term: figure.n.term, department };
  const list = answerWhole({ view: "cases", query, offset: 0, limit: 50 }, source) as WholeValues["cases"];
  if (list.total !== figure.n.count) throw new Error(`${figure.n.count} cases counted, ${list.total} listed`);
}

/** @throws when tallies and SQL, or a figure and its list, do not agree */
export async function measure(say: (line: string) => void): Promise<Record<string, number>> {
  say(`${availableParallelism()} processors, ${loadavg()[0]?.toFixed(1)} programs running on average before the start`);
  const folder = mkdtempSync(join(tmpdir(), "citywall-bench-"));
  const cache = openCache(folder, () => undefined);
  try {
    const filled = timed(() => fill(cache));
    say(`${CASES} cases written with their tallies in ${(filled.ms / 1000).toFixed(1)} s`);
    const started = performance.now();
    const source = await openSource(cache.read, () => NOW);
    say(
      `columns loaded in ${((performance.now() - started) / 1000).toFixed(1)} s, ${source.cases.open.size} cases open`,
    );

    const queries = compared(cache, source);
    say(`${queries.length} counts by GROUP BY, equal to the tallies': ${middle(queries).toFixed(0)} ms in the middle`);

    const boards = DEPARTMENT_SCHEMES.flatMap((scheme) => months.map((period) => ({ scheme, period })));
    const medianOf = (factsOf: typeof factsFor) => {
      const board = ({ scheme, period }: (typeof boards)[number]) =>
        timed(() => evaluate(scheme, period, factsOf(scheme, source))).ms;
      for (const each of boards) board(each);
      return middle(Array.from({ length: BOARD_ROUNDS }, () => boards.map(board)).flat());
    };
    // As the host does it, with the months it read last still at hand; and with every tally read from the file anew.
    const boardMedianMs = medianOf(factsFor);
    const boardColdMs = medianOf(freshFacts);
    say(
      `${boards.length} boards of ${DEPARTMENT_SCHEMES.length} schemes: ${boardMedianMs.toFixed(2)} ms in the middle, ` +
        `${boardColdMs.toFixed(2)} ms from the file`,
    );

    const [first] = DEPARTMENT_SCHEMES.filter(({ scheme }) => scheme === "zhongfang-2020");
    if (first === undefined) throw new Error("the scheme of 2020 is missing");
    const years = Array.from({ length: ROUNDS }, () => timed(() => recomputed(first, source)).ms);
    const scans = Array.from({ length: ROUNDS }, () => timed(() => bareScan(source)).ms);
    const recomputeYearMs = middle(years);
    say(`a year anew ${recomputeYearMs.toFixed(0)} ms, a bare scan ${middle(scans).toFixed(0)} ms`);

    const opened = months.flatMap((period, n) => {
      const department = 1 + ((n * 7) % DEPARTMENTS);
      return Array.from({ length: ROUNDS }, () => timed(() => explained(first, period, department, source)).ms);
    });
    return {
      boardMedianMs: Number(boardMedianMs.toFixed(3)),
      boardColdMs: Number(boardColdMs.toFixed(3)),
      groupByOverBoard: Math.round(middle(queries) / boardMedianMs),
      recomputeYearMs: Math.round(recomputeYearMs),
      recomputeOverScan: Number((recomputeYearMs / middle(scans)).toFixed(1)),
      explainMs: Number(middle(opened).toFixed(1)),
    };
  } finally {
    cache.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
