import { describe, expect, test } from "vitest";
import { ROLES, type Role } from "../roles.ts";
import type { Actor, Ground, Moment } from "./change.ts";
import { decideAct, newWall, showScene, tick } from "./state.ts";
import { MOST_PUSHES, MOST_WAITING, SCENE_LEAD_MS, type DirectAct, type Region, type WallState } from "./wall.ts";

const GROUND: Ground = {
  scenes: new Set(["overview", "backlog", "emergency"]),
  playlists: new Map([
    [
      "hall",
      [
        { scene: "gone", seconds: 10 },
        { scene: "backlog", seconds: 20 },
        { scene: "overview", seconds: 30 },
      ],
    ],
  ]),
  barred: (camera) => camera === 13,
};
const LEADER = who("shiftLeader", 1);
const DIRECTOR = who("director", 2);
const SEAT = who("acceptor", 3);
const OTHER = who("dispatcher", 4);
const LEFT: Region = { x: 0, y: 0, w: 12, h: 24 };
const RIGHT: Region = { x: 12, y: 0, w: 12, h: 24 };

function who(role: Role, person: number, shows = false): Actor {
  return { role, person, name: person === 0 ? "hall" : `${role} ${person}`, shows };
}
const at = (now: number, pace = 1): Moment => ({ now, pace });
const wall = (more: Partial<WallState> = {}): WallState => ({ ...newWall("hall"), ...more });
const act = (what: object) => ({ wall: "hall", ...what }) as DirectAct;
const push = (id: string, region: Region, more: object = {}) =>
  act({ do: "push", id, region, what: { show: "case", uid: 7 }, seconds: 60, ...more });

/** Carries acts out one after another; every one must be done. */
function after(state: WallState, ...acts: readonly [Actor, DirectAct, number?][]): WallState {
  return acts.reduce((before, [actor, what, now = 1_000]) => {
    const { state: next, answer } = decideAct(before, what, actor, at(now), GROUND);
    expect(answer).toMatchObject({ done: "yes" });
    return next;
  }, state);
}
const answerOf = (state: WallState, actor: Actor, what: DirectAct, now = 1_000) =>
  decideAct(state, what, actor, at(now), GROUND).answer;
const why = (state: WallState, actor: Actor, what: DirectAct) => {
  const answer = answerOf(state, actor, what);
  return answer.done === "no" ? answer.trouble.code : answer.done;
};
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

describe("who may change a wall", () => {
  test("X1 each role does what is its own, and is refused in words otherwise", () => {
    const may = (role: Role, what: DirectAct) => why(wall(), who(role, 9), what);
    const scene = act({ do: "scene", scene: "overview" });
    expect(ROLES.filter((role) => may(role, scene) === "yes")).toEqual(
      ROLES.filter((role) => ["shiftLeader", "director", "admin"].includes(role)),
    );
    expect(ROLES.filter((role) => may(role, act({ do: "lock" })) === "yes").toSorted()).toEqual(["admin", "director"]);
    expect(ROLES.filter((role) => may(role, push("a", LEFT)) === "wallNotAllowed").toSorted()).toEqual([
      "leader",
      "wall",
    ]);
  });

  test("X1 a wall holds, lets go of and restores what it shows itself, and nothing else", () => {
    const hold = act({ do: "hold", minutes: 5 });
    expect(why(wall(), who("wall", 0, true), hold)).toBe("yes");
    expect(why(wall(), who("wall", 0, false), hold)).toBe("wallNotAllowed");
    expect(why(wall(), who("wall", 0, true), act({ do: "visitor", on: false }))).toBe("yes");
    expect(why(wall(), who("wall", 0, true), act({ do: "visitor", on: true }))).toBe("wallNotAllowed");
    expect(why(wall(), who("wall", 0, true), act({ do: "scene", scene: "overview" }))).toBe("wallNotAllowed");
  });

  test("X5 a locked wall is changed by directors only, who are named; unlocked it is as before", () => {
    const locked = after(wall(), [DIRECTOR, act({ do: "lock" })]);
    expect(answerOf(locked, LEADER, act({ do: "scene", scene: "overview" }))).toEqual({
      done: "no",
      trouble: { code: "wallLocked", params: { name: DIRECTOR.name } },
    });
    expect(why(locked, who("wall", 0, true), act({ do: "hold", minutes: 5 }))).toBe("wallLocked");
    const freed = after(locked, [who("admin", 8), act({ do: "unlock" })]);
    expect(why(freed, LEADER, act({ do: "scene", scene: "overview" }))).toBe("yes");
  });

  test("X3 what is not there is named with what there is", () => {
    expect(answerOf(wall(), LEADER, act({ do: "scene", scene: "nowhere" }))).toEqual({
      done: "no",
      trouble: { code: "sceneUnknown", params: { scene: "nowhere", known: "backlog, emergency, overview" } },
    });
    expect(why(wall(), LEADER, act({ do: "playlist", playlist: "night" }))).toBe("playlistUnknown");
  });
});

