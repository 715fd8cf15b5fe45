/**
 * What is said to a video platform of the WVP kind over HTTP, and how its answers are read: paths and shapes only. Who sends
 * it, and keeps the session, is elsewhere.
 *
 * Source: the interface that WVP-GB28181-pro documents at its own `/doc.html` (`/api/user`, `/api/device/query`, `/api/play`).
 * Answers are `{code, msg, data}`, 0 for done; lists are pages with `total` and `list`.
 */

/** Rows asked for at once. */
export const WVP_PAGE = 200;
/** The header that carries what a login gave. */
export const WVP_TOKEN_HEADER = "access-token";
/** `code` of an answer for whom has not logged in. HTTP answers with the same number. */
export const WVP_NOT_LOGGED_IN = 401;

/** The address of a path at the platform. Throws TypeError when the platform's own address is none. */
export function wvpUrl(base: string, path: string): string {
  return new URL(path.replace(/^\//, ""), base.endsWith("/") ? base : `${base}/`).href;
}

const part = encodeURIComponent;

/** @param passwordMd5 MD5 of the password in small hex, as the platform wants it */
export const loginPath = (user: string, passwordMd5: string): string =>
  `/api/user/login?username=${part(user)}&password=${part(passwordMd5)}`;
/** Devices that are registered there. @param page from 1 */
export const devicesPath = (page: number): string => `/api/device/query/devices?page=${page}&count=${WVP_PAGE}`;
/** Channels of a device. @param page from 1 */
export const channelsPath = (device: string, page: number): string =>
  `/api/device/query/devices/${part(device)}/channels?page=${page}&count=${WVP_PAGE}`;

export type WvpAnswer =
  | { readonly done: true; readonly data: unknown }
  | { readonly done: false; readonly code: number; readonly message: string };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === "string" ? value.trim() : "");
const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? value : null;

/** An answer's content, or what the platform says instead; null when it is no answer of this kind. */
export function readWvpAnswer(raw: unknown): WvpAnswer | null {
  if (!isRecord(raw) || typeof raw["code"] !== "number") return null;
  if (raw["code"] === 0) return { done: true, data: raw["data"] };
  return { done: false, code: raw["code"], message: textOf(raw["msg"]) };
}

/** What to send in `WVP_TOKEN_HEADER`; null when the answer to a login has none. */
export function readWvpToken(data: unknown): string | null {
  const token = isRecord(data) ? textOf(data["accessToken"]) : "";
  return token === "" ? null : token;
}

export interface WvpPage<T> {
  readonly total: number;
  /** Rows that the platform sent, those that could not be read among them. */
  readonly sent: number;
  readonly rows: readonly T[];
}

export interface WvpDevice {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
}

export interface WvpChannel {
  readonly id: string;
  readonly name: string;
  readonly online: boolean;
  /** 1 dome, 2 half dome, 3 fixed, 4 remote-controlled; null when it does not say (GB/T 28181 PTZType). */
  readonly ptzType: number | null;
  /** WGS 84; both null where the platform has no place for it. */
  readonly lon: number | null;
  readonly lat: number | null;
  readonly owner: string;
  readonly address: string;
  /** It has channels below it and no picture of its own. */
  readonly folder: boolean;
}

function pageOf<T>(data: unknown, read: (row: Readonly<Record<string, unknown>>) => T | null): WvpPage<T> | null {
  if (!isRecord(data) || !Array.isArray(data["list"])) return null;
  const list: readonly unknown[] = data["list"];
  const rows = list.flatMap((row) => (isRecord(row) ? (read(row) ?? []) : [])) as T[];
  return { total: numberOf(data["total"]) ?? list.length, sent: list.length, rows };
}

/** A page of devices; null when it is none. */
export function readDevices(data: unknown): WvpPage<WvpDevice> | null {
  return pageOf(data, (row) => {
    const id = textOf(row["deviceId"]);
    // Older versions say `online` and 1.
    const online = row["onLine"] ?? row["online"];
    return id === "" ? null : { id, name: textOf(row["name"]), online: online === true || online === 1 };
  });
}

/** A page of channels; null when it is none. */
export function readChannels(data: unknown): WvpPage<WvpChannel> | null {
  return pageOf(data, (row) => {
    // Newer versions name the channel `deviceId` and the device `parentDeviceId`; older ones have a `channelId`.
    const id = textOf(row["channelId"]) || textOf(row["deviceId"]);
    if (id === "") return null;
    const status = row["status"];
    const [lon, lat] = [numberOf(row["longitude"]), numberOf(row["latitude"])];
    // 0, 0 is what a device sends that does not know.
    const placed = lon !== null && lat !== null && (lon !== 0 || lat !== 0);
    return {
      id,
      name: textOf(row["name"]),
      online:
        status === true || status === 1 || (typeof status === "string" && /^(on|ok|1|true)$/i.test(status.trim())),
      ptzType: numberOf(row["ptzType"] ?? row["PTZType"]),
      lon: placed ? lon : null,
      lat: placed ? lat : null,
      owner: textOf(row["owner"]),
      address: textOf(row["address"]),
      folder: numberOf(row["channelType"]) !== null && row["channelType"] !== 0,
    };
  });
}

/** A channel as the column `channel` of a camera names it: "device/channel", both ids of GB/T 28181 as a rule. */
export interface WvpChannelId {
  readonly device: string;
  readonly channel: string;
}

/** Null for what is no "device/channel". */
export function wvpChannelId(text: string): WvpChannelId | null {
  const parts = text.split("/");
  const [device = "", channel = ""] = parts;
  const plain = parts.length === 2 && [device, channel].every((one) => /^\w[\w.-]{0,63}$/.test(one));
  return plain ? { device, channel } : null;
}

const channelPart = ({ device, channel }: WvpChannelId): string => `${part(device)}/${part(channel)}`;

/** Has a channel sent; the answer says where it can be had (`readPlayed`). */
export const playPath = (id: WvpChannelId): string => `/api/play/start/${channelPart(id)}`;
/** Ends it, for everybody who watches it. */
export const stopPath = (id: WvpChannelId): string => `/api/play/stop/${channelPart(id)}`;
/** Has a picture taken; the answer names its file (`readSnapMark`). */
export const snapPath = ({ device, channel }: WvpChannelId): string =>
  `/api/play/snap?deviceId=${part(device)}&channelId=${part(channel)}`;
/** A picture's bytes. @param mark "" for the one that was taken when somebody last began to watch */
export const snapFilePath = (id: WvpChannelId, mark: string): string =>
  `/api/device/query/snap/${channelPart(id)}${mark === "" ? "" : `?mark=${part(mark)}`}`;
/** Turns to a place that the camera knows. @param number 1–255 */
export const presetPath = (id: WvpChannelId, number: number): string =>
  `/api/front-end/preset/call/${channelPart(id)}?presetId=${number}`;

/**
 * Turns a camera; speeds from −1 to 1 (right, up and in are positive), all 0 to stop. The platform either turns or zooms:
 * while a camera is turned it is not zoomed.
 */
export function turnPath(id: WvpChannelId, pan: number, tilt: number, zoom: number): string {
  const speed = (wanted: number, most: number): number =>
    wanted === 0 ? 0 : Math.max(1, Math.round(Math.min(1, Math.abs(wanted)) * most));
  const speeds = `horizonSpeed=${speed(pan, 255)}&verticalSpeed=${speed(tilt, 255)}&zoomSpeed=${speed(zoom, 15)}`;
  return `/api/front-end/ptz/${channelPart(id)}?command=${turnCommand(pan, tilt, zoom)}&${speeds}`;
}

function turnCommand(pan: number, tilt: number, zoom: number): string {
  const vertical = tilt > 0 ? "up" : tilt < 0 ? "down" : "";
  const horizontal = pan > 0 ? "right" : pan < 0 ? "left" : "";
  if (vertical + horizontal !== "") return vertical + horizontal;
  return zoom > 0 ? "zoomin" : zoom < 0 ? "zoomout" : "stop";
}

/** How a played channel can be had, best first: what plays with least delay and needs no certificate. */
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

/** What a played channel offers that a page can play, best first. */
export function readPlayed(data: unknown): readonly WvpOffer[] {
  if (!isRecord(data)) return [];
  return OFFERS.flatMap(([name, kind]) => {
    const url = textOf(data[name]);
    return /^(http|ws)s?:\/\//.test(url) ? [{ kind, url }] : [];
  });
}

/**
 * The mark of a picture that was just taken, from the path of its file: ".../device_channel_20260101120000.jpg"; "" when the
 * answer names none.
 */
export function readSnapMark({ device, channel }: WvpChannelId, file: unknown): string {
  const name = textOf(file).split(/[\\/]/).at(-1) ?? "";
  const start = `${device}_${channel}_`;
  return name.startsWith(start) && name.endsWith(".jpg") ? name.slice(start.length, -".jpg".length) : "";
}
