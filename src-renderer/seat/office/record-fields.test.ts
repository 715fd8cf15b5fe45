/** What forms write is what the hub takes: every field's limits are those of the wire. */
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { deskMessageSchema } from "../../../shared/wire/desk.ts";
import { officeRequestSchema, type PersonLine } from "../../../shared/wire/office.ts";
import { wordsOf } from "../../kit/text.ts";
import { contactColumns, contactFields, contactValues, putContact } from "../contacts/contact-fields.ts";
import { DEPARTMENT_FIELDS, departmentFaults, departmentValues, groupsOf, putDepartment } from "./department-fields.ts";
import { faultsOf, textOf, type FieldSpec, type Values } from "./fields.ts";
import { isLastAdmin, personFields, personValues, putPerson } from "./person-fields.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const message = (request: unknown) => ({ id: "12345678", by: "王五", request });
const CHOICES = { departments: [{ value: "d1", label: "市政处" }], districts: [{ value: "430102", label: "芙蓉区" }] };

/** A record whose fields are as long as they may be. */
const longest = (specs: readonly FieldSpec[], values: Values): Values => ({
  ...values,
  ...Object.fromEntries(
    specs
      .filter(({ kind, form }) => (kind === "line" || kind === "words") && form === undefined)
      .map(({ name, most = 0 }) => [name, "长".repeat(most)]),
  ),
});

describe("what forms write", () => {
  test("a department as long as its fields let it be is taken by the desk", () => {
    const values = longest(DEPARTMENT_FIELDS, departmentValues(null));
    expect(faultsOf(DEPARTMENT_FIELDS, values)).toEqual([]);
    expect(v.is(deskMessageSchema, message(putDepartment("demo", "d:1.a", values)))).toBe(true);
    expect(faultsOf(DEPARTMENT_FIELDS, { ...values, id: "d 1" }).map(({ field }) => field)).toEqual(["id"]);
  });

  test("a contact as long as its fields let it be is taken by the desk", () => {
    const specs = contactFields([{ value: "5", label: "市政处" }]);
    const values = { ...longest(specs, contactValues(null, 5)), phone: "+86 (28) 12319-1" };
    expect(faultsOf(specs, values)).toEqual([]);
    expect(v.is(deskMessageSchema, message(putContact("demo", "c1", values)))).toBe(true);
    expect(faultsOf(specs, { ...values, phone: "转8000", department: "6" }).map(({ field }) => field)).toEqual([
      "department",
      "phone",
    ]);
    expect(contactColumns([])[0]?.name).toBe("id");
  });

  test("an account keeps what the form does not show, and a password that was not typed is none", () => {
    const person: PersonLine = {
      ...{ uid: 3, login: "paiqian", name: "派遣席", role: "dispatcher", platforms: ["demo"], districts: ["430102"] },
      ...{ departments: null, personal: true, restricted: false, active: true, madeAt: 0, lastIn: null },
      ...{ lockedUntil: null, mustChange: false },
    };
    const specs = personFields(CHOICES, zh, false);
    expect(faultsOf(specs, personValues(person))).toEqual([]);
    const asked = putPerson({ ...personValues(person), name: " 新名 " }, person);
    expect(asked).toMatchObject({
      ...{ login: "paiqian", password: null },
      person: { name: "新名", role: "dispatcher", platforms: ["demo"], districts: ["430102"], departments: null },
    });
    expect(v.is(officeRequestSchema, asked)).toBe(true);
    const fresh = personFields(CHOICES, zh, true);
    expect(faultsOf(fresh, personValues(null)).map(({ field }) => field)).toEqual(["login", "name", "password"]);
    expect(isLastAdmin({ ...person, role: "admin" }, [{ ...person, role: "admin" }])).toBe(true);
    expect(isLastAdmin(person, [person])).toBe(false);
    const two = [person, { ...person, uid: 4 }].map((each) => ({ ...each, role: "admin" as const }));
    expect(isLastAdmin(two[0]!, two)).toBe(false);
    expect(isLastAdmin(two[0]!, [two[0]!, { ...two[1]!, active: false }])).toBe(true);
  });

  test("a new department of a known name is taken for a slip", () => {
    const known = { ...departmentValues(null), uid: 1, platform: "demo", id: "d1", name: "市政处", groupCode: "B" };
    const departments = [known, { ...known, uid: 2, id: "d2", name: "园林局", groupCode: "" }] as unknown as Parameters<
      typeof departmentFaults
    >[1];
    expect(departmentFaults({ id: "", name: "市政处" }, departments)).toMatchObject([
      { field: "name", params: { id: "d1" } },
    ]);
    expect(departmentFaults({ id: "d1", name: "市政处" }, departments)).toEqual([]);
    expect(groupsOf(departments)).toEqual([
      ["B", 1],
      ["", 1],
    ]);
  });

  test("tables have choices and switches in words", () => {
    const [, , role] = personFields(CHOICES, zh, false);
    const yes = ["是", "否"] as const;
    expect(textOf(role!, "dispatcher", yes)).toBe(zh.text("sync.role.dispatcher"));
    expect(textOf({ ...role!, kind: "switch" }, true, yes)).toBe("是");
    expect(textOf({ ...role!, kind: "choices" }, ["verifier", "x"], yes)).toBe(`${zh.text("sync.role.verifier")}; x`);
    expect(textOf(role!, undefined, yes)).toBe("");
  });
});
