import { afterEach, describe, expect, test } from "vitest";
import type { Command, Fact } from "../../../shared/case/case.ts";
import { replay } from "../../../shared/case/evolve.ts";
import { recordOfCase } from "../../../shared/case/record.ts";
import { CASE_STATES, isOpen, stateOfCode, type CaseState } from "../../../shared/case/state.ts";
import { FIRST_ONLY } from "../../../shared/only.ts";
import { QUEUE_OF } from "../../../shared/rights.ts";
import { ROLES, type Role } from "../../../shared/roles.ts";
import { BURNS } from "../../../shared/seat.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { recordOf, rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import type { WholeValues } from "../../../shared/view.ts";
import type { PersonWord } from "../../../shared/wire/door.ts";
import { caseRow, platformDraft } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { NOTHING_BESIDE } from "./beside.ts";
import type { QueueQuestion } from "./queue.ts";
import type { Source } from "./source.ts";
import { answerWhole, type WholeQuestion } from "./whole.ts";
import { wholeView } from "./whole-view.ts";

const NOW = Date.UTC(2026, 10, 15, 4, 30);
const [MINUTE, HOUR] = [60_000, 3_600_000];
const code = (state: CaseState) => CASE_STATES.indexOf(state);

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

const CLASSES = [
  { code: "0101", name: "道路破损", nameEn: "Broken road" },
  { code: "0202", name: "暴露垃圾", nameEn: "Exposed rubbish" },
];

async function city(cases: readonly Row[]): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held = it;
  it.apply({
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1 })],
    classes: CLASSES.map((each, n) =>
      rowOf("classes", {
        ...each,
        uid: n + 1,
        platform: "test",
        id: `s/matter/${each.code}`,
        scheme: "s",
        kind: "matter",
        majorCode: each.code.slice(0, 2),
        majorName: "",
        majorNameEn: "",
      }),
    ),
    cases: [...cases],
  });
  return it;
}

/** The source of a machine at which somebody of this role is logged in, with an outbox that a test fills. */
function at(role: Role | null, { source }: TestSource): { source: Source; entries: OutboxEntry[] } {
  const entries: OutboxEntry[] = [];
  const person = role === null ? null : ({ uid: 1, name: "张三", role } as PersonWord);
  const seat = { ...NOTHING_BESIDE.seat, session: () => ({ ...NOTHING_BESIDE.seat.session(), person }) };
  const outbox = {
    version: () => entries.length,
    entries: () => entries,
    unsettled: (uid: number) =>
      entries.filter(({ message: { request } }) => request.ask === "case" && request.uid === uid),
  };
  return { source: { ...source, beside: { ...NOTHING_BESIDE, seat, outbox } }, entries };
}

const ask = <Q extends WholeQuestion>(question: Q, source: Source) =>
  answerWhole(question, source) as WholeValues[Q["view"]];
const QUESTION: QueueQuestion = { view: "queue", role: "", only: FIRST_ONLY, text: "", order: "burns" };
const queue = (more: Partial<QueueQuestion>, source: Source) => ask({ ...QUESTION, ...more }, source);
const uidsOf = (more: Partial<QueueQuestion>, source: Source) => [...queue(more, source).uid];

const REPORTED: Fact = {
  kind: "reported",
  at: NOW - 5 * HOUR,
  by: "监督员",
  report: {
    kind: "matter",
    classUid: 1,
    source: "patrol",
    lon: null,
    lat: null,
    address: "人民路 12 号",
    unitGrid: 0,
    dutyGrid: 0,
    description: "",
    urgent: false,
  },
};
const DISPATCHED: readonly Fact[] = [
  REPORTED,
  { kind: "accepted", at: NOW - 4 * HOUR, by: "受理员" },
  { kind: "filed", at: NOW - 4 * HOUR, by: "值班长", limit: { value: 8, type: "urgentHour" } },
  { kind: "dispatched", at: NOW - 3 * HOUR, by: "派遣员", department: 5, deadline: NOW + 5 * HOUR },
  { kind: "takenOn", at: NOW - 3 * HOUR, by: "市政" },
];
const caseOf = (uid: number, facts: readonly Fact[]): Row =>
  rowOf(
    "cases",
    recordOfCase({ uid, platform: "test", id: `${uid}`, caseNo: `${uid}`, extra: "{}" }, replay([...facts])),
  );
const asked = (uid: number, command: object): OutboxEntry => ({
  message: { id: `request ${uid}`, by: "张三", request: { ask: "case", uid, command: command as Command } } as never,
  madeAt: NOW,
  state: "waiting",
  refused: null,
  settledAt: null,
  truth: null,
});

