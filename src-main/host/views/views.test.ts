import classTable from "../../../resources/classes/GBT47678.5-2026.json" with { type: "json" };
import { afterEach, describe, expect, test } from "vitest";
import { MEASURES, MILESTONES } from "../../../shared/evaluation/columns.ts";
import { STAGES, STAGE_INDEX_OF_STATE_CODE } from "../../../shared/case/state.ts";
import { recordOf, rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import type { CaseQuery, WholeValues } from "../../../shared/view.ts";
import { platformDraft } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { changedAtOf } from "./case-columns.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const HOUR = 3_600_000;

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

async function city(count: number, days: number): Promise<{ it: TestSource; cases: RecordOf<"cases">[] }> {
  const it = await openTestSource(NOW);
  held = it;
  const chance = chances(count + days);
  const rows: Row[] = Array.from({ length: count }, (_, n) => randomCase(n + 1, NOW, days, chance));
  const platform = rowOf("platforms", { ...platformDraft(), uid: 1 });
  it.apply({ platforms: [platform], cases: rows });
  return { it, cases: rows.map((row) => recordOf("cases", row)) };
}

function ask<Q extends WholeQuestion>(question: Q, it: TestSource): WholeValues[Q["view"]] {
  return answerWhole(question, it.source) as WholeValues[Q["view"]];
}

const total = (it: TestSource, query: CaseQuery) => ask({ view: "cases", query, offset: 0, limit: 0 }, it).total;

/** Said in another way than in shared/evaluation: from the record, by the words of the definitions. */
const open = (c: RecordOf<"cases">) => STAGES[STAGE_INDEX_OF_STATE_CODE[c.state] as number] !== "closed";
const overdue = (c: RecordOf<"cases">) =>
  c.deadline !== null && c.deadline < NOW && c.submittedAt === null && open(c) && c.state !== 10;

describe("figures", () => {
  test("funnel, ranking and shaded grids equal counting record by record", async () => {
    const { it, cases } = await city(1_500, 300);
    const { funnel } = ask({ view: "funnel", period: "all" }, it);
    expect(funnel.steps.map((step) => step.count)).toEqual([
      cases.length,
      cases.filter((c) => c.acceptedAt !== null).length,
      cases.filter((c) => c.filedAt !== null).length,
      cases.filter((c) => c.dispatchedAt !== null).length,
      cases.filter((c) => c.submittedAt !== null || c.state === 11).length,
      cases.filter((c) => c.state === 11).length,
    ]);
    expect(funnel.open).toBe(cases.filter(open).length);
    expect(funnel.overdue).toBe(cases.filter(overdue).length);
    expect(funnel.unlocated).toBe(cases.filter((c) => c.lon === null).length);
    for (const line of ask({ view: "ranking", period: "all" }, it).lines) {
      const own = cases.filter((c) => c.department === line.department);
      const handled = own.filter((c) => c.submittedAt !== null && c.deadline !== null);
      expect(line).toMatchObject({ total: own.length, open: own.filter(open).length });
      expect(line.onTime.n).toBe(handled.filter((c) => (c.submittedAt as number) <= (c.deadline as number)).length);
      expect(line.onTime.d).toBe(handled.length + own.filter(overdue).length);
    }
    for (const [measure, counted] of [
      ["open", open],
      ["overdueOpen", overdue],
    ] as const) {
      const { cells } = ask({ view: "shade", indicator: measure, level: "unitGrid", period: "all" }, it);
      expect(cells.length).toBeGreaterThan(1);
      for (const { key, n } of cells) {
        expect(n).toBe(cases.filter((c) => c.unitGrid === key && counted(c)).length);
      }
    }
  });

  test("every figure opens to exactly the cases it counted", async () => {
    const { it } = await city(1_200, 40);
    for (const period of ["day", "week", "month", "year", "all", "auto"] as const) {
      const { funnel } = ask({ view: "funnel", period }, it);
      for (const step of funnel.steps) expect(total(it, { period, milestone: step.milestone })).toBe(step.count);
      expect(total(it, { period, measure: "open" })).toBe(funnel.open);
      expect(total(it, { period, measure: "overdueOpen" })).toBe(funnel.overdue);
      expect(total(it, { period, measure: "dueSoon" })).toBe(funnel.dueSoon);
      expect(total(it, { period, measure: "unlocated" })).toBe(funnel.unlocated);
      for (const line of ask({ view: "ranking", period }, it).lines) {
        const of = (query: CaseQuery) => total(it, { period, department: line.department, ...query });
        expect([of({}), of({ measure: "open" }), of({ measure: "overdueOpen" })]).toEqual([
          line.total,
          line.open,
          line.overdueOpen,
        ]);
        expect([of({ measure: "onTime" }), of({ measure: "handleDue" })]).toEqual([line.onTime.n, line.onTime.d]);
        expect([of({ milestone: "closed" }), of({})]).toEqual([line.close.n, line.close.d]);
      }
      for (const issue of ask({ view: "topIssues", period, limit: 50 }, it).issues) {
        expect(total(it, { period, classUid: issue.classUid })).toBe(issue.count);
        expect(total(it, { period, classUid: issue.classUid, measure: "overdueOpen" })).toBe(issue.overdueOpen);
      }
    }
    const trend = ask({ view: "trend", hours: 24 }, it);
    trend.reported.forEach((count, k) => {
      const from = trend.from + k * trend.step;
      expect(total(it, { between: [from, from + trend.step] })).toBe(count);
    });
    expect(MEASURES).toHaveLength(13);
    expect(MILESTONES).toHaveLength(6);
  });

  test("auto is the month in the city's own zone, and everything when the month has no case", async () => {
    const { it } = await city(50, 10);
    const window = ask({ view: "funnel", period: "auto" }, it).window;
    const monthStart = Date.UTC(2026, 10, 1) - 8 * HOUR;
    expect(window).toEqual({ period: "month", from: monthStart, to: Date.UTC(2026, 11, 1) - 8 * HOUR });
    it.setNow(Date.UTC(2027, 5, 1));
    expect(ask({ view: "funnel", period: "auto" }, it).window).toEqual({ period: "all", from: null, to: null });
  });

  test("the trend ends with this hour, or with the newest report's when that is older than the span", async () => {
    const { it, cases } = await city(400, 1);
    const newest = Math.max(...cases.map((c) => c.reportedAt));
    expect(ask({ view: "trend", hours: 24 }, it).until).toBe(Date.UTC(2026, 10, 15, 5));
    it.setNow(NOW + 90 * 24 * HOUR);
    const trend = ask({ view: "trend", hours: 24 }, it);
    expect(trend.until).toBe((Math.floor(newest / HOUR) + 1) * HOUR);
    expect(trend.reported).toHaveLength(24);
    expect(trend.reported.at(-1)).toBeGreaterThan(0);
    expect(ask({ view: "city" }, it)).toMatchObject({ newestReport: newest, counts: { cases: 400, platforms: 1 } });
  });
});

describe("lists", () => {
  test("run from the newest change on, page after page, without gap or overlap", async () => {
    const { it, cases } = await city(300, 30);
    const expected = cases.toSorted((a, b) => changedAtOf(b) - changedAtOf(a) || b.uid - a.uid).map((c) => c.uid);
    const listed: number[] = [];
    for (let offset = 0; offset < 300; offset += 70) {
      const { lines, total: all } = ask({ view: "cases", query: {}, offset, limit: 70 }, it);
      expect(all).toBe(300);
      listed.push(...lines.map((line) => line.uid));
    }
    expect(listed).toEqual(expected);
  });

  test("carry the names that belong to a case, and a case is found by uid or not at all", async () => {
    const { it, cases } = await city(3, 1);
    const department = rowOf("departments", {
      uid: 5,
      platform: "test",
      id: "d",
      name: "城管局",
      nameEn: "Urban Management",
      shortName: "",
      shortNameEn: "",
      groupCode: "A",
      contact: "",
    });
    const reported = { kind: "reported", at: NOW, by: "patrol 1", report: { lon: null, lat: null } };
    const one = { ...(cases[0] as RecordOf<"cases">), department: 5, facts: JSON.stringify([reported]) };
    it.apply({ departments: [department], cases: [rowOf("cases", one)] });
    const found = ask({ view: "case", uid: one.uid }, it);
    expect(found?.line).toMatchObject({ uid: one.uid, departmentName: "城管局", departmentNameEn: "Urban Management" });
    expect(found?.record).toEqual(one);
    expect(found).toMatchObject({ clocks: { light: null, stageSince: NOW }, recurrence: null });
    expect(ask({ view: "case", uid: 999 }, it)).toBeNull();
  });

  test("a case says the condition it was filed under, from the class table the hub published", async () => {
    const { it, cases } = await city(1, 1);
    const report = { kind: "component", classUid: 7, lon: null, lat: null };
    const facts = [
      { kind: "reported", at: NOW, by: "某", report },
      { kind: "filed", at: NOW, by: "某", limit: { value: 2, type: "workDay" }, condition: "01001.3" },
    ];
    const one = { ...(cases[0] as RecordOf<"cases">), classUid: 7, facts: JSON.stringify(facts) };
    const classRow = { uid: 7, platform: "test", id: "c", scheme: "GBT47678.5-2026", kind: "component", code: "01001" };
    const names = { name: "供水井盖", nameEn: "", majorCode: "01", majorName: "", majorNameEn: "" };
    it.apply({ classes: [rowOf("classes", { ...classRow, ...names })], cases: [rowOf("cases", one)] });
    expect(ask({ view: "case", uid: one.uid }, it)?.condition).toBeNull();
    const rule = { uid: 1, platform: "citywall", kind: "classes", name: "GBT47678.5-2026", version: "1", hash: "" };
    const body = JSON.stringify(classTable);
    it.apply({ rules: [rowOf("rules", { ...rule, id: "classes/GBT47678.5-2026", body, trouble: "" })] });
    expect(ask({ view: "case", uid: one.uid }, it)?.condition).toMatchObject({ id: "01001.3", condition: "弹跳作响" });
  });

  test("a platform with a zone nobody knows takes no figure down", async () => {
    const { it } = await city(3, 1);
    it.apply({ platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, timeZone: "Mars/Base" })] });
    expect(ask({ view: "funnel", period: "day" }, it).funnel.steps).toHaveLength(6);
  });
});
