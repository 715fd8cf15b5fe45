import { expect, test } from "vitest";
import {
  FREE,
  HOLD_SECONDS,
  homeOf,
  turningAfter,
  turnOf,
  UNUSED_MS,
  type Turning,
  type TurningEffect,
  type TurningEvent,
} from "./turning.ts";

/** Runs events at their times and gathers what was to be done. */
function run(events: readonly (readonly [at: number, event: TurningEvent])[]) {
  let state: Turning = FREE;
  const done: (TurningEffect & { readonly at: number })[] = [];
  for (const [at, event] of events) {
    const next = turningAfter(state, event, at);
    state = next.state;
    done.push(...next.effects.map((effect) => ({ ...effect, at })));
  }
  return { state, done };
}
const beats = (from: number, to: number) =>
  Array.from({ length: (to - from) / 1_000 }, (_, i) => [from + i * 1_000, { on: "beat" }] as const);

test("V41 a camera is taken before it is turned, and taken anew while it is used", () => {
  expect(run([[0, { on: "used" }]]).state).toEqual(FREE);
  const { state, done } = run([
    [0, { on: "take" }],
    [10, { on: "given" }],
    [15_000, { on: "used" }],
    ...beats(16_000, 60_000),
  ]);
  expect(state.is).toBe("held");
  expect(done.map(({ at }) => at)).toEqual([0, 21_000, 41_000]);
  expect(done.every((each) => each.do === "hold" && each.seconds === HOLD_SECONDS)).toBe(true);
});

test("V41 unused for a minute it stops, goes home and is let go of, in this order", () => {
  const { state, done } = run([
    [0, { on: "take" }],
    [0, { on: "given" }],
    [5_000, { on: "used" }],
    ...beats(6_000, 5_000 + UNUSED_MS + 3_000),
  ]);
  expect(state).toEqual(FREE);
  expect(done.slice(-3)).toEqual([
    { do: "stop", at: 5_000 + UNUSED_MS },
    { do: "home", at: 5_000 + UNUSED_MS },
    { do: "hold", seconds: 0, at: 5_000 + UNUSED_MS },
  ]);
});

test("V41 given up by hand it goes home too; one that was never moved stays as it is", () => {
  const taken = [
    [0, { on: "take" }],
    [0, { on: "given" }],
  ] as const;
  expect(run([...taken, [1, { on: "used" }], [2, { on: "release" }]]).done.map((each) => each.do)).toEqual([
    "hold",
    "stop",
    "home",
    "hold",
  ]);
  expect(run([...taken, [2, { on: "release" }]]).done.map((each) => each.do)).toEqual(["hold", "stop", "hold"]);
  expect(
    run([
      [0, { on: "take" }],
      [2, { on: "release" }],
    ]).done.at(-1),
  ).toMatchObject({ do: "hold", seconds: 0 });
});

test("V41 what somebody else holds is told and not turned, and may be asked for again", () => {
  const { state, done } = run([
    [0, { on: "take" }],
    [1, { on: "refused", why: "由他人控制" }],
    [2, { on: "used" }],
  ]);
  expect(state).toEqual({ is: "refused", why: "由他人控制" });
  expect(done.length).toBe(1);
  expect(turningAfter(state, { on: "take" }, 3).state).toEqual({ is: "taking" });
});

test("V42 keys that are down add up, opposite ones cancel out, and none stops", () => {
  expect(turnOf(["ArrowLeft", "ArrowUp"])).toEqual({ pan: -0.5, tilt: 0.5, zoom: 0 });
  expect(turnOf(["ArrowLeft", "ArrowRight"])).toEqual({ pan: 0, tilt: 0, zoom: 0 });
  expect(turnOf(["+"])).toMatchObject({ zoom: 0.5 });
  expect(turnOf([])).toEqual({ pan: 0, tilt: 0, zoom: 0 });
});

test("the home of a camera is the preset that is named so", () => {
  const preset = (number: number, home: boolean) => ({ number, name: "", home });
  expect(homeOf({ presets: [preset(1, false), preset(7, true)] })).toBe(7);
  expect(homeOf({ presets: [preset(1, false)] })).toBeNull();
});
