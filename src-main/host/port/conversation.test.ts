import { describe, expect, test } from "vitest";
import type { ActResult, HostAct, HostMessage, LineReport, Wire } from "../../../shared/wire/port.ts";
import { PORT_VERSION } from "../../../shared/wire/version.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { TrackColumns } from "../../../shared/track.ts";
import type { Question } from "../../../shared/view.ts";
import type { Patch } from "../views/live-view.ts";
import type { DeskAnswer } from "../../../shared/wire/desk.ts";
import type { LaneWord } from "../../../shared/video/lane.ts";
import type { LaneAsked } from "../video/looks.ts";
import { converse } from "./conversation.ts";

const LINE = { state: "live" } as LineReport;
const TRACKS = { uid: new Uint32Array([1]) } as TrackColumns;

/** A view whose patches a test hands out by itself. */
interface HandView {
  readonly question: Question;
  waiting: Patch[];
  trouble: Trouble | null;
  open: boolean;
  fresh(): void;
}

/** A lane that a test speaks on by itself. */
interface HandLane {
  readonly asked: LaneAsked;
  readonly tell: (word: LaneWord) => void;
  open: boolean;
  took: number;
}

function bench() {
  const sent: HostMessage[] = [];
  const opened: HandView[] = [];
  const asked: { id: string; resolve(answer: DeskAnswer): void }[] = [];
  const acted: { what: HostAct; resolve(result: ActResult): void }[] = [];
  const lanes: HandLane[] = [];
  let hear: (message: unknown) => void = () => {};
  let end = () => {};
  let ended = 0;
  let real = 0;
  const wire: Wire<unknown, HostMessage> = {
    send: (message) => void sent.push(message),
    onMessage: (listener) => void (hear = listener),
    onClose: (listener) => void (end = listener),
    close: () => end(),
  };
  const conversation = converse({
    wire,
    views: {
      open(question, onFresh) {
        const view: HandView = { question, waiting: [], trouble: null, open: true, fresh: onFresh };
        opened.push(view);
        return {
          next: () => view.waiting.pop() ?? null,
          trouble: () => view.trouble,
          close: () => void (view.open = false),
        };
      },
    },
    welcome: () => ({ product: "Citywall", language: "en", basemap: null, line: LINE }),
    tracks: () => TRACKS,
    desk: (message) => new Promise((resolve) => asked.push({ id: message.id, resolve })),
    act: (what) => new Promise((resolve) => acted.push({ what, resolve })),
    watch(asked, tell) {
      const lane: HandLane = { asked, tell, open: true, took: 0 };
      lanes.push(lane);
      return {
        took: (bytes) => void (lane.took = bytes),
        want: () => {},
        offer: () => {},
        close: () => void (lane.open = false),
      };
    },
    real: () => real,
    onEnd: () => ended++,
  });
  return {
    conversation,
    opened,
    lanes,
    asked,
    acted,
    say: (message: unknown) => hear(message),
    hello: () => hear({ say: "hello", port: PORT_VERSION, program: "wall" }),
    open: (view: number, question: Question) => hear({ say: "open", view, question }),
    leave: () => end(),
    ended: () => ended,
    pass: (ms: number) => void (real += ms),
    /** What was sent since the last look. */
    heard: () => sent.splice(0),
  };
}

const whole = (value: unknown): Patch => ({ say: "whole", value: value as null });

