import { afterEach, describe, expect, test } from "vitest";
import calendar from "../../../resources/calendars/linlan.json" with { type: "json" };
import policy from "../../../resources/policies/default.json" with { type: "json" };
import type { CaseReport, Fact } from "../../../shared/case/case.ts";
import { replay } from "../../../shared/case/evolve.ts";
import { recordOfCase } from "../../../shared/case/record.ts";
import { CASE_STATES } from "../../../shared/case/state.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { RULES_PLATFORM, recordOf, rowOf, type Row } from "../../../shared/tables.ts";
import type { WholeValues } from "../../../shared/view.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { caseRow, departmentDraft, platformDraft } from "../../../test/contract/drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { NOTHING_BESIDE } from "./beside.ts";
import type { Source } from "./source.ts";
import { tickerView } from "./ticker-view.ts";
import { openViews } from "./views.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";
import { wholeView } from "./whole-view.ts";

/** A Sunday, half past twelve in the city. */
const NOW = Date.UTC(2026, 10, 15, 4, 30);
const [MINUTE, HOUR] = [60_000, 3_600_000];
const REPORT: CaseReport = {
  kind: "matter",
  classUid: 1,
  source: "patrol",
  lon: null,
  lat: null,
  address: "人民路",
  unitGrid: 0,
  dutyGrid: 0,
  description: "",
  urgent: false,
};
const reported: Fact = { kind: "reported", at: NOW - 5 * HOUR, by: "监督员", report: REPORT };

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

/** Two platforms: the first goes by the usual rules, the second by a policy and a calendar of its own. */
async function twoCities(cases: readonly Row[]): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held = it;
  const ruleOf = (uid: number, kind: string, name: string, body: unknown) => {
    const id = `${kind}/${name}`;
    const rule = { uid, platform: RULES_PLATFORM, id, kind, name, version: "1", hash: "", trouble: "" };
    return rowOf("rules", { ...rule, body: JSON.stringify(body) });
  };
  const other = { platform: "other", id: "other", policy: "hasty", calendar: "linlan" };
  it.apply({
    platforms: [
      rowOf("platforms", { ...platformDraft(), uid: 1 }),
      rowOf("platforms", { ...platformDraft(), ...other, uid: 2 }),
    ],
    rules: [
      ruleOf(1, "policies", "hasty", { ...policy, policy: "hasty", dispatchMinutes: 7 }),
      ruleOf(2, "calendars", "linlan", calendar),
    ],
    cases: [...cases],
  });
  return it;
}

const caseOf = (uid: number, platform: string, facts: readonly Fact[]): Row =>
  rowOf("cases", recordOfCase({ uid, platform, id: `${uid}`, caseNo: `${uid}`, extra: "{}" }, replay([...facts])));

type Command = Extract<DeskRequest, { ask: "case" }>["command"];
const asked = (uid: number, command: Command): OutboxEntry => ({
  message: { id: `${uid} ${command.kind}`, by: "张三", request: { ask: "case", uid, command } },
  madeAt: NOW,
  state: "waiting",
  refused: null,
  settledAt: null,
  truth: null,
});

/** The source with an outbox beside it that a test fills. */
function withOutbox(source: Source) {
  const entries: OutboxEntry[] = [];
  const outbox = {
    version: () => entries.length,
    entries: () => entries,
    unsettled: (uid: number) =>
      entries.filter(({ message: { request } }) => request.ask === "case" && request.uid === uid),
  };
  return { entries, source: { ...source, beside: { ...NOTHING_BESIDE, outbox } } };
}

const ask = <Q extends WholeQuestion>(question: Q, source: Source) =>
  answerWhole(question, source) as WholeValues[Q["view"]];

