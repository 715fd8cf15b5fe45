import { expect, test } from "vitest";
import { atHubTime, hubTime, NO_CLOCK, withReport, type Frames } from "./clock.ts";

test("X44 a report that a busy window took late does not set its clock back", () => {
  // Hub time is 1,000,000 at monotonic 0; the second report waits 180 ms in a busy window.
  let clock = withReport(NO_CLOCK, 1_001_000, 1, 1_002);
  clock = withReport(clock, 1_002_000, 1, 2_180);
  clock = withReport(clock, 1_003_000, 1, 3_005);
  expect(hubTime(clock, 4_000)).toBe(1_003_998);
  expect(hubTime(NO_CLOCK, 4_000)).toBeNull();
});

test("X44 a city whose time runs faster, and a hub whose time was set, begin anew", () => {
  const slow = withReport(NO_CLOCK, 1_000_000, 1, 0);
  expect(hubTime(withReport(slow, 1_060_000, 60, 1_000), 2_000)).toBe(1_120_000);
  expect(hubTime(withReport(slow, 5_000, 1, 1_000), 2_000)).toBe(6_000);
});

/** Time that goes on by timers and frames of 16 ms. */
function simulated() {
  let now = 0;
  const queue: { at: number; run: () => void }[] = [];
  const put = (at: number, run: () => void) => {
    const entry = { at, run };
    queue.push(entry);
    return () => void queue.splice(queue.indexOf(entry), 1);
  };
  const frames: Frames = {
    later: (run, ms) => put(now + ms, run),
    frame: (run) => put((Math.floor(now / 16) + 1) * 16, run),
  };
  const play = () => {
    while (queue.length > 0) {
      queue.sort((a, b) => a.at - b.at);
      const next = queue.shift()!;
      now = Math.max(now, next.at);
      next.run();
    }
  };
  return { frames, play, now: () => now };
}

test.each([0, 3, 17, 100, 250, 1_003])("X44 what is due in %d ms is drawn within a frame of it", (due) => {
  const { frames, play, now } = simulated();
  let drawn = Number.NaN;
  atHubTime({ until: (at) => at - now() }, due, () => (drawn = now()), frames);
  play();
  expect(Math.abs(drawn - due)).toBeLessThanOrEqual(16);
});

test("X44 what was called off is not drawn", () => {
  const { frames, play, now } = simulated();
  let drawn = false;
  atHubTime({ until: (at) => at - now() }, 300, () => (drawn = true), frames)();
  play();
  expect(drawn).toBe(false);
});
