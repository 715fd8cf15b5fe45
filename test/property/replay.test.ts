/** A stretch of time played back shows what the facts say: at any instant, by any way there. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Case, Fact } from "../../shared/case/case.ts";
import { replay } from "../../shared/case/evolve.ts";
import { isOpen, stateCode } from "../../shared/case/state.ts";
import { createCursor, densityOf, type Cursor } from "../../shared/replay/cursor.ts";
import { gather, isStretch, MOST_DAYS } from "../../shared/replay/stretch.ts";
import { momentsOf } from "../../shared/replay/moments.ts";
import { EMPTY_SLOT, type ReplayValue } from "../../shared/view.ts";
import { DAY, HOUR, REPORT, START, policies, reports, steps, walk } from "./case-walks.ts";

const FROM = START + 2 * DAY;
const TO = FROM + 3 * DAY;

/** The case by the facts up to and with an instant, folded from scratch; null before its report. */
function folded(facts: readonly Fact[], at: number): Case | null {
  const known = facts.filter((fact) => fact.at <= at);
  return known.length === 0 ? null : replay(known);
}

const running = (c: Case) =>
  isOpen(c.state) && c.submittedAt === null && c.state !== "suspended" ? (c.deadline ?? Number.NaN) : Number.NaN;

const stories = fc
  .array(fc.tuple(reports, steps, policies), { minLength: 1, maxLength: 12 })
  .map((all) => all.map((each) => walk(...each).facts));

function valueOf(books: readonly (readonly Fact[])[], from = FROM, to = TO): ReplayValue {
  const gathering = gather(from, to);
  books.forEach((facts, i) => {
    gathering.add({ uid: i + 1, lon: null, lat: 30, unitGrid: 0, classUid: 1, source: 0 }, facts);
  });
  const none = new Float64Array(0);
  const visits = { after: none, until: none, grid: new Uint32Array(0), leastMs: 0 };
  return {
    from,
    to,
    exercise: "",
    title: null,
    ...gathering.end(),
    visits,
    scenes: [],
    stills: [],
    tracks: null,
    withoutFacts: 0,
  };
}

/** What the cursor shows of every case, by uid. */
function shown(cursor: Cursor, { cases }: ReplayValue): Map<number, unknown[]> {
  const all = new Map<number, unknown[]>();
  for (let slot = 0; slot < cases.length; slot++) {
    if (cursor.state(slot) === EMPTY_SLOT) continue;
    all.set(cases.uid[slot] as number, [
      cursor.state(slot),
      cursor.department(slot),
      cursor.dispatchedAt(slot),
      cursor.deadline(slot),
    ]);
  }
  return all;
}

const instants = fc.array(fc.integer({ min: FROM, max: TO }), { minLength: 1, maxLength: 10 });

