/** Making a month final: what it counts, that it stays, and that it can be computed again to the last byte. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { frozenOfText } from "../../shared/evaluation/frozen.ts";
import type { DeskRequest } from "../../shared/wire/desk.ts";
import { breathe } from "../../src-hub/desk/up-to.ts";
import { ADMIN, DAY, OCTOBER_5, REPORT, deskBench, type DeskBench } from "./desk-bench.ts";
import { draftOf } from "./store-drafts.ts";

let bench: DeskBench;
beforeEach(() => {
  bench = deskBench();
});
afterEach(() => bench.clear());

const SEPTEMBER_10 = Date.UTC(2026, 8, 10);
const refusedWith = (refused: string) => ({ answer: "refused", refused });
const freeze = (period: string, more: Partial<Extract<DeskRequest, { ask: "freeze" }>> = {}) =>
  bench.ask({ ask: "freeze", platform: "city", scheme: "test", period, ...more }, "考核办");
const frozenRow = (period: string, scheme = "test") => bench.store.find("frozen", "city", `${scheme}/${period}`)!;
const command = (uid: number, asked: Extract<DeskRequest, { ask: "case" }>["command"]) =>
  bench.ask({ ask: "case", uid, command: asked });
const markOf = (department: number, points: number, month = "2026-09") =>
  bench.ask({
    ask: "enterLedger",
    platform: "city",
    scheme: "test",
    kind: "spotCheck",
    item: "",
    month,
    department,
    caseUid: 0,
    points,
    text: "抽查",
    evidence: [],
  });
const standingsOf = (period: string, scheme = "test") =>
  frozenOfText(frozenRow(period, scheme).result).groups.flatMap(({ standings }) => standings);

/** One case handled in time and one late for the first department, one still open and overdue for the second. */
async function september(): Promise<{ onTime: number; late: number; open: number }> {
  const [first, second] = bench.departments;
  bench.now = SEPTEMBER_10;
  const onTime = await bench.handling(first);
  const late = await bench.handling(first);
  const open = await bench.handling(second);
  bench.now += DAY;
  await command(onTime, { kind: "submit" });
  bench.now += 9 * DAY;
  await command(late, { kind: "submit" });
  await markOf(first, 80);
  bench.now = OCTOBER_5;
  return { onTime, late, open };
}

