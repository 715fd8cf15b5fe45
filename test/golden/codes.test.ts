import fc from "fast-check";
import { describe, expect, test } from "vitest";
import of2007 from "../../resources/classes/CJT214-2007.json" with { type: "json" };
import of2013 from "../../resources/classes/GBT30428.2-2013.json" with { type: "json" };
import of2026 from "../../resources/classes/GBT47678.5-2026.json" with { type: "json" };
import english from "../../resources/locales/en/codes.json" with { type: "json" };
import chinese from "../../resources/locales/zh-CN/codes.json" with { type: "json" };
import {
  parseAdminCode,
  parseComponentCode,
  parseDeviceCode,
  parseMatterCode,
  parseUnitGridCode,
} from "../../shared/place/codes.ts";
import { codeSentences } from "../../shared/place/code-sentences.ts";
import { CODE_KINDS, explainCode, lengthOf, type CodeKind, type ExplainOptions } from "../../shared/place/explain.ts";
import { parseClassTable } from "../../shared/rules/class-table.ts";
import { makeText, type Language } from "../../shared/text.ts";

const OLD = parseClassTable("classes/CJT214-2007.json", of2007);
const MIDDLE = parseClassTable("classes/GBT30428.2-2013.json", of2013);
const NEW = parseClassTable("classes/GBT47678.5-2026.json", of2026);
const TEXTS = { "zh-CN": makeText(chinese, "zh-CN"), en: makeText(english, "en") };

/** All that is said of a code: the summary, then the lines. */
function said(language: Language, kind: CodeKind, code: string, options?: ExplainOptions): string[] {
  const { summary, lines } = codeSentences(explainCode(kind, code, options), TEXTS[language], language);
  return [summary, ...lines];
}

/** Only what is wrong, in Chinese. */
function faults(kind: CodeKind, code: string, options?: ExplainOptions): string[] {
  const explanation = explainCode(kind, code, options);
  const wrong = { ...explanation, parts: explanation.parts.filter(({ ok }) => !ok) };
  return [...codeSentences(wrong, TEXTS["zh-CN"], "zh-CN").lines];
}

describe("a right code is told part by part", () => {
  test("苏州's component of 2013, with its class", () => {
    const code = "3205080101000001";
    expect(parseComponentCode(code)).toEqual({
      edition: "2013",
      adminCode: "320508",
      classCode: "0101",
      sequence: "000001",
    });
    expect(said("zh-CN", "component", code, { table: MIDDLE })).toEqual([
      "部件标识码（2013版，16位）“3205080101000001”正确。",
      "第1–6位，行政区划：320508",
      "第7–8位，大类：01（公用设施）",
      "第9–10位，小类：01（上水井盖）",
      "第11–16位，顺序号：000001",
    ]);
    expect(said("en", "component", code, { table: MIDDLE })).toEqual([
      "Component identifier (2013, 16 digits) “3205080101000001” is right.",
      "Places 1–6, administrative division: 320508",
      "Places 7–8, major class: 01 (Public utilities)",
      "Places 9–10, minor class: 01 (Water supply manhole cover)",
      "Places 11–16, sequence number: 000001",
    ]);
  });

  test("a component of 2026 has one digit more, and the same digits are other classes as matters", () => {
    const code = "32050801001000001";
    expect(parseComponentCode(code)).toMatchObject({ edition: "2026", classCode: "01001", sequence: "000001" });
    expect(said("zh-CN", "component", code, { table: NEW })[3]).toBe("第9–11位，小类：001（供水井盖）");
    expect(said("zh-CN", "matter", code.slice(0, 11), { table: NEW })[3]).toBe("第9–11位，小类：001（供水井盖异常）");
    expect(parseMatterCode("3205080401")).toEqual({ edition: "2013", adminCode: "320508", classCode: "0401" });
    expect(said("zh-CN", "matter", "3205080401", { table: MIDDLE })[3]).toBe("第9–10位，小类：01（无照经营游商）");
    expect(said("zh-CN", "matter", "3205080401", { table: OLD })[3]).toBe("第9–10位，小类：01（路面塌陷）");
  });

  test("a camera of urban management", () => {
    expect(said("zh-CN", "camera", "99010100081310000038")).toEqual([
      "摄像机国标编码（20位）“99010100081310000038”正确。",
      "第1–8位，中心编码：99010100",
      "第9–10位，行业：08（城市管理）",
      "第11–13位，设备类型：131（摄像机）",
      "第14–20位，顺序号：0000038",
    ]);
    expect(said("en", "camera", "99010100041320000038")).toContain("Places 9–10, industry: 04 (traffic, roads)");
    expect(explainCode("camera", "99010100451320000038").ok).toBe(true);
  });

  test("an area of 6, 9 or 12 digits", () => {
    expect(said("zh-CN", "admin", "990101")[0]).toBe("行政区划代码（6位）“990101”正确。");
    expect(said("zh-CN", "admin", "990101004")[0]).toBe("街道代码（9位）“990101004”正确。");
    expect(said("en", "admin", "990101004012")).toEqual([
      "Community code (12 digits) “990101004012” is right.",
      "Places 1–6, administrative division: 990101",
      "Places 7–9, subdistrict: 004",
      "Places 10–12, community: 012",
    ]);
    expect(parseAdminCode("990101004")).toEqual({ adminCode: "990101", subdistrict: "004", community: null });
    expect(parseAdminCode("9901010")).toBeNull();
  });

  test("a unit grid with letters is of 2026 only", () => {
    expect(explainCode("unitGrid", "99010100401200A").ok).toBe(true);
    expect(faults("unitGrid", "99010100401200A", { edition: "2013" })).toEqual([
      "第15位（顺序号）是“A”，此处只能是数字0–9。",
    ]);
  });
});

