/**
 * The window's one conversation with the host: opens views, keeps their last values through every cut, and reconnects
 * for ever. Knows nothing of React and nothing of what is drawn.
 */
import { PORT_VERSION } from "../../shared/wire/version.ts";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import type {
  ActResult,
  HostAct,
  HostMessage,
  LineReport,
  WindowMessage,
  WindowProgram,
  Wire,
} from "../../shared/wire/port.ts";
import type { LaneWord } from "../../shared/video/lane.ts";
import type { Trouble } from "../../shared/trouble.ts";
import type { TrackColumns } from "../../shared/track.ts";
import type { ColumnsValues, KeyedRows, Question, WholeValues } from "../../shared/view.ts";
import { createActs, createAsks, HOST_AWAY, HUB_AWAY } from "./asks.ts";
import { createLanes, type Lane, type LaneAsked } from "./lanes.ts";
import { store, type Source } from "./store.ts";

export type HostWire = Wire<HostMessage, WindowMessage>;
export type KeyedQuestion = Extract<Question, { view: keyof KeyedRows }>;
export type ColumnsQuestion = Extract<Question, { view: keyof ColumnsValues }>;
export type WholeQuestion = Exclude<Question, KeyedQuestion | ColumnsQuestion>;
export type Welcome = Extract<HostMessage, { say: "welcome" }>;

/** A view as it stands. The object is replaced at every change, so that identity tells whether it changed. */
export interface ViewValue<T> {
  /** The last good answer; kept while the host is gone and while there is trouble. */
  readonly value: T | null;
  readonly trouble: Trouble | null;
  /** Counts answers, for keys and tests. */
  readonly rev: number;
}

/** The window's line to the host and the host's last word about the hub. Replaced at every change. */
export interface LineValue {
  readonly connected: boolean;
  readonly report: LineReport | null;
  /** Monotonic ms at which `report` arrived. */
  readonly receivedAt: number;
  /** Monotonic ms of the next try; null while connected or trying. */
  readonly retryAt: number | null;
  readonly welcome: Welcome | null;
  /** The host's "no" to this window: it cannot start, or it speaks another version. */
  readonly refused: Trouble | null;
}

export interface LinkOptions {
  /** Opens one wire, or throws when the host cannot be reached now. */
  readonly connect: () => Promise<HostWire>;
  /** Monotonic milliseconds. */
  readonly clock: () => number;
  /** Runs once the frame that shows what just arrived has been drawn. */
  readonly afterFrame: (run: () => void) => void;
  readonly later: (run: () => void, ms: number) => () => void;
  readonly program: WindowProgram;
}

export interface Link {
  readonly line: Source<LineValue>;
  /** Hub time now (epoch ms), carried on from the last report at the hub's pace; null before the first. */
  hubNow(): number | null;
  /** The shared view of a question. It is open at the host while somebody subscribes. */
  whole<Q extends WholeQuestion>(question: Q): Source<ViewValue<WholeValues[Q["view"]]>>;
  keyed<Q extends KeyedQuestion>(question: Q): Source<ViewValue<readonly KeyedRows[Q["view"]][]>>;
  /** A view of mass: each listener has its own, because its slots live with the listener. Returns its end. */
  columns(question: ColumnsQuestion, onPatch: (value: ColumnsValues["points"], reset: boolean) => void): () => void;
  /** Hears every report of positions, the newest one at once where there is one. Returns its end. */
  tracks(listener: (value: TrackColumns) => void): () => void;
  /** Asks the hub's desk once, see `asks.ts`. Without a wire it answers trouble `hubAway` at once. */
  ask(message: DeskMessage, holdMs?: number): Promise<DeskAnswer>;
  /** Watches a camera: hears what comes on its lane until that is closed by either side. */
  watch(asked: LaneAsked, hear: (word: LaneWord) => void): Lane;
  /** Asks the host itself for something, once. Without a wire it answers trouble `hubAway` at once. */
  act(what: HostAct): Promise<ActResult>;
  close(): void;
}

/** A view that nobody watches any more stays open this long, so that a redraw does not close and open it. */
const LINGER_MS = 400;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 3_000;

interface OpenView {
  readonly number: number;
  readonly question: Question;
  readonly receive: (message: HostMessage) => void;
  readonly fail: (trouble: Trouble) => void;
}

