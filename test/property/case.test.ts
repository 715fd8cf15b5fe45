import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Case, CaseReport, Command, CommandKind, Fact, TimeLimit } from "../../shared/case/case.ts";
import { ALLOWED, DEFAULT_POLICY, decide, isRefusal, lastAt, type DecideContext } from "../../shared/case/decide.ts";
import { evolve, replay } from "../../shared/case/evolve.ts";
import { caseOfRecord, draftOfCase, recordOfCase } from "../../shared/case/record.ts";
import { CASE_STATES, isOpen, stateCode } from "../../shared/case/state.ts";
import {
  addWorkTime,
  deadlineOf,
  elapsed,
  isWorkTime,
  plainCalendar,
  workTimeBetween,
} from "../../shared/case/worktime.ts";

const context: DecideContext = { calendar: plainCalendar("Asia/Shanghai"), policy: DEFAULT_POLICY };
const START = Date.parse("2026-03-02T00:00:00Z");
const HOUR = 3_600_000;

const limits: fc.Arbitrary<TimeLimit> = fc.record({
  value: fc.integer({ min: 1, max: 15 }),
  type: fc.constantFrom("urgentHour", "workHour", "workDay", "naturalDay"),
});

const reports: fc.Arbitrary<CaseReport> = fc.record({
  kind: fc.constantFrom("component", "matter"),
  classUid: fc.integer({ min: 1, max: 400 }),
  source: fc.constantFrom("patrol", "hotline", "video", "leader"),
  lon: fc.option(fc.double({ min: 73, max: 135, noNaN: true })),
  lat: fc.option(fc.double({ min: 4, max: 53, noNaN: true })),
  address: fc.string(),
  unitGrid: fc.nat(400),
  dutyGrid: fc.nat(40),
  description: fc.string(),
  urgent: fc.boolean(),
});

const KINDS: readonly CommandKind[] = [
  "report",
  "accept",
  "notAccept",
  "sendPreCheck",
  "preCheck",
  "file",
  "notFile",
  "dispatch",
  "takeOn",
  "sendBack",
  "extend",
  "suspend",
  "resume",
  "submit",
  "sendPostCheck",
  "passCheck",
  "failCheck",
  "close",
  "void",
  "selfHandle",
];

interface Step {
  readonly kind: CommandKind;
  readonly wait: number;
  readonly department: number;
  readonly limit: TimeLimit;
  readonly report: CaseReport;
  readonly confirmed: boolean;
  readonly reason: string;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom(...KINDS),
    wait: fc.integer({ min: 0, max: 40 * HOUR }),
    department: fc.integer({ min: 1, max: 3 }),
    limit: limits,
    report: reports,
    confirmed: fc.boolean(),
    reason: fc.constantFrom("现场已整改", "不属于本单位职责"),
  }),
  { maxLength: 60, size: "max" },
);

/** The command of a step: its kind with whatever that kind carries. */
function commandOf(step: Step, at: number): Command {
  return { ...step, at, by: "某" } as unknown as Command;
}

const ENDS: readonly CommandKind[] = ["notAccept", "notFile", "void", "selfHandle"];

/** Walks a case along steps, but picks among what its state allows, so that deep states are reached often:
 * an early end only now and then. */
function walk(first: CaseReport, path: readonly Step[]): Case {
  let c = evolve(null, { kind: "reported", at: START, by: "某", report: first });
  for (const step of path) {
    const all = ALLOWED[c.state];
    if (all.length === 0) break;
    const allowed = step.wait % 10 === 0 ? all : all.filter((kind) => !ENDS.includes(kind));
    const kind = allowed[KINDS.indexOf(step.kind) % allowed.length] as CommandKind;
    const answer = decide(c, commandOf({ ...step, kind }, lastAt(c) + step.wait), context);
    if (!isRefusal(answer)) for (const fact of answer) c = evolve(c, fact);
  }
  return c;
}

