/**
 * The published figures of five cities' reports and of three notices beside them, worked out again: through the function,
 * and through the command as a person runs it.
 *
 * Left out of the table, because there is nothing to compute: 000-7 (90 points are graded 优), 001-5 and 004-10 (dates and
 * names that contradict each other), 002-4 (a cost at its limit), 004-22 (two accounts of one expense), and of 003-9 the
 * cost of 214.71 beside 60. 000-4d is no row but the candidates of 000-4 and 000-4b.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkFigures, type FigureResult } from "../../shared/evaluation/published.ts";
import { readFigures } from "../../src-hub/figures/read.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/figures/${name}`, import.meta.url));
const SEEDS = fixture("seed-reports.csv");

/** Ids that reproduce, with what is computed. */
const REPRODUCED: Readonly<Record<string, string>> = {
  "000-1": "83.95%",
  "000-2": "100%",
  "000-2b": "95.34%",
  "000-3": "99.85%",
  "000-5": "5602",
  "000-5b": "167",
  "000-5c": "1783",
  "001-1": "100%",
  "001-2": "94",
  "001-3": "100",
  "001-4": "50",
  "002-1": "100%",
  "002-2": "87.52%",
  "002-2b": "4165",
  "002-3": "90.78",
  "003-1": "60.74%",
  "003-1b": "72.42%",
  "003-3": "51.41%",
  "003-4": "51.41%",
  "003-5": "3040",
  "003-5b": "5757",
  "003-5c": "2365",
  "003-5d": "83.87%",
  "003-7": "95",
  "003-7b": "100",
  "003-8": "50%",
  "003-9": "100",
  "004-1": "99.7%",
  "004-2": "49640",
  "004-5": "100.0%",
  "004-5b": "100.0%",
  "004-5c": "100%",
  "004-7": "99.7%",
  "004-8": "97.7%",
  "004-11": "225.6%",
  "004-12": "32.65%",
  "004-13": "52",
  "004-14": "1062.84",
  "004-14b": "1062.84",
  "004-15": "882.13",
  "004-15b": "882.13",
  "004-17": "39.15",
  "004-18": "180.7",
  "004-18b": "-56.6%",
  "004-19": "83.7%",
  "004-20": "83.9%",
  "004-20b": "16.7%",
  "004-21": "25.0%",
  "004-21b": "25.2%",
  "004-23": "90.1%",
  "004-23b": "93",
  "004-23c": "376.7%",
  "外-1": "6423",
  "外-1b": "98.11%",
  "外-2": "12886",
  "外-2b": "94.53%",
};

/** Ids that do not: computed, difference, numerators over the same denominator, denominators under the same numerator. */
const DIFFERENT: readonly (readonly [string, string, string, string | null, string | null])[] = [
  ["000-4", "98.44%", "-0.02", "112710…112720", "114452…114463"],
  ["000-4b", "98.30%", "-0.16", "112874…112885", "114452…114463"],
  ["000-4c", "93.72%", "-4.74", "118390…118401", "114452…114463"],
  ["000-6", "102507", "-17740", null, null],
  ["003-6", "95", "-855", null, null],
  ["004-3", "98.5%", "-0.3", "39664…39704", "40042…40082"],
  ["004-4", "80.1%", "-0.2", "562…562", "699…699"],
  ["004-6", "48915", "-571", null, null],
  ["004-9", "49487", "+1", null, null],
  ["004-16", "320.99", "-0.09", null, null],
  ["外-2c", "12977", "+91", null, null],
  ["外-3", "95.61%", "-2.44", "1004…1004", null],
];

let results: readonly FigureResult[];
const resultOf = (id: string): FigureResult => results.find((it) => it.id === id)!;

beforeAll(async () => {
  const table = await readFigures(SEEDS);
  expect(table.faults).toEqual([]);
  const report = checkFigures(table.rows);
  expect(report.faults).toEqual([]);
  results = report.results;
});

