/**
 * The pictures of the city's cameras over HTTP, as a video platform would give them: stills, multipart JPEG, and turning.
 *
 * - `GET /pictures/<camera>.jpg` and `.mjpeg`, with `?size=main` for the large picture
 * - `POST /pictures/<camera>/turn?pan=&tilt=&zoom=` (speeds −1 to 1) and `/pictures/<camera>/preset?number=`
 *
 * A picture is painted once for all who watch it, and only while somebody does.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Painter } from "./painter.ts";

const SIZES = {
  sub: { width: 320, height: 180, everyMs: 500 },
  main: { width: 640, height: 360, everyMs: 200 },
} as const;
type Size = keyof typeof SIZES;

const PATH = /^\/pictures\/([\w-]{1,80})(\.jpg|\.mjpeg|\/turn|\/preset)$/;
const BOUNDARY = "citywall-frame";
/** Bytes that may wait for one who watches; beyond that frames are left out for them. */
const MOST_WAITING = 400_000;

export interface PicturesOptions {
  readonly painter: Painter;
  /** Hub time, epoch ms. */
  now(): number;
  /** Seconds of the street's own motion; runs as real time does. */
  seconds(): number;
  /** What is to be said to who shows this token of a camera: whether it may be seen, is there, and works. */
  standing(camera: string, token: string): "well" | "offline" | "none" | "refused";
}

export interface Pictures {
  /** Answers a request for a picture; false for one that is another's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  close(): void;
}

const STATUS = { offline: 503, none: 404, refused: 401 } as const;

export function openPictures(options: PicturesOptions): Pictures {
  const { painter } = options;
  /** Who watches each picture, by camera and size. */
  const watched = new Map<string, Set<ServerResponse>>();
  let open = true;

  const paint = (camera: string, size: Size, at: number) =>
    painter.frame(camera, SIZES[size].width, SIZES[size].height, at, options.seconds());

  async function still(camera: string, size: Size, response: ServerResponse): Promise<void> {
    const at = Math.round(options.now());
    const jpeg = await paint(camera, size, at);
    if (jpeg === null) {
      response.writeHead(503).end();
      return;
    }
    const head = { "content-type": "image/jpeg", "content-length": jpeg.length, "cache-control": "no-store" };
    response
      .writeHead(200, { ...head, "last-modified": new Date(at).toUTCString(), "x-timestamp": stamp(at) })
      .end(jpeg);
  }

  function stream(camera: string, size: Size, token: string, response: ServerResponse): void {
    response.writeHead(200, {
      "content-type": `multipart/x-mixed-replace; boundary=${BOUNDARY}`,
      "cache-control": "no-store",
    });
    // Whoever asked knows that it is there before the first picture is painted.
    response.flushHeaders();
    const key = `${camera} ${size}`;
    const known = watched.get(key);
    const watchers = known ?? new Set();
    watchers.add(response);
    response.once("close", () => watchers.delete(response));
    if (known !== undefined) return;
    watched.set(key, watchers);
    void run(camera, size, token, watchers)
      .catch(() => undefined)
      .finally(() => {
        watched.delete(key);
        for (const each of watchers) each.end();
      });
  }

  async function run(camera: string, size: Size, token: string, watchers: ReadonlySet<ServerResponse>): Promise<void> {
    while (open && watchers.size > 0 && options.standing(camera, token) !== "offline") {
      const begun = performance.now();
      const at = Math.round(options.now());
      const jpeg = await paint(camera, size, at);
      if (jpeg === null) return;
      const head = `--${BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: ${jpeg.length}\r\nX-Timestamp: ${stamp(at)}\r\n\r\n`;
      for (const each of watchers) {
        if (each.writableLength > MOST_WAITING) continue;
        each.write(head);
        each.write(jpeg);
        each.write("\r\n");
      }
      await sleep(Math.max(20, SIZES[size].everyMs - (performance.now() - begun)));
    }
  }

  async function turn(camera: string, what: string, query: URLSearchParams, response: ServerResponse): Promise<void> {
    if (what === "/preset") {
      response.writeHead((await painter.preset(camera, Number(query.get("number")))) ? 204 : 404).end();
      return;
    }
    const [pan, tilt, zoom] = ["pan", "tilt", "zoom"].map((name) => Number(query.get(name) ?? 0)) as [
      number,
      number,
      number,
    ];
    if (![pan, tilt, zoom].every((speed) => Math.abs(speed) <= 1)) {
      response.writeHead(400).end();
      return;
    }
    await painter.turn(camera, { pan, tilt, zoom }, options.seconds());
    response.writeHead(204).end();
  }

  return {
    answer(request, response) {
      const url = new URL(request.url ?? "/", "http://hub");
      const [, camera, what] = PATH.exec(url.pathname) ?? [];
      if (camera === undefined || what === undefined) return false;
      const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
      const turns = what.startsWith("/");
      // A host is a program and names no origin. A web page does, and has no business here.
      const method = turns ? "POST" : "GET";
      if (request.method !== method || request.headers.origin !== undefined) {
        response.writeHead(403).end();
        return true;
      }
      const standing = options.standing(camera, token);
      if (standing !== "well") {
        response.writeHead(STATUS[standing]).end();
        return true;
      }
      const size: Size = url.searchParams.get("size") === "main" ? "main" : "sub";
      const failed = () => response.destroy();
      if (turns) turn(camera, what, url.searchParams, response).catch(failed);
      else if (what === ".jpg") still(camera, size, response).catch(failed);
      else stream(camera, size, token, response);
      return true;
    },
    close() {
      open = false;
      for (const watchers of watched.values()) for (const each of watchers) each.end();
      painter.close();
    },
  };
}

/** Epoch seconds with milliseconds, as those write it who stamp their frames. */
const stamp = (at: number): string => (at / 1000).toFixed(3);
