import { describe, expect, test } from "vitest";
import { stateCode, type CaseState } from "../../../shared/case/state.ts";
import { createPointBuffers } from "../buffers.ts";
import { createLights, refreshLights } from "../light.ts";
import { OVERDUE } from "../palette.ts";
import { arrangeCases } from "./cases.ts";
import { SHAPE } from "./symbol-layer.ts";

const NOW = 1_000_000;

function buffersOf(cases: readonly { state: CaseState; deadline: number; lon?: number }[]) {
  const buffers = createPointBuffers(cases.length);
  buffers.length = cases.length;
  buffers.version = 1;
  cases.forEach(({ state, deadline, lon }, i) => {
    buffers.uid[i] = i + 1;
    buffers.state[i] = stateCode(state);
    buffers.dispatchedAt[i] = 0;
    buffers.deadline[i] = deadline;
    buffers.lon[i] = lon ?? 112 + i;
    buffers.lat[i] = 28;
  });
  return buffers;
}

describe("cases arranged for drawing", () => {
  const buffers = buffersOf([
    { state: "handling", deadline: NOW - 1 },
    { state: "reported", deadline: Number.NaN },
    { state: "handling", deadline: NOW + 1 },
    { state: "closed", deadline: Number.NaN },
    { state: "checking", deadline: Number.NaN, lon: Number.NaN },
  ]);
  const lights = createLights();
  refreshLights(lights, buffers, NOW);
  const { marks, rings, count } = arrangeCases(buffers, lights, 0);
  const at = (i: number) => ({
    lon: marks.attributes.getPosition.value[i * 2],
    color: Array.from(marks.attributes.getColor.value.subarray(i * 4, i * 4 + 3)),
    shape: marks.attributes.getMark.value[i * 4],
  });

  test("go from closed to overdue, so that overdue lies on top; unlocated ones are left out", () => {
    expect(count).toBe(4);
    expect([0, 1, 2, 3].map((i) => at(i).lon)).toEqual([115, 113, 114, 112]);
    expect(at(3)).toEqual({ lon: 112, color: [...OVERDUE], shape: SHAPE.square });
  });

  test("carry their stage as shape", () => {
    expect(at(0).shape).toBe(SHAPE.dot);
    expect(at(1).shape).toBe(SHAPE.circle);
  });

  test("only overdue ones have a ring", () => {
    expect(rings.length).toBe(1);
    expect(rings.attributes.getPosition.value[0]).toBe(112);
    expect(rings.attributes.getMark.value[0]).toBe(SHAPE.ring);
  });
});
