/** What holds for any cases, ledgers and schemes: evaluation against counting by hand, and its promises. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_SOURCES } from "../../shared/case/case.ts";
import { CASE_STATES, isOpen } from "../../shared/case/state.ts";
import { MARK } from "../../shared/case/marks.ts";
import { evaluate } from "../../shared/evaluation/evaluate.ts";
import { frozenOfText, frozenText } from "../../shared/evaluation/frozen.ts";
import { monthOf } from "../../shared/evaluation/period-key.ts";
import { printedScore } from "../../shared/evaluation/score.ts";
import { keyIn } from "../../shared/evaluation/tally.ts";
import { TERMS, instantOfBasis, termsAt, type CaseFigures } from "../../shared/evaluation/terms.ts";
import { closedAt, whatIf } from "../../shared/evaluation/what-if.ts";
import type { EvaluationFacts, GroupStandings, TallyReader } from "../../shared/evaluation/facts.ts";
import type { Scheme } from "../../shared/rules/scheme.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { ZONE, day, entry, factsOf, inTime, period, schemeOfFile, standingOf } from "../fixtures/evaluation.ts";

const HOUR = 3_600_000;
const FIRST = day("2020-09-20");
const SPAN = 110 * 24;

const SCHEMES = ["zhongfang-2020", "jinniu", "jinhua", "national-department", "national-region-1", "nyc-agency"].map(
  (name) => ({ ...schemeOfFile(name), leastCases: 2 }),
);
const schemes: fc.Arbitrary<Scheme> = fc.constantFrom(...SCHEMES);
const periods = fc.constantFrom("2020-10", "2020-11", "2020-12", "2020-Q4", "2020");

const instant = fc.integer({ min: 0, max: SPAN }).map((hours) => FIRST + hours * HOUR);
const maybe = fc.option(instant, { nil: Number.NaN, freq: 4 });

/** Any case, also one that no platform should send. */
const anyCase: fc.Arbitrary<CaseFigures> = fc.record({
  state: fc.integer({ min: 0, max: CASE_STATES.length - 1 }),
  source: fc.integer({ min: 0, max: CASE_SOURCES.length - 1 }),
  classUid: fc.constant(1),
  department: fc.integer({ min: 0, max: 4 }),
  unitGrid: fc.constant(0),
  dutyGrid: fc.integer({ min: 0, max: 3 }),
  deadline: maybe,
  reportedAt: instant,
  acceptedAt: maybe,
  filedAt: maybe,
  dispatchedAt: maybe,
  submittedAt: maybe,
  closedAt: maybe,
  reworkCount: fc.constantFrom(0, 0, 0, 1, 3),
  extensionCount: fc.constantFrom(0, 0, 1),
  sendBackCount: fc.constantFrom(0, 0, 1),
  satisfaction: fc.constantFrom(Number.NaN, 100, -100),
  marks: fc.constantFrom(0, 0, 0, MARK.exempt, MARK.forceClosed, MARK.shirked, MARK.confirmed),
  flags: fc.constantFrom(0, 1, 2),
});
const anyCases = fc.array(anyCase, { maxLength: 40, size: "max" });

/** Entries of every kind and item of a scheme. */
const ledgerOf = (scheme: Scheme): fc.Arbitrary<RecordOf<"ledger">[]> => {
  const items = scheme.adjustments.flatMap((rule) => (rule.by === "ledger" ? [[rule.kind, rule.item] as const] : []));
  const vetoes = scheme.vetoes.map((veto) => ["veto", veto.item] as const);
  const kinds = [["spotCheck", ""] as const, ["supervision", ""] as const, ...items, ...vetoes];
  const one = fc.record({
    what: fc.constantFrom(...kinds),
    department: fc.integer({ min: 1, max: 4 }),
    month: fc.constantFrom("2020-10", "2020-11"),
    points: fc.option(fc.integer({ min: 0, max: 100 })),
  });
  const made = (said: { what: readonly [string, string]; department: number; month: string; points: number | null }) =>
    entry({ ...said, scheme: scheme.scheme, kind: said.what[0], item: said.what[1] });
  return fc.array(one, { maxLength: 6 }).map((all) => all.map(made));
};

