import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { frozenText } from "../../../shared/evaluation/frozen.ts";
import { indicatorOf } from "../../../shared/evaluation/indicators.ts";
import type { Standing, TermCount } from "../../../shared/evaluation/standing.ts";
import { SUM_TERMS, type Basis } from "../../../shared/evaluation/terms.ts";
import { canonicalJson } from "../../../shared/rules/canonical.ts";
import { parseScheme, type Scheme } from "../../../shared/rules/scheme.ts";
import { RULES_PLATFORM, recordOf, rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import type { CaseQuery, ShownStanding, ShownStandings, WholeValues } from "../../../shared/view.ts";
import { caseRow, departmentDraft, platformDraft } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";
import { wholeView } from "./whole-view.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const DAY = 86_400_000;
const folder = join(import.meta.dirname, "../../../resources/schemes");
const SCHEMES: readonly Scheme[] = readdirSync(folder).map((file) =>
  parseScheme(`schemes/${file}`, JSON.parse(readFileSync(join(folder, file), "utf8"))),
);
const DEPARTMENTS = 8;

const held: TestSource[] = [];
afterEach(() => {
  for (const each of held.splice(0)) each.close();
});

function ruleRow(uid: number, scheme: Scheme, trouble = ""): Row {
  return rowOf("rules", {
    uid,
    platform: RULES_PLATFORM,
    id: `schemes/${scheme.scheme}`,
    kind: "schemes",
    name: scheme.scheme,
    version: scheme.version,
    hash: `hash-${scheme.scheme}`,
    body: canonicalJson(scheme),
    trouble,
  });
}

function departments(): Row[] {
  return Array.from({ length: DEPARTMENTS - 1 }, (_, n) =>
    rowOf("departments", { ...departmentDraft(`d${n + 1}`), uid: n + 1, groupCode: n % 2 === 0 ? "A" : "B" }),
  );
}

function dutyGrids(): Row[] {
  return [1, 2, 3, 4].map((uid) =>
    rowOf("grids", {
      uid,
      platform: "test",
      id: `g${uid}`,
      level: "duty",
      code: `0${uid}`,
      name: `网格${uid}`,
      nameEn: `Grid ${uid}`,
      dutyGrid: 0,
      lon: 114,
      lat: 30,
      areaM2: 1,
      geometry: "{}",
    }),
  );
}

/** Random cases with marks and counts, over `days` before and some after now by their deadlines. */
function someCases(howMany: number, days: number, seed: number): Row[] {
  const chance = chances(seed);
  return Array.from({ length: howMany }, (_, n) => {
    const random = recordOf("cases", randomCase(n + 1, NOW, days, chance));
    const pick = (most: number) => Math.floor(chance() * most);
    return rowOf("cases", {
      ...random,
      deadline: random.deadline === null ? null : random.deadline + pick(6) * DAY,
      marks: chance() < 0.5 ? pick(2 ** 26) : 0,
      flags: pick(8),
      reworkCount: pick(3),
      sendBackCount: pick(3),
      extensionCount: pick(2),
      satisfaction: chance() < 0.3 ? 80 : null,
    });
  });
}

async function city(cases: readonly Row[], more: Parameters<TestSource["apply"]>[0] = {}): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held.push(it);
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, scheme: "zhongfang-2020" })],
    rules: SCHEMES.map((scheme, n) => ruleRow(n + 1, scheme)),
    departments: departments(),
    grids: dutyGrids(),
    cases: [...cases],
    ...more,
  });
  return it;
}

function ask<Q extends WholeQuestion>(question: Q, it: TestSource): WholeValues[Q["view"]] {
  return answerWhole(question, it.source) as WholeValues[Q["view"]];
}

const board = (it: TestSource, scheme = "", period = ""): ShownStandings => {
  const { shown } = ask({ view: "standings", scheme, period }, it);
  if (shown === null) throw new Error(`no standings of ${scheme}`);
  return shown;
};
const all = (shown: ShownStandings): ShownStanding[] => shown.groups.flatMap(({ standings }) => standings);
const total = (it: TestSource, query: CaseQuery) => ask({ view: "cases", query, offset: 0, limit: 0 }, it).total;

