import { expect, test } from "vitest";
import { firstSaid, say, sayBefore } from "./sentence.ts";

const FIRST_SAID = firstSaid({});

test("J7 the last sentence comes back, step by step, and saying the same again is no step", () => {
  const narrowed = { only: { which: "overdueOpen", source: 3 }, period: "day" } as const;
  const once = say(FIRST_SAID, narrowed);
  const twice = say(once, { ...narrowed, only: { which: "overdueOpen" } });
  expect(say(twice, { period: "day", only: { which: "overdueOpen" } })).toBe(twice);
  expect(sayBefore(twice).now).toBe(narrowed);
  expect(sayBefore(sayBefore(twice)).now).toEqual({ only: { which: "open" }, period: "auto" });
  expect(sayBefore(FIRST_SAID)).toBe(FIRST_SAID);
});

test("J7 of many steps the newest are remembered", () => {
  let said = FIRST_SAID;
  for (let source = 0; source < 50; source++) said = say(said, { only: { source }, period: "auto" });
  expect(said.before.length).toBe(20);
  expect(sayBefore(said).now.only).toEqual({ source: 48 });
});

test("X26 a scene opens with the filter and the time that its file says", () => {
  expect(firstSaid({ filter: { which: "all", department: 7 }, time: "month" }).now).toEqual({
    only: { which: "all", department: 7 },
    period: "month",
  });
  expect(firstSaid({ filter: { department: 7 } }).now).toEqual({
    only: { which: "open", department: 7 },
    period: "auto",
  });
  expect(firstSaid({ time: "live" }).now).toEqual({ only: { which: "open" }, period: "day" });
});
