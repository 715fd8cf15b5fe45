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
