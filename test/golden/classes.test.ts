import { describe, expect, test } from "vitest";
import of2007 from "../../resources/classes/CJT214-2007.json" with { type: "json" };
import of2013 from "../../resources/classes/GBT30428.2-2013.json" with { type: "json" };
import of2026 from "../../resources/classes/GBT47678.5-2026.json" with { type: "json" };
import type { CaseKind } from "../../shared/case/case.ts";
import {
  classOf,
  classesNamed,
  classesOfMajor,
  conditionsOf,
  majorOf,
  translateClass,
  type ClassTable,
} from "../../shared/case/classes.ts";
import { parseClassTable } from "../../shared/rules/class-table.ts";

const OLD = parseClassTable("classes/CJT214-2007.json", of2007);
const MIDDLE = parseClassTable("classes/GBT30428.2-2013.json", of2013);
const NEW = parseClassTable("classes/GBT47678.5-2026.json", of2026);
const TABLES = [OLD, MIDDLE, NEW];
const BY_YEAR = { 2007: OLD, 2013: MIDDLE, 2026: NEW };
type Year = keyof typeof BY_YEAR;

/** How many classes each major has. */
function counts(table: ClassTable, kind: CaseKind): Record<string, number> {
  return Object.fromEntries(
    table.majors[kind].map(({ code, name }) => [`${code} ${name}`, classesOfMajor(table, kind, code).length]),
  );
}

const nameOf = (table: ClassTable, kind: CaseKind, code: string) => classOf(table, kind, code)?.name ?? null;
const translated = (from: ClassTable, kind: CaseKind, code: string, to: ClassTable) => {
  const { equivalent } = translateClass(from, kind, code, to);
  return equivalent === null ? null : `${equivalent.kind} ${equivalent.code} ${equivalent.name}`;
};

describe("GB/T 47678.5-2026", () => {
  test("has 153 components in five majors", () => {
    expect(counts(NEW, "component")).toEqual({
      "01 市政公用设施": 76,
      "02 交通设施": 44,
      "03 市容环卫设施": 16,
      "04 园林绿化设施": 14,
      "05 其他": 3,
    });
    expect(NEW.classes.filter(({ kind }) => kind === "component")).toHaveLength(153);
  });

  test("has 250 matters: the 153 faults of components, and 97 of its own", () => {
    expect(counts(NEW, "matter")).toEqual({
      "01 市政公用设施异常": 76,
      "02 交通设施异常": 44,
      "03 市容环卫设施异常": 16,
      "04 园林绿化设施异常": 14,
      "05 其他设施异常": 3,
      "06 市容环境": 51,
      "07 宣传广告": 7,
      "08 施工管理": 16,
      "09 街面秩序": 21,
      "10 其他": 2,
    });
    const matters = NEW.classes.filter(({ kind }) => kind === "matter");
    expect(matters).toHaveLength(250);
    const faults = matters.filter(({ faultOf }) => faultOf !== null);
    expect(faults.map(({ code }) => code)).toEqual(
      NEW.classes.filter(({ kind }) => kind === "component").map(({ code }) => code),
    );
    for (const fault of faults) expect(fault.name).toBe(`${nameOf(NEW, "component", fault.code)}异常`);
  });

  test("leaves the numbers unused that the standard leaves unused", () => {
    expect(classOf(NEW, "component", "01016")).toBeNull();
    for (const code of ["06031", "07005", "09007"]) expect(classOf(NEW, "matter", code)).toBeNull();
  });

  test("01001 is a cover as a component and a cover's fault as a matter", () => {
    expect(nameOf(NEW, "component", "01001")).toBe("供水井盖");
    expect(nameOf(NEW, "matter", "01001")).toBe("供水井盖异常");
    expect(majorOf(NEW, "component", "01001")?.name).toBe("市政公用设施");
    expect(majorOf(NEW, "matter", "01001")?.name).toBe("市政公用设施异常");
  });
});

