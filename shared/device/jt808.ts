/**
 * What a vehicle terminal says of itself: positions of JT/T 808 0x0200, and the bits of its status and alarm words as
 * names. Each name has a sentence `device.status.<name>` or `device.alarm.<name>` in movers.json.
 */
import { LOCATED, type UnitStatus } from "../track.ts";
import type { JtRead } from "./jt808-frame.ts";

/** Messages that are taken of a terminal, and sent to it. */
export const JT_ID = {
  heartbeat: 0x0002,
  register: 0x0100,
  authenticate: 0x0102,
  position: 0x0200,
  answer: 0x8001,
  registered: 0x8100,
} as const;

const SOUTH = 1 << 2;
const WEST = 1 << 3;
const ACC = 1;
const OUT_OF_SERVICE = 1 << 4;

/** Bits of the status word that are told when they are set, by their place. */
const STATUS_BITS: Readonly<Record<number, string>> = {
  4: "outOfService",
  5: "encrypted",
  6: "forwardCollision",
  7: "laneDeparture",
  10: "oilCut",
  11: "circuitCut",
  12: "doorLocked",
  13: "door1",
  14: "door2",
  15: "door3",
  16: "door4",
  17: "door5",
  18: "gps",
  19: "beidou",
  20: "glonass",
  21: "galileo",
  22: "running",
};

/** Bits 8 and 9: how it is laden. Reserved values tell nothing. */
const LOADS = ["empty", "half", null, "full"] as const;

/** Names of all that a status word can tell. */
export const STATUS_NAMES = [
  "accOn",
  "accOff",
  "unlocated",
  "empty",
  "half",
  "full",
  ...Object.values(STATUS_BITS),
] as readonly string[];

/** Alarms by the place of their bit. */
export const ALARM_NAMES = [
  "emergency",
  "overspeed",
  "fatigue",
  "dangerous",
  "gnssFault",
  "antennaCut",
  "antennaShort",
  "lowVoltage",
  "powerLost",
  "screenFault",
  "speechFault",
  "cameraFault",
  "cardFault",
  "overspeedSoon",
  "fatigueSoon",
  "violation",
  "tyrePressure",
  "rightBlindSpot",
  "drivenTooLong",
  "parkedTooLong",
  "area",
  "route",
  "sectionTime",
  "offRoute",
  "vssFault",
  "fuel",
  "stolen",
  "ignition",
  "moved",
  "rollover",
  "rolloverSoon",
  "doorOpened",
] as const;
export type AlarmName = (typeof ALARM_NAMES)[number];

/** Alarms that somebody must look at this minute. */
export const URGENT_ALARMS: ReadonlySet<AlarmName> = new Set<AlarmName>(["emergency", "rollover", "stolen"]);
/** Alarms by which a terminal says that it is itself out of order. */
const FAULTY = maskOf(["gnssFault", "antennaCut", "antennaShort", "powerLost"]);

function maskOf(names: readonly AlarmName[]): number {
  return names.reduce((mask, name) => mask | (1 << ALARM_NAMES.indexOf(name)), 0) >>> 0;
}

/** The names of what a status word tells, in the order of its bits. */
export function statusNames(status: number): string[] {
  const names = [(status & ACC) !== 0 ? "accOn" : "accOff"];
  if ((status & LOCATED) === 0) names.push("unlocated");
  const load = LOADS[(status >>> 8) & 3] ?? null;
  for (const [bit, name] of Object.entries(STATUS_BITS)) {
    if (Number(bit) === 10 && load !== null) names.push(load);
    if ((status & (1 << Number(bit))) !== 0) names.push(name);
  }
  return names;
}

const NO_ALARMS: readonly AlarmName[] = [];

/** The alarms that are on, in the order of their bits. */
export function alarmNames(alarm: number): readonly AlarmName[] {
  if (alarm === 0) return NO_ALARMS; // nearly always, for thousands of units a second
  return ALARM_NAMES.filter((_, bit) => ((alarm >>> bit) & 1) === 1);
}

/** Whether the position that came with this status word is a fix. */
export const isLocated = (status: number): boolean => (status & LOCATED) !== 0;

/**
 * What a vehicle does by its own words: out of service, its terminal broken, standing with the ignition off, or at work.
 * @param speed km/h
 */
export function unitStatusOf(status: number, alarm: number, speed: number): UnitStatus {
  if ((status & OUT_OF_SERVICE) !== 0) return "offDuty";
  if ((alarm & FAULTY) !== 0) return "fault";
  return (status & ACC) === 0 && speed === 0 ? "resting" : "onDuty";
}

