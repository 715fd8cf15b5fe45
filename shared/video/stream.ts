/**
 * How a camera's picture can be had, and what of it may be shown: the words of the columns `streams`, `masks` and
 * `presets` of a camera.
 */

/** What an address is for: the full picture, the small one for grids, single stills. */
export const STREAM_USES = ["main", "sub", "still"] as const;
export type StreamUse = (typeof STREAM_USES)[number];

/**
 * What is spoken at an address:
 * - `flv` HTTP-FLV, `wsFlv` FLV over a WebSocket, `ts` MPEG-TS over HTTP, `fmp4` fragmented MP4 over a WebSocket
 * - `hls` a playlist, `whep` WebRTC by WHEP, `mjpeg` multipart JPEG, `still` one picture
 * - `gateway` whatever the camera's gateway offers when it is asked to play
 */
export const STREAM_KINDS = ["flv", "wsFlv", "ts", "fmp4", "hls", "whep", "mjpeg", "still", "gateway"] as const;
export type StreamKind = (typeof STREAM_KINDS)[number];

export interface CameraStream {
  readonly use: StreamUse;
  readonly kind: StreamKind;
  /**
   * http, https, ws or wss, without a name or password in it; or `hub:` and a path for what the hub itself renders; "" for
   * kind `gateway`.
   */
  readonly url: string;
}

/** What of the picture nobody sees: a polygon in parts of its width and height, 0–1 from the top left. */
export type CameraMask = readonly (readonly [x: number, y: number])[];

/** A place that a camera can be turned to. */
export interface CameraPreset {
  /** Number at the platform, 1–255. */
  readonly number: number;
  readonly name: string;
  /** It goes back here after use. */
  readonly home: boolean;
}

/** Who may look: everybody, or only whose grant names restricted cameras. */
export const CAMERA_GUARDS = ["open", "restricted"] as const;
export type CameraGuard = (typeof CAMERA_GUARDS)[number];

export const GATEWAY_KINDS = ["wvp"] as const;

/**
 * Why a camera could not be looked through: its platform says so, nothing answers, the picture stands still, it is black;
 * or nobody looked, because the hub itself was not running.
 */
export const OUTAGE_REASONS = ["offline", "unreachable", "frozen", "black", "notWatched"] as const;
export type OutageReason = (typeof OUTAGE_REASONS)[number];

/** What a camera was looked at for. */
export const LOOK_REASONS = ["tile", "tour", "focus", "case", "alarm", "snapshot", "ptz"] as const;
export type LookReason = (typeof LOOK_REASONS)[number];

/** The elements of a JSON array; none of a text that is none. */
function listOf(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** A camera's streams as its row has them, in its order; what fits no form is left out. `imageUrl` stands last as a still. */
export function streamsOf(row: { readonly streams: string; readonly imageUrl: string }): CameraStream[] {
  const streams = listOf(row.streams).filter(
    (value): value is CameraStream =>
      isRecord(value) &&
      STREAM_USES.includes(value["use"] as StreamUse) &&
      STREAM_KINDS.includes(value["kind"] as StreamKind) &&
      typeof value["url"] === "string",
  );
  if (row.imageUrl !== "") streams.push({ use: "still", kind: "still", url: row.imageUrl });
  return streams;
}

/** A camera's masks; a mask of fewer than three corners hides nothing and is left out. */
export function masksOf(row: { readonly masks: string }): CameraMask[] {
  const isCorner = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((part) => typeof part === "number" && part >= 0 && part <= 1);
  return listOf(row.masks).filter(
    (value): value is CameraMask => Array.isArray(value) && value.length >= 3 && value.every(isCorner),
  );
}

export function presetsOf(row: { readonly presets: string }): CameraPreset[] {
  return listOf(row.presets).filter(
    (value): value is CameraPreset =>
      isRecord(value) &&
      Number.isInteger(value["number"]) &&
      typeof value["name"] === "string" &&
      typeof value["home"] === "boolean",
  );
}

/** What a camera's row has of all this while nobody has said anything. */
export const PLAIN_CAMERA = {
  streams: "[]",
  gateway: 0,
  channel: "",
  fov: null,
  reach: null,
  department: 0,
  guard: "open",
  masks: "[]",
  presets: "[]",
  watchedFrom: null,
} as const;