/** Starts the conversation. It ends only with `close`. */
export function openLink(options: LinkOptions): Link {
  const { clock, later, afterFrame } = options;
  const views = new Map<number, OpenView>();
  const shared = new Map<string, Source<ViewValue<unknown>>>();
  const trackListeners = new Set<(value: TrackColumns) => void>();
  let lastTracks: TrackColumns | null = null;
  const line = store<LineValue>({
    connected: false,
    report: null,
    receivedAt: 0,
    retryAt: null,
    welcome: null,
    refused: null,
  });
  let wire: HostWire | null = null;
  let nextView = 1;
  let failures = 0;
  let closed = false;
  let cancelRetry: (() => void) | null = null;

  const say = (message: WindowMessage): boolean => {
    if (wire === null || !line.get().connected) return false;
    wire.send(message);
    return true;
  };

  const asks = createAsks(say, later);
  const acts = createActs(say, later);
  const lanes = createLanes(say);

  function addView(view: Omit<OpenView, "number">): OpenView {
    const added = { ...view, number: nextView++ };
    views.set(added.number, added);
    say({ say: "open", view: added.number, question: added.question });
    return added;
  }

  function dropView(view: OpenView) {
    views.delete(view.number);
    say({ say: "close", view: view.number });
  }

  function credit(view: number, rev: number) {
    const to = wire;
    afterFrame(() => {
      if (wire === to && views.has(view)) say({ say: "drawn", view, rev });
    });
  }

  function receive(message: HostMessage) {
    switch (message.say) {
      case "welcome":
        failures = 0;
        line.set({
          connected: true,
          report: message.line,
          receivedAt: clock(),
          retryAt: null,
          welcome: message,
          refused: null,
        });
        for (const view of views.values()) say({ say: "open", view: view.number, question: view.question });
        asks.again();
        return;
      case "refused":
        line.set({ ...line.get(), refused: message.trouble });
        return;
      case "line":
        line.set({ ...line.get(), report: message.line, receivedAt: clock() });
        return;
      case "tracks":
        lastTracks = message.value;
        for (const listener of trackListeners) listener(message.value);
        return;
      case "failed":
        views.get(message.view)?.fail(message.trouble);
        return;
      case "whole":
      case "keyed":
      case "columns": {
        const view = views.get(message.view);
        if (view === undefined) return; // closed while this was on its way
        view.receive(message);
        credit(message.view, message.rev);
        return;
      }
      case "answered":
        asks.answered(message.ask, message.answer);
        return;
      case "acted":
        acts.answered(message.act, message.result);
        return;
      case "seen":
        lanes.seen(message.watch, message.word);
        return;
      case "pong":
        return;
    }
  }

  function retry() {
    if (closed) return;
    const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
    failures++;
    wire = null;
    line.set({ ...line.get(), connected: false, retryAt: clock() + wait });
    acts.close();
    lanes.cut();
    cancelRetry = later(() => void connect(), wait);
  }

  async function connect() {
    cancelRetry = null;
    if (closed) return;
    let opened: HostWire;
    try {
      opened = await options.connect();
    } catch {
      retry(); // the reason is the same for everybody: the host is not there; the header says so
      return;
    }
    if (closed) {
      opened.close();
      return;
    }
    wire = opened;
    opened.onMessage((message) => {
      if (wire === opened) receive(message);
    });
    opened.onClose(() => {
      if (wire === opened) retry();
    });
    opened.send({ say: "hello", port: PORT_VERSION, program: options.program });
  }

  /** A view that opens with its first subscriber and closes a moment after its last. */
  function lazyView<T>(
    question: Question,
    receiveInto: (message: HostMessage, set: (next: T) => void) => void,
  ): Source<ViewValue<T>> {
    const state = store<ViewValue<T>>({ value: null, trouble: null, rev: 0 });
    const set = (value: T) => state.set({ value, trouble: null, rev: state.get().rev + 1 });
    let view: OpenView | null = null;
    let subscribers = 0;
    let cancelClose: (() => void) | null = null;
    return {
      get: state.get,
      subscribe(listener) {
        subscribers++;
        cancelClose?.();
        cancelClose = null;
        view ??= addView({
          question,
          receive: (message) => receiveInto(message, set),
          fail: (trouble) => state.set({ ...state.get(), trouble }),
        });
        const unsubscribe = state.subscribe(listener);
        return () => {
          unsubscribe();
          subscribers--;
          if (subscribers > 0) return;
          cancelClose = later(() => {
            cancelClose = null;
            if (view !== null) dropView(view);
            view = null;
            shared.delete(keyOf(question));
          }, LINGER_MS);
        };
      },
    };
  }

  function shareView<T>(question: Question, make: () => Source<ViewValue<T>>): Source<ViewValue<T>> {
    const key = keyOf(question);
    let source = shared.get(key) as Source<ViewValue<T>> | undefined;
    if (source === undefined) shared.set(key, (source = make()) as Source<ViewValue<unknown>>);
    return source;
  }

  void connect();

  return {
    line,
    hubNow() {
      const { report, receivedAt } = line.get();
      return report === null ? null : report.hubNow + (clock() - receivedAt) * report.pace;
    },
    whole<Q extends WholeQuestion>(question: Q) {
      type Value = WholeValues[Q["view"]];
      return shareView<Value>(question, () =>
        lazyView<Value>(question, (message, set) => {
          if (message.say === "whole") set(message.value as Value);
        }),
      );
    },
    keyed<Q extends KeyedQuestion>(question: Q) {
      type Row = KeyedRows[Q["view"]];
      return shareView<readonly Row[]>(question, () => {
        const rows = new Map<number, Row>();
        return lazyView<readonly Row[]>(question, (message, set) => {
          if (message.say !== "keyed") return;
          if (message.reset) rows.clear();
          for (const uid of message.del) rows.delete(uid);
          for (const row of message.put) rows.set(row.uid, row);
          set([...rows.values()].sort((a, b) => b.changedAt - a.changedAt || b.uid - a.uid));
        });
      });
    },
    columns(question, onPatch) {
      const view = addView({
        question,
        receive: (message) => {
          if (message.say === "columns") onPatch(message.value, message.reset);
        },
        fail: () => {}, // a columns view has no words; the panels beside it say the same trouble
      });
      return () => dropView(view);
    },
    tracks(listener) {
      trackListeners.add(listener);
      if (lastTracks !== null) listener(lastTracks);
      return () => trackListeners.delete(listener);
    },
    ask: (message, holdMs = 0) =>
      closed || !line.get().connected ? Promise.resolve(HUB_AWAY) : asks.ask({ message, holdMs }),
    watch: lanes.watch,
    act: (what) => (closed || !line.get().connected ? Promise.resolve(HOST_AWAY) : acts.ask(what)),
    close() {
      closed = true;
      asks.close();
      acts.close();
      lanes.cut();
      cancelRetry?.();
      wire?.close();
      wire = null;
    },
  };
}

/** One question, one key, whatever the order its parts were written in. */
export function keyOf(question: Question): string {
  return JSON.stringify(question, (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
