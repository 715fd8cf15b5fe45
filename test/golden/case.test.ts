/** The flows that the seed reports tell, step by step, and the policies by which they go. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Case, CaseSource, Command } from "../../shared/case/case.ts";
import { clocksOf } from "../../shared/case/clocks.ts";
import { decide, isRefusal } from "../../shared/case/decide.ts";
import { evolve } from "../../shared/case/evolve.ts";
import { MARK } from "../../shared/case/marks.ts";
import { DEFAULT_POLICY, type CasePolicy } from "../../shared/case/policy.ts";
import { plainCalendar } from "../../shared/case/worktime.ts";
import { parsePolicy } from "../../shared/rules/policy.ts";
import { TroubleError } from "../../shared/trouble.ts";

const folder = join(import.meta.dirname, "../../resources/policies");
const read = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Record<string, unknown>;
const policyOf = (name: string) => parsePolicy(`policies/${name}.json`, read(name));

const calendar = plainCalendar("Asia/Shanghai");
/** A Monday; times below are the city's. */
const at = (time: string) => Date.parse(`2026-03-${time}:00+08:00`);

type Told = readonly [time: string, by: string, command: Record<string, unknown>];

/** Lives a case through what is told; each step must be allowed. */
function live(policy: CasePolicy, source: CaseSource, told: readonly Told[]): Case {
  const [first, ...others] = told as readonly [Told, ...Told[]];
  const report = {
    kind: "matter",
    classUid: 1,
    source,
    lon: 110,
    lat: 27.4,
    address: "",
    unitGrid: 1,
    dutyGrid: 2,
    description: "",
    urgent: false,
  };
  const steps: Told[] = [[first[0], first[1], { kind: "report", report }], ...others];
  return steps.reduce<Case | null>((c, [time, by, command]) => {
    const answer = decide(c, { at: at(time), by, ...command } as unknown as Command, { calendar, policy });
    if (isRefusal(answer)) throw new Error(`${time} ${answer.command}: ${answer.refused}`);
    return answer.reduce<Case | null>(evolve, c);
  }, null) as Case;
}

describe("中方 2020: seven steps, two owners", () => {
  const policy = policyOf("zhongfang");
  const limit = { value: 1, type: "workDay" };
  const start: Told[] = [
    ["02T09:00", "市采集员", {}],
    ["02T09:05", "市信息中心", { kind: "accept" }],
    ["02T09:10", "市信息中心", { kind: "file", limit }],
    ["02T10:00", "县智慧中心", { kind: "dispatch", department: 5 }],
    ["02T10:10", "县水利局", { kind: "takeOn" }],
    ["03T09:00", "县水利局", { kind: "submit" }],
    ["03T09:30", "县智慧中心", { kind: "requestCityCheck" }],
  ];

  test("K15 the county dispatches and confirms, the city checks in between, and the case waits for it in a state of its own", () => {
    const waiting = live(policy, "platform", start);
    expect(waiting).toMatchObject({ state: "awaitingCityCheck", stageDue: null, submittedAt: at("03T09:00") });
    const c = live(policy, "platform", [
      ...start,
      ["04T15:00", "市采集员", { kind: "passCheck" }],
      ["04T16:00", "县智慧中心", { kind: "close" }],
    ]);
    expect(c.facts.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      "reported 市采集员",
      "accepted 市信息中心",
      "filed 市信息中心",
      "dispatched 县智慧中心",
      "takenOn 县水利局",
      "submitted 县水利局",
      "cityCheckRequested 县智慧中心",
      "checkPassed 市采集员",
      "closed 县智慧中心",
    ]);
    // The score's clock stopped at the application to close, although the city looked a day later.
    expect(c).toMatchObject({ state: "closed", deadline: at("03T10:00"), submittedAt: at("03T09:00") });
    expect(clocksOf(c, at("20T09:00"), calendar)).toMatchObject({ light: "yellow", remainingMinutes: 60 });
  });

  test("K15 what the city's check fails is not done: it goes on in the department, under the deadline it had", () => {
    const c = live(policy, "platform", [...start, ["04T15:00", "市采集员", { kind: "failCheck", reason: "未达标" }]]);
    expect(c).toMatchObject({ state: "handling", submittedAt: null, deadline: at("03T10:00"), reworkCount: 1 });
    expect(clocksOf(c, at("04T15:00"), calendar).light).toBe("red");
  });

  test("K15 the county cannot check for itself, and an extension moves the deadline that decides the month", () => {
    const submitted = live(policy, "platform", start.slice(0, 6));
    const own = { kind: "sendPostCheck", at: at("03T09:30"), by: "县智慧中心" } as const;
    expect(decide(submitted, own, { calendar, policy })).toMatchObject({ refused: "notInPolicy" });
    const extended = live(policy, "platform", [
      ...start.slice(0, 5),
      ["02T15:00", "县水利局", { kind: "requestExtension", reason: "需采购材料" }],
      ["02T16:00", "县智慧中心", { kind: "extend" }],
    ]);
    expect(extended).toMatchObject({ deadline: at("04T10:00"), extensionCount: 1 });
  });
});

