import { describe, expect, test } from "vitest";
import { CASE_SOURCES } from "../case/case.ts";
import { MARK } from "../case/marks.ts";
import { FLAG_URGENT } from "../case/record.ts";
import { stateCode, type CaseState } from "../case/state.ts";
import { emptyFigures } from "./columns.ts";
import { TERM, TERMS, addNotYetDue, addTerms, notYetDue, termsAt, type CaseFigures, type Term } from "./terms.ts";

const DUE = 1_000_000_000;
const made = (state: CaseState, said: Partial<CaseFigures> = {}): CaseFigures => ({
  ...emptyFigures(),
  state: stateCode(state),
  reportedAt: 1,
  acceptedAt: 2,
  filedAt: 3,
  dispatchedAt: 4,
  deadline: DUE,
  ...said,
});
/** The terms among these that a case counts for. */
const counted = (c: CaseFigures, now: number, among: readonly Term[]): Term[] =>
  among.filter((term) => termsAt(c, now)[TERM[term]] !== 0);

describe("due", () => {
  const due = ["handleDue", "closeDue", "overdueUnhandled", "handledDue", "closedDue"] as const;
  test.each([
    ["open before its deadline: nothing", made("handling"), DUE, []],
    ["open after it", made("handling"), DUE + 1, ["handleDue", "closeDue", "overdueUnhandled"]],
    ["suspended after it: its clock stands still", made("suspended"), DUE + 1, []],
    ["submitted, not closed", made("checking", { submittedAt: DUE }), DUE, ["handleDue", "closeDue", "handledDue"]],
    [
      "closed",
      made("closed", { submittedAt: DUE, closedAt: DUE }),
      DUE,
      ["handleDue", "closeDue", "handledDue", "closedDue"],
    ],
    ["closed, and nobody said when it was handled", made("closed", { closedAt: DUE }), DUE, ["closeDue", "closedDue"]],
    ["voided", made("voided"), DUE + 1, []],
    ["a granted appeal", made("closed", { submittedAt: DUE + 1, marks: MARK.exempt }), DUE + 1, []],
    ["without a deadline", made("handling", { deadline: Number.NaN }), DUE + 1, []],
  ])("%s", (_, c, now, expected) => {
    expect(counted(c, now, due)).toEqual(expected);
  });

  test("rework, extensions and urgency count among what is due only then", () => {
    const all = ["reworkDue", "extendedDue", "urgentCloseDue"] as const;
    const c = made("handling", { reworkCount: 1, extensionCount: 1, flags: FLAG_URGENT });
    expect(counted(c, DUE, all)).toEqual([]);
    expect(counted(c, DUE + 1, all)).toEqual(all);
    expect(counted(c, DUE, ["rework", "extended"])).toEqual(["rework", "extended"]);
  });

  test("a tally less what is not yet due is what counts now, for any case", () => {
    for (const c of [made("handling", { reworkCount: 2 }), made("suspended"), made("closed", { submittedAt: 5 })]) {
      for (const now of [DUE, DUE + 1]) {
        const tally = new Float64Array(TERMS.length);
        addTerms(c, tally, 1);
        addNotYetDue(c, now, tally, 1);
        expect([...tally]).toEqual([...termsAt(c, now)]);
        addNotYetDue(c, now, tally, -1);
        addTerms(c, tally, -1);
        expect(tally.every((count) => count === 0)).toBe(true);
      }
    }
  });

  test("a handled case never waits", () => {
    expect(notYetDue(made("checking", { submittedAt: 5 }), 6)).toBe(false);
    expect(notYetDue(made("handling"), 6)).toBe(true);
  });
});

test.each([
  ["hotline", 2, true],
  ["hotline", Number.NaN, false],
  ["patrol", 2, false],
  ["video", 2, false],
] as const)("a report of source %s accepted at %d is missed: %s", (source, acceptedAt, missed) => {
  const c = made("handling", { source: CASE_SOURCES.indexOf(source), acceptedAt });
  expect(termsAt(c, 10)[TERM.publicAccepted]).toBe(missed ? 1 : 0);
});

test.each([
  [0, 0, 0],
  [1, 1, 0],
  [2, 1, 0],
  [3, 1, 1],
])("%i failed checks: rework %i, three times %i", (reworkCount, rework, thrice) => {
  const terms = termsAt(made("handling", { reworkCount }), 10);
  expect([terms[TERM.rework], terms[TERM.reworkThrice]]).toEqual([rework, thrice]);
});
