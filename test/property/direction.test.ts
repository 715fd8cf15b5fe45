/** A wall under random acts and times: whatever is asked and by whom, the wall stays in order. */
import fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import type { Actor, Ground } from "../../shared/direction/change.ts";
import { overlap } from "../../shared/direction/pushes.ts";
import { decideAct, newWall, tick } from "../../shared/direction/state.ts";
import {
  MOST_PUSHES,
  MOST_WAITING,
  wallStateSchema,
  type DirectAct,
  type WallState,
} from "../../shared/direction/wall.ts";
import { mayDirect, mayLock } from "../../shared/rights.ts";
import { ROLES } from "../../shared/roles.ts";

const GROUND: Ground = {
  scenes: new Set(["a", "b", "c"]),
  playlists: new Map([
    [
      "list",
      [
        { scene: "a", seconds: 5 },
        { scene: "b", seconds: 9 },
      ],
    ],
  ]),
  barred: (camera) => camera % 2 === 1,
};

const region = fc
  .record({ x: fc.nat(5), y: fc.nat(2), w: fc.integer({ min: 1, max: 4 }), h: fc.integer({ min: 1, max: 2 }) })
  .map(({ x, y, w, h }) => ({ x: x * 4, y: y * 8, w: Math.min(w * 4, 24 - x * 4), h: h * 8 > 24 - y * 8 ? 8 : h * 8 }));
const id = fc.nat(12).map((n) => `p${n}`);
const act: fc.Arbitrary<DirectAct> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ region, id, seconds: fc.nat(30), uid: fc.nat(9) }).map(
      ({ region: where, id: of, seconds, uid }) =>
        ({
          do: "push",
          wall: "w",
          id: of,
          region: where,
          seconds,
          what: { show: uid > 4 ? "camera" : "case", uid },
        }) as const,
    ),
  },
  { weight: 3, arbitrary: id.map((of) => ({ do: "unpush", wall: "w", id: of }) as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("a", "b", "c", "gone").map((scene) => ({ do: "scene", wall: "w", scene }) as const),
  },
  fc.constantFrom("release", "lock", "unlock", "restore").map((what) => ({ do: what, wall: "w" }) as const),
  fc.constant({ do: "hold", wall: "w", minutes: 1 } as const),
  fc.constantFrom("", "list").map((playlist) => ({ do: "playlist", wall: "w", playlist }) as const),
  fc.boolean().map((on) => ({ do: "visitor", wall: "w", on }) as const),
);
const actor: fc.Arbitrary<Actor> = fc.record({
  role: fc.constantFrom(...ROLES),
  person: fc.nat(3),
  name: fc.constant("x"),
  shows: fc.boolean(),
});
const history = fc.array(fc.record({ act, actor, wait: fc.nat(20_000) }), { maxLength: 60 });

const listed = ({ pushes, waiting }: WallState) => [...pushes, ...waiting];

/** What must hold of a state, whatever happened. */
function inOrder(state: WallState): void {
  expect(v.safeParse(wallStateSchema, state).success).toBe(true);
  expect(state.pushes.length).toBeLessThanOrEqual(MOST_PUSHES);
  expect(state.waiting.length).toBeLessThanOrEqual(MOST_WAITING);
  expect(new Set(listed(state).map((push) => push.id)).size).toBe(listed(state).length);
  for (const [i, one] of state.pushes.entries()) {
    expect(state.pushes.slice(i + 1).some((other) => overlap(one.region, other.region))).toBe(false);
  }
}

test("X6 X7 pushes never overlap, never are too many, and end at their time", () => {
  fc.assert(
    fc.property(history, (steps) => {
      let state = newWall("w");
      let now = 0;
      for (const step of steps) {
        now += step.wait;
        state = tick(state, { now, pace: 1 }, GROUND);
        expect(listed(state).filter(({ until }) => until !== null && until <= now)).toEqual([]);
        state = decideAct(state, step.act, step.actor, { now, pace: 1 }, GROUND).state;
        inOrder(state);
      }
      const end = tick({ ...state, locked: null, held: null }, { now: now + 1e9, pace: 1 }, GROUND);
      expect(end.pushes.filter(({ seconds, since }) => seconds > 0 && since <= now)).toEqual([]);
    }),
  );
});

test("X1 X5 who may not change a wall does not; while it is locked nobody but a director does", () => {
  fc.assert(
    fc.property(history, (steps) => {
      let state = newWall("w");
      let now = 0;
      for (const step of steps) {
        now += step.wait;
        const before = state;
        const { state: next, answer } = decideAct(state, step.act, step.actor, { now, pace: 1 }, GROUND);
        const { role } = step.actor;
        if (!mayDirect(role, step.act.do) || (before.locked !== null && !mayLock(role))) {
          expect(answer.done).toBe("no");
        }
        if (answer.done === "no") expect(next).toBe(before);
        else expect(answer.rev).toBe(next.rev);
        state = next;
      }
    }),
  );
});

test("X2 a revision is one more than the one before, and is shown no earlier than it", () => {
  fc.assert(
    fc.property(history, (steps) => {
      let state = newWall("w");
      let now = 0;
      const follows = (next: WallState) => {
        if (next !== state) {
          expect(next.rev).toBeGreaterThan(state.rev);
          expect(next.at).toBeGreaterThanOrEqual(state.at);
          expect(next.at).toBeGreaterThan(now);
        }
        state = next;
      };
      for (const step of steps) {
        now += step.wait;
        follows(tick(state, { now, pace: 1 }, GROUND));
        follows(decideAct(state, step.act, step.actor, { now, pace: 1 }, GROUND).state);
        // Asked again at once it changes nothing more, but for what is asked anew each time.
        if (step.act.do !== "hold" && step.act.do !== "restore") {
          expect(decideAct(state, step.act, step.actor, { now, pace: 1 }, GROUND).state).toBe(state);
        }
      }
    }),
  );
});
