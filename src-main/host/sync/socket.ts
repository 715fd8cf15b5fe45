/** The socket to the hub. The only file that knows socket.io-client; what it hands up is unchecked. */
import { io } from "socket.io-client";
import type { DeskMessage } from "../../../shared/wire/desk.ts";
import { HUB_EVENTS, type Hello, type PageRequest } from "../../../shared/wire/hub.ts";

/** Real ms to wait for the connection, and for an answer. */
const CONNECT_MS = 5_000;
const ANSWER_MS = 15_000;
/** A person waits for this one; a freeze reads every case of the period anew, and is waited for longer. */
const DESK_MS = 10_000;
const FREEZE_MS = 600_000;

/** What the socket tells; nothing more comes after `closed`, which comes once, nor after `close()`. */
export interface SocketListener {
  opened(): void;
  delta(raw: unknown): void;
  tracks(raw: unknown): void;
  behind(): void;
  /** `detail` is a short technical word such as ECONNREFUSED. */
  closed(detail: string): void;
}

export interface HubSocket {
  /** Answers are null when none came in time. */
  hello(hello: Hello): Promise<unknown>;
  page(request: PageRequest): Promise<unknown>;
  time(): Promise<unknown>;
  desk(message: DeskMessage): Promise<unknown>;
  tail(cursor: number): void;
  credit(to: number): void;
  close(): void;
}

/** Opens one connection; it is never re-opened, the line does that with a new one. */
export function openSocket(url: string, listener: SocketListener): HubSocket {
  const socket = io(url, { transports: ["websocket"], reconnection: false, forceNew: true, timeout: CONNECT_MS });
  let over = false;
  const end = (detail: string) => {
    if (over) return;
    over = true;
    socket.disconnect();
    listener.closed(detail);
  };
  socket.on("connect", () => listener.opened());
  socket.on("connect_error", (error) => end(detailOf(error)));
  socket.on("disconnect", (reason) => end(reason));
  socket.on(HUB_EVENTS.delta, (raw: unknown) => {
    if (!over) listener.delta(raw);
  });
  socket.on(HUB_EVENTS.tracks, (raw: unknown) => {
    if (!over) listener.tracks(raw);
  });
  socket.on(HUB_EVENTS.behind, () => {
    if (!over) listener.behind();
  });
  const ask = (event: string, payload: unknown, patience = ANSWER_MS): Promise<unknown> =>
    new Promise((resolve) => {
      socket.timeout(patience).emit(event, payload, (late: Error | null, answer: unknown) => {
        resolve(late === null ? answer : null);
      });
    });
  return {
    hello: (hello) => ask(HUB_EVENTS.hello, hello),
    page: (request) => ask(HUB_EVENTS.page, request),
    time: () => ask(HUB_EVENTS.time, {}),
    desk: (message) => ask(HUB_EVENTS.desk, message, message.request.ask === "freeze" ? FREEZE_MS : DESK_MS),
    tail: (cursor) => void socket.emit(HUB_EVENTS.tail, { cursor }),
    credit: (to) => void socket.emit(HUB_EVENTS.credit, { to }),
    close() {
      over = true;
      socket.disconnect();
    },
  };
}

/** The system's own word for a failed connection, else the message. */
function detailOf(error: Error): string {
  const description = "description" in error ? error.description : undefined;
  for (const candidate of [error, description, (description as { error?: unknown } | undefined)?.error]) {
    if (typeof candidate === "object" && candidate !== null && "code" in candidate) return String(candidate.code);
  }
  return error.message;
}
