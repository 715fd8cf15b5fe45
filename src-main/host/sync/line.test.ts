import { describe, expect, test } from "vitest";
import { EVERYTHING } from "../../../shared/scope.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import { PAGE_ROWS, type Delta, type Page, type Welcome } from "../../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { NOWHERE, type Position } from "../cache/position.ts";
import { SILENCE_MS, lineAt, step, waitBefore, type Line, type LineEvent } from "./line.ts";

const FIRST = TABLE_NAMES[0] as TableName;
const LAST = TABLE_NAMES.at(-1) as TableName;
const CHANCE = 0.5;
const at5: Position = { epoch: "e", cursor: 5, committedAt: 50, snapshot: null };

const go = (line: Line, ...events: LineEvent[]) =>
  events.reduce((last, event) => step(last.line, event, CHANCE), { line, actions: [] } as ReturnType<typeof step>);

const welcome = (more: Partial<Extract<Welcome, { answer: "welcome" }>> = {}): LineEvent => ({
  event: "welcome",
  welcome: {
    answer: "welcome",
    wire: HUB_WIRE_VERSION,
    epoch: "e",
    head: 9,
    time: { now: 1_000, pace: 1 },
    mode: "tail",
    counts: {} as Record<TableName, number>,
    role: "admin",
    scope: EVERYTHING,
    ...more,
  },
});
const delta = (from: number, to: number, epoch = "e"): { event: "delta"; delta: Delta } => ({
  event: "delta",
  delta: { epoch, from, to, at: to * 10, put: {}, del: {} },
});
const page = (table: TableName, after: number, last: number, done: boolean): { event: "page"; page: Page } => ({
  event: "page",
  page: { table, after, last, done, rows: [] },
});

const greeting = (position: Position) => go(lineAt(position), { event: "start" }, { event: "opened" });
const live = () => go(greeting(at5).line, welcome()).line;
const snapshot = () => go(greeting(NOWHERE).line, welcome({ mode: "snapshot" })).line;