describe("freezing a month", () => {
  test("keeps the scheme, the standings and their digest", async () => {
    await september();
    const answer = await freeze("2026-09");
    expect(answer).toEqual({ answer: "done", uid: 1, seq: bench.store.head() });
    const row = frozenRow("2026-09");
    const { body, hash } = bench.store.find("rules", "citywall", "schemes/test")!;
    expect(row).toMatchObject({ scheme: "test", version: "1", period: "2026-09", frozenBy: "考核办", body, hash });
    expect(row.frozenAt).toBe(OCTOBER_5);
    expect(row.digest).toBe(createHash("sha256").update(row.result).digest("hex"));
    const [first, second] = bench.departments;
    const standings = new Map(standingsOf("2026-09").map((each) => [each.key, each]));
    // One of two in time is 40 of 80, and a mark of 80 is 16 of 20; the other has no mark, so on time is all there is.
    expect(standings.get(first)).toMatchObject({ score: 56, rank: 1, group: "A" });
    expect(standings.get(second)).toMatchObject({ score: 0, rank: 2 });
  });

  test("is refused while it runs, once it is final, and for what is not there", async () => {
    await september();
    expect(await freeze("2026-10")).toEqual(refusedWith("monthRunning"));
    expect(await freeze("2026-Q4")).toEqual(refusedWith("monthRunning"));
    expect(await freeze("2026")).toEqual(refusedWith("monthRunning"));
    expect(await freeze("2026-09", { scheme: "lost" })).toEqual(refusedWith("unknownScheme"));
    expect(await freeze("2026-09", { platform: "nowhere" })).toEqual(refusedWith("unknownPlatform"));
    expect(await freeze("2026-09")).toMatchObject({ answer: "done" });
    expect(await freeze("2026-09")).toEqual(refusedWith("alreadyFrozen"));
    // The month's end is the city's: 16:00 UTC on the last day.
    bench.now = Date.UTC(2026, 9, 31, 15, 59, 59);
    expect(await freeze("2026-10")).toEqual(refusedWith("monthRunning"));
    bench.now += 1_000;
    expect(await freeze("2026-10")).toMatchObject({ answer: "done" });
  });

  test("of those who ask at the same time, one freezes; the same id gets one answer", async () => {
    await september();
    const ask = (id: string, desk = bench.desk) =>
      desk.take(
        { id, by: "考核办", request: { ask: "freeze", platform: "city", scheme: "test", period: "2026-09" } },
        ADMIN,
      );
    const answers = await Promise.all([
      ask("first-asker"),
      ask("first-asker"),
      ask("second-asker", bench.another().desk),
    ]);
    expect(answers[1]).toEqual(answers[0]);
    expect(answers.map(({ answer }) => answer).toSorted()).toEqual(
      answers[2].answer === "done" ? ["done", "refused", "refused"] : ["done", "done", "refused"],
    );
    expect(bench.store.count("frozen")).toBe(1);
    expect(await ask("first-asker")).toEqual(answers[0]);
  });

  test("closes the month's ledger, also when the quarter was frozen", async () => {
    await september();
    await freeze("2026-09");
    expect(await markOf(bench.departments[0], 100)).toEqual(refusedWith("monthFrozen"));
    expect(await bench.ask({ ask: "withdrawLedger", uid: 1, why: "记错" })).toEqual(refusedWith("monthFrozen"));
    expect(await markOf(bench.departments[0], 100, "2026-08")).toMatchObject({ answer: "done" });
    await freeze("2026-Q3");
    expect(await markOf(bench.departments[0], 100, "2026-08")).toEqual(refusedWith("monthFrozen"));
    expect(await markOf(bench.departments[0], 100, "2026-10")).toMatchObject({ answer: "done" });
  });

  test("is not undone by anybody: the store itself refuses", async () => {
    await september();
    await freeze("2026-09");
    const row = frozenRow("2026-09");
    const { store } = bench;
    expect(() => store.transact(1, (tx) => tx.put("frozen", { ...row, digest: "0" }))).toThrow("never changed");
    expect(() => store.transact(1, (tx) => tx.del("frozen", row.uid))).toThrow("never deleted");
    expect(store.transact(1, (tx) => tx.put("frozen", row)).outcome).toBe("same");
    expect(frozenRow("2026-09")).toEqual(row);
  });
});