describe("a stretch of time", () => {
  test("Y1 at any instant every case is the fold of its facts up to then, whichever way one came there", () => {
    fc.assert(
      fc.property(stories, instants, (books, ats) => {
        const value = valueOf(books);
        const cursor = createCursor(value);
        for (const at of [...ats, FROM, TO]) {
          cursor.move(at);
          const seen = shown(cursor, value);
          books.forEach((facts, i) => {
            const c = folded(facts, at);
            const here = seen.get(i + 1);
            if (here !== undefined) {
              expect(here).toEqual([stateCode(c!.state), c!.department, c!.dispatchedAt ?? Number.NaN, running(c!)]);
            } else if (c !== null) {
              // Only what was over before the stretch and stayed so is left out.
              expect([isOpen(c.state), folded(facts, FROM)?.state]).toEqual([false, c.state]);
            }
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  test("Y1 a move tells each slot that changed, once, and no other", () => {
    fc.assert(
      fc.property(stories, instants, (books, ats) => {
        const value = valueOf(books);
        const cursor = createCursor(value);
        for (const at of ats) {
          const before = shown(cursor, value);
          const told = [...cursor.move(at)].map((slot) => value.cases.uid[slot] as number);
          const after = shown(cursor, value);
          expect(new Set(told).size).toBe(told.length);
          for (const uid of value.cases.uid) {
            if (!told.includes(uid)) expect(after.get(uid)).toEqual(before.get(uid));
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test("Y2 the counts of an instant are those of the facts, folded from scratch", () => {
    fc.assert(
      fc.property(stories, instants, (books, ats) => {
        const cursor = createCursor(valueOf(books));
        for (const at of ats) {
          cursor.move(at);
          const all = books.map((facts) => folded(facts, at)).filter((c) => c !== null);
          const done = all.filter(({ state }) => state === "closed" || state === "selfHandledClosed");
          expect(cursor.counts(FROM)).toEqual({
            open: all.filter(({ state }) => isOpen(state)).length,
            overdue: all.filter((c) => running(c) < at).length,
            closed: done.filter(({ closedAt }) => closedAt !== null && closedAt > FROM).length,
          });
        }
      }),
      { numRuns: 150 },
    );
  });

  test("Y1 next and previous are the instants at which something happens", () => {
    fc.assert(
      fc.property(stories, (books) => {
        const value = valueOf(books);
        const cursor = createCursor(value);
        const forward: number[] = [];
        for (let at = cursor.next(); at !== null; at = cursor.next()) {
          forward.push(at);
          cursor.move(at);
        }
        expect(forward).toEqual([...new Set(value.events.after)].map((after) => FROM + after));
        const back: number[] = [];
        cursor.move(TO);
        if (forward.at(-1) === TO) back.push(TO);
        for (let at = cursor.previous(); at !== null; at = cursor.previous()) {
          back.push(at);
          cursor.move(at);
        }
        expect(back.toReversed()).toEqual(forward);
        expect(densityOf(value, 24).reduce((sum, n) => sum + n, 0)).toBe(value.events.after.length);
      }),
      { numRuns: 80 },
    );
  });
});

test("Y1 keyframes change nothing: many cases, many changes, jumps over all of them", () => {
  const books = Array.from({ length: 3_000 }, (_, i): Fact[] => {
    const at = FROM + i * 30_000;
    const by = "x";
    return [
      { kind: "reported", at, by, report: REPORT },
      { kind: "accepted", at: at + 60_000, by },
      { kind: "filed", at: at + 120_000, by, limit: { value: 4, type: "urgentHour" } },
      { kind: "dispatched", at: at + 180_000, by, department: 1 + (i % 5), deadline: at + 4 * HOUR },
      { kind: "submitted", at: at + 3 * HOUR, by },
      { kind: "closed", at: at + 5 * HOUR, by },
    ];
  });
  const value = valueOf(books);
  expect(value.events.after.length).toBeGreaterThan(3 * 4_096);
  const cursor = createCursor(value);
  for (const at of [TO, FROM, FROM + DAY, FROM + 2 * HOUR, TO - 1, FROM + 20 * HOUR, FROM + 19 * HOUR]) {
    cursor.move(at);
    const all = books.map((facts) => folded(facts, at)).filter((c) => c !== null);
    expect(cursor.counts(FROM)).toEqual({
      open: all.filter(({ state }) => isOpen(state)).length,
      overdue: all.filter((c) => running(c) < at).length,
      closed: all.filter(({ state }) => state === "closed").length,
    });
  }
});

test("Y1 a fact dated before the one it follows counts from that one on", () => {
  const [at, by] = [FROM, "x"];
  const moments = momentsOf([
    { kind: "reported", at, by, report: REPORT },
    { kind: "accepted", at: at + HOUR, by },
    { kind: "answered", at, by, reason: "" },
  ]);
  expect(moments.map((moment) => [moment.at - at, moment.state])).toEqual([
    [0, stateCode("reported")],
    [HOUR, stateCode("answered")],
  ]);
});

test("Y3 a stretch ends after it begins and is a month at most", () => {
  expect([isStretch(FROM, FROM), isStretch(TO, FROM), isStretch(FROM, FROM + 1)]).toEqual([false, false, true]);
  expect([isStretch(FROM, FROM + MOST_DAYS * DAY), isStretch(FROM, FROM + (MOST_DAYS + 1) * DAY)]).toEqual([
    true,
    false,
  ]);
});
