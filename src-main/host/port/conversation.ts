/**
 * One window's conversation with the host.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - P1 The first word of a window is `hello` with its port version; until then everything else is refused.
 * - P2 A message that fits no schema is refused with `badMessage`, and the conversation goes on.
 * - P3 A view has at most one unanswered patch; `drawn` with that patch's rev gives leave for the next.
 * - P4 What changes while a patch is unanswered is merged into the next one: the latest wins, by row and by slot.
 * - P5 A window that does not answer costs bounded memory: positions and reports wait for it too, the latest only.
 * - P6 A view that fails says so on its own and takes no other view down; it speaks again once it can be answered.
 * - P7 Positions go to windows with an open view of the units only, at most once a second.
 * - P8 A request for the desk is answered once, under its own number; a window may have eight open.
 * - P9 What a window asks of the host itself is answered once, under its own number; a window may have eight open.
 * - P11 A window may watch 80 cameras at once, each under a number of its own; what it watched ends with the conversation.
 * - P10 A window whose host had to make its cache anew is greeted again, and opens its views once more.
 */
import * as v from "valibot";
import type { DeskAnswer, DeskMessage } from "../../../shared/wire/desk.ts";
import type { TrackColumns } from "../../../shared/track.ts";
import {
  windowMessageSchema,
  type ActResult,
  type HostAct,
  type HostMessage,
  type LineReport,
  type Wire,
  type WindowMessage,
} from "../../../shared/wire/port.ts";
import { PORT_VERSION } from "../../../shared/wire/version.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { Question } from "../../../shared/view.ts";
import type { Eyes, Lane } from "../video/eyes.ts";
import type { Subscription, Views } from "../views/views.ts";

/** Views one window may hold open; a wall has about twenty. */
const MOST_VIEWS = 200;
/** Requests one window may have open at the desk. */
const MOST_ASKS = 8;
/** Cameras one window may watch: 64 tiles, and some being changed over. */
const MOST_WATCHED = 80;
/** Real ms after which a window that owes an answer is sent nothing more (P5). */
const STALLED_MS = 5_000;

export interface ConversationOptions {
  readonly wire: Wire<unknown, HostMessage>;
  readonly views: Pick<Views, "open">;
  readonly welcome: () => Omit<Extract<HostMessage, { say: "welcome" }>, "say" | "port">;
  readonly tracks: () => TrackColumns | null;
  /** Passes a request on to the hub, not before `holdMs` real ms have passed; never rejects. */
  readonly desk: (message: DeskMessage, holdMs: number, program: string) => Promise<DeskAnswer>;
  /** Does what the window asks of the host itself; never rejects. `program` is what runs in the window. */
  readonly act: (what: HostAct, program: string) => Promise<ActResult>;
  /** Opens a lane of a camera's pictures. */
  readonly watch: Eyes["open"];
  /** Monotonic real ms. */
  readonly real: () => number;
  readonly onEnd: () => void;
}

export interface Conversation {
  tellLine(line: LineReport): void;
  tellTracks(tracks: TrackColumns): void;
  /** Lets go of all views: what they were answered from is gone. Nothing is opened until `again`. */
  rest(trouble: Trouble): void;
  /** Greets the window anew, which opens its views once more (P10). */
  again(): void;
  close(): void;
}

interface OpenView {
  readonly question: Question;
  readonly subscription: Subscription;
  rev: number;
  /** When the patch that is unanswered was sent, real ms; null when none is. */
  owedSince: number | null;
  failed: boolean;
}

