import { afterEach, expect, test } from "vitest";
import { LONGEST_ALARM_MS } from "../../../shared/alarms/state.ts";
import { FLAG_URGENT } from "../../../shared/case/record.ts";
import { CASE_STATES, STAGES, type CaseState } from "../../../shared/case/state.ts";
import { RULES_PLATFORM, rowOf, type RecordOf, type Row } from "../../../shared/tables.ts";
import { draftOf } from "../../../test/contract/store-drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { alarmsAnswer } from "./alarms.ts";

const MINUTE = 60_000;
/** A Friday, 10:00 in the city. */
const NOW = Date.parse("2026-11-20T10:00:00+08:00");
const DAY = Date.parse("2026-11-20T00:00:00+08:00");
const both = (text: string) => ({ "zh-CN": text, en: text });
const common = { tone: "calm", riseAfterMinutes: null, roles: [], active: true } as const;
const CASES = {
  ...common,
  rule: "late",
  about: "case",
  title: both("late"),
  clock: "dispatch",
  beforeMinutes: 0,
  urgentOnly: false,
};

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

async function city(
  rules: readonly object[],
  more: Partial<Record<"cases" | "alarmMarks" | "outages" | "cameras", Row[]>> = {},
) {
  const it = await openTestSource(NOW);
  held = it;
  const body = JSON.stringify({ alarms: "hall", version: "1", title: both("x"), rules });
  it.apply({
    platforms: [rowOf("platforms", { ...draftOf("platforms", "demo", { timeZone: "Asia/Shanghai" }), uid: 1 })],
    grids: [rowOf("grids", { ...draftOf("grids", "g", { level: "unit", code: "990101001001001" }), uid: 1 })],
    rules: [
      rowOf("rules", {
        uid: 1,
        platform: RULES_PLATFORM,
        id: "alarms/hall",
        kind: "alarms",
        name: "hall",
        version: "1",
        hash: "",
        trouble: "",
        body,
      }),
    ],
    ...more,
  });
  return it;
}

const caseRow = (uid: number, state: CaseState, more: Partial<RecordOf<"cases">> = {}): Row =>
  rowOf("cases", {
    ...draftOf("cases", `c${uid}`, { reportedAt: NOW - 200 * MINUTE, state: CASE_STATES.indexOf(state), ...more }),
    uid,
  });
const markRow = (uid: number, alarm: string, mark: string, more: Partial<RecordOf<"alarmMarks">> = {}): Row =>
  rowOf("alarmMarks", {
    uid,
    platform: "demo",
    id: `m${uid}`,
    alarm,
    mark,
    at: NOW - 5 * MINUTE,
    by: "王芳",
    until: null,
    toRole: "",
    note: "",
    ...more,
  });
const keysOf = (it: TestSource) => alarmsAnswer(it.source).alarms.map(({ key, state }) => [key, state]);

test("Z50, Z51 one alarm for each case and clock that ran out, named by the instant, and none for what has stood longer than a day", async () => {
  const due = NOW - 10 * MINUTE;
  const it = await city([CASES, { ...CASES, rule: "off", active: false }], {
    cases: [
      caseRow(1, "pendingDispatch", { dispatchDue: due }),
      caseRow(2, "pendingDispatch", { dispatchDue: NOW + MINUTE }),
      caseRow(3, "pendingDispatch", { dispatchDue: NOW - LONGEST_ALARM_MS }),
      caseRow(4, "handling", { dispatchDue: due, dispatchedAt: due + MINUTE }),
      caseRow(5, "closed", { dispatchDue: due }),
    ],
  });
  expect(keysOf(it)).toEqual([[`late/case/1/${due}`, "open"]]);
  it.setNow(NOW + 2 * MINUTE);
  expect(keysOf(it).map(([key]) => key)).toEqual([`late/case/2/${NOW + MINUTE}`, `late/case/1/${due}`]);
  it.apply({ cases: [caseRow(1, "handling", { dispatchDue: due, dispatchedAt: NOW })] });
  expect(keysOf(it).map(([key]) => key)).toEqual([`late/case/2/${NOW + MINUTE}`]);
});