/** Every count of a standing with the sources it is of. */
function countsOf(
  scheme: Scheme,
  standing: Standing,
): { count: TermCount; sources: readonly number[] | null; basis: Basis }[] {
  const parts = standing.parts.flatMap((part) => {
    const own = scheme.parts.find((each) => each.part === part.part)?.sources;
    const names = CASE_SOURCES.filter(
      (source) => (scheme.sources?.includes(source) ?? true) && (own?.includes(source) ?? true),
    );
    const narrowed = scheme.sources === undefined && own === undefined;
    const sources = narrowed ? null : names.map((source) => CASE_SOURCES.indexOf(source));
    const counts = [...part.figures.flatMap(({ n, d }) => (d === null ? [n] : [n, d])), part.counted];
    return counts.flatMap((count) => (count === null ? [] : [{ count, sources, basis: scheme.basis }]));
  });
  return parts;
}

describe("standings", () => {
  test("V7 every count of a board opens to exactly its cases", async () => {
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.constantFrom("month", "quarter", "year"), async (seed, period) => {
        const it = await city(someCases(400, 150, seed));
        for (const { scheme, subject, longer } of SCHEMES) {
          if (subject !== "department" && subject !== "dutyGrid") continue;
          // The mean of months has no counts of its own.
          const shown = board(it, scheme, longer === "meanOfMonths" ? "month" : period);
          for (const standing of all(shown)) {
            const place =
              subject === "dutyGrid" ? { dutyGrid: standing.key as number } : { department: standing.key as number };
            for (const { count, sources, basis } of countsOf(shown.scheme, standing)) {
              if (SUM_TERMS.has(count.term)) continue;
              const { from, to } = shown.period;
              const query: CaseQuery = {
                period: "all",
                between: [from, to],
                basis,
                term: count.term,
                ...place,
                ...(sources === null ? {} : { sources }),
              };
              expect({ term: count.term, total: total(it, query) }).toEqual({ term: count.term, total: count.count });
              if (count.count > 0) opened++;
            }
          }
        }
        it.close();
        held.splice(held.indexOf(it), 1);
      }),
      { numRuns: 4 },
    );
    expect(opened).toBeGreaterThan(500);
  });

  test("V8 kept standings are those of a fresh start, whatever came between", async () => {
    const cases = someCases(300, 120, 7);
    const it = await city(cases.slice(0, 200));
    const boards = (of: TestSource) =>
      SCHEMES.filter(({ subject }) => subject === "department").flatMap(({ scheme }) =>
        ["2026-11", "2026-10", "2026-Q3", "2026"].map((period) => board(of, scheme, period).groups),
      );
    const steps: (() => void)[] = [
      () => it.apply({ cases: cases.slice(200) }),
      () => it.apply({}, { cases: [5, 6, 7, 8] }),
      () => it.apply({ cases: someCases(30, 60, 9) }),
      () => it.setNow(NOW + 3 * DAY),
      () => it.setNow(NOW + 40 * DAY),
      () => it.apply({ platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, timeZone: "America/New_York" })] }),
      () => it.apply({ departments: [rowOf("departments", { ...departmentDraft("new"), uid: 2, groupCode: "B" })] }),
    ];
    boards(it);
    for (const step of steps) {
      step();
      const fresh = await it.again();
      expect(boards(it)).toEqual(boards(fresh));
      fresh.close();
    }
  });

  test("come with names, and with what they were a period and a year before", async () => {
    const it = await city(someCases(1_500, 420, 3));
    const [november, october, last] = ["2026-11", "2026-10", "2025-11"].map((period) => board(it, "", period));
    if (november === undefined || october === undefined || last === undefined) throw new Error("no boards");
    expect(november.scheme.scheme).toBe("zhongfang-2020");
    expect(november.groups.map(({ group }) => group)).toEqual(["A", "B"]);
    const score = (shown: ShownStandings, key: ShownStanding["key"]) => {
      const { score: exact = null, rank = null } = all(shown).find((each) => each.key === key) ?? {};
      return exact === null || rank === null ? null : { score: expect.closeTo(exact, 1), rank };
    };
    for (const standing of all(november)) {
      expect(standing).toMatchObject({ name: `单位d${standing.key}`, shortNameEn: `d${standing.key}` });
      expect(standing.before).toEqual(score(october, standing.key));
      expect(standing.yearBefore).toEqual(score(last, standing.key));
    }
    expect(all(november).some(({ before, yearBefore }) => before !== null && yearBefore !== null)).toBe(true);
  });

  test("open with the newest period that has cases, none later than the running one", async () => {
    const it = await city(someCases(300, 100, 5));
    const { running, newest, oldest, key } = board(it, "nyc-agency").period;
    expect({ running, newest, key }).toEqual({ running: true, newest: "2026-11", key: "2026-11" });
    expect(oldest < "2026-10").toBe(true);
    expect(board(it, "", "quarter").period).toMatchObject({ key: "2026-Q4", kind: "quarter", running: true });
    expect(board(it, "", "2026-08").period).toMatchObject({ key: "2026-08", running: false });
    it.setNow(NOW + 400 * DAY);
    expect(board(it, "nyc-agency").period.running).toBe(false);
    const empty = await city([]);
    expect(board(empty).period).toMatchObject({ key: "2026-11", newest: "2026-11", oldest: "2026-11" });
  });

  test("of a month that is final are the final ones, by the scheme as it was", async () => {
    const it = await city(someCases(300, 100, 11));
    const before = board(it, "zhongfang-2020", "2026-10");
    const scheme = before.scheme;
    const result = frozenText({
      scheme: scheme.scheme,
      version: scheme.version,
      schemeHash: "old",
      period: "2026-10",
      at: NOW,
      groups: before.groups,
    });
    const frozen: RecordOf<"frozen"> = {
      uid: 1,
      platform: "test",
      id: "zhongfang-2020/2026-10",
      scheme: scheme.scheme,
      version: scheme.version,
      hash: "old",
      body: canonicalJson({ ...scheme, version: "earlier" }),
      period: "2026-10",
      frozenAt: NOW,
      frozenBy: "someone",
      digest: "digest",
      result,
    };
    it.apply({ frozen: [rowOf("frozen", frozen)] }, { cases: Array.from({ length: 300 }, (_, n) => n + 1) });
    const final = board(it, "zhongfang-2020", "2026-10");
    expect(final).toMatchObject({ hash: "old", frozen: { at: NOW, by: "someone", digest: "digest" } });
    expect(final.scheme.version).toBe("earlier");
    const ranks = (shown: ShownStandings) => all(shown).map(({ key, rank }) => [key, rank]);
    expect(ranks(final)).toEqual(ranks(before));
    expect(ask({ view: "whatIf", scheme: "zhongfang-2020", period: "2026-10", key: 1 }, it)).toBeNull();
  });

  test("a scheme that broke is shown by its last valid body with what is wrong, and takes no other down", async () => {
    const trouble = { code: "ruleSyntax", params: { file: "schemes/jinniu.json", why: "no" } };
    const [first, second] = SCHEMES;
    if (first === undefined || second === undefined) throw new Error("no schemes");
    const it = await city(someCases(50, 30, 1), {
      rules: [
        ruleRow(1, first, JSON.stringify(trouble)),
        [...ruleRow(2, second).slice(0, -2), "{no json", JSON.stringify(trouble)],
        ...SCHEMES.slice(2).map((scheme, n) => ruleRow(n + 3, scheme)),
      ],
    });
    const { schemes } = ask({ view: "standings", scheme: first.scheme, period: "" }, it);
    expect(schemes.find(({ scheme }) => scheme === first.scheme)).toMatchObject({ title: first.title, trouble });
    expect(board(it, first.scheme).scheme).toEqual(first);
    expect(ask({ view: "standings", scheme: second.scheme, period: "" }, it).shown).toBeNull();
    expect(schemes.filter((each) => each.trouble === null)).toHaveLength(SCHEMES.length - 2);
    const none = await city(someCases(5, 30, 1), { rules: [] });
    expect(ask({ view: "standings", scheme: "", period: "" }, none)).toEqual({ schemes: [], shown: null });
  });

  test("what-if tells what closing open cases does, and closing them does it", async () => {
    const it = await city(someCases(600, 60, 21));
    const standing = all(board(it)).find(({ rank }) => rank !== null && rank > 1);
    const found = ask({ view: "whatIf", scheme: "", period: "", key: standing?.key ?? 0 }, it);
    expect(found).toMatchObject({ key: standing?.key, score: standing?.score, rank: standing?.rank });
    expect(found?.cases.length).toBeGreaterThan(0);
    expect(ask({ view: "whatIf", scheme: "", period: "", key: 999 }, it)).toBeNull();
    expect(ask({ view: "whatIf", scheme: "none", period: "", key: 1 }, it)).toBeNull();
    const [step] = found?.steps ?? [];
    if (step === undefined) throw new Error("no step: take another seed");
    const closing = found?.cases.slice(0, step.close).map(({ line }) => line.uid) ?? [];
    const rows = closing.map((uid) => {
      const row = it.source.handle.prepare<[number], RecordOf<"cases">>("SELECT * FROM cases WHERE uid = ?").get(uid);
      if (row === undefined) throw new Error("a case is missing");
      return rowOf("cases", { ...row, state: 11, submittedAt: row.submittedAt ?? NOW, closedAt: NOW });
    });
    it.apply({ cases: rows });
    expect(all(board(it)).find(({ key }) => key === standing?.key)?.rank).toBe(step.rank);
  });
});

