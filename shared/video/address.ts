/** Which addresses of streams and platforms may be written down (V54): of the right kind, and without a name or password. */
import type { StreamKind } from "./stream.ts";

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
/** `hub:` and a path below the hub's own address, without a way up. */
const HUB_ADDRESS = /^hub:[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/;

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
export const isOfHub = (address: string): boolean => address.startsWith("hub:");
