import { expect, test } from "vitest";
import {
  LONGEST_NAME,
  nameProblem,
  OWN_VIEWS,
  sameSentence,
  viewKey,
  viewNote,
  viewsOf,
  type Sentence,
} from "./saved-views.ts";

const SENTENCE: Sentence = {
  only: { which: "overdueOpen", classUid: 4 },
  text: "井盖",
  order: "newest",
  period: "week",
};
const note = (key: string, value: string) => ({ key, value, at: 1 });

test("a view is read as it was kept; what is no view, or of another version, is left out", () => {
  const good = note(viewKey("a1"), viewNote("井盖超期", SENTENCE));
  expect(good.key).toMatch(/^[\w./:-]{1,160}$/);
  expect(viewsOf([good])).toEqual([{ key: good.key, name: "井盖超期", sentence: SENTENCE }]);
  const spoiled = [
    "no JSON",
    "3",
    "null",
    JSON.stringify({ ...SENTENCE, name: "" }),
    JSON.stringify({ ...SENTENCE, name: "a", order: "sideways" }),
    JSON.stringify({ ...SENTENCE, name: "a", only: { which: "some" } }),
    JSON.stringify({ ...SENTENCE, name: "a", only: { mood: 1 } }),
    JSON.stringify({ ...SENTENCE, name: "a", only: { source: -1 } }),
    JSON.stringify({ ...SENTENCE, name: "a", text: 5 }),
  ];
  expect(viewsOf(spoiled.map((value, i) => note(viewKey(`b${i}`), value)))).toEqual([]);
});

test("two sentences are the same by what they say", () => {
  expect(sameSentence({ ...SENTENCE }, SENTENCE)).toBe(true);
  for (const part of [{ text: "" }, { order: "burns" }, { period: "all" }, { only: { classUid: 4 } }] as const) {
    expect(sameSentence({ ...SENTENCE, ...part }, SENTENCE)).toBe(false);
  }
  const plain: Sentence = { only: {}, text: "", order: "burns" };
  expect(sameSentence(plain, { ...plain, only: { which: "open" }, period: "all" })).toBe(true);
  for (const a of OWN_VIEWS) {
    expect(OWN_VIEWS.filter((b) => sameSentence(a.sentence, b.sentence))).toEqual([a]);
  }
});

test("a name is there, not too long, and not another view's", () => {
  const others = viewsOf([note(viewKey("a"), viewNote("井盖", SENTENCE))]);
  expect(nameProblem("  ", others)).toBe("queue.view.nameMissing");
  expect(nameProblem("长".repeat(LONGEST_NAME + 1), others)).toBe("queue.view.nameLong");
  expect(nameProblem(" 井盖 ", others)).toBe("queue.view.nameTaken");
  expect(nameProblem("井盖二", others)).toBeNull();
});