/** From every open state, the commands that lead to an end. */
const WAY_OUT: Record<string, readonly CommandKind[]> = {
  reported: ["accept", "file", "dispatch", "takeOn", "submit", "sendPostCheck", "passCheck", "close"],
  preChecking: ["preCheck", "accept", "file", "dispatch", "takeOn", "submit", "sendPostCheck", "passCheck", "close"],
  pendingFiling: ["file", "dispatch", "takeOn", "submit", "sendPostCheck", "passCheck", "close"],
  pendingDispatch: ["dispatch", "takeOn", "submit", "sendPostCheck", "passCheck", "close"],
  returned: ["dispatch", "takeOn", "submit", "sendPostCheck", "passCheck", "close"],
  pendingHandling: ["takeOn", "submit", "sendPostCheck", "passCheck", "close"],
  handling: ["submit", "sendPostCheck", "passCheck", "close"],
  suspended: ["resume", "submit", "sendPostCheck", "passCheck", "close"],
  pendingReview: ["sendPostCheck", "passCheck", "close"],
  checking: ["passCheck", "close"],
  pendingClose: ["close"],
};

describe("a case moved by any commands", () => {
  test("every open state is reached by the walks of this file", () => {
    const seen = new Set<string>();
    for (const [first, path] of fc.sample(fc.tuple(reports, steps), { numRuns: 2_000, seed: 7 })) {
      seen.add(walk(first, path).state);
    }
    expect([...seen].toSorted()).toEqual([...CASE_STATES].toSorted());
  });

  test("from every reachable open state some commands close it", () => {
    fc.assert(
      fc.property(reports, steps, fc.integer({ min: 1, max: 9 }), limits, (first, path, department, limit) => {
        let c = walk(first, path);
        if (!isOpen(c.state)) return;
        for (const kind of WAY_OUT[c.state] ?? []) {
          const command = { kind, at: lastAt(c), by: "某", department, limit, confirmed: true, reason: "…" };
          const answer = decide(c, command as unknown as Command, context);
          if (isRefusal(answer)) throw new Error(`${kind} refused in ${c.state}: ${answer.refused}`);
          for (const fact of answer) c = evolve(c, fact);
        }
        expect(c.state).toBe("closed");
      }),
    );
  });

  test("replaying its facts, also through a row and JSON, rebuilds the same case", () => {
    fc.assert(
      fc.property(reports, steps, (first, path) => {
        const c = walk(first, path);
        expect(replay(c.facts)).toEqual(c);
        const identity = { uid: 7, platform: "demo", id: "a", caseNo: "C1", extra: "{}" };
        const record = recordOfCase(identity, c);
        const again = caseOfRecord(record);
        expect(recordOfCase(identity, again)).toEqual(record);
        expect({ uid: 7, ...draftOfCase(identity, again) }).toEqual(record);
        expect(record.state).toBe(stateCode(c.state));
      }),
    );
  });

  test("times never run backwards, and a command from the past is refused", () => {
    fc.assert(
      fc.property(reports, steps, (first, path) => {
        const c = walk(first, path);
        c.facts.forEach((fact, i) =>
          expect(fact.at).toBeGreaterThanOrEqual((c.facts[i - 1] as Fact | undefined)?.at ?? 0),
        );
        const times = [c.reportedAt, c.acceptedAt, c.filedAt, c.dispatchedAt, c.submittedAt, c.closedAt].filter(
          (t) => t !== null,
        );
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        for (const kind of ALLOWED[c.state]) {
          const answer = decide(
            c,
            { kind, at: lastAt(c) - 1, by: "某", department: 1, reason: "…" } as unknown as Command,
            context,
          );
          expect(answer).toEqual({ refused: "timeRunsBackwards", command: kind, state: c.state });
        }
      }),
    );
  });

  test("what a state does not allow is refused and changes nothing", () => {
    fc.assert(
      fc.property(reports, steps, steps, (first, path, more) => {
        const c = walk(first, path);
        for (const step of more) {
          if (ALLOWED[c.state].includes(step.kind)) continue;
          const answer = decide(c, commandOf(step, lastAt(c)), context);
          expect(isRefusal(answer)).toBe(true);
        }
      }),
    );
  });
});

