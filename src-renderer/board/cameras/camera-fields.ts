/** A camera as it is typed into the form, and as the desk takes it; what is wrong is told by field, in words. */
import { isStreamAddress } from "../../../shared/video/address.ts";
import type { CameraGuard, CameraMask, CameraStream } from "../../../shared/video/stream.ts";
import type { CameraValue } from "../../../shared/view.ts";
import type { CameraDraft } from "../../../shared/wire/desk.ts";
import type { Params } from "../../../shared/text.ts";
import type { WallKey } from "../../kit/text.ts";

export interface PresetText {
  readonly number: string;
  readonly name: string;
  readonly home: boolean;
}

export interface CameraText {
  /** "" for one that is not written down yet. */
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly kind: "fixed" | "ptz";
  readonly lon: string;
  readonly lat: string;
  readonly bearing: string;
  readonly fov: string;
  readonly reach: string;
  readonly department: number;
  readonly guard: CameraGuard;
  readonly gateway: number;
  readonly channel: string;
  readonly streams: readonly CameraStream[];
  /** One mask a line: corners as "x,y" in percent of the picture's width and height. */
  readonly masks: string;
  readonly presets: readonly PresetText[];
}

export type CameraField = keyof CameraText;

/** What is wrong with a field; `at` is the row of a list, from 0. */
export interface CameraFault {
  readonly field: CameraField;
  readonly at?: number;
  readonly key: WallKey;
  readonly params?: Params;
}

export const NEW_CAMERA: CameraText = {
  ...{ id: "", code: "", name: "", nameEn: "", kind: "fixed", lon: "", lat: "", bearing: "", fov: "", reach: "" },
  ...{ department: 0, guard: "open", gateway: 0, channel: "", streams: [], masks: "", presets: [] },
};

const numberText = (value: number | null): string => (value === null ? "" : String(value));
const percent = (part: number): number => Math.round(part * 10_000) / 100;
/** A hundredth of a percent is finer than any picture. */
const partOf = (percents: number): number => Math.round(percents * 100) / 10_000;

/** The form of a camera as the register has it. */
export function textOf({ line, register }: CameraValue): CameraText {
  const { streams = [], imageUrl = "", gateway = 0, channel = "" } = register ?? {};
  return {
    id: line.id,
    code: line.code,
    name: line.name,
    nameEn: line.nameEn,
    kind: line.kind === "ptz" ? "ptz" : "fixed",
    lon: numberText(line.lon),
    lat: numberText(line.lat),
    bearing: numberText(line.bearing),
    fov: numberText(line.fov),
    reach: numberText(line.reach),
    department: line.department,
    guard: line.guard === "restricted" ? "restricted" : "open",
    gateway,
    channel,
    streams: imageUrl === "" ? streams : [...streams, { use: "still", kind: "still", url: imageUrl }],
    masks: line.masks.map((mask) => mask.map(([x, y]) => `${percent(x)},${percent(y)}`).join(" ")).join("\n"),
    presets: line.presets.map(({ number, name, home }) => ({ number: String(number), name, home })),
  };
}

/** A number as people type it; null for nothing, NaN for what is none. */
export function numberOf(text: string): number | null {
  const plain = text.trim().replaceAll("。", ".");
  if (plain === "") return null;
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : Number.NaN;
}

/** "113.52, 30.41" pasted into one field is a place. */
export function placeOf(text: string): { readonly lon: string; readonly lat: string } | null {
  const found = /^\s*([+-]?\d+(?:\.\d+)?)\s*[,，;；\s]\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(text);
  return found === null ? null : { lon: found[1] as string, lat: found[2] as string };
}

