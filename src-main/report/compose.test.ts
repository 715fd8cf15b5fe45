import { describe, expect, test } from "vitest";
import { stateCode } from "../../shared/case/state.ts";
import { checkFigures } from "../../shared/evaluation/published.ts";
import { NOVEMBER_5, inventedReport } from "../../test/fixtures/report.ts";
import { composeReport } from "./compose.ts";
import { linesOf } from "./paper.ts";

const figureOf = (figures: ReturnType<typeof composeReport>["figures"], subject: string, figure: string) =>
  figures.find((each) => each.subject === subject && each.figure === figure);

describe("a composed report", () => {
  const data = inventedReport({ cases: 400 });
  const { paper, figures, found } = composeReport(data);
  const lines = linesOf(paper);

  test("X110 the same data give the same paper and the same figures", () => {
    expect(composeReport(structuredClone(data))).toEqual({ paper, figures, found });
  });

  test("prints every figure that it lists", () => {
    expect(figures.length).toBeGreaterThan(200);
    const printed = new Set(lines);
    const sentences = lines.join("\n");
    expect(figures.filter((each) => !printed.has(each.printed) && !sentences.includes(each.printed))).toEqual([]);
  });

  test("X112 each printed rate follows from the counts beside it", () => {
    const rates = figures.filter(({ d, printed }) => d !== null && printed !== "—");
    expect(rates.length).toBeGreaterThan(60);
    const rows = rates.map(({ n, d, printed, subject }, row) => {
      return { row, id: "", label: subject, numerator: String(n), denominator: String(d), stated: printed };
    });
    const { results, faults } = checkFigures(rows);
    expect(faults).toEqual([]);
    expect(results.filter(({ verdict }) => verdict !== "reproduced")).toEqual([]);
    expect(lines.join("\n")).toContain(`本报告所列比率、均值${rates.length + zeros(figures)}项`);
  });

  test("counts by hand come out", () => {
    const from = found.window.from;
    const mine = data.cases.reportedAt.filter(
      (at) => (at as number) >= from && (at as number) < found.window.to,
    ).length;
    expect(mine).toBe(400);
    expect(figureOf(figures, "上报", "件数")?.n).toBe(400);
    expect(figureOf(figures, "监控在线率", "数值")).toMatchObject({ n: 48, d: 50, printed: "96.00%" });
    expect(figureOf(figures, "监控在线率", "是否达标")?.printed).toBe("达标");
    const closed = data.cases.state.filter((state, i) => state === stateCode("closed") && i >= 800).length;
    expect(figureOf(figures, "结案", "件数")?.n).toBe(closed);
  });

  test("X125 disputed and excluded cases are listed one by one, all of them in the workbook", () => {
    const table = paper.blocks.find((block) => block.kind === "table" && block.sheet === "争议案件");
    const disputed = data.cases.sendBackCount.filter((times, i) => (times as number) > 0 && i >= 800).length;
    expect(disputed).toBeGreaterThan(3);
    expect(table).toMatchObject({ kind: "table" });
    expect(table?.kind === "table" && table.rows.length).toBe(disputed);
    expect(lines.join("\n")).toContain("剔除、不计入考核的案件1件");
    expect(lines).toContain("属上级工程");
    const many = composeReport(inventedReport({ cases: 4_000 }));
    const long = many.paper.blocks.find((block) => block.kind === "table" && block.sheet === "争议案件");
    expect(long?.kind === "table" && long.rows.length > long.most).toBe(true);
    expect(linesOf(many.paper).some((line) => line.startsWith("以上列前60行，共"))).toBe(true);
  });

  test("X111 a draft says so, and one that counts does not", () => {
    const draft = composeReport({ ...data, draft: true });
    expect(draft.paper.mark).toBe("草稿");
    expect(linesOf(draft.paper).some((line) => line.includes("不得作为考核依据"))).toBe(true);
    expect(paper.mark).toBe(null);
    expect(lines.some((line) => line.includes("不得作为考核依据"))).toBe(false);
  });

  test("tells what it cannot know", () => {
    const part = linesOf(composeReport({ ...data, whole: false }).paper);
    expect(part.some((line) => line.includes("只能看到部分城区"))).toBe(true);
    const nobody = composeReport({ ...inventedReport({ cases: 0 }), at: NOVEMBER_5 });
    expect(linesOf(nobody.paper).some((line) => line.includes("没有可计分的案件"))).toBe(true);
    expect(nobody.figures.filter(({ printed }) => /NaN|undefined|Infinity/.test(printed))).toEqual([]);
  });

  test.each(["jinhua", "jinniu", "national-department", "national-region-1", "posts-dispatcher"])(
    "any scheme makes one: %s",
    (scheme) => {
      for (const language of ["zh-CN", "en"] as const) {
        for (const period of ["2026-10", "2026-Q4", "2026"]) {
          const made = composeReport({ ...inventedReport({ cases: 60, scheme }), language, period });
          const text = linesOf(made.paper).join("\n");
          expect(text).not.toMatch(/undefined|NaN|\{\w+\}|report\.(?:[a-wyz]|d(?!ocx)|x(?!lsx))/);
          expect(made.figures.length).toBeGreaterThan(40);
        }
      }
    },
  );
});

/** Rates over zero are checked too: a dash is right there. */
function zeros(figures: ReturnType<typeof composeReport>["figures"]): number {
  return figures.filter(({ d, printed }) => d !== null && printed === "—").length;
}