describe("the figures of the seed reports", () => {
  test("are all judged here, each once", () => {
    const known = [...Object.keys(REPRODUCED), ...DIFFERENT.map(([id]) => id), "003-2"];
    expect(results.map(({ id }) => id).sort()).toEqual(known.sort());
  });

  test.each(Object.entries(REPRODUCED))("%s reproduces as %s", (id, computed) => {
    expect(resultOf(id)).toMatchObject({ verdict: "reproduced", computed, difference: null, candidates: null });
  });

  test.each(DIFFERENT)("%s gives %s, %s beside what is stated", (id, computed, difference, above, below) => {
    const { candidates, ...result } = resultOf(id);
    expect(result).toMatchObject({ verdict: "mismatch", computed, difference });
    const text = (span: { from: string; to: string | null } | null) => span && `${span.from}…${span.to}`;
    expect([text(candidates!.numerators), text(candidates!.denominators)]).toEqual([above, below]);
  });

  test("000-4 is no matter of rounding: fifteen cases are missing", () => {
    expect(resultOf("000-4").candidates).toMatchObject({
      numerators: { nearest: "112710", offset: "+15" },
      denominators: { nearest: "114463", offset: "-15" },
    });
  });

  test("003-2 has one solution, and another over the cases dispatched", () => {
    const { verdict, solutions } = resultOf("003-2");
    expect(verdict).toBe("solved");
    expect(solutions!.numerators).toEqual({ from: "5867", to: "5867" });
    expect(solutions!.elsewhere[0]).toMatchObject({
      id: "003-1b",
      value: "12299",
      numerators: { from: "4921", to: "4921" },
    });
  });

  test("003-6 is ten times too much, 004-16 lacks the equipment of 0.09", () => {
    expect(resultOf("003-6").candidates!.shift).toBe(1);
    expect(resultOf("004-16").candidates!.others).toMatchObject([{ role: "gap", value: "0.09", id: "004-17" }]);
  });

  test("004-5 is the only 100 % that is less", () => {
    expect(results.filter((it) => it.roundsToWhole).map(({ id }) => id)).toEqual(["004-5"]);
  });
});

