/** /health of the desktop shell, for monitors on this machine: the same as the browser shell has at its own port. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { securityHeaders } from "./pages.ts";

export interface Health {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers GET /health with what `report` gives, on this machine only.
 * @param port 0 for any
 */
export async function openHealth(port: number, report: () => unknown): Promise<Health> {
  const http = createServer((request, response) => serve(request, response, report));
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen({ port, host: "127.0.0.1" }, () => resolve());
  });
  const open = (http.address() as AddressInfo).port;
  return {
    port: open,
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

/** Any other name than this machine's is a page elsewhere that points its own name at us. */
const OURS = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

function serve(request: IncomingMessage, response: ServerResponse, report: () => unknown): void {
  const nothing = (status: number) => {
    response.writeHead(status, { ...securityHeaders([]), "content-length": "0" }).end();
  };
  if (!OURS.test(request.headers.host ?? "")) return nothing(421);
  if (request.method !== "GET" && request.method !== "HEAD") return nothing(405);
  if ((request.url ?? "/").split("?", 1)[0] !== "/health") return nothing(404);
  const text = JSON.stringify(report());
  response.writeHead(200, {
    ...securityHeaders([]),
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
    "content-length": Buffer.byteLength(text),
  });
  response.end(request.method === "HEAD" ? undefined : text);
}
