/** The browser's debugging protocol over two pipes: no port that anybody else could open. JSON messages, each ended by a zero byte. */
import type { Readable, Writable } from "node:stream";

export interface DebugMessage {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface DebugPipe {
  /** Says something; answers are not waited for. */
  send(method: string, params: Readonly<Record<string, unknown>>, sessionId?: string): void;
  close(): void;
}

/** A message longer than this is none of those that are asked for; the pipe is given up. */
const LONGEST = 8_388_608;

/** @param hear gets every event; what is no message is let go of */
export function openDebugPipe(input: Writable, output: Readable, hear: (message: DebugMessage) => void): DebugPipe {
  let next = 1;
  let open = true;
  let parts: Buffer[] = [];
  let length = 0;
  const close = () => {
    open = false;
    parts = [];
    input.destroy();
    output.destroy();
  };
  // A browser that ends takes its pipes with it; that it ended is heard elsewhere.
  input.on("error", close);
  output.on("error", close);
  output.on("data", (chunk: Buffer) => {
    let rest = chunk;
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      parts.push(rest.subarray(0, end));
      const text = Buffer.concat(parts).toString("utf8");
      [parts, length, rest] = [[], 0, rest.subarray(end + 1)];
      hear(messageOf(text));
    }
    if (rest.length > 0) parts.push(rest);
    length += rest.length;
    if (length > LONGEST) close();
  });
  return {
    send(method, params, sessionId) {
      if (!open || !input.writable) return;
      const message = { id: next++, method, params, ...(sessionId === undefined ? {} : { sessionId }) };
      input.write(`${JSON.stringify(message)}\0`);
    },
    close,
  };
}

function messageOf(text: string): DebugMessage {
  try {
    return JSON.parse(text) as DebugMessage;
  } catch {
    return {};
  }
}
