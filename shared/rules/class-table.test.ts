import { describe, expect, test } from "vitest";
import { classOf, conditionsOf, translateClass } from "../case/classes.ts";
import { TroubleError, type Trouble } from "../trouble.ts";
import { extendTable, parseClassExtension, parseClassTable } from "./class-table.ts";

const condition = (id: string) => ({
  id,
  condition: "破损",
  conditionEn: "Damaged",
  closing: "修复",
  closingEn: "Repaired",
  limit: { value: 2, type: "workDay" },
});
const TABLE = {
  format: 1,
  scheme: "TEST-2020",
  title: { "zh-CN": "试用", en: "Trial" },
  note: { "zh-CN": "", en: "" },
  minorDigits: 2,
  majors: {
    component: [{ code: "01", name: "公用设施", nameEn: "Utilities" }],
    matter: [
      { code: "01", name: "市容环境", nameEn: "Appearance" },
      { code: "02", name: "宣传广告" },
    ],
  },
  classes: [
    { kind: "component", code: "0101", name: "井盖", conditions: [condition("0101.1")] },
    { kind: "matter", code: "0101", name: "私搭乱建", subs: [{ code: "01", name: "在建" }] },
    { kind: "matter", code: "0201", name: "小广告", nameEn: "Flyposting", conditions: [condition("0201.1")] },
  ],
};
const EXTENSION = { format: 1, extends: "TEST-2020", platform: "linlan" };

function troubleOf(act: () => unknown): Trouble {
  try {
    act();
  } catch (error) {
    if (error instanceof TroubleError) return error.trouble;
    throw error;
  }
  throw new Error("no trouble");
}

const table = () => parseClassTable("classes/test.json", TABLE);
const tableTrouble = (change: object) => troubleOf(() => parseClassTable("classes/test.json", { ...TABLE, ...change }));
const extended = (change: object, under = table()) =>
  extendTable("classes/linlan.json", under, parseClassExtension("classes/linlan.json", { ...EXTENSION, ...change }));
const extensionTrouble = (change: object) => troubleOf(() => extended(change));

describe("a class table file", () => {
  test("gives classes with their majors, names and levels", () => {
    expect(classOf(table(), "matter", "0101")).toEqual({
      kind: "matter",
      code: "0101",
      name: "私搭乱建",
      nameEn: "",
      variants: [],
      majorCode: "01",
      majorName: "市容环境",
      majorNameEn: "Appearance",
      subs: [{ code: "01", name: "在建", nameEn: "" }],
      conditions: [],
      faultOf: null,
      addedBy: null,
    });
    expect(table().codeLength).toBe(4);
  });

  test("a class twice is refused by name, the same digits of the other kind are not", () => {
    const classes = [...TABLE.classes, { kind: "matter", code: "0201", name: "小广告" }];
    expect(tableTrouble({ classes })).toEqual({
      code: "ruleDuplicate",
      params: { file: "classes/test.json", path: "classes.3.code", name: "matter 0201 小广告" },
    });
    const namesake = [...TABLE.classes, { kind: "matter", code: "0201", name: "散发广告" }];
    expect(tableTrouble({ classes: namesake }).params["name"]).toBe("matter 0201 小广告 / 散发广告");
  });

  test("a class of a major that nobody defined is refused by name", () => {
    const classes = [{ kind: "component", code: "0201", name: "停车场" }];
    expect(tableTrouble({ classes })).toEqual({
      code: "classMajorUnknown",
      params: { file: "classes/test.json", code: "0201", major: "02" },
    });
  });

  test.each([
    [{ kind: "matter", code: "02001", name: "宽" }, "classes.0.code", "/^\\d{4}$/", '"02001"'],
    [{ kind: "event", code: "0101", name: "事件" }, "classes.0.kind", '("component" | "matter")', '"event"'],
    [{ kind: "matter", code: "0101", name: "" }, "classes.0.name", "!0", "0"],
    [
      { kind: "matter", code: "0101", name: "甲", conditions: [condition("0102.1")] },
      "classes.0.conditions.0.id",
      '"0101.<n>"',
      '"0102.1"',
    ],
    [
      {
        kind: "matter",
        code: "0101",
        name: "甲",
        conditions: [{ ...condition("0101.1"), limit: { value: 0, type: "workDay" } }],
      },
      "classes.0.conditions.0.limit.value",
      ">0",
      "0",
    ],
    [
      {
        kind: "matter",
        code: "0101",
        name: "甲",
        conditions: [{ ...condition("0101.1"), limit: { value: 2, type: "天" } }],
      },
      "classes.0.conditions.0.limit.type",
      '("urgentHour" | "urgentDay" | "workHour" | "workDay" | "naturalDay")',
      '"天"',
    ],
  ])("broken by %j is told with its place", (entry, path, expected, found) => {
    expect(tableTrouble({ classes: [entry] })).toEqual({
      code: "ruleBroken",
      params: { file: "classes/test.json", path, expected, found },
    });
  });

  test("majors, third levels and conditions given twice are named", () => {
    const major = { code: "01", name: "甲" };
    expect(tableTrouble({ majors: { component: [major, major], matter: [] } }).params).toMatchObject({
      path: "majors.component.1.code",
      name: "01 甲",
    });
    const subs = [
      { code: "1", name: "甲" },
      { code: "1", name: "乙" },
    ];
    expect(tableTrouble({ classes: [{ kind: "matter", code: "0101", name: "子", subs }] }).params).toMatchObject({
      path: "classes.0.subs.1.code",
      name: "1 甲 / 乙",
    });
    const conditions = [condition("0101.1"), condition("0101.1")];
    expect(tableTrouble({ classes: [{ kind: "matter", code: "0101", name: "子", conditions }] })).toMatchObject({
      code: "ruleDuplicate",
      params: { path: "classes.0.conditions.1.id", name: "0101.1" },
    });
  });

  test("of a later format is refused with both numbers", () => {
    expect(tableTrouble({ format: 7 })).toEqual({
      code: "ruleNewer",
      params: { file: "classes/test.json", found: 7, known: 1 },
    });
  });
});

