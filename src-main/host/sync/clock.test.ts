import { describe, expect, test } from "vitest";
import { hubClock } from "./clock.ts";

function clockAt(wall: number) {
  let real = 1_000;
  return { clock: hubClock(() => real, wall), pass: (ms: number) => (real += ms) };
}

describe("hub time", () => {
  test("is the machine's own until the hub has spoken, and the hub's at once then", () => {
    const { clock, pass } = clockAt(5_000_000);
    pass(500);
    expect(clock.now()).toBe(5_000_500);
    clock.take({ now: 900_000, pace: 1 }, 1_480, 1_520);
    expect(clock.now()).toBe(900_000);
    pass(250);
    expect(clock.now()).toBe(900_250);
  });

  test("is the median of the last five answers, so that one slow answer does not move it", () => {
    const { clock, pass } = clockAt(0);
    for (let i = 0; i < 4; i++) clock.take({ now: 10_000, pace: 1 }, 1_000, 1_000);
    clock.take({ now: 10_000, pace: 1 }, 1_000, 5_000);
    pass(100);
    expect(clock.now()).toBe(10_100);
  });

  test("never runs back for a small correction, and follows the hub when it was set back", () => {
    const { clock, pass } = clockAt(0);
    clock.take({ now: 100_000, pace: 1 }, 1_000, 1_000);
    const before = clock.now();
    for (let i = 0; i < 5; i++) clock.take({ now: 99_950, pace: 1 }, 1_000, 1_000);
    expect(clock.now()).toBe(before);
    pass(60);
    expect(clock.now()).toBe(100_010);
    for (let i = 0; i < 5; i++) clock.take({ now: 20_000, pace: 1 }, 1_060, 1_060);
    expect(clock.now()).toBe(20_000);
  });

  test("runs at the hub's pace", () => {
    const { clock, pass } = clockAt(0);
    clock.take({ now: 1_000_000, pace: 60 }, 1_000, 1_000);
    pass(1_000);
    expect(clock.now()).toBe(1_060_000);
    expect(clock.pace()).toBe(60);
  });
});
