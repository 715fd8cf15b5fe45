import { expect, test } from "vitest";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import type { DeskRequest } from "../../../shared/wire/desk.ts";
import { wordsOf } from "../../kit/text.ts";
import { caseOf, discardOf, requestText } from "./requests.ts";

const zh = wordsOf("zh-CN", "Asia/Shanghai");
const en = wordsOf("en", "Asia/Shanghai");
const department = (uid: number) => (uid === 2 ? "市政工程管理处" : "");
type Command = Extract<DeskRequest, { ask: "case" }>["command"];
const ofCase = (command: Command): DeskRequest => ({ ask: "case", uid: 7, command });

/** Every kind of command, so that the compiler asks for the new one when there is one. */
const PLAIN: Record<Command["kind"], Command> = {
  accept: { kind: "accept" },
  sendPreCheck: { kind: "sendPreCheck" },
  takeOn: { kind: "takeOn" },
  resume: { kind: "resume" },
  submit: { kind: "submit" },
  sendPostCheck: { kind: "sendPostCheck" },
  requestCityCheck: { kind: "requestCityCheck" },
  passCheck: { kind: "passCheck" },
  close: { kind: "close" },
  selfHandle: { kind: "selfHandle" },
  extend: { kind: "extend" },
  notAccept: { kind: "notAccept", reason: "" },
  answer: { kind: "answer", reason: "" },
  notFile: { kind: "notFile", reason: "" },
  sendBack: { kind: "sendBack", reason: "" },
  refuseSendBack: { kind: "refuseSendBack", reason: "" },
  returnToAcceptor: { kind: "returnToAcceptor", reason: "" },
  requestExtension: { kind: "requestExtension", reason: "" },
  refuseExtension: { kind: "refuseExtension", reason: "" },
  requestSuspension: { kind: "requestSuspension", reason: "" },
  suspend: { kind: "suspend", reason: "" },
  refuseSuspension: { kind: "refuseSuspension", reason: "" },
  failCheck: { kind: "failCheck", reason: "" },
  forceClose: { kind: "forceClose", reason: "" },
  void: { kind: "void", reason: "" },
  appeal: { kind: "appeal", reason: "" },
  grantAppeal: { kind: "grantAppeal", reason: "" },
  refuseAppeal: { kind: "refuseAppeal", reason: "" },
  preCheck: { kind: "preCheck", confirmed: true },
  file: { kind: "file", limit: { value: 4, type: "workHour" } },
  markDuplicate: { kind: "markDuplicate", of: 1 },
  dispatch: { kind: "dispatch", department: 99 },
  redispatch: { kind: "redispatch", department: 99, reason: "" },
  callBack: { kind: "callBack", score: 100 },
  supervise: { kind: "supervise", opinion: "" },
  answerSupervision: { kind: "answerSupervision", reply: "" },
  urge: { kind: "urge", note: "" },
};

test.each(Object.values(PLAIN))("$kind has a name of its own in both languages", (command) => {
  for (const words of [zh, en]) {
    const all = Object.values(PLAIN).map((each) => requestText(ofCase(each), department, words));
    const name = requestText(ofCase(command), department, words);
    expect(name).not.toMatch(/command\.|[{}]/);
    expect(all.filter((each) => each === name)).toHaveLength(1);
  }
});

test("what is known of a request is in its name", () => {
  const said = (request: DeskRequest, words = zh) => requestText(request, department, words);
  expect(said(ofCase({ kind: "dispatch", department: 2 }))).toBe("派遣至市政工程管理处");
  expect(said(ofCase({ kind: "redispatch", department: 2, reason: "" }))).toBe("改派至市政工程管理处");
  const target = { platform: "demo", indicator: "onTimeHandleRate" };
  expect(said({ ask: "setTarget", ...target, value: 0.92 })).toBe("设定目标：按期处置率 92%");
  expect(said({ ask: "clearTarget", ...target, indicator: "unheardOf" })).toBe("取消目标：unheardOf");
  expect(said({ ask: "freeze", platform: "demo", scheme: "s", period: "2026-10" })).toBe("定榜：2026年10月");
  const entry = {
    platform: "demo",
    scheme: "s",
    item: "i",
    department: 1,
    caseUid: 0,
    points: 2,
    text: "",
    evidence: [],
  };
  expect(said({ ask: "enterLedger", ...entry, kind: "spotCheck", month: "2026-11" })).toBe(
    "登记台账：现场抽检，2026年11月",
  );
  expect(said({ ask: "withdrawLedger", uid: 1, why: "" }, en)).toBe("Withdraw a ledger entry");
});

test("an entry is taken back before it is sent and off the list once it is answered, and not in between", () => {
  const entry = (state: OutboxEntry["state"]) => ({ state }) as OutboxEntry;
  expect((["waiting", "sent", "done", "refused", "expired"] as const).map((state) => discardOf(entry(state)))).toEqual([
    "withdraw",
    null,
    "remove",
    "remove",
    "remove",
  ]);
});

test("only a command is about a case", () => {
  const entry = (request: DeskRequest) => ({ message: { id: "x", by: "y", request } }) as OutboxEntry;
  expect(caseOf(entry(ofCase({ kind: "accept" })))).toBe(7);
  expect(caseOf(entry({ ask: "withdrawLedger", uid: 9, why: "" }))).toBeNull();
});
