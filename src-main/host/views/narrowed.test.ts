/** J: a number of a narrowed board, of a shaded grid, or of a choice of the filter opens exactly the cases it counted. */
import { afterEach, expect, test } from "vitest";
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { STAGES } from "../../../shared/case/state.ts";
import { WHICH } from "../../../shared/evaluation/columns.ts";
import { INDICATORS } from "../../../shared/evaluation/indicators.ts";
import { SUM_TERMS } from "../../../shared/evaluation/terms.ts";
import { AREA_LEVELS } from "../../../shared/place-kinds.ts";
import { narrowed, ofFlow, ONLY_PARTS, withoutPart, withPart } from "../../../shared/only.ts";
import { rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { SHADE_LEVELS, type CaseQuery, type Only, type WholeValues } from "../../../shared/view.ts";
import { platformDraft } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

const codeOf = (uid: number) => `42010200${1 + (uid % 2)}00${1 + (uid % 3)}${String(uid).padStart(3, "0")}`;

function gridRow(uid: number): Row {
  const code = codeOf(uid);
  const record: RecordOf<"grids"> = {
    uid,
    platform: "test",
    id: code,
    level: "unit",
    code,
    name: "",
    nameEn: "",
    dutyGrid: 0,
    lon: 114,
    lat: 30,
    areaM2: 10_000 * uid,
    geometry: "{}",
  };
  return rowOf("grids", record);
}

function classRow(uid: number): Row {
  const record: RecordOf<"classes"> = {
    uid,
    platform: "test",
    id: `t/matter/${uid}`,
    scheme: "t",
    kind: "matter",
    code: String(uid),
    name: `小类${uid}`,
    nameEn: "",
    majorCode: `0${uid % 3}`,
    majorName: `大类${uid % 3}`,
    majorNameEn: "",
  };
  return rowOf("classes", record);
}

/** Random cases of six classes in three 大类, over nineteen unit grids in two subdistricts; some lie in no grid. */
async function city(seed: number): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held = it;
  const chance = chances(seed);
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1 })],
    grids: Array.from({ length: 19 }, (_, i) => gridRow(i + 1)),
    classes: Array.from({ length: 6 }, (_, i) => classRow(i + 1)),
    cases: Array.from({ length: 700 }, (_, i) => randomCase(i + 1, NOW, 60, chance)),
  });
  return it;
}

function ask<Q extends WholeQuestion>(question: Q, it: TestSource): WholeValues[Q["view"]] {
  return answerWhole(question, it.source) as WholeValues[Q["view"]];
}

const total = (query: CaseQuery, it: TestSource) => ask({ view: "cases", query, offset: 0, limit: 0 }, it).total;

/** One of each part, and several together. */
const FILTERS: readonly Only[] = [
  ...WHICH.map((which) => ({ which })),
  { major: "t/01" },
  { major: "t/02", which: "overdueOpen" },
  { classUid: 3, source: 2 },
  { department: 4, stage: "handling" },
  { dutyGrid: 2, which: "dueSoon" },
  { stage: "closed", source: 0, department: 1 },
];
const PERIODS = ["all", "month", "day"] as const;

test("J1 every number of funnel, ranking, top issues and trend opens as many cases, however the wall is narrowed", async () => {
  const it = await city(3);
  for (const only of FILTERS) {
    for (const period of PERIODS) {
      const { funnel } = ask({ view: "funnel", period, only }, it);
      for (const { milestone, count } of funnel.steps) {
        expect(total(narrowed({ period, milestone }, only), it)).toBe(count);
      }
      for (const line of ask({ view: "ranking", period, only }, it).lines) {
        const { department } = line;
        expect(total(narrowed({ period, department }, only), it)).toBe(line.total);
        expect(total(narrowed({ period, department, measure: "overdueOpen" }, only), it)).toBe(line.overdueOpen);
        expect(total(narrowed({ period, department, measure: "onTime" }, only), it)).toBe(line.onTime.n);
      }
      const { issues } = ask({ view: "topIssues", period, limit: 100, only }, it);
      expect(issues.reduce((sum, { count }) => sum + count, 0)).toBe(funnel.steps[0]?.count);
      for (const { classUid, count, overdueOpen } of issues) {
        expect(total(narrowed({ period, classUid }, only), it)).toBe(count);
        expect(total(narrowed({ period, classUid, measure: "overdueOpen" }, only), it)).toBe(overdueOpen);
      }
    }
    const trend = ask({ view: "trend", hours: 48, only }, it);
    trend.reported.forEach((count, k) => {
      const from = trend.from + k * trend.step;
      expect(total(narrowed({ between: [from, from + trend.step] }, only), it)).toBe(count);
    });
  }
});

test("J1 a 大类 is its classes, and two different wishes for one thing leave nothing", async () => {
  const it = await city(4);
  const all = ["t/00", "t/01", "t/02"].map((major) => total({ major }, it));
  expect(all.reduce((sum, n) => sum + n, 0)).toBe(700);
  expect(all[1]).toBe(total({ classUid: 1 }, it) + total({ classUid: 4 }, it));
  expect(total({ major: "t/99" }, it)).toBe(0);
  expect(total(narrowed({ department: 3 }, { department: 4 }), it)).toBe(0);
  expect(total(narrowed({ measure: "onTime" }, { which: "overdueOpen" }), it)).toBe(0);
});

