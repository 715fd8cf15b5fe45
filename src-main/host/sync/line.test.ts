import { describe, expect, test } from "vitest";
import { EVERYTHING, NOTHING, type Scope } from "../../../shared/scope.ts";
import { TABLE_NAMES, type TableName } from "../../../shared/tables.ts";
import { PAGE_ROWS, type Delta, type Page, type Welcome } from "../../../shared/wire/hub.ts";
import { HUB_WIRE_BEFORE, HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { NOWHERE, type Position } from "../cache/position.ts";
import { lineAt, waitBefore } from "./line-steps.ts";
import { step as stepAround } from "./line.ts";
import type { Around, Compared, Line, LineAction, LineEvent } from "./line-types.ts";
import { LINE_TIMES } from "./times.ts";

const FIRST = TABLE_NAMES[0] as TableName;
const LAST = TABLE_NAMES.at(-1) as TableName;
const CHANCE = 0.5;
const at5: Position = { epoch: "e", cursor: 5, committedAt: 50, snapshot: null, scope: EVERYTHING };
const around: Around = { ...LINE_TIMES, token: "t", name: "hall", keepMonths: 24 };
const WEST: Scope = { ...EVERYTHING, departments: [1, 2] };
const EAST: Scope = { ...EVERYTHING, departments: [2, 3] };

const step = (line: Line, event: LineEvent, chance: number) => stepAround(line, event, around, chance);
const go = (line: Line, ...events: LineEvent[]) =>
  events.reduce((last, event) => step(last.line, event, CHANCE), { line, actions: [] } as ReturnType<typeof step>);
const does = (actions: readonly LineAction[]) => actions.map((action) => action.do);

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
const sweeping = () => go(greeting(at5).line, welcome({ scope: WEST })).line;

describe("the line to the hub", () => {
  test("says where the cache stands", () => {
    expect(greeting(at5).actions).toEqual([
      {
        do: "hello",
        hello: {
          wire: HUB_WIRE_VERSION,
          token: "t",
          name: "hall",
          epoch: "e",
          cursor: 5,
          snapshot: null,
          scope: EVERYTHING,
          keepMonths: 24,
        },
      },
    ]);
  });

  test("S1 applies a delta from our cursor, then gives credit", () => {
    const { line, actions } = step(live(), delta(5, 7), CHANCE);
    expect(actions.map((action) => action.do)).toEqual(["applyDelta", "credit"]);
    expect(actions[1]).toEqual({ do: "credit", to: 7 });
    expect(line.position).toEqual({ ...at5, cursor: 7, committedAt: 70 });
  });

  test("S1 applies a delta that begins earlier and reaches past our cursor", () => {
    expect(step(live(), delta(3, 6), CHANCE).line.position.cursor).toBe(6);
  });

  test("S2 asks once for the tail when a delta is ahead, again at the beat, and no more once one fits", () => {
    const ahead = step(live(), delta(6, 8), CHANCE);
    expect(ahead.actions).toEqual([
      { do: "tail", cursor: 5 },
      { do: "tell", news: { news: "gap", from: 5, to: 6 } },
    ]);
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
    const unfinished: Position = { ...at5, cursor: 0, snapshot: progress };
    const hello = greeting(unfinished);
    expect(hello.actions[0]).toMatchObject({ hello: { snapshot: { at: 4, table: "cases", after: 2_000 } } });
    for (const mode of ["resume", "tail"] as const) {
      const { line, actions } = go(hello.line, welcome({ mode }));
      expect(line).toMatchObject({ at: "snapshot", position: unfinished });
      expect(actions).toEqual([
        { do: "askPage", request: { table: "cases", after: 2_000, last: null, limit: PAGE_ROWS } },
      ]);
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
    const waits = [1, 2, 3, 4, 50].map((attempt) => waitBefore(attempt, 0.5, around));
    expect(waits).toEqual([500, 1_000, 2_000, 3_000, 3_000]);
    expect([waitBefore(4, 0, around), waitBefore(4, 0.999, around)]).toEqual([2_250, 3_749]);
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
    expect(step(live(), { event: "beat", silentMs: around.silenceMs }, CHANCE).line.at).toBe("live");
    for (const line of [live(), snapshot(), greeting(at5).line]) {
      expect(step(line, { event: "beat", silentMs: around.silenceMs + 1 }, CHANCE).line.at).toBe("waiting");
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
    const failed = step(
      ahead,
      { event: "cacheFailed", detail: "SQLITE_IOERR", unwritable: null, position: at5 },
      CHANCE,
    ).line;
    expect(failed).toMatchObject({ at: "waiting", position: at5, why: { why: "cacheFailed", detail: "SQLITE_IOERR" } });
    expect(go(failed, { event: "retry" }, { event: "opened" }).actions[0]).toMatchObject({ hello: { cursor: 5 } });
  });

  test("S14 waits as long as it does at most while nothing can be written, and says why", () => {
    const unwritable = { code: "diskFull", params: { dir: "/data" } } as const;
    const full: LineEvent = { event: "cacheFailed", detail: "SQLITE_FULL", unwritable, position: at5 };
    const failed = go(live(), delta(5, 7), full);
    expect(failed.line).toMatchObject({
      at: "waiting",
      position: at5,
      why: { why: "unwritable", trouble: unwritable },
    });
    expect(failed.actions).toContainEqual({ do: "wait", ms: around.longestWaitMs });
  });

  test("S14 stops for good when the cache is broken", () => {
    for (const line of [live(), snapshot(), greeting(at5).line, sweeping()]) {
      const { line: next, actions } = step(line, { event: "cacheBroken", detail: "SQLITE_CORRUPT" }, CHANCE);
      expect(next).toMatchObject({ at: "stopped", why: { why: "cacheBroken", detail: "SQLITE_CORRUPT" } });
      expect(actions).toEqual([{ do: "disconnect" }]);
    }
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

describe("a scope that is granted", () => {
  const noScope = { ...at5, scope: null };
  const copyOf = (scope: Scope): Position => ({
    ...at5,
    cursor: 0,
    scope,
    snapshot: { at: 9, table: FIRST, after: 0, asOf: 1_000 },
  });

  test("S16 that shows less leads to a sweep, and then to the tail from where the cache stood", () => {
    const { line, actions } = go(greeting(at5).line, welcome({ scope: WEST }));
    const goal = { ...at5, scope: WEST };
    expect(actions).toEqual([{ do: "sweep", scope: WEST, from: noScope, goal }]);
    expect(line).toMatchObject({ at: "sweeping", position: noScope });
    const done = step(line, { event: "swept" }, CHANCE);
    expect(done.actions).toEqual([{ do: "tail", cursor: 5 }]);
    expect(done.line).toMatchObject({ at: "live", position: goal });
  });

  test("S16 that shows other rows leads to a sweep and a full copy, whatever the hub calls it", () => {
    for (const mode of ["tail", "snapshot"] as const) {
      const { line, actions } = go(greeting({ ...at5, scope: WEST }).line, welcome({ scope: EAST, mode }));
      expect(actions).toEqual([{ do: "sweep", scope: EAST, from: noScope, goal: copyOf(EAST) }]);
      const done = step(line, { event: "swept" }, CHANCE);
      expect(done.line).toMatchObject({ at: "snapshot", position: copyOf(EAST) });
      expect(does(done.actions)).toEqual(["askPage"]);
    }
  });

  test("S16 that shows more takes no row away: a full copy begins at once", () => {
    const { line, actions } = go(greeting({ ...at5, scope: WEST }).line, welcome({ mode: "tail" }));
    expect(line).toMatchObject({ at: "snapshot", position: copyOf(EVERYTHING) });
    expect(does(actions)).toEqual(["note", "askPage"]);
  });

  test("S16 after a sweep that was not finished everything is swept and copied anew", () => {
    const { line, actions } = go(greeting(noScope).line, welcome({ scope: WEST, mode: "tail" }));
    expect(actions).toEqual([{ do: "sweep", scope: WEST, from: noScope, goal: copyOf(WEST) }]);
    expect(line.at).toBe("sweeping");
  });

  test("S16 half a copy under another scope is begun anew", () => {
    const half: Position = { ...at5, cursor: 0, snapshot: { at: 4, table: "cases", after: 9, asOf: 1 } };
    const { line } = go(greeting(half).line, welcome({ scope: WEST, mode: "resume" }), { event: "swept" });
    expect(line).toMatchObject({ at: "snapshot", position: copyOf(WEST) });
  });

  test("S16 rows of another history are not swept by this one's scope", () => {
    const { actions } = go(greeting(at5).line, welcome({ epoch: "other", scope: WEST, mode: "snapshot" }));
    expect(does(actions)).toEqual(["note", "askPage"]);
  });

  test("S16 a sweep goes on when the line breaks, and the line is tried again when it is done", () => {
    const breaks: LineEvent[] = [
      { event: "closed", detail: "ECONNRESET" },
      { event: "garbled", what: "time" },
      { event: "beat", silentMs: around.silenceMs + 1 },
    ];
    for (const event of breaks) {
      const broken = step(sweeping(), event, CHANCE);
      expect(broken.actions).toEqual([{ do: "disconnect" }]);
      expect(broken.line.at).toBe("sweeping");
      const done = step(broken.line, { event: "swept" }, CHANCE);
      expect(done.line).toMatchObject({ at: "waiting", position: { scope: WEST, cursor: 5 } });
      expect(does(done.actions)).toEqual(["disconnect", "wait"]);
    }
    expect(step(sweeping(), { event: "beat", silentMs: 0 }, CHANCE).actions).toEqual([{ do: "askTime" }]);
  });

  test("S17 a refused token takes the rows of that hub's history, and nothing else does", () => {
    const refusal = (epoch: string): LineEvent => ({
      event: "welcome",
      welcome: { answer: "refused", why: "tokenUnknown", epoch },
    });
    const why = { why: "refused", code: "tokenUnknown" };
    const { line, actions } = go(greeting(at5).line, refusal("e"));
    const goal = { ...at5, scope: NOTHING };
    expect(actions).toEqual([{ do: "sweep", scope: NOTHING, from: noScope, goal }]);
    const done = step(line, { event: "swept" }, CHANCE);
    expect(done.line).toMatchObject({ at: "waiting", position: goal, why });
    expect(does(done.actions)).toEqual(["disconnect", "wait"]);
    // The next try finds nothing left to sweep.
    for (const again of [go(greeting(goal).line, refusal("e")), go(greeting(at5).line, refusal("other"))]) {
      expect(again.line).toMatchObject({ at: "waiting", why });
      expect(does(again.actions)).toEqual(["disconnect", "wait"]);
    }
    expect(go(greeting(at5).line, refusal("other")).line.position).toEqual(at5);
    // A copy of nothing that was begun still has the rows of before beside it.
    const begun = { ...goal, snapshot: copyOf(EVERYTHING).snapshot };
    expect(does(go(greeting(begun).line, refusal("e")).actions)).toEqual(["sweep"]);
    const forgiven = go(greeting(goal).line, welcome({ mode: "tail" }));
    expect(forgiven.line).toMatchObject({ at: "snapshot", position: copyOf(EVERYTHING) });
  });

  test("S18 rescope is answered with hello, at once or when the sweep is done", () => {
    for (const line of [live(), snapshot()]) {
      expect(does(step(line, { event: "rescope" }, CHANCE).actions)).toEqual(["hello"]);
    }
    const twice = go(sweeping(), { event: "rescope" });
    expect(twice.actions).toEqual([]);
    const done = step(twice.line, { event: "swept" }, CHANCE);
    expect(done.actions).toMatchObject([{ do: "hello", hello: { scope: WEST, cursor: 5 } }]);
    // What comes before the answer says nothing about it.
    expect(go(greeting(at5).line, { event: "rescope" }).actions).toEqual([]);
  });

  test("S23 another token is said hello with at once, whatever is going on", () => {
    const anew: LineEvent = { event: "anew" };
    for (const line of [live(), snapshot(), greeting(at5).line]) {
      const next = step(line, anew, CHANCE);
      expect([next.line.at, does(next.actions)]).toEqual(["greeting", ["hello"]]);
    }
    const waiting = go(greeting(at5).line, { event: "closed", detail: "ECONNRESET" });
    expect(does(go(waiting.line, anew).actions)).toEqual(["connect"]);
    expect(does(go(lineAt(at5), anew).actions)).toEqual([]);
    // A greeting that wants a full copy still wants one.
    const behind = go(live(), { event: "behind" }, anew);
    expect(behind.line).toMatchObject({ at: "greeting", anew: true });
    // Who was refused is swept out first; who has come meanwhile does not wait.
    const refused = go(greeting(at5).line, {
      event: "welcome",
      welcome: { answer: "refused", why: "tokenUnknown", epoch: "e" },
    });
    const meanwhile = go(refused.line, anew);
    expect(meanwhile.actions).toEqual([]);
    expect(does(go(meanwhile.line, { event: "swept" }).actions)).toEqual(["connect"]);
  });
});

describe("a hub that stays ahead", () => {
  const pulse = (head: number): LineEvent => ({ event: "pulse", head });

  test("S19 over two beats and sends nothing is asked for the tail again", () => {
    const once = go(live(), pulse(7));
    expect(once.actions).toEqual([]);
    const twice = go(once.line, pulse(8));
    expect(twice.actions).toEqual([{ do: "tail", cursor: 5 }]);
    expect(go(twice.line, pulse(8)).actions).toEqual([]);
    expect(go(twice.line, pulse(8), pulse(8)).actions).toEqual([{ do: "tail", cursor: 5 }]);
  });

  test("S19 is let be while deltas come, or once we are level", () => {
    expect(go(live(), pulse(7), delta(5, 6), pulse(8)).actions).toEqual([]);
    expect(go(live(), pulse(7), pulse(5), pulse(8)).actions).toEqual([]);
  });
});

describe("digests", () => {
  const sums = (more: Partial<Compared> = {}): LineEvent => ({
    event: "digest",
    digest: { epoch: "e", at: 5, tables: [], differing: [], ranges: [], ...more },
  });
  const check: LineEvent = { event: "check" };
  const range = { table: "cases", after: 0, last: 1_023 } as const;
  const differing = sums({ differing: ["cases"] });
  const buckets = sums({ differing: ["cases"], tables: ["cases"], ranges: [range] });
  const ask = (tables: readonly TableName[]) => ({ do: "askDigest", tables });
  const told = (outcome: string, tables: readonly TableName[] = [], at = 5) => ({
    do: "tell",
    news: { news: "compared", at, outcome, differing: tables },
  });

  test("S20 that are the same end the comparison", () => {
    const asked = go(live(), check);
    expect(asked.actions).toEqual([ask([])]);
    const done = go(asked.line, sums());
    expect(done.actions).toEqual([told("same")]);
    expect(done.line).toEqual(live());
    expect(go(done.line, sums()).actions).toEqual([]);
  });

  test("S20 are compared at the same place only, and asked for again at the beat", () => {
    const elsewhere = go(live(), check, sums({ at: 6, differing: ["cases"] }));
    expect(elsewhere.actions).toEqual([]);
    const beat = go(elsewhere.line, { event: "beat", silentMs: 0 });
    expect(beat.actions).toEqual([{ do: "askTime" }, ask([])]);
    expect(go(beat.line, { event: "beat", silentMs: 0 }).actions).toEqual([{ do: "askTime" }]);
    expect(go(beat.line, delta(5, 6), sums({ at: 6 })).actions).toEqual([told("same", [], 6)]);
    expect(go(live(), check, sums({ epoch: "other", differing: ["cases"] })).actions).toEqual([]);
  });

  test("S20 that were lost are asked for again when they are due again", () => {
    expect(go(live(), check, check).actions).toEqual([ask([])]);
    expect(go(live(), check, differing, check).actions).toEqual([ask(["cases"])]);
  });

  test("S20 that differ lead to the buckets, to pages of exactly those, and to another comparison", () => {
    const first = go(live(), check, differing);
    expect(first.actions).toEqual([{ do: "tell", news: { news: "differs", tables: ["cases"] } }, ask(["cases"])]);
    // Sums without the buckets are the answer to an earlier question.
    expect(go(first.line, differing).actions).toEqual([]);
    const asked = go(first.line, buckets);
    expect(asked.actions).toEqual([{ do: "askPage", request: { ...range, limit: PAGE_ROWS } }]);
    const half = go(asked.line, page("cases", 0, 600, false));
    expect(half.actions).toMatchObject([
      { do: "applyRange", last: 600 },
      { do: "askPage", request: { ...range, after: 600 } },
    ]);
    expect(go(half.line, { event: "pageLate" }).actions).toMatchObject([{ request: { ...range, after: 600 } }]);
    expect(go(half.line, page("cases", 0, 600, false)).actions).toEqual([]);
    // The tail goes on beside it.
    const later = go(half.line, delta(5, 6));
    expect(does(later.actions)).toEqual(["applyDelta", "credit"]);
    const whole = go(later.line, page("cases", 600, 1_023, true));
    expect(whole.actions).toMatchObject([{ do: "applyRange", last: 1_023 }, ask([])]);
    expect(go(whole.line, sums({ at: 6 })).actions).toEqual([told("repaired", [], 6)]);
    expect(go(whole.line, sums({ at: 6, differing: ["cases"] })).actions).toEqual([told("differs", ["cases"], 6)]);
  });

  test("S20 fetches one range after another, and nothing when the tail has put it right meanwhile", () => {
    const other = { table: "units", after: 2_047, last: 3_071 } as const;
    const both = sums({ tables: ["cases", "units"], differing: ["cases", "units"], ranges: [range, other] });
    const first = go(live(), check, sums({ differing: ["cases", "units"] }), both, page("cases", 0, 1_023, true));
    expect(first.actions).toMatchObject([{ do: "applyRange" }, { do: "askPage", request: other }]);
    expect(go(live(), check, differing, sums({ tables: ["cases"] })).actions).toEqual([told("same")]);
  });
});

describe("a hub of the version before", () => {
  const before: LineEvent = {
    event: "welcome",
    welcome: { answer: "wireVersion", hub: HUB_WIRE_BEFORE, host: HUB_WIRE_VERSION },
  };

  test("S21 is greeted again in its version, and again in ours on the next connection", () => {
    const again = go(greeting(at5).line, before);
    expect(again.actions).toMatchObject([{ do: "hello", hello: { wire: HUB_WIRE_BEFORE, cursor: 5 } }]);
    const stands = go(again.line, welcome({ wire: HUB_WIRE_BEFORE }));
    expect(stands.line).toMatchObject({ at: "live", spoken: { wire: HUB_WIRE_BEFORE } });
    expect(go(stands.line, { event: "behind" }).actions).toMatchObject([{ hello: { wire: HUB_WIRE_BEFORE } }]);
    const back = go(stands.line, { event: "closed", detail: "x" }, { event: "retry" }, { event: "opened" });
    expect(back.actions).toMatchObject([{ do: "hello", hello: { wire: HUB_WIRE_VERSION } }]);
  });

  test("S21 has no digests to compare", () => {
    const { line } = go(greeting(at5).line, before, welcome({ wire: HUB_WIRE_BEFORE }));
    expect(go(line, { event: "check" })).toEqual({ line, actions: [] });
  });

  test("S12 S21 a hub that takes neither version back is refused with both numbers", () => {
    const lost = go(greeting(at5).line, before, before);
    expect(lost.line).toMatchObject({ at: "waiting", why: { why: "wireVersion", hub: HUB_WIRE_BEFORE } });
  });
});
