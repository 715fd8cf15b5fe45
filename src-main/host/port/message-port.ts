/**
 * A wire over a MessagePort: between the host and a window of the desktop shell, and between threads in tests. Messages
 * are cloned; nothing is transferred, because a desktop shell's port cannot (engineering.md §1.2).
 */
import type { HostMessage, Wire } from "../../../shared/wire/port.ts";

type Listener = (event: object) => void;

/** What Node's MessagePort and the desktop shell's have in common, each under its own name. */
export interface PortLike {
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
  addEventListener?(event: "message" | "close", listener: Listener): void;
  on(event: "message" | "close", listener: Listener): unknown;
}

export function wireOverMessagePort(port: PortLike): Wire<unknown, HostMessage> {
  let open = true;
  const closers: (() => void)[] = [];
  // Node's `on` gives the bare value and its addEventListener an event; the desktop shell's `on` gives an event.
  const listen = (event: "message" | "close", listener: Listener) => {
    if (port.addEventListener !== undefined) port.addEventListener(event, listener);
    else port.on(event, listener);
  };
  const end = () => {
    if (!open) return;
    open = false;
    for (const closer of closers) closer();
  };
  listen("close", end);
  return {
    send(message) {
      if (open) port.postMessage(message);
    },
    onMessage(listener) {
      listen("message", (event) => {
        if (open && "data" in event) listener(event.data);
      });
      port.start();
    },
    onClose: (listener) => void closers.push(listener),
    close() {
      port.close();
      end();
    },
  };
}