test("J2 each choice of the filter leaves as many cases as it says", async () => {
  const it = await city(5);
  for (const only of FILTERS) {
    const { counts, total: all } = ask({ view: "choices", period: "month", only }, it);
    expect(all).toBe(total(narrowed({ period: "month" }, only), it));
    for (const part of ONLY_PARTS) {
      for (const [value, count] of counts[part]) {
        // A 大类 is counted as if no class were chosen; what a choice takes away by itself is not what is counted here.
        const rest = part === "major" ? withoutPart(only, "classUid") : only;
        const chosen: Only = { ...rest, [part]: value };
        expect(total(narrowed({ period: "month" }, chosen), it), `${part} ${String(value)}`).toBe(count);
      }
    }
    expect(counts.source.length).toBeLessThanOrEqual(CASE_SOURCES.length);
    expect(counts.stage.length).toBeLessThanOrEqual(STAGES.length);
  }
});

test("J3 a grid's, a community's or a subdistrict's value is counted over the cases that it opens", async () => {
  const it = await city(6);
  const narrow: Only = { which: "overdueOpen", major: "t/01" };
  for (const level of SHADE_LEVELS) {
    for (const only of [{}, narrow]) {
      const shade = ask({ view: "shade", indicator: "open", level, period: "all", only }, it);
      expect(shade).toMatchObject({ rate: false, better: "down" });
      if (only !== narrow) expect(shade.cells.length).toBeGreaterThan(1);
      for (const { key, n, d } of shade.cells) {
        expect(d).toBeNull();
        expect(total(narrowed({ measure: "open", ...placeOf(level, key) }, only), it)).toBe(n);
      }
      for (const indicator of INDICATORS) {
        const { cells, rate, better } = ask(
          { view: "shade", indicator: indicator.id, level, period: "month", only },
          it,
        );
        if (indicator.n === null) {
          expect(cells).toEqual([]);
          continue;
        }
        expect([rate, better]).toEqual([indicator.d !== null, indicator.better]);
        for (const { key, n, d } of cells) {
          const query = { period: "month", basis: indicator.basis, ...placeOf(level, key) } as const;
          const listed = (term: NonNullable<typeof indicator.n>) => total(narrowed({ ...query, term }, only), it);
          if (!SUM_TERMS.has(indicator.n)) expect(listed(indicator.n), indicator.id).toBe(n);
          if (indicator.d !== null) expect(listed(indicator.d), indicator.id).toBe(d);
        }
      }
    }
  }
});

test("J3 larger areas are summed up by the first digits of the codes of their grids", async () => {
  const it = await city(7);
  const cells = (level: (typeof SHADE_LEVELS)[number]) =>
    ask({ view: "shade", indicator: "reportCount", level, period: "all" }, it).cells;
  for (const level of ["community", "subdistrict"] as const) {
    const sums = new Map<string, number>();
    for (const { key, n } of cells("unitGrid")) {
      const code = codeOf(Number(key)).slice(0, AREA_LEVELS[level]);
      sums.set(code, (sums.get(code) ?? 0) + n);
    }
    expect(new Map(cells(level).map(({ key, n }) => [key, n]))).toEqual(sums);
  }
  expect(ask({ view: "shade", indicator: "unheardOf", level: "unitGrid", period: "all" }, it).cells).toEqual([]);
});

test("J6 density, hot grids and the week count each case of the period once", async () => {
  const it = await city(8);
  for (const only of [{}, { source: 3 }] as const) {
    const heat = ask({ view: "heat", period: "all", only }, it);
    const listed = total(narrowed({}, only), it);
    const unlocated = total(narrowed({ measure: "unlocated" }, only), it);
    const sum = (counts: Uint32Array) => counts.reduce((all, n) => all + n, 0);
    expect(heat.total).toBe(listed);
    expect(sum(heat.week)).toBe(listed);
    expect(sum(heat.cells.count)).toBe(listed - unlocated);
    const counted = heat.hot.map(({ grid }) => total(narrowed({ unitGrid: grid }, only), it));
    expect(heat.hot.map(({ count }) => count)).toEqual(counted);
    expect(heat.hot.map(({ perKm2 }) => perKm2)).toEqual(
      heat.hot.map(({ grid, count }) => count / ((10_000 * grid) / 1_000_000)).toSorted((a, b) => b - a),
    );
  }
  // Every grid here has five cases and more, so what is expected of them all is what they have.
  const { hot } = ask({ view: "heat", period: "all" }, it);
  const all = hot.reduce((sum, { count }) => sum + count, 0);
  expect(hot.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(all, 6);
});

test("J4 what a wall begins with does not narrow figures, and a choice takes back what contradicts it", () => {
  expect(ofFlow({ which: "open", source: 2 })).toEqual({ source: 2 });
  expect(ofFlow({ which: "overdueOpen" })).toEqual({ which: "overdueOpen" });
  expect(withPart({ which: "open" }, "stage", "closed")).toEqual({ which: "all", stage: "closed" });
  expect(withPart({ which: "all", stage: "closed" }, "which", "overdueOpen")).toEqual({ which: "overdueOpen" });
  expect(withPart({ major: "t/01" }, "classUid", 4)).toEqual({ classUid: 4 });
  expect(withPart({ classUid: 4 }, "major", "t/02")).toEqual({ major: "t/02" });
  expect(withoutPart({ which: "overdueOpen", source: 1 }, "which")).toEqual({ which: "open", source: 1 });
});

/** The place of a cell as a list asks for it. */
function placeOf(level: (typeof SHADE_LEVELS)[number], key: number | string): CaseQuery {
  if (level === "unitGrid") return { unitGrid: Number(key) };
  return level === "dutyGrid" ? { dutyGrid: Number(key) } : { area: String(key) };
}
