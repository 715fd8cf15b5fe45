/** Answers requests for the pages and the base map, for both shells: over http and over app://citywall/. */
import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import { answerBasemap } from "./basemap/answer.ts";
import type { Basemap, Tile } from "./basemap/found.ts";
import { readRange } from "./byte-range.ts";

/** Where the pages and the base map lie. */
export interface Site {
  readonly pagesDir: string;
  /** The base map, or null. */
  readonly basemap: Basemap | null;
  /** The picture that a display's page shows until it draws by itself; null for none. Left out: never. */
  readonly lastFrame?: (display: string) => Uint8Array | null;
  /** Further sources the page may connect to, such as `ws://127.0.0.1:8311`. */
  readonly connect: readonly string[];
}

export interface SiteRequest {
  readonly method: string;
  /** Still percent-encoded, without the query. */
  readonly path: string;
  /** Behind the question mark; left out for nothing. */
  readonly query?: string;
  readonly range: string | null;
  readonly ifRange: string | null;
}

export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes `start` to `end` (inclusive) of a file; null for an empty body. */
  readonly body:
    | { readonly file: string; readonly start: number; readonly end: number }
    | { readonly bytes: Uint8Array }
    | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".geojson": "application/geo+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".woff": "font/woff",
  ".wasm": "application/wasm",
  ".pbf": "application/x-protobuf",
  ".pmtiles": "application/octet-stream",
  ".txt": "text/plain; charset=utf-8",
};

/** Bundler output carries its content's hash in its name, so it never changes under that name. */
const HASHED = /^\/assets\/.*-[\w-]{8,}\.\w+$/;

/** Stands in the page for the nonce of this very answer. */
const NONCE_MARK = "{style-nonce}";
/** Stands in the page for the last picture of its window. */
const FRAME_MARK = "<!--last-frame-->";

/**
 * Everything comes from here; nothing inline, nothing evaluated. Measured to be enough for the map and its worker.
 * @param nonce of styles that the page's own scripts write, as the forms of the seat do; null for none. Scripts get none.
 */
export function contentSecurityPolicy(connect: readonly string[], nonce: string | null = null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every answer, errors included. */
export function securityHeaders(connect: readonly string[], nonce: string | null = null): Record<string, string> {
  return {
    "content-security-policy": contentSecurityPolicy(connect, nonce),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    // A wall's window takes pictures of itself (docs/decisions/0045-picture-of-a-window.md).
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=(), display-capture=(self)",
  };
}

/**
 * The file a request path means, inside `root`; null when it means none or would leave the folder.
 * @param path percent-encoded, beginning with "/"
 */
export function fileOf(root: string, path: string): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(path);
  } catch {
    return null; // a broken percent sequence names no file
  }
  if (!plain.startsWith("/") || plain.includes("\0") || plain.includes("\\") || plain.includes(":")) return null;
  if (plain.split("/").some((part) => part.startsWith("."))) return null;
  const folder = resolve(root);
  const file = resolve(folder, `.${plain === "/" ? "/index.html" : plain}`);
  return file.startsWith(folder + sep) ? file : null;
}

/** Answers one request from the files of the site. Never throws for what a request says. */
export async function answer(site: Site, request: SiteRequest): Promise<SiteAnswer> {
  const headers = securityHeaders(site.connect);
  const nothing = (status: number, more: Record<string, string> = {}): SiteAnswer => ({
    status,
    headers: { ...headers, "content-length": "0", "cache-control": "no-store", ...more },
    body: null,
  });
  if (request.method !== "GET" && request.method !== "HEAD") return nothing(405, { allow: "GET, HEAD" });
  const given = await answerBasemap(site.basemap, request.path);
  if (given?.give === "nothing") return nothing(404);
  if (given?.give === "away") return nothing(503, { "retry-after": "5" });
  if (given?.give === "tile") return tileAnswer(given.tile, headers, request.method === "HEAD");
  const isBasemap = given !== null;
  const file = given === null ? fileOf(site.pagesDir, request.path) : given.file;
  const found = file === null ? null : await stat(file).catch(() => null);
  if (file === null || found === null || !found.isFile()) return nothing(404);
  if (extname(file).toLowerCase() === ".html") return pageAnswer(file, site, request);

  const etag = `"${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}"`;
  const all: Record<string, string> = {
    ...headers,
    "content-type": TYPES[extname(file).toLowerCase()] ?? "application/octet-stream",
    "cache-control": cacheRule(request.path, isBasemap),
    "accept-ranges": isBasemap ? "bytes" : "none",
    etag,
  };
  const ranged = isBasemap && (request.ifRange === null || request.ifRange === etag);
  const range = ranged ? readRange(request.range, found.size) : "whole";
  if (range === "unsatisfiable") return nothing(416, { "content-range": `bytes */${found.size}` });
  const { start, end } = range === "whole" ? { start: 0, end: found.size - 1 } : range;
  const status = range === "whole" ? 200 : 206;
  if (status === 206) all["content-range"] = `bytes ${start}-${end}/${found.size}`;
  all["content-length"] = String(end - start + 1);
  const empty = request.method === "HEAD" || found.size === 0;
  return { status, headers: all, body: empty ? null : { file, start, end } };
}

/**
 * The page, with a nonce that is good for this answer only. It is never kept, so no two windows share one. A window that was
 * there a moment ago begins behind its last picture, which is in the page itself: the first paint shows it (rule X81).
 */
async function pageAnswer(file: string, site: Site, { method, query = "" }: SiteRequest): Promise<SiteAnswer> {
  const headOnly = method === "HEAD";
  const nonce = randomBytes(18).toString("base64url");
  const page = await readFile(file, "utf8");
  const whole = page.replaceAll(NONCE_MARK, nonce).replace(FRAME_MARK, () => frameOf(site, query));
  const bytes = Buffer.from(whole, "utf8");
  return {
    status: 200,
    headers: {
      ...securityHeaders(site.connect, nonce),
      "content-type": "text/html; charset=utf-8",
      "content-length": String(bytes.length),
      "cache-control": "no-store",
    },
    body: headOnly ? null : { bytes },
  };
}

function frameOf({ lastFrame }: Site, query: string): string {
  const asked = new URLSearchParams(query);
  if ((asked.get("program") ?? "wall") !== "wall") return "";
  const jpeg = lastFrame?.(asked.get("display") ?? "1") ?? null;
  if (jpeg === null) return "";
  const data = Buffer.from(jpeg).toString("base64");
  return `<img id="last-frame" alt="" decoding="sync" src="data:image/jpeg;base64,${data}" />`;
}

function tileAnswer({ bytes, type, encoding }: Tile, headers: Record<string, string>, headOnly: boolean): SiteAnswer {
  return {
    status: 200,
    headers: {
      ...headers,
      "content-type": type,
      "content-length": String(bytes.length),
      "cache-control": "private, max-age=3600",
      ...(encoding === "" ? {} : { "content-encoding": encoding }),
    },
    body: headOnly ? null : { bytes },
  };
}

function cacheRule(path: string, isBasemap: boolean): string {
  if (isBasemap) return "private, max-age=3600";
  return HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
}
