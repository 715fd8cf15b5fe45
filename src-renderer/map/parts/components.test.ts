/** Marks of components: each state has its own shape, and a click finds the nearest. */
import { describe, expect, test } from "vitest";
import { COMPONENT_STATES } from "../../../shared/place-kinds.ts";
import { arrangeComponents, nearestComponent } from "./components.ts";

const values = (count: number) => ({
  total: count,
  uid: Uint32Array.from({ length: count }, (_, i) => i + 1),
  lon: Float64Array.from({ length: count }, (_, i) => 114 + i / 1_000),
  lat: Float64Array.from({ length: count }, () => 30),
  state: Uint8Array.from({ length: count }, (_, i) => i % COMPONENT_STATES.length),
  classUid: new Uint32Array(count),
});

describe("marks of components", () => {
  test("have a shape of their own for each state", () => {
    const { length, attributes } = arrangeComponents(values(COMPONENT_STATES.length));
    expect(length).toBe(COMPONENT_STATES.length);
    const shapes = COMPONENT_STATES.map((_, i) => attributes.getMark.value[i * 4]);
    expect(new Set(shapes).size).toBe(COMPONENT_STATES.length);
    expect([...attributes.getPosition.value.subarray(0, 4)]).toEqual([114, 30, 114.001, 30]);
  });

  test("are found by the nearest within reach, upright degrees being longer", () => {
    const at = (lng: number, lat: number) => nearestComponent(values(9), { lng, lat }, 100_000, 20);
    expect(at(114.00104, 30)).toBe(2);
    expect(at(114.0005, 30)).toBe(null);
    expect(at(114.001, 30.00017)).toBe(2);
    expect(at(114.001, 30.00018)).toBe(null);
  });
});
