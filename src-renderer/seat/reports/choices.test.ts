import { describe, expect, test } from "vitest";
import type { ShownPeriod } from "../../../shared/view.ts";
import { choicesOf } from "./choices.ts";

const shown = (said: Partial<ShownPeriod>): ShownPeriod => ({
  ...{ key: "2026-11", kind: "month", from: 0, to: 0, running: true, newest: "2026-11", oldest: "2026-08" },
  ...said,
});

describe("periods of reports", () => {
  test("are offered newest first, and the running one is told", () => {
    expect(choicesOf(shown({}))).toEqual([
      { key: "2026-11", running: true },
      { key: "2026-10", running: false },
      { key: "2026-09", running: false },
      { key: "2026-08", running: false },
    ]);
    const quarters = choicesOf(shown({ kind: "quarter", key: "2026-Q4", newest: "2026-Q4", oldest: "2026-Q2" }));
    expect(quarters.map(({ key }) => key)).toEqual(["2026-Q4", "2026-Q3", "2026-Q2"]);
    expect(choicesOf(shown({ oldest: "1990-01" }))).toHaveLength(60);
  });
});
