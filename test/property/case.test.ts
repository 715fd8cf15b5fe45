import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import {
  REFUSALS,
  type Case,
  type Command,
  type CommandKind,
  type Fact,
  type TimeLimit,
} from "../../shared/case/case.ts";
import { clocksOf } from "../../shared/case/clocks.ts";
import { ALLOWED, isRefusal, lastAt } from "../../shared/case/decide.ts";
import { evolve, replay } from "../../shared/case/evolve.ts";
import { follows } from "../../shared/case/lawful.ts";
import { MARK } from "../../shared/case/marks.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../shared/case/policy.ts";
import { caseOfRecord, draftOfCase, recordOfCase } from "../../shared/case/record.ts";
import { CASE_STATES, isOpen, stageOf, stateCode, type CaseState } from "../../shared/case/state.ts";
import { DAY, KINDS, REPORT, START, ask, calendar, commandOf, handlingCase, policies } from "./case-walks.ts";
import { reportedCase, reports, seen, steps, story, walk } from "./case-walks.ts";

/** The next step of each open state on its way to the end. Total over states. */
const ON: Readonly<Record<CaseState, (policy: CasePolicy) => CommandKind | null>> = {
  reported: () => "accept",
  preChecking: () => "preCheck",
  pendingFiling: () => "file",
  pendingDispatch: () => "dispatch",
  pendingHandling: () => "takeOn",
  handling: () => "submit",
  pendingReview: ({ cityCheck }) => (cityCheck ? "requestCityCheck" : "sendPostCheck"),
  checking: () => "passCheck",
  awaitingCityCheck: () => "passCheck",
  pendingClose: () => "close",
  returned: () => "dispatch",
  suspended: () => "resume",
  closed: () => null,
  notAccepted: () => null,
  notFiled: () => null,
  voided: () => null,
  selfHandledClosed: () => null,
  answered: () => null,
};

