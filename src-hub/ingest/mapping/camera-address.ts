/** Addresses of cameras as lists have them: what is spoken there, and what of them must not be kept. */
import { isStreamAddress } from "../../../shared/video/address.ts";
import type { StreamKind, StreamUse } from "../../../shared/video/stream.ts";

export interface Address {
  readonly kind: StreamKind;
  readonly url: string;
  /** It had a name or a password in it, which were taken out. */
  readonly login: boolean;
}

/** What an address speaks by its scheme and its ending; null where that does not say. */
function kindOf(url: URL, use: StreamUse): StreamKind | null {
  const path = url.pathname.toLowerCase();
  if (/^wss?:$/.test(url.protocol)) return path.endsWith(".mp4") ? "fmp4" : path.endsWith(".flv") ? "wsFlv" : null;
  if (!/^https?:$/.test(url.protocol)) return null;
  if (path.endsWith(".flv")) return "flv";
  if (path.endsWith(".m3u8")) return "hls";
  if (path.endsWith(".ts")) return "ts";
  if (/\bwhep\b/.test(path) || (path.endsWith("/webrtc") && url.searchParams.get("type") === "play")) return "whep";
  if (/mjpe?g|\bnphMotionJpeg\b/i.test(url.href)) return "mjpeg";
  // What is written down as a still is one, whatever its name.
  return use === "still" || /\.jpe?g$/.test(path) ? "still" : null;
}

/**
 * The address of a cell without who somebody is (V57); null for one that cannot be played, e.g. RTSP, which needs a video
 * platform in between.
 */
export function readAddress(text: string, use: StreamUse): Address | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const login = url.username !== "" || url.password !== "";
  url.username = "";
  url.password = "";
  const kind = kindOf(url, use);
  return kind !== null && isStreamAddress(kind, url.href) ? { kind, url: url.href, login } : null;
}

/** One profile of an ONVIF device, as tools that search a network write them down. */
interface Profile {
  readonly width: number;
  readonly live: string;
  readonly still: string;
}

const textIn = (record: Readonly<Record<string, unknown>>, names: readonly string[]): string => {
  const found = names.map((name) => record[name]).find((value) => typeof value === "string" && value !== "");
  return typeof found === "string" ? found : "";
};

function profileOf(value: unknown): Profile | null {
  if (typeof value !== "object" || value === null) return null;
  const record = value as Readonly<Record<string, unknown>>;
  const size = record["resolution"] ?? record;
  const width = typeof size === "object" && size !== null ? Number((size as { width?: unknown }).width) : Number.NaN;
  return {
    width: Number.isFinite(width) ? width : 0,
    live: textIn(record, ["url", "uri", "streamUri", "stream"]),
    still: textIn(record, ["snapshotUri", "snapshotUrl", "snapshot"]),
  };
}

/** The addresses of an ONVIF device's profiles: of the widest the main stream, of the narrowest the small one. */
export function addressesOfProfiles(text: string): { readonly use: StreamUse; readonly text: string }[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  const profiles = (Array.isArray(list) ? list : []).flatMap((value) => profileOf(value) ?? []);
  const live = profiles.filter((profile) => profile.live !== "").toSorted((a, b) => b.width - a.width);
  const still = profiles.find((profile) => profile.still !== "")?.still;
  const [main, sub] = [live[0], live.length > 1 ? live.at(-1) : undefined];
  return [
    ...(main === undefined ? [] : [{ use: "main" as const, text: main.live }]),
    ...(sub === undefined ? [] : [{ use: "sub" as const, text: sub.live }]),
    ...(still === undefined ? [] : [{ use: "still" as const, text: still }]),
  ];
}
