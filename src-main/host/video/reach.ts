/**
 * Asks cameras and platforms over HTTP and WebSockets, with limits on everything and with what opens them (V63, V64).
 * A redirect to another machine carries no credentials. What goes wrong names the machine, and nothing else of the address.
 */
import { request as httpRequest, Agent as HttpAgent, type IncomingMessage } from "node:http";
import { request as httpsRequest, Agent as HttpsAgent } from "node:https";
import { WebSocket } from "ws";
import { machineOf, type Credentials } from "../../../shared/rules/video-secrets.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { authorization, readChallenge, type Challenge } from "./authorize.ts";
import { MOST_PIECE } from "./forms/piece.ts";

/** Real ms until an answer begins. */
export const ANSWER_MS = 5_000;
const MOST_REDIRECTS = 3;
/** An answer that is read whole is never longer, bytes. */
export const MOST_ANSWER = 16 << 20;

export interface Asked {
  readonly url: URL;
  readonly method?: "GET" | "POST" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** What opens the machine; null for none. */
  readonly credentials: Credentials | null;
  readonly signal?: AbortSignal;
  /** Real ms until the answer begins. */
  readonly answerMs?: number;
}

export interface Answer {
  /** Where it came from in the end. */
  readonly url: URL;
  readonly status: number;
  readonly type: string;
  header(name: string): string | null;
  readonly stream: IncomingMessage;
}

export interface Whole extends Omit<Answer, "stream"> {
  readonly bytes: Uint8Array;
}

export interface Reach {
  /** @throws TroubleError `cameraAway` when nothing answers; any status is an answer */
  ask(asked: Asked): Promise<Answer>;
  /** An answer read to its end; at most `MOST_ANSWER` bytes. */
  whole(asked: Asked): Promise<Whole>;
  /** A WebSocket that is open and waits: `resume` lets its messages through. */
  socket(asked: Pick<Asked, "url" | "credentials" | "signal">): Promise<WebSocket>;
  close(): void;
}

/** @param why a short technical word */
export const away = (url: URL, why: string): TroubleError =>
  new TroubleError("cameraAway", { why: `${url.hostname}: ${why}` });

/** The system's own word for what went wrong. */
const wordOf = (error: Error): string => ("code" in error ? String(error.code) : error.name);

/** @throws TroubleError when an answer is no good one */
export function mustBeGood({ url, status }: Pick<Answer, "url" | "status">): void {
  if (status < 200 || status > 299) throw away(url, `HTTP ${status}`);
}

