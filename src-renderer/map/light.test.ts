import { describe, expect, test } from "vitest";
import { stateCode, type CaseState } from "../../shared/case/state.ts";
import { createPointBuffers } from "./buffers.ts";
import { createLights, lightAt, LIGHTS, refreshLights } from "./light.ts";

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

  test("is written only when it changed", () => {
    const buffers = one("handling", 0, 1000);
    const lights = createLights();
    expect(refreshLights(lights, buffers, 0)).toBeGreaterThan(0);
    expect(refreshLights(lights, buffers, 799)).toBe(0);
    expect(refreshLights(lights, buffers, 801)).toBe(1);
    expect(refreshLights(lights, buffers, 802)).toBe(0);
    buffers.version++;
    expect(refreshLights(lights, buffers, 803)).toBe(1);
  });
});
