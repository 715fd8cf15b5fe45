import { describe, expect, test } from "vitest";
import { hubClock } from "./clock.ts";

function clockAt(wall: number) {
  let real = 1_000;
  return { clock: hubClock(() => real, wall), pass: (ms: number) => (real += ms) };
}

describe("hub time", () => {
  test("T1 is the machine's own until the hub has spoken, and the hub's at once then", () => {
    const { clock, pass } = clockAt(5_000_000);
    pass(500);
    expect(clock.now()).toBe(5_000_500);
    clock.take({ now: 900_000, pace: 1 }, 1_480, 1_520);
    expect(clock.now()).toBe(900_000);
    pass(250);
    expect(clock.now()).toBe(900_250);
  });

  test("T1 is the median of the last five answers, so that one slow answer does not move it", () => {
    const { clock, pass } = clockAt(0);
    for (let i = 0; i < 4; i++) clock.take({ now: 10_000, pace: 1 }, 1_000, 1_000);
    clock.take({ now: 10_000, pace: 1 }, 1_000, 5_000);
    pass(100);
    expect(clock.now()).toBe(10_100);
  });

  test("T1 never runs back for a small correction, and follows the hub when it was set back", () => {
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

  test("T3 is taken over at once from a short answer that is far off: the machine slept, or the hub was set", () => {
    for (const off of [3_600_000, -3_600_000, 2_500, -2_500]) {
      const { clock, pass } = clockAt(0);
      for (let i = 0; i < 5; i++) clock.take({ now: 5_000_000, pace: 1 }, 1_000, 1_000);
      pass(40);
      clock.take({ now: 5_000_000 + off, pace: 1 }, 1_000, 1_040);
      expect(clock.now()).toBe(5_000_020 + off);
      expect(clock.roundTripMs()).toBe(40);
    }
  });

  test("T3 is not taken over from a slow answer, which may be as far off as it was slow", () => {
    const { clock, pass } = clockAt(0);
    for (let i = 0; i < 5; i++) clock.take({ now: 100_000, pace: 1 }, 1_000, 1_000);
    pass(9_000);
    clock.take({ now: 100_000, pace: 1 }, 1_000, 10_000);
    expect(clock.now()).toBe(109_000);
  });
});

describe("this machine's clock", () => {
  test("T2 is held against hub time, once there is one that runs as fast", () => {
    const { clock, pass } = clockAt(5_000_000);
    clock.look(5_000_000);
    expect(clock.offMs()).toBeNull();
    clock.take({ now: 4_000_000, pace: 1 }, 1_000, 1_000);
    clock.look(5_000_000);
    expect(clock.offMs()).toBe(1_000_000);
    pass(2_000);
    clock.look(5_002_000);
    expect(clock.offMs()).toBe(1_000_000);
    clock.take({ now: 4_000_000, pace: 60 }, 3_000, 3_000);
    clock.look(5_002_000);
    expect(clock.offMs()).toBeNull();
  });

  test("T2 a jump of more than two seconds is noted, and hub time goes on as it did", () => {
    const { clock, pass } = clockAt(0);
    clock.take({ now: 900_000, pace: 1 }, 1_000, 1_000);
    expect(clock.look(0)).toBeNull();
    pass(2_000);
    expect(clock.look(4_000)).toBeNull();
    pass(2_000);
    expect(clock.look(6_000 + 3_600_000)).toEqual({ at: 904_000, byMs: 3_600_000 });
    expect(clock.now()).toBe(904_000);
    expect(clock.offMs()).toBe(3_606_000 - 904_000);
    pass(2_000);
    expect(clock.look(8_000)).toEqual({ at: 906_000, byMs: -3_600_000 });
    expect(clock.jumps().map(({ byMs }) => byMs)).toEqual([-3_600_000, 3_600_000]);
    for (let i = 1; i <= 20; i++) clock.look(8_000 + i * 10_000);
    expect(clock.jumps()).toHaveLength(10);
  });
});
