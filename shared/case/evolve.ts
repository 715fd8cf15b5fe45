/**
 * A case is the fold of its facts. `evolve` adds one fact; it judges nothing (that is `decide`), so that facts which other
 * platforms state can be replayed as they are.
 */
import type { Case, Fact } from "./case.ts";

/** The case after one more fact. The first fact of a case is `reported`; anything else there is a broken invariant. */
export function evolve(c: Case | null, fact: Fact): Case {
  if (c === null) {
    if (fact.kind !== "reported") throw new Error(`the first fact of a case is "reported", not "${fact.kind}"`);
    return {
      ...fact.report,
      state: "reported",
      department: 0,
      limit: null,
      deadline: null,
      reworkCount: 0,
      extensionCount: 0,
      sendBackCount: 0,
      supervised: false,
      suspendedAt: null,
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
  switch (fact.kind) {
    case "reported":
      throw new Error('a case is "reported" once only');
    case "accepted":
      return { state: "pendingFiling", acceptedAt: fact.at };
    case "notAccepted":
      return { state: "notAccepted", closedAt: fact.at };
    case "preCheckSent":
      return { state: "preChecking" };
    case "preChecked":
      // Whatever the patroller saw, the acceptor decides (domain.md §3.1: result → accept).
      return { state: "reported" };
    case "filed":
      return { state: "pendingDispatch", filedAt: fact.at, limit: fact.limit };
    case "notFiled":
      return { state: "notFiled", closedAt: fact.at };
    case "dispatched":
      return {
        state: "pendingHandling",
        department: fact.department,
        dispatchedAt: fact.at,
        deadline: fact.deadline,
      };
    case "takenOn":
      return { state: "handling" };
    case "sentBack":
      // No department owns a returned case, so no department's clock runs.
      return { state: "returned", department: 0, deadline: null, sendBackCount: c.sendBackCount + 1 };
    case "extended":
      return { deadline: fact.deadline, extensionCount: c.extensionCount + 1 };
    case "suspended":
      return { state: "suspended", suspendedAt: fact.at };
    case "resumed":
      return { state: "handling", suspendedAt: null, deadline: fact.deadline };
    case "submitted":
      return { state: "pendingReview", submittedAt: fact.at };
    case "postCheckSent":
      return { state: "checking" };
    case "checkPassed":
      return { state: "pendingClose", checkedAt: fact.at };
    case "checkFailed":
      // 返工: the same department goes on under the same deadline; what it submitted does not count as handled.
      return { state: "handling", checkedAt: fact.at, submittedAt: null, reworkCount: c.reworkCount + 1 };
    case "closed":
      return { state: "closed", closedAt: fact.at };
    case "voided":
      return { state: "voided", closedAt: fact.at, suspendedAt: null };
    case "selfHandled":
      return { state: "selfHandledClosed", closedAt: fact.at };
    case "observed":
      return {
        state: fact.state,
        ...(fact.department === null ? {} : { department: fact.department }),
        ...(fact.deadline === null ? {} : { deadline: fact.deadline }),
        ...fact.times,
      };
  }
}
