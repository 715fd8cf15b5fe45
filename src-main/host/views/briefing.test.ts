import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { casesOf, type FrozenBriefing, type FrozenCount } from "../../../shared/briefing.ts";
import { CASE_STATES } from "../../../shared/case/state.ts";
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import { SUM_TERMS, type Term } from "../../../shared/evaluation/terms.ts";
import { canonicalJson } from "../../../shared/rules/canonical.ts";
import { parseScheme } from "../../../shared/rules/scheme.ts";
import { RULES_PLATFORM, recordOf, rowOf, type Row } from "../../../shared/tables.ts";
import type { CaseQuery, WholeValues } from "../../../shared/view.ts";
import { caseRow, departmentDraft, platformDraft } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { openViews } from "./views.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const DAY = 86_400_000;
const HOUR = 3_600_000;
const FOLDER = join(import.meta.dirname, "../../../resources/schemes");

const held: TestSource[] = [];
afterEach(() => {
  for (const each of held.splice(0)) each.close();
});

function schemeRow(name: string, uid: number): Row {
  const scheme = parseScheme(`schemes/${name}`, JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")));
  const { version } = scheme;
  return rowOf("rules", {
    ...{ uid, platform: RULES_PLATFORM, id: `schemes/${name}`, kind: "schemes", name, version },
    ...{ hash: `hash-${name}`, body: canonicalJson(scheme), trouble: "" },
  });
}

function someCases(howMany: number, days: number, seed: number): Row[] {
  const chance = chances(seed);
  return Array.from({ length: howMany }, (_, n) => {
    const random = recordOf("cases", randomCase(n + 1, NOW, days, chance));
    const pick = (most: number) => Math.floor(chance() * most);
    return rowOf("cases", {
      ...random,
      deadline: random.deadline === null ? null : random.deadline + pick(6) * DAY,
      ...{ marks: chance() < 0.5 ? pick(2 ** 26) : 0, flags: pick(8), reworkCount: pick(3), sendBackCount: pick(3) },
    });
  });
}

async function city(cases: readonly Row[], scheme = "zhongfang-2020", more = {}): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held.push(it);
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, scheme })],
    rules: [schemeRow(scheme, 1)],
    departments: [1, 2, 3, 4, 5, 6, 7].map((n) =>
      rowOf("departments", { ...departmentDraft(`d${n}`), uid: n, groupCode: n % 2 === 0 ? "A" : "B" }),
    ),
    cases: [...cases],
    ...more,
  });
  return it;
}

function ask<Q extends WholeQuestion>(question: Q, it: TestSource): WholeValues[Q["view"]] {
  return answerWhole(question, it.source) as WholeValues[Q["view"]];
}
const taken = (it: TestSource, period = "2026-11"): FrozenBriefing => ask({ view: "briefing", period, taken: 7 }, it);
const listed = (it: TestSource, query: CaseQuery) =>
  ask({ view: "cases", query, offset: 0, limit: 1_000 }, it).lines.map(({ uid }) => uid);
const sorted = (uids: readonly number[]) => uids.toSorted((a, b) => a - b);

/** Every count of a briefing that has a set. */
function countsIn(value: unknown): FrozenCount[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  if ("set" in value && "n" in value) return value.set === null ? [] : [value as FrozenCount];
  return Object.values(value).flatMap(countsIn);
}

