import { describe, expect, test } from "vitest";
import type { Case, Command, CommandKind } from "../../../shared/case/case.ts";
import { ALLOWED, decide, isRefusal } from "../../../shared/case/decide.ts";
import { evolve } from "../../../shared/case/evolve.ts";
import { DEFAULT_POLICY } from "../../../shared/case/policy.ts";
import { CASE_STATES } from "../../../shared/case/state.ts";
import { plainCalendar } from "../../../shared/case/worktime.ts";
import { mayCommand } from "../../../shared/rights.ts";
import { COMMANDS, forecast, offeredOf, type CaseCommandKind, type Outlook } from "./commands.ts";
import { PAGE_KEYS } from "./page-keys.ts";

const ZONE = "Asia/Shanghai";
const context = { policy: DEFAULT_POLICY, calendar: plainCalendar(ZONE) };
const START = Date.UTC(2026, 10, 2, 4);
const REPORT = {
  ...{ kind: "matter", classUid: 5, source: "hotline", lon: null, lat: null, address: "", unitGrid: 0, dutyGrid: 0 },
  ...{ description: "", urgent: false },
} as const;
const FILED = [
  { kind: "report", report: REPORT },
  { kind: "accept" },
  { kind: "file", limit: { value: 4, type: "workHour" } },
  { kind: "dispatch", department: 3 },
];
/** The case after these commands, one a minute. */
function after(steps: readonly object[]): Case {
  let c: Case | null = null;
  steps.forEach((step, i) => {
    const facts = decide(c, { ...step, at: START + i * 60_000, by: "x" } as Command, context);
    if (isRefusal(facts)) throw new Error(`${JSON.stringify(step)}: ${facts.refused}`);
    for (const fact of facts) c = evolve(c, fact);
  });
  return c as unknown as Case;
}
const outlookOf = (c: Case, more: Partial<Outlook> = {}): Outlook => ({
  ...{ state: c.state, c, policy: DEFAULT_POLICY, timeZone: ZONE, now: START + 3_600_000 },
  ...more,
});

describe("Z24 keys", () => {
  test.each(CASE_STATES)("no two commands of %s have the same, and none takes one of the page's", (state) => {
    const keys = ALLOWED[state].map((kind) => COMMANDS[kind as CaseCommandKind].key);
    expect(keys.every((key) => key !== "")).toBe(true);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.filter((key) => (Object.values(PAGE_KEYS) as string[]).includes(key) || /^\d$/.test(key))).toEqual([]);
  });

  test("every command of the case book has a form", () => {
    const all = new Set<CommandKind>(Object.values(ALLOWED).flat());
    expect(new Set(Object.keys(COMMANDS))).toEqual(all);
  });
});

describe("Z25 what is offered", () => {
  const kinds = (outlook: Outlook, may: Parameters<typeof offeredOf>[1]) =>
    offeredOf(outlook, may).map(({ kind }) => kind);
  const pending = after(FILED.slice(0, 3));

  test("is what the state allows and the role may", () => {
    const dispatcher = kinds(outlookOf(pending), (kind) => mayCommand("dispatcher", kind));
    expect(dispatcher).toEqual(["dispatch", "returnToAcceptor", "urge", "answerSupervision"]);
    expect(kinds(outlookOf(pending), (kind) => mayCommand("wall", kind))).toEqual([]);
    expect(kinds(outlookOf(pending), () => true).toSorted()).toEqual([...ALLOWED.pendingDispatch].toSorted());
  });

  test("says what the past or the city's rules forbid", () => {
    const c = after(FILED);
    expect(forecast("dispatch", outlookOf(pending))).toBeNull();
    expect(forecast("extend", outlookOf(c))).toBeNull();
    expect(forecast("refuseExtension", outlookOf(c))).toBe("notRequested");
    expect(forecast("answerSupervision", outlookOf(c))).toBe("notSupervised");
    const strict = { ...DEFAULT_POLICY, extension: { max: 0, whenOverdue: false, needsRequest: false } };
    expect(forecast("extend", outlookOf(c, { policy: strict }))).toBe("tooManyExtensions");
    const late = after([...FILED, { kind: "takeOn" }, { kind: "requestExtension", reason: "雨" }]);
    expect(forecast("requestExtension", outlookOf(late))).toBe("alreadyRequested");
    expect(forecast("refuseExtension", outlookOf(late))).toBeNull();
  });

  test("a redispatch to somebody else is not held against the case, and a clock behind does no harm", () => {
    expect(forecast("redispatch", outlookOf(after(FILED)))).toBeNull();
    expect(forecast("takeOn", outlookOf(after(FILED), { now: 0 }))).toBeNull();
  });

  test("nothing is foretold of a case without its facts", () => {
    const outlook: Outlook = { state: "handling", c: null, policy: DEFAULT_POLICY, timeZone: ZONE, now: START };
    expect(offeredOf(outlook, () => true).every(({ cannot }) => cannot === null)).toBe(true);
  });
});
