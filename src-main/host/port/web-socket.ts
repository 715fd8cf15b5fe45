/** A wire over a WebSocket: between the host and a browser window. One binary frame is one message (shared/wire/frame.ts). */
import type { WebSocket } from "ws";
import { decodeFrame, encodeFrame } from "../../../shared/wire/frame.ts";
import type { HostMessage, Wire } from "../../../shared/wire/port.ts";

/** Close codes of RFC 6455. */
const BAD_DATA = 1007;
const GOING_AWAY = 1001;
/** Real ms between pings; two unanswered ones end the conversation, so a vanished window holds nothing. */
const PING_MS = 15_000;

export function wireOverWebSocket(socket: WebSocket): Wire<unknown, HostMessage> {
  const closers: (() => void)[] = [];
  let open = true;
  let unanswered = 0;
  const ping = setInterval(() => {
    if (unanswered++ >= 2) socket.terminate();
    else socket.ping();
  }, PING_MS);
  const end = () => {
    clearInterval(ping);
    if (!open) return;
    open = false;
    for (const closer of closers) closer();
  };
  socket.on("pong", () => {
    unanswered = 0;
  });
  socket.on("close", end);
  // An error is always followed by `close`, which is where the conversation ends.
  socket.on("error", () => socket.terminate());
  return {
    send(message) {
      if (open && socket.readyState === socket.OPEN) socket.send(encodeFrame(message));
    },
    onMessage(listener) {
      socket.on("message", (data, isBinary) => {
        if (!open) return;
        const message = isBinary ? decoded(data) : undefined;
        if (message === undefined) socket.close(BAD_DATA);
        else listener(message);
      });
    },
    onClose: (listener) => void closers.push(listener),
    close() {
      socket.close(GOING_AWAY);
      end();
    },
  };
}

/** The message of a frame, or undefined when the bytes are not one. */
function decoded(data: Buffer | ArrayBuffer | Buffer[]): unknown {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
  try {
    return decodeFrame(new Uint8Array(bytes as ArrayBuffer | Buffer<ArrayBuffer>));
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