describe("scenes", () => {
  test("X2 a change is the next revision, shown a moment from now, longer where hub time is sped up", () => {
    const { state, answer } = decideAct(
      wall({ rev: 4 }),
      act({ do: "scene", scene: "backlog" }),
      LEADER,
      at(1_000, 60),
      GROUND,
    );
    expect(answer).toEqual({ done: "yes", rev: 5, waiting: 0 });
    expect(state).toMatchObject({
      rev: 5,
      at: 1_000 + SCENE_LEAD_MS * 60,
      scene: "backlog",
      reason: { by: "person" },
    });
  });

  test("X2 what changes nothing is no revision", () => {
    const state = after(wall(), [LEADER, act({ do: "scene", scene: "backlog" })]);
    for (const same of [
      act({ do: "scene", scene: "backlog" }),
      act({ do: "visitor", on: false }),
      act({ do: "release" }),
    ]) {
      expect(decideAct(state, same, LEADER, at(2_000), GROUND).state).toBe(state);
    }
  });

  test("X3 a rule's scene goes back by itself to what a person chose, over all rules between", () => {
    const chosen = after(wall(), [LEADER, act({ do: "scene", scene: "backlog" })]);
    const rule = { by: "clock", rule: "noon" } as const;
    const first = showScene(chosen, "emergency", rule, 5_000, at(2_000));
    const second = showScene(first, "overview", rule, 9_000, at(3_000));
    expect(tick(second, at(8_999), GROUND)).toBe(second);
    expect(tick(second, at(9_000), GROUND)).toMatchObject({
      scene: "backlog",
      reason: { by: "return" },
      returnTo: null,
      returnAt: null,
    });
  });

  test("X5 while it is held or locked nothing goes back; it does when that is over", () => {
    const ruled = showScene(wall({ scene: "backlog" }), "emergency", { by: "clock", rule: "noon" }, 5_000, at(2_000));
    const held = after(ruled, [LEADER, act({ do: "hold", minutes: 1 }), 3_000]);
    expect(tick(held, at(62_999), GROUND)).toBe(held);
    expect(tick(held, at(63_000), GROUND)).toMatchObject({ held: null, scene: "backlog" });
    const locked = after(ruled, [DIRECTOR, act({ do: "lock" }), 3_000]);
    expect(tick(locked, at(100_000), GROUND)).toBe(locked);
  });

  test("X8 restore takes every push back and the scene before comes again", () => {
    const state = after(
      wall(),
      [LEADER, act({ do: "scene", scene: "backlog" })],
      [LEADER, act({ do: "scene", scene: "overview" })],
      [SEAT, push("a", LEFT)],
      [OTHER, push("b", LEFT)],
      [LEADER, act({ do: "restore" })],
    );
    expect(state).toMatchObject({ scene: "backlog", pushes: [], waiting: [], returnTo: null });
    expect(decideAct(state, act({ do: "restore" }), LEADER, at(2_000), GROUND).state).toBe(state);
  });

  test("X3 a playlist begins with the first scene there is, and ends when somebody chooses another", () => {
    const state = after(wall({ scene: "emergency" }), [LEADER, act({ do: "playlist", playlist: "hall" })]);
    expect(state).toMatchObject({
      scene: "backlog",
      reason: { by: "playlist", playlist: "hall" },
      playlist: { name: "hall", step: 1, nextAt: 1_000 + SCENE_LEAD_MS + 20_000 },
    });
    expect(after(state, [LEADER, act({ do: "scene", scene: "overview" })]).playlist).toBeNull();
    expect(after(state, [LEADER, act({ do: "restore" })])).toMatchObject({ scene: "emergency", playlist: null });
  });

  test("X5 a playlist that stood still shows its step for its whole time again", () => {
    const state = after(
      wall(),
      [LEADER, act({ do: "playlist", playlist: "hall" })],
      [LEADER, act({ do: "hold", minutes: 60 })],
    );
    const free = after(state, [LEADER, act({ do: "release" }), 90_000]);
    expect(free.playlist).toEqual({ name: "hall", step: 1, nextAt: 90_000 + SCENE_LEAD_MS + 20_000 });
  });
});

