import { expect, test } from "vitest";
import { dimmingOf, DRIFT_PX, DRIFT_STEP_MS, driftAt, lightAt, NIGHT } from "./care.ts";

const ZONE = "Asia/Shanghai";
const at = (time: string) => Date.parse(`2026-11-23T${time}:00+08:00`);

test("X46 the picture takes a small step a minute, never further than twelve pixels, and comes by everywhere", () => {
  const path = Array.from({ length: 2_000 }, (_, minute) => driftAt(at("00:00") + minute * DRIFT_STEP_MS, 1));
  for (const [i, [x, y]] of path.entries()) {
    expect(Math.hypot(x, y)).toBeLessThanOrEqual(DRIFT_PX);
    const [nextX, nextY] = path[i + 1] ?? [x, y];
    expect(Math.hypot(nextX - x, nextY - y)).toBeLessThanOrEqual(4);
  }
  expect(new Set(path.map(([x, y]) => `${x},${y}`)).size).toBeGreaterThan(200);
  for (const axis of [0, 1] as const) {
    const values = path.map((place) => place[axis]);
    expect(Math.min(...values)).toBeLessThan(-DRIFT_PX * 0.75);
    expect(Math.max(...values)).toBeGreaterThan(DRIFT_PX * 0.75);
  }
});

test("X46 all windows of a wall move together, and a city whose time runs sixty times faster does not shake", () => {
  const now = at("10:00");
  expect(driftAt(now, 1)).toEqual(driftAt(now + DRIFT_STEP_MS - 1 - (now % DRIFT_STEP_MS), 1));
  const within = now - (now % (60 * DRIFT_STEP_MS));
  expect(driftAt(within, 60)).toEqual(driftAt(within + 59 * DRIFT_STEP_MS, 60));
});

test.each([
  ["21:59", 1],
  ["22:00", 0.6],
  ["03:00", 0.6],
  ["06:29", 0.6],
  ["06:30", 1],
  ["12:00", 1],
])("X47 at %s in the city a wall has %d of its light", (time, light) => {
  expect(lightAt(at(time), ZONE, NIGHT, false)).toBe(light);
});

test("X47 a wall is never dimmed for what called for eyes, and has its own hours where its scene says so", () => {
  expect(lightAt(at("03:00"), ZONE, NIGHT, true)).toBe(1);
  const lunch = dimmingOf({ from: "12:00", to: "14:00", percent: 80 });
  expect(dimmingOf(undefined)).toBe(NIGHT);
  expect(lightAt(at("13:00"), ZONE, lunch, false)).toBe(0.8);
  expect(lightAt(at("23:00"), ZONE, lunch, false)).toBe(1);
  expect(lightAt(at("11:00"), "Europe/London", { ...lunch, from: "03:00", to: "04:00" }, false)).toBe(0.8);
});
