/** The hub's desk: every request, every refusal, and one effect per id. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fact } from "../../shared/case/case.ts";
import { FLAG_SAME_NUMBER } from "../../shared/case/record.ts";
import { stateOfCode } from "../../shared/case/state.ts";
import { DESK_REFUSALS, type DeskRequest } from "../../shared/wire/desk.ts";
import { openDesk } from "../../src-hub/desk/desk.ts";
import { ADMIN, DAY, OCTOBER_5, REPORT, deskBench, type DeskBench } from "./desk-bench.ts";
import { draftOf } from "./store-drafts.ts";

let bench: DeskBench;
beforeEach(() => {
  bench = deskBench();
});
afterEach(() => bench.clear());

const refusedWith = (refused: string) => ({ answer: "refused", refused });
const stateOf = (uid: number) => stateOfCode(bench.store.get("cases", uid)!.state);
const factsOf = (uid: number) => JSON.parse(bench.store.get("cases", uid)!.facts) as Fact[];

describe("a command on a case", () => {
  test("moves the case on the truth, with time and person from the desk", async () => {
    const uid = await bench.handling(bench.departments[0]);
    expect(stateOf(uid)).toBe("handling");
    bench.now += DAY;
    const answer = await bench.ask({ ask: "case", uid, command: { kind: "submit" } }, "城管大队");
    expect(answer).toEqual({ answer: "done", uid, seq: bench.store.head() });
    expect(stateOf(uid)).toBe("pendingReview");
    expect(factsOf(uid).at(-1)).toMatchObject({ kind: "submitted", at: bench.now, by: "城管大队" });
    expect(bench.store.headAt()).toBe(bench.now);
  });

  test("what decide refuses is answered, and nothing is written", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const before = [bench.store.head(), bench.store.get("cases", uid)];
    expect(await bench.ask({ ask: "case", uid, command: { kind: "close" } })).toEqual(refusedWith("wrongState"));
    expect(await bench.ask({ ask: "case", uid, command: { kind: "sendBack", reason: " " } })).toEqual(
      refusedWith("reasonMissing"),
    );
    bench.now -= DAY;
    expect(await bench.ask({ ask: "case", uid, command: { kind: "submit" } })).toEqual(
      refusedWith("timeRunsBackwards"),
    );
    expect([bench.store.head(), bench.store.get("cases", uid)]).toEqual(before);
  });

  test("what it names must be there, on the same platform", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const [, , foreign] = bench.departments;
    const ask = (command: Extract<DeskRequest, { ask: "case" }>["command"], of = uid) =>
      bench.ask({ ask: "case", uid: of, command });
    expect(await ask({ kind: "submit" }, 999)).toEqual(refusedWith("unknownCase"));
    for (const department of [foreign, 999, 0]) {
      expect(await ask({ kind: "redispatch", department, reason: "职责调整" })).toEqual(
        refusedWith("unknownDepartment"),
      );
    }
    for (const of of [uid, 999, 0]) {
      expect(await ask({ kind: "markDuplicate", of })).toEqual(refusedWith("badDuplicate"));
    }
    const other = await bench.handling(bench.departments[1]);
    expect(await ask({ kind: "markDuplicate", of: other })).toMatchObject({ answer: "done" });
    expect(bench.store.get("cases", uid)).toMatchObject({ duplicateOf: other });
  });

  test("keeps what is known of the row beside its facts", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const row = bench.store.get("cases", uid)!;
    bench.store.transact(bench.now, (tx) =>
      tx.put("cases", { ...row, extra: '{"a":"1"}', flags: row.flags | FLAG_SAME_NUMBER }),
    );
    await bench.ask({ ask: "case", uid, command: { kind: "urge", note: "" } });
    expect(bench.store.get("cases", uid)).toMatchObject({ extra: '{"a":"1"}', flags: FLAG_SAME_NUMBER, id: row.id });
  });
});

describe("one effect per id", () => {
  const target = (value: number): DeskRequest => ({
    ask: "setTarget",
    platform: "city",
    indicator: "closeRate",
    value,
  });

  test("the same id gets the same answer and has no second effect", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const message = {
      id: "urge-this-case",
      by: "值班长",
      request: { ask: "case", uid, command: { kind: "urge", note: "请尽快" } },
    } as const;
    const first = await bench.desk.take(message, ADMIN);
    bench.now += 1_000;
    expect(await bench.desk.take(message, ADMIN)).toEqual(first);
    expect(factsOf(uid).filter((fact) => fact.kind === "urged").length).toBe(1);
  });

  test("also a refusal, although it would be granted by now", async () => {
    const [department] = bench.departments;
    const entry = entryOf({ department, month: "2026-10" });
    const message = { id: "the-very-same", by: "a", request: { ...entry, department: 77 } } as const;
    expect(await bench.desk.take(message, ADMIN)).toEqual(refusedWith("unknownDepartment"));
    bench.store.transact(1, (tx) => {
      for (let i = 0; i < 80; i += 1) tx.put("departments", draftOf("departments", `${i}`, { platform: "city" }));
    });
    expect(bench.store.get("departments", 77)).not.toBeNull();
    expect(await bench.desk.take(message, ADMIN)).toEqual(refusedWith("unknownDepartment"));
  });

  test("after a restart, and from another process at the same time", async () => {
    const message = { id: "from-two-sides", by: "a", request: target(0.9) } as const;
    const other = bench.another();
    const answers = await Promise.all([bench.desk.take(message, ADMIN), other.desk.take(message, ADMIN)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toEqual({ answer: "done", uid: 1, seq: bench.store.head() });
    const later = bench.another();
    bench.now += DAY;
    expect(await later.desk.take(message, ADMIN)).toEqual(answers[0]);
    expect(bench.store.get("targets", 1)).toMatchObject({ setAt: OCTOBER_5 });
  });
});

describe("targets", () => {
  const set = (indicator: string, value: number, platform = "city") =>
    bench.ask({ ask: "setTarget", platform, indicator, value }, "主任");

  test("are set with who and when, changed, and cleared", async () => {
    expect(await set("reworkRate", 0.05)).toMatchObject({ answer: "done", uid: 1 });
    expect(bench.store.get("targets", 1)).toEqual({
      uid: 1,
      platform: "city",
      id: "reworkRate",
      indicator: "reworkRate",
      value: 0.05,
      better: "down",
      setBy: "主任",
      setAt: OCTOBER_5,
    });
    await set("reworkRate", 0.04);
    expect(bench.store.get("targets", 1)?.value).toBe(0.04);
    const clear = () => bench.ask({ ask: "clearTarget", platform: "city", indicator: "reworkRate" });
    expect(await clear()).toMatchObject({ answer: "done", uid: 1 });
    expect(bench.store.count("targets")).toBe(0);
    expect(await clear()).toMatchObject({ answer: "done", uid: 0 });
  });

  test("are refused where there is nothing to reach", async () => {
    expect(await set("reworkRate", 0.05, "nowhere")).toEqual(refusedWith("unknownPlatform"));
    expect(await set("happiness", 1)).toEqual(refusedWith("unknownIndicator"));
    expect(await set("reworkRate", 5)).toEqual(refusedWith("pointsOutOfRange"));
    expect(await set("reworkRate", -0.1)).toEqual(refusedWith("pointsOutOfRange"));
    expect(await bench.ask({ ask: "clearTarget", platform: "nowhere", indicator: "reworkRate" })).toEqual(
      refusedWith("unknownPlatform"),
    );
  });
});

type Entry = Extract<DeskRequest, { ask: "enterLedger" }>;
function entryOf(more: Partial<Entry> = {}): Entry {
  return {
    ask: "enterLedger",
    platform: "city",
    scheme: "test",
    kind: "spotCheck",
    item: "",
    month: "2026-10",
    department: bench.departments[0],
    caseUid: 0,
    points: 92.5,
    text: "现场抽查",
    evidence: [{ kind: "link", url: "照片 1" }],
    ...more,
  };
}

describe("the ledger", () => {
  test("takes an entry with who, when and its grounds", async () => {
    const uid = await bench.handling(bench.departments[0]);
    const answer = await bench.ask(entryOf({ evidence: [{ kind: "case", uid }] }), "考核员");
    expect(answer).toEqual({ answer: "done", uid: 1, seq: bench.store.head() });
    expect(bench.store.get("ledger", 1)).toMatchObject({
      platform: "city",
      scheme: "test",
      kind: "spotCheck",
      month: "2026-10",
      department: bench.departments[0],
      points: 92.5,
      author: "考核员",
      enteredAt: bench.now,
      evidence: JSON.stringify([{ kind: "case", uid }]),
      withdrawnAt: null,
    });
  });

  test("keeps a bonus as what it adds and a penalty as what it takes", async () => {
    const points = async (kind: "bonus" | "penalty", item: string, given: number | null) => {
      const answer = await bench.ask(entryOf({ kind, item, points: given }));
      return answer.answer === "done" ? bench.store.get("ledger", answer.uid)?.points : answer;
    };
    expect(await points("bonus", "praise", 1)).toBe(1);
    expect(await points("bonus", "praise", -1)).toBe(1);
    expect(await points("bonus", "praise", null)).toBeNull();
    expect(await points("penalty", "blame", 4)).toBe(-4);
    expect(await points("penalty", "blame", -4)).toBe(-4);
  });

  test("refuses what could never count", async () => {
    const uid = await bench.handling(bench.departments[0]);
    bench.store.transact(1, (tx) => tx.put("cases", draftOf("cases", "far", { platform: "other" })));
    const far = bench.store.find("cases", "other", "far")!.uid;
    const refusals: readonly (readonly [string, Partial<Entry>])[] = [
      ["unknownPlatform", { platform: "nowhere" }],
      ["unknownScheme", { scheme: "lost" }],
      ["unknownDepartment", { department: bench.departments[2] }],
      ["unknownDepartment", { department: 0 }],
      ["unknownItem", { item: "praise" }],
      ["unknownItem", { kind: "supervision" }],
      ["unknownItem", { kind: "bonus", item: "blame", points: null }],
      ["unknownItem", { kind: "penalty", item: "praise", points: null }],
      ["unknownItem", { kind: "veto", item: "praise", points: null }],
      ["unknownItem", { kind: "exclusion", item: "praise", points: null, caseUid: uid }],
      ["pointsOutOfRange", { points: null }],
      ["pointsOutOfRange", { points: 100.5 }],
      ["pointsOutOfRange", { points: -1 }],
      ["pointsOutOfRange", { kind: "bonus", item: "praise", points: 0 }],
      ["pointsOutOfRange", { kind: "penalty", item: "blame", points: -101 }],
      ["pointsOutOfRange", { kind: "veto", item: "disaster", points: 1 }],
      ["pointsOutOfRange", { kind: "exclusion", points: 1, caseUid: uid }],
      ["unknownCase", { kind: "exclusion", points: null, caseUid: 0 }],
      ["unknownCase", { caseUid: far }],
      ["unknownCase", { evidence: [{ kind: "case", uid: far }] }],
      ["textMissing", { text: " " }],
    ];
    for (const [refused, more] of refusals) {
      expect([more, await bench.ask(entryOf(more))]).toEqual([more, refusedWith(refused)]);
    }
    expect(bench.store.count("ledger")).toBe(0);
    const fine: readonly Partial<Entry>[] = [
      { points: 0 },
      { points: 100 },
      { kind: "veto", item: "disaster", points: null },
      { kind: "exclusion", points: null, caseUid: uid, department: 0 },
    ];
    for (const more of fine) expect(await bench.ask(entryOf(more))).toMatchObject({ answer: "done" });
  });

  test("an entry is withdrawn with a reason and stays; the store itself lets none go", async () => {
    await bench.ask(entryOf());
    const withdraw = (why: string, uid = 1) => bench.ask({ ask: "withdrawLedger", uid, why }, "主任");
    expect(await withdraw("记错了单位", 9)).toEqual(refusedWith("unknownEntry"));
    expect(await withdraw("  ")).toEqual(refusedWith("reasonMissing"));
    bench.now += 1_000;
    expect(await withdraw("记错了单位")).toMatchObject({ answer: "done", uid: 1 });
    expect(bench.store.get("ledger", 1)).toMatchObject({
      text: "现场抽查",
      withdrawnAt: bench.now,
      withdrawnBy: "主任",
      withdrawnWhy: "记错了单位",
    });
    expect(await withdraw("再撤一次")).toEqual(refusedWith("alreadyWithdrawn"));
    expect(() => bench.store.transact(1, (tx) => tx.del("ledger", 1))).toThrow("never deleted");
  });
});

describe("what falls due by itself", () => {
  test("a suspension ends at its own time, of the cases that nobody else moves", async () => {
    const uid = await bench.handling(bench.departments[0]);
    await bench.ask({ ask: "case", uid, command: { kind: "suspend", reason: "等待施工" } });
    const suspended = factsOf(uid).at(-1) as Extract<Fact, { kind: "suspended" }>;
    bench.now = suspended.until! - 1;
    expect(bench.desk.fallDue()).toBe(0);
    bench.now = suspended.until! + 3 * DAY;
    const { store } = bench;
    const rules = {
      rulesOf: () => ({ calendar: null!, policy: null! }),
      scheme: () => null,
      edit: () => null,
      refresh: () => undefined,
    };
    const city = openDesk({
      store,
      rules,
      now: () => bench.now,
      moved: (platform, id) => platform === "city" && id !== "",
    });
    expect(city.fallDue()).toBe(0);
    expect(bench.desk.fallDue()).toBe(1);
    expect(stateOf(uid)).toBe("handling");
    expect(factsOf(uid).at(-1)).toMatchObject({ kind: "resumed", at: suspended.until, by: "系统" });
    expect(bench.desk.fallDue()).toBe(0);
  });
});

describe("a case is filed", () => {
  test("under a number of its platform and day, which counts up", () => {
    const numbers = [1, 2].map(() => bench.desk.report("city", REPORT, "监督员"));
    expect(numbers).toMatchObject([{ caseNo: "CITY202610050001" }, { caseNo: "CITY202610050002" }]);
    // 23:59 and midnight in the city, whose day it is that counts.
    bench.now = Date.UTC(2026, 9, 5, 15, 59);
    expect(bench.desk.report("city", REPORT, "监督员")).toMatchObject({ caseNo: "CITY202610050003" });
    bench.now = Date.UTC(2026, 9, 5, 16);
    expect(bench.desk.report("city", REPORT, "监督员")).toMatchObject({ caseNo: "CITY202610060001" });
    expect(bench.desk.report("other", REPORT, "监督员")).toMatchObject({ caseNo: "OTHER202610060001" });
    expect(bench.desk.report("nowhere", REPORT, "监督员")).toBe("unknownPlatform");
  });

  test("never under a number that a file has brought in", () => {
    bench.store.transact(1, (tx) => {
      for (const n of [1, 2, 4]) {
        tx.put(
          "cases",
          draftOf("cases", `${n}`, { platform: "city", caseNo: `CITY2026100500${n < 10 ? "0" : ""}${n}` }),
        );
      }
    });
    const numbers = [1, 2].map(() => bench.desk.report("city", REPORT, "监督员"));
    expect(numbers).toMatchObject([{ caseNo: "CITY202610050003" }, { caseNo: "CITY202610050005" }]);
  });
});

test("every refusal has its sentence in both languages", () => {
  for (const language of ["zh-CN", "en"]) {
    const file = join(import.meta.dirname, `../../resources/locales/${language}/refusal.json`);
    const sentences = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    expect(Object.keys(sentences).toSorted()).toEqual(DESK_REFUSALS.map((each) => `refusal.${each}`).toSorted());
  }
});
