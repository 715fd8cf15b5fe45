/** Which of a camera's ways is taken for what a window wants (V60). */
import { streamsOf, type CameraStream, type StreamKind, type StreamUse } from "../../../shared/video/stream.ts";
import { wvpChannelId, type WvpChannelId } from "../../../shared/video/wvp.ts";
import type { RecordOf } from "../../../shared/tables.ts";

type Camera = Pick<RecordOf<"cameras">, "streams" | "imageUrl" | "gateway" | "channel">;

export type Way =
  | {
      readonly by: "address";
      readonly kind: Exclude<StreamKind, "gateway">;
      readonly url: URL;
      readonly ofHub: boolean;
    }
  | { readonly by: "gateway"; readonly gateway: number; readonly channel: WvpChannelId; readonly still: boolean };

const OVER_SOCKET: readonly StreamKind[] = ["wsFlv", "fmp4"];

/** The name of a way: lanes with the same one share it. */
export const keyOf = (way: Way): string =>
  way.by === "gateway"
    ? `gateway ${way.gateway} ${way.channel.device}/${way.channel.channel} ${way.still}`
    : `${way.kind} ${way.url.href}`;

/** Uses that serve for one, best first: a picture that moves is never a still. */
const SERVE: Readonly<Record<StreamUse, readonly StreamUse[]>> = {
  main: ["main", "sub"],
  sub: ["sub", "main"],
  still: ["still"],
};

/**
 * The ways to a camera for a use, best first; none when there is no address that can be used.
 * @param hub address of the hub, for what it renders itself; null while it has none
 */
export function waysTo(camera: Camera, use: StreamUse, hub: string | null): Way[] {
  const streams = streamsOf(camera);
  const known = (wanted: StreamUse): readonly CameraStream[] => streams.filter((stream) => stream.use === wanted);
  /** A camera of a platform can be had there also where nothing says so. */
  const byGateway = (wanted: StreamUse): readonly CameraStream[] =>
    camera.gateway === 0 || wanted === "sub" || streams.some(({ kind, use: of }) => kind === "gateway" && of === wanted)
      ? []
      : [{ use: wanted, kind: "gateway", url: "" }];
  return SERVE[use].flatMap((wanted) =>
    [...known(wanted), ...byGateway(wanted)].flatMap((stream) => wayOf(camera, stream, hub) ?? []),
  );
}

function wayOf(camera: Camera, { use, kind, url: text }: CameraStream, hub: string | null): Way | null {
  if (kind === "gateway") {
    const channel = wvpChannelId(camera.channel);
    const reached = camera.gateway !== 0 && channel !== null;
    return reached ? { by: "gateway", gateway: camera.gateway, channel, still: use === "still" } : null;
  }
  const ofHub = text.startsWith("hub:");
  const url = ofHub ? hubUrl(text.slice("hub:".length), hub) : URL.parse(text);
  if (url === null) return null;
  const over = OVER_SOCKET.includes(kind) ? /^(ws|http)s?:$/ : /^https?:$/;
  if (!over.test(url.protocol)) return null;
  // Names and passwords stand in the file of secrets.
  url.username = "";
  url.password = "";
  url.hash = "";
  return { by: "address", kind, url, ofHub };
}

/** A picture of the hub's own; null for what is none, and while there is no hub. */
function hubUrl(path: string, hub: string | null): URL | null {
  const url = hub === null ? null : URL.parse(path.replace(/^\/+/, ""), hub.endsWith("/") ? hub : `${hub}/`);
  return url !== null && url.origin === new URL(hub!).origin && url.pathname.startsWith("/pictures/") ? url : null;
}
