import { afterEach, expect, test } from "vitest";
import type { CaseReport, Fact } from "../../../shared/case/case.ts";
import { replay } from "../../../shared/case/evolve.ts";
import { recordOfCase } from "../../../shared/case/record.ts";
import { RULES_PLATFORM, rowOf, type Row } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { draftOf } from "../../../test/contract/store-drafts.ts";
import { openTestSource, type TestSource } from "../../../test/contract/test-source.ts";
import { alarmsAnswer } from "./alarms.ts";
import { dryRunAnswer } from "./dry-run.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Friday, 10:00 in the city; yesterday is the day that is tried. */
const NOW = Date.parse("2026-11-20T10:00:00+08:00");
const YESTERDAY = Date.parse("2026-11-19T00:00:00+08:00");
const both = (text: string) => ({ "zh-CN": text, en: text });

let held: TestSource | null = null;
afterEach(() => {
  held?.close();
  held = null;
});

const ruleRow = (uid: number, kind: string, name: string, body: object): Row =>
  rowOf("rules", {
    ...{ uid, platform: RULES_PLATFORM, id: `${kind}/${name}`, kind, name, version: "1", hash: "", trouble: "" },
    body: JSON.stringify(body),
  });

const alarm = { title: both("x"), tone: "calm", riseAfterMinutes: null, roles: [], active: true };
const ALARMS = [
  { ...alarm, rule: "due", about: "case", clock: "deadline", beforeMinutes: 30, urgentOnly: false },
  { ...alarm, rule: "late", about: "case", clock: "dispatch", beforeMinutes: 0, urgentOnly: false },
  { ...alarm, rule: "jam", about: "stage", late: 2 },
  { ...alarm, rule: "burst", about: "grid", reports: 2, withinMinutes: 60 },
  { ...alarm, rule: "out", about: "camera", outMinutes: 30 },
  { ...alarm, rule: "dust", about: "sensor", silent: false },
];

async function city(cases: readonly (readonly Fact[])[], more: Record<string, Row[]> = {}): Promise<TestSource> {
  const it = await openTestSource(NOW);
  held = it;
  it.apply({
    platforms: [rowOf("platforms", { ...draftOf("platforms", "demo", { timeZone: "Asia/Shanghai" }), uid: 1 })],
    rules: [
      ruleRow(1, "alarms", "hall", { alarms: "hall", version: "1", title: both("x"), rules: ALARMS }),
      ruleRow(2, "scenes", "emergency", {}),
      ruleRow(3, "scenes", "live", {}),
    ],
    cases: cases.map((facts, i) =>
      rowOf(
        "cases",
        recordOfCase(
          { uid: i + 1, platform: "demo", id: `c${i + 1}`, caseNo: `N${i + 1}`, extra: "{}" },
          replay(facts),
        ),
      ),
    ),
    ...more,
  });
  return it;
}

const at = (hours: number) => YESTERDAY + hours * HOUR;
const reported = (hours: number, more: Partial<CaseReport> = {}): Fact => ({
  kind: "reported",
  at: at(hours),
  by: "x",
  report: {
    ...{ kind: "matter", classUid: 1, source: "patrol", lon: null, lat: null, address: "一纬路8号" },
    ...{ unitGrid: 0, dutyGrid: 0, description: "", urgent: false },
    ...more,
  },
});
const accepted = (hours: number, dispatchDue?: number): Fact => ({
  kind: "accepted",
  at: at(hours),
  by: "x",
  ...(dispatchDue === undefined ? {} : { dispatchDue: at(dispatchDue) }),
});
const dispatched = (hours: number, deadline: number): Fact => ({
  ...{ kind: "dispatched", at: at(hours), by: "x", department: 5 },
  deadline: at(deadline),
});

const ruleOf = (id: string, when: object, more: object = {}) => ({
  ...{ id, title: both(id), when, wall: "", scene: "emergency", seconds: 90, quietMinutes: 2, rank: 10 },
  ...more,
});
const fileOf = (...rules: object[]) => JSON.stringify({ direction: "hall", version: "1", title: both("hall"), rules });
const URGENT = { on: "case", event: "reported", urgent: true };

test("X73 a dry run tells each switch of yesterday, why and until when, and counts them", async () => {
  const it = await city([
    [reported(9, { urgent: true })],
    [reported(9.01, { urgent: true })],
    [reported(15, { urgent: true })],
    [reported(16)],
    [reported(-3, { urgent: true })],
  ]);
  const answer = dryRunAnswer({ file: fileOf(ruleOf("urgent", URGENT)), day: "" }, it.source);
  expect(answer).toMatchObject({
    day: "2026-11-19",
    from: YESTERDAY,
    to: YESTERDAY + 24 * HOUR,
    switches: 2,
    longestMs: 90_000,
  });
  expect(answer.lines.map((line) => [(line.at - YESTERDAY) / HOUR, line.outcome, line.caseUid, line.until])).toEqual([
    [9, "shown", 1, at(9) + 90_000],
    [9.01, "showing", 2, null],
    [15, "shown", 3, at(15) + 90_000],
  ]);
  expect(answer.lines[0]?.label).toContain("一纬路8号");
  expect([answer.walls, answer.troubles]).toEqual([[""], []]);
});

