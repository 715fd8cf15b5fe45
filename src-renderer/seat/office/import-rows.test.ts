import { describe, expect, test } from "vitest";
import { readTable, MOST_ROWS, type ImportPlan } from "./import-rows.ts";
import { faultOf, type FieldSpec } from "./fields.ts";

const id: FieldSpec = {
  ...{ name: "id", kind: "line", label: "office.field.id", help: "office.help.id", most: 8 },
  form: { like: /^[\w.:-]+$/, otherwise: "office.fault.id" },
};
const name: FieldSpec = {
  name: "name",
  kind: "line",
  label: "office.field.name",
  help: "office.help.name",
  required: true,
  most: 5,
};
const group: FieldSpec = {
  ...{ name: "group", kind: "choice", label: "office.field.groupCode", help: "office.help.groupCode" },
  choices: [
    { value: "A", label: "A组" },
    { value: "B", label: "B组" },
  ],
};
const plan: ImportPlan = {
  columns: [
    { spec: id, headings: ["编号", "ID", "id"] },
    { spec: name, headings: ["名称", "Name", "name"] },
    { spec: group, headings: ["分组", "Group", "group"] },
  ],
  key: "id",
};
const faults = (text: string) =>
  readTable(text, plan).rows.flatMap(({ line, faults: all }) => all.map(({ field, key }) => [line, field, key]));

describe("an imported table", () => {
  test("is read under the headings of either language, in any order", () => {
    const zh = readTable("分组,名称,编号\nb组,市政处,d1\nA,园林局,", plan);
    const en = readTable("ID,NAME,Group\nd1,市政处,B\n,园林局,Ａ", plan);
    expect(zh.rows.map(({ values }) => values)).toEqual([
      { group: "B", name: "市政处", id: "d1" },
      { group: "A", name: "园林局", id: "" },
    ]);
    expect(en.rows.map(({ values }) => values)).toEqual(zh.rows.map(({ values }) => values));
    expect(zh.rows.every((row) => row.faults.length === 0)).toBe(true);
  });

  test("Z76 what is wrong is told with its line and field", () => {
    expect(faults("id,name,group\nd 1,,A\nd2,名称超过五个字,C\nd2,,B\nd3,对,B,多")).toEqual([
      [2, "id", "office.fault.id"],
      [2, "name", "office.fault.missing"],
      [3, "name", "office.fault.long"],
      [3, "group", "office.fault.unknown"],
      [4, "name", "office.fault.missing"],
      [4, "id", "office.import.again"],
      [5, "", "office.import.cells"],
    ]);
  });

  test("a table that cannot be read at all has no rows", () => {
    const problem = (text: string) => {
      const table = readTable(text, plan);
      expect(table.rows).toEqual([]);
      return table.problem?.key;
    };
    expect(problem("")).toBe("office.import.empty");
    expect(problem("id,name")).toBe("office.import.empty");
    expect(problem("id,group\nd1,A")).toBe("office.import.columns");
    expect(problem("name,名称\na,b")).toBe("office.import.twice");
    expect(problem('id,name\nd1,"a')).toBe("office.import.quote");
    expect(problem(`name\n${"a\n".repeat(MOST_ROWS + 1)}`)).toBe("office.import.many");
  });

  test("lists, switches and what only the plan can judge", () => {
    const many: ImportPlan = {
      columns: [
        { spec: name, headings: ["name"] },
        { spec: { ...group, name: "groups", kind: "choices" }, headings: ["groups"] },
        { spec: { ...group, name: "on", kind: "switch" }, headings: ["on"] },
      ],
      key: "name",
      check: ({ on }) => (on === true ? [] : [{ field: "on", key: "office.fault.missing", params: {} }]),
    };
    const { rows } = readTable("name,groups,on\na,A组；x,是\nb,A、C,no", many);
    expect(rows.map(({ values }) => values)).toEqual([
      { name: "a", groups: ["A", "x"], on: true },
      { name: "b", groups: ["A", "C"], on: false },
    ]);
    expect(rows.map((row) => row.faults.map(({ field, params }) => [field, params]))).toEqual([
      [["groups", { found: "x" }]],
      [
        ["groups", { found: "C" }],
        ["on", {}],
      ],
    ]);
  });

  test("a column that nobody knows is named and left out", () => {
    const table = readTable("name,remark\n市政处,x", plan);
    expect(table.unknown).toEqual(["remark"]);
    expect(table.rows[0]?.values).toEqual({ name: "市政处" });
  });
});

describe("a field", () => {
  test("judges what stands in it", () => {
    const key = (spec: FieldSpec, value: string | boolean | readonly string[] | undefined) => faultOf(spec, value)?.key;
    expect(key(name, undefined)).toBe("office.fault.missing");
    expect(key(name, "  ")).toBe("office.fault.missing");
    expect(key({ ...name, kind: "choices" }, [])).toBe("office.fault.missing");
    expect(key({ ...name, kind: "switch" }, false)).toBeUndefined();
    expect(key({ ...name, least: 3 }, "ab")).toBe("office.fault.short");
    expect(key(id, "")).toBeUndefined();
    expect(key(group, "A")).toBeUndefined();
  });
});