describe("computing a frozen month again", () => {
  const again = (period = "2026-09", scheme = "test") => bench.desk.recompute("city", scheme, period);

  test("gives the same bytes, whatever has happened since", async () => {
    const { late, open } = await september();
    await freeze("2026-09");
    const row = frozenRow("2026-09");
    expect(await again()).toBe(row.digest);
    // In the very moment of freezing the late one's appeal is granted; later the open one is closed, late.
    for (const kind of ["sendPostCheck", "passCheck", "close"] as const) await command(late, { kind });
    await command(late, { kind: "appeal", reason: "道路封闭" });
    expect(await command(late, { kind: "grantAppeal", reason: "属实" })).toMatchObject({ answer: "done" });
    bench.now += DAY;
    for (const kind of ["submit", "sendPostCheck", "passCheck", "close"] as const) await command(open, { kind });
    await markOf(bench.departments[1], 10, "2026-10");
    bench.store.transact(bench.now, (tx) => {
      const first = bench.store.get("departments", bench.departments[0])!;
      tx.put("departments", { ...first, groupCode: "B" });
      tx.put("departments", draftOf("departments", "新", { platform: "city", groupCode: "A" }));
    });
    expect(await again()).toBe(row.digest);
    expect(frozenRow("2026-09")).toEqual(row);
    // The live month is another by now: what was frozen is not what would be frozen today.
    const direct = new Database(join(bench.dir, "hub.db"));
    direct.exec("DROP TRIGGER frozen_kept; DELETE FROM frozen");
    direct.close();
    await freeze("2026-09");
    expect(frozenRow("2026-09").digest).not.toBe(row.digest);
    expect(standingsOf("2026-09").length).toBe(3);
  });

  test("notices a fact that was changed, and an entry that was", async () => {
    const { onTime } = await september();
    await freeze("2026-09");
    const { digest } = frozenRow("2026-09");
    const row = bench.store.get("cases", onTime)!;
    const facts = JSON.parse(row.facts) as Fact[];
    const late = facts.map((fact) => (fact.kind === "submitted" ? { ...fact, at: fact.at + 10 * DAY } : fact));
    bench.store.transact(1, (tx) => tx.put("cases", { ...row, facts: JSON.stringify(late) }));
    expect(await again()).not.toBe(digest);
    bench.store.transact(1, (tx) => tx.put("cases", row));
    expect(await again()).toBe(digest);
    const entry = bench.store.get("ledger", 1)!;
    bench.store.transact(1, (tx) => tx.put("ledger", { ...entry, points: 81 }));
    expect(await again()).not.toBe(digest);
  });

  test("works for a quarter, which rests on the months that were final by then", async () => {
    await september();
    await freeze("2026-09");
    await freeze("2026-Q3");
    const { digest } = frozenRow("2026-Q3");
    expect(standingsOf("2026-Q3").map(({ score, months }) => [score, months.map((each) => each.score)])).toEqual([
      [56, [null, null, 56]],
      [0, [null, null, 0]],
    ]);
    bench.now += DAY;
    await freeze("2026-08");
    expect(await again("2026-Q3")).toBe(digest);
    expect(await bench.desk.recompute("city", "test", "2026-Q1")).toBeNull();
  });

  test("works for duty grids and for people", async () => {
    const { store } = bench;
    const grid = store.transact(
      1,
      (tx) => tx.put("grids", draftOf("grids", "d", { platform: "city", level: "duty" })).uid,
    );
    await september();
    bench.now = SEPTEMBER_10 + 20 * DAY;
    for (const by of ["张三", "张三", "李四"]) bench.desk.report("city", { ...REPORT, dutyGrid: grid }, by);
    bench.now = OCTOBER_5 + 1;
    await freeze("2026-09", { scheme: "grids" });
    expect(standingsOf("2026-09", "grids").map(({ key }) => key)).toEqual([grid]);
    expect(await again("2026-09", "grids")).toBe(frozenRow("2026-09", "grids").digest);
    await freeze("2026-09", { scheme: "people" });
    const people = standingsOf("2026-09", "people");
    expect(people.map(({ key }) => key).toSorted()).toEqual(["张三", "李四", "监督员"]);
    expect(await again("2026-09", "people")).toBe(frozenRow("2026-09", "people").digest);
  });
});

describe("months that are long over", () => {
  test("are made final at once, each by itself, and no month twice", async () => {
    const [first] = bench.departments;
    for (const month of [5, 6, 8]) {
      bench.now = Date.UTC(2026, month, 10);
      await command(await bench.handling(first), { kind: "submit" });
    }
    const past = () => bench.desk.freezePast("city", 3, "考核办", breathe);
    bench.now = Date.UTC(2026, 9, 3);
    expect(await past()).toEqual(["2026-06", "2026-07"]);
    bench.now = OCTOBER_5;
    expect(await past()).toEqual(["2026-09"]);
    expect(await past()).toEqual([]);
    expect([...bench.store.each("frozen")].map(({ period }) => period)).toEqual(["2026-06", "2026-07", "2026-09"]);
    for (const { period, digest } of bench.store.each("frozen")) {
      expect(await bench.desk.recompute("city", "test", period)).toBe(digest);
    }
    expect(await bench.desk.freezePast("nowhere", 3, "考核办", breathe)).toEqual([]);
  });

  test("are left when the hub closes", async () => {
    await september();
    const past = bench.desk.freezePast("city", 3, "考核办", breathe);
    const asked = freeze("2026-09");
    await bench.desk.close();
    expect(await past).toEqual([]);
    expect(await asked).toMatchObject({ answer: "trouble", trouble: { code: "hubAway" } });
    expect(bench.store.count("frozen")).toBe(0);
  });
});
