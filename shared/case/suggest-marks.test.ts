/** What the facts of a case say about proposals: decided, folded, and kept as marks. */
import { describe, expect, test } from "vitest";
import type { Case, Command, CaseReport } from "./case.ts";
import { decide, isRefusal } from "./decide.ts";
import { evolve, replay } from "./evolve.ts";
import { MARK } from "./marks.ts";
import { DEFAULT_POLICY } from "./policy.ts";
import { plainCalendar } from "./worktime.ts";

const context = { policy: DEFAULT_POLICY, calendar: plainCalendar("Asia/Shanghai") };
const REPORT: CaseReport = {
  ...{ kind: "matter", classUid: 5, source: "hotline", lon: null, lat: null, address: "", unitGrid: 0, dutyGrid: 0 },
  ...{ description: "", urgent: false },
};
type Step = Command extends infer One ? (One extends Command ? Omit<One, "at" | "by"> : never) : never;
/** The case after these commands, one a minute. */
function after(steps: readonly Step[]): Case {
  let c: Case | null = null;
  steps.forEach((step, i) => {
    const facts = decide(c, { ...step, at: Date.UTC(2026, 10, 2, 4, i), by: "x" } as Command, context);
    if (isRefusal(facts)) throw new Error(`${step.kind}: ${facts.refused}`);
    for (const fact of facts) c = evolve(c, fact);
  });
  return c as unknown as Case;
}
const FILED: readonly Step[] = [
  { kind: "report", report: REPORT },
  { kind: "accept" },
  { kind: "file", limit: { value: 4, type: "workHour" } },
];
const marks = (...steps: readonly Step[]) => {
  const c = after([...FILED, ...steps]);
  expect(replay(c.facts).marks).toBe(c.marks);
  return { suggested: (c.marks & MARK.suggested) !== 0, overridden: (c.marks & MARK.suggestionOverridden) !== 0 };
};

describe("Z22 a case remembers that there was a proposal, and that it was overridden", () => {
  test.each([
    ["nothing proposed", [{ kind: "dispatch", department: 3 }], false, false],
    ["nobody to propose", [{ kind: "dispatch", department: 3, suggested: 0 }], false, false],
    ["followed", [{ kind: "dispatch", department: 3, suggested: 3 }], true, false],
    ["overridden", [{ kind: "dispatch", department: 3, suggested: 4 }], true, true],
    [
      "followed after an override",
      [
        { kind: "dispatch", department: 3, suggested: 4 },
        { kind: "redispatch", department: 4, suggested: 4, reason: "权属" },
      ],
      true,
      true,
    ],
    [
      "overridden by a redispatch",
      [
        { kind: "dispatch", department: 3, suggested: 3 },
        { kind: "redispatch", department: 4, suggested: 5, reason: "权属" },
      ],
      true,
      true,
    ],
  ] as const satisfies readonly (readonly [string, readonly Step[], boolean, boolean])[])(
    "%s",
    (_what, steps, suggested, overridden) => expect(marks(...steps)).toEqual({ suggested, overridden }),
  );
});
