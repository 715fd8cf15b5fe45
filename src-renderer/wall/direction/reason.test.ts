import { expect, test } from "vitest";
import type { Reason, WallState } from "../../../shared/direction/wall.ts";
import { wordsOf } from "../../kit/text.ts";
import { callsForEyes, holdKey, leaveKey, reasonSentence, secondsToReturn, type ReasonNames } from "./reason.ts";

const state = (more: Partial<WallState> = {}): WallState => ({
  wall: "hall",
  rev: 1,
  at: 0,
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
const names: ReasonNames = {
  rule: (id) => (id === "urgent" ? "紧急案件" : null),
  scene: (name) => (name === "emergency" ? "应急" : name),
  playlist: (name) => name,
  caseName: "路面塌陷 · 南大街",
  alarm: () => null,
};
const zh = wordsOf("zh-CN", "Asia/Shanghai");
const said = (reason: Reason, visitor = false) => reasonSentence(reason, "emergency", names, zh, visitor);

test("X48 the reason is told in words, with the rule and what it is about", () => {
  expect(said({ by: "case", rule: "urgent", caseUid: 7 })).toBe("紧急案件：路面塌陷 · 南大街");
  expect(said({ by: "alarm", rule: "urgent", key: "a/b" })).toBe("紧急案件：一条告警");
  expect(said({ by: "clock", rule: "night" })).toBe("定时：night");
  expect(said({ by: "person", name: "李晓红" })).toBe("李晓红 切换到 应急");
  expect(said({ by: "person", name: "李晓红" }, true)).toBe("李** 切换到 应急");
  expect(said({ by: "return" })).toBe("已返回 应急");
});

test("X48 the seconds to the return are real ones, and there are none where nothing goes back", () => {
  expect(secondsToReturn(state({ returnAt: 90_000 }), 30_000, 1)).toBe(60);
  expect(secondsToReturn(state({ returnAt: 90_000 }), 30_000, 60)).toBe(1);
  expect(secondsToReturn(state({ returnAt: 90_000 }), 99_000, 1)).toBe(0);
  expect(secondsToReturn(state(), 0, 1)).toBeNull();
});

test("X49 H holds the wall and lets go of it", () => {
  expect(holdKey(null)).toEqual({ do: "hold", minutes: 30 });
  expect(holdKey(state())).toEqual({ do: "hold", minutes: 30 });
  expect(holdKey(state({ held: { name: "", until: 9 } }))).toEqual({ do: "release" });
});

test("X49 Esc leaves the card first, then the visit, then what was put there, and nothing where nothing was", () => {
  const rule = { returnTo: "overview", returnAt: 9 };
  expect(leaveKey(state({ testCard: true, visitor: true, ...rule }))).toEqual({ do: "testCard", on: false });
  expect(leaveKey(state({ visitor: true, ...rule }))).toEqual({ do: "visitor", on: false });
  expect(leaveKey(state(rule))).toEqual({ do: "restore" });
  expect(leaveKey(state())).toBeNull();
  expect(leaveKey(null)).toBeNull();
});

test("X47 a case, an alarm and a push call for eyes; a list and a clock do not", () => {
  expect(callsForEyes(state({ reason: { by: "alarm", rule: "r", key: "k" } }))).toBe(true);
  expect(callsForEyes(state({ reason: { by: "clock", rule: "r" } }))).toBe(false);
  expect(callsForEyes(null)).toBe(false);
});
