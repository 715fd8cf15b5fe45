/** What files say about the case book: numbers that two cases share, facts one by one, and what people here did meanwhile. */
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { FLAG_SAME_NUMBER, caseOfRecord } from "../../shared/case/record.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import { openDesk } from "../../src-hub/desk/desk.ts";
import { hubFile } from "../../src-hub/data-dir.ts";
import { exportCases } from "../../src-hub/ingest/export.ts";
import { reportLines } from "../../src-hub/ingest/report.ts";
import { importWords } from "../../src-hub/command/words.ts";
import { openRules } from "../../src-hub/rules/rules.ts";
import { openSqliteStore } from "../../src-hub/store/sqlite.ts";
import { ADMIN, DAY, deskBench } from "./desk-bench.ts";
import { fixture, workplace, type Workplace } from "./ingest-runs.ts";

let place: Workplace;
beforeEach(() => {
  place = workplace();
});
afterEach(() => place.clear());

const HEADER = "内部编号,案件编号,上报时间,问题类型,案件状态,责任单位,结案时间,办理经过";
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** A file of cases; a row gives the cells before what happened, and what happened. */
const file = (name: string, ...rows: readonly (readonly [cells: string, facts?: unknown])[]) =>
  place.file(
    name,
    [
      HEADER,
      ...rows.map(
        ([cells, facts]) =>
          `${cells},${facts === undefined ? "" : quoted(typeof facts === "string" ? facts : JSON.stringify(facts))}`,
      ),
    ].join("\n"),
  );
const cases = () => place.look((store) => [...store.each("cases")]);
const asides = () => place.look((store) => [...store.each("asides")]);
const marked = () => cases().flatMap(({ id, flags }) => ((flags & FLAG_SAME_NUMBER) !== 0 ? [id] : []));

test("a platform goes by the rules its mapping names", async () => {
  await place.import(fixture("soda.csv"), "nyc311");
  await place.import(fixture("gbk.csv"), "cases");
  const rows = place.look((store) => [...store.each("platforms")]);
  expect(rows.map(({ id, scheme, calendar, policy }) => [id, scheme, calendar, policy])).toEqual([
    ["nyc", "nyc-agency", "us-ny", "default"],
    ["city", "national-department", "cn", "default"],
  ]);
  // What mappings name comes with the program.
  const store = openSqliteStore(hubFile(place.dir));
  expect(openRules({ store, at: 1 }).missing()).toEqual([]);
  store.close();
});

describe("one number for two cases", () => {
  const first = "a,Z-1,2026-03-01 08:00,占道经营,处置中,城管局,";
  const second = "b,Z-1,2026-03-01 09:00,井盖,处置中,住建局,";
  const third = "c,Z-3,2026-03-01 10:00,井盖,处置中,住建局,";

  test("both are kept and marked, it is said, and the same file again changes nothing", async () => {
    const path = file("cases.csv", [first], [second], [third]);
    const report = await place.import(path, "cases");
    expect(report).toMatchObject({ read: 3, new: 3, rejected: 0, sameNumbers: 1 });
    expect(reportLines(report, importWords("en"))).toContain(
      "1 case number is shared by two or more cases; they are marked.",
    );
    expect(reportLines(report, importWords("zh-CN"))).toContain("1 个案件编号由两件以上案件共用，这些案件已作标记。");
    expect(marked()).toEqual(["a", "b"]);
    const head = place.look((store) => store.head());
    expect(await place.import(path, "cases")).toMatchObject({ same: 3, changed: 0, sameNumbers: 1 });
    expect(place.look((store) => store.head())).toBe(head);
  });

  test("the mark goes when the numbers part, also from the case that did not change", async () => {
    await place.import(file("cases.csv", [first], [second], [third]), "cases");
    const report = await place.import(file("later.csv", [second.replace("Z-1", "Z-2")]), "cases");
    expect(report).toMatchObject({ changed: 1, sameNumbers: 0 });
    expect(marked()).toEqual([]);
    expect(cases().map(({ caseNo }) => caseNo)).toEqual(["Z-1", "Z-2", "Z-3"]);
  });

  test("a dry run says it of the file and marks nothing", async () => {
    expect(await place.import(file("cases.csv", [first], [second]), "cases", { dryRun: true })).toMatchObject({
      sameNumbers: 1,
    });
    await place.import(file("cases.csv", [first], [second]), "cases");
    await place.import(file("later.csv", [second.replace("Z-1", "Z-2")]), "cases", { dryRun: true });
    expect(marked()).toEqual(["a", "b"]);
  });

  test("without an id of its own a case goes by its number, and a file keeps one of each", async () => {
    const path = place.file(
      "plain.csv",
      "案件编号,上报时间,问题类型,案件状态\nZ-1,2026-03-01 08:00,a,处置中\nZ-1,2026-03-01 09:00,b,处置中\n,2026-03-01 09:00,b,处置中",
    );
    expect(await place.import(path, "cases")).toMatchObject({
      new: 1,
      rejections: { duplicateKey: 1, keyMissing: 1 },
      sameNumbers: 0,
    });
    expect(cases()).toMatchObject([{ id: "Z-1", caseNo: "Z-1" }]);
  });
});

