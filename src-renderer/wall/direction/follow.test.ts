import fc from "fast-check";
import { expect, test } from "vitest";
import type { Push, WallState } from "../../../shared/direction/wall.ts";
import { choosesScene, due, heard, NOTHING_HEARD, pushesOf, type Followed } from "./follow.ts";

const state = (rev: number, at: number, more: Partial<WallState> = {}): WallState => ({
  wall: "hall",
  rev,
  at,
  scene: "overview",
  reason: null,
  returnTo: null,
  returnAt: null,
  held: null,
  locked: null,
  pushes: [],
  waiting: [],
  playlist: null,
  visitor: false,
  testCard: false,
  ...more,
});

test("X42 a state is drawn from its hub time on, and known before", () => {
  const [first, second] = [state(1, 100), state(2, 400)];
  const began = heard(NOTHING_HEARD, first, 200);
  expect(began).toEqual({ shown: first, coming: [] });
  const told = heard(began, second, 250);
  expect(told).toEqual({ shown: first, coming: [second] });
  expect(heard(told, second, 260)).toBe(told);
  expect(due(told, 399)).toBe(told);
  expect(due(told, 400)).toEqual({ shown: second, coming: [] });
});

test("X42 two states that are told one after the other are both shown, each at its time", () => {
  const told = heard(heard(heard(NOTHING_HEARD, state(1, 0), 0), state(2, 250), 0), state(3, 300), 50);
  expect(told.coming.map(({ rev }) => rev)).toEqual([2, 3]);
  expect(due(told, 260).shown?.rev).toBe(2);
  expect(due(told, 900)).toEqual({ shown: state(3, 300), coming: [] });
});

test("X42 a hub that counts anew is followed at once", () => {
  const old = heard(heard(NOTHING_HEARD, state(90, 100), 100), state(91, 500), 200);
  expect(heard(old, state(1, 210), 220).shown?.rev).toBe(1);
  expect(heard(old, state(1, 600), 220).coming.map(({ rev }) => rev)).toEqual([1]);
});

test("X42 whatever is told when, all windows that heard the same draw the same", () => {
  const history = fc.array(fc.record({ wait: fc.nat(300), lead: fc.nat(400), late: fc.nat(200) }), { maxLength: 12 });
  fc.assert(
    fc.property(history, fc.array(fc.nat(200), { maxLength: 12 }), (changes, delays) => {
      let told = 0;
      const states = changes.map(({ wait, lead }, i) => {
        told += wait;
        return { told, state: state(i + 1, told + lead) };
      });
      // States never run backwards: the hub commits them in order.
      for (let i = 1; i < states.length; i++)
        states[i]!.state = { ...states[i]!.state, at: Math.max(states[i]!.state.at, states[i - 1]!.state.at + 1) };
      const end = (states.at(-1)?.state.at ?? 0) + 1_000;
      const windowWith = (late: (i: number) => number): Followed => {
        let followed = NOTHING_HEARD;
        let heardAt = 0;
        states.forEach((each, i) => {
          heardAt = Math.max(heardAt, each.told + late(i));
          followed = heard(due(followed, heardAt), each.state, heardAt);
        });
        return due(followed, end);
      };
      const expected = states.at(-1)?.state ?? null;
      expect(windowWith(() => 0)).toEqual({ shown: expected, coming: [] });
      expect(windowWith((i) => delays[i] ?? 0)).toEqual({ shown: expected, coming: [] });
    }),
  );
});

test("X43 a push leaves the scene to whoever chose it; another scene, or another reason, does not", () => {
  const before = state(1, 0);
  expect(choosesScene(state(2, 0), null)).toBe(true);
  expect(choosesScene(state(2, 0, { visitor: true }), before)).toBe(false);
  expect(choosesScene(state(2, 0, { scene: "ranking" }), before)).toBe(true);
  expect(choosesScene(state(2, 0, { reason: { by: "person", name: "李*" } }), before)).toBe(true);
  expect(choosesScene(state(2, 0, { scene: "" }), before)).toBe(false);
});

test("X43 what comes and what goes with the next state is known before it does", () => {
  const push = (id: string): Push => ({
    id,
    region: { x: 0, y: 0, w: 6, h: 6 },
    what: { show: "case", uid: 1 },
    person: 1,
    name: "",
    since: 0,
    until: null,
    barred: false,
    leads: false,
    seconds: 0,
  });
  const now = state(1, 0, { pushes: [push("a"), push("b")] });
  const next = state(2, 9, { pushes: [push("b"), push("c")] });
  expect(pushesOf(now, next).map(({ push: { id }, when }) => `${id} ${when}`)).toEqual([
    "a leaving",
    "b shown",
    "c coming",
  ]);
  expect(pushesOf(now, null).map(({ when }) => when)).toEqual(["shown", "shown"]);
});
