/** Reports from a host's own cache: the figures of the boards, final results as they stood, and who may make them. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Role } from "../../shared/roles.ts";
import { canonicalJson } from "../../shared/rules/canonical.ts";
import { RULES_PLATFORM, TABLE_NAMES, recordOf, rowOf, type Row, type TableName } from "../../shared/tables.ts";
import { gatherReport, type ReportAsked } from "../../src-main/host/reports/gather.ts";
import { openReports } from "../../src-main/host/reports/reports.ts";
import { answerWhole } from "../../src-main/host/views/whole.ts";
import type { WholeValues } from "../../shared/view.ts";
import { composeReport } from "../../src-main/report/compose.ts";
import { linesOf } from "../../src-main/report/paper.ts";
import { DAY, OCTOBER_5, deskBench } from "./desk-bench.ts";
import { departmentDraft, platformDraft } from "./drafts.ts";
import { chances, randomCase } from "./random-cases.ts";
import { openTestSource, type TestSource } from "./test-source.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const ASKED: ReportAsked = {
  period: "2026-10",
  scheme: "",
  draft: false,
  language: "zh-CN",
  issuer: "江城市城市管理委员会",
  number: "",
};
const ABOUT = { version: "0.1.0", dataAt: NOW, by: "周敏", whole: true };
const held: (() => void)[] = [];
afterEach(() => {
  for (const end of held.splice(0)) end();
});

const folder = join(import.meta.dirname, "../../resources/schemes");
const SCHEMES = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as { scheme: string; version: string },
);

async function city(cases: number, now = NOW): Promise<TestSource> {
  const it = await openTestSource(now);
  held.push(() => it.close());
  const chance = chances(3);
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, scheme: "zhongfang-2020" })],
    rules: SCHEMES.map((scheme, n) =>
      rowOf("rules", {
        ...{ uid: n + 1, platform: RULES_PLATFORM, id: `schemes/${scheme.scheme}`, kind: "schemes" },
        ...{ name: scheme.scheme, version: scheme.version, hash: "h", body: canonicalJson(scheme), trouble: "" },
      }),
    ),
    departments: [1, 2, 3, 4, 5, 6].map((uid) =>
      rowOf("departments", { ...departmentDraft(`d${uid}`), uid, groupCode: uid % 2 === 0 ? "A" : "B" }),
    ),
    cases: Array.from({ length: cases }, (_, n) => {
      const random = recordOf("cases", randomCase(n + 1, NOW, 80, chance));
      return rowOf("cases", { ...random, sendBackCount: n % 9 === 0 ? 1 : 0 });
    }),
  });
  return it;
}

const dataDir = (): string => {
  const dir = mkdtempSync(join(tmpdir(), "citywall-reports-"));
  held.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
};

function reportsOf(it: TestSource, dir: string, role: Role | null = "leader") {
  const reports = openReports({ dataDir: dir, source: () => it.source, role: () => role, about: () => ABOUT });
  held.push(() => reports.close());
  return reports;
}

describe("what a report is made of", () => {
  test.each(["zhongfang-2020", "jinhua", "national-department"])(
    "X115 its standings and indicators are those of the boards at that instant (%s)",
    async (scheme) => {
      const it = await city(900);
      const data = await gatherReport({ ...ASKED, scheme }, it.source, ABOUT);
      const { found } = composeReport(structuredClone(data));
      const ask = (question: Parameters<typeof answerWhole>[0]) => answerWhole(question, it.source);
      const board = ask({ view: "standings", scheme, period: "2026-10" }) as WholeValues["standings"];
      const shown = board.shown?.groups.map(({ group, standings }) => ({
        group,
        standings: standings.map(({ key, score, rank, cases, parts }) => ({ key, score, rank, cases, parts })),
      }));
      expect(shown?.flatMap(({ standings }) => standings).some(({ score }) => score !== null)).toBe(true);
      expect(found.groups).toMatchObject(shown ?? []);
      for (const standing of board.shown?.groups.flatMap(({ standings }) => standings) ?? []) {
        expect(found.before.get(standing.key) ?? null).toEqual(standing.before);
      }
      const { lines } = ask({ view: "indicators", period: "2026-10", department: 0 }) as WholeValues["indicators"];
      for (const { indicator, now, before, yearBefore } of found.indicators) {
        const line = lines.find((each) => each.indicator === indicator.id);
        expect({ n: line?.n, d: line?.d, before: line?.before, yearBefore: line?.yearBefore }, indicator.id).toEqual({
          ...now,
          before,
          yearBefore,
        });
      }
    },
  );

  test("X111 a time that is not over gives a draft and nothing else", async () => {
    const it = await city(50);
    await expect(gatherReport({ ...ASKED, period: "2026-11" }, it.source, ABOUT)).rejects.toMatchObject({
      trouble: { code: "reportNotOver", params: { period: "2026年11月", end: "2026年12月1日" } },
    });
    expect((await gatherReport({ ...ASKED, period: "2026-11", draft: true }, it.source, ABOUT)).draft).toBe(true);
    // A time that is over is no draft, whatever was asked for.
    expect((await gatherReport({ ...ASKED, draft: true }, it.source, ABOUT)).draft).toBe(false);
    await expect(gatherReport({ ...ASKED, scheme: "nowhere" }, it.source, ABOUT)).rejects.toMatchObject({
      trouble: { code: "reportScheme" },
    });
  });

  test("X114 a final month rests on the facts as they stood, and can be worked out again", async () => {
    const bench = deskBench();
    held.push(() => bench.clear());
    const [first, second] = bench.departments;
    bench.now = Date.UTC(2026, 8, 10);
    const mine = await bench.handling(first);
    await bench.handling(second);
    bench.now += DAY;
    await bench.ask({ ask: "case", uid: mine, command: { kind: "submit" } });
    bench.now = OCTOBER_5;
    const said = { ask: "freeze", platform: "city", scheme: "test", period: "2026-09" } as const;
    expect(await bench.ask(said, "考核办")).toMatchObject({ answer: "done" });
    bench.now += 3 * DAY;
    // What happens later changes the boards of a month that is not final, and nothing of this one.
    await bench.ask({ ask: "case", uid: mine, command: { kind: "urge", note: "" } });
    const it = await openTestSource(bench.now);
    held.push(() => it.close());
    const rows: Partial<Record<TableName, Row[]>> = {};
    for (const table of TABLE_NAMES) {
      const own = [...bench.store.each(table, table === "rules" ? RULES_PLATFORM : "city")];
      if (own.length > 0) rows[table] = own.map((record) => rowOf(table, record));
    }
    it.apply(rows);
    const data = await gatherReport({ ...ASKED, period: "2026-09", scheme: "test" }, it.source, ABOUT);
    expect(data.at).toBe(OCTOBER_5);
    const { found, paper } = composeReport(data);
    expect(found.reproduces).toBe(true);
    expect(found.frozen?.by).toBe("考核办");
    expect(linesOf(paper).some((line) => line.includes("与定榜结果完全一致"))).toBe(true);
    const less = structuredClone(data);
    less.cases.submittedAt[0] = null;
    expect(composeReport(less).found.reproduces).toBe(false);
  });
});

describe("making reports", () => {
  test("X122 is for leaders, directors, shift leaders and administrators", async () => {
    const it = await city(5);
    for (const role of ["wall", "acceptor", "dispatcher", "verifier", null] as const) {
      const reports = reportsOf(it, dataDir(), role);
      expect(reports.value().mayMake, String(role)).toBe(false);
      await expect(reports.make(ASKED)).rejects.toMatchObject({ trouble: { code: "reportRight" } });
    }
    for (const role of ["leader", "director", "shiftLeader", "admin"] as const) {
      expect(reportsOf(it, dataDir(), role).value().mayMake, role).toBe(true);
    }
  });

  test(
    "X117, X123 one at a time, step by step, into a folder that is whole or is not there",
    { timeout: 60_000 },
    async () => {
      const it = await city(300);
      const dir = dataDir();
      const reports = reportsOf(it, dir);
      const steps = new Set<string>();
      const making = reports.make(ASKED);
      expect(reports.value().making).toMatchObject({ period: "2026-10", step: "gather" });
      await expect(reports.make(ASKED)).rejects.toMatchObject({ trouble: { code: "reportBusy" } });
      const timer = setInterval(() => {
        const step = reports.value().making?.step;
        if (step !== undefined) steps.add(step);
      }, 2);
      const name = await making;
      clearInterval(timer);
      expect(steps.size).toBeGreaterThan(3);
      expect(name).toBe("2026-10-zhongfang-2020");
      expect(readdirSync(join(dir, "reports"))).toEqual([name]);
      expect(readdirSync(join(dir, "reports", name)).toSorted()).toEqual(
        [`${name}.citywall`, `${name}.docx`, `${name}.pdf`, `${name}.xlsx`, "about.json"].toSorted(),
      );
      expect(reports.value()).toMatchObject({
        making: null,
        made: [{ name, period: "2026-10", by: "周敏", draft: false }],
      });
      expect(await reports.verify(name)).toMatchObject({ period: "2026-10", pinned: true });
      // The key is its owner's alone, and its public half lies beside it.
      expect(statSync(join(dir, "keys/report-key.pem")).mode & 0o077).toBe(0);
      expect(readFileSync(join(dir, "keys/report-key.pub.pem"), "utf8")).toContain("PUBLIC KEY");
      const bundle = join(dir, "reports", name, `${name}.citywall`);
      const bytes = readFileSync(bundle);
      const half = bytes.length >> 1;
      bytes[half] = (bytes[half] as number) ^ 1;
      writeFileSync(bundle, bytes);
      await expect(reports.verify(name)).rejects.toThrow(/bundle/);
      await expect(reports.verify("another")).rejects.toMatchObject({ trouble: { code: "reportGone" } });
    },
  );

  test(
    "X123 a folder that cannot be written to is told, and nothing is left of the report",
    { timeout: 60_000 },
    async () => {
      const it = await city(20);
      const dir = dataDir();
      writeFileSync(join(dir, "reports"), "a file where the folder should be");
      await expect(reportsOf(it, dir).make(ASKED)).rejects.toMatchObject({
        trouble: { code: expect.any(String) as string },
      });
      expect(existsSync(join(dir, "reports", "2026-10-zhongfang-2020"))).toBe(false);
    },
  );
});
