/**
 * People and vehicles: a small arrow in the hue of their service, with a ring that empties as the fix gets older. Who has
 * no fix is a crossed circle where it was last seen (未定位); an urgent alarm is a red ring.
 */
import { alarmNames, URGENT_ALARMS } from "../../../shared/device/jt808.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { LOCATED, UNIT_STATUS, type TrackColumns } from "../../../shared/track.ts";
import { FADE_AFTER, placeInto, presence, type Glide, type Place } from "../glide.ts";
import { DUE_SOON, OTHER_UNIT_COLOR, OVERDUE, UNIT_COLORS, type Rgb } from "../palette.ts";
import { FLAT, type Common } from "./cases.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "./symbol-layer.ts";

const ARROW_SIZE = 11;
const RING_SIZE = 17;
const RESTING = UNIT_STATUS.indexOf("resting");
const FAULT = UNIT_STATUS.indexOf("fault");
/** Who rests is drawn paler than who works. */
const RESTING_SHARE = 0.6;
const FOR_EVER_AGO = -1e6;

/** Arrays that are filled anew for every frame, and kept from one to the next. */
export interface MoverMarks {
  arrows: ReturnType<typeof symbolArrays>;
  rings: ReturnType<typeof symbolArrays>;
  capacity: number;
}

export function createMoverMarks(): MoverMarks {
  return { arrows: symbolArrays(0), rings: symbolArrays(0), capacity: 0 };
}

const place: Place = { lon: 0, lat: 0, heading: 0 };
const urgentBits = urgentMask();

function urgentMask(): number {
  let mask = 0;
  for (let bit = 0; bit < 32; bit++) {
    if (alarmNames((1 << bit) >>> 0).some((name) => URGENT_ALARMS.has(name))) mask |= 1 << bit;
  }
  return mask >>> 0;
}

function write(
  arrays: MoverMarks["arrows"],
  slot: number,
  color: Rgb,
  alpha: number,
  shape: number,
  size: number,
  turn: number,
): void {
  arrays.positions[slot * 2] = place.lon;
  arrays.positions[slot * 2 + 1] = place.lat;
  arrays.colors[slot * 4] = color[0];
  arrays.colors[slot * 4 + 1] = color[1];
  arrays.colors[slot * 4 + 2] = color[2];
  arrays.colors[slot * 4 + 3] = Math.round(alpha);
  arrays.marks[slot * 4] = shape;
  arrays.marks[slot * 4 + 1] = size;
  arrays.marks[slot * 4 + 2] = turn;
  arrays.marks[slot * 4 + 3] = FOR_EVER_AGO;
}

/**
 * Where each mover is drawn now: its ring and its arrow, written into `marks`.
 * @param now this window's clock in ms, as `receiveFixes` was given; @param hubNow hub time, epoch ms.
 */
export function arrangeMovers(
  marks: MoverMarks,
  tracks: TrackColumns,
  kinds: ReadonlyMap<number, RecordOf<"units">["kind"]>,
  glide: Glide,
  now: number,
  hubNow: number,
): { arrows: SymbolData; rings: SymbolData } {
  const length = tracks.uid.length;
  if (length > marks.capacity) {
    marks.capacity = Math.ceil(length * 1.25);
    marks.arrows = symbolArrays(marks.capacity);
    marks.rings = symbolArrays(marks.capacity);
  }
  let count = 0;
  for (let i = 0; i < length; i++) {
    const uid = tracks.uid[i] as number;
    const age = hubNow - (tracks.at[i] as number);
    const status = tracks.status[i] as number;
    const visible = presence(age) * (status === RESTING ? RESTING_SHARE : 1);
    if (visible === 0 || !placeInto(glide, uid, now, place)) continue;
    const own = UNIT_COLORS[kinds.get(uid) ?? ""] ?? OTHER_UNIT_COLOR;
    const lost = ((tracks.device[i] as number) & LOCATED) === 0;
    const broken = lost || status === FAULT;
    const headed = !Number.isNaN(place.heading);
    const shape = broken ? SHAPE.crossed : headed ? SHAPE.arrow : SHAPE.dot;
    write(marks.arrows, count, broken ? DUE_SOON : own, 255 * visible, shape, ARROW_SIZE, headed ? place.heading : 0);
    const urgent = ((tracks.alarm[i] as number) & urgentBits) !== 0;
    const share = urgent ? 1 : Math.min(1, Math.max(0.02, 1 - age / FADE_AFTER + 0.05));
    write(marks.rings, count, urgent ? OVERDUE : own, urgent ? 255 : 130 * visible, SHAPE.ring, RING_SIZE, share);
    count++;
  }
  return { arrows: symbolData(marks.arrows, 0, count), rings: symbolData(marks.rings, 0, count) };
}

/** Layers of the movers, rings below arrows. */
export function moverLayers(data: { arrows: SymbolData; rings: SymbolData }, common: Common): SymbolLayer[] {
  const shared = {
    unit: common.unit,
    clock: common.clock,
    beforeId: common.beforeId,
    zoomScale: [11 + common.zoomShift, 0.7, 15 + common.zoomShift, 1.25] as const,
    parameters: FLAT,
  };
  return [
    new SymbolLayer({ ...shared, id: "movers-ring", data: data.rings, outline: 0 }),
    new SymbolLayer({ ...shared, id: "movers", data: data.arrows, outline: 1 }),
  ];
}