export function openReach(): Reach {
  const agents = { http: new HttpAgent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };
  /** How each machine last wanted to be answered, and how often it has been. */
  const challenges = new Map<string, { readonly challenge: Challenge; count: number }>();

  function authorized(url: URL, method: string, credentials: Credentials | null): Readonly<Record<string, string>> {
    const known = challenges.get(machineOf(url));
    if (credentials === null || known === undefined) return {};
    known.count++;
    const path = url.pathname + url.search;
    return { authorization: authorization(known.challenge, credentials, { method, path, count: known.count }) };
  }

  /** Notes what a machine wants to know; false when it cannot be answered. */
  function challenged(url: URL, header: string | undefined, credentials: Credentials | null): boolean {
    const challenge = credentials === null ? null : readChallenge(header ?? "");
    if (challenge === null) return false;
    challenges.set(machineOf(url), { challenge, count: 0 });
    return true;
  }

  function once(url: URL, asked: Asked, credentials: Credentials | null): Promise<IncomingMessage> {
    const { method = "GET", body } = asked;
    const secure = url.protocol === "https:";
    return new Promise((resolve, reject) => {
      const request = (secure ? httpsRequest : httpRequest)(url, {
        method,
        agent: secure ? agents.https : agents.http,
        headers: {
          "user-agent": "Citywall",
          ...asked.headers,
          ...authorized(url, method, credentials),
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
        },
        // Cameras end lines and say lengths as they like.
        insecureHTTPParser: true,
        ...(asked.signal === undefined ? {} : { signal: asked.signal }),
      });
      const late = setTimeout(() => request.destroy(away(url, "ETIMEDOUT")), asked.answerMs ?? ANSWER_MS);
      request.on("response", (response) => {
        clearTimeout(late);
        resolve(response);
      });
      request.on("error", (error) => {
        clearTimeout(late);
        // It closed a connection that it had kept open, just as it was to be used again: that says nothing of the camera.
        const stale = request.reusedSocket && method === "GET" && wordOf(error) === "ECONNRESET";
        if (stale && asked.signal?.aborted !== true) return resolve(once(url, asked, credentials));
        reject(error instanceof TroubleError ? error : away(url, wordOf(error)));
      });
      request.end(body);
    });
  }

  async function ask(asked: Asked): Promise<Answer> {
    let { url } = asked;
    let tries = 0;
    for (let redirects = 0; ;) {
      const home = machineOf(url) === machineOf(asked.url);
      const credentials = home ? asked.credentials : null;
      const headers = home ? asked.headers : withoutToken(asked.headers);
      const response = await once(url, { ...asked, ...(headers === undefined ? {} : { headers }) }, credentials);
      const status = response.statusCode ?? 0;
      const there = response.headers.location;
      if (status === 401 && tries++ < 2 && challenged(url, response.headers["www-authenticate"], credentials)) {
        response.resume();
      } else if (status >= 300 && status < 400 && there !== undefined && redirects++ < MOST_REDIRECTS) {
        response.resume();
        const next = URL.parse(there, url.href);
        if (next === null || !/^https?:$/.test(next.protocol)) throw away(url, `HTTP ${status}`);
        next.username = "";
        next.password = "";
        url = next;
      } else {
        const type = response.headers["content-type"] ?? "";
        const header = (name: string) => [response.headers[name]].flat()[0] ?? null;
        return { url, status, type, header, stream: response };
      }
    }
  }

  async function whole(asked: Asked): Promise<Whole> {
    const limit = AbortSignal.timeout(2 * (asked.answerMs ?? ANSWER_MS));
    const signal = asked.signal === undefined ? limit : AbortSignal.any([limit, asked.signal]);
    const { stream, ...answer } = await ask({ ...asked, signal });
    const parts: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const part of stream as AsyncIterable<Uint8Array>) {
        length += part.byteLength;
        if (length > MOST_ANSWER) {
          stream.destroy();
          throw new TroubleError("streamForm", { what: `> ${MOST_ANSWER >> 20} MB` });
        }
        parts.push(part);
      }
    } catch (error) {
      if (error instanceof TroubleError) throw error;
      throw away(answer.url, limit.aborted ? "ETIMEDOUT" : wordOf(error as Error));
    }
    const bytes = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      bytes.set(part, at);
      at += part.byteLength;
    }
    return { ...answer, bytes };
  }

  function connect(asked: Pick<Asked, "url" | "credentials" | "signal">): Promise<WebSocket | "again"> {
    const { url, credentials, signal } = asked;
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, {
        handshakeTimeout: ANSWER_MS,
        maxPayload: MOST_PIECE,
        perMessageDeflate: false,
        followRedirects: false,
        headers: { "user-agent": "Citywall", ...authorized(url, "GET", credentials) },
      });
      const end = () => socket.terminate();
      signal?.addEventListener("abort", end, { once: true });
      socket.on("unexpected-response", (_request, response) => {
        response.resume();
        const status = response.statusCode ?? 0;
        if (status === 401 && challenged(url, response.headers["www-authenticate"], credentials)) resolve("again");
        else reject(away(url, `HTTP ${status}`));
        socket.terminate();
      });
      socket.on("open", () => {
        signal?.removeEventListener("abort", end);
        // What comes with the first answer waits for who will listen.
        socket.pause();
        resolve(socket);
      });
      // Stays: what goes wrong later ends in `close`.
      socket.on("error", (error) => reject(away(url, wordOf(error))));
    });
  }

  return {
    ask,
    whole,
    async socket(asked) {
      for (let tries = 0; tries < 3; tries++) {
        const socket = await connect(asked);
        if (socket !== "again") return socket;
      }
      throw away(asked.url, "HTTP 401");
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

function withoutToken(headers: Asked["headers"]): Asked["headers"] {
  if (headers === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name !== "authorization" && name !== "access-token"),
  );
}
