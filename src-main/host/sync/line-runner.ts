/**
 * Runs the line: carries out what `line.ts` says, with a real socket, real timers and the cache.
 *
 * What goes wrong becomes an event of the line again, so that there is one place where it is decided what to do next.
 */
import { TABLE_NAMES } from "../../../shared/tables.ts";
import type { Trouble } from "../../../shared/trouble.ts";
import type { DeskAnswer, DeskMessage } from "../../../shared/wire/desk.ts";
import type { TracksMessage, Welcome } from "../../../shared/wire/hub.ts";
import type { LineReport } from "../../../shared/wire/port.ts";
import type { Changes } from "../cache/changes.ts";
import type { Position } from "../cache/position.ts";
import type { CacheWriter } from "../cache/write.ts";
import { applyDelta, applyNote, applyPage } from "./apply.ts";
import type { HubClock } from "./clock.ts";
import { lineAt, step, type Line, type LineAction, type LineEvent } from "./line.ts";
import { readDelta, readDeskAnswer, readPage, readTime, readTracks, readWelcome } from "./messages.ts";
import { openSocket, type HubSocket } from "./socket.ts";
import { snapshotProgress, type SnapshotMeter } from "./progress.ts";
import { lineReport } from "./report.ts";

/** The line stands otherwise than before, or the cache did not take what came. */
export type SyncEvent =
  | { readonly event: "lineMoved"; readonly state: LineReport["state"]; readonly trouble: Trouble | null }
  | { readonly event: "changeRefused"; readonly why: string };

const BEAT_MS = 2_000;
const AWAY: DeskAnswer = { answer: "trouble", trouble: { code: "hubAway", params: {} } };
/** It was asked, and nobody knows what became of it. */
const SILENT: DeskAnswer = { answer: "trouble", trouble: { code: "deskSilent", params: {} } };

export interface LineOptions {
  readonly writer: CacheWriter;
  /** Reads the position anew after the cache refused a change. */
  readonly position: () => Position;
  /** Rows that an unfinished snapshot already has. */
  readonly rowsSoFar: (position: Position) => number;
  readonly clock: HubClock;
  /** Monotonic real ms. */
  readonly real: () => number;
  readonly log: (event: SyncEvent) => void;
  readonly onChanges: (changes: Changes) => void;
  readonly onTracks: (tracks: TracksMessage) => void;
  /** The line's report may read differently now. */
  readonly onReport: () => void;
  /** The socket, so that tests can put another in its place. */
  readonly open?: typeof openSocket;
}

export interface LineRunner {
  /** Starts the line to `url`, or moves it there. */
  connect(url: string): void;
  /** Said while there is no address yet, e.g. why the embedded hub could not start. */
  trouble(trouble: Trouble): void;
  report(): LineReport;
  /**
   * Passes a request on to the hub's desk. Answers trouble `hubAway` while the line is not live: nothing was asked. Answers
   * trouble `deskSilent` when it was asked and no answer came that can be read.
   */
  desk(message: DeskMessage): Promise<DeskAnswer>;
  close(): void;
}

