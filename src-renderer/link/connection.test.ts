import { describe, expect, test } from "vitest";
import { PORT_VERSION } from "../../shared/wire/version.ts";
import type { DeskMessage } from "../../shared/wire/desk.ts";
import type { HostMessage, LineReport, WindowMessage } from "../../shared/wire/port.ts";
import type { CaseLine, PointSlots } from "../../shared/view.ts";
import { ACT_PATIENCE_MS, ASK_PATIENCE_MS } from "./asks.ts";
import { keyOf, openLink, type HostWire } from "./connection.ts";

const REPORT: LineReport = {
  state: "live",
  silentMs: 100,
  hubNow: 1_000_000,
  pace: 60,
  dataAt: 999_000,
  trouble: null,
  progress: null,
  retryInMs: null,
  clockOffMs: null,
  outbox: { waiting: 0, conflicts: 0 },
  readOnly: null,
};

/** A host of the test's own: hands out wires, remembers what was said, speaks when told. Time moves by hand. */
function bench() {
  let now = 0;
  let refuse = false;
  const timers: { at: number; run: () => void }[] = [];
  const frames: (() => void)[] = [];
  const wires: { said: WindowMessage[]; say: (message: HostMessage) => void; drop: () => void }[] = [];
  let tries = 0;
  const link = openLink({
    program: "wall",
    clock: () => now,
    afterFrame: (run) => frames.push(run),
    later: (run, ms) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        const i = timers.indexOf(timer);
        if (i >= 0) timers.splice(i, 1);
      };
    },
    connect: async () => {
      tries++;
      if (refuse) throw new Error("not there");
      const said: WindowMessage[] = [];
      let onMessage: (message: HostMessage) => void = () => {};
      let onClose = () => {};
      wires.push({ said, say: (message) => onMessage(message), drop: () => onClose() });
      const wire: HostWire = {
        send: (message) => said.push(message),
        onMessage: (listener) => (onMessage = listener),
        onClose: (listener) => (onClose = listener),
        close: () => onClose(),
      };
      return wire;
    },
  });
  const settle = async () => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return {
    link,
    settle,
    tries: () => tries,
    refuse: (value: boolean) => (refuse = value),
    wire: () => wires.at(-1) as (typeof wires)[number],
    welcome: (line: LineReport = REPORT) =>
      wires.at(-1)?.say({ say: "welcome", port: 1, product: "Citywall", language: null, basemap: null, line }),
    frame: () => frames.splice(0).forEach((run) => run()),
    async pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers.splice(timers.indexOf(next), 1);
        now = next.at;
        next.run();
        await settle();
      }
      now = until;
    },
  };
}

const line = (uid: number, changedAt: number) => ({ uid, changedAt }) as CaseLine;
const opens = (said: readonly WindowMessage[]) => said.filter((message) => message.say === "open");

describe("one window's conversation", () => {
  test("says hello first and opens views once welcomed", async () => {
    const host = bench();
    host.link.whole({ view: "city" }).subscribe(() => {});
    await host.settle();
    expect(host.wire().said).toEqual([{ say: "hello", port: PORT_VERSION, program: "wall" }]);
    host.welcome();
    expect(host.wire().said.slice(1)).toEqual([{ say: "open", view: 1, question: { view: "city" } }]);
    expect(host.link.line.get()).toMatchObject({ connected: true, report: REPORT });
  });

  test("identical questions share one view, whatever the order of their parts", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const a = host.link.whole({ view: "cases", query: { period: "day", department: 3 }, offset: 0, limit: 5 });
    const b = host.link.whole({ limit: 5, offset: 0, query: { department: 3, period: "day" }, view: "cases" });
    expect(a).toBe(b);
    a.subscribe(() => {});
    b.subscribe(() => {});
    host.link
      .whole({ view: "cases", query: { period: "day", department: 4 }, offset: 0, limit: 5 })
      .subscribe(() => {});
    expect(opens(host.wire().said)).toHaveLength(2);
    expect(keyOf({ view: "trend", hours: 24 })).toBe(keyOf({ hours: 24, view: "trend" }));
  });

  test("a view closes a moment after its last watcher, and not for a redraw", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const view = host.link.whole({ view: "grids" });
    const leave = view.subscribe(() => {});
    leave();
    const again = view.subscribe(() => {});
    await host.pass(10_000);
    expect(host.wire().said.filter((message) => message.say === "close")).toEqual([]);
    again();
    await host.pass(10_000);
    expect(host.wire().said.at(-1)).toEqual({ say: "close", view: 1 });
  });

  test("credit is given after the frame, once, and only on the wire it belongs to", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    host.link.whole({ view: "grids" }).subscribe(() => {});
    const first = host.wire();
    first.say({ say: "whole", view: 1, rev: 7, value: [] });
    const drawn = () => first.said.filter((message) => message.say === "drawn");
    expect(drawn()).toEqual([]);
    host.frame();
    expect(drawn()).toEqual([{ say: "drawn", view: 1, rev: 7 }]);
    host.frame();
    expect(drawn()).toHaveLength(1);

    first.say({ say: "whole", view: 1, rev: 8, value: [] });
    first.drop();
    await host.pass(250);
    host.welcome();
    host.frame();
    expect(host.wire()).not.toBe(first);
    expect(host.wire().said.some((message) => message.say === "drawn")).toBe(false);
  });
});

