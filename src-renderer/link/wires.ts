/** Where a window finds its host: a port the preload hands over, or a WebSocket on the page's own address. */
import { decodeFrame, encodeFrame } from "../../shared/wire/frame.ts";
import type { HostMessage, WindowMessage } from "../../shared/wire/port.ts";
import type { HostWire } from "./connection.ts";

const SOCKET_OPEN_MS = 5_000;

/** True in the desktop shell, whose pages do not come over http. */
export const inDesktopShell = (protocol: string) => protocol !== "http:" && protocol !== "https:";

/** A wire over a MessagePort; messages are cloned. The port's `close` event ends it. */
export function wireOverPort(port: MessagePort): HostWire {
  const wire: HostWire = {
    send: (message: WindowMessage) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener("message", (event: MessageEvent<HostMessage>) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.addEventListener("close", () => listener(), { once: true }),
    close: () => port.close(),
  };
  return wire;
}

/** A wire over an open WebSocket; messages travel as binary frames. A frame that is none ends the conversation. */
export function wireOverSocket(socket: WebSocket): HostWire {
  return {
    send: (message: WindowMessage) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeFrame(message));
    },
    onMessage: (listener) => {
      socket.addEventListener("message", (event: MessageEvent<ArrayBuffer>) => {
        let message: HostMessage;
        try {
          message = decodeFrame(new Uint8Array(event.data)) as HostMessage;
        } catch {
          socket.close(4000, "bad frame"); // reconnecting asks everything anew
          return;
        }
        listener(message);
      });
    },
    onClose: (listener) => socket.addEventListener("close", () => listener(), { once: true }),
    close: () => socket.close(),
  };
}

/** Opens a WebSocket and resolves once it is open. */
export function connectSocket(url: string): Promise<HostWire> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    const timer = setTimeout(() => socket.close(), SOCKET_OPEN_MS);
    socket.addEventListener("open", () => {
      clearTimeout(timer);
      resolve(wireOverSocket(socket));
    });
    socket.addEventListener("close", () => {
      clearTimeout(timer);
      reject(new Error("the host does not answer"));
    });
  });
}

/**
 * Watches for the ports the preload posts and gives the newest to whoever asks. Must run before the preload posts the
 * first one, that is, when the page's script starts.
 */
export function portSource(target: Window): () => Promise<MessagePort> {
  let newest: MessagePort | null = null;
  let wake: (() => void) | null = null;
  target.addEventListener("message", (event: MessageEvent<unknown>) => {
    const data = event.data as { citywall?: unknown } | null;
    if (event.source !== target || typeof data !== "object" || data === null || data.citywall !== "port") return;
    newest = event.ports[0] ?? null;
    wake?.();
  });
  return async () => {
    while (newest === null) await new Promise<void>((resolve) => (wake = resolve));
    const port = newest;
    newest = null;
    return port;
  };
}

/** Makes the function that opens the next wire, by whichever way this page has. */
export function findWire(target: Window): () => Promise<HostWire> {
  const { protocol, host } = target.location;
  if (inDesktopShell(protocol)) {
    const nextPort = portSource(target);
    return async () => wireOverPort(await nextPort());
  }
  const url = `${protocol === "https:" ? "wss" : "ws"}://${host}/port`;
  return () => connectSocket(url);
}