describe("the older editions", () => {
  test("GB/T 30428.2-2013 as deployed cities send it", () => {
    expect(counts(MIDDLE, "component")).toEqual({
      "01 公用设施": 58,
      "02 道路交通设施": 31,
      "03 市容环境设施": 16,
      "04 园林绿化设施": 10,
      "05 其他设施": 5,
    });
    expect(counts(MIDDLE, "matter")).toEqual({
      "01 市容环境": 38,
      "02 宣传广告": 7,
      "03 施工管理": 12,
      "04 街面秩序": 9,
      "05 突发事件": 8,
      "06 其他事件": 2,
    });
    expect(nameOf(MIDDLE, "component", "0101")).toBe("上水井盖");
    expect(nameOf(MIDDLE, "matter", "0128")).toBe("商业噪音");
    expect(nameOf(MIDDLE, "matter", "0508")).toBe("架空线缆脱落");
  });

  test("CJ/T 214-2007: all matters, of components the majors only", () => {
    expect(counts(OLD, "component")).toEqual({
      "01 公用设施": 0,
      "02 道路交通设施": 0,
      "03 市容环境设施": 0,
      "04 园林绿化设施": 0,
      "05 房屋土地设施": 0,
      "06 其他设施": 0,
      "21 扩展部件": 0,
    });
    expect(counts(OLD, "matter")).toEqual({
      "01 市容环境": 19,
      "02 宣传广告": 5,
      "03 施工管理": 5,
      "04 突发事件": 9,
      "05 街面秩序": 13,
      "21 扩展事件": 0,
    });
    expect(nameOf(OLD, "matter", "0199")).toBe("其他");
  });

  test("emergencies and street order changed places between 2007 and 2013", () => {
    const names = (table: ClassTable) => ["04", "05"].map((code) => majorOf(table, "matter", code)?.name);
    expect(names(OLD)).toEqual(["突发事件", "街面秩序"]);
    expect(names(MIDDLE)).toEqual(["街面秩序", "突发事件"]);
    expect(nameOf(OLD, "matter", "0501")).toBe("无照经营游商");
    expect(nameOf(MIDDLE, "matter", "0501")).toBe("供水管道破裂");
  });

  test("every name has its English", () => {
    for (const table of TABLES) {
      const named = [...table.classes, ...table.majors.component, ...table.majors.matter];
      expect(named.filter(({ nameEn }) => nameEn === "" || /\p{Script=Han}/u.test(nameEn))).toEqual([]);
    }
  });
});

describe("translation between schemes", () => {
  test.each<[from: Year, kind: CaseKind, code: string, to: Year, found: string | null]>([
    // By name, whatever the digits: the swap of 04 and 05, and majors that moved.
    [2007, "matter", "0501", 2013, "matter 0401 无照经营游商"],
    [2007, "matter", "0401", 2013, "matter 0505 路面塌陷"],
    [2013, "matter", "0401", 2007, "matter 0501 无照经营游商"],
    [2007, "matter", "0510", 2026, "matter 06029 露天烧烤"],
    [2007, "matter", "0102", 2026, "matter 06010 暴露垃圾"],
    [2013, "matter", "0602", 2026, "matter 09013 临街屠宰"],
    [2013, "component", "0508", 2026, "component 01071 防汛墙"],
    [2013, "matter", "0128", 2007, "matter 0508 商业噪音"],
    // By a declared variant of the name.
    [2013, "component", "0101", 2026, "component 01001 供水井盖"],
    [2007, "matter", "0112", 2026, "matter 06014 道路遗撒（洒）"],
    [2007, "matter", "0402", 2013, "matter 0501 供水管道破裂"],
    [2007, "matter", "0407", 2026, "matter 10001 道路积雪、结冰"],
    // The fault of a component is the component where faults have no class.
    [2026, "matter", "01001", 2013, "component 0101 上水井盖"],
    [2026, "matter", "02044", 2013, null],
    // Nothing of that name: never the class with the same digits.
    [2013, "matter", "0505", 2026, null],
    [2013, "matter", "0128", 2026, null],
    [2026, "matter", "06041", 2013, null],
    [2007, "matter", "0409", 2013, null],
    [2007, "matter", "0109", 2026, null],
    [2026, "component", "05003", 2013, null],
    [2026, "component", "01001", 2007, null],
  ])("%s %s %s in %s is %s", (from, kind, code, to, found) => {
    expect(translated(BY_YEAR[from], kind, code, BY_YEAR[to])).toBe(found);
  });

  test("says why there is none", () => {
    expect(translateClass(MIDDLE, "matter", "0505", NEW)).toEqual({ equivalent: null, why: "noSuchName" });
    expect(translateClass(MIDDLE, "matter", "0599", NEW)).toEqual({ equivalent: null, why: "unknownClass" });
  });

  test("there and back is the same class, or a fault's component", () => {
    for (const from of TABLES) {
      for (const to of TABLES) {
        for (const { kind, code, faultOf } of from.classes) {
          const there = translateClass(from, kind, code, to).equivalent;
          if (there === null) continue;
          const back = translateClass(to, there.kind, there.code, from).equivalent;
          const expected = there.kind === kind ? `${kind} ${code}` : `component ${faultOf}`;
          expect(`${back?.kind} ${back?.code}`).toBe(expected);
        }
      }
    }
  });

  test("every class of 2026 is itself in 2026, and how many of the older editions live on", () => {
    const share = (from: ClassTable, to: ClassTable) =>
      from.classes.filter(({ kind, code }) => translateClass(from, kind, code, to).equivalent !== null).length;
    expect(share(NEW, NEW)).toBe(403);
    expect([share(MIDDLE, NEW), share(OLD, MIDDLE), share(OLD, NEW)]).toEqual([182, 39, 31]);
  });
});

