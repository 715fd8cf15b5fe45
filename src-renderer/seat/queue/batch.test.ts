import { describe, expect, test } from "vitest";
import { ALLOWED } from "../../../shared/case/decide.ts";
import { CASE_STATES, type CaseState } from "../../../shared/case/state.ts";
import { mayCommand } from "../../../shared/rights.ts";
import type { OutboxEntry } from "../../../shared/sync-status.ts";
import { commandsForAll, resultOf, type BatchItem } from "./batch.ts";

const codes = (...states: CaseState[]) => states.map((state) => CASE_STATES.indexOf(state));

describe("Z15 what is offered for a selection", () => {
  test("is what the state of every case allows and the role may", () => {
    const all = () => true;
    expect(commandsForAll(codes("reported", "reported"), all)).toEqual(ALLOWED.reported);
    expect(commandsForAll(codes("pendingHandling", "handling"), all)).not.toContain("takeOn");
    expect(commandsForAll(codes("pendingHandling", "handling"), all)).toContain("urge");
    expect(commandsForAll(codes("reported", "pendingDispatch"), all)).toEqual(["markDuplicate", "forceClose"]);
    expect(commandsForAll(codes("reported", "closed"), all)).toEqual([]);
    expect(commandsForAll([], all)).toEqual([]);
    expect(commandsForAll(codes("pendingDispatch", "returned"), (kind) => mayCommand("dispatcher", kind))).toEqual([
      "dispatch",
      "returnToAcceptor",
      "answerSupervision",
      "urge",
    ]);
    expect(commandsForAll(codes("reported"), (kind) => mayCommand("leader", kind))).toEqual([]);
  });
});

describe("Z16 what came of each request of a batch", () => {
  const item = (part: Partial<BatchItem> = {}): BatchItem => ({
    uid: 1,
    caseNo: "1",
    id: "a",
    answer: { answer: "queued" },
    back: null,
    ...part,
  });
  const entry = (state: OutboxEntry["state"], refused: OutboxEntry["refused"] = null) =>
    ({ state, refused }) as OutboxEntry;

  test("follows the request from here to the hub's answer", () => {
    expect(resultOf(item({ answer: null }), undefined, true, true)).toEqual({ result: "underWay" });
    expect(resultOf(item(), entry("waiting"), true, false)).toEqual({ result: "underWay" });
    expect(resultOf(item(), entry("waiting"), false, false)).toEqual({ result: "queued" });
    expect(resultOf(item(), entry("sent"), false, true)).toEqual({ result: "underWay" });
    expect(resultOf(item(), entry("done"), false, true)).toEqual({ result: "done" });
    expect(resultOf(item(), undefined, false, true)).toEqual({ result: "done" });
    expect(resultOf(item({ back: "taken" }), undefined, false, true)).toEqual({ result: "taken" });
    expect(resultOf(item({ back: "late" }), entry("done"), false, true)).toEqual({ result: "done" });
  });

  test("says why one was refused, came too late, or could not be kept", () => {
    expect(resultOf(item(), entry("refused", "wrongState"), false, true)).toMatchObject({ refused: "wrongState" });
    expect(resultOf(item(), entry("expired"), false, true)).toMatchObject({ refused: "expired" });
    expect(resultOf(item({ answer: { answer: "refused", refused: "overdue" } }), undefined, true, true)).toMatchObject({
      result: "refused",
      refused: "overdue",
    });
    const trouble = { code: "diskFull", params: {} } as const;
    expect(resultOf(item({ answer: { answer: "trouble", trouble } }), undefined, true, true)).toMatchObject({
      trouble,
    });
  });
});