export function converse(options: ConversationOptions): Conversation {
  const { wire, views, real } = options;
  const open = new Map<number, OpenView>();
  const lanes = new Map<number, Lane>();
  let program = "";
  let greeted = false;
  let over = false;
  /** Why nothing can be answered at the moment. */
  let resting: Trouble | null = null;
  let waitingLine: LineReport | null = null;
  let waitingTracks: TrackColumns | null = null;
  /** Numbers of the open requests; another set after another `hello`, whose numbers are its own. */
  let asks = new Set<number>();
  let acts = new Set<number>();

  const refuse = (what: string) => wire.send({ say: "refused", trouble: { code: "badMessage", params: { what } } });

  function stalled(): boolean {
    for (const { owedSince } of open.values()) {
      if (owedSince !== null && real() - owedSince > STALLED_MS) return true;
    }
    return false;
  }

  const watchesUnits = () => [...open.values()].some(({ question }) => question.view === "units");

  /** Says what is new about a view, if the window may be told now. */
  function speak(view: number): void {
    const it = open.get(view);
    if (it === undefined) return;
    const trouble = it.subscription.trouble();
    if (trouble !== null) {
      if (!it.failed) wire.send({ say: "failed", view, trouble });
      it.failed = true;
      return;
    }
    it.failed = false;
    if (it.owedSince !== null) return;
    const patch = it.subscription.next();
    if (patch === null) return;
    it.rev++;
    it.owedSince = real();
    wire.send({ ...patch, view, rev: it.rev });
  }

  function close(view: number): void {
    open.get(view)?.subscription.close();
    open.delete(view);
  }

  function closeAll(): void {
    for (const view of [...open.keys()]) close(view);
  }

  function hear(message: WindowMessage): void {
    if (message.say === "hello") return greet(message.port, message.program);
    if (!greeted) return refuse(`${message.say} before hello`);
    switch (message.say) {
      case "open":
        return openView(message.view, message.question);
      case "close":
        return close(message.view);
      case "drawn":
        return drawn(message.view, message.rev);
      case "ask":
        return ask(message.ask, message.message, message.holdMs ?? 0);
      case "act":
        return act(message.act, message.what);
      case "watch":
        return watch(message);
      case "unwatch":
        return unwatch(message.watch);
      case "took":
        return lanes.get(message.watch)?.took(message.bytes);
      case "want":
        return lanes.get(message.watch)?.want(message.n, message.url);
      case "offer":
        return lanes.get(message.watch)?.offer(message.sdp);
      case "ping":
        return wire.send({ say: "pong", n: message.n });
    }
  }

  function watch({ watch: number, camera, use, why, caseUid }: Extract<WindowMessage, { say: "watch" }>): void {
    unwatch(number);
    if (lanes.size >= MOST_WATCHED) return refuse(`more than ${MOST_WATCHED} cameras watched`);
    const lane = options.watch({ camera, use, why, caseUid, program }, (word) => {
      if (lanes.get(number) !== lane) return;
      if (word.is === "closed") lanes.delete(number);
      wire.send({ say: "seen", watch: number, word });
    });
    lanes.set(number, lane);
  }

  function unwatch(number: number): void {
    const lane = lanes.get(number);
    lanes.delete(number);
    lane?.close();
  }

  function greet(port: number, by: string): void {
    closeAll();
    for (const number of [...lanes.keys()]) unwatch(number);
    program = by;
    asks = new Set();
    acts = new Set();
    greeted = port === PORT_VERSION;
    if (!greeted) return refuse(`port ${port}, not ${PORT_VERSION}`);
    if (resting !== null) return wire.send({ say: "refused", trouble: resting });
    wire.send({ say: "welcome", port: PORT_VERSION, ...options.welcome() });
  }

  function ask(number: number, message: DeskMessage, holdMs: number): void {
    const mine = asks;
    if (mine.has(number)) return refuse(`ask ${number} again before its answer`);
    const answer = (it: DeskAnswer) => wire.send({ say: "answered", ask: number, answer: it });
    if (mine.size >= MOST_ASKS) {
      return answer({
        answer: "trouble",
        trouble: { code: "badMessage", params: { what: `more than ${MOST_ASKS} asks` } },
      });
    }
    mine.add(number);
    void options.desk(message, holdMs, program).then((it) => {
      mine.delete(number);
      if (mine === asks && !over) answer(it);
    });
  }

  function act(number: number, what: HostAct): void {
    const mine = acts;
    if (mine.has(number)) return refuse(`act ${number} again before its answer`);
    const tell = (result: ActResult) => wire.send({ say: "acted", act: number, result });
    if (mine.size >= MOST_ASKS) {
      return tell({
        did: "not",
        trouble: { code: "badMessage", params: { what: `more than ${MOST_ASKS} acts` } },
      });
    }
    mine.add(number);
    void options.act(what, program).then((result) => {
      mine.delete(number);
      if (mine === acts && !over) tell(result);
    });
  }

  function openView(view: number, question: Question): void {
    close(view);
    // The window opens it again when it is greeted anew.
    if (resting !== null) return;
    if (open.size >= MOST_VIEWS) return refuse(`more than ${MOST_VIEWS} views`);
    const subscription = views.open(question, () => speak(view));
    open.set(view, { question, subscription, rev: 0, owedSince: null, failed: false });
    speak(view);
    const tracks = question.view === "units" ? options.tracks() : null;
    if (tracks !== null) tellTracks(tracks);
  }

  function drawn(view: number, rev: number): void {
    const it = open.get(view);
    // An answer to an earlier life of the view, or given twice, gives no leave.
    if (it === undefined || it.owedSince === null || it.rev !== rev) return;
    it.owedSince = null;
    speak(view);
    if (stalled()) return;
    if (waitingLine !== null) tellLine(waitingLine);
    if (waitingTracks !== null) tellTracks(waitingTracks);
  }

  function tellLine(line: LineReport): void {
    if (!greeted) return;
    if (stalled()) {
      waitingLine = line;
      return;
    }
    waitingLine = null;
    wire.send({ say: "line", line });
  }

  function tellTracks(tracks: TrackColumns): void {
    if (!greeted || !watchesUnits()) return;
    if (stalled()) {
      waitingTracks = tracks;
      return;
    }
    waitingTracks = null;
    wire.send({ say: "tracks", value: tracks });
  }

  function end(): void {
    if (over) return;
    over = true;
    greeted = false;
    closeAll();
    for (const number of [...lanes.keys()]) unwatch(number);
    options.onEnd();
  }

  wire.onMessage((raw) => {
    if (over) return;
    const { success, output, issues } = v.safeParse(windowMessageSchema, raw);
    if (success) return hear(output);
    const [issue] = issues;
    refuse(v.getDotPath(issue) ?? "message");
  });
  wire.onClose(end);

  return {
    tellLine,
    tellTracks,
    rest(trouble) {
      closeAll();
      resting = trouble;
      if (greeted) wire.send({ say: "refused", trouble });
    },
    again() {
      resting = null;
      if (greeted) wire.send({ say: "welcome", port: PORT_VERSION, ...options.welcome() });
    },
    close() {
      end();
      wire.close();
    },
  };
}
