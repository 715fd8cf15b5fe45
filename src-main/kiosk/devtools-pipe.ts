/**
 * The browser's own debugging line, over two pipes that only this process holds: no port is opened, and nobody else on the
 * machine can speak to it. Used to hear that a page fell, and to load it again. Messages are JSON, ended by a zero byte.
 */
import type { Readable, Writable } from "node:stream";
import * as v from "valibot";

const message = v.object({
  id: v.optional(v.number()),
  method: v.optional(v.string()),
  sessionId: v.optional(v.string()),
  params: v.optional(v.record(v.string(), v.unknown())),
  result: v.optional(v.record(v.string(), v.unknown())),
  error: v.optional(v.object({ message: v.string() })),
});

export type DevToolsParams = Readonly<Record<string, unknown>>;

export type DevToolsHeard = (method: string, params: DevToolsParams, session: string) => void;

export interface DevTools {
  /** What the browser answers. Rejects with its reason, and when the line ends first. */
  send(method: string, params?: DevToolsParams, sessionId?: string): Promise<DevToolsParams>;
  /** Hears of everything that the browser tells by itself; `session` is "" for what is of the browser as a whole. */
  listen(heard: DevToolsHeard): void;
}

/** Longer than anything we ask for, bytes. */
const LONGEST = 4_000_000;

export function openDevTools(to: Writable, from: Readable): DevTools {
  const open = new Map<number, PromiseWithResolvers<DevToolsParams>>();
  const listeners: DevToolsHeard[] = [];
  let id = 0;
  let rest = "";
  let over = false;

  function take(text: string): void {
    const read = v.safeParse(message, parsed(text));
    if (!read.success) return; // of a browser that speaks otherwise nothing is understood
    const { output } = read;
    const { method, params = {}, sessionId = "" } = output;
    if (method !== undefined) for (const heard of listeners) heard(method, params, sessionId);
    if (output.id === undefined) return;
    const asked = open.get(output.id);
    open.delete(output.id);
    if (output.error === undefined) asked?.resolve(output.result ?? {});
    else asked?.reject(new Error(output.error.message));
  }

  function end(): void {
    over = true;
    for (const asked of open.values()) asked.reject(new Error("the browser has gone"));
    open.clear();
  }

  from.setEncoding("utf8");
  from.on("data", (chunk: string) => {
    const parts = (rest + chunk).split("\0");
    rest = (parts.pop() ?? "").slice(-LONGEST);
    for (const part of parts) take(part);
  });
  for (const stream of [to, from]) {
    stream.on("error", end); // a browser that died; its process says so
    stream.on("close", end);
  }
  return {
    send(method, params = {}, sessionId) {
      if (over) return Promise.reject(new Error("the browser has gone"));
      const asked = Promise.withResolvers<DevToolsParams>();
      id += 1;
      open.set(id, asked);
      const session = sessionId === undefined ? {} : { sessionId };
      to.write(`${JSON.stringify({ id, method, params, ...session })}\0`);
      return asked.promise;
    },
    listen: (heard) => void listeners.push(heard),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // no message
  }
}
