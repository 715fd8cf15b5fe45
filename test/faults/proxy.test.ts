/** The bad network is as bad as it says, and no worse: a plain server and plain clients on either side of it. */
import { createServer as createHttp } from "node:http";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { FAIR, openProxy, type Odds, type Proxy } from "./proxy.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A server that answers each message with itself, and what it has heard. */
async function echo(): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = [];
  const server = createHttp();
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => {
    socket.on("message", (data: Buffer) => {
      heard.push(data.toString());
      socket.send(data.toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard };
}

async function through(proxy: Proxy): Promise<{ socket: WebSocket; heard: string[] }> {
  const socket = new WebSocket(proxy.url.replace("http", "ws"), { perMessageDeflate: false });
  const heard: string[] = [];
  socket.on("message", (data: Buffer) => void heard.push(data.toString()));
  await new Promise((resolve, reject) => {
    socket.once("open", resolve);
    socket.once("error", reject);
  });
  socket.on("error", () => undefined);
  closing.push(() => socket.terminate());
  return { socket, heard };
}

async function proxied(odds: Partial<Odds> = {}): Promise<{ proxy: Proxy; server: { port: number; heard: string[] } }> {
  const server = await echo();
  const proxy = await openProxy(server.port, 7);
  closing.push(() => proxy.close());
  proxy.odds("toHub", { ...FAIR, ...odds });
  return { proxy, server };
}

const said = (n: number) => `42["word",${n}]`;
const MANY = Array.from({ length: 400 }, (_, n) => said(n));
const settled = { timeout: 10_000, interval: 10 };

describe("messages through a bad network", () => {
  test("all pass in order while the odds are fair, whatever their length", async () => {
    const { proxy } = await proxied();
    const client = await through(proxy);
    const long = `42["word","${"长".repeat(60_000)}"]`;
    for (const text of [...MANY, long]) client.socket.send(text);
    await vi.waitFor(() => expect(client.heard.length).toBe(MANY.length + 1), settled);
    expect(client.heard).toEqual([...MANY, long]);
  });

  test("some are lost, some come twice, some change places; what the transport says for itself is left alone", async () => {
    const { proxy, server } = await proxied({ drop: 0.1, double: 0.1, swap: 0.1, delay: 0.05, delayMs: 20 });
    const client = await through(proxy);
    for (const text of MANY) client.socket.send(text);
    for (let n = 0; n < 100; n++) client.socket.send("2");
    const counts = proxy.counts.toHub;
    await vi.waitFor(() => {
      expect(server.heard.length).toBe(counts.passed + counts.doubled + counts.swapped + 100);
      expect(counts.passed + counts.dropped + counts.swapped).toBe(MANY.length);
    }, settled);
    expect(server.heard.filter((text) => text === "2").length).toBe(100);
    const words = server.heard.filter((text) => text !== "2");
    for (const count of [counts.dropped, counts.doubled, counts.swapped, counts.delayed]) {
      expect(count).toBeGreaterThan(5);
    }
    expect(new Set(words).size).toBe(MANY.length - counts.dropped);
    expect(words).not.toEqual(MANY.filter((text) => words.includes(text)));
  });

  test("the same seed does the same", async () => {
    const runs = [];
    for (let run = 0; run < 2; run++) {
      const { proxy, server } = await proxied({ drop: 0.2, double: 0.2 });
      const client = await through(proxy);
      for (const text of MANY) client.socket.send(text);
      await vi.waitFor(
        () => expect(server.heard.length).toBe(proxy.counts.toHub.passed + proxy.counts.toHub.doubled),
        settled,
      );
      runs.push([...server.heard]);
    }
    expect(runs[0]).toEqual(runs[1]);
  });
});

describe("connections through a bad network", () => {
  test("a partition passes nothing either way and keeps the connection; afterwards all of it comes", async () => {
    const { proxy, server } = await proxied();
    const client = await through(proxy);
    proxy.partition(true);
    for (const text of MANY) client.socket.send(text);
    const late = through(proxy);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(server.heard).toEqual([]);
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
    proxy.partition(false);
    await vi.waitFor(() => expect(client.heard).toEqual(MANY), settled);
    expect((await late).socket.readyState).toBe(WebSocket.OPEN);
  });

  test("a cut resets both sides", async () => {
    const { proxy } = await proxied();
    const client = await through(proxy);
    const closed = new Promise((resolve) => client.socket.once("close", resolve));
    proxy.cut();
    expect(await closed).toBe(1006);
    expect(proxy.connections()).toBe(0);
  });

  test("a throttle passes so many bytes a second", async () => {
    const { proxy, server } = await proxied();
    const client = await through(proxy);
    proxy.throttle(50_000);
    const begun = performance.now();
    for (let n = 0; n < 10; n++) client.socket.send(`42["word","${"x".repeat(2_000)}"]`);
    await vi.waitFor(() => expect(server.heard.length).toBe(10), settled);
    expect(performance.now() - begun).toBeGreaterThan(200);
  });

  test("a stall is felt by the sender, and the other way stays open", async () => {
    let sender: Socket | null = null;
    const server = createServer((socket) => {
      sender = socket;
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const proxy = await openProxy((server.address() as AddressInfo).port, 1);
    const client = connect(Number(URL.parse(proxy.url)?.port), "127.0.0.1");
    closing.push(
      () => server.close(),
      () => proxy.close(),
      () => client.destroy(),
    );
    client.on("error", () => undefined);
    const request = "GET / HTTP/1.1\r\n\r\n";
    client.write(request);
    await vi.waitFor(() => expect(sender).not.toBeNull(), settled);
    const from = sender as unknown as Socket;
    let [sent, came] = [0, 0];
    client.on("data", (bytes: Buffer) => (came += bytes.length));
    from.write("HTTP/1.1 200 OK\r\n\r\n");
    await vi.waitFor(() => expect(came).toBeGreaterThan(0), settled);
    proxy.stall("toHost", true);
    const filled = came;
    // More than the system's own buffers hold.
    for (; sent < 64; sent++) from.write(Buffer.alloc(1_000_000));
    let heard = 0;
    from.on("data", (bytes: Buffer) => (heard += bytes.length));
    client.write("still here");
    await vi.waitFor(() => expect(heard).toBe(request.length + 10), settled);
    expect(from.writableLength).toBeGreaterThan(10_000_000);
    expect(came).toBe(filled);
    proxy.stall("toHost", false);
    await vi.waitFor(() => expect(came).toBe(filled + sent * 1_000_000), settled);
    expect(from.writableLength).toBe(0);
  });
});