const SUBJECTS = [1, 2, 3, 4].map((key) => ({ key, group: key % 2 === 0 ? "A" : "B" }));
const nows = fc.constantFrom(day("2020-10-20"), day("2020-11-20"), day("2021-02-01"));

const situation = schemes.chain((scheme) =>
  fc.record({ scheme: fc.constant(scheme), key: periods, cases: anyCases, ledger: ledgerOf(scheme), now: nows }),
);

const text = (groups: readonly GroupStandings[]): string =>
  frozenText({ scheme: "s", version: "1", schemeHash: "", period: "p", at: 0, groups });

/** Tallies as they should read at `now`, counted case by case. */
function counted(cases: readonly CaseFigures[], now: number): Pick<EvaluationFacts, "tallies" | "waiting"> {
  const tallies: TallyReader = {
    month(dimension, basis, month) {
      const found = new Map<number, Float64Array>();
      for (const c of cases) {
        const at = instantOfBasis(c, basis);
        const key = keyIn(dimension, c);
        if (Number.isNaN(at) || monthOf(at, ZONE) !== month || key === 0) continue;
        const vector = found.get(key) ?? new Float64Array(TERMS.length);
        termsAt(c, now).forEach((value, k) => (vector[k] = (vector[k] as number) + value));
        found.set(key, vector);
      }
      return found;
    },
  };
  return { tallies, waiting: () => [] };
}

