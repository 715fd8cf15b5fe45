/** What goes on beside a form: claims, drafts that were sent, and the next case. */
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ClaimLine, SeatLine } from "../../../shared/seat.ts";
import type { DeskAnswer, DeskRequest } from "../../../shared/wire/desk.ts";
import type { Link } from "../../link/connection.ts";
import { CLAIM_SECONDS, heldByOf, keepClaim, othersAt } from "./claim-keeper.ts";
import { createSentDrafts } from "./sent-drafts.ts";
import { movesOn, openAhead } from "./triage.ts";

const DONE: DeskAnswer = { answer: "done", uid: 0, seq: 1 };

describe("Z30 a claim", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function keeping(answers: DeskAnswer[] = []) {
    const asked: DeskRequest[] = [];
    const told: (string | null)[] = [];
    const keeper = keepClaim(
      7,
      (request) => {
        asked.push(request);
        return { answer: Promise.resolve(answers.shift() ?? DONE) };
      },
      (heldBy) => told.push(heldBy),
    );
    return { asked, told, keeper };
  }

  test("is made at once, kept before it runs out, and let go of", async () => {
    const { asked, keeper } = keeping();
    expect(asked).toEqual([{ ask: "claim", uid: 7, seconds: 90 }]);
    await vi.advanceTimersByTimeAsync(125_000);
    expect(asked).toHaveLength(3);
    keeper.end();
    expect(asked.at(-1)).toEqual({ ask: "claim", uid: 7, seconds: 0 });
    await vi.advanceTimersByTimeAsync(200_000);
    expect(asked).toHaveLength(4);
    expect(60_000).toBeLessThan(CLAIM_SECONDS * 1_000);
  });

  test("that somebody else has names them, and is taken over with a reason", async () => {
    const { asked, told, keeper } = keeping([{ answer: "refused", refused: "caseHeld", by: "王芳" }]);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(["王芳"]);
    keeper.steal("已当面商量");
    expect(asked.at(-1)).toEqual({ ask: "claim", uid: 7, seconds: 90, reason: "已当面商量" });
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(["王芳", null]);
  });

  test("that cannot be asked for now is in nobody's way, and nothing is told after its end", async () => {
    expect(heldByOf({ answer: "trouble", trouble: { code: "hubAway", params: {} } })).toBeNull();
    expect(heldByOf({ answer: "refused", refused: "caseHeld" })).toBe("");
    const { told, keeper } = keeping([{ answer: "refused", refused: "caseHeld", by: "王芳" }]);
    keeper.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([]);
  });

  test("others at a case are those at other seats", () => {
    const seat = (person: number, caseUid: number, own: boolean) => ({ person, caseUid, own }) as SeatLine;
    const claims = [{ caseUid: 8, person: 2 } as ClaimLine];
    const { others, claim } = othersAt(7, [seat(1, 7, true), seat(2, 7, false), seat(3, 8, false)], claims);
    expect(others.map(({ person }) => person)).toEqual([2]);
    expect(claim).toBeNull();
    expect(othersAt(8, [], claims).claim?.person).toBe(2);
  });
});

describe("Z32 a draft that was sent", () => {
  const entry = (id: string, state: "waiting" | "sent" | "done" | "refused") =>
    ({ message: { id }, state }) as Parameters<ReturnType<typeof createSentDrafts>["look"]>[0][number];

  test("goes once the hub has done it, and only once", () => {
    const gone: string[] = [];
    const drafts = createSentDrafts((key) => gone.push(key));
    drafts.sent("a", "draft/command/1/urge");
    drafts.sent("b", "draft/command/2/urge");
    drafts.heard("a", { answer: "queued" });
    drafts.look([entry("a", "waiting"), entry("b", "sent")]);
    expect(gone).toEqual([]);
    drafts.heard("a", DONE);
    drafts.look([entry("a", "done"), entry("b", "done")]);
    expect(gone).toEqual(["draft/command/1/urge", "draft/command/2/urge"]);
  });

  test("stays when it was refused, or taken back", () => {
    const gone: string[] = [];
    const drafts = createSentDrafts((key) => gone.push(key));
    drafts.sent("a", "draft/command/1/sendBack");
    drafts.sent("b", "draft/command/2/sendBack");
    drafts.heard("a", { answer: "refused", refused: "wrongState" });
    drafts.look([entry("a", "refused")]);
    drafts.look([]);
    expect(gone).toEqual([]);
  });
});

describe("Z31 the next case", () => {
  test("is open before one comes to it, and let go of when it is another", () => {
    const open = new Set<string>();
    const whole = (question: object) => {
      const key = JSON.stringify(question);
      return { get: () => null, subscribe: () => (open.add(key), () => void open.delete(key)) };
    };
    const end = openAhead({ whole } as unknown as Link, 9);
    expect([...open]).toEqual([
      '{"view":"case","uid":9}',
      '{"view":"suggest","uid":9}',
      '{"view":"pictures","caseUid":9}',
    ]);
    end();
    expect(open.size).toBe(0);
  });

  test("comes after commands that move a case on, and not after a reminder", () => {
    expect((["accept", "dispatch", "sendBack", "close"] as const).every(movesOn)).toBe(true);
    expect((["urge", "supervise", "requestExtension", "callBack"] as const).some(movesOn)).toBe(false);
  });
});
