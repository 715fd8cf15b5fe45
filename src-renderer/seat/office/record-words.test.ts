import { describe, expect, test } from "vitest";
import { ROLES } from "../../../shared/roles.ts";
import { mayAsk } from "../../../shared/rights.ts";
import { wordsOf } from "../../kit/text.ts";
import { ASK_GROUPS, RECORDED_ACTS } from "./ask-groups.ts";
import { actText, changesOf, outcomeText, subjectText, SUBJECTS } from "./record-words.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");

describe("the record of acts in words", () => {
  test("every act and subject has its name in both languages", () => {
    for (const words of [zh, en]) {
      for (const act of RECORDED_ACTS)
        expect(actText({ act, text: "" }, words), act).not.toMatch(/^office\.|^[a-z]+[A-Z]/);
      for (const subject of SUBJECTS) {
        expect(subjectText({ subject, label: "x" }, words), subject).toMatch(/^(?!office).+ x$/);
      }
    }
  });

  test("a command on a case goes by its own name", () => {
    expect(actText({ act: "case", text: "dispatch" }, zh)).toBe("派遣");
    expect(actText({ act: "case", text: "" }, zh)).toBe(zh.text("office.act.case"));
    expect(actText({ act: "direct", text: "push" }, zh)).toBe("推屏");
    expect(actText({ act: "direct", text: "of a later version" }, zh)).toBe(zh.text("office.act.direct"));
    expect(actText({ act: "laterAct", text: "" }, zh)).toBe("laterAct");
  });

  test("what came of it: done, or the refusal's sentence, whoever refused", () => {
    expect(outcomeText("done", zh)).toBe(zh.text("office.outcome.done"));
    expect(outcomeText("departmentInUse", zh)).toBe(zh.refusal("departmentInUse"));
    expect(outcomeText("lastAdmin", zh)).toBe(zh.text("office.refused.lastAdmin"));
    expect(outcomeText("later", zh)).toBe("later");
  });

  test("what changed is told member by member", () => {
    const before = JSON.stringify({ name: "市政处", groupCode: "A", uid: 3, at: null });
    const after = JSON.stringify({ name: "市政局", groupCode: "A", uid: 3, at: [1] });
    expect(changesOf({ before, after })).toEqual([
      { member: "name", before: "市政处", after: "市政局" },
      { member: "at", before: "—", after: "[1]" },
    ]);
    expect(changesOf({ before: "", after: '{"a":1,"b":"","uid":7,"platform":"demo"}' })).toEqual([
      { member: "a", before: null, after: "1" },
    ]);
    expect(changesOf({ before: '{"a":"x"}', after: "" })).toEqual([{ member: "a", before: "x", after: null }]);
    expect(changesOf({ before: "", after: "" })).toEqual([]);
    expect(changesOf({ before: "{", after: "" })).toEqual([{ member: "", before: "{", after: null }]);
  });
});

describe("the table of roles", () => {
  test("has every request that any role may ask, once", () => {
    const asks = ASK_GROUPS.flatMap((each) => [...each.asks]);
    expect(new Set(asks).size).toBe(asks.length);
    for (const ask of asks)
      expect(
        ROLES.some((role) => mayAsk(role, ask)),
        ask,
      ).toBe(true);
    type Listed = (typeof ASK_GROUPS)[number]["asks"][number];
    // A request without a place in the table does not compile.
    const all: Exclude<Parameters<typeof mayAsk>[1], Listed> extends never ? true : false = true;
    expect(all).toBe(true);
  });
});