describe("a case with commands on their way", () => {
  test("O7 is shown by the rules of its own platform, and as it is where those are not known", async () => {
    const platforms = ["test", "other", "unknown"];
    const it = await twoCities(platforms.map((platform, n) => caseOf(n + 1, platform, [reported])));
    const { entries, source } = withOutbox(it.source);
    entries.push(...platforms.map((_, n) => asked(n + 1, { kind: "accept" })));
    const shown = platforms.map((_, n) => {
      const found = ask({ view: "case", uid: n + 1 }, source);
      const { state, dispatchDue } = found?.record ?? {};
      return [CASE_STATES[state ?? -1], (dispatchDue ?? NOW) - NOW, found?.line.state === state, found?.pending.length];
    });
    expect(shown).toEqual([
      ["pendingFiling", 10 * MINUTE, true, 1],
      ["pendingFiling", 7 * MINUTE, true, 1],
      ["reported", 0, true, 1],
    ]);
  });

  test("V11 the clocks of a case run by the calendar of its own platform", async () => {
    const dispatched: Fact[] = [
      reported,
      { kind: "accepted", at: NOW - 5 * HOUR, by: "受理员" },
      { kind: "filed", at: NOW - 5 * HOUR, by: "值班长", limit: { value: 8, type: "workHour" } },
      { kind: "dispatched", at: NOW - 3.5 * HOUR, by: "派遣员", department: 5, deadline: NOW + 24 * HOUR },
    ];
    const it = await twoCities([caseOf(1, "test", dispatched), caseOf(2, "other", dispatched)]);
    const used = [1, 2].map((uid) => ask({ view: "case", uid }, it.source)?.clocks.usedMinutes);
    expect(used).toEqual([0, 180]);
    // The second platform's calendar goes: its clocks are the usual ones.
    it.apply({}, { rules: [2] });
    expect(ask({ view: "case", uid: 2 }, it.source)?.clocks.usedMinutes).toBe(0);
  });

  test("O7 every list that shows it is looked at again when the outbox changes", async () => {
    const it = await twoCities([caseOf(1, "test", [reported])]);
    const { entries, source } = withOutbox(it.source);
    const views = [
      wholeView({ view: "whatIf", scheme: "", period: "", key: 1 }, source),
      wholeView({ view: "disputes", limit: 5 }, source),
      wholeView({ view: "cases", query: {}, offset: 0, limit: 5 }, source),
      wholeView({ view: "case", uid: 1 }, source),
      tickerView(5, source),
    ];
    for (const view of views) view.refresh();
    expect(views.map((view) => view.stale())).toEqual(views.map(() => false));
    entries.push(asked(1, { kind: "accept" }));
    expect(views.map((view) => view.stale())).toEqual(views.map(() => true));
    expect(views.at(-1)?.refresh()).toBe(true);
    expect(views.at(-1)?.reader().next()).toMatchObject({ put: [{ uid: 1, pending: 1, state: 2 }] });
  });
});

