import { expect, test } from "vitest";
import { TableSums } from "../../../shared/digest.ts";
import { EVERYTHING } from "../../../shared/scope.ts";
import type { DeskMessage } from "../../../shared/wire/desk.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import type { Position } from "../cache/position.ts";
import type { CacheWriter } from "../cache/write.ts";
import { hubClock } from "./clock.ts";
import { runLine } from "./line-runner.ts";
import type { HubSocket, SocketListener } from "./socket.ts";

const AWAY = { answer: "trouble", trouble: { code: "hubAway", params: {} } };
const SILENT = { answer: "trouble", trouble: { code: "deskSilent", params: {} } };
const MESSAGE: DeskMessage = { id: "message-1", by: "leader", request: { ask: "withdrawLedger", uid: 1, why: "" } };
const STANDS: Position = { epoch: "e", cursor: 5, committedAt: 0, snapshot: null, scope: EVERYTHING };

/** A line to a hub in memory that has nothing new to tell, with desk answers that a test hands out. */
function bench() {
  const answers: ((raw: unknown) => void)[] = [];
  const asked: DeskMessage[] = [];
  let listener: SocketListener | null = null;
  let closed = 0;
  const socket: HubSocket = {
    hello: (_hello, then) =>
      then({
        answer: "welcome",
        wire: HUB_WIRE_VERSION,
        epoch: "e",
        head: 5,
        time: { now: 0, pace: 1 },
        mode: "tail",
        counts: {},
        role: "admin",
        scope: EVERYTHING,
      }),
    page: () => {
      throw new Error("nothing to page");
    },
    time: (then) => then({ now: 0, pace: 1, head: 5, headAt: 0 }),
    status: async () => null,
    digest: () => undefined,
    desk: (message) => {
      asked.push(message as DeskMessage);
      return new Promise((resolve) => answers.push(resolve));
    },
    tail: () => undefined,
    look: () => undefined,
    direct: async () => undefined,
    echo: async () => undefined,
    shows: () => undefined,
    picture: async () => undefined,
    credit: () => undefined,
    close: () => void closed++,
  };
  const line = runLine({
    writer: {
      transact: (work: () => unknown) => work(),
      position: () => undefined,
      digests: { of: () => new TableSums() },
    } as unknown as CacheWriter,
    position: () => STANDS,
    rowsSoFar: () => 0,
    clock: hubClock(() => 0, 0),
    real: () => 0,
    wall: () => 0,
    dataDir: "",
    token: () => "",
    name: "",
    keepMonths: null,
    outbox: () => ({ waiting: 0, conflicts: 0 }),
    readOnly: () => null,
    watched: () => false,
    onBroken: () => undefined,
    log: () => undefined,
    onChanges: () => undefined,
    onTracks: () => undefined,
    onReport: () => undefined,
    open: (_url, to) => {
      listener = to;
      return socket;
    },
  });
  return {
    line,
    asked,
    answer: (raw: unknown) => answers.shift()?.(raw),
    closed: () => closed,
    live() {
      line.connect("http://hub");
      listener?.opened();
      expect(line.report().state).toBe("live");
    },
    cut: () => listener?.closed("ECONNRESET"),
  };
}

test("S15 the hub's word on a request comes back as it is", async () => {
  const it = bench();
  it.live();
  for (const said of [
    { answer: "done", uid: 3, seq: 12 },
    { answer: "refused", refused: "alreadyFrozen" },
  ]) {
    const answer = it.line.desk(MESSAGE);
    it.answer(said);
    expect(await answer).toEqual(said);
  }
  expect(it.asked).toEqual([MESSAGE, MESSAGE]);
  it.line.close();
});

test("S15 without a live line nothing is asked and the hub is away; asked and not answered, nobody knows", async () => {
  const it = bench();
  expect(await it.line.desk(MESSAGE)).toEqual(AWAY);
  expect(it.asked).toEqual([]);
  it.live();
  const late = it.line.desk(MESSAGE);
  it.answer(null);
  expect(await late).toEqual(SILENT);
  const cut = it.line.desk(MESSAGE);
  it.cut();
  it.answer(null);
  expect(await cut).toEqual(SILENT);
  expect(await it.line.desk(MESSAGE)).toEqual(AWAY);
  it.line.close();
});

test("S15 an answer that came over a line that was cut since counts, and a garbled one does not", async () => {
  const it = bench();
  it.live();
  const kept = it.line.desk(MESSAGE);
  it.cut();
  it.answer({ answer: "done", uid: 0, seq: 1 });
  expect(await kept).toEqual({ answer: "done", uid: 0, seq: 1 });
  it.line.close();

  const other = bench();
  other.live();
  const before = other.closed();
  const garbled = other.line.desk(MESSAGE);
  other.answer({ answer: "perhaps" });
  expect(await garbled).toEqual(SILENT);
  expect(other.line.report().state).toBe("cut");
  expect(other.closed()).toBeGreaterThan(before);
  other.line.close();
});
