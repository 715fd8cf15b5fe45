import { describe, expect, test } from "vitest";
import { monthOf } from "./period-key.ts";
import { postVectors, type Post } from "./posts.ts";
import { TERM, type Term } from "./terms.ts";
import type { CaseReport, CaseSource, Fact } from "../case/case.ts";

const ZONE = "Asia/Shanghai";
const T = Date.parse("2026-03-10T02:00:00Z");
const MINUTE = 60_000;
const MARCH = monthOf(T, ZONE);

const report = (source: CaseSource, dutyGrid = 7): CaseReport => ({
  kind: "matter",
  classUid: 1,
  source,
  lon: null,
  lat: null,
  address: "",
  unitGrid: 0,
  dutyGrid,
  description: "",
  urgent: false,
});

const reported = (by: string, source: CaseSource = "patrol", at = T): Fact => ({
  kind: "reported",
  at,
  by,
  due: at + 15 * MINUTE,
  report: report(source),
});
const limit = { value: 4, type: "workHour" } as const;

/** One case from report to close: every step within its limit but those named, which take an hour more. */
function whole(late: readonly Fact["kind"][] = []): Fact[] {
  let at = T;
  const step = (kind: Fact["kind"]) => (at += (late.includes(kind) ? 75 : 10) * MINUTE);
  const due = () => at + 15 * MINUTE;
  return [
    reported("监督员甲", "hotline"),
    { kind: "preCheckSent", at: step("preCheckSent"), by: "受理员乙", due: due() },
    { kind: "preChecked", at: step("preChecked"), by: "监督员丙", confirmed: true, due: due() },
    { kind: "accepted", at: step("accepted"), by: "受理员乙", due: due(), dispatchDue: at + 30 * MINUTE },
    { kind: "filed", at: step("filed"), by: "值班长丁", limit, due: due() },
    { kind: "dispatched", at: step("dispatched"), by: "派遣员戊", department: 3, deadline: at + 600 * MINUTE },
    { kind: "takenOn", at: step("takenOn"), by: "专干" },
    { kind: "submitted", at: step("submitted"), by: "专干", due: due() },
    { kind: "postCheckSent", at: step("postCheckSent"), by: "受理员乙", due: due() },
    { kind: "checkPassed", at: step("checkPassed"), by: "监督员丙", due: due() },
    { kind: "closed", at: step("closed"), by: "值班长丁" },
  ];
}

/** What a person is counted for, without zeros. */
function counts(cases: readonly Fact[][], post: Post, person: string, month = MARCH): Partial<Record<Term, number>> {
  const vectors = postVectors(
    cases.map((facts) => ({ facts })),
    ZONE,
  );
  const vector = vectors[post](month).get(person);
  const entries = Object.entries(TERM).map(([term, place]) => [term, vector?.[place] ?? 0] as const);
  return Object.fromEntries(entries.filter(([, count]) => count !== 0));
}

