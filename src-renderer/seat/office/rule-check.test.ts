import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RULE_KINDS } from "../../../shared/rules/check.ts";
import { canonicalJson } from "../../../shared/rules/canonical.ts";
import { MOST_BODY, readableBody, readRuleDraft, renamedBody, ruleFault, titleOf } from "./rule-check.ts";

const resources = join(import.meta.dirname, "../../../resources");
const files = RULE_KINDS.flatMap((kind) =>
  readdirSync(join(resources, kind))
    .filter((file) => file.endsWith(".json"))
    .map((file) => [kind, file.slice(0, -".json".length)] as const),
);
const read = (kind: string, name: string) => readFileSync(join(resources, kind, `${name}.json`), "utf8");

describe("a rule as it is typed", () => {
  test.each(files)("%s/%s as it ships is well, also as the editor shows it", (kind, name) => {
    const text = read(kind, name);
    expect(ruleFault(kind, name, text)).toBeNull();
    const shown = readableBody(canonicalJson(JSON.parse(text)));
    expect(ruleFault(kind, name, shown)).toBeNull();
    expect(JSON.parse(shown)).toEqual(JSON.parse(text));
  });

  test("Z77 what is wrong is told with the line in which it stands", () => {
    const text = readableBody(read("alarms", "hall"));
    const line = text.split("\n").findIndex((each) => each.includes('"tone"')) + 1;
    const broken = text.replace(/"tone": (?:"\w+"|\d)/, '"tone": "loudest"');
    const fault = ruleFault("alarms", "hall", broken);
    expect(fault).toMatchObject({ line, trouble: { code: "ruleBroken", params: { path: "rules.0.tone" } } });
    expect(ruleFault("alarms", "hall", `${text},`)).toEqual({
      line: text.split("\n").length,
      column: 2,
      trouble: null,
    });
    expect(ruleFault("alarms", "other", text)).toMatchObject({
      line: text.split("\n").findIndex((each) => each.startsWith('  "alarms"')) + 1,
      trouble: { params: { path: "alarms", expected: '"other"' } },
    });
    expect(ruleFault("alarms", "hall", " ".repeat(MOST_BODY + 1))).toMatchObject({ line: 0, tooLong: MOST_BODY + 1 });
  });

  test("a new one may begin as another under its own name", () => {
    for (const [kind, name] of files) {
      expect(ruleFault(kind, "new-one", renamedBody(kind, read(kind, name), "new-one")), `${kind}/${name}`).toBeNull();
    }
  });

  test("a kept text is taken up with the version it was begun from", () => {
    expect(readRuleDraft(JSON.stringify({ text: "{", hash: "ab" }))).toEqual({ text: "{", hash: "ab" });
    for (const kept of [null, "", "null", "{}", '{"text":1,"hash":""}']) expect(readRuleDraft(kept)).toBeNull();
  });

  test("is called by its title", () => {
    expect(titleOf('{"title":{"zh-CN":"常用答复","en":"Common answers"}}')).toEqual({
      name: "常用答复",
      nameEn: "Common answers",
    });
    expect(titleOf('{"extends":"x"}')).toBeNull();
    expect(titleOf("")).toBeNull();
  });
});