describe("a window's conversation", () => {
  test("P1 begins with hello; anything else is refused before it", () => {
    const it = bench();
    it.open(1, { view: "city" });
    it.conversation.tellLine(LINE);
    expect(it.heard()).toEqual([
      { say: "refused", trouble: { code: "badMessage", params: { what: "open before hello" } } },
    ]);
    it.hello();
    expect(it.heard()).toMatchObject([{ say: "welcome", port: PORT_VERSION, product: "Citywall", line: LINE }]);
  });

  test("P1 a page of another version is refused, and so is what it asks then", () => {
    const it = bench();
    it.say({ say: "hello", port: PORT_VERSION + 1, program: "wall" });
    it.open(1, { view: "city" });
    expect(it.heard().map((message) => message.say)).toEqual(["refused", "refused"]);
    expect(it.opened).toEqual([]);
  });

  test("P2 junk is refused by the place that is wrong, and the conversation goes on", () => {
    const it = bench();
    it.hello();
    it.heard();
    for (const junk of [
      null,
      7,
      "x",
      {},
      { say: "fly" },
      { say: "open", view: -1, question: { view: "city" } },
      { say: "open", view: 1, question: { view: "nothing" } },
      { say: "open", view: 1, question: { view: "ticker", limit: 1e9 } },
    ]) {
      it.say(junk);
      expect(it.heard()).toMatchObject([{ say: "refused", trouble: { code: "badMessage" } }]);
    }
    it.say({ say: "ping", n: 3 });
    expect(it.heard()).toEqual([{ say: "pong", n: 3 }]);
  });

  test("P2 a window that opens views without end is refused", () => {
    const it = bench();
    it.hello();
    for (let view = 0; view < 200; view++) it.open(view, { view: "city" });
    it.heard();
    it.open(200, { view: "city" });
    expect(it.heard()).toMatchObject([{ say: "refused" }]);
    it.open(5, { view: "funnel", period: "day" });
    expect(it.opened.filter((view) => view.open)).toHaveLength(200);
  });

  test("P3 one patch is unanswered at most; only its own answer gives leave, and only once", () => {
    const it = bench();
    it.hello();
    it.open(1, { view: "city" });
    const view = it.opened[0] as HandView;
    it.heard();
    view.waiting = [whole("a")];
    view.fresh();
    expect(it.heard()).toEqual([{ say: "whole", view: 1, rev: 1, value: "a" }]);
    view.waiting = [whole("b")];
    view.fresh();
    it.say({ say: "drawn", view: 1, rev: 9 });
    it.say({ say: "drawn", view: 2, rev: 1 });
    expect(it.heard()).toEqual([]);
    it.say({ say: "drawn", view: 1, rev: 1 });
    expect(it.heard()).toEqual([{ say: "whole", view: 1, rev: 2, value: "b" }]);
    view.waiting = [whole("c")];
    it.say({ say: "drawn", view: 1, rev: 1 });
    expect(it.heard()).toEqual([]);
  });

  test("P3 a view opened again under its number begins anew", () => {
    const it = bench();
    it.hello();
    it.open(1, { view: "city" });
    (it.opened[0] as HandView).waiting = [whole("old")];
    (it.opened[0] as HandView).fresh();
    it.open(1, { view: "grids" });
    expect(it.opened.map((view) => view.open)).toEqual([false, true]);
    it.heard();
    (it.opened[1] as HandView).waiting = [whole("new")];
    (it.opened[1] as HandView).fresh();
    expect(it.heard()).toEqual([{ say: "whole", view: 1, rev: 1, value: "new" }]);
  });

  test("P5 a window that owes an answer for long gets the latest report and positions only when it answers", () => {
    const it = bench();
    it.hello();
    it.open(1, { view: "units" });
    const view = it.opened[0] as HandView;
    view.waiting = [whole("a")];
    view.fresh();
    it.heard();
    it.conversation.tellLine(LINE);
    expect(it.heard()).toHaveLength(1);
    it.pass(5_001);
    for (let n = 0; n < 100; n++) {
      it.conversation.tellLine({ ...LINE, silentMs: n });
      it.conversation.tellTracks(TRACKS);
    }
    expect(it.heard()).toEqual([]);
    it.say({ say: "drawn", view: 1, rev: 1 });
    expect(it.heard()).toEqual([
      { say: "line", line: { ...LINE, silentMs: 99 } },
      { say: "tracks", value: TRACKS },
    ]);
  });

  test("P6 a failed view is told once, needs no answer, and goes on with a patch", () => {
    const it = bench();
    it.hello();
    it.open(1, { view: "city" });
    it.open(2, { view: "grids" });
    const [bad, good] = it.opened as [HandView, HandView];
    it.heard();
    bad.trouble = { code: "viewFailed", params: { view: "city", why: "x" } };
    bad.fresh();
    bad.fresh();
    good.waiting = [whole("g")];
    good.fresh();
    expect(it.heard()).toEqual([
      { say: "failed", view: 1, trouble: bad.trouble },
      { say: "whole", view: 2, rev: 1, value: "g" },
    ]);
    bad.trouble = null;
    bad.waiting = [whole("c")];
    bad.fresh();
    expect(it.heard()).toEqual([{ say: "whole", view: 1, rev: 1, value: "c" }]);
  });

  test("P7 positions go to a window that watches the units, at once when it begins to", () => {
    const it = bench();
    it.hello();
    it.open(1, { view: "city" });
    it.heard();
    it.conversation.tellTracks(TRACKS);
    expect(it.heard()).toEqual([]);
    it.open(2, { view: "units" });
    it.conversation.tellTracks(TRACKS);
    it.say({ say: "close", view: 2 });
    it.conversation.tellTracks(TRACKS);
    expect(it.heard().map((message) => message.say)).toEqual(["tracks", "tracks"]);
  });

  test("P8 a request for the desk is answered once under its own number, in whatever order answers come", async () => {
    const it = bench();
    const message = (id: string) => ({
      id: `message-${id}`,
      by: "leader",
      request: { ask: "withdrawLedger", uid: 1, why: "" },
    });
    it.say({ say: "ask", ask: 1, message: message("early") });
    it.hello();
    for (let ask = 1; ask <= 9; ask++) it.say({ say: "ask", ask, message: message(String(ask)) });
    it.say({ say: "ask", ask: 3, message: message("again") });
    expect(it.asked.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((ask) => `message-${ask}`));
    const busy = { answer: "trouble", trouble: { code: "badMessage", params: { what: "more than 8 asks" } } };
    expect(it.heard().filter(({ say }) => say !== "welcome")).toEqual([
      { say: "refused", trouble: { code: "badMessage", params: { what: "ask before hello" } } },
      { say: "answered", ask: 9, answer: busy },
      { say: "refused", trouble: { code: "badMessage", params: { what: "ask 3 again before its answer" } } },
    ]);
    it.asked[4]?.resolve({ answer: "done", uid: 7, seq: 9 });
    it.asked[0]?.resolve({ answer: "refused", refused: "monthFrozen" });
    await Promise.resolve();
    expect(it.heard()).toEqual([
      { say: "answered", ask: 5, answer: { answer: "done", uid: 7, seq: 9 } },
      { say: "answered", ask: 1, answer: { answer: "refused", refused: "monthFrozen" } },
    ]);
    it.say({ say: "ask", ask: 5, message: message("next") });
    expect(it.asked).toHaveLength(9);
  });

  test("P8 a window that began anew, or left, hears no answer to what it asked before", async () => {
    const it = bench();
    it.hello();
    const message = { id: "message-1", by: "leader", request: { ask: "withdrawLedger", uid: 1, why: "" } };
    it.say({ say: "ask", ask: 1, message });
    it.hello();
    it.say({ say: "ask", ask: 1, message });
    it.heard();
    it.asked[0]?.resolve({ answer: "done", uid: 1, seq: 1 });
    await Promise.resolve();
    expect(it.heard()).toEqual([]);
    it.leave();
    it.asked[1]?.resolve({ answer: "done", uid: 2, seq: 2 });
    await Promise.resolve();
    expect(it.heard()).toEqual([]);
  });

  test("P9 an act is answered once, under its own number, eight at a time", async () => {
    const it = bench();
    it.hello();
    for (let act = 1; act <= 9; act++) it.say({ say: "act", act, what: { do: "check", deep: act === 1 } });
    it.say({ say: "act", act: 3, what: { do: "support" } });
    it.say({ say: "act", act: 10, what: { do: "format" } });
    expect(it.acted.map(({ what }) => what)).toEqual([
      { do: "check", deep: true },
      ...Array.from({ length: 7 }, () => ({ do: "check", deep: false })),
    ]);
    expect(it.heard().map(({ say }) => say)).toEqual(["welcome", "acted", "refused", "refused"]);
    it.acted[1]?.resolve({ did: "checking" });
    await Promise.resolve();
    expect(it.heard()).toEqual([{ say: "acted", act: 2, result: { did: "checking" } }]);
    it.hello();
    it.heard();
    it.acted[0]?.resolve({ did: "checking" });
    await Promise.resolve();
    expect(it.heard()).toEqual([]);
  });

  test("P10 lets go of its views while the cache is made anew, says why, and is greeted again", () => {
    const it = bench();
    const trouble: Trouble = { code: "cacheBroken", params: { why: "bytes" } };
    it.hello();
    it.open(1, { view: "city" });
    it.heard();
    it.conversation.rest(trouble);
    expect([it.opened[0]?.open, it.heard()]).toEqual([false, [{ say: "refused", trouble }]]);
    it.open(1, { view: "city" });
    it.hello();
    expect([it.opened.length, it.heard()]).toEqual([1, [{ say: "refused", trouble }]]);
    it.conversation.again();
    expect(it.heard().map(({ say }) => say)).toEqual(["welcome"]);
    it.open(1, { view: "city" });
    expect(it.opened[1]?.open).toBe(true);
  });

  test("P11 watches cameras, each under its own number, and ends them with the conversation", () => {
    const it = bench();
    const watch = (number: number, camera: number) =>
      it.say({ say: "watch", watch: number, camera, use: "sub", why: "tile", caseUid: 0 });
    watch(1, 7);
    expect(it.lanes).toEqual([]);
    it.hello();
    watch(1, 7);
    it.heard();
    expect(it.lanes[0]?.asked).toEqual({ camera: 7, use: "sub", why: "tile", caseUid: 0, program: "wall" });
    const word: LaneWord = { is: "answer", sdp: "v=0" };
    it.lanes[0]?.tell(word);
    it.say({ say: "took", watch: 1, bytes: 9 });
    expect([it.heard(), it.lanes[0]?.took]).toEqual([[{ say: "seen", watch: 1, word }], 9]);
    // The same number again is another lane; what the first one still says is not heard.
    watch(1, 8);
    it.lanes[0]?.tell(word);
    expect([it.lanes[0]?.open, it.heard()]).toEqual([false, []]);
    for (let n = 2; n <= 80; n += 1) watch(n, n);
    expect(it.heard()).toEqual([]);
    watch(81, 81);
    expect([it.lanes.length, it.heard()[0]?.say]).toEqual([81, "refused"]);
    it.leave();
    expect(it.lanes.every(({ open }) => !open)).toBe(true);
  });

  test("leaves nothing open behind, and says its end once", () => {
    const it = bench();
    it.hello();
    it.open(1, { view: "city" });
    it.leave();
    it.conversation.close();
    it.heard();
    it.hello();
    it.conversation.tellLine(LINE);
    expect(it.heard()).toEqual([]);
    expect(it.opened[0]?.open).toBe(false);
    expect(it.ended()).toBe(1);
  });
});
