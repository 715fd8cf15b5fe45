/** What the tests of cases share: any report, any policy, any path of commands, and the case that comes of it. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Case, CaseReport, Command, CommandKind, Fact, Refusal, TimeLimit } from "../../shared/case/case.ts";
import { ALLOWED, decide, isRefusal, lastAt, type DecideContext } from "../../shared/case/decide.ts";
import { evolve } from "../../shared/case/evolve.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../shared/case/policy.ts";
import { plainCalendar } from "../../shared/case/worktime.ts";
import { parsePolicy } from "../../shared/rules/policy.ts";

export const calendar = plainCalendar("Asia/Shanghai");
export const START = Date.parse("2026-03-02T00:00:00Z");
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

const folder = join(import.meta.dirname, "../../resources/policies");
export const SHIPPED = readdirSync(folder).map((file) =>
  parsePolicy(`policies/${file}`, JSON.parse(readFileSync(join(folder, file), "utf8"))),
);

export const limits: fc.Arbitrary<TimeLimit> = fc.record({
  value: fc.integer({ min: 1, max: 15 }),
  type: fc.constantFrom("urgentHour", "urgentDay", "workHour", "workDay", "naturalDay"),
});

export const reports: fc.Arbitrary<CaseReport> = fc.record({
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

const someMinutes = fc.option(fc.integer({ min: 1, max: 2_000 }));
export const policies: fc.Arbitrary<CasePolicy> = fc.oneof(
  fc.constantFrom(...SHIPPED),
  fc.record({
    policy: fc.constant("random"),
    version: fc.constant("1"),
    extension: fc.record({ max: fc.nat(4), whenOverdue: fc.boolean(), needsRequest: fc.boolean() }),
    suspension: fc.record({
      max: fc.nat(3),
      longestDays: fc.integer({ min: 1, max: 800 }),
      needsRequest: fc.boolean(),
    }),
    rework: fc.constantFrom("sameDeadline", "newLimit"),
    sendBack: fc.record({ max: fc.option(fc.nat(3)) }),
    appeal: fc.record({ allowed: fc.boolean(), withinDays: fc.integer({ min: 1, max: 60 }) }),
    cityCheck: fc.boolean(),
    callBackReturns: fc.boolean(),
    dispatchMinutes: someMinutes,
    dispatchClockFrom: fc.constantFrom("accepted", "filed"),
    stageMinutes: fc.record({
      reported: someMinutes,
      preChecking: someMinutes,
      pendingFiling: someMinutes,
      returned: someMinutes,
      pendingReview: someMinutes,
      checking: someMinutes,
      pendingClose: someMinutes,
    }),
    backlogDays: fc.constant(60),
    recurrence: fc.constant(DEFAULT_POLICY.recurrence),
  }),
);

export const KINDS: readonly CommandKind[] = [
  ...new Set(["report" as const, ...Object.values(ALLOWED).flat()]),
] as CommandKind[];

/** Many small numbers from which a step takes what it needs. */
export interface Step {
  readonly choice: number;
  readonly wait: number;
  readonly department: number;
  readonly limit: TimeLimit;
  readonly reason: string;
  readonly score: number;
  readonly flag: boolean;
}

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    choice: fc.nat(1_000),
    wait: fc.oneof(fc.integer({ min: 0, max: 40 * HOUR }), fc.integer({ min: 0, max: 20 * MINUTE })),
    department: fc.integer({ min: 1, max: 3 }),
    limit: limits,
    reason: fc.constantFrom("现场已整改", "不属于本单位职责"),
    score: fc.constantFrom(100, 80, 50, 0, -100),
    flag: fc.boolean(),
  }),
  { maxLength: 60, size: "max" },
);

/** Every answer that decide has given in this file: rule by rule, that it threw nothing and changed nothing. */
export const seen = new Set<string>();

/** decide on frozen input, with its answer noted. */
export function ask(c: Case | null, command: Command, context: DecideContext): Fact[] | Refusal {
  const answer = decide(frozen(c), frozen(command), context);
  if (isRefusal(answer)) seen.add(answer.refused);
  return answer;
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) frozen(member);
  }
  return value;
}

/** The command of a step: a kind with whatever any kind carries. */
export function commandOf(kind: CommandKind, step: Partial<Step>, at: number): Command {
  const { department = 1, limit = { value: 1, type: "workDay" }, reason = "…", score = 80, flag = true } = step;
  const words = { reason, opinion: reason, reply: reason, note: reason };
  return { kind, at, by: "某", department, limit, score, confirmed: flag, of: 7, ...words } as unknown as Command;
}

/** Ends that would cut a walk short before it gets deep. */
const EARLY: readonly CommandKind[] = [
  "notAccept",
  "answer",
  "notFile",
  "void",
  "selfHandle",
  "markDuplicate",
  "forceClose",
];
/** Commands that keep a case where it is, or send it round. */
const ROUND: readonly CommandKind[] = ["supervise", "answerSupervision", "urge", "returnToAcceptor", "redispatch"];

/** Walks a case along steps, picking among what its state allows, so that deep states are reached often. */
export function walk(first: CaseReport, path: readonly Step[], policy: CasePolicy): Case {
  const context = { calendar, policy };
  let c = reportedCase(first, policy);
  for (const step of path) {
    const all = ALLOWED[c.state];
    if (all.length === 0) break;
    const rare = [...(step.choice % 31 === 0 ? [] : EARLY), ...(step.choice % 3 === 0 ? [] : ROUND)];
    const wanted = all.filter((kind) => !rare.includes(kind));
    const kinds = wanted.length === 0 ? all : wanted;
    const kind = kinds[step.choice % kinds.length] as CommandKind;
    const answer = ask(c, commandOf(kind, step, lastAt(c) + step.wait), context);
    if (!isRefusal(answer)) c = answer.reduce<Case>(evolve, c);
  }
  return c;
}

export function reportedCase(report: CaseReport, policy: CasePolicy, at = START): Case {
  const answer = ask(null, { kind: "report", at, by: "某", report }, { calendar, policy });
  if (isRefusal(answer)) throw new Error(answer.refused);
  return answer.reduce<Case | null>(evolve, null) as Case;
}

export const REPORT = fc.sample(reports, { numRuns: 1, seed: 1 })[0] as CaseReport;

/** A case after these commands, every one of them allowed. `[kind, minutes since the command before, more]` */
export function story(
  policy: CasePolicy,
  told: readonly (readonly [kind: CommandKind, wait: number, more?: Partial<Step>])[],
  from: Case = reportedCase(REPORT, policy),
): Case {
  return told.reduce((c, [kind, wait, more]) => {
    const answer = ask(c, commandOf(kind, more ?? {}, lastAt(c) + wait * MINUTE), { calendar, policy });
    if (isRefusal(answer)) throw new Error(`${kind} refused in ${c.state}: ${answer.refused}`);
    return answer.reduce<Case>(evolve, c);
  }, from);
}

export const INTO_HANDLING = [
  ["accept", 0],
  ["file", 0],
  ["dispatch", 0],
  ["takeOn", 0],
] as const;

export function handlingCase(limit: TimeLimit, policy: CasePolicy = DEFAULT_POLICY): Case {
  return story(policy, [
    ["accept", 0],
    ["file", 0, { limit }],
    ["dispatch", 0],
    ["takeOn", 0],
  ]);
}
