import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DeskAnswer, DeskMessage } from "../../../shared/wire/desk.ts";
import { openOutbox, type Outbox, type OutboxOptions } from "./outbox.ts";

const AWAY: DeskAnswer = { answer: "trouble", trouble: { code: "hubAway", params: {} } };
const DONE: DeskAnswer = { answer: "done", uid: 1, seq: 1 };
const HOUR = 3_600_000;

let dir: string;
const open: Outbox[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-outbox-"));
});

afterEach(() => {
  for (const each of open.splice(0)) each.close();
  rmSync(dir, { recursive: true, force: true });
});

/** An outbox between a window and a line that a test plays. */
function bench(more: Partial<OutboxOptions> = {}) {
  const sent: { message: DeskMessage; answer: (answer: DeskAnswer) => void }[] = [];
  const it = { now: 1_000_000, live: true, epoch: "e" as string | null, cursor: 0, refused: [] as string[], sent };
  const outbox = openOutbox({
    dataDir: dir,
    driver: "better-sqlite3",
    now: () => it.now,
    real: () => performance.now(),
    live: () => it.live,
    send: (message) => new Promise((answer) => sent.push({ message, answer })),
    place: () => ({ epoch: it.epoch, cursor: it.cursor }),
    truthOf: () => ({ state: 1, department: 2 }),
    log: (event) => void (event.event === "requestRefused" && it.refused.push(event.refused)),
    onChange: () => undefined,
    patienceMs: 200,
    ...more,
  });
  open.push(outbox);
  return { ...it, it, outbox };
}