/** The masks of a text, or the line (from 1) that is none. */
export function masksOfText(text: string): { readonly masks: CameraMask[] } | { readonly line: number } {
  const masks: CameraMask[] = [];
  const lines = text.split(/\r?\n/);
  for (const [i, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const corners = line
      .trim()
      .split(/\s+/)
      .map((corner) => corner.replace("，", ",").split(","));
    const mask = corners.map(([x = "", y = "", ...more]) => [numberOf(x), more.length > 0 ? Number.NaN : numberOf(y)]);
    const right = mask.every((corner) => corner.every((part) => part !== null && part >= 0 && part <= 100));
    if (!right || mask.length < 3) return { line: i + 1 };
    masks.push(mask.map(([x, y]) => [partOf(x as number), partOf(y as number)] as const));
  }
  return { masks };
}

/** The ranges of cameraDraftSchema; `below` is not reached any more. */
const RANGES = {
  lon: { from: -180, to: 180 },
  lat: { from: -90, to: 90 },
  bearing: { from: 0, to: 360 },
  fov: { from: 1, to: 360 },
  reach: { from: 1, to: 5_000 },
} as const;
const LONGEST = { code: 100, name: 100, nameEn: 100, channel: 100 } as const;
const MOST = { streams: 12, masks: 20, presets: 100 } as const;
const LONGEST_ADDRESS = 500;

/** The camera as the desk takes it, or everything that is wrong, field by field. */
export function draftOf(text: CameraText): { readonly camera: CameraDraft } | { readonly faults: CameraFault[] } {
  const faults: CameraFault[] = [];
  const fault = (field: CameraField, key: WallKey, params?: Params, at?: number) =>
    void faults.push({ field, key, ...(params === undefined ? {} : { params }), ...(at === undefined ? {} : { at }) });
  const number = (field: keyof typeof RANGES): number | null => {
    const value = numberOf(text[field]);
    const { from, to } = RANGES[field];
    if (Number.isNaN(value)) fault(field, "register.fault.number");
    else if (value !== null && (value < from || value > to)) fault(field, "register.fault.range", { from, to });
    // North is 0 and 360.
    return field === "bearing" && value === 360 ? 0 : value;
  };
  if (text.name.trim() === "") fault("name", "register.fault.nameMissing");
  for (const [field, max] of Object.entries(LONGEST) as [keyof typeof LONGEST, number][]) {
    if (text[field].trim().length > max) fault(field, "register.fault.long", { max });
  }
  const place = { lon: number("lon"), lat: number("lat") };
  if ((place.lon === null) !== (place.lat === null)) {
    fault(place.lon === null ? "lon" : "lat", "register.fault.placeHalf");
  }
  const sight = { bearing: number("bearing"), fov: number("fov"), reach: number("reach") };
  streamFaults(text, fault);
  const masks = masksOfText(text.masks);
  if ("line" in masks) fault("masks", "register.fault.mask", { line: masks.line });
  else if (masks.masks.length > MOST.masks || masks.masks.some(({ length }) => length > 40)) {
    fault("masks", "register.fault.masks", { max: MOST.masks });
  }
  presetFaults(text, fault);
  if (faults.length > 0 || "line" in masks) return { faults };
  const { kind, department, guard, gateway, streams, presets } = text;
  return {
    camera: {
      ...{ code: text.code.trim(), name: text.name.trim(), nameEn: text.nameEn.trim(), channel: text.channel.trim() },
      ...{ kind, department, guard, gateway, ...place, ...sight },
      streams: streams.map(({ use, kind: spoken, url }) => ({ use, kind: spoken, url: url.trim() })),
      masks: masks.masks.map((mask) => mask.map(([x, y]) => [x, y])),
      presets: presets.map((preset) => ({ ...preset, number: Number(preset.number), name: preset.name.trim() })),
    },
  };
}

type Tell = (field: CameraField, key: WallKey, params?: Params, at?: number) => void;

function streamFaults({ streams, gateway, channel }: CameraText, fault: Tell): void {
  if (streams.length > MOST.streams) fault("streams", "register.fault.many", { max: MOST.streams });
  for (const [i, { kind, url }] of streams.entries()) {
    if (kind === "gateway") {
      if (gateway === 0) fault("gateway", "register.fault.gatewayMissing");
      if (channel.trim() === "") fault("channel", "register.fault.channelMissing");
    } else if (url.trim().length > LONGEST_ADDRESS || !isStreamAddress(kind, url.trim())) {
      fault("streams", kind === "wsFlv" || kind === "fmp4" ? "register.fault.socket" : "register.fault.address", {}, i);
    }
  }
}

function presetFaults({ presets, kind }: CameraText, fault: Tell): void {
  if (presets.length > MOST.presets) fault("presets", "register.fault.many", { max: MOST.presets });
  if (kind === "fixed" && presets.length > 0) fault("presets", "register.fault.presetFixed");
  const numbers = new Set<number>();
  for (const [i, preset] of presets.entries()) {
    const value = numberOf(preset.number);
    if (value === null || !Number.isInteger(value) || value < 1 || value > 255) {
      fault("presets", "register.fault.presetNumber", {}, i);
    } else if (numbers.has(value)) fault("presets", "register.fault.presetTwice", { number: value }, i);
    else numbers.add(value);
    if (preset.name.trim().length > LONGEST.name) fault("presets", "register.fault.long", { max: LONGEST.name }, i);
  }
  if (presets.filter(({ home }) => home).length > 1) fault("presets", "register.fault.homeTwice");
}

/** What may be the id of a row; a code that fits is the best id there is. */
const ID = /^[\w.:-]{1,80}$/;

/**
 * The id that a new camera, platform or group gets.
 * @param fresh something that nobody else has
 */
export const idFor = (code: string, fresh: string): string => (ID.test(code.trim()) ? code.trim() : fresh);
