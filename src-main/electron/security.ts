import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import type { App, Protocol, Session } from "electron";
import { answer, type Site } from "../pages.ts";

export const SCHEME = "app";
/** Everything a window may ever show lives under this origin. */
export const ORIGIN = "app://citywall";

/** Whether an address is one of our own pages. */
export function isOurs(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${SCHEME}:` && url.host === "citywall";
}

/** Makes app:// a proper, secure origin. Must be called once, before the app is ready. */
export function registerScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Nothing a page does can leave it: no navigation, no second window, no embedded browser. For every content there is. */
export function lockContents(app: App): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.on("will-navigate", (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on("will-frame-navigate", (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
    contents.on("will-redirect", (event) => {
      if (!isOurs(event.url)) event.preventDefault();
    });
  });
}

/** Grants no permission, opens no download, and lets no request leave for anywhere but our own pages. */
export function lockSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isOurs(details.url) && !/^(blob|data|devtools):/.test(details.url) });
  });
}

/** Serves the pages and the base map at app://citywall/. */
export function servePages(protocol: Protocol, site: Site): void {
  protocol.handle(SCHEME, async (request) => {
    const url = new URL(request.url);
    if (url.host !== "citywall") return new Response(null, { status: 404 });
    const given = await answer(site, {
      method: request.method,
      path: url.pathname,
      query: url.search.slice(1),
      range: request.headers.get("range"),
      ifRange: request.headers.get("if-range"),
    });
    if (given.body === null) return new Response(null, { status: given.status, headers: given.headers });
    if ("bytes" in given.body) {
      const { status, headers } = given;
      return new Response(given.body.bytes as unknown as ConstructorParameters<typeof Response>[0], {
        status,
        headers,
      });
    }
    const { file, start, end } = given.body;
    const stream = Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream<Uint8Array>;
    return new Response(stream as unknown as ConstructorParameters<typeof Response>[0], {
      status: given.status,
      headers: given.headers,
    });
  });
}
