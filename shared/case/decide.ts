/**
 * What may be done with a case, and what follows from it. `decide` is the only judge: history, live city and seats all
 * move cases through it. It is pure: the time is the command's, the rules are data in `context`.
 */
import type { Case, Command, CommandKind, Fact, Refusal } from "./case.ts";
import {
  dispatchDeadline,
  dispatchDue,
  extendedDeadline,
  resumedDeadline,
  reworkDeadline,
  wholeLimit,
} from "./deadlines.ts";
import { acceptDueAfterPreCheck, dueOf, lastOwner, wasSentBack } from "./deadlines.ts";
import { MARK } from "./marks.ts";
import type { CasePolicy, ClockedState } from "./policy.ts";
import type { CaseState } from "./state.ts";
import type { WorkCalendar } from "./worktime.ts";

const DAY = 86_400_000;
/** The end of the year 9999: instants beyond it are no instants of a case. */
const LAST_INSTANT = 253_402_300_800_000;
/** Points of a call back, best to worst (domain.md §4.1). */
export const SATISFACTION_SCORES = [100, 80, 50, 0, -100] as const;

export interface DecideContext {
  readonly calendar: WorkCalendar;
  readonly policy: CasePolicy;
}

const OVERSIGHT = ["supervise", "answerSupervision", "urge", "forceClose"] as const satisfies readonly CommandKind[];
const WITH_DEPARTMENT = [
  "sendBack",
  "redispatch",
  "requestExtension",
  "extend",
  "refuseExtension",
  "requestSuspension",
  "suspend",
  "refuseSuspension",
  "void",
  "markDuplicate",
  ...OVERSIGHT,
] as const satisfies readonly CommandKind[];

/**
 * The one transition table: what each state allows. Total over states, so that a state nobody told about does not compile.
 * Names of ending a case follow the place where it ends: 不予受理, 不予立案, 作废 (domain.md §3.2). Whoever receives a
 * returned case acts at their own stage only: none of its commands skips one. Leaders may supervise, urge and force an
 * end at any time from filing on.
 */
export const ALLOWED: Readonly<Record<CaseState, readonly CommandKind[]>> = {
  reported: ["accept", "notAccept", "answer", "sendPreCheck", "selfHandle", "markDuplicate", "forceClose"],
  preChecking: ["preCheck", "forceClose"],
  pendingFiling: ["file", "notFile", "selfHandle", "markDuplicate", ...OVERSIGHT],
  pendingDispatch: ["dispatch", "returnToAcceptor", "void", "markDuplicate", ...OVERSIGHT],
  pendingHandling: ["takeOn", ...WITH_DEPARTMENT],
  handling: ["submit", ...WITH_DEPARTMENT],
  // What was submitted may plainly not do: rework without a look on site (feedback → rework, domain.md §3.1).
  pendingReview: ["sendPostCheck", "requestCityCheck", "failCheck", "void", ...OVERSIGHT],
  checking: ["passCheck", "failCheck", "void", ...OVERSIGHT],
  awaitingCityCheck: ["passCheck", "failCheck", "void", ...OVERSIGHT],
  pendingClose: ["callBack", "close", "void", ...OVERSIGHT],
  returned: ["dispatch", "refuseSendBack", "returnToAcceptor", "void", "markDuplicate", ...OVERSIGHT],
  suspended: ["resume", "void", ...OVERSIGHT],
  closed: ["appeal", "grantAppeal", "refuseAppeal"],
  notAccepted: [],
  notFiled: [],
  voided: [],
  selfHandledClosed: [],
  answered: [],
};

type Reason = Refusal["refused"];

/**
 * The facts that follow from a command, or a typed no. `c` is null for a case that does not exist yet.
 * Deadlines are worked out here, once, and written into the facts. It never throws and changes nothing.
 */
export function decide(c: Case | null, command: Command, context: DecideContext): Fact[] | Refusal {
  const refuse = (refused: Reason): Refusal => ({ refused, command: command.kind, state: c === null ? null : c.state });
  if (command.kind === "report") {
    if (c !== null) return refuse("alreadyReported");
    const { at, by, report } = command;
    if (!isInstant(at)) return refuse("timeRunsBackwards");
    return [{ kind: "reported", at, by, report, ...dueOf(at, "reported", context.policy) }];
  }
  if (c === null) return refuse("notReported");
  if (command.kind === "suspend" && c.state === "suspended") return refuse("alreadySuspended");
  if (!ALLOWED[c.state].includes(command.kind)) return refuse("wrongState");
  if (!isInstant(command.at) || command.at < lastAt(c)) return refuse("timeRunsBackwards");
  if (!saysWhy(command)) return refuse("reasonMissing");
  if (!holdsGoodValues(command)) return refuse("badValue");
  const no = refusalOf(c, command, context.policy);
  return no === null ? [factOf(c, command, context)] : refuse(no);
}

/** True when the answer of `decide` is a no. */
export function isRefusal(answer: Fact[] | Refusal): answer is Refusal {
  return "refused" in answer;
}

