/**
 * One connection to the hub after another: says what the line wants said, in the words of the version that is spoken, and
 * turns what is heard into events of the line. Nothing of an earlier connection is heard.
 */
import type { TableName } from "../../../shared/tables.ts";
import type { DirectAct, DirectAnswer, Echo } from "../../../shared/direction/wall.ts";
import type { DeskAnswer, DeskMessage } from "../../../shared/wire/desk.ts";
import type {
  Digest,
  EchoRequest,
  Hello,
  HubStatus,
  PageRequest,
  SeatsMessage,
  ShowsMessage,
  TracksMessage,
  WallsMessage,
  Welcome,
} from "../../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../../shared/wire/version.ts";
import { dialectOf, type Time } from "./dialect.ts";
import type { LineEvent } from "./line-types.ts";
import {
  readDelta,
  readDeskAnswer,
  readDigest,
  readDirectAnswer,
  readEcho,
  readHubStatus,
  readPage,
  readSeats,
  readWalls,
} from "./messages.ts";
import { openSocket, type HubSocket } from "./socket.ts";
import type { LineTimes } from "./times.ts";

/** Whoever runs the line. All but `event` is news that the line's machine does not hear as it came. */
export interface Ear {
  event(event: LineEvent): void;
  welcome(welcome: Welcome): void;
  /** `sent` and `received` are monotonic real ms. */
  time(time: Time, sent: number, received: number): void;
  digest(digest: Digest): void;
  tracks(message: TracksMessage, numbered: boolean): void;
  seats(message: SeatsMessage): void;
  walls(message: WallsMessage): void;
}

export interface Talk {
  connect(url: string): void;
  disconnect(): void;
  hello(hello: Hello): void;
  page(request: PageRequest): void;
  time(): void;
  digest(tables: readonly TableName[]): void;
  /** The case that is looked at here, 0 for none; said only to a hub that knows the word. */
  look(caseUid: number): void;
  tail(cursor: number): void;
  credit(to: number): void;
  /** Null when the hub does not tell, or not in time. */
  status(): Promise<HubStatus | null>;
  /** Null when no answer came that can be read; it is heard even when the line was cut meanwhile: somebody waits. */
  desk(message: DeskMessage): Promise<DeskAnswer | null>;
  /** A picture's bytes; null where there is none to see, undefined when no answer came that can be read. */
  picture(sha256: string): Promise<Uint8Array | null | undefined>;
  /** Null when no answer came that can be read. */
  direct(act: DirectAct): Promise<DirectAnswer | null>;
  /** The newest picture of a window; null where there is none newer to see, or no answer came. */
  echo(request: EchoRequest): Promise<Echo | null>;
  /** What a window of this host shows; said only to a hub that knows the word. */
  shows(message: ShowsMessage): void;
  /** Real ms since the last word of the hub; null before the first. */
  silentMs(): number | null;
}