describe("whose queue a case is in", () => {
  test("Z11 of random cases each role has exactly those in the states that wait for it, in the order of the clocks", async () => {
    const chance = chances(7);
    const rows = Array.from({ length: 1_500 }, (_, n) => {
      const record = recordOf("cases", randomCase(n + 1, NOW, 3, chance));
      const due = (odds: number) => (chance() < odds ? Math.round(NOW + (chance() - 0.5) * 6 * HOUR) : null);
      return rowOf("cases", { ...record, stageDue: due(0.6), dispatchDue: due(0.6), stageSince: record.reportedAt });
    });
    const it = await city(rows);
    const records = rows.map((row) => recordOf("cases", row));
    for (const role of ROLES) {
      const states = QUEUE_OF[role];
      const wanted = records.filter((c) => {
        const state = stateOfCode(c.state);
        return states === null ? isOpen(state) : states.includes(state);
      });
      const value = queue({}, at(role, it).source);
      expect([...value.uid].toSorted((a, b) => a - b)).toEqual(wanted.map(({ uid }) => uid));
      expect(value.states).toEqual(states);
      expect(value.counts.all).toBe(wanted.length);
      // The clocks once more, from the records and by the words of the definition.
      const clock = (c: RecordOf<"cases">): number => {
        if (c.state === code("suspended")) return Infinity;
        const dispatch = c.state === code("pendingFiling") || c.state === code("pendingDispatch");
        return Math.min(
          c.stageDue ?? Infinity,
          (dispatch ? c.dispatchDue : null) ?? Infinity,
          (c.submittedAt === null ? c.deadline : null) ?? Infinity,
          c.state === code("pendingClose") && c.source === 3 ? c.stageSince + 24 * HOUR : Infinity,
        );
      };
      const ordered = wanted.toSorted((a, b) => (clock(a) === clock(b) ? a.uid - b.uid : clock(a) - clock(b)));
      expect([...value.uid]).toEqual(ordered.map(({ uid }) => uid));
      expect(Array.from(value.burnsAt, (burnsAt) => (Number.isNaN(burnsAt) ? Infinity : burnsAt))).toEqual(
        ordered.map(clock),
      );
      expect(value.counts.red).toBe(ordered.filter((c) => clock(c) < NOW).length);
    }
  });

  test("Z11 what a department has asked for is in the queues of those who decide it, until it is decided", async () => {
    const askedFor = (uid: number, kind: "extensionRequested" | "suspensionRequested") =>
      caseOf(uid, [...DISPATCHED, { kind, at: NOW - HOUR, by: "市政", reason: "等材料" }]);
    const refused: Fact = { kind: "extensionRefused", at: NOW - MINUTE, by: "值班长", reason: "理由不足" };
    const before = recordOf("cases", askedFor(3, "extensionRequested"));
    const it = await city([
      askedFor(1, "extensionRequested"),
      askedFor(2, "suspensionRequested"),
      rowOf("cases", before),
      caseOf(4, DISPATCHED),
    ]);
    const dispatcher = at("dispatcher", it);
    expect(uidsOf({}, dispatcher.source)).toEqual([1, 2, 3]);
    expect(uidsOf({}, at("shiftLeader", it).source)).toEqual([1, 2, 3]);
    expect(uidsOf({}, at("verifier", it).source)).toEqual([]);
    it.apply({ cases: [caseOf(3, [...(JSON.parse(before.facts) as Fact[]), refused])] });
    expect(uidsOf({}, dispatcher.source)).toEqual([1, 2]);
    it.apply({}, { cases: [2] });
    expect(uidsOf({}, dispatcher.source)).toEqual([1]);
    // Decided here and on its way.
    dispatcher.entries.push(asked(1, { kind: "extend" }));
    expect(uidsOf({}, dispatcher.source)).toEqual([]);
    expect(ask({ view: "queueLines", uids: [4, 1] }, at("admin", it).source).map(({ request }) => request)).toEqual([
      null,
      "extension",
    ]);
  });

  test("Z11 a case that a command on its way moved on leaves at once, and one that it brings comes", async () => {
    const it = await city([caseOf(1, [REPORTED]), caseOf(2, [REPORTED])]);
    const [acceptor, leader] = [at("acceptor", it), at("shiftLeader", it)];
    expect([uidsOf({}, acceptor.source), uidsOf({}, leader.source)]).toEqual([[1, 2], []]);
    const view = wholeView(QUESTION, acceptor.source);
    view.refresh();
    for (const { entries } of [acceptor, leader]) entries.push(asked(1, { kind: "accept" }));
    expect(view.stale()).toBe(true);
    expect([uidsOf({}, acceptor.source), uidsOf({}, leader.source)]).toEqual([[2], [1]]);
    expect(ask({ view: "queueLines", uids: [1] }, leader.source)[0]).toMatchObject({
      pending: 1,
      state: code("pendingFiling"),
      burn: "dispatch",
      burnsFrom: NOW,
      burnsAt: NOW + 10 * MINUTE,
    });
  });

  test("where nobody is logged in everything open waits; a role can be named", async () => {
    const it = await city([caseOf(1, [REPORTED]), caseOf(2, DISPATCHED), caseRow(3, { state: code("closed") })]);
    expect(uidsOf({}, at(null, it).source)).toEqual([2, 1]);
    expect(uidsOf({ role: "acceptor" }, at(null, it).source)).toEqual([1]);
    expect(uidsOf({}, at("leader", it).source)).toEqual([2, 1]);
  });
});