describe("a briefing", () => {
  test.each(["2026-11", "2026-10", "2026-Q4", "2026"])("X98 of %s has the figures of the boards", async (period) => {
    const it = await city(someCases(900, 420, 3));
    const frozen = taken(it, period);
    const { lines } = ask({ view: "indicators", period, department: 0 }, it);
    const own = new Map(frozen.lines.map((line) => [line.indicator, line]));
    for (const { indicator, n, d } of lines) {
      const line = own.get(indicator);
      expect({ indicator, n: line?.n.n, d: line?.d?.n ?? null }).toEqual({ indicator, n, d });
    }
    const { shown } = ask({ view: "standings", scheme: "", period }, it);
    expect(frozen.board?.hash).toBe(shown?.hash);
    expect(frozen.board?.groups.map(({ lines: of }) => of.map(({ key, rank, score }) => [key, rank, score]))).toEqual(
      shown?.groups.map(({ standings }) => standings.map(({ key, rank, score }) => [key, rank, score])),
    );
  });

  test("X98 of a period that is over is compared with what the boards compare it with", async () => {
    const it = await city(someCases(900, 420, 5));
    const own = new Map(taken(it, "2026-10").lines.map((line) => [line.indicator, line]));
    for (const { indicator, before, yearBefore } of ask({ view: "indicators", period: "2026-10", department: 0 }, it)
      .lines) {
      expect({ indicator, before: own.get(indicator)?.before }).toEqual({ indicator, before });
      expect({ indicator, yearBefore: own.get(indicator)?.yearBefore }).toEqual({ indicator, yearBefore });
    }
  });

  test("X97 opens each figure to exactly the cases it counted", async () => {
    const it = await city(someCases(600, 90, 11));
    const frozen = taken(it);
    const { from, to } = frozen.period;
    let opened = 0;
    for (const { indicator, n, d } of frozen.lines) {
      const found = indicatorOf(indicator);
      for (const [count, term] of [
        [n, found?.n],
        [d, found?.d],
      ] as const) {
        if (count === null || count.set === null || term == null || SUM_TERMS.has(term)) continue;
        const query = { period: "all", between: [from, to], basis: found?.basis, term } as CaseQuery;
        expect(sorted(casesOf(frozen, count))).toEqual(sorted(listed(it, query)));
        if (count.n > 0) opened++;
      }
    }
    for (const { milestone, count } of frozen.funnel) {
      const query: CaseQuery = { period: "all", between: [from, to], milestone };
      expect(sorted(casesOf(frozen, count))).toEqual(sorted(listed(it, query)));
    }
    for (const { classUid, count, overdue } of frozen.issues) {
      const query: CaseQuery = { period: "all", between: [from, to], classUid };
      expect(sorted(casesOf(frozen, count))).toEqual(sorted(listed(it, query)));
      expect(sorted(casesOf(frozen, overdue))).toEqual(sorted(listed(it, { ...query, measure: "overdueOpen" })));
    }
    expect(opened).toBeGreaterThan(30);
  });

  test.each(["zhongfang-2020", "national-department"])("X97 opens each share of the board of %s", async (scheme) => {
    const it = await city(someCases(600, 90, 13), scheme);
    const [some] = taken(it).board?.groups.flatMap((group) => group.lines) ?? [];
    const of = some?.share?.d ?? { n: 0, set: null };
    const [caseUid = 0] = casesOf(taken(it), of);
    it.apply({
      ledger: [
        rowOf("ledger", {
          ...{ uid: 1, platform: "test", id: "x", scheme, kind: "exclusion", item: "", month: "2026-11", caseUid },
          ...{ department: Number(some?.key), points: null, text: "", evidence: "[]", author: "", enteredAt: 1 },
          ...{ withdrawnAt: null, withdrawnBy: "", withdrawnWhy: "" },
        }),
      ],
    });
    const frozen = taken(it);
    const without = frozen.board?.groups.flatMap((group) => group.lines).find(({ key }) => key === some?.key)?.share?.d;
    expect(without?.n).toBe(of.n - 1);
    expect(casesOf(frozen, without ?? of)).not.toContain(caseUid);
    const lines = frozen.board?.groups.flatMap((group) => group.lines) ?? [];
    const { shown } = ask({ view: "standings", scheme: "", period: "2026-11" }, it);
    const term = (key: unknown, which: "n" | "d"): Term | undefined =>
      shown?.groups
        .flatMap(({ standings }) => standings)
        .find((each) => each.key === key)
        ?.parts.flatMap(({ figures }) => figures)
        .find(({ indicator }) => indicator === frozen.board?.shareOf)?.[which]?.term;
    let opened = 0;
    for (const { key, share } of lines) {
      for (const which of ["n", "d"] as const) {
        const count = share?.[which];
        const counted = term(key, which);
        if (count == null || counted === undefined) continue;
        expect(casesOf(frozen, count)).toHaveLength(count.n);
        opened += count.n;
      }
    }
    expect(opened).toBeGreaterThan(30);
  });

  test("X97 counts as many as each of its sets holds", async () => {
    const it = await city(someCases(400, 420, 17));
    const frozen = taken(it);
    const counts = countsIn(frozen);
    expect(counts.length).toBeGreaterThan(60);
    for (const count of counts) expect({ ...count, n: casesOf(frozen, count).length }).toEqual(count);
    expect(new Set(frozen.cases.uid).size).toBe(frozen.cases.uid.length);
  });

  test("X96 does not move while the city goes on, for as long as a window has it open", async () => {
    const it = await city(someCases(300, 60, 19));
    let real = 0;
    const views = openViews(
      it.source,
      () => real,
      () => undefined,
    );
    const read = (n: number) => {
      const subscription = views.open({ view: "briefing", period: "month", taken: n }, () => undefined);
      const patch = subscription.next();
      return { value: patch?.say === "whole" ? (patch.value as FrozenBriefing) : null, subscription };
    };
    const first = read(1);
    const before = structuredClone(first.value);
    it.source.take(it.apply({ cases: someCases(350, 60, 23) }));
    it.setNow(NOW + 3 * HOUR);
    real += 60_000;
    views.beat();
    expect(first.subscription.next()).toBeNull();
    expect(read(1).value).toEqual(before);
    // Another asking has the city as it is by now.
    const second = read(2).value;
    expect(second?.at).toBe(NOW + 3 * HOUR);
    expect(second?.funnel).not.toEqual(before?.funnel);
  });

  test("X95 of a period that runs is compared with what the others were at the same day and hour", async () => {
    const october = (uid: number, day: number, more: object) => {
      const reportedAt = Date.UTC(2026, 9, day);
      const steps = {
        acceptedAt: reportedAt + HOUR,
        filedAt: reportedAt + 2 * HOUR,
        dispatchedAt: reportedAt + 3 * HOUR,
      };
      return caseRow(uid, {
        ...{ reportedAt, ...steps, submittedAt: reportedAt + DAY, closedAt: reportedAt + 2 * DAY },
        ...{ deadline: reportedAt + DAY, state: CASE_STATES.indexOf("closed"), department: 1 },
        ...more,
      });
    };
    const it = await city([
      caseRow(1, { reportedAt: NOW - HOUR, state: 0 }),
      caseRow(9, { reportedAt: Date.UTC(2026, 8, 20), state: 0 }),
      october(2, 5, {}),
      october(3, 10, { closedAt: Date.UTC(2026, 9, 28) }),
      october(4, 20, {}),
    ]);
    const frozen = taken(it);
    const line = (id: string) => frozen.lines.find(({ indicator }) => indicator === id);
    expect(frozen.before.to).toBe(Date.UTC(2026, 9, 15, 4, 30));
    expect(line("reportCount")?.before).toEqual({ n: 2, d: null });
    // By then one of the two was closed; today all are.
    expect(line("finishRate")?.before).toEqual({ n: 1, d: 2 });
    expect(line("finishRate")?.yearBefore).toBeNull();
    expect(frozen.funnel[0]?.before).toBe(2);
    expect(frozen.issues[0]?.before).not.toBeNull();
    // What is not known from its beginning is not compared with.
    it.apply({}, { cases: [9] });
    const later = taken(it);
    expect(later.lines.every(({ before }) => before === null)).toBe(true);
    expect([later.funnel[0]?.before, later.issues[0]?.before]).toEqual([null, null]);
  });

  test("has the time in which the hub was at work, of the time since it first looked", async () => {
    const outage = { camera: 0, why: "notWatched", platform: "test" };
    const it = await city([], "zhongfang-2020", {
      cameras: [camera(1, NOW - DAY)],
      outages: [
        rowOf("outages", { ...outage, uid: 1, id: "/1", fromAt: NOW - 3 * HOUR, toAt: NOW - 2 * HOUR }),
        rowOf("outages", { ...outage, uid: 2, id: "c/2", camera: 1, fromAt: NOW - 9 * HOUR, toAt: NOW }),
      ],
    });
    const line = taken(it).lines.find(({ indicator }) => indicator === "availability");
    expect(line).toMatchObject({ n: { n: 23 * HOUR, set: null }, d: { n: 24 * HOUR }, before: null });
    expect(taken(it, "2026-09").lines.some(({ indicator }) => indicator === "availability")).toBe(false);
  });

  test("shows closed cases with both pictures, and the hour with most reports", async () => {
    const closed = { state: CASE_STATES.indexOf("closed"), submittedAt: NOW - 2 * DAY, closedAt: NOW - DAY };
    const picture = (uid: number, caseUid: number, at: number) =>
      rowOf("pictures", {
        ...{ uid, platform: "test", id: `p${uid}`, camera: 0, caseUid, at, width: 640, height: 360 },
        ...{ type: "image/jpeg", bytes: 1, takenBy: "" },
      });
    const start = Date.UTC(2026, 10, 10, 2);
    const it = await city(
      [
        caseRow(1, { reportedAt: start, ...closed }),
        caseRow(2, { reportedAt: start + 10, ...closed }),
        caseRow(3, { reportedAt: start + HOUR, state: 0 }),
      ],
      "zhongfang-2020",
      { pictures: [picture(1, 1, NOW - 3 * DAY), picture(2, 1, NOW - 2 * DAY), picture(3, 2, NOW - 3 * DAY)] },
    );
    const frozen = taken(it);
    expect(frozen.typical.map(({ uid, before, after }) => [uid, before.id, after.id])).toEqual([[1, "p1", "p2"]]);
    expect(frozen.moment).toMatchObject({ from: start, to: start + HOUR, count: { n: 2 } });
    expect(taken(it, "2026-09")).toMatchObject({ typical: [], moment: null });
  });

  test("of a machine without a city is empty and no error", async () => {
    const it = await openTestSource(NOW);
    held.push(it);
    const frozen = taken(it);
    expect(frozen).toMatchObject({ board: null, issues: [], moment: null, typical: [] });
    expect(frozen.funnel.every(({ count, before }) => count.n === 0 && before === null)).toBe(true);
  });
});

const camera = (uid: number, watchedFrom: number): Row =>
  rowOf("cameras", {
    ...{ uid, platform: "test", id: `c${uid}`, code: "", name: "", nameEn: "", kind: "fixed", lon: 114, lat: 30 },
    ...{ bearing: null, unitGrid: 0, online: 1, imageUrl: "", streams: "[]", gateway: 0, channel: "", fov: null },
    ...{ reach: null, department: 0, guard: "open", masks: "[]", presets: "[]", watchedFrom },
  });
