/**
 * Whether a fact that somebody states can follow from a case as it is. `decide` gives facts that do; other platforms and
 * old exports may state anything, and `evolve` judges nothing. What a city's policy allows is not asked here: another
 * platform has another one.
 */
import { CASE_SOURCES, type Case, type CaseTimes, type CommandKind, type Fact, type FactKind } from "./case.ts";
import type { CaseReport, LimitType } from "./case.ts";
import { lastOwner, wasSentBack } from "./deadlines.ts";
import { ALLOWED, LONGEST_LIMIT, SATISFACTION_SCORES, isInstant, lastAt } from "./decide.ts";
import { MARK } from "./marks.ts";
import { CASE_STATES } from "./state.ts";

/** Ids of docs/rules.md. */
export const LAWS = ["K1", "K2", "K4", "K5", "K6", "K7", "K9", "K14", "K17"] as const;
export type Law = (typeof LAWS)[number];

/**
 * The rule (docs/rules.md) that a stated fact breaks, or null when it can follow. `c` is null for a case that nobody has
 * reported yet.
 * @param stated anything: it may come from outside
 */
export function follows(c: Case | null, stated: unknown): Law | null {
  if (!isFact(stated)) return "K17";
  if ((c === null) !== (stated.kind === "reported")) return "K2";
  if (c === null) return null;
  if (stated.at < lastAt(c)) return "K4";
  return stated.kind === "observed" || GIVEN_BY[stated.kind].some((kind) => ALLOWED[c.state].includes(kind))
    ? brokenBy(c, stated)
    : "K1";
}

/** Which commands lead to a fact. Total over facts: an untold fact does not compile. */
const GIVEN_BY: Readonly<Record<Exclude<FactKind, "observed">, readonly CommandKind[]>> = {
  reported: ["report"],
  accepted: ["accept"],
  notAccepted: ["notAccept"],
  answered: ["answer"],
  preCheckSent: ["sendPreCheck"],
  preChecked: ["preCheck"],
  filed: ["file"],
  notFiled: ["notFile"],
  markedDuplicate: ["markDuplicate"],
  dispatched: ["dispatch", "redispatch"],
  takenOn: ["takeOn"],
  sentBack: ["sendBack"],
  sendBackRefused: ["refuseSendBack"],
  returnedToAcceptor: ["returnToAcceptor"],
  extensionRequested: ["requestExtension"],
  extended: ["extend"],
  extensionRefused: ["refuseExtension"],
  suspensionRequested: ["requestSuspension"],
  suspended: ["suspend"],
  suspensionRefused: ["refuseSuspension"],
  resumed: ["resume"],
  submitted: ["submit"],
  postCheckSent: ["sendPostCheck"],
  cityCheckRequested: ["requestCityCheck"],
  checkPassed: ["passCheck"],
  checkFailed: ["failCheck"],
  calledBack: ["callBack"],
  closed: ["close"],
  forceClosed: ["forceClose"],
  voided: ["void"],
  selfHandled: ["selfHandle"],
  supervised: ["supervise"],
  superviseAnswered: ["answerSupervision"],
  urged: ["urge"],
  appealed: ["appeal"],
  appealGranted: ["grantAppeal"],
  appealRefused: ["refuseAppeal"],
};

/** What the case's past forbids although its state would allow it. */
function brokenBy(c: Case, fact: Fact): Law | null {
  const earlier = (deadline: number | null | undefined) =>
    typeof deadline === "number" && c.deadline !== null && deadline < c.deadline;
  switch (fact.kind) {
    case "dispatched":
      return c.department !== 0 && c.department === fact.department ? "K1" : null;
    case "sendBackRefused":
      return wasSentBack(c) && lastOwner(c)?.department === fact.department ? null : "K9";
    case "extensionRequested":
    case "suspensionRequested":
      return c.request === null ? null : "K1";
    case "extensionRefused":
      return c.request?.asks === "extension" ? null : "K1";
    case "suspensionRefused":
      return c.request?.asks === "suspension" ? null : "K1";
    case "extended":
      return earlier(fact.deadline) ? "K7" : null;
    case "suspended":
      return fact.until !== undefined && fact.until < fact.at ? "K5" : null;
    case "resumed":
      return earlier(fact.deadline) || (fact.deadline === null) !== (c.deadline === null) ? "K5" : null;
    case "checkFailed":
      return earlier(fact.deadline) ? "K6" : null;
    case "superviseAnswered":
      return c.facts.findLast((each) => each.kind === "supervised" || each.kind === "superviseAnswered")?.kind ===
        "supervised"
        ? null
        : "K1";
    case "appealed":
      return c.submittedAt !== null &&
        c.deadline !== null &&
        c.submittedAt > c.deadline &&
        (c.marks & MARK.appealed) === 0
        ? null
        : "K14";
    case "appealGranted":
    case "appealRefused":
      return c.facts.findLast((each) => APPEALS.has(each.kind))?.kind === "appealed" ? null : "K14";
    default:
      return null;
  }
}