describe("facts one by one", () => {
  const T = Date.UTC(2026, 2, 1);
  const HOUR = 3_600_000;
  const row = "a,Z-1,2026-03-01 08:00,占道经营,已结案,城管局,2026-03-01 20:00";
  const lawful = [
    { kind: "accepted", at: T + HOUR, by: "受理员" },
    { kind: "filed", at: T + 2 * HOUR, by: "受理员", limit: { value: 4, type: "workHour" } },
    { kind: "dispatched", at: T + 3 * HOUR, by: "派遣员", department: "住建局", deadline: T + 9 * HOUR },
    { kind: "takenOn", at: T + 4 * HOUR, by: "住建局" },
    { kind: "submitted", at: T + 5 * HOUR, by: "住建局" },
  ];

  test("make the case, where its row says less", async () => {
    await place.import(file("cases.csv", [row, lawful]), "cases");
    const [one] = cases();
    expect(stateOfCode(one!.state)).toBe("pendingReview");
    expect(one).toMatchObject({ limitValue: 4, deadline: T + 9 * HOUR, submittedAt: T + 5 * HOUR, reportedAt: T });
    expect(place.look((store) => store.get("departments", one!.department)?.id)).toBe("住建局");
    expect(asides()).toEqual([]);
  });

  test("K1 K2 K4 K17 what cannot follow is set aside under its rule, and the case goes on without it", async () => {
    const stated = [
      ...lawful.slice(0, 2),
      { kind: "submitted", at: T + 2.5 * HOUR, by: "谁" },
      { kind: "reported", at: T + 2.6 * HOUR, by: "谁" },
      ...lawful.slice(2, 4),
      { kind: "urged", at: T, by: "谁", note: "" },
      { kind: "promised", at: T + 4.5 * HOUR, by: "谁" },
      "结案了",
      { kind: "dispatched", at: T + 4.6 * HOUR, by: "谁", department: 3, deadline: null },
      ...lawful.slice(4),
    ];
    const path = file("cases.csv", [row, stated], ["b,Z-2,2026-03-01 08:00,井盖,处置中,住建局,"]);
    const report = await place.import(path, "cases");
    expect(report).toMatchObject({ new: 2, rejected: 0, asides: 6 });
    expect(reportLines(report, importWords("zh-CN"))).toContain(
      "6 条办理经过与案件当时的状态不符，已另存待查；案件照常导入。",
    );
    const [one] = cases();
    expect(caseOfRecord(one!).facts.map(({ kind }) => kind)).toEqual(["reported", ...lawful.map(({ kind }) => kind)]);
    const kept = asides();
    expect(kept.map(({ rule, fact }) => [rule, (JSON.parse(fact) as { kind?: string }).kind ?? null])).toEqual([
      ["K1", "submitted"],
      ["K2", "reported"],
      ["K4", "urged"],
      ["K17", "promised"],
      ["K17", null],
      ["K17", "dispatched"],
    ]);
    expect(kept.every(({ caseUid, platform }) => caseUid === one!.uid && platform === "city")).toBe(true);
    expect(kept[0]?.statedAt).toBe(T + 2.5 * HOUR);
    // The same again is no change; put right at the source, nothing is left aside.
    const head = place.look((store) => store.head());
    expect(await place.import(path, "cases")).toMatchObject({ same: 2, asides: 6 });
    expect(place.look((store) => store.head())).toBe(head);
    expect(await place.import(file("later.csv", [row, lawful]), "cases")).toMatchObject({ same: 1, asides: 0 });
    expect(asides()).toEqual([]);
  });

  test("when no step can follow, the row's own columns say how the case stands", async () => {
    await place.import(file("cases.csv", [row, [{ kind: "closed", at: T + HOUR, by: "谁" }]]), "cases");
    const [one] = cases();
    expect([stateOfCode(one!.state), one!.closedAt]).toEqual(["closed", T + 12 * HOUR]);
    expect(asides()).toMatchObject([{ rule: "K1" }]);
  });

  test("a text that is no list is told, kept, and the columns are used", async () => {
    const path = file("cases.csv", [row, "受理→立案→结案"]);
    expect(await place.import(path, "cases")).toMatchObject({ new: 1, repairs: { factsUnreadable: 1 } });
    const [one] = cases();
    expect([stateOfCode(one!.state), one!.extra]).toEqual(["closed", '{"facts":"受理→立案→结案"}']);
  });
});

