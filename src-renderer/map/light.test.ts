import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CASE_STATES, stateCode, type CaseState } from "../../shared/case/state.ts";
import { createPointBuffers } from "./buffers.ts";
import { amberAt, lightAt, LIGHTS, redAt } from "./light.ts";

function one(state: CaseState, dispatchedAt: number, deadline: number) {
  const buffers = createPointBuffers(1);
  buffers.length = 1;
  buffers.version = 1;
  buffers.uid[0] = 1;
  buffers.state[0] = stateCode(state);
  buffers.dispatchedAt[0] = dispatchedAt;
  buffers.deadline[0] = deadline;
  return buffers;
}

const light = (state: CaseState, dispatchedAt: number, deadline: number, now: number) =>
  LIGHTS[lightAt(one(state, dispatchedAt, deadline), 0, now)];

describe("the light of a case", () => {
  test("is in time to 80 % of the limit, due soon to its end, overdue after", () => {
    expect(light("handling", 0, 1000, 799)).toBe("inTime");
    expect(light("handling", 0, 1000, 800)).toBe("dueSoon");
    expect(light("handling", 0, 1000, 1000)).toBe("dueSoon");
    expect(light("handling", 0, 1000, 1001)).toBe("overdue");
  });

  test("stands still while the case is suspended", () => {
    expect(light("suspended", 0, 1000, 5000)).toBe("inTime");
  });

  test("is in time without a deadline, and closed for closed cases", () => {
    expect(light("checking", 0, Number.NaN, 5000)).toBe("inTime");
    expect(light("closed", 0, 1000, 5000)).toBe("closed");
  });

  test("with a deadline but no dispatch it is never due soon, yet overdue in the end", () => {
    expect(light("pendingDispatch", Number.NaN, 1000, 900)).toBe("inTime");
    expect(light("pendingDispatch", Number.NaN, 1000, 1001)).toBe("overdue");
  });

  test("M2 follows from the two instants that the graphics card is given", () => {
    const instant = fc.option(fc.integer({ min: 0, max: 100 }), { nil: Number.NaN });
    fc.assert(
      fc.property(
        fc.constantFrom(...CASE_STATES),
        instant,
        instant,
        fc.integer({ min: 0, max: 120 }),
        (state, start, deadline, now) => {
          const buffers = one(state, start, deadline);
          const whole = lightAt(buffers, 0, now);
          const [amber, red] = [amberAt(buffers, 0), redAt(buffers, 0)];
          if (LIGHTS[whole] === "closed") expect([amber, red]).toEqual([Infinity, Infinity]);
          else expect(LIGHTS[whole]).toBe(red < now ? "overdue" : amber <= now ? "dueSoon" : "inTime");
        },
      ),
      { numRuns: 500 },
    );
  });
});