describe("pushes", () => {
  test("X6 a push is shown at once where there is room, until its time is over", () => {
    const { state, answer } = decideAct(wall(), push("a", LEFT), SEAT, at(1_000, 2), GROUND);
    expect(answer).toEqual({ done: "yes", rev: 1, waiting: 0 });
    expect(state.pushes).toEqual([
      {
        ...{ id: "a", region: LEFT, what: { show: "case", uid: 7 }, person: 3, name: SEAT.name, leads: false },
        ...{ since: 1_000, seconds: 60, until: 121_000, barred: false },
      },
    ]);
    expect(tick(state, at(120_999, 2), GROUND)).toBe(state);
    expect(tick(state, at(121_000, 2), GROUND).pushes).toEqual([]);
    expect(after(wall(), [SEAT, push("a", LEFT, { seconds: 0 })]).pushes[0]?.until).toBeNull();
  });

  test("X6 asked twice under one id it is pushed once; another's id is not taken over", () => {
    const state = after(wall(), [SEAT, push("a", LEFT)]);
    expect(decideAct(state, push("a", LEFT), SEAT, at(2_000), GROUND).state).toBe(state);
    expect(why(state, OTHER, push("a", RIGHT))).toBe("pushOthers");
  });

  test("X7 one that meets another waits behind it and moves up; one that meets none is shown", () => {
    const state = after(wall(), [SEAT, push("a", LEFT)]);
    expect(answerOf(state, OTHER, push("b", LEFT))).toMatchObject({ done: "yes", waiting: 1 });
    const three = after(state, [OTHER, push("b", LEFT)], [OTHER, push("c", RIGHT)]);
    expect([ids(three.pushes), ids(three.waiting)]).toEqual([["a", "c"], ["b"]]);
    const ended = tick(three, at(61_000), GROUND);
    expect([ids(ended.pushes), ids(ended.waiting)]).toEqual([["b"], []]);
    expect(ended.pushes[0]).toMatchObject({ since: 61_000, until: 121_000 });
  });

  test("X7 nobody overtakes one that waits for the same place", () => {
    const state = after(
      wall(),
      [SEAT, push("a", LEFT)],
      [OTHER, push("b", { x: 6, y: 0, w: 12, h: 24 })],
      [who("verifier", 5), push("c", RIGHT)],
    );
    expect([ids(state.pushes), ids(state.waiting)]).toEqual([["a"], ["b", "c"]]);
  });

  test("X7 the same person's older push gives way at once, also where others wait", () => {
    const state = after(wall(), [SEAT, push("a", LEFT)], [OTHER, push("b", LEFT)], [SEAT, push("c", LEFT)]);
    expect([ids(state.pushes), ids(state.waiting)]).toEqual([["c"], ["b"]]);
  });

  test("X7 a director goes before; what had to make room comes again for the rest of its time", () => {
    const state = after(
      wall(),
      [SEAT, push("a", LEFT)],
      [OTHER, push("b", LEFT)],
      [DIRECTOR, push("c", LEFT, { seconds: 10 }), 21_000],
    );
    expect([ids(state.pushes), ids(state.waiting)]).toEqual([["c"], ["a", "b"]]);
    const back = tick(state, at(31_000), GROUND);
    expect(back.pushes[0]).toMatchObject({ id: "a", since: 31_000, until: 71_000 });
    const second = after(state, [who("admin", 8), push("d", LEFT), 22_000]);
    expect([ids(second.pushes), ids(second.waiting)]).toEqual([["c"], ["d", "a", "b"]]);
  });

  test("X5 while it is locked a push ends at its time and nothing moves up", () => {
    const state = after(wall(), [SEAT, push("a", LEFT)], [OTHER, push("b", LEFT)], [DIRECTOR, act({ do: "lock" })]);
    const ended = tick(state, at(61_000), GROUND);
    expect([ids(ended.pushes), ids(ended.waiting)]).toEqual([[], ["b"]]);
    const freed = after(ended, [DIRECTOR, act({ do: "unlock" }), 62_000]);
    expect([ids(freed.pushes), ids(freed.waiting)]).toEqual([["b"], []]);
  });

  test("X6 everybody takes back their own; shift leaders and directors take back any", () => {
    const state = after(wall(), [SEAT, push("a", LEFT)], [OTHER, push("b", LEFT)]);
    const away = act({ do: "unpush", id: "a" });
    expect(answerOf(state, OTHER, away)).toEqual({
      done: "no",
      trouble: { code: "pushOthers", params: { name: SEAT.name } },
    });
    expect(ids(after(state, [SEAT, away]).pushes)).toEqual(["b"]);
    expect(ids(after(state, [LEADER, away]).pushes)).toEqual(["b"]);
    expect(decideAct(state, act({ do: "unpush", id: "z" }), SEAT, at(2_000), GROUND).state).toBe(state);
  });

  test("X7 so many are shown and so many wait; then it is told", () => {
    const cells = Array.from({ length: MOST_PUSHES }, (_, i) => push(`p${i}`, { x: i, y: 0, w: 1, h: 1 }));
    let state = after(wall(), ...cells.map((one) => [SEAT, one] as const as [Actor, DirectAct]));
    for (let i = 0; i < MOST_WAITING; i++) {
      state = after(state, [SEAT, push(`w${i}`, { x: i, y: 2, w: 1, h: 1 })]);
    }
    expect([state.pushes.length, state.waiting.length]).toEqual([MOST_PUSHES, MOST_WAITING]);
    expect(answerOf(state, OTHER, push("more", { x: 0, y: 5, w: 1, h: 1 }))).toEqual({
      done: "no",
      trouble: { code: "pushesFull", params: { most: MOST_WAITING } },
    });
  });

  test("X12 a camera that the wall may not show is taken and marked", () => {
    const camera = (uid: number) => push(`c${uid}`, LEFT, { what: { show: "camera", uid } });
    expect(after(wall(), [SEAT, camera(13)]).pushes[0]?.barred).toBe(true);
    expect(after(wall(), [SEAT, camera(14)]).pushes[0]?.barred).toBe(false);
  });
});