describe("narrowed and in order", () => {
  test("the filter's sentence, the window of time and the orders are those of the map", async () => {
    const rows = [1, 2, 3, 4].map((uid) =>
      caseRow(uid, {
        state: code("handling"),
        classUid: 1 + (uid % 2),
        department: uid,
        reportedAt: NOW - uid * 20 * HOUR,
        dispatchedAt: NOW - 4 * HOUR,
        deadline: uid === 4 ? null : NOW + (uid - 2) * HOUR,
      }),
    );
    const { source } = at("admin", await city(rows));
    expect(uidsOf({ only: { ...FIRST_ONLY, classUid: 1 } }, source)).toEqual([2, 4]);
    expect(uidsOf({ only: { ...FIRST_ONLY, major: "s/02" } }, source)).toEqual([1, 3]);
    expect(uidsOf({ only: { which: "overdueOpen" } }, source)).toEqual([1]);
    expect(uidsOf({ only: { ...FIRST_ONLY, department: 3 } }, source)).toEqual([3]);
    expect(uidsOf({ period: "day" }, source)).toEqual([]);
    expect(uidsOf({ order: "newest" }, source)).toEqual([1, 2, 3, 4]);
    expect(uidsOf({ order: "oldest" }, source)).toEqual([4, 3, 2, 1]);
    expect(uidsOf({ order: "deadline" }, source)).toEqual([1, 2, 3, 4]);
    const { burn, counts } = queue({}, source);
    expect([BURNS[burn[0] as number], burn[3], counts]).toEqual(["deadline", 255, { all: 4, red: 1, yellow: 1 }]);
  });

  test("Z13 text finds what holds every word of it in number, address, description or class", async () => {
    const row = (uid: number, more: Partial<RecordOf<"cases">>) => caseRow(uid, { state: 0, classUid: 2, ...more });
    const it = await city([
      row(1, { caseNo: "城管〔2026〕第 0815 号", address: "人民路 12 号", description: "井盖松动" }),
      row(2, { caseNo: "A-2", address: "解放路", description: "人民路口 ＭＡＮＨＯＬＥ 松动" }),
      row(3, { caseNo: "A-3", address: "解放路", classUid: 1 }),
    ]);
    const { source } = at("admin", it);
    const found = (text: string) => uidsOf({ text }, source);
    expect(found("人民路")).toEqual([1, 2]);
    expect(found("松动 解放")).toEqual([2]);
    expect(found("manhole")).toEqual([2]);
    expect(found("20260815")).toEqual([]);
    expect(found("2026第0815")).toEqual([1]);
    expect(found("broken ROAD")).toEqual([3]);
    expect(found("道路")).toEqual([3]);
    expect(found("a-2")).toEqual([2]);
    expect(found("…")).toEqual([1, 2, 3]);
    expect(found("没有")).toEqual([]);
    // What its row says now counts.
    it.apply({ cases: [row(3, { address: "人民路 3 号" })] });
    expect(found("人民路")).toEqual([1, 2, 3]);
    it.apply({ cases: [row(1, { state: code("closed"), address: "人民路 12 号" })] });
    expect(found("人民路")).toEqual([2, 3]);
  });

  test("the same answer is the same object, and time alone makes another one", async () => {
    const it = await city([caseOf(1, DISPATCHED)]);
    const { source } = at("admin", it);
    const first = queue({}, source);
    expect(queue({}, source)).toBe(first);
    it.setNow(NOW + 6 * HOUR);
    expect(first.counts).toMatchObject({ red: 0 });
    expect(queue({}, source).counts).toEqual({ all: 1, red: 1, yellow: 0 });
  });
});

test("lines tell everything of a case, in the order asked for, and leave out what has gone", async () => {
  const picture = (uid: number, caseUid: number) =>
    rowOf("pictures", {
      uid,
      platform: "test",
      id: `${uid}`,
      camera: 1,
      caseUid,
      at: NOW,
      width: 1,
      height: 1,
      type: "image/jpeg",
      bytes: 1,
      takenBy: "",
    });
  const it = await city([
    caseOf(1, DISPATCHED),
    caseRow(2, { state: 0, stageSince: 5, stageDue: NOW, reworkCount: 2 }),
  ]);
  it.apply({ pictures: [picture(1, 2), picture(2, 2), picture(3, 9)] });
  const lines = ask({ view: "queueLines", uids: [2, 7, 1] }, at("admin", it).source);
  expect(lines.map(({ uid, pictures }) => [uid, pictures])).toEqual([
    [2, 2],
    [1, 0],
  ]);
  expect(lines[0]).toMatchObject({ stageSince: 5, stageDue: NOW, reworkCount: 2, burn: "stage", burnsAt: NOW });
  expect(lines[1]).toMatchObject({
    className: "道路破损",
    address: "人民路 12 号",
    burn: "deadline",
    burnsFrom: NOW - 3 * HOUR,
    burnsAt: NOW + 5 * HOUR,
  });
});