test("whoever asks for positions late hears the newest report at once", async () => {
  const host = bench();
  await host.settle();
  host.welcome();
  const heard: unknown[] = [];
  host.link.tracks((value) => heard.push(["early", value.uid[0]]));
  const report = (uid: number) => ({ say: "tracks", value: { uid: Uint32Array.of(uid) } }) as never;
  host.wire().say(report(1));
  host.wire().say(report(2));
  const end = host.link.tracks((value) => heard.push(["late", value.uid[0]]));
  expect(heard).toEqual([
    ["early", 1],
    ["early", 2],
    ["late", 2],
  ]);
  end();
  host.wire().say(report(3));
  expect(heard.at(-1)).toEqual(["early", 3]);
});

describe("what a view keeps", () => {
  test("trouble keeps the last good answer, and the next answer ends it", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const view = host.link.whole({ view: "cameras" });
    view.subscribe(() => {});
    host.wire().say({ say: "whole", view: 1, rev: 1, value: [] });
    host.wire().say({ say: "failed", view: 1, trouble: { code: "viewFailed", params: {} } });
    expect(view.get()).toMatchObject({ value: [], trouble: { code: "viewFailed" } });
    host.wire().say({ say: "whole", view: 1, rev: 2, value: [] });
    expect(view.get().trouble).toBeNull();
  });

  test("keyed rows are put, deleted, reset, and stand newest first", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const view = host.link.keyed({ view: "ticker", limit: 10 });
    view.subscribe(() => {});
    const uids = () => view.get().value?.map((row) => row.uid);
    host
      .wire()
      .say({ say: "keyed", view: 1, rev: 1, reset: true, put: [line(1, 10), line(2, 30), line(3, 20)], del: [] });
    expect(uids()).toEqual([2, 3, 1]);
    host.wire().say({ say: "keyed", view: 1, rev: 2, reset: false, put: [line(1, 40), line(4, 20)], del: [2] });
    expect(uids()).toEqual([1, 4, 3]);
    host.wire().say({ say: "keyed", view: 1, rev: 3, reset: true, put: [line(9, 1)], del: [] });
    expect(uids()).toEqual([9]);
  });

  test("columns go to their listener patch by patch and are credited too", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const patches: [number, boolean][] = [];
    const end = host.link.columns({ view: "points", query: {} }, (value, reset) => patches.push([value.length, reset]));
    const slots = { length: 3 } as PointSlots;
    host.wire().say({ say: "columns", view: 1, rev: 5, reset: true, value: slots });
    host.wire().say({ say: "columns", view: 1, rev: 6, reset: false, value: slots });
    host.frame();
    expect(patches).toEqual([
      [3, true],
      [3, false],
    ]);
    expect(host.wire().said.filter((message) => message.say === "drawn")).toHaveLength(2);
    end();
    host.wire().say({ say: "columns", view: 1, rev: 7, reset: false, value: slots });
    host.frame();
    expect(patches).toHaveLength(2);
    expect(host.wire().said.at(-1)).toEqual({ say: "close", view: 1 });
  });
});

describe("when the host is gone", () => {
  test("the last picture stays, the line says so, and every view is opened again", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const view = host.link.whole({ view: "units" });
    view.subscribe(() => {});
    host.wire().say({ say: "whole", view: 1, rev: 1, value: [] });
    host.wire().drop();
    expect(view.get().value).toEqual([]);
    expect(host.link.line.get()).toMatchObject({ connected: false, retryAt: 250, report: REPORT });
    await host.pass(250);
    host.welcome();
    expect(opens(host.wire().said)).toEqual([{ say: "open", view: 1, question: { view: "units" } }]);
    expect(host.link.line.get()).toMatchObject({ connected: true, retryAt: null });
  });

  test("it is tried for ever, never more than three seconds apart", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    host.refuse(true);
    host.wire().drop();
    await host.pass(3_600_000);
    expect(host.tries()).toBeGreaterThanOrEqual(3_600_000 / 3_000 - 5);
    host.refuse(false);
    await host.pass(3_000);
    host.welcome();
    expect(host.link.line.get().connected).toBe(true);
    const before = host.tries();
    host.wire().drop();
    await host.pass(250);
    expect(host.tries()).toBe(before + 1); // the wait begins short again
  });

  test("what arrives late on an old wire is not heard", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const view = host.link.whole({ view: "units" });
    view.subscribe(() => {});
    const old = host.wire();
    old.drop();
    await host.pass(250);
    old.say({ say: "whole", view: 1, rev: 9, value: [] });
    expect(view.get().value).toBeNull();
  });

  test("a refusal is kept in words until the host welcomes", async () => {
    const host = bench();
    await host.settle();
    host.wire().say({ say: "refused", trouble: { code: "hostFailed", params: { why: "disk" } } });
    expect(host.link.line.get().refused?.code).toBe("hostFailed");
    host.welcome();
    expect(host.link.line.get().refused).toBeNull();
  });

  test("a closed link stays closed", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    host.link.close();
    await host.pass(60_000);
    expect(host.tries()).toBe(1);
  });
});

