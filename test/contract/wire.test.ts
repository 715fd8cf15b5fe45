import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MessageChannel } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { decodeFrame, encodeFrame } from "../../shared/wire/frame.ts";
import { wireOverMessagePort, type PortLike } from "../../src-main/host/port/message-port.ts";
import { wireOverWebSocket } from "../../src-main/host/port/web-socket.ts";
import { wireContract, type WirePair } from "./wire-contract.ts";

describe("a wire over a MessagePort", () => {
  wireContract(async () => {
    const { port1, port2 } = new MessageChannel();
    return {
      host: wireOverMessagePort(port1),
      window: {
        send: (message) => port2.postMessage(message),
        onMessage: (listener) => void port2.on("message", listener),
        onClose: (listener) => void port2.on("close", listener),
        close: () => port2.close(),
      },
      async release() {
        port2.close();
      },
    };
  });

  test("over a port that knows events only by `on`, as the desktop shell's does", () => {
    const listeners = new Map<string, (event: object) => void>();
    const port: PortLike = {
      postMessage: () => {},
      start: () => {},
      close: () => {},
      on: (event, listener) => listeners.set(event, listener),
    };
    const heard: unknown[] = [];
    const wire = wireOverMessagePort(port);
    wire.onMessage((message) => heard.push(message));
    listeners.get("message")?.({ data: { say: "ping", n: 1 } });
    expect(heard).toEqual([{ say: "ping", n: 1 }]);
  });
});

async function socketPair(): Promise<WirePair & { readonly socket: WebSocket }> {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/port`);
  const [[accepted]] = (await Promise.all([once(sockets, "connection"), once(socket, "open")])) as [
    [WebSocket],
    unknown,
  ];
  return {
    socket,
    host: wireOverWebSocket(accepted),
    window: {
      send: (message) => socket.send(encodeFrame(message)),
      onMessage: (listener) => void socket.on("message", (data: Buffer) => listener(decodeFrame(new Uint8Array(data)))),
      onClose: (listener) => void socket.on("close", listener),
      close: () => socket.close(),
    },
    async release() {
      socket.terminate();
      sockets.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("a wire over a WebSocket", () => {
  wireContract(socketPair);

  test.each([
    ["text", "hello"],
    ["bytes that are no frame", Uint8Array.of(255, 255, 255, 255, 1)],
    ["no bytes", new Uint8Array()],
  ])("ends a conversation that sends %s", async (_name, junk) => {
    const { host, socket, release } = await socketPair();
    const heard: unknown[] = [];
    host.onMessage((message) => heard.push(message));
    const ended = new Promise<void>((resolve) => host.onClose(resolve));
    socket.send(junk);
    const [code] = (await once(socket, "close")) as [number];
    await ended;
    expect(code).toBe(1007);
    expect(heard).toEqual([]);
    await release();
  });
});
