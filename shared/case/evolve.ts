/**
 * A case is the fold of its facts. `evolve` adds one fact; it judges nothing (that is `decide`), so that facts which other
 * platforms state can be replayed as they are.
 */
import type { Case, Fact } from "./case.ts";
import { MARK } from "./marks.ts";
import type { CaseState } from "./state.ts";

/** The case after one more fact. The first fact of a case is `reported`; anything else there is a broken invariant. */
export function evolve(c: Case | null, fact: Fact): Case {
  if (c === null) {
    if (fact.kind !== "reported") throw new Error(`the first fact of a case is "reported", not "${fact.kind}"`);
    return {
      ...fact.report,
      state: "reported",
      department: 0,
      limit: null,
      condition: "",
      deadline: null,
      stageSince: fact.at,
      stageDue: fact.due ?? null,
      dispatchDue: null,
      request: null,
      reworkCount: 0,
      extensionCount: 0,
      sendBackCount: 0,
      supervised: false,
      suspendedAt: null,
      suspendedUntil: null,
      satisfaction: null,
      duplicateOf: 0,
      refiledFrom: fact.report.refiledFrom ?? 0,
      marks: 0,
      reportedAt: fact.at,
      acceptedAt: null,
      filedAt: null,
      dispatchedAt: null,
      submittedAt: null,
      checkedAt: null,
      closedAt: null,
      facts: [fact],
    };
  }
  return { ...c, ...changeOf(c, fact), facts: [...c.facts, fact] };
}

/** The case of a list of facts in their order. Throws when there is none. */
export function replay(facts: Iterable<Fact>): Case {
  let c: Case | null = null;
  for (const fact of facts) c = evolve(c, fact);
  if (c === null) throw new Error("a case without facts cannot be replayed");
  return c;
}