describe("资阳 2020: ten minutes, day and night", () => {
  const policy = policyOf("ziyang");
  const upTo = (dispatched: string) =>
    live(policy, "public", [
      ["02T23:50", "市民", {}],
      ["02T23:55", "受理员", { kind: "accept" }],
      ["03T00:01", "值班长", { kind: "file", limit: { value: 4, type: "urgentHour" } }],
      [dispatched, "派遣员", { kind: "dispatch", department: 5 }],
    ]);

  test("K11 from acceptance to the department: the tenth minute is still in time, the eleventh is not, also over midnight", () => {
    expect(upTo("03T00:05").dispatchDue).toBe(at("03T00:05"));
    expect(upTo("03T00:05").marks & MARK.dispatchOnTime).not.toBe(0);
    const late = upTo("03T00:06");
    expect(late.marks & MARK.dispatchJudged).not.toBe(0);
    expect(late.marks & MARK.dispatchOnTime).toBe(0);
  });

  test("K11 a second dispatch is not judged again", () => {
    const c = live(policy, "public", [
      ["02T23:50", "市民", {}],
      ["02T23:55", "受理员", { kind: "accept" }],
      ["02T23:56", "值班长", { kind: "file", limit: { value: 4, type: "urgentHour" } }],
      ["02T23:57", "派遣员", { kind: "dispatch", department: 5 }],
      ["03T01:00", "水务局", { kind: "sendBack", reason: "不属于本单位" }],
      ["03T01:30", "派遣员", { kind: "dispatch", department: 6 }],
    ]);
    expect(c.marks & MARK.dispatchOnTime).not.toBe(0);
    expect(c.marks & MARK.manyDepartments).not.toBe(0);
  });
});

describe("after the work", () => {
  const done: Told[] = [
    ["02T09:00", "市民", {}],
    ["02T09:01", "受理员", { kind: "accept" }],
    ["02T09:02", "值班长", { kind: "file", limit: { value: 4, type: "workHour" } }],
    ["02T09:03", "派遣员", { kind: "dispatch", department: 5 }],
    ["02T09:20", "环卫处", { kind: "takeOn" }],
    ["02T17:00", "环卫处", { kind: "submit" }],
    ["02T17:10", "受理员", { kind: "sendPostCheck" }],
    ["02T17:30", "监督员", { kind: "passCheck" }],
  ];

  test("K16 a caller who is not satisfied sends the case back, and the same department does it again", () => {
    const c = live(DEFAULT_POLICY, "hotline", [
      ...done,
      ["02T17:40", "受理员", { kind: "callBack", score: -100 }],
      ["02T17:50", "派遣员", { kind: "dispatch", department: 5 }],
      ["03T08:30", "环卫处", { kind: "takeOn" }],
      ["03T09:00", "环卫处", { kind: "submit" }],
      ["03T09:10", "受理员", { kind: "sendPostCheck" }],
      ["03T09:30", "监督员", { kind: "passCheck" }],
      ["03T09:40", "受理员", { kind: "callBack", score: 80 }],
      ["03T10:00", "值班长", { kind: "close" }],
    ]);
    expect(c).toMatchObject({ state: "closed", satisfaction: 80, reworkCount: 1, submittedAt: at("03T09:00") });
    expect(c.deadline).toBe(at("03T11:50"));
    expect(c.marks & MARK.dissatisfied).not.toBe(0);
    expect(c.marks & MARK.manyDepartments).toBe(0);
    const kept = live(policyOf("zhongfang"), "hotline", [
      ...done.slice(0, 6),
      ["02T17:10", "县智慧中心", { kind: "requestCityCheck" }],
      ["02T17:30", "市采集员", { kind: "passCheck" }],
      ["02T17:40", "受理员", { kind: "callBack", score: -100 }],
    ]);
    expect(kept).toMatchObject({ state: "pendingClose", satisfaction: -100 });
  });

  test("K14 an appeal that is granted exempts a late case and leaves its times as they were", () => {
    const closed: Told[] = [...done, ["02T18:00", "值班长", { kind: "close" }]];
    const before = live(DEFAULT_POLICY, "patrol", closed);
    const c = live(DEFAULT_POLICY, "patrol", [
      ...closed,
      ["05T09:00", "环卫处", { kind: "appeal", reason: "道路封闭施工，无法进入" }],
      ["06T09:00", "受理员", { kind: "grantAppeal", reason: "情况属实" }],
    ]);
    expect(c.marks & MARK.exempt).not.toBe(0);
    expect(c).toMatchObject({ state: "closed", submittedAt: before.submittedAt, closedAt: before.closedAt });
    expect(c.submittedAt).toBeGreaterThan(c.deadline as number);
  });

  test("K16 a question is answered at once and never filed; a duplicate ends where it is recognised", () => {
    const first: Told[] = [["02T09:00", "市民", {}]];
    const answered = live(DEFAULT_POLICY, "hotline", [
      ...first,
      ["02T09:03", "受理员", { kind: "answer", reason: "已答复" }],
    ]);
    expect(answered).toMatchObject({ state: "answered", filedAt: null, acceptedAt: null, closedAt: at("02T09:03") });
    const repeats = { kind: "markDuplicate", of: 77 };
    const ends = [1, 2, 3, 5].map((steps) => {
      const c = live(DEFAULT_POLICY, "patrol", [...done.slice(0, steps), ["02T09:30", "受理员", repeats]]);
      expect(c.duplicateOf).toBe(77);
      return c.state;
    });
    expect(ends).toEqual(["notAccepted", "notFiled", "voided", "voided"]);
  });
});