test("cases of the desk come back as they were, from one hub's export into another", async () => {
  const bench = deskBench();
  try {
    const [first, second] = bench.departments;
    const uid = await bench.handling(first);
    const other = await bench.handling(first);
    const ask = (command: object, of = uid) => bench.ask({ ask: "case", uid: of, command } as never);
    bench.now += DAY;
    await ask({ kind: "sendBack", reason: "非我单位职责" });
    await ask({ kind: "dispatch", department: second });
    await ask({ kind: "markDuplicate", of: uid }, other);
    const out = join(place.dir, "out.csv");
    exportCases({ file: out, store: bench.store, platform: "city", mapping: "cases" });
    const report = await place.import(out, "cases");
    expect(report).toMatchObject({ read: 2, new: 2, repairs: {}, asides: 0, sameNumbers: 0 });
    const named = (facts: readonly Fact[], name: (uid: number) => string, id: (uid: number) => string) =>
      facts.map((fact) => ({
        ...fact,
        ...("department" in fact && fact.department !== null ? { department: name(fact.department) } : {}),
        ...("of" in fact ? { of: id(fact.of) } : {}),
        ...("report" in fact ? { report: { ...fact.report, classUid: 0 } } : {}),
      }));
    place.look((store) => {
      for (const before of bench.store.each("cases")) {
        const after = store.find("cases", "city", before.id)!;
        expect(after.caseNo).toBe(before.caseNo);
        expect(
          named(
            caseOfRecord(after).facts,
            (u) => store.get("departments", u)!.id,
            (u) => store.get("cases", u)!.id,
          ),
        ).toEqual(
          named(
            caseOfRecord(before).facts,
            (u) => bench.store.get("departments", u)!.id,
            (u) => bench.store.get("cases", u)!.id,
          ),
        );
        expect([after.state, after.deadline, after.marks]).toEqual([before.state, before.deadline, before.marks]);
      }
    });
  } finally {
    bench.clear();
  }
});

test("what people here did to a case stays when its file comes again", async () => {
  const open = "a,Z-1,2026-03-01 08:00,占道经营,处置中,城管局,";
  await place.import(file("cases.csv", [open]), "cases");
  const store = openSqliteStore(hubFile(place.dir));
  const [one] = [...store.each("cases")];
  const now = Date.UTC(2026, 2, 2);
  const desk = openDesk({ store, rules: openRules({ store, at: 1 }), now: () => now });
  const command = { kind: "supervise", opinion: "限期办结" } as const;
  const answer = await desk.take(
    { id: "supervise-it", by: "主任", request: { ask: "case", uid: one!.uid, command } },
    ADMIN,
  );
  expect(answer).toMatchObject({ answer: "done" });
  const before = store.get("cases", one!.uid);
  store.close();
  expect(await place.import(file("cases.csv", [open]), "cases")).toMatchObject({ same: 1 });
  expect(cases()).toEqual([before]);
  const closed = "a,Z-1,2026-03-01 08:00,占道经营,已结案,城管局,2026-03-03 08:00";
  expect(await place.import(file("later.csv", [closed]), "cases")).toMatchObject({ changed: 1, asides: 0 });
  const [after] = cases();
  expect(caseOfRecord(after!).facts.map(({ kind }) => kind)).toEqual([
    "reported",
    "observed",
    "supervised",
    "observed",
  ]);
  expect([stateOfCode(after!.state), caseOfRecord(after!).supervised]).toEqual(["closed", true]);
  // Closed before the letter was written: the letter cannot follow any more, and is not lost.
  const early = "a,Z-1,2026-03-01 08:00,占道经营,已结案,城管局,2026-03-01 18:00";
  expect(await place.import(file("early.csv", [early]), "cases")).toMatchObject({ changed: 1, asides: 1 });
  expect(asides()).toMatchObject([{ rule: "K1", caseUid: one!.uid }]);
  const [early1] = cases();
  expect([early1!.closedAt, caseOfRecord(early1!).facts.length]).toEqual([Date.UTC(2026, 2, 1, 10), 2]);
  expect(await place.import(file("early.csv", [early]), "cases")).toMatchObject({ same: 1 });
  expect(asides().length).toBe(1);
});
