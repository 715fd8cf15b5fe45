/**
 * The words of WVP's programming interface (WVP-GB28181-pro, the platform most cities reach GB/T 28181 cameras through):
 * what is asked, and what its answers say. Nothing is sent here.
 *
 * Source: the interface descriptions in the project's controllers (UserController, DeviceQuery, PlayController,
 * PtzController) and its own pages. Answers come in an envelope `{code, msg, data}`, code 0 for done; versions before 2.6
 * give lists without one, and both are read.
 */
import * as v from "valibot";

/** A channel as the column `channel` of a camera names it: "device/channel", both ids of GB/T 28181 as a rule. */
export interface WvpChannelId {
  readonly device: string;
  readonly channel: string;
}

/** Header that carries the login. */
export const WVP_TOKEN = "access-token";

/** Null for what is no "device/channel". */
export function wvpChannelId(text: string): WvpChannelId | null {
  const parts = text.split("/");
  const [device = "", channel = ""] = parts;
  return parts.length === 2 && [device, channel].every((part) => /^\w[\w.-]{0,63}$/.test(part))
    ? { device, channel }
    : null;
}

type Query = Readonly<Record<string, string | number>>;

function path(words: readonly string[], query: Query = {}): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return `/${words.map(encodeURIComponent).join("/")}${search === "" ? "" : `?${search}`}`;
}

/** The whole address: the gateway's own, which may lie below a folder, and a path of this file. */
export function wvpUrl(gateway: string, pathOf: string): string {
  return gateway.replace(/\/+$/, "") + pathOf;
}

/** `passwordMd5`: 32 small hex digits, as the platform wants it. */
export const wvpLoginPath = (user: string, passwordMd5: string): string =>
  path(["api", "user", "login"], { username: user, password: passwordMd5 });

/** Pages count from 1. */
export const wvpDevicesPath = (page: number, count: number): string =>
  path(["api", "device", "query", "devices"], { page, count });

export const wvpChannelsPath = (device: string, page: number, count: number): string =>
  path(["api", "device", "query", "devices", device, "channels"], { page, count });

export const wvpPlayPath = ({ device, channel }: WvpChannelId): string =>
  path(["api", "play", "start", device, channel]);

export const wvpStopPath = ({ device, channel }: WvpChannelId): string =>
  path(["api", "play", "stop", device, channel]);

/** Has a picture taken; the answer names the file (`wvpSnapMark`). */
export const wvpSnapPath = ({ device, channel }: WvpChannelId): string =>
  path(["api", "play", "snap"], { deviceId: device, channelId: channel });

/** The picture's bytes; `mark` "" for the one that was taken when somebody last began to watch. */
export const wvpSnapFilePath = ({ device, channel }: WvpChannelId, mark: string): string =>
  path(["api", "device", "query", "snap", device, channel], mark === "" ? {} : { mark });

export const wvpPresetPath = ({ device, channel }: WvpChannelId, presetId: number): string =>
  path(["api", "front-end", "preset", "call", device, channel], { presetId });

/**
 * Turns a camera; speeds from −1 to 1 (right, up and in are positive), all 0 to stop. The platform's command either turns
 * or zooms: while it is turned it is not zoomed.
 */
export function wvpTurnPath({ device, channel }: WvpChannelId, pan: number, tilt: number, zoom: number): string {
  const speed = (part: number, most: number) =>
    part === 0 ? 0 : Math.max(1, Math.round(Math.min(1, Math.abs(part)) * most));
  return path(["api", "front-end", "ptz", device, channel], {
    command: turnCommand(pan, tilt, zoom),
    horizonSpeed: speed(pan, 255),
    verticalSpeed: speed(tilt, 255),
    zoomSpeed: speed(zoom, 15),
  });
}

function turnCommand(pan: number, tilt: number, zoom: number): string {
  const vertical = tilt > 0 ? "up" : tilt < 0 ? "down" : "";
  const horizontal = pan > 0 ? "right" : pan < 0 ? "left" : "";
  if (vertical + horizontal !== "") return vertical + horizontal;
  return zoom > 0 ? "zoomin" : zoom < 0 ? "zoomout" : "stop";
}

/** An answer: what was asked for, a login that is missing or has run out, or a no in the platform's own words. */
export type WvpAnswer<T> =
  | { readonly is: "done"; readonly data: T }
  | { readonly is: "login" }
  | { readonly is: "refused"; readonly why: string };

const envelope = v.object({ code: v.number(), msg: v.nullish(v.string(), ""), data: v.optional(v.unknown()) });
const LOGIN_CODE = 401;

/**
 * Reads an answer.
 * @param status of HTTP
 * @param text of the body; empty where there is nothing to say
 */