describe("a case moved by any commands", () => {
  test("K1 every state is reached by the walks of this file", () => {
    const states = new Set<string>();
    const samples = fc.sample(fc.tuple(reports, steps, policies), { numRuns: 4_000, seed: 7 });
    for (const [first, path, policy] of samples) {
      const c = walk(first, path, policy);
      for (let i = 1; i <= c.facts.length; i++) states.add(replay(c.facts.slice(0, i)).state);
    }
    expect([...states].toSorted()).toEqual([...CASE_STATES].toSorted());
  });

  test("K1 what a state does not allow is refused, decide never throws and never changes what it is given", () => {
    fc.assert(
      fc.property(reports, steps, policies, steps, (first, path, policy, more) => {
        const c = walk(first, path, policy);
        const before = JSON.stringify(c);
        for (const step of more) {
          const kind = KINDS[step.choice % KINDS.length] as CommandKind;
          const answer = ask(c, commandOf(kind, step, lastAt(c) + step.wait), { calendar, policy });
          if (!ALLOWED[c.state].includes(kind)) expect(isRefusal(answer)).toBe(true);
        }
        expect(JSON.stringify(c)).toBe(before);
      }),
    );
  });

  test("K1 values that cannot be are refused, whatever the state", () => {
    const odd = fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, 0, 0.5, 1e300, 9e15, null, undefined, "1");
    fc.assert(
      fc.property(reports, steps, policies, odd, odd, odd, (first, path, policy, at, value, department) => {
        const c = walk(first, path, policy);
        for (const kind of KINDS) {
          const command = {
            ...commandOf(kind, { department: department as number }, lastAt(c)),
            limit: { value, type: "workDay" },
            answerBy: value,
            ...(at === 0.5 ? {} : { at }),
          };
          const answer = ask(c, command as Command, { calendar, policy });
          if (isRefusal(answer)) continue;
          for (const fact of answer) expect(follows(c, JSON.parse(JSON.stringify(fact)))).toBeNull();
        }
      }),
    );
  });

  test("K2 replaying its facts, also through a row and JSON, rebuilds the same case", () => {
    fc.assert(
      fc.property(reports, steps, policies, (first, path, policy) => {
        const c = walk(first, path, policy);
        expect(replay(c.facts)).toEqual(c);
        const identity = { uid: 7, platform: "demo", id: "a", caseNo: "C1", extra: "{}" };
        const record = recordOfCase(identity, c);
        const again = caseOfRecord(record);
        expect(again).toEqual(replay(JSON.parse(JSON.stringify(c.facts))));
        expect(recordOfCase(identity, again)).toEqual(record);
        expect({ uid: 7, ...draftOfCase(identity, again) }).toEqual(record);
        expect(record.state).toBe(stateCode(c.state));
      }),
    );
  });

  test("K3 from every reachable open state some commands close it, under every policy", () => {
    fc.assert(
      fc.property(reports, steps, policies, fc.integer({ min: 1, max: 9 }), (first, path, policy, department) => {
        let c = walk(first, path, policy);
        for (let i = 0; isOpen(c.state); i++) {
          if (i > 12) throw new Error(`stuck in ${c.state}`);
          const kind = ON[c.state](policy);
          if (kind === null) throw new Error(`no way on from ${c.state}`);
          const answer = ask(c, commandOf(kind, { department }, lastAt(c)), { calendar, policy });
          if (isRefusal(answer)) throw new Error(`${kind} refused in ${c.state}: ${answer.refused}`);
          c = answer.reduce<Case>(evolve, c);
        }
        expect(stageOf(c.state)).toBe("closed");
        expect(c.closedAt).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test("K3 no policy that is shipped keeps a case from being forced to an end, wherever it is open", () => {
    for (const state of CASE_STATES) expect(ALLOWED[state].includes("forceClose")).toBe(isOpen(state));
  });

  test("K4 times never run backwards, and a command from the past is refused", () => {
    fc.assert(
      fc.property(reports, steps, policies, (first, path, policy) => {
        const c = walk(first, path, policy);
        c.facts.forEach((fact, i) =>
          expect(fact.at).toBeGreaterThanOrEqual((c.facts[i - 1] as Fact | undefined)?.at ?? 0),
        );
        const { reportedAt, acceptedAt, filedAt, dispatchedAt, submittedAt, closedAt } = c;
        const times = [reportedAt, acceptedAt, filedAt, dispatchedAt, submittedAt, closedAt].filter((t) => t !== null);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        if (c.checkedAt !== null && c.submittedAt !== null) expect(c.checkedAt).toBeGreaterThanOrEqual(c.submittedAt);
        for (const kind of ALLOWED[c.state]) {
          const answer = ask(c, commandOf(kind, {}, lastAt(c) - 1), { calendar, policy });
          expect(answer).toEqual({ refused: "timeRunsBackwards", command: kind, state: c.state });
        }
      }),
    );
  });

  test("K4 no command moves the deadline of a department that keeps the case to an earlier time", () => {
    fc.assert(
      fc.property(reports, steps, policies, (first, path, policy) => {
        const { facts } = walk(first, path, policy);
        let before = replay(facts.slice(0, 1));
        for (const fact of facts.slice(1)) {
          const after = evolve(before, fact);
          const kept = before.department !== 0 && before.department === after.department;
          if (kept && before.deadline !== null && after.deadline !== null) {
            expect(after.deadline).toBeGreaterThanOrEqual(before.deadline);
          }
          expect(after.extensionCount - before.extensionCount).toBeGreaterThanOrEqual(0);
          before = after;
        }
      }),
    );
  });

  test("K17 every fact that decide gives follows, and one from a state that does not allow it does not", () => {
    const gathered: Fact[] = [];
    fc.assert(
      fc.property(reports, steps, policies, (first, path, policy) => {
        const { facts } = walk(first, path, policy);
        let c: Case | null = null;
        for (const fact of facts) {
          expect(follows(c, fact)).toBeNull();
          expect(follows(c, JSON.parse(JSON.stringify(fact)))).toBeNull();
          if (fact.kind !== "reported") expect(follows(null, fact)).toBe("K2");
          c = evolve(c, fact);
        }
        gathered.push(...facts.slice(0, 40));
        const last = c as Case;
        for (const fact of gathered.slice(-200)) {
          const later = { ...fact, at: lastAt(last) } as Fact;
          const law = follows(last, later);
          if (fact.kind === "reported") expect(law).toBe("K2");
          if (!isOpen(last.state) && last.state !== "closed") expect(law).not.toBeNull();
          expect(follows(last, { ...later, at: lastAt(last) - 1 })).not.toBeNull();
        }
      }),
    );
  });

  test("K17 what is no fact at all does not follow and does not throw", () => {
    const c = handlingCase({ value: 1, type: "workDay" });
    const at = lastAt(c);
    const no = (fact: unknown) => expect(follows(c, fact), JSON.stringify(fact)).toBe("K17");
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(follows(c, value)).toBe("K17");
      }),
    );
    no({ kind: "submitted", at: Number.NaN, by: "某" });
    no({ kind: "submitted", at: String(at), by: "某" });
    no({ kind: "submitted", at });
    no({ kind: "submitted", at, by: "某", more: 1 });
    no({ kind: "toString", at, by: "某" });
    no({ kind: "sentBack", at, by: "某" });
    no({ kind: "extended", at, by: "某", deadline: Infinity });
    no({ kind: "suspended", at, by: "某", reason: "…", until: -1 });
    no({ kind: "dispatched", at, by: "某", department: 0, deadline: at });
    no({ kind: "filed", at, by: "某", limit: { value: 0, type: "workDay" } });
    no({ kind: "filed", at, by: "某", limit: { value: 1, type: "week" } });
    no({ kind: "observed", at, by: "某", state: "gone", status: "", department: null, deadline: null, times: {} });
    no({
      kind: "observed",
      at,
      by: "某",
      state: "closed",
      status: "",
      department: null,
      deadline: null,
      times: { closedAt: "x" },
    });
    expect(follows(c, { kind: "submitted", at, by: "某" })).toBeNull();
    expect(follows(c, { kind: "submitted", at: at - 1, by: "某" })).toBe("K4");
    expect(follows(c, { kind: "closed", at, by: "某" })).toBe("K1");
    expect(follows(c, { kind: "extensionRefused", at, by: "某", reason: "…" })).toBe("K1");
    expect(follows(c, { kind: "dispatched", at, by: "某", department: 1, deadline: at, reason: "…" })).toBe("K1");
    expect(follows(c, { kind: "extended", at, by: "某", deadline: (c.deadline as number) - 1 })).toBe("K7");
    const observed = {
      kind: "observed",
      at,
      by: "某",
      state: "closed",
      status: "办结",
      department: 4,
      deadline: null,
      times: {},
    };
    expect(follows(c, observed)).toBeNull();
  });
});

describe("refusals", () => {
  const context = { calendar, policy: DEFAULT_POLICY };
  const limit: TimeLimit = { value: 1, type: "workDay" };
  const no = (c: Case | null, kind: CommandKind, more: object = {}, policy: CasePolicy = DEFAULT_POLICY) => {
    const command = { ...commandOf(kind, {}, c === null ? START : lastAt(c)), ...more } as Command;
    const answer = ask(c, command, { calendar, policy });
    return isRefusal(answer) ? answer.refused : "done";
  };

  test("K13 each has its reason", () => {
    const c = handlingCase(limit);
    expect(no(c, "accept", { at: START - 1 })).toBe("wrongState");
    expect(no(c, "submit", { at: START - 1 })).toBe("timeRunsBackwards");
    expect(no(c, "extend", { at: (c.deadline as number) + 1 })).toBe("overdue");
    expect(
      no(
        story(
          DEFAULT_POLICY,
          [
            ["extend", 1],
            ["extend", 1],
          ],
          c,
        ),
        "extend",
      ),
    ).toBe("tooManyExtensions");
    expect(no(story(DEFAULT_POLICY, [["requestExtension", 1]], c), "requestSuspension")).toBe("alreadyRequested");
    expect(no(c, "refuseExtension")).toBe("notRequested");
    const never: CasePolicy = { ...DEFAULT_POLICY, sendBack: { max: 0 }, appeal: { allowed: false, withinDays: 30 } };
    expect(ask(null, commandOf("accept", {}, START), context)).toEqual({
      refused: "notReported",
      command: "accept",
      state: null,
    });
    expect(no(c, "report")).toBe("alreadyReported");
    expect(no(c, "close")).toBe("wrongState");
    expect(no(c, "sendBack", { reason: " " })).toBe("reasonMissing");
    expect(no(c, "supervise", { opinion: "" })).toBe("reasonMissing");
    expect(no(c, "sendBack", {}, never)).toBe("tooManySendBacks");
    expect(no(c, "redispatch", { department: 1 })).toBe("sameDepartment");
    expect(no(c, "redispatch", { department: 0 })).toBe("badValue");
    expect(no(c, "markDuplicate", { of: 0 })).toBe("badDuplicate");
    expect(no(c, "answerSupervision")).toBe("notSupervised");
    const answered = story(
      DEFAULT_POLICY,
      [
        ["supervise", 1],
        ["answerSupervision", 1],
      ],
      c,
    );
    expect(no(answered, "answerSupervision")).toBe("notSupervised");
    const hung = story(DEFAULT_POLICY, [["suspend", 1]], c);
    expect(no(hung, "suspend")).toBe("alreadySuspended");
    expect(no(story(DEFAULT_POLICY, [["resume", 1]], hung), "suspend")).toBe("tooManySuspensions");
    const submitted = story(DEFAULT_POLICY, [["submit", 1]], c);
    expect(no(submitted, "requestCityCheck")).toBe("notInPolicy");
    expect(no(submitted, "sendPostCheck", {}, { ...DEFAULT_POLICY, cityCheck: true })).toBe("notInPolicy");
    const passed = story(
      DEFAULT_POLICY,
      [
        ["sendPostCheck", 1],
        ["passCheck", 1],
      ],
      submitted,
    );
    expect(no(passed, "callBack", { score: 70 })).toBe("badScore");
  });

  test("K14 an appeal is heard once, after closing, against having been late, and in time; what was late stays late", () => {
    const done = [
      ["sendPostCheck", 1],
      ["passCheck", 1],
      ["close", 1],
    ] as const;
    const inTime = story(DEFAULT_POLICY, [["submit", 1], ...done], handlingCase(limit));
    expect(no(inTime, "appeal")).toBe("notOverdue");
    const late = story(DEFAULT_POLICY, [["submit", 4 * 24 * 60], ...done], handlingCase(limit));
    expect(no(late, "grantAppeal")).toBe("notAppealed");
    expect(no(late, "appeal", {}, { ...DEFAULT_POLICY, appeal: { allowed: false, withinDays: 30 } })).toBe(
      "notInPolicy",
    );
    expect(no(late, "appeal", { at: lastAt(late) + 31 * DAY })).toBe("appealTooLate");
    const appealed = story(DEFAULT_POLICY, [["appeal", 60]], late);
    expect(no(appealed, "appeal")).toBe("alreadyAppealed");
    const granted = story(DEFAULT_POLICY, [["grantAppeal", 60]], appealed);
    expect(granted.marks & MARK.exempt).not.toBe(0);
    const { submittedAt, deadline, closedAt, state } = late;
    expect(granted).toMatchObject({ submittedAt, deadline, closedAt, state });
    expect(clocksOf(granted, lastAt(granted), calendar).light).toBe("red");
    const refused = story(DEFAULT_POLICY, [["refuseAppeal", 60]], appealed);
    expect(refused.marks & MARK.exempt).toBe(0);
    expect(no(refused, "grantAppeal")).toBe("notAppealed");
    expect(follows(late, { kind: "appealGranted", at: lastAt(late), by: "某", reason: "…" })).toBe("K14");
  });

  test("K13 a case that another platform only told the outcome of is never given a deadline out of nothing", () => {
    const told = evolve(reportedCase(REPORT, DEFAULT_POLICY), {
      kind: "observed",
      at: START,
      by: "某",
      state: "handling",
      status: "Assigned",
      department: 4,
      deadline: null,
      times: {},
    });
    const refused = story(
      DEFAULT_POLICY,
      [
        ["sendBack", 1],
        ["refuseSendBack", 1],
      ],
      told,
    );
    expect(refused).toMatchObject({ department: 4, deadline: null });
    expect(story(DEFAULT_POLICY, [["redispatch", 1]], told).deadline).toBeNull();
    expect(no(told, "extend")).toBe("notInPolicy");
    expect(clocksOf(told, START, calendar)).toMatchObject({ light: null, remainingMinutes: null });
  });

  afterAll(() => {
    // Every code of the list has been given by decide somewhere in this file.
    expect([...seen].toSorted()).toEqual([...REFUSALS].toSorted());
  });
});