test("X61, X73 an alarm counts at the instant and under the name that the list of alarms has it", async () => {
  const cases = [
    // Its time is up at 12:00; half an hour before is when it is told.
    [reported(8), accepted(8.1), dispatched(8.2, 12)],
    // Dispatched too late.
    [reported(8, { unitGrid: 7 }), accepted(9, 9.5), dispatched(10, 90)],
    [reported(8.5, { unitGrid: 7 })],
    // Two are late in one stage from 14:00 on.
    [{ ...reported(1), due: at(13) }],
    [{ ...reported(2), due: at(14) }],
  ] as const;
  const it = await city(cases, {
    grids: [rowOf("grids", { ...draftOf("grids", "g", { level: "unit", code: "990101001001001" }), uid: 7 })],
    outages: [
      rowOf("outages", { uid: 1, platform: "demo", id: "1", camera: 9, fromAt: at(5), toAt: at(6), why: "offline" }),
      rowOf("outages", { uid: 2, platform: "demo", id: "2", camera: 9, fromAt: at(7), toAt: at(7.2), why: "offline" }),
    ],
  });
  const names = ["due", "late", "jam", "burst", "out"];
  const rules = names.map((rule, i) => ruleOf(rule, { on: "alarm", rule }, { seconds: 1, quietMinutes: 0, rank: i }));
  const { lines } = dryRunAnswer({ file: fileOf(...rules), day: "2026-11-19" }, it.source);
  expect(lines.map(({ at: when, rule, alarm: key }) => [(when - YESTERDAY) / HOUR, rule, key])).toEqual([
    [5.5, "out", `out/camera/9/${at(5)}`],
    [8.5, "burst", `burst/grid/7/${at(8.5)}`],
    [9.5, "late", `late/case/2/${at(9.5)}`],
    [11.5, "due", `due/case/1/${at(12)}`],
    [14, "jam", `jam/stage/0/${YESTERDAY}`],
  ]);
  for (const { at: when, rule, alarm: key } of lines) {
    // What is over by now, or was known otherwise then, the list of now cannot show.
    if (rule === "out" || rule === "late") continue;
    const has = (instant: number) => {
      it.setNow(instant);
      return alarmsAnswer(it.source).alarms.some((each) => each.key === key);
    };
    expect([rule, has(when - 1), has(when + 1)]).toEqual([rule, false, true]);
  }
});

test("X73 other files in force run along, and what would flap or leads nowhere is told with it", async () => {
  const it = await city([[reported(9, { urgent: true })]]);
  const other = ruleOf(
    "clock",
    { on: "clock", days: [4], from: "08:00", to: "18:00" },
    { rank: 90, seconds: 0, scene: "live" },
  );
  it.apply({
    rules: [ruleRow(9, "direction", "other", { direction: "other", version: "1", title: both("x"), rules: [other] })],
  });
  const rule = ruleOf("urgent", URGENT, { seconds: 200, scene: "nowhere" });
  const answer = dryRunAnswer({ file: fileOf(rule, ruleOf("low", URGENT)), day: "" }, it.source);
  expect(answer.lines.map(({ rule: id, outcome }) => [id, outcome])).toEqual([["urgent", "sceneGone"]]);
  expect(answer.troubles.map(({ code, params }) => [code, params["path"]])).toEqual([
    ["ruleFlapsQuiet", "rules.0.seconds"],
    ["ruleFlapsTurns", "rules.1"],
    ["ruleUnknownName", "rules.0.scene"],
  ]);
  const lower = dryRunAnswer({ file: fileOf(ruleOf("low", URGENT)), day: "" }, it.source);
  expect(lower.lines.map(({ outcome }) => outcome)).toEqual(["lowerRank"]);
});

test("X73 today is tried as far as it is over; a day that is none, or has not begun, is told", async () => {
  const it = await city([[reported(25, { urgent: true })]]);
  const asked = (day: string) => dryRunAnswer({ file: fileOf(ruleOf("urgent", URGENT)), day }, it.source);
  expect(asked("2026-11-20")).toMatchObject({ to: NOW, switches: 1 });
  for (const day of ["2026-11-21", "2026-02-31", "x"]) {
    expect(() => asked(day)).toThrow(new TroubleError("dryRunDay", { day }));
  }
  expect(() => dryRunAnswer({ file: "{", day: "" }, it.source)).toThrow(TroubleError);
});