const APPEALS: ReadonlySet<FactKind> = new Set(["appealed", "appealGranted", "appealRefused"]);

type Check = (value: unknown) => boolean;
/** The checks of an object's members: each member has one, and there is none besides. */
type Shape<T> = { readonly [K in keyof T]-?: Check };

const text: Check = (value) => typeof value === "string";
const flag: Check = (value) => typeof value === "boolean";
const instant: Check = (value) => typeof value === "number" && isInstant(value);
const uid: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const named: Check = (value) => Number.isSafeInteger(value) && (value as number) > 0;
const oneOf =
  (list: readonly unknown[]): Check =>
  (value) =>
    list.includes(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
/** A member that may be missing. */
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const degrees =
  (most: number): Check =>
  (value) =>
    typeof value === "number" && Math.abs(value) <= most;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const shaped =
  <T>(shape: Shape<T>): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(shape, key)) &&
    Object.entries<Check>(shape).every(([key, check]) => check(value[key]));

const LIMIT_TYPES: Readonly<Record<LimitType, true>> = {
  urgentHour: true,
  urgentDay: true,
  workHour: true,
  workDay: true,
  naturalDay: true,
};
const limit = shaped<{ value: number; type: LimitType }>({
  value: (value) => typeof value === "number" && value > 0 && value <= LONGEST_LIMIT,
  type: oneOf(Object.keys(LIMIT_TYPES)),
});
const report = shaped<CaseReport>({
  kind: oneOf(["component", "matter"]),
  classUid: uid,
  source: oneOf(CASE_SOURCES),
  lon: orNull(degrees(180)),
  lat: orNull(degrees(90)),
  address: text,
  unitGrid: uid,
  dutyGrid: uid,
  description: text,
  urgent: flag,
  refiledFrom: maybe(uid),
});
const time = maybe(orNull(instant));
const times = shaped<CaseTimes>({
  reportedAt: maybe(instant),
  acceptedAt: time,
  filedAt: time,
  dispatchedAt: time,
  submittedAt: time,
  checkedAt: time,
  closedAt: time,
});

type Own<K extends FactKind> = Omit<Extract<Fact, { kind: K }>, "kind" | "at" | "by" | "due">;
const deadline = orNull(instant);
const why = { reason: text };

/** What each fact says besides its kind, time, person and due time. Total over facts and their members. */
const SHAPES: { readonly [K in FactKind]: Shape<Own<K>> } = {
  reported: { report },
  accepted: { dispatchDue: maybe(instant) },
  notAccepted: why,
  answered: why,
  preCheckSent: {},
  preChecked: { confirmed: flag },
  filed: { limit, condition: maybe(text), dispatchDue: maybe(instant) },
  notFiled: why,
  markedDuplicate: { of: named },
  dispatched: { department: named, deadline, reason: maybe(text), suggested: maybe(named) },
  takenOn: {},
  sentBack: why,
  sendBackRefused: { reason: text, department: named, deadline },
  returnedToAcceptor: why,
  extensionRequested: why,
  extended: { deadline: instant },
  extensionRefused: why,
  suspensionRequested: why,
  suspended: { reason: text, until: maybe(instant) },
  suspensionRefused: why,
  resumed: { deadline },
  submitted: {},
  postCheckSent: {},
  cityCheckRequested: {},
  checkPassed: {},
  checkFailed: { reason: text, deadline: maybe(instant) },
  calledBack: { score: oneOf(SATISFACTION_SCORES), returns: flag },
  closed: {},
  forceClosed: why,
  voided: why,
  selfHandled: {},
  supervised: { opinion: text, answerBy: maybe(instant) },
  superviseAnswered: { reply: text },
  urged: { note: text },
  appealed: why,
  appealGranted: why,
  appealRefused: why,
  observed: {
    state: oneOf(CASE_STATES),
    status: text,
    department: orNull(named),
    deadline,
    times,
  },
};

const HAPPENED = { at: instant, by: text, due: maybe(instant) };
const CHECKS = new Map(
  Object.entries<Readonly<Record<string, Check>>>(SHAPES).map(([kind, shape]) => [
    kind,
    shaped({ kind: oneOf([kind]), ...HAPPENED, ...shape }),
  ]),
);

/** True for a value with the shape of a fact: a known kind, exactly its members, and instants that can be. */
export function isFact(value: unknown): value is Fact {
  return isObject(value) && typeof value["kind"] === "string" && CHECKS.get(value["kind"])?.(value) === true;
}