describe("each wrong digit is named", () => {
  test.each<[kind: CodeKind, code: string, options: ExplainOptions, sentences: string[]]>([
    [
      "unitGrid",
      "9901O100401200a",
      {},
      ["第5位（行政区划）是“O”，此处只能是数字0–9。", "第15位（顺序号）是“a”，此处只能是数字0–9或大写字母A–Z。"],
    ],
    [
      "unitGrid",
      "99010100401",
      {},
      ["社区位数不够：第10–12位应有3位，现在只有“01”。", "缺少顺序号：第13–15位应有3位，编码在此之前就结束了。"],
    ],
    ["unitGrid", "9901010040120077", {}, ["从第16位起多出“7”：单元网格编码（2026版，15位）只到第15位。"]],
    ["unitGrid", "990101 04012007", {}, ["第7位（街道）是“ ”，此处只能是数字0–9或大写字母A–Z。"]],
    ["admin", "9901010", {}, ["街道位数不够：第7–9位应有3位，现在只有“0”。"]],
    ["admin", "", {}, ["缺少行政区划：第1–6位应有6位，编码在此之前就结束了。"]],
    ["component", "320508010100000", {}, ["顺序号位数不够：第11–16位应有6位，现在只有“00000”。"]],
    ["component", "320508010010000012", {}, ["从第18位起多出“2”：部件标识码（2026版，17位）只到第17位。"]],
    ["component", "3205080101000001", { edition: "2026" }, ["顺序号位数不够：第12–17位应有6位，现在只有“00001”。"]],
    [
      "component",
      "32050809001000001",
      { table: NEW },
      [
        "第7–8位（大类）是“09”，GB/T 47678.5-2026 部件和事项中没有这个大类；可用的有：01 市政公用设施、02 交通设施、03 市容环卫设施、04 园林绿化设施、05 其他。",
      ],
    ],
    [
      "component",
      "32050801016000001",
      { table: NEW },
      [
        "第9–11位（小类）是“016”，GB/T 47678.5-2026 部件和事项的“市政公用设施”中没有这个小类；如果是本市扩展的类别，请先载入扩展文件。",
      ],
    ],
    ["component", "3205080117000001", { table: OLD }, []],
    ["matter", "3205080x99", { table: OLD }, ["第8位（大类）是“x”，此处只能是数字0–9。"]],
    [
      "camera",
      "99010100121180000038",
      {},
      [
        "第9–10位（行业）是“12”，属于保留编码，不能使用；城市管理为08。",
        "第11–13位（设备类型）是“118”，表示网络视频录像机，不是摄像机；摄像机应为131或132。",
      ],
    ],
    ["camera", "99010100089990000038", {}, ["第11–13位（设备类型）是“999”，不是摄像机；摄像机应为131或132。"]],
    ["camera", "9901010008131０000038", {}, ["第14位（顺序号）是“０”，此处只能是数字0–9。"]],
  ])("%s “%s” %#", (kind, code, options, sentences) => {
    expect(faults(kind, code, options)).toEqual(sentences);
  });

  test("in English too, and counted", () => {
    expect(said("en", "camera", "9901010008118000003")).toEqual([
      "Camera id of GB/T 28181 (20 digits) “9901010008118000003” has 2 faults.",
      "Places 1–8, centre: 99010100",
      "Places 9–10, industry: 08 (urban management)",
      "Places 11–13 (device type) have “118”: NVR, no camera; a camera has 131 or 132.",
      "The sequence number is too short: places 14–20 should hold 7 characters, but there is only “000003”.",
    ]);
    expect(said("en", "matter", "32050806031", { table: NEW })).toEqual([
      "Matter class code (2026, 11 digits) “32050806031” has 1 fault.",
      "Places 1–6, administrative division: 320508",
      "Places 7–8, major class: 06 (City appearance)",
      "Places 9–11 (minor class) have “031”, but GB/T 47678.5-2026, components and matters has no such class under “City appearance”; if it is a class of the city's own, load its extension first.",
    ]);
  });

  test("both languages know a sentence for everything that can be wrong or right", () => {
    const alphabet = fc.constantFrom(..."0123456789Aa０ ", "😀");
    const codes = fc.string({ unit: alphabet, maxLength: 22 });
    const tables = fc.constantFrom(undefined, OLD, MIDDLE, NEW);
    fc.assert(
      fc.property(fc.constantFrom(...CODE_KINDS), codes, tables, (kind, code, table) => {
        const options = table === undefined ? {} : { table };
        for (const language of ["zh-CN", "en"] as const) {
          const all = said(language, kind, code, options).join("\n");
          expect(all).not.toMatch(/codes\.|\{\w+\}/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("explaining and parsing agree", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 4, maxLength: 22 });
  const mixed = fc.string({ unit: fc.constantFrom(..."0123456789AZ"), minLength: 13, maxLength: 17 });

  test("what parses is right, and what is right parses", () => {
    fc.assert(
      fc.property(fc.oneof(digits, mixed), (code) => {
        expect(explainCode("admin", code).ok).toBe(parseAdminCode(code) !== null);
        expect(explainCode("unitGrid", code).ok).toBe(parseUnitGridCode(code) !== null);
        expect(explainCode("component", code).ok).toBe(parseComponentCode(code) !== null);
        expect(explainCode("matter", code).ok).toBe(parseMatterCode(code) !== null);
        if (explainCode("camera", code).ok) expect(parseDeviceCode(code)).not.toBeNull();
      }),
      { numRuns: 1_000 },
    );
  });

  test("the parts cover the code and stand where they say", () => {
    fc.assert(
      fc.property(fc.constantFrom(...CODE_KINDS), fc.oneof(digits, mixed), (kind, code) => {
        const { parts, form } = explainCode(kind, code);
        expect(parts.map(({ text }) => text).join("")).toBe(code);
        for (const { from, text } of parts) expect(code.slice(from - 1, from - 1 + text.length)).toBe(text);
        expect(parts.filter(({ part }) => part !== "surplus").at(-1)?.to).toBe(lengthOf(form));
      }),
    );
  });
});
