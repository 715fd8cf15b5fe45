import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { automatic, nextAutomaticAt } from "../../shared/case/automatic.ts";
import type { Case, Command, CommandKind, Fact, TimeLimit } from "../../shared/case/case.ts";
import { clocksOf } from "../../shared/case/clocks.ts";
import { isRefusal, lastAt } from "../../shared/case/decide.ts";
import { evolve, replay } from "../../shared/case/evolve.ts";
import { MARK } from "../../shared/case/marks.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../shared/case/policy.ts";
import type { CaseState } from "../../shared/case/state.ts";
import { advance, deadlineOf, elapsed } from "../../shared/case/worktime.ts";
import { DAY, INTO_HANDLING, MINUTE, START, ask, calendar, commandOf, handlingCase } from "./case-walks.ts";
import { policies, reports, limits, steps, story, walk } from "./case-walks.ts";

describe("clocks", () => {
  const waits = fc.integer({ min: 0, max: 200 * 60 });
  const context = { calendar, policy: DEFAULT_POLICY };

  test("K5 a suspension moves the deadline by the hang time and no more: the work left stays the same", () => {
    fc.assert(
      fc.property(limits, waits, waits, fc.boolean(), (limit, before, hang, bySelf) => {
        const c = handlingCase(limit);
        const policy: CasePolicy = { ...DEFAULT_POLICY, suspension: { max: 1, longestDays: 3, needsRequest: false } };
        const hung = story(policy, [["suspend", before]], c);
        const suspendedAt = lastAt(hung);
        expect(nextAutomaticAt(hung)).toBe(suspendedAt + 3 * DAY);
        expect(automatic(hung, suspendedAt + 3 * DAY - 1)).toBeNull();
        const command = bySelf
          ? (automatic(hung, suspendedAt + 3 * DAY) as Command)
          : commandOf("resume", {}, suspendedAt + hang * MINUTE);
        const resumed = (ask(hung, command, { calendar, policy }) as Fact[]).reduce<Case>(evolve, hung);
        const moved = elapsed(c.deadline as number, resumed.deadline as number, limit.type, calendar);
        expect(moved).toBe(elapsed(suspendedAt, command.at, limit.type, calendar));
        expect(resumed).toMatchObject({ state: "handling", suspendedAt: null, suspendedUntil: null });
        expect(automatic(resumed, command.at + 900 * DAY)).toBeNull();
      }),
    );
  });

  test("K5 what a suspended case has used and has left stays as it was, and goes on from there, once", () => {
    fc.assert(
      fc.property(limits, waits, waits, waits, (limit, before, hang, after) => {
        const hung = story(DEFAULT_POLICY, [["suspend", before]], handlingCase(limit));
        const at = lastAt(hung);
        const still = clocksOf(hung, at, calendar);
        expect(clocksOf(hung, at + hang * MINUTE, calendar)).toEqual(still);
        expect(still.pausedBy).toBe("suspension");
        const resumed = story(DEFAULT_POLICY, [["resume", hang]], hung);
        const again = clocksOf(resumed, lastAt(resumed), calendar);
        expect(again.usedMinutes).toBe(still.usedMinutes);
        // A deadline at the end of a slot and the beginning of the next are the same work time.
        expect(Math.abs((again.remainingMinutes as number) - (still.remainingMinutes as number))).toBeLessThanOrEqual(
          1,
        );
        expect(again.pausedBy).toBeNull();
        const later = clocksOf(resumed, lastAt(resumed) + after * MINUTE, calendar);
        const run = elapsed(lastAt(resumed), lastAt(resumed) + after * MINUTE, limit.type, calendar) / MINUTE;
        expect(Math.abs((later.usedMinutes as number) - (again.usedMinutes as number) - run)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("K6 a failed check leads back to handling under the same deadline, or with the whole limit anew", () => {
    const toCheck = [
      ["submit", 30],
      ["sendPostCheck", 5],
      ["failCheck", 700],
    ] as const;
    fc.assert(
      fc.property(limits, (limit) => {
        const c = handlingCase(limit);
        const again = story(DEFAULT_POLICY, toCheck, c);
        expect(again).toMatchObject({ state: "handling", deadline: c.deadline, submittedAt: null, reworkCount: 1 });
        const policy: CasePolicy = { ...DEFAULT_POLICY, rework: "newLimit" };
        const anew = story(policy, toCheck, c);
        expect(anew.deadline).toBe(deadlineOf(lastAt(anew), limit, calendar));
        const extended = story(policy, [["extend", 0], ...toCheck], c);
        expect(extended.deadline).toBeGreaterThanOrEqual(story(policy, [["extend", 0]], c).deadline as number);
      }),
    );
    const returned = story(
      DEFAULT_POLICY,
      [
        ["submit", 1],
        ["failCheck", 1],
      ],
      handlingCase({ value: 2, type: "workDay" }),
    );
    expect(returned).toMatchObject({ state: "handling", reworkCount: 1, checkedAt: null });
    expect(returned.marks & (MARK.postCheckJudged | MARK.checkFailed)).toBe(0);
  });

  test("K7 an extension adds one limit to the current deadline, as often as the policy says, and never once overdue", () => {
    fc.assert(
      fc.property(limits, (limit) => {
        const c = handlingCase(limit);
        const once = story(DEFAULT_POLICY, [["extend", 0]], c);
        expect(once.deadline).toBe(deadlineOf(c.deadline as number, limit, calendar));
        const twice = story(DEFAULT_POLICY, [["extend", 0]], once);
        expect(twice.deadline).toBe(deadlineOf(once.deadline as number, limit, calendar));
        const asked = (from: Case, at: number) => ask(from, commandOf("extend", {}, at), context);
        expect(asked(twice, lastAt(twice))).toMatchObject({ refused: "tooManyExtensions" });
        expect(asked(c, (c.deadline as number) + 1)).toMatchObject({ refused: "overdue" });
        expect(isRefusal(asked(c, c.deadline as number))).toBe(false);
      }),
    );
  });

  test("K7 a refused request counts for nothing, and where the policy wants one nothing is granted without", () => {
    const policy: CasePolicy = {
      ...DEFAULT_POLICY,
      extension: { max: 1, whenOverdue: false, needsRequest: true },
      suspension: { max: 1, longestDays: 365, needsRequest: true },
    };
    const c = handlingCase({ value: 3, type: "workDay" }, policy);
    const no = (from: Case, kind: CommandKind) => ask(from, commandOf(kind, {}, lastAt(from)), { calendar, policy });
    for (const kind of ["extend", "suspend", "refuseExtension", "refuseSuspension"] as const) {
      expect(no(c, kind)).toMatchObject({ refused: "notRequested" });
    }
    const asked = story(policy, [["requestExtension", 1]], c);
    expect(asked.request).toEqual({ asks: "extension", at: lastAt(asked) });
    expect(no(asked, "requestSuspension")).toMatchObject({ refused: "alreadyRequested" });
    expect(no(asked, "suspend")).toMatchObject({ refused: "notRequested" });
    const refused = story(policy, [["refuseExtension", 1]], asked);
    expect(refused).toMatchObject({ request: null, extensionCount: 0, deadline: c.deadline });
    const granted = story(
      policy,
      [
        ["requestExtension", 1],
        ["extend", 1],
      ],
      refused,
    );
    expect(granted).toMatchObject({ request: null, extensionCount: 1 });
    const hung = story(
      policy,
      [
        ["requestSuspension", 1],
        ["suspend", 1],
        ["resume", 60],
      ],
      granted,
    );
    expect(no(hung, "requestSuspension")).toMatchObject({ refused: "tooManySuspensions" });
    expect(no(hung, "requestExtension")).toMatchObject({ refused: "tooManyExtensions" });
  });

  test("K9 sent back: another department starts afresh, the same one goes on where it stood", () => {
    fc.assert(
      fc.property(limits, waits, waits, (limit, before, away) => {
        const c = handlingCase(limit);
        const sentBack = story(DEFAULT_POLICY, [["sendBack", before]], c);
        const left = lastAt(sentBack);
        expect(sentBack).toMatchObject({ department: 0, deadline: null, state: "returned", sendBackCount: 1 });
        const still = clocksOf(sentBack, left, calendar);
        expect(clocksOf(sentBack, left + away * MINUTE, calendar)).toEqual(still);
        expect(still.pausedBy).toBe("sendBack");
        // Urging in between changes nothing.
        const half = Math.floor(away / 2);
        const urged = story(DEFAULT_POLICY, [["urge", half]], sentBack);
        const at = left + away * MINUTE;
        const other = story(DEFAULT_POLICY, [["dispatch", away - half, { department: 2 }]], urged);
        expect(other.deadline).toBe(deadlineOf(at, limit, calendar));
        expect(other.marks & MARK.manyDepartments).not.toBe(0);
        expect(clocksOf(other, at, calendar)).toMatchObject({ usedMinutes: 0, pausedBy: null });
        const same = story(DEFAULT_POLICY, [["dispatch", away - half, { department: 1 }]], urged);
        expect(same.deadline).toBe(
          advance(c.deadline as number, elapsed(left, at, limit.type, calendar), limit.type, calendar),
        );
        expect(same.marks & MARK.manyDepartments).toBe(0);
        expect(clocksOf(same, at, calendar).usedMinutes).toBe(still.usedMinutes);
      }),
    );
  });

  test("K9 a send-back that is refused (推诿) gives no pause: the deadline is the one it had", () => {
    fc.assert(
      fc.property(limits, waits, waits, (limit, before, away) => {
        const c = handlingCase(limit);
        const refused = story(
          DEFAULT_POLICY,
          [
            ["sendBack", before],
            ["refuseSendBack", away],
          ],
          c,
        );
        expect(refused).toMatchObject({ state: "pendingHandling", department: 1, deadline: c.deadline });
        expect(refused.marks & MARK.shirked).not.toBe(0);
        const at = lastAt(refused);
        expect(clocksOf(refused, at, calendar)).toMatchObject({
          usedMinutes: Math.floor(elapsed(START, at, limit.type, calendar) / MINUTE),
          pausedBy: null,
        });
      }),
    );
  });

  test("K9 what a caller sends back cannot be refused as shirking, and starts the whole limit", () => {
    const limit: TimeLimit = { value: 2, type: "workDay" };
    const back = story(
      DEFAULT_POLICY,
      [
        ["submit", 60],
        ["sendPostCheck", 1],
        ["passCheck", 1],
        ["callBack", 1, { score: -100 }],
        ["urge", 1],
      ],
      handlingCase(limit),
    );
    expect(back).toMatchObject({ state: "returned", satisfaction: -100, submittedAt: null, checkedAt: null });
    const answer = ask(back, commandOf("refuseSendBack", {}, lastAt(back)), context);
    expect(answer).toMatchObject({ refused: "wrongState" });
    const again = story(DEFAULT_POLICY, [["dispatch", 5]], back);
    expect(again.deadline).toBe(deadlineOf(lastAt(again), limit, calendar));
    expect(again.reworkCount).toBe(1);
    expect(story(DEFAULT_POLICY, [["dispatch", 5, { department: 2 }]], back).reworkCount).toBe(0);
  });

  test("K10 acceptance stands still while a patroller is out (核实), and is judged only where it has a limit", () => {
    fc.assert(
      fc.property(fc.nat(14), fc.nat(400), fc.nat(40), fc.option(fc.constant(15)), (before, out, after, minutes) => {
        const policy: CasePolicy = {
          ...DEFAULT_POLICY,
          stageMinutes: { ...DEFAULT_POLICY.stageMinutes, reported: minutes },
        };
        const c = story(policy, [
          ["sendPreCheck", before],
          ["preCheck", out],
          ["accept", after],
        ]);
        const marked = (bit: number) => (c.marks & bit) !== 0;
        expect(marked(MARK.acceptJudged)).toBe(minutes !== null);
        expect(marked(MARK.acceptOnTime)).toBe(minutes !== null && before + after <= minutes);
        expect(marked(MARK.preCheckSendJudged)).toBe(minutes !== null);
        expect(marked(MARK.preCheckJudged)).toBe(true);
        expect(marked(MARK.preCheckOnTime)).toBe(out <= 30);
        const back = story(policy, [
          ["sendPreCheck", before],
          ["preCheck", out],
        ]);
        expect(lastAt(back) - back.stageSince).toBe(before * MINUTE);
        if (minutes !== null) expect(back.stageDue).toBe(START + (15 + out) * MINUTE);
      }),
    );
  });

  test("K10 a step without a limit is never judged", () => {
    const none: CasePolicy = {
      ...DEFAULT_POLICY,
      dispatchMinutes: null,
      stageMinutes: Object.fromEntries(
        Object.keys(DEFAULT_POLICY.stageMinutes).map((state) => [state, null]),
      ) as CasePolicy["stageMinutes"],
    };
    const judged =
      MARK.acceptJudged |
      MARK.preCheckSendJudged |
      MARK.preCheckJudged |
      MARK.filingJudged |
      MARK.dispatchJudged |
      MARK.postCheckSendJudged |
      MARK.postCheckJudged |
      MARK.closeJudged;
    fc.assert(
      fc.property(reports, steps, (first, path) => {
        expect(walk(first, path, none).marks & judged).toBe(0);
      }),
    );
  });

  test("K11 ten minutes from acceptance to the department, or from filing, as the policy says", () => {
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.constantFrom("accepted", "filed"), (filing, dispatch, from) => {
        const policy: CasePolicy = { ...DEFAULT_POLICY, dispatchClockFrom: from };
        const c = story(policy, [
          ["accept", 3],
          ["file", filing],
          ["dispatch", dispatch],
        ]);
        expect(c.dispatchDue).toBe(START + (3 + 10 + (from === "filed" ? filing : 0)) * MINUTE);
        expect(c.marks & MARK.dispatchJudged).not.toBe(0);
        expect((c.marks & MARK.dispatchOnTime) !== 0).toBe(dispatch + (from === "accepted" ? filing : 0) <= 10);
      }),
    );
  });

  test("K12 whoever receives a return acts at their own stage and pushes no further", () => {
    const FORWARD: Partial<Record<CaseState, readonly CaseState[]>> = {
      returned: ["pendingHandling", "pendingFiling", "voided", "returned"],
      pendingFiling: ["pendingDispatch", "notFiled", "selfHandledClosed", "pendingFiling"],
    };
    fc.assert(
      fc.property(reports, steps, policies, (first, path, policy) => {
        const { facts } = walk(first, path, policy);
        let c = replay(facts.slice(0, 1));
        for (const fact of facts.slice(1)) {
          const after = evolve(c, fact);
          if (fact.kind !== "forceClosed") {
            const may = FORWARD[c.state];
            if (may !== undefined) expect(may).toContain(after.state);
          }
          c = after;
        }
      }),
    );
    const back = story(DEFAULT_POLICY, [...INTO_HANDLING, ["sendBack", 5], ["returnToAcceptor", 5]]);
    for (const kind of ["dispatch", "takeOn", "submit", "close"] as const) {
      expect(ask(back, commandOf(kind, {}, lastAt(back)), context)).toMatchObject({ refused: "wrongState" });
    }
    expect(back).toMatchObject({ filedAt: null, dispatchedAt: null, limit: { value: 1, type: "workDay" } });
  });
});
