import { expect, test } from "vitest";
import { ALARM_NAMES } from "../../../shared/device/jt808.ts";
import { LOCATED, UNIT_STATUS, type TrackColumns } from "../../../shared/track.ts";
import { createGlide, receiveFixes } from "../glide.ts";
import { DUE_SOON, OVERDUE, UNIT_COLORS } from "../palette.ts";
import { arrangeMovers, createMoverMarks } from "./movers.ts";
import { SHAPE } from "./symbol-layer.ts";

const NOW = 1_000_000;
const units = [
  { uid: 1, device: LOCATED, alarm: 0, status: "onDuty", age: 0 },
  { uid: 2, device: 0, alarm: 0, status: "onDuty", age: 90_000 },
  { uid: 3, device: LOCATED, alarm: 1, status: "resting", age: 0 },
  { uid: 4, device: LOCATED, alarm: 0, status: "onDuty", age: 700_000 },
  { uid: 5, device: LOCATED, alarm: 2, status: "fault", age: 0 },
] as const;
const tracks: TrackColumns = {
  uid: Uint32Array.from(units, ({ uid }) => uid),
  lon: new Float64Array(5).fill(112),
  lat: new Float64Array(5).fill(28),
  heading: Float32Array.of(45, 45, Number.NaN, 0, 0),
  speed: new Float32Array(5),
  status: Uint8Array.from(units, ({ status }) => UNIT_STATUS.indexOf(status)),
  at: Float64Array.from(units, ({ age }) => NOW - age),
  device: Uint32Array.from(units, ({ device }) => device),
  alarm: Uint32Array.from(units, ({ alarm }) => alarm),
  fuel: new Float32Array(5),
  mileage: new Float32Array(5),
};

test("U10 a mover shows its heading, its age, that it is not located, and an urgent alarm", () => {
  const glide = createGlide();
  receiveFixes(glide, tracks, 0);
  const kinds = new Map([[1, "sanitation"]]);
  const { arrows, rings } = arrangeMovers(createMoverMarks(), tracks, kinds, glide, 0, NOW);
  expect([arrows.length, rings.length]).toEqual([4, 4]);
  const mark = (data: typeof arrows, i: number) => ({
    shape: data.attributes.getMark.value[i * 4],
    turn: data.attributes.getMark.value[i * 4 + 2],
    color: [...data.attributes.getColor.value.subarray(i * 4, i * 4 + 3)],
    alpha: data.attributes.getColor.value[i * 4 + 3] as number,
  });
  expect(mark(arrows, 0)).toEqual({ shape: SHAPE.arrow, turn: 45, color: UNIT_COLORS["sanitation"], alpha: 255 });
  expect(mark(rings, 0)).toMatchObject({ shape: SHAPE.ring, turn: 1, color: UNIT_COLORS["sanitation"] });
  // Not located: another shape and another colour, faded, its ring nearly empty.
  expect(mark(arrows, 1)).toMatchObject({ shape: SHAPE.crossed, color: [...DUE_SOON] });
  expect(mark(arrows, 1).alpha).toBeLessThan(150);
  expect(mark(rings, 1).turn).toBeCloseTo(0.02);
  // The emergency button, pressed by somebody who rests.
  expect(mark(arrows, 2)).toMatchObject({ shape: SHAPE.dot });
  expect(mark(rings, 2)).toMatchObject({ color: [...OVERDUE], alpha: 255, turn: 1 });
  expect(mark(arrows, 3)).toMatchObject({ shape: SHAPE.crossed });
  // Overspeed is told in words and is no red ring.
  expect(ALARM_NAMES[1]).toBe("overspeed");
  expect(mark(rings, 3).color).not.toEqual([...OVERDUE]);
});

test("marks are written into the same arrays for every frame", () => {
  const glide = createGlide();
  receiveFixes(glide, tracks, 0);
  const marks = createMoverMarks();
  const first = arrangeMovers(marks, tracks, new Map(), glide, 0, NOW);
  const second = arrangeMovers(marks, tracks, new Map(), glide, 500, NOW + 500);
  expect(second.arrows.attributes.getMark.value.buffer).toBe(first.arrows.attributes.getMark.value.buffer);
  // The map takes in what it has not seen before, so the data is another object.
  expect(second.arrows).not.toBe(first.arrows);
});
