/**
 * Which addresses of streams and platforms may be written down (V54): of the right kind, and without a name or password; and
 * who can say of a camera whether it is well (V49).
 */
import { streamsOf, type StreamKind } from "./stream.ts";

const HTTP = ["http:", "https:"];
const SOCKET = ["ws:", "wss:"];
const SCHEMES: Readonly<Record<Exclude<StreamKind, "gateway">, readonly string[]>> = {
  flv: HTTP,
  wsFlv: SOCKET,
  ts: HTTP,
  fmp4: SOCKET,
  hls: HTTP,
  whep: HTTP,
  mjpeg: HTTP,
  still: HTTP,
};
/** Kinds of what the hub itself renders. */
const OF_HUB: readonly StreamKind[] = ["mjpeg", "still"];
/** `hub:` and a path below the hub's own address, without a way up, with a size or the like behind it. */
const HUB_ADDRESS = /^hub:[\w-][\w.-]*(?:\/[\w-][\w.-]*)*(?:\?[\w=&-]+)?$/;

/** The address with a scheme of those, as a URL; null when it is none, or says who somebody is. */
function urlOf(address: string, schemes: readonly string[]): URL | null {
  if (/\s/.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  return schemes.includes(url.protocol) && url.hostname !== "" && url.username === "" && url.password === ""
    ? url
    : null;
}

/** Whether a stream of this kind may be had at this address; of kind `gateway` there is none. */
export function isStreamAddress(kind: StreamKind, address: string): boolean {
  if (kind === "gateway") return address === "";
  return (OF_HUB.includes(kind) && HUB_ADDRESS.test(address)) || urlOf(address, SCHEMES[kind]) !== null;
}

/** Whether a platform's programming interface may be at this address. */
export const isGatewayAddress = (address: string): boolean => urlOf(address, HTTP) !== null;

/** Whether the hub itself renders what is there. */
const isOfHub = (address: string): boolean => address.startsWith("hub:");

/**
 * Who can say whether a camera is well: its gateway, a machine of its own, the hub where it renders all there is of it, or
 * nobody where there is no address.
 */
export type Witness = "gateway" | "machine" | "hub" | "nobody";

export function witnessOf(row: {
  readonly streams: string;
  readonly imageUrl: string;
  readonly gateway: number;
  readonly channel: string;
}): Witness {
  if (row.gateway !== 0 && row.channel !== "") return "gateway";
  const urls = streamsOf(row).flatMap(({ url }) => (url === "" ? [] : url));
  if (urls.length === 0) return "nobody";
  return urls.every(isOfHub) ? "hub" : "machine";
}