export function openTalk(ear: Ear, times: LineTimes, real: () => number, open: typeof openSocket = openSocket): Talk {
  let socket: HubSocket | null = null;
  let dialect = dialectOf(HUB_WIRE_VERSION);
  let greeted = false;
  /** Counts connections, so that a late word of an earlier one is not heard. */
  let connection = 0;
  /** Counts hellos, so that what was asked before one is not waited for after it. */
  let hellos = 0;
  let heardAt: number | null = null;
  let beatTimer: NodeJS.Timeout | undefined;

  function heard(): void {
    heardAt = real();
  }

  function connect(url: string): void {
    disconnect();
    const mine = ++connection;
    /** Only what comes over this connection, and counts as a sign of life. */
    const hear =
      <T extends unknown[]>(then: (...words: T) => void) =>
      (...words: T) => {
        if (mine !== connection) return;
        heard();
        then(...words);
      };
    socket = open(
      url,
      {
        opened: hear(() => {
          beatTimer = setInterval(beat, times.beatMs);
          ear.event({ event: "opened" });
          askTime();
        }),
        delta: hear((raw: unknown) => {
          const delta = readDelta(raw, dialect);
          ear.event(delta === null ? { event: "garbled", what: "delta" } : { event: "delta", delta });
        }),
        tracks: hear((raw: unknown) => {
          // Whose words they are is known once the hub has said its version.
          if (!greeted) return;
          const tracks = dialect.tracks(raw);
          if (tracks === null) ear.event({ event: "garbled", what: "tracks" });
          else ear.tracks(tracks, dialect.numbered);
        }),
        seats: hear((raw: unknown) => {
          const seats = readSeats(raw);
          if (seats === null) ear.event({ event: "garbled", what: "seats" });
          else ear.seats(seats);
        }),
        walls: hear((raw: unknown) => {
          const walls = readWalls(raw);
          if (walls === null) ear.event({ event: "garbled", what: "walls" });
          else ear.walls(walls);
        }),
        digest: hear((raw: unknown) => {
          const digest = readDigest(raw);
          if (digest === null) ear.event({ event: "garbled", what: "digest" });
          else ear.digest(digest);
        }),
        behind: hear(() => ear.event({ event: "behind" })),
        rescope: hear(() => ear.event({ event: "rescope" })),
        closed(detail) {
          if (mine === connection) ear.event({ event: "closed", detail });
        },
      },
      times,
    );
  }

  function disconnect(): void {
    connection++;
    clearInterval(beatTimer);
    dialect = dialectOf(HUB_WIRE_VERSION);
    greeted = false;
    socket?.close();
    socket = null;
  }

  function beat(): void {
    const mine = connection;
    // Timers come first after a blocked moment; let what has arrived meanwhile be heard before silence is judged.
    setImmediate(() => {
      if (mine === connection) ear.event({ event: "beat", silentMs: heardAt === null ? 0 : real() - heardAt });
    });
  }

  /** Hears an answer of this connection; nothing is done with one that comes after it was cut. */
  function answered(then: (raw: unknown) => void): (raw: unknown) => void {
    const mine = connection;
    return (raw) => {
      if (mine !== connection) return;
      if (raw !== null) heard();
      then(raw);
    };
  }

  function askTime(): void {
    const sent = real();
    socket?.time(
      answered((raw) => {
        if (raw === null) return;
        const time = dialect.time(raw);
        if (time === null) ear.event({ event: "garbled", what: "time" });
        else ear.time(time, sent, real());
      }),
    );
  }

  return {
    connect,
    disconnect,
    hello(hello) {
      const mine = ++hellos;
      dialect = dialectOf(hello.wire);
      const welcomed = answered((raw) => {
        // What is answered to an earlier one is about another token.
        if (mine !== hellos) return;
        if (raw === null) return ear.event({ event: "closed", detail: "ETIMEDOUT" });
        const welcome = dialect.welcome(raw);
        if (welcome === null) return ear.event({ event: "garbled", what: "welcome" });
        greeted = welcome.answer === "welcome";
        ear.welcome(welcome);
      });
      socket?.hello(dialect.hello(hello), welcomed);
    },
    page(request) {
      const since = hellos;
      if (!dialect.knows(request.table)) {
        // Its table is empty, and so is the page.
        const { table, after } = request;
        setImmediate(() => {
          if (since === hellos) ear.event({ event: "page", page: { table, after, last: after, done: true, rows: [] } });
        });
        return;
      }
      const paged = answered((raw) => {
        if (since !== hellos) return;
        if (raw === null) return ear.event({ event: "pageLate" });
        const page = readPage(raw, request, dialect);
        ear.event(page === null ? { event: "garbled", what: `page ${request.table}` } : { event: "page", page });
      });
      socket?.page(dialect.page(request), paged);
    },
    time: askTime,
    digest: (tables) => socket?.digest(tables),
    look(caseUid) {
      if (greeted && dialect.seats) socket?.look(caseUid);
    },
    tail: (cursor) => socket?.tail(cursor),
    credit: (to) => socket?.credit(to),
    async status() {
      const mine = connection;
      const raw = await socket?.status();
      if (raw === undefined || mine !== connection) return null;
      heard();
      const status = readHubStatus(raw);
      if (status === undefined) ear.event({ event: "garbled", what: "status" });
      return status ?? null;
    },
    async desk(message) {
      if (!dialect.asks(message.request)) return { answer: "refused", refused: "hubTooOld" };
      const mine = connection;
      const raw = await socket?.desk(
        dialect.desk(message),
        message.request.ask === "freeze" ? times.freezeMs : times.deskMs,
      );
      if (raw === null || raw === undefined) return null;
      const answer = readDeskAnswer(raw);
      if (mine === connection) {
        heard();
        if (answer === null) ear.event({ event: "garbled", what: "desk" });
      }
      return answer;
    },
    async picture(sha256) {
      const mine = connection;
      const raw = await socket?.picture(sha256);
      if (raw === undefined) return undefined;
      if (mine === connection) heard();
      if (raw === null) return null;
      if (raw instanceof Uint8Array) return raw;
      if (mine === connection) ear.event({ event: "garbled", what: "picture" });
      return undefined;
    },
    async direct(act) {
      if (!dialect.walls) return { done: "no", trouble: { code: "wallsTooOld", params: {} } };
      const mine = connection;
      const raw = await socket?.direct(act);
      if (raw === undefined) return null;
      const answer = readDirectAnswer(raw);
      if (mine === connection) {
        heard();
        if (answer === null) ear.event({ event: "garbled", what: "direct" });
      }
      return answer;
    },
    async echo(request) {
      if (!dialect.walls) return null;
      const mine = connection;
      const raw = await socket?.echo(request);
      if (raw === undefined || mine !== connection) return null;
      heard();
      const echo = readEcho(raw);
      if (echo === undefined) ear.event({ event: "garbled", what: "echo" });
      return echo ?? null;
    },
    shows(message) {
      if (greeted && dialect.walls) socket?.shows(message);
    },
    silentMs: () => (heardAt === null ? null : Math.round(real() - heardAt)),
  };
}