/** What one fact changes in a case that has been reported. Total over facts: an untold fact does not compile. */
function changeOf(c: Case, fact: Fact): Partial<Case> {
  /** Enters a state: its stage clock starts. */
  const enter = (state: CaseState): Partial<Case> => ({ state, stageSince: fact.at, stageDue: fact.due ?? null });
  /** Ends the case, wherever its clocks stood. */
  const end = (state: CaseState): Partial<Case> => ({
    ...enter(state),
    closedAt: fact.at,
    suspendedAt: null,
    suspendedUntil: null,
    request: null,
  });
  switch (fact.kind) {
    case "reported":
      throw new Error('a case is "reported" once only');
    case "accepted":
      return {
        ...enter("pendingFiling"),
        acceptedAt: fact.at,
        dispatchDue: fact.dispatchDue ?? null,
        marks: judged(c, fact, MARK.acceptJudged, MARK.acceptOnTime),
      };
    case "notAccepted":
      return { ...end("notAccepted"), marks: judged(c, fact, MARK.acceptJudged, MARK.acceptOnTime) };
    case "answered":
      return { ...end("answered"), marks: judged(c, fact, MARK.acceptJudged, MARK.acceptOnTime) };
    case "preCheckSent":
      return { ...enter("preChecking"), marks: judged(c, fact, MARK.preCheckSendJudged, MARK.preCheckSendOnTime) };
    case "preChecked": {
      // Whatever the patroller saw, the acceptor decides (domain.md §3.1). Acceptance's clock stood still meanwhile.
      const marks = judged(c, fact, MARK.preCheckJudged, MARK.preCheckOnTime);
      return {
        state: "reported",
        stageSince: c.reportedAt + timeOutForPreCheck([...c.facts, fact]),
        stageDue: fact.due ?? null,
        marks: fact.confirmed ? marks | MARK.confirmed : marks,
      };
    }
    case "filed":
      return {
        ...enter("pendingDispatch"),
        filedAt: fact.at,
        limit: fact.limit,
        condition: fact.condition ?? "",
        dispatchDue: fact.dispatchDue ?? c.dispatchDue,
        marks: judged(c, fact, MARK.filingJudged, MARK.filingOnTime),
      };
    case "notFiled":
      return { ...end("notFiled"), marks: judged(c, fact, MARK.filingJudged, MARK.filingOnTime) };
    case "markedDuplicate":
      return { ...end(endOfDuplicate(c.state)), duplicateOf: fact.of, marks: duplicateMarks(c, fact) };
    case "dispatched":
      return {
        ...enter("pendingHandling"),
        department: fact.department,
        dispatchedAt: fact.at,
        checkedAt: null,
        deadline: fact.deadline,
        request: null,
        // 返工 is also the same department once more after it had been checked and a caller was not satisfied.
        reworkCount: c.reworkCount + (isSameAfterCall(c, fact.department) ? 1 : 0),
        marks: dispatchMarks(c, fact),
      };
    case "takenOn":
      return enter("handling");
    case "sentBack":
      // No department owns a returned case, so no department's clock runs.
      return {
        ...enter("returned"),
        department: 0,
        deadline: null,
        request: null,
        sendBackCount: c.sendBackCount + 1,
      };
    case "sendBackRefused":
      return {
        ...enter("pendingHandling"),
        department: fact.department,
        deadline: fact.deadline,
        marks: c.marks | MARK.shirked,
      };
    case "returnedToAcceptor":
      // What was filled in stays; filing and dispatch are done anew, with clocks of their own.
      return {
        ...enter("pendingFiling"),
        department: 0,
        deadline: null,
        filedAt: null,
        dispatchedAt: null,
        dispatchDue: null,
      };
    case "extensionRequested":
      return { request: { asks: "extension", at: fact.at } };
    case "extended":
      return {
        deadline: fact.deadline,
        extensionCount: c.extensionCount + 1,
        request: c.request?.asks === "extension" ? null : c.request,
      };
    case "extensionRefused":
    case "suspensionRefused":
      return { request: null };
    case "suspensionRequested":
      return { request: { asks: "suspension", at: fact.at } };
    case "suspended":
      return {
        ...enter("suspended"),
        stageDue: fact.until ?? null,
        suspendedAt: fact.at,
        suspendedUntil: fact.until ?? null,
        request: null,
      };
    case "resumed":
      return { ...enter("handling"), suspendedAt: null, suspendedUntil: null, deadline: fact.deadline };
    case "submitted":
      return { ...enter("pendingReview"), submittedAt: fact.at, checkedAt: null, request: null };
    case "postCheckSent":
      return { ...enter("checking"), marks: judged(c, fact, MARK.postCheckSendJudged, MARK.postCheckSendOnTime) };
    case "cityCheckRequested":
      return {
        ...enter("awaitingCityCheck"),
        marks: judged(c, fact, MARK.postCheckSendJudged, MARK.postCheckSendOnTime),
      };
    case "checkPassed":
      return {
        ...enter("pendingClose"),
        checkedAt: fact.at,
        marks: judged(c, fact, MARK.postCheckJudged, MARK.postCheckOnTime),
      };
    case "checkFailed":
      // 返工: the same department goes on; what it submitted does not count as handled. Without a look on site there was
      // no check to judge.
      return {
        ...enter("handling"),
        checkedAt: c.state === "pendingReview" ? c.checkedAt : fact.at,
        submittedAt: null,
        deadline: fact.deadline ?? c.deadline,
        reworkCount: c.reworkCount + 1,
        marks:
          c.state === "pendingReview"
            ? c.marks
            : judged(c, fact, MARK.postCheckJudged, MARK.postCheckOnTime) | MARK.checkFailed,
      };
    case "calledBack": {
      const marks = c.marks | MARK.calledBack | (fact.score > 0 ? 0 : MARK.dissatisfied);
      if (!fact.returns) return { satisfaction: fact.score, marks };
      return {
        ...enter("returned"),
        department: 0,
        deadline: null,
        submittedAt: null,
        checkedAt: null,
        satisfaction: fact.score,
        marks,
      };
    }
    case "closed":
      return { ...end("closed"), marks: judged(c, fact, MARK.closeJudged, MARK.closeOnTime) };
    case "forceClosed":
      return { ...end("closed"), marks: c.marks | MARK.forceClosed };
    case "voided":
      return end("voided");
    case "selfHandled":
      return end("selfHandledClosed");
    case "supervised":
      return { supervised: true };
    case "superviseAnswered":
      return {};
    case "urged":
      return { marks: c.marks | MARK.urged };
    case "appealed":
      return { marks: c.marks | MARK.appealed };
    case "appealGranted":
      return { marks: c.marks | MARK.exempt };
    case "appealRefused":
      return {};
    case "observed":
      return {
        ...enter(fact.state),
        dispatchDue: null,
        request: null,
        // Since when a platform has let it hang is not known better than since it first said so.
        suspendedAt: fact.state === "suspended" ? (c.suspendedAt ?? fact.at) : null,
        suspendedUntil: fact.state === "suspended" ? c.suspendedUntil : null,
        ...(fact.department === null ? {} : { department: fact.department }),
        ...(fact.deadline === null ? {} : { deadline: fact.deadline }),
        ...fact.times,
      };
  }
}

