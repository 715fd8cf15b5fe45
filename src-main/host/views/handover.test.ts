import { afterEach, expect, test } from "vitest";
import { CASE_STATES, type CaseState } from "../../../shared/case/state.ts";
import { rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { draftOf } from "../../../test/contract/store-drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { NO_SEAT } from "./beside.ts";
import { handoverDraftAnswer, handoversAnswer } from "./handover.ts";
import { meanwhileAnswer } from "./meanwhile.ts";
import type { Source } from "./source.ts";

const MINUTE = 60_000;
const NOW = Date.parse("2026-11-20T14:00:00+08:00");
let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

async function city(cases: readonly Row[]): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held = it;
  it.apply({
    platforms: [rowOf("platforms", { ...draftOf("platforms", "demo", { timeZone: "Asia/Shanghai" }), uid: 1 })],
    cases: [...cases],
  });
  return it;
}
const row = (uid: number, state: CaseState, more: Partial<RecordOf<"cases">>): Row =>
  rowOf("cases", {
    ...draftOf("cases", `c${uid}`, { caseNo: `N${uid}`, state: CASE_STATES.indexOf(state), ...more }),
    uid,
  });
const ago = (minutes: number) => NOW - minutes * MINUTE;

test("Z46 a handover says what was done since, what is open, what runs out within two hours, and what is parked", async () => {
  const it = await city([
    row(1, "reported", { reportedAt: ago(30), stageDue: ago(-15) }),
    row(2, "handling", { reportedAt: ago(900), filedAt: ago(200), dispatchedAt: ago(190), deadline: ago(-90) }),
    row(3, "handling", { reportedAt: ago(900), filedAt: ago(880), dispatchedAt: ago(870), deadline: ago(10) }),
    row(4, "suspended", { reportedAt: ago(900), dispatchedAt: ago(800), suspendedAt: ago(100), deadline: ago(-30) }),
    row(5, "closed", { reportedAt: ago(900), submittedAt: ago(60), closedAt: ago(20) }),
    row(6, "handling", { reportedAt: ago(900), dispatchedAt: ago(100), deadline: ago(-500) }),
  ]);
  const draft = handoverDraftAnswer(ago(240), it.source);
  expect([draft.fromAt, draft.toAt]).toEqual([ago(240), NOW]);
  expect(draft.done).toEqual({ reported: 1, filed: 1, dispatched: 2, closed: 1 });
  expect(draft.open).toEqual({ all: 5, overdue: 1, dueSoon: 0, suspended: 1 });
  expect(draft.dueSoon.map(({ caseNo, burn }) => [caseNo, burn])).toEqual([
    ["N3", "deadline"],
    ["N1", "stage"],
    ["N2", "deadline"],
  ]);
  expect(draft.parked.map(({ caseNo }) => caseNo)).toEqual(["N4"]);
});

test("handovers are told newest first", async () => {
  const it = await city([]);
  const written = (uid: number, writtenAt: number): Row =>
    rowOf("handovers", { ...draftOf("handovers", `h${uid}`, { writtenAt }), uid });
  it.apply({ handovers: [written(1, ago(500)), written(2, ago(20)), written(3, ago(300))] });
  expect(handoversAnswer(2, it.source).map(({ uid }) => uid)).toEqual([2, 3]);
});

test("Z45 what happened during a cut is told with what waits for this role first, until somebody has seen it", async () => {
  const it = await city([
    row(1, "reported", { reportedAt: ago(40) }),
    row(2, "handling", { reportedAt: ago(300), dispatchedAt: ago(35), deadline: ago(30) }),
    row(3, "closed", { reportedAt: ago(300), closedAt: ago(25) }),
    row(4, "handling", { reportedAt: ago(300), dispatchedAt: ago(290), deadline: ago(28) }),
    row(5, "reported", { reportedAt: ago(5) }),
  ]);
  const person = { uid: 1, login: "li", name: "李", role: "acceptor" } as const;
  const session = { ...NO_SEAT.session(), state: "in", person } as const;
  const entry = (state: "done" | "refused", madeAt: number) => ({ state, madeAt }) as never;
  const beside = (cut: { from: number; to: number } | null): Source => ({
    ...it.source,
    beside: {
      ...it.source.beside,
      seat: { ...NO_SEAT, session: () => session, cut: () => cut },
      outbox: {
        ...it.source.beside.outbox,
        entries: () => [entry("done", ago(30)), entry("refused", ago(29)), entry("done", ago(3))],
      },
    },
  });
  const told = meanwhileAnswer(beside({ from: ago(45), to: ago(20) }));
  expect(told?.counts).toEqual({ changed: 3, reported: 1, closed: 1, becameOverdue: 2, mine: 1 });
  expect(told?.lines.map(({ uid }) => uid)).toEqual([1, 3, 2]);
  expect([told?.sent, told?.refused]).toEqual([1, 1]);
  expect(meanwhileAnswer(beside(null))).toBeNull();
});
