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
  const shown: unknown[] = [];
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
    direct: () => new Promise((resolve) => answers.push(resolve)),
    echo: () => new Promise((resolve) => answers.push(resolve)),
    shows: (message) => void shown.push(message),
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
    shown,
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

test("X1 X13 an act on a wall is answered by the hub, or in words by the line", async () => {
  const act = { do: "release", wall: "hall" } as const;
  const no = (code: string) => ({ done: "no", trouble: { code, params: {} } });
  const it = bench();
  expect(await it.line.direct(act)).toEqual(no("hubAway"));
  it.live();
  for (const said of [
    { done: "yes", rev: 4, waiting: 0 },
    { done: "no", trouble: { code: "wallLocked", params: { name: "指挥长" } } },
  ]) {
    const answer = it.line.direct(act);
    it.answer(said);
    expect(await answer).toEqual(said);
  }
  const late = it.line.direct(act);
  it.answer(undefined);
  expect(await late).toEqual(no("deskSilent"));
  const garbled = it.line.direct(act);
  it.answer({ done: "perhaps" });
  expect(await garbled).toEqual(no("deskSilent"));
  it.line.close();
});

test("X10 X13 a picture that is none ends the line; nothing is asked or told while it is cut", async () => {
  const it = bench();
  const wanted = { host: "hall", display: "1", picture: 0 };
  const message = { report: {}, jpeg: null } as unknown as Parameters<typeof it.line.shows>[0];
  it.line.shows(message);
  expect([await it.line.echo(wanted), it.shown]).toEqual([null, []]);
  it.live();
  it.line.shows(message);
  expect(it.shown).toEqual([message]);
  const picture = { ...wanted, picture: 3, wall: "hall", at: 1, rev: 2, jpeg: new Uint8Array([0xff, 0xd8, 0xff]) };
  const good = it.line.echo(wanted);
  it.answer(picture);
  expect(await good).toEqual(picture);
  const none = it.line.echo(wanted);
  it.answer(null);
  expect(await none).toBeNull();
  const before = it.closed();
  const bad = it.line.echo(wanted);
  it.answer({ ...picture, jpeg: new Uint8Array([1, 2, 3]) });
  expect(await bad).toBeNull();
  expect(it.closed()).toBe(before + 1);
  it.line.close();
});
