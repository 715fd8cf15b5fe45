import { expect, test } from "vitest";
import type { CaseReport, Fact } from "../../../shared/case/case.ts";
import { DEFAULT_POLICY } from "../../../shared/case/policy.ts";
import { recordOfCase } from "../../../shared/case/record.ts";
import { replay } from "../../../shared/case/evolve.ts";
import { CASE_STATES } from "../../../shared/case/state.ts";
import { plainCalendar } from "../../../shared/case/worktime.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { overlaid } from "./overlay.ts";

const context = { calendar: plainCalendar("Asia/Shanghai"), policy: DEFAULT_POLICY };
const report: CaseReport = {
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
const facts: Fact[] = [{ kind: "reported", at: 1_000, by: "监督员", report }];
const truth = recordOfCase({ uid: 7, platform: "demo", id: "x", caseNo: "1", extra: "{}" }, replay(facts));

type Command = Extract<DeskRequest, { ask: "case" }>["command"];
const asked = (command: Command, uid = 7, madeAt = 2_000): OutboxEntry => ({
  message: { id: `id-${command.kind}`, by: "张三", request: { ask: "case", uid, command } },
  madeAt,
  state: "waiting",
  refused: null,
  settledAt: null,
  truth: null,
});
const sent = (command: Command): OutboxEntry => ({ ...asked(command), state: "sent" });
const stateOf = (entries: readonly OutboxEntry[]) => CASE_STATES[overlaid(truth, entries, context).state];

test("O7 commands on their way are shown as done, one after another, by the rules the hub goes by", () => {
  expect(overlaid(truth, [], context)).toBe(truth);
  expect(stateOf([asked({ kind: "accept" })])).toBe("pendingFiling");
  expect(stateOf([asked({ kind: "accept" }), asked({ kind: "file", limit: { value: 1, type: "workDay" } })])).toBe(
    "pendingDispatch",
  );
  const after = overlaid(
    truth,
    [
      asked({ kind: "accept" }),
      asked({ kind: "file", limit: { value: 1, type: "workDay" } }),
      asked({ kind: "dispatch", department: 9 }),
    ],
    context,
  );
  expect([CASE_STATES[after.state], after.department, after.deadline !== null]).toEqual(["pendingHandling", 9, true]);
});

test("O7 a command that the rules refuse changes nothing, and neither does one on another case", () => {
  expect(overlaid(truth, [asked({ kind: "close" })], context)).toBe(truth);
  expect(overlaid(truth, [asked({ kind: "accept" }, 8)], context)).toBe(truth);
  // What was asked on top of it will not be sent (O5).
  expect(overlaid(truth, [asked({ kind: "close" }), asked({ kind: "accept" })], context)).toBe(truth);
});

test("O7 a command given before the case last moved is shown after it", () => {
  expect(stateOf([asked({ kind: "accept" }, 7, 500)])).toBe("pendingFiling");
});

test("O7 what has come back already, before the answer to it, is not done twice", () => {
  const handled: Fact[] = [
    ...facts,
    { kind: "accepted", at: 1_000, by: "x" },
    { kind: "filed", at: 1_000, by: "x", limit: { value: 4, type: "naturalDay" } },
    { kind: "dispatched", at: 1_000, by: "x", department: 1, deadline: 400_000_000 },
    { kind: "takenOn", at: 1_000, by: "x" },
  ];
  const of = (all: readonly Fact[]) =>
    recordOfCase({ uid: 7, platform: "demo", id: "x", caseNo: "1", extra: "{}" }, replay(all));
  const extend = { ...sent({ kind: "extend" }), madeAt: 10_000 };
  const expected = overlaid(of(handled), [extend], context);
  expect(expected.deadline).toBeGreaterThan(400_000_000);
  const back = of([...handled, { kind: "extended", at: 10_500, by: "张三", deadline: expected.deadline as number }]);
  expect(overlaid(back, [extend], context)).toBe(back);
  // Somebody else's extension is another one, and one that was never sent has not come back.
  const others = of([...handled, { kind: "extended", at: 10_500, by: "李四", deadline: expected.deadline as number }]);
  expect(overlaid(others, [extend], context).deadline).not.toBe(others.deadline);
  expect(overlaid(back, [{ ...extend, state: "waiting" }], context).deadline).not.toBe(back.deadline);
});

test("O7 a case whose facts have left this machine stays as it is", () => {
  const bare = { ...truth, facts: "[]" };
  expect(overlaid(bare, [asked({ kind: "accept" })], context)).toBe(bare);
});