export function runLine(options: LineOptions): LineRunner {
  const { writer, clock, real, log } = options;
  const open = options.open ?? openSocket;
  let line: Line = lineAt(options.position());
  let url = "";
  let socket: HubSocket | null = null;
  /** Counts connections, so that a late word of an earlier one is not heard. */
  let connection = 0;
  let heardAt: number | null = null;
  let retryAt: number | null = null;
  let retryTimer: NodeJS.Timeout | undefined;
  let beatTimer: NodeJS.Timeout | undefined;
  let meter: SnapshotMeter | null = null;
  let told: Trouble | null = null;
  let before = "";

  function send(event: LineEvent): void {
    const next = step(line, event, Math.random());
    line = next.line;
    for (const action of next.actions) if (!perform(action)) return;
    if (line.at !== "snapshot" && line.at !== "greeting") meter = null;
    if (line.at === "live") told = null;
    const { state, trouble } = report();
    const now = trouble === null ? state : `${state} ${trouble.code} ${JSON.stringify(trouble.params)}`;
    if (now === before) return;
    before = now;
    // Standing still by our own wish is no news.
    if (state !== "starting") log({ event: "lineMoved", state, trouble });
    options.onReport();
  }

  function report(): LineReport {
    return lineReport({ line, url, told, heardAt, retryAt, real: real(), clock, progress: meter?.now() ?? null });
  }

  function heard(): void {
    heardAt = real();
  }

  /** Carries one action out; false when the cache refused it, and the actions after it must not happen. */
  function perform(action: LineAction): boolean {
    switch (action.do) {
      case "note":
        return written(() => applyNote(writer, action.position)) !== null;
      case "applyPage":
        return applied(() => applyPage(writer, action.page, action.position), action.page.rows.length);
      case "applyDelta":
        return applied(() => applyDelta(writer, action.delta, action.position), 0);
      default:
        speak(action);
        return true;
    }
  }

  function speak(action: Exclude<LineAction, { do: "note" | "applyPage" | "applyDelta" }>): void {
    switch (action.do) {
      case "connect":
        return connect();
      case "disconnect":
        return disconnect();
      case "hello":
        return greet(action.hello);
      case "askPage":
        return askPage(action.request);
      case "tail":
        return socket?.tail(action.cursor);
      case "credit":
        return socket?.credit(action.to);
      case "askTime":
        return askTime();
      case "wait":
        retryAt = real() + action.ms;
        retryTimer = setTimeout(() => send({ event: "retry" }), action.ms);
    }
  }

  /** Only what the cache itself says is caught here: a fault in what is built on it must not pass for a full disk. */
  function written<T>(write: () => T): { result: T } | null {
    try {
      return { result: write() };
    } catch (error) {
      log({ event: "changeRefused", why: String(error) });
      send({ event: "cacheFailed", detail: codeOf(error), position: options.position() });
      return null;
    }
  }

  function applied(write: () => Changes, pageRows: number): boolean {
    const done = written(write);
    if (done === null) return false;
    meter?.add(pageRows);
    options.onChanges(done.result);
    return true;
  }

  function connect(): void {
    disconnect();
    const mine = ++connection;
    const current = (then: () => void) => {
      if (mine === connection) then();
    };
    socket = open(url, {
      opened: () =>
        current(() => {
          heard();
          beatTimer = setInterval(beat, BEAT_MS);
          send({ event: "opened" });
          askTime();
        }),
      delta: (raw) =>
        current(() => {
          heard();
          const delta = readDelta(raw);
          send(delta === null ? { event: "garbled", what: "delta" } : { event: "delta", delta });
        }),
      tracks: (raw) =>
        current(() => {
          heard();
          const tracks = readTracks(raw);
          if (tracks === null) send({ event: "garbled", what: "tracks" });
          else options.onTracks(tracks);
        }),
      behind: () =>
        current(() => {
          heard();
          send({ event: "behind" });
        }),
      closed: (detail) => current(() => send({ event: "closed", detail })),
    });
  }

  function disconnect(): void {
    connection++;
    clearTimeout(retryTimer);
    clearInterval(beatTimer);
    retryAt = null;
    socket?.close();
    socket = null;
  }

  function beat(): void {
    const mine = connection;
    // Timers come first after a blocked moment; let what has arrived meanwhile be heard before silence is judged.
    setImmediate(() => {
      if (mine === connection) send({ event: "beat", silentMs: heardAt === null ? 0 : real() - heardAt });
    });
  }

  /** Waits for an answer of this connection; nothing is done with one that comes after it was cut. */
  function answered(asked: Promise<unknown> | undefined, then: (raw: unknown) => void): void {
    const mine = connection;
    void asked?.then((raw) => {
      if (mine !== connection) return;
      if (raw !== null) heard();
      then(raw);
    });
  }

  function greet(hello: Parameters<HubSocket["hello"]>[0]): void {
    answered(socket?.hello(hello), (raw) => {
      if (raw === null) return send({ event: "closed", detail: "ETIMEDOUT" });
      const welcome = readWelcome(raw);
      if (welcome === null) return send({ event: "garbled", what: "welcome" });
      if (welcome.answer === "welcome") measure(welcome);
      send({ event: "welcome", welcome });
      if (line.at === "snapshot") meter?.begin(options.rowsSoFar(line.position));
    });
  }

  function measure(welcome: Extract<Welcome, { answer: "welcome" }>): void {
    const total = TABLE_NAMES.reduce((sum, table) => sum + (welcome.counts[table] ?? 0), 0);
    meter = snapshotProgress(total, real);
  }

  function askPage(request: Parameters<HubSocket["page"]>[0]): void {
    answered(socket?.page(request), (raw) => {
      if (raw === null) return send({ event: "pageLate" });
      const page = readPage(raw, request);
      send(page === null ? { event: "garbled", what: `page ${request.table}` } : { event: "page", page });
    });
  }

  function askTime(): void {
    const sent = real();
    answered(socket?.time(), (raw) => {
      if (raw === null) return;
      const time = readTime(raw);
      if (time === null) send({ event: "garbled", what: "time" });
      else clock.take(time, sent, real());
    });
  }

  /** Unlike what the line itself asks, this is answered even when the line is cut meanwhile: somebody waits for it. */
  async function desk(message: DeskMessage): Promise<DeskAnswer> {
    if (line.at !== "live" || socket === null) return AWAY;
    const mine = connection;
    const raw = await socket.desk(message);
    if (raw === null) return SILENT;
    const answer = readDeskAnswer(raw);
    if (mine === connection) {
      heard();
      if (answer === null) send({ event: "garbled", what: "desk" });
    }
    return answer ?? SILENT;
  }

  return {
    connect(to) {
      told = null;
      if (to === url) return options.onReport();
      url = to;
      send({ event: "stop" });
      send({ event: "start" });
    },
    trouble(trouble) {
      told = trouble;
      options.onReport();
    },
    report,
    desk,
    close() {
      send({ event: "stop" });
      disconnect();
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "EINVAL";
}
