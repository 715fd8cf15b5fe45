/**
 * The feed over socket.io. The only file of the hub that knows it.
 *
 * WebSocket only: nothing is ever resent by the transport, because the cursor already says what is missing. Compression
 * is off: it would undo the sharing of one encoded delta by many hosts.
 */
import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { DeskAnswer, DeskMessage } from "../../shared/wire/desk.ts";
import {
  HUB_EVENTS,
  type HubStatus,
  type HubTime,
  type TracksMessage,
  type WallsMessage,
} from "../../shared/wire/hub.ts";
import { packPage } from "../../shared/wire/page.ts";
import type { Store } from "../store/store.ts";
import { openFeed } from "./feed.ts";
import type { WallKeeper } from "./feed-types.ts";
import type { Asker, Grants } from "./grants.ts";
import type { ClaimWord } from "./presence.ts";
import { cutOff, waitingBytes } from "./waiting.ts";

export interface FeedServer {
  /** Says that this process has committed something. */
  notice(): void;
  /** Sends positions to every welcome host whose line is not busy. */
  tracks(message: TracksMessage): void;
  /** Hosts that are welcome now. */
  sessions(): number;
  /** Tells every welcome host what walls show. */
  walls(message: WallsMessage): void;
  /** Says that claims are others now. */
  claimed(): void;
  status(): HubStatus;
  close(): Promise<void>;
}

export interface FeedServerOptions {
  readonly server: HttpServer;
  readonly store: Store;
  readonly time: () => HubTime;
  /** Decides requests. */
  readonly desk: (message: DeskMessage, asker: Asker) => Promise<DeskAnswer>;
  /** Who gets what; everybody everything when nothing is said. */
  readonly grants?: Grants;
  /** Cases that somebody at a seat holds; none when nothing is said. */
  readonly claims?: () => readonly ClaimWord[];
  /** Who keeps what walls show; there are none when nothing is said. */
  readonly walls?: WallKeeper;
  /** A conversation was ended because of what its host said. */
  readonly onFault: (what: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Hosts say little: their largest messages are a report with its picture, and a hello that lists unit grids. */
const LARGEST_MESSAGE = 524_288;

/** No answer: the conversation is over, or begins anew. */
const SILENCE = Symbol("silence");

export function serveFeed(options: FeedServerOptions): FeedServer {
  const { server, store, time, desk, grants, claims, walls, onFault, onError } = options;
  const io = new Server(server, {
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: LARGEST_MESSAGE,
    pingInterval: 10_000,
    pingTimeout: 20_000,
    // A host is a program and names no origin. A web page does, and has no business here.
    allowRequest: (request, decide) => decide(null, request.headers.origin === undefined),
  });
  const feed = openFeed({
    store,
    time,
    onError,
    ...(grants === undefined ? {} : { grants }),
    ...(claims === undefined ? {} : { claims }),
    ...(walls === undefined ? {} : { walls }),
    line: {
      // To several at once: encoded once for all of them.
      delta: (ids, delta) => void io.to([...ids]).emit(HUB_EVENTS.delta, delta),
      digest: (id, digest) => void io.to(id).emit(HUB_EVENTS.digest, digest),
      tracks: (ids, message) => void io.volatile.to([...ids]).emit(HUB_EVENTS.tracks, message),
      seats: (ids, message) => void io.to([...ids]).emit(HUB_EVENTS.seats, message),
      walls: (ids, message) => void io.to([...ids]).emit(HUB_EVENTS.walls, message),
      behind: (id) => void io.to(id).emit(HUB_EVENTS.behind),
      rescope: (id) => void io.to(id).emit(HUB_EVENTS.rescope),
      end(id, what) {
        const socket = io.sockets.sockets.get(id);
        if (socket !== undefined) fail(socket, what);
      },
      waiting(id) {
        const socket = io.sockets.sockets.get(id);
        return socket === undefined ? 0 : waitingBytes(socket);
      },
    },
  });

  io.on("connection", (socket) => {
    feed.connect(socket.id);
    socket.on("disconnect", () => feed.disconnect(socket.id));
    asked(socket, HUB_EVENTS.hello, (raw) => feed.hello(socket.id, raw) ?? SILENCE);
    asked(socket, HUB_EVENTS.page, (raw) => {
      const page = feed.page(socket.id, raw);
      return page === null ? SILENCE : packPage(page);
    });
    asked(socket, HUB_EVENTS.desk, (raw) => {
      const asked = feed.desk(socket.id, raw);
      return asked === null ? SILENCE : desk(asked.message, asked.asker);
    });
    asked(socket, HUB_EVENTS.picture, (raw) => {
      const picture = feed.picture(socket.id, raw);
      return picture === null ? SILENCE : picture.found;
    });
    asked(socket, HUB_EVENTS.status, () => {
      const status = feed.statusFor(socket.id);
      return status === null ? SILENCE : status.tell;
    });
    asked(socket, HUB_EVENTS.direct, (raw) => feed.direct(socket.id, raw) ?? SILENCE);
    asked(socket, HUB_EVENTS.echo, (raw) => {
      const echo = feed.echo(socket.id, raw);
      return echo === null ? SILENCE : echo.found;
    });
    told(socket, HUB_EVENTS.shows, (raw) => feed.shows(socket.id, raw));
    asked(socket, HUB_EVENTS.time, () => feed.pulse(socket.id));
    told(socket, HUB_EVENTS.look, (raw) => feed.looks(socket.id, raw));
    told(socket, HUB_EVENTS.tail, (raw) => feed.tail(socket.id, raw));
    told(socket, HUB_EVENTS.credit, (raw) => feed.credit(socket.id, raw));
    told(socket, HUB_EVENTS.digest, (raw) => feed.digest(socket.id, raw));
  });

  /** A message that wants an answer. */
  function asked(socket: Socket, event: string, answer: (raw: unknown) => unknown): void {
    socket.on(event, (...args: unknown[]) => {
      const ack = args[args.length - 1];
      if (typeof ack !== "function") return fail(socket, `${event} without a way to answer`);
      guarded(socket, () => {
        const value = answer(args.length > 1 ? args[0] : undefined);
        if (value instanceof Promise) value.then((later: unknown) => ack(later), failed(socket));
        else if (value !== SILENCE) ack(value);
      });
    });
  }

  function told(socket: Socket, event: string, hear: (raw: unknown) => void): void {
    socket.on(event, (raw: unknown) => guarded(socket, () => hear(raw)));
  }

  function guarded(socket: Socket, work: () => void): void {
    try {
      work();
    } catch (error) {
      failed(socket)(error);
    }
  }

  /** What was asked could not be answered: whoever asked hears it by the cut, and asks again. */
  function failed(socket: Socket): (error: unknown) => void {
    return (error) => {
      onError(error);
      socket.disconnect(true);
    };
  }

  function fail(socket: Socket, what: string): void {
    onFault(what);
    cutOff(socket);
  }

  return {
    notice: feed.notice,
    tracks: feed.tracks,
    sessions: feed.sessions,
    claimed: feed.claimed,
    walls: feed.walls,
    status: feed.status,
    async close() {
      feed.close();
      await io.close();
    },
  };
}
