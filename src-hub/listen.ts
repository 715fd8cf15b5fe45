/** Opening the hub's port, and what a person is told when that fails. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { TroubleError } from "../shared/trouble.ts";

/** The address nobody else can reach. */
export const THIS_MACHINE = "127.0.0.1";
/** The hub's port when nothing is said. */
export const DEFAULT_PORT = 8312;

/** Answers a request, or says that it is another's. */
export type More = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface Listening {
  readonly server: Server;
  readonly port: number;
}

/**
 * Listens on `port`; with null on the usual port, or any free one when that is taken.
 * `health` is answered to `GET /health` as JSON; what `more` does not take of the other plain requests gets 404.
 * Throws trouble `portInUse`, `portDenied` or `hostUnusable`.
 */
export async function listen(
  host: string,
  port: number | null,
  health: () => object,
  more: More = () => false,
): Promise<Listening> {
  if (port !== null) return attempt(host, port, health, more);
  try {
    return await attempt(host, DEFAULT_PORT, health, more);
  } catch (error) {
    if (error instanceof TroubleError && error.trouble.code === "portInUse") return attempt(host, 0, health, more);
    throw error;
  }
}

function attempt(host: string, port: number, health: () => object, more: More): Promise<Listening> {
  const server = createServer((request, response) => {
    const path = request.url?.split("?")[0];
    if (request.method !== "GET" || path !== "/health") {
      if (more(request, response)) return;
      response.writeHead(404).end();
      return;
    }
    let body: string;
    try {
      body = JSON.stringify(health());
    } catch {
      // The store cannot be read: whoever asks shall see that all is not well.
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(body);
  });
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(troubleOfListening(error, host, port) ?? error));
    server.listen(port, host, () => resolve({ server, port: (server.address() as AddressInfo).port }));
  });
}

/** Why a port cannot be opened, as a trouble; null for what nobody expects. */
export function troubleOfListening(error: NodeJS.ErrnoException, host: string, port: number): TroubleError | null {
  switch (error.code) {
    case "EADDRINUSE":
      return new TroubleError("portInUse", { port });
    case "EACCES":
      return new TroubleError("portDenied", { port });
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return new TroubleError("hostUnusable", { host });
    default:
      return null;
  }
}
