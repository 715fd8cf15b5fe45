/** Speaks with video platforms of the WVP kind: logs in where that is wanted, and asks again once when a login ran out. */
import { createHash } from "node:crypto";
import type { Credentials } from "../../../shared/rules/video-secrets.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import {
  loginPath,
  playPath,
  presetPath,
  readPlayed,
  readSnapMark,
  readWvpAnswer,
  readWvpToken,
  snapFilePath,
  snapPath,
  stopPath,
  turnPath,
  WVP_NOT_LOGGED_IN,
  WVP_TOKEN_HEADER,
  wvpUrl,
  type WvpChannelId,
  type WvpOffer,
} from "../../../shared/video/wvp.ts";
import { isJpeg, ownTime } from "./forms/multipart.ts";
import { away, type Reach, type Whole } from "./reach.ts";
import type { Picture } from "./watcher.ts";

/** The platform has to call the camera first, and waits for it itself: real ms. */
const PLAY_MS = 20_000;
/** Taking a picture may begin with playing. */
const SNAP_MS = 12_000;
/** Its own words are shown, but not at any length. */
const MOST_WORDS = 200;

export type GatewayRow = Pick<RecordOf<"gateways">, "id" | "name" | "url">;

export interface Gateway {
  /** How a channel can be had, best first. @throws TroubleError */
  play(id: WvpChannelId, signal: AbortSignal): Promise<readonly WvpOffer[]>;
  /** Ends it; what becomes of that nobody waits for. */
  stop(id: WvpChannelId): void;
  /** @throws TroubleError */
  snap(id: WvpChannelId, signal: AbortSignal): Promise<Omit<Picture, "at">>;
  /** @throws TroubleError */
  turn(id: WvpChannelId, pan: number, tilt: number, zoom: number): Promise<void>;
  /** @throws TroubleError */
  preset(id: WvpChannelId, number: number): Promise<void>;
}

/** Logins by the platform's address and who logs in. */
export type Tokens = Map<string, Promise<string>>;

/** @param credentials null where none are known */
export function openGateway(reach: Reach, row: GatewayRow, credentials: Credentials | null, tokens: Tokens): Gateway {
  const key = `${row.url} ${credentials?.user ?? ""} ${md5(credentials?.password ?? "")}`;
  const noLogin = () => new TroubleError("gatewayLogin", { name: row.name });

  function urlOf(path: string): URL {
    const text = URL.canParse(row.url) ? wvpUrl(row.url, path) : "";
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol)) throw new TroubleError("gatewayRefused", { why: row.name });
    return url;
  }

  function login(): Promise<string> {
    if (credentials === null) throw noLogin();
    const known = tokens.get(key);
    if (known !== undefined) return known;
    const token = (async () => {
      const url = urlOf(loginPath(credentials.user, md5(credentials.password)));
      const answer = await reach.whole({ url, credentials: null });
      const said = readWvpAnswer(jsonOf(answer));
      const given = said?.done === true ? readWvpToken(said.data) : null;
      const token = answer.header(WVP_TOKEN_HEADER) ?? given;
      if (said?.done !== true || token === null) throw noLogin();
      return token;
    })();
    tokens.set(key, token);
    token.catch(() => tokens.delete(key));
    return token;
  }

  /** An answer of the platform, after a login where it wants one. */
  async function answerTo(path: string, answerMs: number | undefined, signal?: AbortSignal): Promise<Whole> {
    const url = urlOf(path);
    for (let tries = 0; ; tries++) {
      const used = tokens.get(key);
      const token = used === undefined ? null : await used;
      const answer = await reach.whole({
        url,
        credentials: null,
        headers: token === null ? {} : { [WVP_TOKEN_HEADER]: token },
        ...(answerMs === undefined ? {} : { answerMs }),
        ...(signal === undefined ? {} : { signal }),
      });
      const said = readWvpAnswer(jsonOf(answer));
      const refused = answer.status === WVP_NOT_LOGGED_IN || (said?.done === false && said.code === WVP_NOT_LOGGED_IN);
      if (!refused) return answer;
      if (tries > 0) throw noLogin();
      // Another request may have logged in anew meanwhile.
      if (tokens.get(key) === used) tokens.delete(key);
      await login();
    }
  }

  /** What an answer says was done. @throws TroubleError `gatewayRefused` in the platform's own words */
  async function asked(path: string, answerMs?: number, signal?: AbortSignal): Promise<unknown> {
    const answer = await answerTo(path, answerMs, signal);
    const said = readWvpAnswer(jsonOf(answer));
    const good = answer.status >= 200 && answer.status <= 299;
    if (said?.done === true && good) return said.data;
    // Older ones say nothing when it was done.
    if (said === null && good && answer.bytes.byteLength === 0) return null;
    const why = said?.done === false ? said.message || `code ${said.code}` : `HTTP ${answer.status}`;
    throw new TroubleError("gatewayRefused", { why: why.slice(0, MOST_WORDS) });
  }

  return {
    async play(id, signal) {
      const offers = readPlayed(await asked(playPath(id), PLAY_MS, signal));
      if (offers.length === 0) throw new TroubleError("streamNone", {});
      return offers;
    },
    stop(id) {
      asked(stopPath(id)).catch(() => undefined);
    },
    async snap(id, signal) {
      const mark = readSnapMark(id, await asked(snapPath(id), SNAP_MS, signal));
      const answer = await answerTo(snapFilePath(id, mark), undefined, signal);
      if (!isJpeg(answer.bytes)) throw away(answer.url, `HTTP ${answer.status}`);
      return { bytes: answer.bytes, ownAt: ownTime({ get: answer.header }) };
    },
    async turn(id, pan, tilt, zoom) {
      await asked(turnPath(id, pan, tilt, zoom));
    },
    async preset(id, number) {
      await asked(presetPath(id, number));
    },
  };
}

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

function jsonOf({ bytes }: Pick<Whole, "bytes">): unknown {
  try {
    return bytes.byteLength === 0 || bytes.byteLength > 1 << 20 ? null : JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}