describe("one case", () => {
  test("V12 is looked at again when it changes or its names do, not for every other case", async () => {
    const it = await twoCities([caseOf(1, "test", [reported]), caseOf(2, "test", [reported])]);
    const view = wholeView({ view: "case", uid: 1 }, it.source);
    const staleAfter = (changes: ReturnType<TestSource["apply"]>) => {
      view.refresh();
      view.take(changes);
      return view.stale();
    };
    expect(staleAfter(it.apply({ cases: [caseRow(2), caseRow(3)] }))).toBe(false);
    expect(staleAfter(it.apply({}, { cases: [2] }))).toBe(false);
    expect(staleAfter(it.apply({ cases: [caseRow(3), caseRow(1)] }))).toBe(true);
    expect(staleAfter(it.apply({ departments: [rowOf("departments", { ...departmentDraft("d"), uid: 5 })] }))).toBe(
      true,
    );
    expect(staleAfter(it.apply({}, { rules: [1] }))).toBe(true);
    expect(staleAfter(it.apply({}, { cases: [3, 1] }))).toBe(true);
    view.refresh();
    expect(view.stale()).toBe(false);
  });

  test("V12 is there again a tenth of a second after it changed, and by time alone after five", async () => {
    const it = await twoCities([caseOf(1, "test", [reported])]);
    let real = 10_000;
    const views = openViews(
      it.source,
      () => real,
      () => {},
    );
    const one = views.open({ view: "case", uid: 1 }, () => {});
    expect(one.next()).toMatchObject({ value: { record: { state: 0 } } });
    views.take(it.apply({ cases: [caseRow(1, { state: 5 })] }));
    const beatAfter = (ms: number) => {
      real += ms;
      views.beat();
      return one.next();
    };
    expect(beatAfter(99)).toBeNull();
    expect(beatAfter(1)).toMatchObject({ value: { record: { state: 5 } } });
    // Another case at the same spot: told with the time.
    const spot = { classUid: 1, lon: 114.5, lat: 30.5, reportedAt: NOW };
    views.take(it.apply({ cases: [caseRow(1, spot)] }));
    expect(beatAfter(100)).toMatchObject({ value: { recurrence: null } });
    views.take(it.apply({ cases: [caseRow(2, spot)] }));
    expect(beatAfter(4_999)).toBeNull();
    expect(beatAfter(1)).toMatchObject({ value: { recurrence: { count: 2 } } });
  });

  test("V13 whose texts have left this machine keeps its step's times; one without facts has not lost its texts", async () => {
    const times = { state: CASE_STATES.indexOf("closed"), stageSince: NOW - HOUR, stageDue: NOW + HOUR };
    const it = await twoCities([
      caseRow(1, times),
      caseRow(2, { ...times, address: "人民路" }),
      caseRow(3, { ...times, description: "暴露垃圾" }),
      caseOf(4, "test", [{ ...reported, report: { ...REPORT, address: "" } }]),
    ]);
    const found = [1, 2, 3, 4].map((uid) => ask({ view: "case", uid }, it.source));
    expect(found.map((each) => each?.textsGone)).toEqual([true, false, false, false]);
    for (const each of found.slice(0, 3)) {
      const running = { light: null, usedMinutes: null, limitMinutes: null, remainingMinutes: null, pausedBy: null };
      expect(each?.clocks).toEqual({ ...running, stageSince: NOW - HOUR, stageDue: NOW + HOUR });
    }
  });

  test("V13 whose texts have left this machine crosses no border, and its send-backs still count", async () => {
    const sentBack: Fact[] = [
      reported,
      { kind: "accepted", at: NOW - 5 * HOUR, by: "受理员" },
      { kind: "filed", at: NOW - 5 * HOUR, by: "值班长", limit: { value: 8, type: "workHour" } },
      { kind: "dispatched", at: NOW - 4 * HOUR, by: "派遣员", department: 5, deadline: null },
      { kind: "sentBack", at: NOW - 3 * HOUR, by: "城管局", reason: "不属于" },
      { kind: "dispatched", at: NOW - 2 * HOUR, by: "派遣员", department: 6, deadline: null },
    ];
    const whole = caseOf(1, "test", sentBack);
    const it = await twoCities([whole]);
    const disputes = () => ask({ view: "disputes", limit: 5 }, it.source);
    expect(disputes()).toMatchObject({ total: 1, cases: [{ sendBacks: 1, route: [5, 6] }], borders: [{ count: 1 }] });
    it.apply({ cases: [rowOf("cases", { ...recordOf("cases", whole), facts: "[]", address: "", description: "" })] });
    expect(disputes()).toMatchObject({ total: 1, cases: [{ sendBacks: 1, route: [] }], borders: [] });
  });
});

describe("the ticker", () => {
  test("V10 reads the lines of cases that changed or newly came, and all of them when names changed", async () => {
    const it = await openTestSource(NOW);
    held = it;
    it.apply({ cases: Array.from({ length: 200 }, (_, n) => caseRow(n + 1, { reportedAt: NOW + n })) });
    const { handle } = it.source;
    const read: unknown[] = [];
    const prepare = handle.prepare.bind(handle);
    handle.prepare = ((sql: string) => {
      const statement = prepare(sql);
      if (!sql.includes("FROM cases WHERE uid")) return statement;
      return { get: (uid: unknown) => (read.push(uid), statement.get(uid)) };
    }) as typeof handle.prepare;
    const view = tickerView(10, it.source);
    const readAfter = (changes: ReturnType<TestSource["apply"]>) => {
      read.length = 0;
      view.take(changes);
      view.refresh();
      return [...read];
    };
    view.refresh();
    expect(read).toHaveLength(10);
    expect(readAfter(it.apply({ cases: [caseRow(7, { reportedAt: NOW + 7, state: 3 })] }))).toEqual([]);
    expect(readAfter(it.apply({ cases: [caseRow(195, { reportedAt: NOW + 195, state: 3 })] }))).toEqual([195]);
    expect(readAfter(it.apply({ cases: [caseRow(300, { reportedAt: NOW + 300 })] }))).toEqual([300]);
    expect(readAfter(it.apply({}, { cases: [300] }))).toEqual([191]);
    const department = rowOf("departments", { ...departmentDraft("d"), uid: 5 });
    expect(readAfter(it.apply({ departments: [department] }))).toHaveLength(10);
  });
});