describe("filing conditions", () => {
  const all = TABLES.flatMap((table) =>
    table.classes.flatMap(({ kind, code }) =>
      conditionsOf(table, kind, code).map((one) => ({ table, kind, code, one })),
    ),
  );

  test("have ids that name their class, once", () => {
    for (const table of TABLES) {
      for (const kind of ["component", "matter"] as const) {
        const ids = table.classes.filter((entry) => entry.kind === kind).flatMap((entry) => entry.conditions);
        expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
      }
    }
  });

  test("say in both languages when to file and when to close, within what", () => {
    expect(all.length).toBeGreaterThan(300);
    for (const { one } of all) {
      expect(one.condition + one.closing).toMatch(/\p{Script=Han}/u);
      expect(one.conditionEn + one.closingEn).not.toMatch(/\p{Script=Han}/u);
      expect(one.limit.value).toBeGreaterThan(0);
    }
  });

  const limitsOf = (table: ClassTable, kind: CaseKind, code: string) =>
    conditionsOf(table, kind, code).map(({ limit }) => `${limit.value} ${limit.type}`);

  test.each<[Year, CaseKind, string, string[]]>([
    [2026, "component", "01001", ["2 urgentHour", "4 workHour", "2 workDay", "5 workDay"]],
    [2026, "component", "01011", ["2 urgentHour", "1 workDay", "2 workDay", "5 workDay"]],
    [2026, "component", "01004", ["2 urgentHour", "1 workDay"]],
    [2026, "component", "01037", ["2 workDay", "2 workHour", "1 workDay"]],
    [2026, "component", "02017", ["1 workDay", "3 workDay", "5 workDay", "1 workDay"]],
    [2026, "component", "04010", ["2 urgentHour"]],
    [2026, "matter", "06001", ["15 workDay", "2 urgentDay"]],
    [2026, "matter", "06010", ["4 workHour"]],
    [2026, "matter", "06002", []],
    [2013, "component", "0101", ["2 urgentHour", "4 workHour", "2 workDay", "5 workDay"]],
    [2013, "matter", "0101", ["15 workDay", "2 urgentDay"]],
    [2013, "matter", "0501", ["1 urgentHour", "5 workDay"]],
    [2013, "matter", "0506", ["2 urgentHour"]],
    [2013, "matter", "0507", ["4 workHour"]],
    [2007, "matter", "0101", []],
    [2026, "matter", "99999", []],
  ])("%s %s %s: %j", (year, kind, code, limits) => {
    expect(limitsOf(BY_YEAR[year], kind, code)).toEqual(limits);
  });

  test("the fault of a component is filed under the component's conditions", () => {
    expect(conditionsOf(NEW, "matter", "01001")).toBe(conditionsOf(NEW, "component", "01001"));
    expect(conditionsOf(NEW, "matter", "01001")[0]?.id).toBe("01001.1");
  });

  test("every manhole cover has them", () => {
    const covers = NEW.classes.filter(({ kind, name }) => kind === "component" && name.endsWith("井盖"));
    expect(covers).toHaveLength(20);
    for (const { code } of covers) expect(limitsOf(NEW, "component", code)).toHaveLength(4);
  });
});

test("names are looked up, variants too", () => {
  expect(classesNamed(NEW, "component", "上水井盖").map(({ code }) => code)).toEqual(["01001"]);
  expect(classesNamed(MIDDLE, "matter", "自来水管破裂").map(({ code }) => code)).toEqual(["0501"]);
  expect(classesNamed(NEW, "matter", "供水井盖")).toEqual([]);
});
