import { expect, test } from "vitest";
import { framesOnDemand } from "./frames.ts";

/** A screen whose frames come when the test says so. */
function screenOf() {
  const due = new Map<number, (time: number) => void>();
  let next = 1;
  return {
    due,
    ask: (draw: (time: number) => void) => {
      due.set(next, draw);
      return next++;
    },
    cancel: (handle: number) => void due.delete(handle),
    tick() {
      const now = [...due.values()];
      due.clear();
      for (const draw of now) draw(0);
    },
  };
}

/** Runs a loop that asks for its next frame in each frame, as deck.gl's does. */
function loopOn(frames: ReturnType<typeof framesOnDemand>) {
  const drawn = { count: 0 };
  const draw = () => {
    drawn.count++;
    frames.provider.requestAnimationFrame(draw);
  };
  frames.provider.requestAnimationFrame(draw);
  return drawn;
}

test("a loop runs once for each grant and then rests without asking the screen", () => {
  const screen = screenOf();
  const frames = framesOnDemand(screen.ask, screen.cancel);
  const drawn = loopOn(frames);
  for (let i = 0; i < 5; i++) screen.tick();
  expect(drawn.count).toBe(1);
  expect(screen.due.size).toBe(0);
  frames.grant();
  frames.grant();
  for (let i = 0; i < 5; i++) screen.tick();
  expect(drawn.count).toBe(2);
});

test("a grant that comes before the loop asks is kept", () => {
  const screen = screenOf();
  const frames = framesOnDemand(screen.ask, screen.cancel);
  frames.grant();
  const drawn = loopOn(frames);
  screen.tick();
  expect(drawn.count).toBe(1);
});

test("a loop that is stopped gets nothing more", () => {
  const screen = screenOf();
  const frames = framesOnDemand(screen.ask, screen.cancel);
  const drawn = loopOn(frames);
  frames.provider.cancelAnimationFrame(1);
  screen.tick();
  frames.grant();
  screen.tick();
  expect(drawn.count).toBe(0);
});
