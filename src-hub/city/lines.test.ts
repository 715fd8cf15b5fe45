import { expect, test } from "vitest";
import { downTimesOf, isOnline } from "./lines.ts";

const MINUTE = 60_000;
const FROM = Date.UTC(2026, 10, 1);
const SEED = 20_260_701;

test("the times of which a camera's line was down are those at which it is not online, minute by minute", () => {
  let downs = 0;
  for (const id of ["camera-1", "camera-7", "camera-33", "camera-50"]) {
    for (const days of [1, 3, 11]) {
      const to = FROM + days * 1_440 * MINUTE + 17;
      const times = downTimesOf(SEED, id, FROM, to);
      for (let at = FROM; at <= to; at += MINUTE) {
        const down = times.some((each) => at >= each.from && at < (each.to ?? to + 1));
        if (down !== (isOnline(SEED, id, at) === 0)) throw new Error(`${id} at ${at}`);
        if (down) downs += 1;
      }
      times.forEach((each, i) => expect(each.from).toBeGreaterThan(times[i - 1]?.to ?? 0));
    }
  }
  expect(downs).toBeGreaterThan(100);
  // A line that is down at the end of a stretch goes on being so.
  const last = downTimesOf(SEED, "camera-1", FROM, FROM + 60 * 1_440 * MINUTE)[0]!;
  expect(downTimesOf(SEED, "camera-1", FROM, last.from + 5).at(-1)).toEqual({ from: last.from, to: null });
});

test("nineteen of twenty cameras are up nearly always", () => {
  const ids = Array.from({ length: 400 }, (_, i) => `camera-${i}`);
  const up = ids.filter((id) => isOnline(SEED, id, FROM) === 1).length;
  expect(up / ids.length).toBeGreaterThan(0.94);
  expect(up / ids.length).toBeLessThan(0.99);
});