/** True for an instant that a case can have: epoch ms from 1970 to the year 9999. */
export function isInstant(at: number): boolean {
  return at >= 0 && at < LAST_INSTANT;
}

/** When the case last changed: time must not run backwards from here. */
export function lastAt(c: Case): number {
  return c.facts.at(-1)?.at ?? c.reportedAt;
}

/** A command that must give words gives some. */
function saysWhy(command: Command): boolean {
  const words = [
    "reason" in command ? command.reason : null,
    "opinion" in command ? command.opinion : null,
    "reply" in command ? command.reply : null,
  ];
  return words.every((each) => each === null || each.trim() !== "");
}

/** Longest limit that can be given, in its own unit: nobody gives a case more than ten years. */
export const LONGEST_LIMIT = 3_660;

/** A limit has a length, a department is one, a letter is to be answered after it was written. */
function holdsGoodValues(command: Command): boolean {
  switch (command.kind) {
    case "file":
      return command.limit.value > 0 && command.limit.value <= LONGEST_LIMIT;
    case "dispatch":
    case "redispatch":
      return Number.isSafeInteger(command.department) && command.department > 0;
    case "supervise":
      return command.answerBy === undefined || (isInstant(command.answerBy) && command.answerBy >= command.at);
    default:
      return true;
  }
}

/** What the policy and the case's own past forbid, or null. */
function refusalOf(c: Case, command: Command, policy: CasePolicy): Reason | null {
  switch (command.kind) {
    case "requestExtension":
      if (c.request !== null) return "alreadyRequested";
      return extensionRefusal(c, command.at, policy);
    case "extend":
      if (policy.extension.needsRequest && c.request?.asks !== "extension") return "notRequested";
      return extensionRefusal(c, command.at, policy);
    case "refuseExtension":
      return c.request?.asks === "extension" ? null : "notRequested";
    case "requestSuspension":
      if (c.request !== null) return "alreadyRequested";
      return suspensionRefusal(c, policy);
    case "suspend":
      if (policy.suspension.needsRequest && c.request?.asks !== "suspension") return "notRequested";
      return suspensionRefusal(c, policy);
    case "refuseSuspension":
      return c.request?.asks === "suspension" ? null : "notRequested";
    case "sendBack":
      return policy.sendBack.max !== null && c.sendBackCount >= policy.sendBack.max ? "tooManySendBacks" : null;
    case "refuseSendBack":
      return wasSentBack(c) && lastOwner(c) !== null ? null : "wrongState";
    case "redispatch":
      return command.department === c.department ? "sameDepartment" : null;
    case "sendPostCheck":
      return policy.cityCheck ? "notInPolicy" : null;
    case "requestCityCheck":
      return policy.cityCheck ? null : "notInPolicy";
    case "markDuplicate":
      return Number.isSafeInteger(command.of) && command.of > 0 ? null : "badDuplicate";
    case "callBack":
      return (SATISFACTION_SCORES as readonly number[]).includes(command.score) ? null : "badScore";
    case "answerSupervision":
      return c.facts.findLast((fact) => fact.kind === "supervised" || fact.kind === "superviseAnswered")?.kind ===
        "supervised"
        ? null
        : "notSupervised";
    case "appeal":
      return appealRefusal(c, command.at, policy);
    case "grantAppeal":
    case "refuseAppeal":
      return c.facts.findLast((fact) => APPEAL_FACTS.has(fact.kind))?.kind === "appealed" ? null : "notAppealed";
    default:
      return null;
  }
}

const APPEAL_FACTS: ReadonlySet<Fact["kind"]> = new Set(["appealed", "appealGranted", "appealRefused"]);

/** Judged when it is decided, not when it was asked for. A case without limit or deadline has nothing to extend. */
function extensionRefusal(c: Case, at: number, { extension }: CasePolicy): Reason | null {
  if (c.limit === null || c.deadline === null) return "notInPolicy";
  if (c.extensionCount >= extension.max) return "tooManyExtensions";
  return at > c.deadline && !extension.whenOverdue ? "overdue" : null;
}

function suspensionRefusal(c: Case, { suspension }: CasePolicy): Reason | null {
  const times = c.facts.filter((fact) => fact.kind === "suspended").length;
  return times >= suspension.max ? "tooManySuspensions" : null;
}

/** Only once, only after closing, and only against having been late (domain.md §3.3). */
function appealRefusal(c: Case, at: number, { appeal }: CasePolicy): Reason | null {
  if (!appeal.allowed) return "notInPolicy";
  if (c.submittedAt === null || c.deadline === null || c.submittedAt <= c.deadline) return "notOverdue";
  if ((c.marks & MARK.appealed) !== 0) return "alreadyAppealed";
  return c.closedAt !== null && at > c.closedAt + appeal.withinDays * DAY ? "appealTooLate" : null;
}