describe("clocks", () => {
  const upTo = (limit: TimeLimit, at: number): Case => {
    const kinds: readonly CommandKind[] = ["accept", "file", "dispatch", "takeOn"];
    let c = evolve(null, {
      kind: "reported",
      at,
      by: "某",
      report: fc.sample(reports, { numRuns: 1, seed: 1 })[0] as CaseReport,
    });
    for (const kind of kinds) c = give(c, kind, at, { limit });
    return c;
  };
  const give = (c: Case, kind: CommandKind, at: number, more: object = {}): Case => {
    const answer = decide(
      c,
      { kind, at, by: "某", department: 1, reason: "…", ...more } as unknown as Command,
      context,
    );
    if (isRefusal(answer)) throw new Error(`${kind} refused: ${answer.refused}`);
    return answer.reduce<Case>(evolve, c);
  };
  const waits = fc.integer({ min: 0, max: 200 * HOUR });

  test("a suspension moves the deadline by the hang time and no more: the work left stays the same", () => {
    fc.assert(
      fc.property(limits, waits, waits, (limit, before, hang) => {
        const c = upTo(limit, START);
        const deadline = c.deadline as number;
        const suspendedAt = START + before;
        const resumed = give(give(c, "suspend", suspendedAt), "resume", suspendedAt + hang);
        const moved = elapsed(deadline, resumed.deadline as number, limit.type, context.calendar);
        expect(moved).toBe(elapsed(suspendedAt, suspendedAt + hang, limit.type, context.calendar));
        expect(resumed.suspendedAt).toBeNull();
      }),
    );
  });

  test("a failed check leads back to handling under the same deadline", () => {
    fc.assert(
      fc.property(limits, waits, (limit, wait) => {
        const c = upTo(limit, START);
        const again = give(
          give(give(c, "submit", START + wait), "sendPostCheck", START + wait),
          "failCheck",
          START + wait,
        );
        expect(again.state).toBe("handling");
        expect(again.deadline).toBe(c.deadline);
        expect(again.submittedAt).toBeNull();
        expect(again.reworkCount).toBe(1);
      }),
    );
  });

  test("sent back: another department starts afresh, the same one goes on where it stood", () => {
    fc.assert(
      fc.property(limits, waits, waits, (limit, before, away) => {
        const c = upTo(limit, START);
        const sentBack = give(c, "sendBack", START + before);
        expect(sentBack.department).toBe(0);
        const at = START + before + away;
        expect(give(sentBack, "dispatch", at, { department: 2 }).deadline).toBe(
          deadlineOf(at, limit, context.calendar),
        );
        const same = give(sentBack, "dispatch", at, { department: 1 }).deadline as number;
        expect(elapsed(c.deadline as number, same, limit.type, context.calendar)).toBe(
          elapsed(START + before, at, limit.type, context.calendar),
        );
      }),
    );
  });

  test("an extension adds one limit to the current deadline, twice at most, and never once overdue", () => {
    fc.assert(
      fc.property(limits, (limit) => {
        const c = upTo(limit, START);
        const once = give(c, "extend", START);
        expect(once.deadline).toBe(deadlineOf(c.deadline as number, limit, context.calendar));
        const twice = give(once, "extend", START);
        const ask = (from: Case, at: number) => decide(from, { kind: "extend", at, by: "某" }, context);
        expect(ask(twice, START)).toMatchObject({ refused: "tooManyExtensions" });
        expect(ask(c, (c.deadline as number) + 1)).toMatchObject({ refused: "overdue" });
      }),
    );
  });

  test("refusals have their reasons", () => {
    const c = upTo({ value: 1, type: "workDay" }, START);
    const ask = (from: Case | null, command: object) =>
      decide(from, { at: START, by: "某", ...command } as unknown as Command, context);
    expect(ask(null, { kind: "accept" })).toEqual({ refused: "notReported", command: "accept", state: null });
    expect(ask(c, { kind: "report" })).toMatchObject({ refused: "alreadyReported" });
    expect(ask(c, { kind: "close" })).toEqual({ refused: "wrongState", command: "close", state: "handling" });
    expect(ask(c, { kind: "sendBack", reason: " " })).toMatchObject({ refused: "reasonMissing" });
    expect(ask(give(c, "suspend", START), { kind: "suspend", reason: "…" })).toMatchObject({
      refused: "alreadySuspended",
    });
  });

  test("adding work time and measuring it agree, and a deadline lies in work time or at its end", () => {
    fc.assert(
      fc.property(waits, waits, (offset, duration) => {
        const start = START + offset;
        const end = addWorkTime(start, duration, context.calendar);
        expect(workTimeBetween(start, end, context.calendar)).toBe(duration);
        if (duration > 0) expect(isWorkTime(end - 1, context.calendar)).toBe(true);
      }),
    );
  });
});