describe("a city's extension", () => {
  test("adds classes counted down from 99, also under a major of its own, and leaves the table as it was", () => {
    const standard = table();
    const city = extended(
      {
        majors: { component: [], matter: [{ code: "21", name: "扩展事件" }] },
        classes: [
          { kind: "matter", code: "0199", name: "共享单车乱停" },
          { kind: "component", code: "0199", name: "智慧灯杆" },
          { kind: "matter", code: "2101", name: "其他扩展", conditions: [condition("2101.1")] },
        ],
      },
      standard,
    );
    expect(classOf(city, "matter", "0199")).toMatchObject({ name: "共享单车乱停", addedBy: "linlan" });
    expect(classOf(city, "matter", "2101")).toMatchObject({ majorName: "扩展事件" });
    expect(classOf(city, "matter", "0101")).toMatchObject({ addedBy: null });
    expect(standard.classes).toHaveLength(3);
    expect(classOf(standard, "matter", "0199")).toBeNull();
  });

  test("may not take a code of the standard's, told by both names", () => {
    expect(extensionTrouble({ classes: [{ kind: "matter", code: "0201", name: "城市家具" }] })).toEqual({
      code: "ruleDuplicate",
      params: { file: "classes/linlan.json", path: "classes.0.code", name: "matter 0201 小广告 / 城市家具" },
    });
    expect(
      extensionTrouble({ majors: { component: [], matter: [{ code: "02", name: "广告" }] } }).params,
    ).toMatchObject({ path: "majors.matter.0.code", name: "02 宣传广告 / 广告" });
  });

  test("replaces the conditions of a class or adds some", () => {
    const city = extended({
      conditions: [
        { kind: "component", code: "0101", how: "replace", conditions: [condition("0101.7")] },
        { kind: "matter", code: "0201", how: "add", conditions: [condition("0201.2")] },
      ],
    });
    const ids = (kind: "component" | "matter", code: string) => conditionsOf(city, kind, code).map(({ id }) => id);
    expect(ids("component", "0101")).toEqual(["0101.7"]);
    expect(ids("matter", "0201")).toEqual(["0201.1", "0201.2"]);
    expect(
      extensionTrouble({
        conditions: [{ kind: "matter", code: "0201", how: "add", conditions: [condition("0201.1")] }],
      }),
    ).toMatchObject({ code: "ruleDuplicate", params: { path: "conditions.0.conditions.0.id", name: "0201.1" } });
  });

  test("adds a third level to the standard's classes", () => {
    const subs = [{ code: "02", name: "已建" }];
    const city = extended({ subs: [{ kind: "matter", code: "0101", subs }] });
    expect(classOf(city, "matter", "0101")?.subs.map(({ name }) => name)).toEqual(["在建", "已建"]);
    expect(
      extensionTrouble({ subs: [{ kind: "matter", code: "0101", subs: [{ code: "01", name: "已建" }] }] }).params,
    ).toMatchObject({ path: "subs.0.subs.0.code", name: "01 在建 / 已建" });
  });

  test("of a class that is not there is told with what there is", () => {
    expect(extensionTrouble({ conditions: [{ kind: "matter", code: "0102", how: "add", conditions: [] }] })).toEqual({
      code: "ruleUnknownName",
      params: { file: "classes/linlan.json", path: "conditions.0.code", name: "matter 0102", known: "0101 私搭乱建" },
    });
  });

  test("lies on its own scheme only, and checks its classes as the table does", () => {
    expect(extensionTrouble({ extends: "OTHER" })).toEqual({
      code: "ruleBroken",
      params: { file: "classes/linlan.json", path: "extends", expected: '"TEST-2020"', found: '"OTHER"' },
    });
    expect(extensionTrouble({ classes: [{ kind: "matter", code: "0999", name: "无" }] }).code).toBe(
      "classMajorUnknown",
    );
    expect(extensionTrouble({ classes: [{ kind: "matter", code: "01999", name: "宽" }] }).code).toBe("ruleBroken");
  });

  test("a namesake of a standard class makes a translation ambiguous, and that is no equivalent", () => {
    const city = extended({ classes: [{ kind: "matter", code: "0299", name: "小广告" }] });
    expect(translateClass(table(), "matter", "0201", city)).toEqual({ equivalent: null, why: "ambiguous" });
  });

  test("a component of its own brings its fault", () => {
    const city = extended({
      classes: [
        { kind: "component", code: "0199", name: "灯杆", conditions: [condition("0199.1")] },
        { kind: "matter", code: "0199", name: "灯杆异常" },
      ],
    });
    expect(classOf(city, "matter", "0199")?.faultOf).toBe("0199");
    expect(conditionsOf(city, "matter", "0199").map(({ id }) => id)).toEqual(["0199.1"]);
  });
});
