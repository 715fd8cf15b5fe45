import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { pipeline } from "node:stream/promises";
import { WebSocketServer, type WebSocket } from "ws";
import { TroubleError } from "../../shared/trouble.ts";
import type { Basemap } from "../basemap/found.ts";
import { reasonOf } from "../checks.ts";
import { answer, securityHeaders, type Site, type SiteAnswer } from "../pages.ts";

export const DEFAULT_PORT = 8311;
/** The path of the window port. */
export const PORT_PATH = "/port";
/** More windows at once than any wall has; the next one is turned away. */
export const MAX_WINDOWS = 64;
/** Windows say little; anything longer is not one of ours. Bytes. */
const LONGEST_MESSAGE = 1_048_576;

export interface KioskServerOptions {
  readonly pagesDir: string;
  readonly basemap: Basemap | null;
  /** A port asked for, 0 for any; null takes the default one, or any when that is taken. */
  readonly port: number | null;
  /** What /health tells, as JSON. */
  readonly report: () => unknown;
  /** The picture that a display's page shows until it draws by itself; null for none. Left out: never. */
  readonly lastFrame?: (display: string) => Uint8Array | null;
  /** Takes over one window's connection. */
  readonly attach: (socket: WebSocket) => void;
  readonly log: (line: string) => void;
}

export interface KioskServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves the pages, the base map, /health and the window port, on this machine only.
 * @throws TroubleError portInUse, portDenied
 */
export async function openKioskServer(options: KioskServerOptions): Promise<KioskServer> {
  const http = createServer();
  const windows = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE, perMessageDeflate: false });
  const port = await listen(http, options.port);
  const hosts = namesOf(port);
  const site: Site = {
    pagesDir: options.pagesDir,
    basemap: options.basemap,
    connect: [...hosts].map((host) => `ws://${host}`),
    ...(options.lastFrame === undefined ? {} : { lastFrame: options.lastFrame }),
  };

  http.on("request", (request, response) => {
    void serve(request, response, site, hosts, options).catch((error: unknown) => {
      // A visitor who hangs up while reading is no fault; the rest is worth a line.
      if (reasonOf(error) !== "ERR_STREAM_PREMATURE_CLOSE") options.log(`${request.url ?? ""}: ${reasonOf(error)}`);
      response.destroy();
    });
  });
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy()); // a visitor who hangs up during the handshake
    const refusal = refuse(request, hosts, windows.clients.size);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    windows.handleUpgrade(request, socket, head, (client) => {
      client.on("error", (error) => options.log(`window: ${reasonOf(error)}`));
      options.attach(client);
    });
  });

  return {
    url: `http://127.0.0.1:${port}/`,
    port,
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

async function listen(http: ReturnType<typeof createServer>, asked: number | null): Promise<number> {
  const attempt = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      http.once("error", reject);
      http.listen({ port, host: "127.0.0.1" }, () => {
        http.off("error", reject);
        resolve((http.address() as AddressInfo).port);
      });
    });
  const port = asked ?? DEFAULT_PORT;
  try {
    return await attempt(port);
  } catch (error) {
    if (reasonOf(error) === "EACCES") throw new TroubleError("portDenied", { port });
    if (reasonOf(error) !== "EADDRINUSE") throw error;
    if (asked !== null) throw new TroubleError("portInUse", { port });
    return await attempt(0);
  }
}

/** The names a browser on this machine may call us by. Any other name is a page elsewhere that points its own at us. */
function namesOf(port: number): ReadonlySet<string> {
  const names = ["127.0.0.1", "localhost"];
  return new Set(port === 80 ? names : names.map((name) => `${name}:${port}`));
}

/** Why a connection to the window port is refused, as an HTTP status line; null when it is welcome. */
function refuse(request: IncomingMessage, hosts: ReadonlySet<string>, windows: number): string | null {
  const { host, origin } = request.headers;
  if (host === undefined || !hosts.has(host)) return "421 Misdirected Request";
  // Only a page served from here may talk to the host. Browsers always name the origin of a WebSocket.
  if (origin !== `http://${host}`) return "403 Forbidden";
  if (pathOf(request) !== PORT_PATH) return "404 Not Found";
  return windows >= MAX_WINDOWS ? "503 Service Unavailable" : null;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
}

function queryOf(request: IncomingMessage): string {
  return /\?([^#]*)/.exec(request.url ?? "")?.[1] ?? "";
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  site: Site,
  hosts: ReadonlySet<string>,
  options: KioskServerOptions,
): Promise<void> {
  const { host, range = null } = request.headers;
  const ifRange = request.headers["if-range"];
  const path = pathOf(request);
  if (host === undefined || !hosts.has(host)) {
    response.writeHead(421, { ...securityHeaders([]), "content-length": "0" }).end();
    return;
  }
  if (path === "/health" && (request.method === "GET" || request.method === "HEAD")) {
    const text = JSON.stringify(options.report());
    const type = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
    response.writeHead(200, { ...securityHeaders([]), ...type, "content-length": Buffer.byteLength(text) });
    response.end(request.method === "HEAD" ? undefined : text);
    return;
  }
  const given = await answer(site, {
    method: request.method ?? "GET",
    path,
    query: queryOf(request),
    range,
    ifRange: typeof ifRange === "string" ? ifRange : null,
  });
  await give(response, given);
}

/** Sends an answer of the site. */
export async function give(response: ServerResponse, given: SiteAnswer): Promise<void> {
  response.writeHead(given.status, given.headers);
  if (given.body === null) {
    response.end();
    return;
  }
  if ("bytes" in given.body) {
    response.end(given.body.bytes);
    return;
  }
  const { file, start, end } = given.body;
  await pipeline(createReadStream(file, { start, end }), response);
}