/** The fact of an allowed command. Total over commands: an untold command does not compile. */
function factOf(c: Case, command: Exclude<Command, { kind: "report" }>, context: DecideContext): Fact {
  const { calendar, policy } = context;
  const { at, by } = command;
  const due = (state: ClockedState) => dueOf(at, state, policy);
  switch (command.kind) {
    case "accept":
      return {
        kind: "accepted",
        at,
        by,
        ...due("pendingFiling"),
        ...(policy.dispatchClockFrom === "accepted" ? dispatchDue(at, policy) : {}),
      };
    case "notAccept":
      return { kind: "notAccepted", at, by, reason: command.reason };
    case "answer":
      return { kind: "answered", at, by, reason: command.reason };
    case "sendPreCheck":
      return { kind: "preCheckSent", at, by, ...due("preChecking") };
    case "preCheck":
      return { kind: "preChecked", at, by, confirmed: command.confirmed, ...acceptDueAfterPreCheck(c, at) };
    case "file": {
      // A dispatch clock that runs since acceptance goes on; after a return, or by policy, it starts at filing.
      const started = c.dispatchDue === null ? dispatchDue(at, policy) : {};
      const dispatchBy = c.dispatchDue ?? started.dispatchDue;
      return {
        kind: "filed",
        at,
        by,
        limit: command.limit,
        ...(command.condition === undefined ? {} : { condition: command.condition }),
        ...started,
        ...(dispatchBy === undefined ? {} : { due: dispatchBy }),
      };
    }
    case "notFile":
      return { kind: "notFiled", at, by, reason: command.reason };
    case "markDuplicate":
      return { kind: "markedDuplicate", at, by, of: command.of };
    case "dispatch":
      return {
        kind: "dispatched",
        at,
        by,
        department: command.department,
        deadline: dispatchDeadline(c, command, calendar),
        ...proposed(command),
      };
    case "redispatch":
      return {
        kind: "dispatched",
        at,
        by,
        department: command.department,
        deadline: wholeLimit(c, at, calendar),
        reason: command.reason,
        ...proposed(command),
      };
    case "takeOn":
      return { kind: "takenOn", at, by };
    case "sendBack":
      return { kind: "sentBack", at, by, reason: command.reason, ...due("returned") };
    case "refuseSendBack": {
      // No ground, no pause: the clock is where it would have been (推诿, domain.md §3.3).
      const owner = lastOwner(c) as NonNullable<ReturnType<typeof lastOwner>>;
      return { kind: "sendBackRefused", at, by, reason: command.reason, ...owner };
    }
    case "returnToAcceptor":
      return { kind: "returnedToAcceptor", at, by, reason: command.reason, ...due("pendingFiling") };
    case "requestExtension":
      return { kind: "extensionRequested", at, by, reason: command.reason };
    case "extend":
      return { kind: "extended", at, by, deadline: extendedDeadline(c, at, calendar) };
    case "refuseExtension":
      return { kind: "extensionRefused", at, by, reason: command.reason };
    case "requestSuspension":
      return { kind: "suspensionRequested", at, by, reason: command.reason };
    case "suspend":
      return { kind: "suspended", at, by, reason: command.reason, until: at + policy.suspension.longestDays * DAY };
    case "refuseSuspension":
      return { kind: "suspensionRefused", at, by, reason: command.reason };
    case "resume":
      return { kind: "resumed", at, by, deadline: resumedDeadline(c, at, calendar) };
    case "submit":
      return { kind: "submitted", at, by, ...due("pendingReview") };
    case "sendPostCheck":
      return { kind: "postCheckSent", at, by, ...due("checking") };
    case "requestCityCheck":
      return { kind: "cityCheckRequested", at, by };
    case "passCheck":
      return { kind: "checkPassed", at, by, ...due("pendingClose") };
    case "failCheck":
      return {
        kind: "checkFailed",
        at,
        by,
        reason: command.reason,
        ...(policy.rework === "newLimit" ? reworkDeadline(c, at, calendar) : {}),
      };
    case "callBack": {
      const returns = policy.callBackReturns && command.score <= 0;
      return { kind: "calledBack", at, by, score: command.score, returns, ...(returns ? due("returned") : {}) };
    }
    case "close":
      return { kind: "closed", at, by };
    case "forceClose":
      return { kind: "forceClosed", at, by, reason: command.reason };
    case "void":
      return { kind: "voided", at, by, reason: command.reason };
    case "selfHandle":
      return { kind: "selfHandled", at, by };
    case "supervise": {
      const { opinion, answerBy } = command;
      return { kind: "supervised", at, by, opinion, ...(answerBy === undefined ? {} : { answerBy }) };
    }
    case "answerSupervision":
      return { kind: "superviseAnswered", at, by, reply: command.reply };
    case "urge":
      return { kind: "urged", at, by, note: command.note };
    case "appeal":
      return { kind: "appealed", at, by, reason: command.reason };
    case "grantAppeal":
      return { kind: "appealGranted", at, by, reason: command.reason };
    case "refuseAppeal":
      return { kind: "appealRefused", at, by, reason: command.reason };
  }
}

/** What the program proposed, written into the fact where it proposed something. */
function proposed({ suggested }: { readonly suggested?: number }): { readonly suggested?: number } {
  return suggested === undefined || suggested === 0 ? {} : { suggested };
}