describe("the line to the hub", () => {
  test("says where the cache stands", () => {
    expect(greeting(at5).actions).toEqual([
      {
        do: "hello",
        hello: {
          wire: HUB_WIRE_VERSION,
          token: "",
          name: "",
          epoch: "e",
          cursor: 5,
          snapshot: null,
          scope: null,
          keepMonths: null,
        },
      },
    ]);
  });

  test("S1 applies a delta from our cursor, then gives credit", () => {
    const { line, actions } = step(live(), delta(5, 7), CHANCE);
    expect(actions.map((action) => action.do)).toEqual(["applyDelta", "credit"]);
    expect(actions[1]).toEqual({ do: "credit", to: 7 });
    expect(line.position).toEqual({ epoch: "e", cursor: 7, committedAt: 70, snapshot: null });
  });

  test("S1 applies a delta that begins earlier and reaches past our cursor", () => {
    expect(step(live(), delta(3, 6), CHANCE).line.position.cursor).toBe(6);
  });

  test("S2 asks once for the tail when a delta is ahead, again at the beat, and no more once one fits", () => {
    const ahead = step(live(), delta(6, 8), CHANCE);
    expect(ahead.actions).toEqual([{ do: "tail", cursor: 5 }]);
    expect(ahead.line.position.cursor).toBe(5);
    const second = step(ahead.line, delta(8, 9), CHANCE);
    expect(second.actions).toEqual([]);
    const beat = { event: "beat", silentMs: 0 } as const;
    expect(step(second.line, beat, CHANCE).actions).toEqual([{ do: "askTime" }, { do: "tail", cursor: 5 }]);
    const filled = step(second.line, delta(5, 9), CHANCE);
    expect(step(filled.line, beat, CHANCE).actions).toEqual([{ do: "askTime" }]);
  });

  test("S3 drops a delta we have, and gives its credit back", () => {
    const { line, actions } = step(live(), delta(3, 5), CHANCE);
    expect(actions).toEqual([{ do: "credit", to: 5 }]);
    expect(line).toEqual(live());
  });

  test("S4 takes a full copy of another epoch, from the first table", () => {
    const { line, actions } = go(greeting(at5).line, welcome({ epoch: "other", mode: "tail" }));
    const progress = { at: 9, table: FIRST, after: 0, asOf: 1_000 };
    expect(line).toMatchObject({ at: "snapshot", position: { epoch: "other", snapshot: progress } });
    expect(actions).toEqual([
      { do: "note", position: line.position },
      { do: "askPage", request: { table: FIRST, after: 0, last: null, limit: PAGE_ROWS } },
    ]);
  });

  test("S4 takes a full copy after `behind`, even from a hub that says tail", () => {
    const again = go(live(), { event: "behind" });
    expect(again.actions[0]?.do).toBe("hello");
    expect(go(again.line, welcome()).line.at).toBe("snapshot");
  });

  test("S4 greets again when a delta of another epoch arrives", () => {
    expect(step(live(), delta(5, 6, "other"), CHANCE).actions[0]?.do).toBe("hello");
  });

  test("S6 tails from the head noted before the first page", () => {
    let line = snapshot();
    for (const table of TABLE_NAMES) {
      const { line: next, actions } = step(line, page(table, 0, 0, true), CHANCE);
      line = next;
      if (table === LAST) {
        expect(actions.map((action) => action.do)).toEqual(["applyPage", "tail"]);
        expect(actions[1]).toEqual({ do: "tail", cursor: 9 });
      }
    }
    expect(line).toMatchObject({ at: "live", position: { epoch: "e", cursor: 9, committedAt: 1_000, snapshot: null } });
  });

  test("S7 goes on with an unfinished copy where it was cut", () => {
    const progress = { at: 4, table: "cases", after: 2_000, asOf: 1 } as const;
    const unfinished: Position = { epoch: "e", cursor: 0, committedAt: null, snapshot: progress };
    const hello = greeting(unfinished);
    expect(hello.actions[0]).toMatchObject({ hello: { snapshot: { at: 4, table: "cases", after: 2_000 } } });
    for (const mode of ["resume", "tail"] as const) {
      const { line, actions } = go(hello.line, welcome({ mode }));
      expect(line).toMatchObject({ at: "snapshot", position: unfinished });
      expect(actions).toEqual([{ do: "askPage", request: { table: "cases", after: 2_000, last: null, limit: PAGE_ROWS } }]);
    }
    expect(go(hello.line, welcome({ mode: "snapshot" })).line.position.snapshot?.at).toBe(9);
  });

  test("S8 applies only the page asked for, and asks again for one that is late", () => {
    const line = snapshot();
    expect(step(line, page(FIRST, 7, 9, false), CHANCE)).toEqual({ line, actions: [] });
    expect(step(line, page(LAST, 0, 9, false), CHANCE)).toEqual({ line, actions: [] });
    expect(step(line, { event: "pageLate" }, CHANCE).actions).toEqual([
      { do: "askPage", request: { table: FIRST, after: 0, last: null, limit: PAGE_ROWS } },
    ]);
  });

  test("S9 asks for the next page before it applies this one", () => {
    const { actions, line } = step(snapshot(), page(FIRST, 0, 40, false), CHANCE);
    expect(actions.map((action) => action.do)).toEqual(["askPage", "applyPage"]);
    expect(actions[0]).toMatchObject({ request: { table: FIRST, after: 40 } });
    expect(actions[1]).toMatchObject({ position: line.position });
  });

  test("S10 waits 0.5 s, doubles to 3 s, spreads by a quarter, and starts afresh once the line stood", () => {
    expect([1, 2, 3, 4, 50].map((attempt) => waitBefore(attempt, 0.5))).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
    expect([waitBefore(4, 0), waitBefore(4, 0.999)]).toEqual([2_250, 3_749]);
    const gone = { event: "closed", detail: "ECONNREFUSED" } as const;
    const once = go(live(), gone);
    expect(once.actions).toEqual([{ do: "disconnect" }, { do: "wait", ms: 500 }]);
    const twice = go(once.line, { event: "retry" }, gone);
    expect(twice.actions).toContainEqual({ do: "wait", ms: 1_000 });
    expect(twice.line.why).toEqual({ why: "unreachable", detail: "ECONNREFUSED" });
    const stood = go(twice.line, { event: "retry" }, { event: "opened" }, welcome());
    expect(stood.line).toMatchObject({ at: "live", attempt: 0, why: null });
  });

  test("S11 cuts a line that is silent for more than four seconds, and not before", () => {
    expect(step(live(), { event: "beat", silentMs: SILENCE_MS }, CHANCE).line.at).toBe("live");
    for (const line of [live(), snapshot(), greeting(at5).line]) {
      expect(step(line, { event: "beat", silentMs: SILENCE_MS + 1 }, CHANCE).line.at).toBe("waiting");
    }
  });

  test("S12 applies nothing from another wire version and says both versions", () => {
    const other = go(greeting(at5).line, {
      event: "welcome",
      welcome: { answer: "wireVersion", hub: 7, host: HUB_WIRE_VERSION },
    });
    expect(other.line).toMatchObject({ at: "waiting", why: { why: "wireVersion", hub: 7, host: HUB_WIRE_VERSION } });
    expect(go(greeting(at5).line, welcome({ wire: 8 })).line).toMatchObject({ why: { why: "wireVersion", hub: 8 } });
  });

  test("S13 cuts the line on a message of the wrong shape", () => {
    for (const line of [live(), snapshot(), greeting(at5).line]) {
      const { line: next, actions } = step(line, { event: "garbled", what: "delta" }, CHANCE);
      expect(next).toMatchObject({ at: "waiting", position: line.position, why: { why: "garbled", what: "delta" } });
      expect(actions[0]).toEqual({ do: "disconnect" });
    }
  });

  test("S14 starts again from what the cache has when it refused a change", () => {
    const ahead = step(live(), delta(5, 7), CHANCE).line;
    const failed = step(ahead, { event: "cacheFailed", detail: "SQLITE_FULL", position: at5 }, CHANCE).line;
    expect(failed).toMatchObject({ at: "waiting", position: at5, why: { why: "cacheFailed", detail: "SQLITE_FULL" } });
    expect(go(failed, { event: "retry" }, { event: "opened" }).actions[0]).toMatchObject({ hello: { cursor: 5 } });
  });

  test("hears nothing while it is stopped or waiting", () => {
    const waiting = go(live(), { event: "closed", detail: "x" }).line;
    for (const line of [lineAt(at5), waiting]) {
      for (const event of [delta(5, 6), welcome(), page(FIRST, 0, 1, false), { event: "behind" } as const]) {
        expect(step(line, event, CHANCE)).toEqual({ line, actions: [] });
      }
    }
  });
});
