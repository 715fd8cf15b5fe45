/** The socket to the hub. The only file that knows socket.io-client; what it hands up is unchecked. */
import { io } from "socket.io-client";
import type { TableName } from "../../../shared/tables.ts";
import { HUB_EVENTS } from "../../../shared/wire/hub.ts";
import type { LineTimes } from "./times.ts";

/** What the socket tells; nothing more comes after `closed`, which comes once, nor after `close()`. */
export interface SocketListener {
  opened(): void;
  delta(raw: unknown): void;
  tracks(raw: unknown): void;
  behind(): void;
  digest(raw: unknown): void;
  seats(raw: unknown): void;
  walls(raw: unknown): void;
  rescope(): void;
  /** `detail` is a short technical word such as ECONNREFUSED. */
  closed(detail: string): void;
}

/** What is said is in the words of the version that is spoken (dialect.ts). */
export interface HubSocket {
  /**
   * Answers come in the order of everything else that is heard, as a promise could not promise: a row of a page must not
   * overtake a newer one in a delta. They are null when none came in time.
   */
  hello(hello: unknown, then: (answer: unknown) => void): void;
  page(request: unknown, then: (answer: unknown) => void): void;
  time(then: (answer: unknown) => void): void;
  /** Undefined when no answer came in time: null is one. */
  status(): Promise<unknown>;
  /** `patience`: real ms to wait. */
  desk(message: unknown, patience: number): Promise<unknown>;
  /** Undefined when no answer came in time: null is one. */
  picture(sha256: string): Promise<unknown>;
  /** Undefined when no answer came in time. */
  direct(act: unknown): Promise<unknown>;
  /** Undefined when no answer came in time: null is one. */
  echo(request: unknown): Promise<unknown>;
  /** Not said at all while the socket is busy. */
  shows(message: unknown): void;
  digest(buckets: readonly TableName[]): void;
  look(caseUid: number): void;
  tail(cursor: number): void;
  credit(to: number): void;
  close(): void;
}

/** Opens one connection; it is never re-opened, the line does that with a new one. */
export function openSocket(
  url: string,
  listener: SocketListener,
  { connectMs, answerMs }: Pick<LineTimes, "connectMs" | "answerMs">,
): HubSocket {
  const socket = io(url, { transports: ["websocket"], reconnection: false, forceNew: true, timeout: connectMs });
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
  socket.on(HUB_EVENTS.digest, (raw: unknown) => {
    if (!over) listener.digest(raw);
  });
  socket.on(HUB_EVENTS.seats, (raw: unknown) => {
    if (!over) listener.seats(raw);
  });
  socket.on(HUB_EVENTS.walls, (raw: unknown) => {
    if (!over) listener.walls(raw);
  });
  socket.on(HUB_EVENTS.rescope, () => {
    if (!over) listener.rescope();
  });
  const ask = (event: string, payload: unknown, then: (answer: unknown) => void): void => {
    socket.timeout(answerMs).emit(event, payload, (late: Error | null, answer: unknown) => {
      then(late === null ? answer : null);
    });
  };
  const wait = (event: string, payload: unknown, patience: number, none: null | undefined): Promise<unknown> =>
    new Promise((resolve) => {
      socket.timeout(patience).emit(event, payload, (late: Error | null, answer: unknown) => {
        resolve(late === null ? answer : none);
      });
    });
  return {
    hello: (hello, then) => ask(HUB_EVENTS.hello, hello, then),
    page: (request, then) => ask(HUB_EVENTS.page, request, then),
    time: (then) => ask(HUB_EVENTS.time, {}, then),
    status: () => wait(HUB_EVENTS.status, {}, answerMs, undefined),
    desk: (message, patience) => wait(HUB_EVENTS.desk, message, patience, null),
    picture: (sha256) => wait(HUB_EVENTS.picture, sha256, answerMs, undefined),
    direct: (act) => wait(HUB_EVENTS.direct, act, answerMs, undefined),
    echo: (request) => wait(HUB_EVENTS.echo, request, answerMs, undefined),
    shows: (message) => void socket.volatile.emit(HUB_EVENTS.shows, message),
    digest: (buckets) => void socket.emit(HUB_EVENTS.digest, { buckets }),
    look: (caseUid) => void socket.emit(HUB_EVENTS.look, { caseUid }),
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