test("a rule may speak before the instant, of urgent cases only, and of no case that is suspended or handled", async () => {
  const deadline = NOW + 20 * MINUTE;
  const rule = { ...CASES, rule: "due", clock: "deadline", beforeMinutes: 30, urgentOnly: true };
  const it = await city([rule], {
    cases: [
      caseRow(1, "handling", { deadline, flags: FLAG_URGENT }),
      caseRow(2, "handling", { deadline }),
      caseRow(3, "suspended", { deadline, flags: FLAG_URGENT }),
      caseRow(4, "pendingReview", { deadline, flags: FLAG_URGENT, submittedAt: NOW - MINUTE }),
    ],
  });
  const [alarm, ...others] = alarmsAnswer(it.source).alarms;
  expect(others).toEqual([]);
  expect([alarm?.key, alarm?.since]).toEqual([`due/case/1/${deadline}`, deadline - 30 * MINUTE]);
});

test("what was done about an alarm is told with it, and puts it behind those that want somebody", async () => {
  const due = NOW - 10 * MINUTE;
  const first = `late/case/1/${due}`;
  const it = await city([CASES], {
    cases: [1, 2].map((uid) => caseRow(uid, "pendingDispatch", { dispatchDue: due })),
    alarmMarks: [markRow(1, first, "snoozed", { until: NOW + MINUTE }), markRow(2, first, "acknowledged", { at: NOW })],
  });
  expect(keysOf(it)).toEqual([
    [`late/case/2/${due}`, "open"],
    [first, "acknowledged"],
  ]);
  expect(alarmsAnswer(it.source).alarms[1]).toMatchObject({ by: "王芳", markedAt: NOW });
  it.apply({ alarmMarks: [markRow(3, first, "reopened", { at: NOW + 1 })] });
  expect(keysOf(it).map(([, state]) => state)).toEqual(["open", "open"]);
});

test("a jammed stage is one alarm a day, a burst in a grid one for each burst, a camera one for each outage", async () => {
  const late = NOW - 30 * MINUTE;
  const stage = { ...common, rule: "jam", about: "stage", title: both("jam"), late: 3 };
  const grid = { ...common, rule: "burst", about: "grid", title: both("burst"), reports: 3, withinMinutes: 60 };
  const camera = { ...common, rule: "out", about: "camera", title: both("out"), outMinutes: 30 };
  const report = (uid: number, minutes: number) =>
    caseRow(uid, "handling", { reportedAt: NOW - minutes * MINUTE, unitGrid: 1, stageDue: late + uid });
  const outage = (uid: number, fromAt: number, toAt: number | null): Row =>
    rowOf("outages", { uid, platform: "demo", id: `${uid}`, camera: 7, fromAt, toAt, why: "offline" });
  const it = await city([stage, grid, camera], {
    cases: [report(1, 50), report(2, 40), report(3, 20)],
    cameras: [rowOf("cameras", { ...draftOf("cameras", "cam", { name: "广场东" }), uid: 7 })],
    outages: [outage(1, NOW - 300 * MINUTE, NOW - 200 * MINUTE), outage(2, NOW - 40 * MINUTE, null)],
  });
  const alarms = alarmsAnswer(it.source).alarms;
  expect(alarms.map(({ key, label }) => [key, label])).toEqual([
    [`out/camera/7/${NOW - 40 * MINUTE}`, "广场东"],
    [`burst/grid/1/${NOW - 20 * MINUTE}`, "990101001001001"],
    [`jam/stage/${STAGES.indexOf("handling")}/${DAY}`, "handling"],
  ]);
  expect(alarms.map(({ since }) => since)).toEqual([NOW - 10 * MINUTE, NOW - 20 * MINUTE, late + 3]);
});

test("many at once are one group, and each counts once in its ten minutes, gone or not", async () => {
  const it = await city([CASES], {
    cases: [1, 2, 3].map((uid) => caseRow(uid, "pendingDispatch", { dispatchDue: NOW - uid * MINUTE })),
  });
  const answer = alarmsAnswer(it.source);
  expect(answer.groups.map(({ rule, keys }) => [rule, keys.length])).toEqual([["late", 3]]);
  expect(answer.perTenMinutes.slice(-2)).toEqual([3, 0]);
  it.apply({}, { cases: [1, 2, 3] });
  const after = alarmsAnswer(it.source);
  expect([after.alarms, after.groups, after.perTenMinutes]).toEqual([[], [], answer.perTenMinutes]);
});

test("a file of alarm rules that cannot be used is told", async () => {
  const it = await city([{ ...CASES, clock: "lunch" }]);
  const { alarms, troubles } = alarmsAnswer(it.source);
  expect([alarms, troubles.map(({ code, params }) => [code, params["path"]])]).toEqual([
    [],
    [["ruleBroken", "rules.0.clock"]],
  ]);
});