test("hub time runs on at the hub's pace between reports", async () => {
  const host = bench();
  expect(host.link.hubNow()).toBeNull();
  await host.settle();
  host.welcome();
  await host.pass(500);
  expect(host.link.hubNow()).toBe(1_000_000 + 500 * 60);
  host.wire().say({ say: "line", line: { ...REPORT, hubNow: 2_000_000, pace: 1 } });
  await host.pass(1_000);
  expect(host.link.hubNow()).toBe(2_001_000);
});

describe("a request to the desk", () => {
  const message: DeskMessage = {
    id: "0123456789abcdef",
    by: "值班长",
    request: { ask: "setTarget", platform: "demo", indicator: "acceptRate", value: 0.98 },
  };
  const asked = (said: readonly WindowMessage[]) => said.filter((each) => each.say === "ask");

  test("gets the desk's own answer, once", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const answers = [host.link.ask(message), host.link.ask({ ...message, id: "fedcba9876543210" })];
    expect(asked(host.wire().said).map(({ ask }) => ask)).toEqual([1, 2]);
    host.wire().say({ say: "answered", ask: 2, answer: { answer: "refused", refused: "monthFrozen" } });
    host.wire().say({ say: "answered", ask: 1, answer: { answer: "done", uid: 7, seq: 9 } });
    host.wire().say({ say: "answered", ask: 1, answer: { answer: "refused", refused: "unknownIndicator" } });
    expect(await Promise.all(answers)).toEqual([
      { answer: "done", uid: 7, seq: 9 },
      { answer: "refused", refused: "monthFrozen" },
    ]);
  });

  test("without a wire is answered with trouble at once", async () => {
    const host = bench();
    expect(await host.link.ask(message)).toMatchObject({ answer: "trouble", trouble: { code: "hubAway" } });
  });

  test("whose answer was lost with the wire is sent again under its id", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const answer = host.link.ask(message);
    host.wire().drop();
    await host.pass(250);
    host.welcome();
    expect(asked(host.wire().said)).toEqual([{ say: "ask", ask: 1, message }]);
    host.wire().say({ say: "answered", ask: 1, answer: { answer: "done", uid: 0, seq: 3 } });
    expect(await answer).toEqual({ answer: "done", uid: 0, seq: 3 });
    host.wire().drop();
    await host.pass(250);
    host.welcome();
    expect(asked(host.wire().said)).toEqual([]);
  });

  test("that nobody answers ends in trouble and is not sent again", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const answer = host.link.ask(message);
    host.refuse(true);
    host.wire().drop();
    await host.pass(ASK_PATIENCE_MS);
    expect(await answer).toMatchObject({ answer: "trouble", trouble: { code: "deskSilent" } });
    host.refuse(false);
    await host.pass(5_000);
    host.welcome();
    expect(asked(host.wire().said)).toEqual([]);
  });

  test("waiting when the link is closed ends in trouble", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const answer = host.link.ask(message);
    host.link.close();
    expect(await answer).toMatchObject({ answer: "trouble" });
  });
});

describe("an act of the host", () => {
  const acted = (said: readonly WindowMessage[]) => said.filter((each) => each.say === "act");

  test("is answered once, by its own number", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const results = [host.link.act({ do: "check", deep: true }), host.link.act({ do: "support" })];
    expect(acted(host.wire().said)).toEqual([
      { say: "act", act: 1, what: { do: "check", deep: true } },
      { say: "act", act: 2, what: { do: "support" } },
    ]);
    host.wire().say({ say: "acted", act: 2, result: { did: "support", file: "/data/support.txt", text: "…" } });
    host.wire().say({ say: "acted", act: 1, result: { did: "checking" } });
    host.wire().say({ say: "acted", act: 1, result: { did: "discarded" } });
    expect(await Promise.all(results)).toEqual([
      { did: "checking" },
      { did: "support", file: "/data/support.txt", text: "…" },
    ]);
  });

  test("without a wire is answered with trouble at once", async () => {
    const host = bench();
    expect(await host.link.act({ do: "support" })).toEqual({ did: "not", trouble: { code: "hubAway", params: {} } });
  });

  test("that nobody answers, or whose wire is lost, ends in trouble and is not said again", async () => {
    const host = bench();
    await host.settle();
    host.welcome();
    const silent = { did: "not", trouble: { code: "deskSilent", params: {} } };
    const first = host.link.act({ do: "check", deep: false });
    await host.pass(ACT_PATIENCE_MS);
    expect(await first).toEqual(silent);
    const second = host.link.act({ do: "discard", id: "0123456789abcdef" });
    host.wire().drop();
    expect(await second).toEqual(silent);
    await host.pass(250);
    host.welcome();
    expect(acted(host.wire().said)).toEqual([]);
  });
});
