/**
 * The facts of a platform as they stood at an instant, counted anew: what a result is made final by, and what it is
 * computed from again. Reading goes in slices, so that the hub serves its lines meanwhile.
 */
import type { Fact } from "../../shared/case/case.ts";
import type { EvaluationFacts } from "../../shared/evaluation/facts.ts";
import { monthFinder } from "../../shared/evaluation/months.ts";
import { periodKeyOf } from "../../shared/evaluation/period-key.ts";
import { postVectors, type Post } from "../../shared/evaluation/posts.ts";
import { tallyCase, type Dimension } from "../../shared/evaluation/tally.ts";
import { TERMS, instantOfBasis, notYetDue, type Basis, type CaseFigures } from "../../shared/evaluation/terms.ts";
import { caseUpTo, entryUpTo, figuresOf } from "../../shared/evaluation/up-to.ts";
import type { SubjectKind } from "../../shared/rules/scheme.ts";
import type { RecordOf } from "../../shared/tables.ts";
import type { Store } from "../store/store.ts";

/** Real ms of work between two breaths. */
const SLICE_MS = 8;

/** Waits until others have had their turn. */
export type Breathe = () => Promise<void>;

export const breathe: Breathe = () => new Promise((resolve) => setImmediate(resolve));

/** What is to be counted, and up to when (hub time, epoch ms, that instant included). */
export interface UpTo {
  readonly store: Store;
  readonly platform: string;
  readonly timeZone: string;
  readonly at: number;
  readonly subject: SubjectKind;
  /** Of schemes of posts: the scheme's name, and the months whose steps count, first and last. */
  readonly scheme: string;
  readonly months: { readonly first: number; readonly last: number };
}

/** The part of an evaluation's facts that cases and ledger give, and the months that have cases. */
export interface Counted extends Pick<EvaluationFacts, "tallies" | "waiting" | "caseOf" | "ledger"> {
  readonly posts: NonNullable<EvaluationFacts["posts"]> | null;
  /** Months with tallies of the subject by this basis, in order. */
  monthsBy(basis: Basis): number[];
}

export async function countUpTo(upTo: UpTo, rest: Breathe): Promise<Counted> {
  const { store, platform, timeZone, at, subject } = upTo;
  const month = monthFinder(timeZone);
  const dimension: Dimension | null = subject === "department" || subject === "dutyGrid" ? subject : null;
  const tallies = new Map<string, Map<number, Float64Array>>();
  const unwanted = new Float64Array(TERMS.length);
  const sums = {
    at(of: Dimension, key: number, basis: Basis, monthOfCase: number): Float64Array {
      if (of !== dimension || Number.isNaN(monthOfCase)) return unwanted;
      const name = `${basis} ${monthOfCase}`;
      let keys = tallies.get(name);
      if (keys === undefined) tallies.set(name, (keys = new Map()));
      let vector = keys.get(key);
      if (vector === undefined) keys.set(key, (vector = new Float64Array(TERMS.length)));
      return vector;
    },
  };
  const waiting: CaseFigures[] = [];
  const acted: { readonly uid: number; readonly facts: readonly Fact[] }[] = [];
  let since = performance.now();
  for (const record of store.each("cases", platform)) {
    const c = caseUpTo(record.facts, at);
    if (c !== null) {
      const figures = figuresOf(c);
      if (dimension !== null) tallyCase(figures, 1, month, sums);
      else if (c.facts.some((fact) => isWithin(month(fact.at), upTo.months))) {
        acted.push({ uid: record.uid, facts: c.facts });
      }
      if (notYetDue(figures, at)) waiting.push(figures);
    }
    if (performance.now() - since < SLICE_MS) continue;
    await rest();
    since = performance.now();
  }
  const ledger = ledgerUpTo(store, platform, at);
  return {
    tallies: {
      month: (of, basis, monthAsked) =>
        (of === dimension ? tallies.get(`${basis} ${monthAsked}`) : undefined) ?? new Map<number, Float64Array>(),
    },
    waiting: (basis, from, to) =>
      waiting.filter((c) => {
        const instant = instantOfBasis(c, basis);
        return instant >= from && instant < to;
      }),
    caseOf(uid) {
      const record = store.get("cases", uid);
      const c = record === null || record.platform !== platform ? null : caseUpTo(record.facts, at);
      return c === null ? null : figuresOf(c);
    },
    ledger,
    posts: dimension === null ? await postsOf(upTo, subject as Post, acted, ledger, month, rest) : null,
    monthsBy: (basis) =>
      [...tallies.keys()]
        .flatMap((name) => (name.startsWith(`${basis} `) ? [Number(name.slice(basis.length + 1))] : []))
        .toSorted((a, b) => a - b),
  };
}

const isWithin = (month: number, { first, last }: UpTo["months"]) => month >= first && month <= last;

/** The ledger as it stood: what was entered later is not in it, what was withdrawn later still counts. */
function ledgerUpTo(store: Store, platform: string, at: number): RecordOf<"ledger">[] {
  return [...store.each("ledger", platform)].flatMap((entry) => entryUpTo(entry, at) ?? []);
}

/** Who did what, month by month: a step counts in the month in which it was done. */
async function postsOf(
  { platform, scheme, months, timeZone }: UpTo,
  post: Post,
  acted: readonly { readonly uid: number; readonly facts: readonly Fact[] }[],
  ledger: readonly RecordOf<"ledger">[],
  month: (at: number) => number,
  rest: Breathe,
): Promise<NonNullable<EvaluationFacts["posts"]>> {
  const found = new Map<number, ReadonlyMap<string, Float64Array>>();
  for (let each = months.first; each <= months.last; each++) {
    const key = periodKeyOf("month", each);
    const excluded = new Set(
      ledger
        .filter((entry) => entry.kind === "exclusion" && entry.withdrawnAt === null && entry.platform === platform)
        .filter((entry) => entry.scheme === scheme && entry.month === key)
        .map((entry) => entry.caseUid),
    );
    const cases = acted.filter(({ uid, facts }) => !excluded.has(uid) && facts.some((fact) => month(fact.at) === each));
    found.set(each, postVectors(cases, timeZone)[post](each));
    await rest();
  }
  return (asked) => found.get(asked) ?? new Map<string, Float64Array>();
}
