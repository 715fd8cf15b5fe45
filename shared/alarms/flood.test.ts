import { expect, test } from "vitest";
import { burstSince, groupsOf, ratesOf } from "./flood.ts";

const MINUTE = 60_000;
const T = Date.parse("2026-11-20T09:00:00+08:00");
const at = (...minutes: readonly number[]) => minutes.map((minute) => T + minute * MINUTE);

test("Z55 a burst begins with the report that made it so many, and lasts while they go on coming", () => {
  const since = (times: readonly number[], now: number) => burstSince(times, 3, 60 * MINUTE, T + now * MINUTE);
  expect(since(at(0, 40), 60)).toBeNull();
  expect(since(at(40, 0, 50), 60)).toBe(T + 50 * MINUTE);
  // A fourth and a fifth report belong to the same burst: the occasion keeps its name.
  expect(since(at(0, 40, 50, 90, 100), 120)).toBe(T + 50 * MINUTE);
  expect(since(at(0, 40, 50), 110)).toBe(T + 50 * MINUTE);
  expect(since(at(0, 40, 50), 111)).toBeNull();
  // After a pause it is another.
  expect(since(at(0, 10, 20, 300, 310, 320), 330)).toBe(T + 320 * MINUTE);
  // What is reported for a later time says nothing yet.
  expect(since(at(0, 10, 70), 60)).toBeNull();
});

test("Z56 alarms of one rule within ten minutes of the first are one group, from three on", () => {
  const alarm = (rule: string, minute: number) => ({ key: `${rule}/${minute}`, rule, since: T + minute * MINUTE });
  const alarms = [
    ...[0, 5, 10, 11, 12, 13].map((minute) => alarm("dispatch-late", minute)),
    ...[0, 1].map((minute) => alarm("camera-out", minute)),
  ];
  expect(groupsOf(alarms).map(({ rule, alarms: of }) => [rule, of.map(({ key }) => key)])).toEqual([
    ["dispatch-late", ["dispatch-late/11", "dispatch-late/12", "dispatch-late/13"]],
    ["dispatch-late", ["dispatch-late/0", "dispatch-late/5", "dispatch-late/10"]],
  ]);
});

test("Z57 alarms are counted by ten minutes, the running ones last, two hours of them", () => {
  const counts = ratesOf(at(-120, -119, -9, 0, 9, 10), T + 9 * MINUTE);
  expect(counts).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
});