export function readWvp<S extends v.GenericSchema>(
  schema: S,
  status: number,
  text: string,
): WvpAnswer<v.InferOutput<S>> {
  if (status === LOGIN_CODE) return { is: "login" };
  const value = jsonOf(text);
  const wrapped = v.safeParse(envelope, value);
  if (wrapped.success && wrapped.output.code === LOGIN_CODE) return { is: "login" };
  if (wrapped.success && wrapped.output.code !== 0) {
    return { is: "refused", why: wrapped.output.msg || `code ${wrapped.output.code}` };
  }
  if (status < 200 || status > 299) return { is: "refused", why: `HTTP ${status}` };
  const { success, output } = v.safeParse(schema, wrapped.success ? wrapped.output.data : value);
  return success ? { is: "done", data: output } : { is: "refused", why: "JSON" };
}

function jsonOf(text: string): unknown {
  try {
    return text.trim() === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** What says only that it was done. */
export const wvpNothing = v.unknown();

export const wvpLoginSchema = v.object({ accessToken: v.pipe(v.string(), v.minLength(1)) });

/** What a list gives, `total` over all pages. */
const listOf = <S extends v.GenericSchema>(entry: S) =>
  v.object({ total: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), list: v.array(entry) });

const words = v.nullish(v.string(), "");
const degrees = v.nullish(v.number(), null);
/** The platform says whether something is there as a boolean, a number, or in GB/T 28181's own ON and OFF. */
const online = v.pipe(
  v.nullish(v.union([v.boolean(), v.number(), v.string()]), false),
  v.transform((value) => value === true || value === 1 || /^(on|online|1|true)$/i.test(String(value))),
);

export const wvpDevicesSchema = listOf(
  v.object({
    deviceId: v.string(),
    name: words,
    manufacturer: words,
    onLine: v.optional(online),
    online: v.optional(online),
  }),
);

/** `ptzType` of GB/T 28181: 1 dome, 2 half dome, 3 fixed, 4 turned from afar, 5 half dome turned from afar. */
export const wvpChannelsSchema = listOf(
  v.pipe(
    v.object({
      deviceId: v.optional(v.string()),
      channelId: v.optional(v.string()),
      name: words,
      manufacturer: words,
      owner: words,
      civilCode: words,
      address: words,
      status: online,
      longitude: degrees,
      latitude: degrees,
      ptzType: v.nullish(v.number(), 0),
      parental: v.nullish(v.number(), 0),
      subCount: v.nullish(v.number(), 0),
    }),
    // Before 2.7 the channel's own id is `channelId` and `deviceId` that of its device.
    v.transform(({ deviceId = "", channelId = "", ...channel }) => ({
      ...channel,
      channelId: channelId === "" ? deviceId : channelId,
    })),
  ),
);

export type WvpDevice = v.InferOutput<typeof wvpDevicesSchema>["list"][number];
export type WvpChannel = v.InferOutput<typeof wvpChannelsSchema>["list"][number];

/** Types that can be turned. */
const TURNED: readonly number[] = [1, 4, 5];
export const wvpIsTurned = ({ ptzType }: Pick<WvpChannel, "ptzType">): boolean => TURNED.includes(ptzType);

/** How a played channel can be had, the usable ones only, best first: what plays with least delay and needs no certificate. */
const OFFERS = [
  ["ws_flv", "wsFlv"],
  ["flv", "flv"],
  ["ws_fmp4", "fmp4"],
  ["ts", "ts"],
  ["hls", "hls"],
  ["wss_flv", "wsFlv"],
  ["https_flv", "flv"],
  ["wss_fmp4", "fmp4"],
  ["https_ts", "ts"],
  ["https_hls", "hls"],
] as const;

export interface WvpOffer {
  readonly kind: (typeof OFFERS)[number][1];
  readonly url: string;
}

export const wvpPlayedSchema = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((content): readonly WvpOffer[] =>
    OFFERS.flatMap(([name, kind]) => {
      const url = content[name];
      return typeof url === "string" && /^(http|ws)s?:\/\//.test(url) ? [{ kind, url }] : [];
    }),
  ),
);

/**
 * The mark of a picture that was just taken, from the path of its file: ".../device_channel_20260101120000.jpg"; "" when the
 * answer names none.
 */
export function wvpSnapMark({ device, channel }: WvpChannelId, file: unknown): string {
  const name = typeof file === "string" ? (file.split(/[\\/]/).at(-1) ?? "") : "";
  const start = `${device}_${channel}_`;
  return name.startsWith(start) && name.endsWith(".jpg") ? name.slice(start.length, -".jpg".length) : "";
}