describe("who did a step is counted for it", () => {
  test("each post for its own steps", () => {
    expect(counts([whole()], "acceptor", "受理员乙")).toEqual({
      accepted: 1,
      acceptAccurate: 1,
      acceptJudged: 1,
      acceptOnTime: 1,
      preCheckSendJudged: 1,
      preCheckSendOnTime: 1,
      postCheckSendJudged: 1,
      postCheckSendOnTime: 1,
    });
    expect(counts([whole()], "patroller", "监督员丙")).toEqual({
      preCheckJudged: 1,
      preCheckOnTime: 1,
      postCheckJudged: 1,
      postCheckOnTime: 1,
    });
    expect(counts([whole()], "shiftLeader", "值班长丁")).toEqual({
      filed: 1,
      filedKept: 1,
      filingJudged: 1,
      filingOnTime: 1,
      closed: 1,
      closeJudged: 1,
      closeOnTime: 1,
    });
    expect(counts([whole()], "dispatcher", "派遣员戊")).toEqual({
      dispatched: 1,
      dispatchedOnce: 1,
      dispatchJudged: 1,
      dispatchOnTime: 1,
    });
  });

  test.each([
    ["preChecked", "patroller", "监督员丙", "preCheckJudged", "preCheckOnTime"],
    ["checkPassed", "patroller", "监督员丙", "postCheckJudged", "postCheckOnTime"],
    ["postCheckSent", "acceptor", "受理员乙", "postCheckSendJudged", "postCheckSendOnTime"],
    ["filed", "shiftLeader", "值班长丁", "filingJudged", "filingOnTime"],
    ["closed", "shiftLeader", "值班长丁", "closeJudged", "closeOnTime"],
    ["dispatched", "dispatcher", "派遣员戊", "dispatchJudged", "dispatchOnTime"],
  ] as const)("%s past its limit is judged and not on time", (kind, post, person, judged, onTime) => {
    const found = counts([whole([kind])], post, person);
    expect(found[judged]).toBe(1);
    expect(found[onTime]).toBeUndefined();
  });

  test("a step counts in the month in which it was done", () => {
    const facts: Fact[] = [
      reported("监督员甲", "patrol", Date.parse("2026-03-31T15:50:00Z")),
      { kind: "accepted", at: Date.parse("2026-03-31T16:01:00Z"), by: "受理员乙" },
    ];
    expect(counts([facts], "acceptor", "受理员乙", MARCH)).toEqual({});
    expect(counts([facts], "acceptor", "受理员乙", MARCH + 1)).toMatchObject({ accepted: 1, acceptOnTime: 1 });
    expect(counts([facts], "patroller", "监督员甲", MARCH)).toMatchObject({ patrolReported: 1 });
  });

  test("what was sent on to another department was not dispatched accurately; to the same one it was", () => {
    const sent = (second: number): Fact[] => [
      ...whole().slice(0, 6),
      { kind: "sentBack", at: T + 100 * MINUTE, by: "专干", reason: "不属于本单位职责" },
      { kind: "dispatched", at: T + 110 * MINUTE, by: "派遣员己", department: second, deadline: T + 600 * MINUTE },
    ];
    expect(counts([sent(4)], "dispatcher", "派遣员戊")).toEqual({
      dispatched: 1,
      dispatchJudged: 1,
      dispatchOnTime: 1,
    });
    expect(counts([sent(4)], "dispatcher", "派遣员己")).toEqual({ dispatched: 1, dispatchedOnce: 1 });
    expect(counts([sent(3)], "dispatcher", "派遣员戊")).toMatchObject({ dispatchedOnce: 1 });
  });

  test("what went back to acceptance counts for the filing that held", () => {
    const facts: Fact[] = [
      ...whole().slice(0, 5),
      { kind: "returnedToAcceptor", at: T + 60 * MINUTE, by: "派遣员戊", reason: "类别有误", due: T + 90 * MINUTE },
      { kind: "filed", at: T + 70 * MINUTE, by: "值班长庚", limit },
      { kind: "voided", at: T + 80 * MINUTE, by: "值班长庚", reason: "重复" },
    ];
    expect(counts([facts], "shiftLeader", "值班长丁")).toEqual({ filingJudged: 1, filingOnTime: 1 });
    expect(counts([facts], "shiftLeader", "值班长庚")).toEqual({ filed: 1, filingJudged: 1, filingOnTime: 1 });
  });
});

describe("patrollers", () => {
  const handledAlone = (by: string): Fact[] => [reported(by), { kind: "selfHandled", at: T + MINUTE, by }];
  const refused = (by: string): Fact[] => [
    reported(by),
    { kind: "notAccepted", at: T + MINUTE, by: "受理员乙", reason: "现场已无" },
  ];

  test("reports are valid when filed or handled on the spot", () => {
    const cases = [handledAlone("甲"), refused("甲"), [reported("甲"), ...whole().slice(3, 5)]];
    expect(counts(cases, "patroller", "甲")).toEqual({ patrolReported: 3, patrolValid: 2, filed: 1 });
  });

  test("what the public had to report is missed by whoever reported most in the duty grid", () => {
    const cases = [handledAlone("甲"), handledAlone("乙"), handledAlone("乙"), whole(), whole()];
    expect(counts(cases, "patroller", "乙")).toEqual({
      patrolReported: 2,
      patrolValid: 2,
      filed: 2,
      publicAccepted: 2,
    });
    expect(counts(cases, "patroller", "甲")).toEqual({ patrolReported: 1, patrolValid: 1 });
    expect(counts(cases.toReversed(), "patroller", "乙")).toEqual(counts(cases, "patroller", "乙"));
    const even = [handledAlone("乙"), handledAlone("甲"), whole()];
    const first = ["甲", "乙"].toSorted()[0] as string;
    for (const order of [even, even.toReversed()]) {
      expect(counts(order, "patroller", first)).toMatchObject({ publicAccepted: 1 });
    }
  });

  test("a refusal without a look on site is no check", () => {
    const facts: Fact[] = [
      ...whole().slice(0, 8),
      { kind: "checkFailed", at: T + 90 * MINUTE, by: "受理员乙", reason: "照片不清" },
    ];
    expect(counts([facts], "patroller", "受理员乙")).toEqual({});
  });
});

test("a case of which only the outcome was told says nothing about anybody", () => {
  const told: Fact = {
    kind: "observed",
    at: T + MINUTE,
    by: "nyc311",
    state: "closed",
    status: "Closed",
    department: 3,
    deadline: null,
    times: { closedAt: T },
  };
  expect(counts([[reported("nyc311"), told]], "patroller", "nyc311")).toEqual({});
});