describe("policy files", () => {
  test("K18 the default file is the default policy, and each file carries its own name", () => {
    const { title, source, ...policy } = policyOf("default");
    expect(policy).toEqual(DEFAULT_POLICY);
    expect(
      Object.values(title)
        .concat(Object.values(source))
        .every((text) => text !== ""),
    ).toBe(true);
    const names = readdirSync(folder).map((file) => file.replace(".json", ""));
    expect(names).toEqual(expect.arrayContaining(["default", "zhongfang", "ziyang", "yuncheng", "linlan"]));
    for (const name of names) expect(policyOf(name).policy).toBe(name);
  });

  test("K18 the cities differ where their documents say so", () => {
    expect(policyOf("zhongfang")).toMatchObject({ cityCheck: true, dispatchMinutes: null });
    expect(policyOf("ziyang")).toMatchObject({ cityCheck: false, dispatchMinutes: 10, dispatchClockFrom: "accepted" });
    expect(policyOf("yuncheng")).toMatchObject({
      extension: { max: 2, whenOverdue: false, needsRequest: true },
      suspension: { max: 1, longestDays: 365, needsRequest: true },
      dispatchMinutes: 15,
      stageMinutes: { reported: 15, preChecking: 30, returned: 15, checking: 30 },
    });
  });

  test("K18 a broken file is told with its place and what is expected there", () => {
    const broken = (change: (file: Record<string, unknown>) => void) => {
      const file = read("default");
      change(file);
      try {
        parsePolicy("policies/x.json", file);
      } catch (error) {
        return error instanceof TroubleError ? error.trouble : error;
      }
      return null;
    };
    expect(broken((file) => Object.assign(file, { dispatchMinutes: -1 }))).toMatchObject({
      code: "ruleBroken",
      params: { file: "policies/x.json", path: "dispatchMinutes", expected: ">=1" },
    });
    expect(broken((file) => delete (file["stageMinutes"] as Record<string, unknown>)["checking"])).toMatchObject({
      code: "ruleBroken",
      params: { path: "stageMinutes.checking" },
    });
    expect(broken((file) => Object.assign(file["recurrence"] as object, { classes: { "06010": {} } }))).toMatchObject({
      code: "ruleBroken",
      params: { path: "recurrence.classes.06010" },
    });
    expect(broken((file) => Object.assign(file, { more: 1 }))).toMatchObject({ params: { path: "more" } });
    expect(broken((file) => Object.assign(file, { format: 2 }))).toMatchObject({ code: "ruleNewer" });
  });
});