/**
 * The marks after a step with a limit has ended. A step that happens again (a second check) counts as on time only when
 * it was on time each time.
 */
function judged(c: Case, fact: Fact, judge: number, onTime: number): number {
  return judgedBy(c.marks, c.stageDue, fact.at, judge, onTime);
}

function judgedBy(marks: number, due: number | null, at: number, judge: number, onTime: number): number {
  if (due === null) return marks;
  if (at > due) return (marks | judge) & ~onTime;
  return (marks & judge) === 0 ? marks | judge | onTime : marks;
}

/** The first dispatch is judged by its own limit; a second department makes it a wrong dispatch (错误派遣). */
function dispatchMarks(c: Case, fact: Extract<Fact, { kind: "dispatched" }>): number {
  const earlier = c.facts.filter((each) => each.kind === "dispatched");
  const judged =
    c.dispatchedAt === null
      ? judgedBy(c.marks, c.dispatchDue, fact.at, MARK.dispatchJudged, MARK.dispatchOnTime)
      : c.marks;
  const marks = judged | suggestionMarks(fact);
  return earlier.some((each) => each.department !== fact.department) ? marks | MARK.manyDepartments : marks;
}

/** Whether the program proposed a department, and whether it was another one that got the case. */
function suggestionMarks({ suggested, department }: Extract<Fact, { kind: "dispatched" }>): number {
  if (suggested === undefined) return 0;
  return suggested === department ? MARK.suggested : MARK.suggested | MARK.suggestionOverridden;
}

/** True when a caller sent it back and it goes to the department that had it. */
function isSameAfterCall(c: Case, department: number): boolean {
  const returned = c.facts.findLastIndex((fact) => fact.kind === "sentBack" || fact.kind === "calledBack");
  const call = c.facts[returned];
  if (c.state !== "returned" || call?.kind !== "calledBack") return false;
  const before = c.facts.findLast((fact) => fact.kind === "dispatched" || fact.kind === "sendBackRefused");
  return before?.kind === "dispatched" || before?.kind === "sendBackRefused" ? before.department === department : false;
}

/** Recognising a duplicate is what ended acceptance, or filing. */
function duplicateMarks(c: Case, fact: Fact): number {
  if (c.state === "reported") return judged(c, fact, MARK.acceptJudged, MARK.acceptOnTime);
  return c.state === "pendingFiling" ? judged(c, fact, MARK.filingJudged, MARK.filingOnTime) : c.marks;
}

/** The same act is named by where it happens: 不予受理, 不予立案, 作废 (domain.md §3.2). */
function endOfDuplicate(state: CaseState): CaseState {
  if (state === "reported" || state === "preChecking") return "notAccepted";
  return state === "pendingFiling" ? "notFiled" : "voided";
}

/** Ms for which acceptance waited for patrollers (核实). */
function timeOutForPreCheck(facts: readonly Fact[]): number {
  let out = 0;
  let since: number | null = null;
  for (const fact of facts) {
    if (fact.kind === "preCheckSent") since = fact.at;
    else if (fact.kind === "observed") since = fact.state === "preChecking" ? fact.at : null;
    else if (fact.kind === "preChecked" && since !== null) {
      out += fact.at - since;
      since = null;
    }
  }
  return out;
}