let asked = 0;
const accept = (uid: number, more: Partial<DeskMessage> = {}): DeskMessage => ({
  id: `request-${(asked += 1)}`,
  by: "张三",
  request: { ask: "case", uid, command: { kind: "accept" } },
  ...more,
});
const states = (outbox: Outbox) => outbox.entries().map(({ state }) => state);
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("the outbox", () => {
  test("O1 keeps what it was told over a restart, and sends it again under its own id", async () => {
    const first = bench();
    const message = accept(1);
    expect(await first.outbox.ask(message)).toEqual({ answer: "queued" });
    first.outbox.close();
    const second = bench();
    second.outbox.wake();
    expect(second.sent.map((each) => each.message.id)).toEqual([message.id]);
    expect(second.sent[0]?.message.notAfter).toBe(1_000_000 + 12 * HOUR);
    second.sent[0]?.answer(DONE);
    await turn();
    expect(states(second.outbox)).toEqual(["done"]);
  });

  test("O2 a line that cannot carry it now says so at once; what was never asked waits as such", async () => {
    const it = bench();
    const answer = it.outbox.ask(accept(1));
    it.sent[0]?.answer(AWAY);
    expect(await answer).toEqual({ answer: "queued" });
    expect(states(it.outbox)).toEqual(["waiting"]);
    const silent = it.outbox.ask(accept(2));
    it.sent[1]?.answer({ answer: "trouble", trouble: { code: "deskSilent", params: {} } });
    expect(await silent).toEqual({ answer: "queued" });
    expect(states(it.outbox)).toEqual(["waiting", "sent"]);
  });

  test("O3 one case waits for its answer, another does not wait for it", async () => {
    const it = bench();
    void it.outbox.ask(accept(1));
    void it.outbox.ask(accept(1));
    void it.outbox.ask(accept(2));
    expect(it.sent.map(({ message }) => message.request)).toMatchObject([{ uid: 1 }, { uid: 2 }]);
    it.sent[0]?.answer(DONE);
    await turn();
    expect(it.sent.map(({ message }) => message.request)).toMatchObject([{ uid: 1 }, { uid: 2 }, { uid: 1 }]);
  });

  test("O4 nothing expires by a clock that no hub has confirmed", async () => {
    const first = bench();
    first.it.live = false;
    await first.outbox.ask(accept(1, { notAfter: 1_000_500 }));
    await first.outbox.ask(accept(2));
    first.outbox.close();
    const second = bench();
    second.it.live = false;
    second.it.now += 24 * HOUR;
    second.outbox.wake();
    expect(states(second.outbox)).toEqual(["waiting", "waiting"]);
    second.it.now = 1_001_000;
    second.it.live = true;
    second.outbox.wake();
    expect(states(second.outbox).toSorted()).toEqual(["expired", "sent"]);
    expect(second.sent[0]?.message.notAfter).toBe(1_001_000 + 12 * HOUR);
  });

  test("O6 the same id waits for the same answer", async () => {
    const it = bench();
    const message = accept(1);
    const both = [it.outbox.ask(message), it.outbox.ask(message)];
    it.sent[0]?.answer({ answer: "refused", refused: "wrongState" });
    expect(await Promise.all(both)).toEqual([1, 2].map(() => ({ answer: "refused", refused: "wrongState" })));
    expect(it.sent).toHaveLength(1);
    expect(it.outbox.counts()).toMatchObject({ waiting: 0, conflicts: 0 });
  });

  test("O9 what names rows of another history is not sent; what does not is", async () => {
    const it = bench();
    it.it.live = false;
    await it.outbox.ask(accept(1));
    await it.outbox.ask(accept(2, { request: { ask: "clearTarget", platform: "a", indicator: "x" } }));
    it.it.live = true;
    it.it.epoch = "another";
    it.outbox.wake();
    expect(it.sent.map(({ message }) => message.request.ask)).toEqual(["clearTarget"]);
    expect(it.it.refused).toEqual(["otherHistory"]);
    expect(it.outbox.counts().conflicts).toBe(1);
  });

  test("O7 what is done is shown until the cache has come to it, in its own history only", async () => {
    const it = bench();
    void it.outbox.ask(accept(7));
    it.sent[0]?.answer({ answer: "done", uid: 7, seq: 5 });
    await turn();
    expect(it.outbox.unsettled(7)).toHaveLength(1);
    it.it.cursor = 5;
    expect(it.outbox.unsettled(7)).toHaveLength(0);
    it.it.cursor = 0;
    it.it.epoch = "another";
    expect(it.outbox.unsettled(7)).toHaveLength(0);
    expect(it.outbox.discard(it.outbox.entries()[0]?.message.id ?? "")).toBe(true);
  });

  test("O10 what is held is kept and shown, and leaves when its time is over, what follows after it", async () => {
    const it = bench();
    const first = accept(1);
    expect(await it.outbox.ask(first, 60)).toEqual({ answer: "queued" });
    void it.outbox.ask(accept(1));
    void it.outbox.ask(accept(2));
    // Another case does not wait, the same one does.
    expect(it.sent.map(({ message }) => message.request)).toMatchObject([{ uid: 2 }]);
    expect(it.outbox.unsettled(1)).toHaveLength(2);
    expect(await it.outbox.ask(first)).toEqual({ answer: "queued" });
    await new Promise((resolve) => setTimeout(resolve, 90));
    expect(it.sent.map(({ message }) => message.id)).toEqual([it.sent[0]!.message.id, first.id]);
    it.sent[1]?.answer(DONE);
    await turn();
    expect(it.sent.map(({ message }) => message.request)).toMatchObject([{ uid: 2 }, { uid: 1 }, { uid: 1 }]);
  });

  test("O10 what is held can be taken back, and is never sent then", async () => {
    const it = bench();
    const message = accept(1);
    await it.outbox.ask(message, 40);
    expect(it.outbox.discard(message.id)).toBe(true);
    expect(it.outbox.unsettled(1)).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 70));
    expect(it.sent).toHaveLength(0);
    // What has left cannot be taken back.
    const other = accept(1);
    await it.outbox.ask(other, 10);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(it.outbox.discard(other.id)).toBe(false);
  });

  test("O10 a host that starts again holds nothing", async () => {
    const first = bench();
    const message = accept(1);
    await first.outbox.ask(message, 60_000);
    first.outbox.close();
    const second = bench();
    second.outbox.wake();
    expect(second.sent.map((each) => each.message.id)).toEqual([message.id]);
  });

  test("O11 what somebody asked goes in their own session only, and nobody else waits for it", async () => {
    const at = { person: 7 as number | null, sends: false };
    const it = bench({ seat: () => at });
    const own = accept(1, { person: 7 });
    expect(await it.outbox.ask(own)).toEqual({ answer: "queued" });
    await it.outbox.ask(accept(1, { person: 7 }));
    // Their session is over: it is still shown as theirs.
    expect(it.sent).toHaveLength(0);
    expect(it.outbox.entries()[0]).toMatchObject({ state: "waiting", heldFor: "张三" });
    expect(it.outbox.unsettled(1)).toHaveLength(2);
    [at.person, at.sends] = [8, true];
    it.outbox.seated();
    expect(it.outbox.unsettled(1)).toHaveLength(0);
    void it.outbox.ask(accept(1, { person: 8 }));
    void it.outbox.ask(accept(2));
    expect(it.sent.map(({ message }) => message.person)).toEqual([8, undefined]);
    for (const { answer } of it.sent) answer(DONE);
    await turn();
    [at.person, at.sends] = [7, true];
    it.outbox.seated();
    expect(it.sent.map(({ message }) => message.person)).toEqual([8, undefined, 7]);
    expect(it.outbox.entries().every(({ heldFor }) => heldFor === undefined)).toBe(true);
  });

  test("O11 refused because somebody else sat down meanwhile, it waits for its own person", async () => {
    const at = { person: 7 as number | null, sends: true };
    const it = bench({ seat: () => at });
    const answer = it.outbox.ask(accept(1, { person: 7 }));
    at.person = 8;
    it.sent[0]?.answer({ answer: "refused", refused: "otherPerson" });
    expect(await answer).toEqual({ answer: "queued" });
    expect(it.outbox.entries()).toMatchObject([{ state: "waiting", refused: null, heldFor: "张三" }]);
    expect(it.outbox.counts()).toMatchObject({ waiting: 1, conflicts: 0 });
    at.person = 7;
    it.outbox.wake();
    expect(it.sent).toHaveLength(2);
  });

  test("a claim is made now or not at all", async () => {
    const it = bench();
    it.it.live = false;
    void it.outbox.ask(accept(1, { request: { ask: "claim", uid: 1, seconds: 90 } }));
    expect(it.sent).toHaveLength(1);
    expect(it.outbox.entries()).toHaveLength(0);
  });

  test("takes so many and says then that it is full", async () => {
    const it = bench({ mostWaiting: 3 });
    it.it.live = false;
    for (let n = 0; n < 3; n++) await it.outbox.ask(accept(n));
    expect(await it.outbox.ask(accept(1))).toEqual({
      answer: "trouble",
      trouble: { code: "outboxFull", params: { count: 3 } },
    });
  });
});