describe("an evaluation", () => {
  test("from tallies equals counting every case", () => {
    fc.assert(
      fc.property(situation, ({ scheme, key, cases, ledger, now }) => {
        const facts = factsOf(cases, { subjects: SUBJECTS, ledger, now });
        const byHand = { ...facts, ...counted(cases, now) };
        expect(text(evaluate(scheme, period(key), facts))).toBe(text(evaluate(scheme, period(key), byHand)));
      }),
      { numRuns: 300 },
    );
  });

  test("does not depend on the order of cases, subjects and entries", () => {
    fc.assert(
      fc.property(situation, ({ scheme, key, cases, ledger, now }) => {
        const there = evaluate(scheme, period(key), factsOf(cases, { subjects: SUBJECTS, ledger, now }));
        const facts = factsOf(cases.toReversed(), {
          subjects: SUBJECTS.toReversed(),
          ledger: ledger.toReversed(),
          now,
        });
        expect(text(evaluate(scheme, period(key), facts))).toBe(text(there));
      }),
      { numRuns: 200 },
    );
  });

  test("holds its scores within their intervals, and ranks by what is printed", () => {
    fc.assert(
      fc.property(situation, ({ scheme, key, cases, ledger, now }) => {
        const groups = evaluate(scheme, period(key), factsOf(cases, { subjects: SUBJECTS, ledger, now }));
        expect(
          groups
            .flatMap((group) => group.standings)
            .map((each) => each.key)
            .toSorted(),
        ).toEqual([1, 2, 3, 4]);
        for (const { group, standings } of groups) {
          const ranked = standings.filter((each) => each.rank !== null);
          let tieGroup = 0;
          for (const each of standings) {
            expect(each.group).toBe(group);
            if (each.score === null) {
              expect(each).toMatchObject({ rank: null, grade: null, low: null, high: null });
              continue;
            }
            expect(each.low).toBeLessThanOrEqual(each.score);
            expect(each.high).toBeGreaterThanOrEqual(each.score);
            expect(each.rank !== null).toBe(each.enough);
            if (each.rank === null) continue;
            const better = ranked.filter((one) => printedScore(one.score!) > printedScore(each.score!)).length;
            expect(each.rank).toBe(better + 1);
            expect([tieGroup, tieGroup + 1]).toContain(each.tieGroup);
            tieGroup = each.tieGroup as number;
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("never lowers a subject's base for one more case solved on time", () => {
    const rising = SCHEMES.filter((scheme) => !scheme.scheme.startsWith("national"));
    fc.assert(
      fc.property(fc.constantFrom(...rising), anyCases, nows, (scheme, cases, now) => {
        const more = { subjects: SUBJECTS, now };
        const at = day("2020-11-02");
        const solved = inTime({ deadline: at + HOUR, reportedAt: at - HOUR, dispatchedAt: at - HOUR, submittedAt: at });
        const base = (all: readonly CaseFigures[]) =>
          standingOf(evaluate(scheme, period("2020-11"), factsOf(all, more)), 1).base;
        expect(base([...cases, solved])).toBeGreaterThanOrEqual((base(cases) ?? 0) - 1e-9);
      }),
      { numRuns: 200 },
    );
  });

  test("with a case excluded equals one in which it never was", () => {
    fc.assert(
      fc.property(situation, fc.nat(), ({ scheme, cases, ledger, now }, which) => {
        if (cases.length === 0) return;
        const gone = which % cases.length;
        const exclusion = entry({ scheme: scheme.scheme, kind: "exclusion", caseUid: gone + 1, department: 0 });
        const facts = factsOf(cases, { subjects: SUBJECTS, ledger: [...ledger, exclusion], now });
        const without = factsOf(
          cases.filter((_, i) => i !== gone),
          { subjects: SUBJECTS, ledger, now },
        );
        const named = evaluate(scheme, period("2020-11"), facts).map(({ group, standings }) => ({
          group,
          standings: standings.map((each) => ({ ...each, excludedBy: [] })),
        }));
        expect(text(named)).toBe(text(evaluate(scheme, period("2020-11"), without)));
      }),
      { numRuns: 300 },
    );
  });
});

describe("what closing cases would do", () => {
  test("is what evaluation says once they are really closed, with the least number for each better rank", () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 4 }), ({ scheme, key, cases, ledger, now }, subject) => {
        const more = { subjects: SUBJECTS, ledger, now };
        const before = standingOf(evaluate(scheme, period(key), factsOf(cases, more)), subject);
        const open = cases.flatMap((figures, i) =>
          isOpen(CASE_STATES[figures.state]!) ? [{ uid: i + 1, figures }] : [],
        );
        const result = whatIf(scheme, period(key), factsOf(cases, more), subject, open);
        expect(result).not.toBeNull();
        expect(result).toMatchObject({ score: before.score, rank: before.rank });
        const closing = (uids: readonly number[]) => {
          const later = cases.map((c, i) => (uids.includes(i + 1) ? closedAt(c, now) : c));
          return standingOf(evaluate(scheme, period(key), factsOf(later, more)), subject);
        };
        for (const { uid, gain } of result!.cases) {
          expect((closing([uid]).score ?? 0) - (before.score ?? 0)).toBeCloseTo(gain, 8);
        }
        let best = before.rank ?? Number.POSITIVE_INFINITY;
        const steps: unknown[] = [];
        result!.cases.forEach((_, i) => {
          const { score, rank } = closing(result!.cases.slice(0, i + 1).map((each) => each.uid));
          if (rank === null || rank >= best) return;
          best = rank;
          steps.push({ close: i + 1, score, rank });
        });
        expect(result!.steps).toEqual(steps);
      }),
      { numRuns: 150 },
    );
  });
});

describe("a final result", () => {
  test("reads back as it was, and writes the same bytes again", () => {
    fc.assert(
      fc.property(situation, ({ scheme, key, cases, ledger, now }) => {
        const groups = evaluate(scheme, period(key), factsOf(cases, { subjects: SUBJECTS, ledger, now }));
        const result = { scheme: scheme.scheme, version: "1", schemeHash: "h", period: key, at: now, groups };
        const written = frozenText(result);
        const back = frozenOfText(written);
        expect(frozenText(back)).toBe(written);
        expect(back).toMatchObject({ scheme: scheme.scheme, period: key, at: now });
        const ranks = (all: readonly GroupStandings[]) =>
          all.map(({ standings }) =>
            standings.map((each) => [each.key, each.rank, each.score === null ? null : printedScore(each.score)]),
          );
        expect(ranks(back.groups)).toEqual(ranks(groups));
      }),
      { numRuns: 100 },
    );
  });
});