/** One 0x0200. Degrees WGS 84 as the terminal gave them, also where it says that they are no fix. */
export interface JtPosition {
  readonly alarm: number;
  readonly status: number;
  readonly lon: number;
  readonly lat: number;
  /** Metres above the sea. */
  readonly altitude: number;
  /** km/h */
  readonly speed: number;
  /** Degrees clockwise from north. */
  readonly heading: number;
  /** Epoch ms by the terminal's clock, which runs in UTC+8 wherever it is. */
  readonly at: number;
  /** km on the counter, litres in the tank, km/h by the tachograph; null when not told. */
  readonly mileage: number | null;
  readonly fuel: number | null;
  readonly recorderSpeed: number | null;
  /** Extras that are cut off or not as long as they must be; the rest of the position holds. */
  readonly brokenExtras: number;
}

const FIXED_BYTES = 28;
const MILEAGE = 0x01;
const FUEL = 0x02;
const RECORDER_SPEED = 0x03;
const EXTRA_BYTES: Readonly<Record<number, number>> = { [MILEAGE]: 4, [FUEL]: 2, [RECORDER_SPEED]: 2 };
/** Terminals give their time in UTC+8 (JT/T 808). */
const OFFSET_MS = 8 * 3_600_000;

/** Reads the body of a 0x0200. Never throws; `body` where it is too short, not on Earth, or at no time there is. */
export function readPosition(body: Uint8Array): JtRead<JtPosition> {
  if (body.length < FIXED_BYTES) return { fault: "body" };
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  const status = view.getUint32(4);
  const lat = view.getUint32(8) / 1e6;
  const lon = view.getUint32(12) / 1e6;
  const heading = view.getUint16(20);
  const at = timeOf(body.subarray(22, FIXED_BYTES));
  if (lat > 90 || lon > 180 || heading > 360 || at === null) return { fault: "body" };
  const extras = readExtras(view);
  return {
    ok: {
      alarm: view.getUint32(0),
      status,
      lon: (status & WEST) === 0 ? lon : -lon,
      lat: (status & SOUTH) === 0 ? lat : -lat,
      altitude: view.getUint16(16),
      speed: view.getUint16(18) / 10,
      heading: heading % 360,
      at,
      ...extras,
    },
  };
}

function readExtras(view: DataView): Pick<JtPosition, "mileage" | "fuel" | "recorderSpeed" | "brokenExtras"> {
  let [mileage, fuel, recorderSpeed]: (number | null)[] = [null, null, null];
  let brokenExtras = 0;
  let place = FIXED_BYTES;
  while (place < view.byteLength) {
    const length = place + 1 < view.byteLength ? view.getUint8(place + 1) : Number.POSITIVE_INFINITY;
    const id = view.getUint8(place);
    const value = place + 2;
    place = value + length;
    const wanted = EXTRA_BYTES[id];
    if (place > view.byteLength || (wanted !== undefined && wanted !== length)) brokenExtras++;
    else if (id === MILEAGE) mileage = view.getUint32(value) / 10;
    else if (id === FUEL) fuel = view.getUint16(value) / 10;
    else if (id === RECORDER_SPEED) recorderSpeed = view.getUint16(value) / 10;
  }
  return { mileage: mileage ?? null, fuel: fuel ?? null, recorderSpeed: recorderSpeed ?? null, brokenExtras };
}

/** Epoch ms of a BCD YYMMDDhhmmss in UTC+8; null when it is no time. */
function timeOf(bytes: Uint8Array): number | null {
  const parts: number[] = [];
  for (const byte of bytes) {
    if (byte >> 4 > 9 || (byte & 15) > 9) return null;
    parts.push((byte >> 4) * 10 + (byte & 15));
  }
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const at = Date.UTC(2000 + year, month - 1, day, hour, minute, second);
  // A 31st of June would be read as the 1st of July: what reads back otherwise is no time.
  const back = new Date(at);
  const same = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
  return same && back.getUTCMinutes() === minute && back.getUTCSeconds() === second ? at - OFFSET_MS : null;
}

/** What a terminal says when it registers: the plate of its vehicle, in GBK bytes, empty when it names none. */
export function readRegistration(body: Uint8Array, edition: 2013 | 2019): JtRead<{ readonly plate: Uint8Array }> {
  // Province and city, maker, model, terminal id, colour of the plate; then the plate. The 2011 edition, which has the
  // header of 2013, had a model of 8 bytes; such a frame is 12 bytes shorter and cannot be told from a short plate.
  const plateAt = edition === 2019 ? 2 + 2 + 11 + 30 + 30 + 1 : 2 + 2 + 5 + 20 + 7 + 1;
  if (body.length < plateAt) return { fault: "body" };
  return { ok: { plate: body.slice(plateAt) } };
}

/** The code by which a terminal says that it is the one that registered. */
export function readAuthentication(body: Uint8Array, edition: 2013 | 2019): JtRead<{ readonly code: string }> {
  const length = edition === 2019 ? (body[0] ?? 0) : body.length;
  const from = edition === 2019 ? 1 : 0;
  if (length === 0 || body.length < from + length) return { fault: "body" };
  return { ok: { code: String.fromCharCode(...body.subarray(from, from + length)) } };
}
