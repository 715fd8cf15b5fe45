import { expect, test } from "vitest";
import type { Direction, DirectionRule } from "../../../shared/rules/direction.ts";
import { wordsOf } from "../../kit/text.ts";
import { faultsOf } from "../office/fields.ts";
import { freeId, readDirection, switched, textOfDirection, withoutRule, withRule } from "./edit.ts";
import { newRule, ruleFields, ruleOfValues, ruleValues, type RuleChoices } from "./fields.ts";
import { daysWords, staysWords, whenWords } from "./rule-words.ts";

const words = wordsOf("zh-CN", "Asia/Shanghai");
const english = wordsOf("en", "Asia/Shanghai");
const both = (text: string) => ({ "zh-CN": text, en: `${text} en` });
const choices: RuleChoices = {
  scenes: [{ value: "emergency", label: "应急" }],
  majors: [{ value: "x/01", label: "市容" }],
  alarms: [{ value: "stage-jam", label: "环节积压" }],
  words,
};
const names = { scene: () => "应急", alarm: () => "环节积压", major: () => "市容环境" };

const common = { active: true, wall: "", scene: "emergency", seconds: 90, quietMinutes: 5, rank: 10 };
const CASE: DirectionRule = {
  ...{ id: "urgent", title: both("紧急"), ...common },
  when: {
    on: "case",
    event: "filed",
    urgent: true,
    major: "x/01",
    near: { kind: "market", metres: 200 },
    department: 4,
  },
};
const ALARM: DirectionRule = { id: "jam", title: both("积压"), ...common, when: { on: "alarm", rule: "stage-jam" } };
const CLOCK: DirectionRule = {
  ...{ id: "day", title: both("白天"), ...common, wall: "大厅", seconds: 0, active: false },
  when: { on: "clock", days: [1, 2, 3, 4, 5], from: "08:00", to: "18:00" },
};
const FILE: Direction = {
  format: 1,
  direction: "hall",
  version: "1",
  title: both("大厅"),
  rules: [CASE, ALARM, CLOCK],
};

test.each([CASE, ALARM, CLOCK])(
  "a rule comes out of its form as it went in, also what the form does not show: $id",
  (rule) => {
    const values = ruleValues(rule);
    expect(faultsOf(ruleFields(rule.when.on, choices), values)).toEqual([]);
    expect(ruleOfValues(rule.when.on, values, rule)).toEqual(rule);
  },
);

test.each(["case", "alarm", "clock"] as const)(
  "a new rule by the %s lacks what only a person can say, and is well with that",
  (on) => {
    const values = newRule("a", on);
    const faults = faultsOf(ruleFields(on, choices), values).map(({ field }) => field);
    expect(faults).toEqual(on === "alarm" ? ["title", "alarm", "scene"] : ["title", "scene"]);
    const rule = ruleOfValues(on, { ...values, title: "新规则", scene: "emergency", alarm: "stage-jam" }, null);
    const read = readDirection(textOfDirection({ ...FILE, rules: [rule] }));
    expect(read?.rules).toEqual([rule]);
  },
);

test("what is no number, no time and no wall is told at its field", () => {
  const faults = (on: "case" | "clock", more: object) =>
    faultsOf(ruleFields(on, choices), { ...newRule("a", on), title: "x", scene: "emergency", ...more }).map(
      ({ field, key }) => [field, key],
    );
  expect(faults("case", { seconds: "28801", rank: "-1", wall: "a b" })).toEqual([
    ["wall", "switching.fault.wall"],
    ["seconds", "switching.fault.most"],
    ["rank", "switching.fault.whole"],
  ]);
  expect(faults("clock", { from: "24:00", days: [] })).toEqual([
    ["days", "office.fault.missing"],
    ["from", "switching.fault.time"],
  ]);
});

test("a rule is put in its place, taken away and switched; a text that is no file cannot be shown as a list", () => {
  const renamed = { ...ALARM, id: "stage" };
  expect(withRule(FILE, renamed, "jam").rules.map(({ id }) => id)).toEqual(["urgent", "stage", "day"]);
  expect(withRule(FILE, renamed, "").rules.map(({ id }) => id)).toEqual(["urgent", "jam", "day", "stage"]);
  expect(withoutRule(FILE, "jam").rules.map(({ id }) => id)).toEqual(["urgent", "day"]);
  expect(switched(FILE, "day").rules.map(({ active }) => active)).toEqual([true, true, true]);
  expect(freeId({ ...FILE, rules: [{ ...CASE, id: "case-1" }] }, "case")).toBe("case-2");
  expect(readDirection(textOfDirection(FILE))).toEqual(FILE);
  expect([readDirection("{"), readDirection('{"direction": 1}')]).toEqual([null, null]);
});

test("rules are told in words", () => {
  expect(whenWords(CASE.when, words, names)).toBe("紧急案件立案，大类为市容环境，距市场 200 米内，另有条件（见文本）");
  expect(whenWords(ALARM.when, words, names)).toBe("告警“环节积压”触发");
  expect(whenWords(CLOCK.when, words, names)).toBe("周一至周五 08:00–18:00");
  expect(whenWords(CLOCK.when, english, names)).toBe("Mon to Fri, 08:00–18:00");
  expect(daysWords([7, 1, 3], words)).toBe("周一、周三、周日");
  expect(daysWords([1, 2, 3, 4, 5, 6, 7], words)).toBe("每天");
  expect([CASE, CLOCK, { ...CASE, seconds: 0 }].map((rule) => staysWords(rule, words))).toEqual([
    "90 秒后返回",
    "到时段结束",
    "一直停留",
  ]);
});
