/**
 * What may be done with a case, and what follows from it. `decide` is the only judge: history, live city and seats all
 * move cases through it. It is pure: the time is the command's, the rules are data in `context`.
 */
import type { Case, Command, CommandKind, Fact, Refusal } from "./case.ts";
import type { CaseState } from "./state.ts";
import { advance, deadlineOf, elapsed, type WorkCalendar } from "./worktime.ts";

/** The rules in which cities differ. */
export interface CasePolicy {
  /** Extensions (延期) a case may be granted. */
  readonly maxExtensions: number;
  /** May an overdue case still be extended? */
  readonly extendOverdue: boolean;
}

/** Two approvals, none once overdue (SCG, domain.md §3.3). */
export const DEFAULT_POLICY: CasePolicy = { maxExtensions: 2, extendOverdue: false };

export interface DecideContext {
  readonly calendar: WorkCalendar;
  readonly policy: CasePolicy;
}

/**
 * The one transition table: what each state allows. Total over states, so that a state nobody told about does not compile.
 * Names of ending a case follow the place where it ends: 不予受理, 不予立案, 作废 (domain.md §3.2).
 */
export const ALLOWED: Readonly<Record<CaseState, readonly CommandKind[]>> = {
  reported: ["accept", "notAccept", "sendPreCheck", "selfHandle"],
  preChecking: ["preCheck"],
  pendingFiling: ["file", "notFile", "selfHandle"],
  pendingDispatch: ["dispatch", "void"],
  pendingHandling: ["takeOn", "sendBack", "extend", "suspend", "void"],
  handling: ["submit", "sendBack", "extend", "suspend", "void"],
  pendingReview: ["sendPostCheck", "void"],
  checking: ["passCheck", "failCheck", "void"],
  pendingClose: ["close", "void"],
  returned: ["dispatch", "void"],
  suspended: ["resume", "void"],
  closed: [],
  notAccepted: [],
  notFiled: [],
  voided: [],
  selfHandledClosed: [],
};

/**
 * The facts that follow from a command, or a typed no. `c` is null for a case that does not exist yet.
 * Deadlines are worked out here, once, and written into the facts.
 */
export function decide(c: Case | null, command: Command, context: DecideContext): Fact[] | Refusal {
  const refuse = (refused: Refusal["refused"]): Refusal => ({
    refused,
    command: command.kind,
    state: c === null ? null : c.state,
  });
  if (command.kind === "report") {
    if (c !== null) return refuse("alreadyReported");
    return [{ kind: "reported", at: command.at, by: command.by, report: command.report }];
  }
  if (c === null) return refuse("notReported");
  if (command.kind === "suspend" && c.state === "suspended") return refuse("alreadySuspended");
  if (!ALLOWED[c.state].includes(command.kind)) return refuse("wrongState");
  if (command.at < lastAt(c)) return refuse("timeRunsBackwards");
  if ("reason" in command && command.reason.trim() === "") return refuse("reasonMissing");
  if (command.kind === "extend") {
    if (c.extensionCount >= context.policy.maxExtensions) return refuse("tooManyExtensions");
    if (c.deadline !== null && command.at > c.deadline && !context.policy.extendOverdue) return refuse("overdue");
  }
  return [factOf(c, command, context)];
}

/** True when the answer of `decide` is a no. */
export function isRefusal(answer: Fact[] | Refusal): answer is Refusal {
  return "refused" in answer;
}

/** When the case last changed: time must not run backwards from here. */
export function lastAt(c: Case): number {
  return c.facts.at(-1)?.at ?? c.reportedAt;
}

/** The fact of an allowed command. Total over commands: an untold command does not compile. */
function factOf(c: Case, command: Exclude<Command, { kind: "report" }>, { calendar }: DecideContext): Fact {
  const { at, by } = command;
  switch (command.kind) {
    case "accept":
      return { kind: "accepted", at, by };
    case "notAccept":
      return { kind: "notAccepted", at, by, reason: command.reason };
    case "sendPreCheck":
      return { kind: "preCheckSent", at, by };
    case "preCheck":
      return { kind: "preChecked", at, by, confirmed: command.confirmed };
    case "file":
      return { kind: "filed", at, by, limit: command.limit };
    case "notFile":
      return { kind: "notFiled", at, by, reason: command.reason };
    case "dispatch":
      return {
        kind: "dispatched",
        at,
        by,
        department: command.department,
        deadline: dispatchDeadline(c, command, calendar),
      };
    case "takeOn":
      return { kind: "takenOn", at, by };
    case "sendBack":
      return { kind: "sentBack", at, by, reason: command.reason };
    case "extend":
      return { kind: "extended", at, by, deadline: extendedDeadline(c, at, calendar) };
    case "suspend":
      return { kind: "suspended", at, by, reason: command.reason };
    case "resume":
      return { kind: "resumed", at, by, deadline: resumedDeadline(c, at, calendar) };
    case "submit":
      return { kind: "submitted", at, by };
    case "sendPostCheck":
      return { kind: "postCheckSent", at, by };
    case "passCheck":
      return { kind: "checkPassed", at, by };
    case "failCheck":
      return { kind: "checkFailed", at, by, reason: command.reason };
    case "close":
      return { kind: "closed", at, by };
    case "void":
      return { kind: "voided", at, by, reason: command.reason };
    case "selfHandle":
      return { kind: "selfHandled", at, by };
  }
}

/**
 * A first dispatch, or one to another department, starts the whole limit. The same department again goes on where its
 * clock stood when it sent the case back (domain.md §3.3).
 */
function dispatchDeadline(c: Case, command: { at: number; department: number }, calendar: WorkCalendar): number {
  const limit = c.limit ?? { value: 0, type: "urgentHour" };
  const sentBackAt = c.facts.findLast((fact) => fact.kind === "sentBack")?.at;
  const before = lastOwner(c);
  if (sentBackAt === undefined || before === null || before.department !== command.department) {
    return deadlineOf(command.at, limit, calendar);
  }
  return advance(before.deadline, elapsed(sentBackAt, command.at, limit.type, calendar), limit.type, calendar);
}

/** The last department that held the case, and the deadline it held it under. */
function lastOwner(c: Case): { department: number; deadline: number } | null {
  let department = 0;
  let deadline = 0;
  for (const fact of c.facts) {
    if (fact.kind === "dispatched") ({ department, deadline } = fact);
    else if ((fact.kind === "extended" || fact.kind === "resumed") && fact.deadline !== null) deadline = fact.deadline;
  }
  return department === 0 ? null : { department, deadline };
}

/** One more limit from the current deadline, not from the first one and not from now (domain.md §8, trap 10). */
function extendedDeadline(c: Case, at: number, calendar: WorkCalendar): number {
  const from = c.deadline ?? at;
  return c.limit === null ? from : deadlineOf(from, c.limit, calendar);
}

/** The deadline moves by the hang time, measured on the limit's own clock, once (domain.md §8, trap 9). */
function resumedDeadline(c: Case, at: number, calendar: WorkCalendar): number | null {
  if (c.deadline === null || c.suspendedAt === null) return c.deadline;
  const type = c.limit?.type ?? "urgentHour";
  return advance(c.deadline, elapsed(c.suspendedAt, at, type, calendar), type, calendar);
}
