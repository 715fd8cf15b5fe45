import { expect, test } from "vitest";
import { FIRST_SAID, FIRST_SENTENCE, say, sayBefore } from "./sentence.ts";

test("J7 the last sentence comes back, step by step, and saying the same again is no step", () => {
  const narrowed = { only: { which: "overdueOpen", source: 3 }, period: "day" } as const;
  const once = say(FIRST_SAID, narrowed);
  const twice = say(once, { ...narrowed, only: { which: "overdueOpen" } });
  expect(say(twice, { period: "day", only: { which: "overdueOpen" } })).toBe(twice);
  expect(sayBefore(twice).now).toBe(narrowed);
  expect(sayBefore(sayBefore(twice)).now).toBe(FIRST_SENTENCE);
  expect(sayBefore(FIRST_SAID)).toBe(FIRST_SAID);
});

test("J7 of many steps the newest are remembered", () => {
  let said = FIRST_SAID;
  for (let source = 0; source < 50; source++) said = say(said, { only: { source }, period: "auto" });
  expect(said.before.length).toBe(20);
  expect(sayBefore(said).now.only).toEqual({ source: 48 });
});