describe("npm run check-figures", () => {
  const dir = mkdtempSync(join(tmpdir(), "citywall-figures-"));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const written = (name: string, content: string | Uint8Array): string => {
    const path = join(dir, name);
    writeFileSync(path, content);
    return path;
  };
  const run = (...args: string[]) => {
    const program = fileURLToPath(new URL("../../src-hub/figures/check-figures.ts", import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: "utf8" });
    return { status, stdout, stderr };
  };
  const json = (file: string) => {
    const { status, stdout } = run(file, "--json", "--lang", "en");
    return { status, ...(JSON.parse(stdout) as { counts: object; results: object[]; troubles: object[] }) };
  };

  test("says the same of the seed reports as the function", () => {
    const { status, counts, results: told, troubles } = json(SEEDS);
    expect(status).toBe(1);
    expect(counts).toEqual({ rows: 69, reproduced: 56, mismatch: 12, solved: 1, noRate: 0, unread: 0 });
    expect(told).toEqual(results);
    expect(troubles).toEqual([]);
  });

  test("tells it in Chinese", () => {
    const { status, stdout, stderr } = run(SEEDS, "--lang", "zh-CN");
    expect([status, stderr]).toEqual([1, ""]);
    const lines = stdout.split("\n");
    const at = lines.findIndex((line) => line.includes(" 000-4 "));
    expect(lines[at]).toMatch(/^复算不符 +6 {2}000-4 .*112695 ÷ 114478 +98\.46% +98\.44% +-0\.02$/);
    expect(lines.slice(at + 1, at + 3)).toEqual([
      "    可由 112710…112720 ÷ 114478 得到，最近的分子是 112710（+15）。",
      "    可由 112695 ÷ 114452…114463 得到，最近的分母是 114463（-15）。",
    ]);
    expect(stdout).toContain("    可由 5867 ÷ 14664 得到。\n");
    expect(stdout).toContain("分子其实小于分母（8689 ÷ 8690）");
    expect(lines.at(-2)).toBe("共 69 行：复算一致 56，复算不符 12，可反推 1，分母为零 0，未能读取 0。");
  });

  test("tells it in English", () => {
    const { stdout } = run(SEEDS, "--lang", "en");
    expect(stdout).toMatch(/^DIFFERS +6 {2}000-4 /m);
    expect(stdout).toContain("Would be given by 112710…112720 ÷ 114478; the nearest numerator is 112710 (+15).");
    expect(stdout).toContain("Rows: 69. Reproduce: 56. Differ: 12. Solved: 1. Over zero: 0. Not read: 0.");
  });

  test("reads GBK, a byte order mark, UTF-16, gzip and JSON to the same end", () => {
    const text = readFileSync(SEEDS, "utf8");
    const gbk = iconv.encode(text.replaceAll("−", "-"), "gbk");
    expect(iconv.decode(gbk, "gbk")).not.toContain("?");
    const records = results.map(({ id, label, numerator, denominator, stated }) => ({
      id,
      label,
      numerator: /^\d+$/.test(numerator) ? Number(numerator) : numerator,
      denominator: denominator === "" ? null : denominator,
      stated,
    }));
    const counts = { rows: 69, reproduced: 56, mismatch: 12, solved: 1, noRate: 0, unread: 0 };
    for (const [name, content] of [
      ["gbk.csv", gbk],
      ["bom.csv", `\ufeff${text}`],
      ["semicolon.csv", text.replaceAll('"1,', '"1').replaceAll(",", ";")],
      ["wide.csv", iconv.encode(`\ufeff${text}`, "utf-16le")],
      ["packed.csv.gz", gzipSync(text)],
      ["list.json", JSON.stringify(records)],
    ] as const) {
      expect(json(written(name, content)), name).toMatchObject({ status: 1, counts });
    }
    // Too short to guess an encoding from: only the label is Chinese.
    const short = iconv.encode("label,numerator,denominator,stated\n处置率,1,2,50%\n", "gbk");
    expect(json(written("short.csv", short))).toMatchObject({ status: 0, results: [{ label: "处置率" }] });
  });

  test("ends with 0 when all reproduce, columns in any order and others beside them", () => {
    const file = written("fine.csv", "备注,公布值,分母,分子\r\n甲,87.52%,33385,29220\r\n,,,\r\n乙,50%,2,1\r\n");
    const { status, stdout } = run(file, "--lang", "zh-CN");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^复算一致 +2 /m);
    expect(stdout).toMatch(/^复算一致 +4 /m);
  });

  test("says of zero that it gives no rate", () => {
    const { status, stdout } = run(written("zero.csv", "分子,分母,公布值\n0,0,—\n0,0,100%\n"), "--lang", "zh-CN");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^复算一致 .* 0 ÷ 0 +— +—$/m);
    expect(stdout).toMatch(/^分母为零 .* 0 ÷ 0 +100% +—\n {4}分母为零，没有比率可言，应写作“—”。$/m);
  });

  test("checks the good rows and lists the bad ones", () => {
    const { status, stdout, stderr } = run(fixture("bad-rows.csv"), "--lang", "zh-CN");
    expect(status).toBe(2);
    expect(stdout).toMatch(/^复算一致 +2 /m);
    expect(stdout).toContain("共 10 行：复算一致 1，复算不符 0，可反推 0，分母为零 0，未能读取 9。");
    const bad = (row: number, field: string, value: string, expected: string) =>
      `文件“bad-rows.csv”第 ${row} 行的“${field}”列有误：“${value}”不是${expected}。`;
    const sum = (what: string) => `能算出结果的算式（${what}）`;
    expect(stderr.trimEnd().split("\n")).toEqual([
      bad(3, "分子", "-5", "不小于 0 的数（若为增减率，公布值须带正负号）"),
      bad(4, "分母", "-8", "不小于 0 的数"),
      bad(5, "分子", "12件", sum("第 3 个字符“件”处应为运算符")),
      bad(6, "分母", "10+", sum("末尾应为数字")),
      bad(7, "公布值", "（空）", "公布的数值（如 98.46%、51.41；分母为零时写“—”）"),
      bad(8, "分子", "（空）", "数或算式（分母和公布值齐备时才可留空）"),
      bad(9, "整行", "6,千位,1,234,2,468,50%", "与表头列数相符的一行（含千位逗号的数须加双引号）"),
      bad(11, "分母", "(1+2", sum("末尾应为右括号")),
      bad(12, "分母", "1,23", sum("第 2 个字符“,”处的千位逗号，其前须为一至三位、其后须为三位数字")),
    ]);
  });

  test("tells bad rows also in JSON, as troubles with their sentence", () => {
    const { status, counts, troubles } = json(fixture("bad-rows.csv"));
    expect(status).toBe(2);
    expect(counts).toMatchObject({ rows: 10, reproduced: 1, unread: 9 });
    expect(troubles[2]).toEqual({
      code: "figureRow",
      params: {
        file: "bad-rows.csv",
        row: 5,
        field: "numerator",
        value: "12件",
        expected: "a sum that can be worked out (an operator is expected at character 3, “件”)",
      },
      sentence:
        "Row 5 of “bad-rows.csv” is wrong in column “numerator”: “12件” is not a sum that can be worked out (an operator is expected at character 3, “件”).",
    });
  });

  test("tells JSON that lost its last zeros, and things in the list that are no records", () => {
    const list = [
      { numerator: 1, denominator: 2, stated: 50.0 },
      7,
      { 分子: true, 公布值: "1%" },
      { 分子: 1, 分母: 2, 公布值: "50%" },
    ];
    const { status, counts, troubles } = json(written("list.json", JSON.stringify(list)));
    expect([status, counts]).toMatchObject([2, { rows: 4, reproduced: 1, unread: 3 }]);
    expect(troubles).toMatchObject([
      { params: { row: 1, field: "stated", value: "50", expected: expect.stringContaining("quotes") } },
      { params: { row: 2, field: "whole row", value: "7", expected: "a record" } },
      { params: { row: 3, field: "numerator", value: "true", expected: "a text or a number" } },
    ]);
  });

  test.each([
    [
      "header.csv",
      "名称,分子,分母\n甲,1,2\n",
      "“名称,分子,分母” is not a header with this column (called 公布值 / stated).",
    ],
    ["twice.csv", "分子,numerator,公布值\n1,1,1\n", "is not a header with this column once (called 分子 / numerator)."],
    ["only.csv", "分子,公布值\n", "(it is empty)"],
    ["empty.json", "[]", "(it is empty)"],
    ["cut.json", '[{"分子": 1', "(its JSON is incomplete or malformed)"],
    ["large.csv", `分子,公布值\n${"1,1\n".repeat(2 ** 22 + 1)}`, "more than 16 MB"],
    ["book.csv", "PK\u0003\u0004", "(it is a ZIP or Excel file, not CSV)"],
  ])("of %s says why nothing can be checked", (name, content, reason) => {
    const { status, stderr } = run(written(name, content), "--lang", "en");
    expect(status).toBe(2);
    expect(stderr).toContain(reason);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("ends with 2 also when there is no such file, or not one file, or no such option", () => {
    const none = run(join(dir, "none.csv"), "--lang", "en");
    expect([none.status, none.stdout]).toEqual([2, ""]);
    expect(none.stderr).toContain("does not exist");
    expect(run(SEEDS, SEEDS, "--lang", "en")).toMatchObject({ status: 2, stdout: "" });
    expect(run(SEEDS, "--fast", "--lang", "en").stderr).toContain("--fast");
  });

  test("explains itself", () => {
    expect(run("--help", "--lang", "zh-CN")).toMatchObject({ status: 0, stderr: "" });
    expect(run("--help", "--lang", "en").stdout).toContain("npm run check-figures -- FILE");
  });
});
