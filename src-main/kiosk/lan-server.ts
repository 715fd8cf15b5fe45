/**
 * Remotes on the hall's network: the pages and the window port once more, on one address of this machine that was asked for,
 * for telephones and tablets. Off unless asked for; everything else stays on 127.0.0.1 (rules X146 to X149).
 */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { TroubleError } from "../../shared/trouble.ts";
import { reasonOf } from "../checks.ts";
import { answer, securityHeaders, type Site } from "../pages.ts";
import { give, PORT_PATH } from "./server.ts";

/** More telephones than a hall has directors. */
const MOST_REMOTES = 8;
/** Bytes; what a remote says is short. */
const LONGEST_MESSAGE = 65_536;
const COOKIE = "citywall-remote";
const PAGE = "/?program=remote";

export interface LanServerOptions {
  readonly pagesDir: string;
  /** An IPv4 address of this machine. */
  readonly address: string;
  readonly port: number;
  /** Takes over the connection of a browser, which is known by a name of its own. */
  readonly attach: (socket: WebSocket, browser: string) => void;
  readonly log: (line: string) => void;
}

export interface LanServer {
  /** What to type on the telephone. */
  readonly url: string;
  close(): Promise<void>;
}

/** @throws TroubleError lanAddress, when this machine has no such address or its port is taken there */
export async function openLanServer(options: LanServerOptions): Promise<LanServer> {
  const { address, port } = options;
  const http = createServer();
  const windows = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE, perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    http.once("error", (error) => reject(new TroubleError("lanAddress", { address, why: reasonOf(error) })));
    http.listen({ port, host: address }, resolve);
  });
  const host = port === 80 ? address : `${address}:${port}`;
  const site: Site = { pagesDir: options.pagesDir, basemap: null, connect: [`ws://${host}`] };

  http.on("request", (request, response) => {
    void serve(request, response, site, host).catch((error: unknown) => {
      if (reasonOf(error) !== "ERR_STREAM_PREMATURE_CLOSE") options.log(`remote: ${reasonOf(error)}`);
      response.destroy();
    });
  });
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy()); // a visitor who hangs up during the handshake
    const browser = browserOf(request);
    const refusal = refuse(request, host, browser, windows.clients.size);
    if (refusal !== null || browser === null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    windows.handleUpgrade(request, socket, head, (client) => {
      client.on("error", (error) => options.log(`remote: ${reasonOf(error)}`));
      options.attach(client, browser);
    });
  });
  return {
    url: `http://${host}${PAGE}`,
    close: async () => {
      for (const client of windows.clients) client.terminate();
      windows.close();
      await new Promise<void>((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      });
    },
  };
}

/** Why a connection is refused, as an HTTP status line; null when it is welcome. */
function refuse(request: IncomingMessage, own: string, browser: string | null, windows: number): string | null {
  const { host, origin } = request.headers;
  if (host !== own) return "421 Misdirected Request";
  if (origin !== `http://${own}` || browser === null) return "403 Forbidden";
  if (addressOf(request).pathname !== PORT_PATH) return "404 Not Found";
  return windows >= MOST_REMOTES ? "503 Service Unavailable" : null;
}

/** The name that this browser was given with its page; null for none. */
function browserOf({ headers }: IncomingMessage): string | null {
  return new RegExp(`(?:^|; )${COOKIE}=([0-9a-f]{32})(?:;|$)`).exec(headers.cookie ?? "")?.[1] ?? null;
}

/** The path and query asked for; its host is not to be believed. */
const addressOf = (request: IncomingMessage): URL =>
  URL.parse(`http://remote${(request.url ?? "/").startsWith("/") ? request.url : "/"}`) ?? new URL("http://remote/");

async function serve(request: IncomingMessage, response: ServerResponse, site: Site, own: string): Promise<void> {
  if (request.headers.host !== own) {
    response.writeHead(421, { ...securityHeaders([]), "content-length": "0" }).end();
    return;
  }
  const { pathname, searchParams } = addressOf(request);
  if (pathname === "/" && searchParams.get("program") !== "remote") {
    response.writeHead(302, { ...securityHeaders([]), location: PAGE, "content-length": "0" }).end();
    return;
  }
  // Straight from what was asked, so that a path is decoded once and nowhere else.
  const path = (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
  const given = await answer(site, { method: request.method ?? "GET", path, range: null, ifRange: null });
  const named = given.status === 200 && path === "/" && browserOf(request) === null;
  const cookie = `${COOKIE}=${randomBytes(16).toString("hex")}; HttpOnly; SameSite=Strict; Path=/`;
  await give(response, named ? { ...given, headers: { ...given.headers, "set-cookie": cookie } } : given);
}
