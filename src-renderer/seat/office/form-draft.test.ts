import { describe, expect, test } from "vitest";
import type { FieldSpec } from "./fields.ts";
import { draftKey, keepable, readKept } from "./form-draft.ts";

const field = (name: string, kind: FieldSpec["kind"]): FieldSpec => ({
  ...{ name, kind, label: "office.field.name", help: "office.help.name" },
});
const SPECS = [field("name", "line"), field("active", "switch"), field("password", "secret")];

describe("drafts of forms", () => {
  test("Z78 a password is never among what is kept, nor taken from it", () => {
    const typed = { name: "王五", active: true, password: "secret-words" };
    expect(keepable(SPECS, typed)).toEqual({ name: "王五", active: true });
    expect(readKept(SPECS, JSON.stringify(typed))).toEqual({ name: "王五", active: true });
  });

  test("what cannot be read is no draft", () => {
    for (const text of [null, "", "{", "[1]", "null", "3"]) expect(readKept(SPECS, text)).toBeNull();
  });

  test("keys are of the form that notes have, whatever the id", () => {
    const like = /^[\w./:-]{1,160}$/;
    expect(draftKey("department", "d1.a")).toBe("draft/office/department/d1.a");
    expect(draftKey("person", "王五 a")).toMatch(like);
    expect(draftKey("person", "王五")).not.toBe(draftKey("person", "王六"));
    expect(draftKey("rule", "x".repeat(300))).toMatch(like);
  });
});
