/** What a video platform of the WVP kind says of its channels: a session with it, and its lists from end to end. */
import { createHash } from "node:crypto";
import type { Credentials } from "../../shared/rules/video-secrets.ts";
import { TroubleError } from "../../shared/trouble.ts";
import {
  WVP_NOT_LOGGED_IN,
  WVP_TOKEN_HEADER,
  channelsPath,
  devicesPath,
  loginPath,
  readChannels,
  readDevices,
  readWvpAnswer,
  readWvpToken,
  wvpUrl,
  type WvpChannel,
  type WvpPage,
} from "../../shared/video/wvp.ts";

/** Real ms an answer may take. */
const PATIENCE_MS = 5_000;
/** Pages of one list: more than any platform has, so that one that repeats itself comes to an end. */
const MOST_PAGES = 500;

export interface Platform {
  /**
   * Whether each channel of these devices is online, by "device/channel"; what the platform does not list is missing.
   * Throws trouble `gatewayLogin`, `gatewayRefused` or `cameraAway`.
   */
  channels(devices: ReadonlySet<string>, login: Credentials | null): Promise<ReadonlyMap<string, boolean>>;
  /** Every channel of every device that is registered there and has a picture. Throws the same troubles. */
  catalogue(login: Credentials | null): Promise<readonly CatalogueChannel[]>;
}

export interface CatalogueChannel extends WvpChannel {
  readonly device: string;
}

/**
 * @param name shown in troubles
 * @param end gives up what is asked
 */
export function platformAt(base: string, name: string, end: AbortSignal): Platform {
  let token = "";

  /** The content of an answer; throws when there is none. */
  async function ask(path: string, login: Credentials | null, again = true): Promise<unknown> {
    const { status, answer } = await asked(path);
    if (status === WVP_NOT_LOGGED_IN || (answer?.done === false && answer.code === WVP_NOT_LOGGED_IN)) {
      if (!again || login === null) throw new TroubleError("gatewayLogin", { name });
      token = await logIn(login);
      return ask(path, login, false);
    }
    if (answer === null) throw new TroubleError("cameraAway", { why: `HTTP ${status}` });
    if (!answer.done) throw new TroubleError("gatewayRefused", { why: answer.message || String(answer.code) });
    return answer.data;
  }

  async function logIn({ user, password }: Credentials): Promise<string> {
    const { status, answer } = await asked(loginPath(user, createHash("md5").update(password).digest("hex")));
    if (answer === null && status >= 500) throw new TroubleError("cameraAway", { why: `HTTP ${status}` });
    const given = answer?.done === true ? readWvpToken(answer.data) : null;
    if (given === null) throw new TroubleError("gatewayLogin", { name });
    return given;
  }

  async function asked(path: string) {
    try {
      const response = await fetch(wvpUrl(base, path), {
        redirect: "manual",
        headers: token === "" ? {} : { [WVP_TOKEN_HEADER]: token },
        signal: AbortSignal.any([end, AbortSignal.timeout(PATIENCE_MS)]),
      });
      const text = await response.text();
      return { status: response.status, answer: readWvpAnswer(jsonOf(text)) };
    } catch (error) {
      throw new TroubleError("cameraAway", { why: reasonOf(error) });
    }
  }

  /** All rows of a list that comes in pages. */
  async function all<T>(
    path: (page: number) => string,
    read: (data: unknown) => WvpPage<T> | null,
    login: Credentials | null,
  ): Promise<T[]> {
    const rows: T[] = [];
    for (let page = 1, sent = 0; page <= MOST_PAGES; page += 1) {
      const found = read(await ask(path(page), login));
      if (found === null) throw new TroubleError("cameraAway", { why: "JSON" });
      rows.push(...found.rows);
      sent += found.sent;
      if (found.sent === 0 || sent >= found.total) break;
    }
    return rows;
  }

  return {
    async channels(devices, login) {
      const online = new Map<string, boolean>();
      for (const device of await all(devicesPath, readDevices, login)) {
        if (!devices.has(device.id)) continue;
        // Channels of a device that has gone keep the status they had.
        for (const channel of await all((page) => channelsPath(device.id, page), readChannels, login)) {
          online.set(`${device.id}/${channel.id}`, device.online && channel.online);
        }
      }
      return online;
    },
    async catalogue(login) {
      const found: CatalogueChannel[] = [];
      for (const device of await all(devicesPath, readDevices, login)) {
        for (const channel of await all((page) => channelsPath(device.id, page), readChannels, login)) {
          if (channel.folder) continue;
          found.push({ ...channel, online: device.online && channel.online, device: device.id });
        }
      }
      return found;
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A short technical word for why nothing came: never an address, which a message of the network has in it. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  return cause?.code ?? name ?? "Error";
}