describe("boards of posts", () => {
  const at = Date.UTC(2026, 10, 3);
  const caseOf = (uid: number, acceptor: string): Row => {
    const report = { kind: "matter", classUid: 1, source: "patrol", lon: null, lat: null, dutyGrid: 1, unitGrid: 1 };
    const facts = [
      { kind: "reported", at, by: `patroller ${uid % 3}`, report },
      { kind: "accepted", at: at + 60_000, by: acceptor },
    ];
    return caseRow(uid, { state: 2, reportedAt: at, acceptedAt: at + 60_000, facts: JSON.stringify(facts) });
  };
  /** Turns the event loop until the board has somebody; slices are counted in between. */
  async function settled(it: TestSource, scheme: string): Promise<ShownStanding[]> {
    for (let turn = 0; turn < 1_000; turn++) {
      const found = all(board(it, scheme, "2026-11"));
      if (found.length > 0) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
    throw new Error("nobody was counted");
  }

  test("are counted from the facts slice by slice, without those that nobody is named in", async () => {
    const cases = Array.from({ length: 300 }, (_, n) => caseOf(n + 1, n % 2 === 0 ? "acceptor 1" : ""));
    const it = await city([...cases, caseRow(900, { reportedAt: at, facts: "[]" })]);
    const accepted = await settled(it, "posts-acceptor");
    expect(accepted.map(({ key, name }) => [key, name])).toEqual([["acceptor 1", "acceptor 1"]]);
    expect(accepted[0]?.cases).toBe(150);
    const reported = await settled(it, "posts-patroller");
    expect(reported.map(({ key, cases: count }) => [key, count])).toEqual([
      ["patroller 0", 100],
      ["patroller 1", 100],
      ["patroller 2", 100],
    ]);
  });

  test("are looked at again as soon as they are counted", async () => {
    const it = await city([caseOf(1, "acceptor 1")]);
    const view = wholeView({ view: "standings", scheme: "posts-acceptor", period: "2026-11" }, it.source);
    view.refresh();
    expect(view.stale()).toBe(false);
    for (let turn = 0; turn < 1_000 && !view.stale(); turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(view.stale()).toBe(true);
    expect(view.refresh()).toBe(true);
  });

  test("a cache that closes in the middle ends the count", async () => {
    const it = await city(Array.from({ length: 300 }, (_, n) => caseOf(n + 1, "acceptor 1")));
    expect(all(board(it, "posts-acceptor", "2026-11"))).toEqual([]);
    it.close();
    held.length = 0;
    await new Promise((resolve) => setImmediate(resolve));
    expect(it.source.handle.open).toBe(false);
  });
});

describe("indicators", () => {
  test("V9 each count opens to exactly its cases, in the city and in a department", async () => {
    const it = await city(someCases(500, 90, 31));
    for (const department of [0, 3]) {
      const { lines, period } = ask({ view: "indicators", period: "", department }, it);
      expect(lines.length).toBeGreaterThan(20);
      for (const line of lines) {
        const indicator = indicatorOf(line.indicator);
        if (indicator === undefined) throw new Error(`nobody knows ${line.indicator}`);
        for (const [term, count] of [
          [indicator.n, line.n],
          [indicator.d, line.d],
        ] as const) {
          if (term === null || SUM_TERMS.has(term)) continue;
          const between = [period.from, period.to] as const;
          const query: CaseQuery = {
            between,
            basis: indicator.basis,
            term,
            ...(department === 0 ? {} : { department }),
          };
          expect({ term, total: total(it, query) }).toEqual({ term, total: count });
        }
      }
    }
  });

  test("come with targets and earlier figures, and cameras only where there are any", async () => {
    const target = { uid: 1, platform: "test", id: "closeRate", indicator: "closeRate", value: 0.9, better: "up" };
    const it = await city(someCases(500, 90, 31), {
      targets: [
        rowOf("targets", { ...target, setBy: "someone", setAt: NOW }),
        rowOf("targets", { ...target, uid: 2, platform: "other", value: 0.1, setBy: "other", setAt: NOW }),
      ],
    });
    const lines = (period: string) => ask({ view: "indicators", period, department: 0 }, it).lines;
    const line = (period: string, id: string) => lines(period).find(({ indicator }) => indicator === id);
    expect(line("2026-11", "closeRate")?.target).toEqual({ value: 0.9, setBy: "someone", setAt: NOW });
    const october = line("2026-10", "closeRate");
    expect(line("2026-11", "closeRate")?.before).toEqual({ n: october?.n, d: october?.d });
    expect(line("2026-11", "cameraOnlineRate")).toBeUndefined();
    expect(line("2026-11", "gridCoverage")).toBeUndefined();
  });
});

describe("the ledger", () => {
  test("shows a scheme's entries of a period, withdrawn ones too, and an entry changes the board", async () => {
    const it = await city(someCases(300, 60, 41));
    const before = all(board(it)).find(({ key }) => key === 1);
    const entry: RecordOf<"ledger"> = {
      uid: 1,
      platform: "test",
      id: "1",
      scheme: "zhongfang-2020",
      kind: "veto",
      item: board(it).scheme.vetoes[0]?.item ?? "",
      month: "2026-11",
      department: 1,
      caseUid: 0,
      points: null,
      text: "",
      evidence: "[]",
      author: "someone",
      enteredAt: NOW,
      withdrawnAt: null,
      withdrawnBy: "",
      withdrawnWhy: "",
    };
    it.apply({ ledger: [rowOf("ledger", entry), rowOf("ledger", { ...entry, uid: 2, month: "2026-09" })] });
    const ledger = (period: string) => ask({ view: "ledger", scheme: "", period }, it).entries.map(({ uid }) => uid);
    expect([ledger("2026-11"), ledger("2026-Q3"), ledger("2026")]).toEqual([[1], [2], [2, 1]]);
    expect(all(board(it)).find(({ key }) => key === 1)).toMatchObject({ score: 0, vetoedBy: [1] });
    it.apply({ ledger: [rowOf("ledger", { ...entry, withdrawnAt: NOW, withdrawnBy: "x", withdrawnWhy: "y" })] });
    expect(ledger("2026-11")).toEqual([1]);
    expect(all(board(it)).find(({ key }) => key === 1)).toMatchObject({ score: before?.score, vetoedBy: [] });
    expect(ask({ view: "ledger", scheme: "none", period: "" }, it)).toEqual({ period: null, entries: [] });
  });
});
