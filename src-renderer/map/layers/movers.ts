/** People and vehicles: a small arrow in the hue of their service, with a ring that empties as the fix gets older. */
import type { RecordOf } from "../../../shared/tables.ts";
import type { TrackColumns } from "../../../shared/track.ts";
import { UNIT_STATUS } from "../../../shared/track.ts";
import { FADE_AFTER, placeOf, presence, type Glide } from "../glide.ts";
import { OTHER_UNIT_COLOR, UNIT_COLORS } from "../palette.ts";
import { FLAT, type Common } from "./cases.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "./symbol-layer.ts";

const ARROW_SIZE = 11;
const RING_SIZE = 17;
const OFF_DUTY = UNIT_STATUS.indexOf("offDuty");
const FOR_EVER_AGO = -1e6;

/**
 * Where each mover is drawn now: its ring and its arrow.
 * @param now this window's clock in ms, as `receiveFixes` was given; @param hubNow hub time, epoch ms.
 */
export function arrangeMovers(
  tracks: TrackColumns,
  kinds: ReadonlyMap<number, RecordOf<"units">["kind"]>,
  glide: Glide,
  now: number,
  hubNow: number,
): { arrows: SymbolData; rings: SymbolData } {
  const arrows = symbolArrays(tracks.uid.length);
  const rings = symbolArrays(tracks.uid.length);
  let count = 0;
  for (let i = 0; i < tracks.uid.length; i++) {
    const uid = tracks.uid[i] as number;
    const age = hubNow - (tracks.at[i] as number);
    const visible = presence(age) * (tracks.status[i] === OFF_DUTY ? 0.45 : 1);
    const place = placeOf(glide, uid, now);
    if (visible === 0 || place === null) continue;
    const color = UNIT_COLORS[kinds.get(uid) ?? ""] ?? OTHER_UNIT_COLOR;
    for (const arrays of [arrows, rings]) {
      arrays.positions[count * 2] = place.lon;
      arrays.positions[count * 2 + 1] = place.lat;
      arrays.colors.set(color, count * 4);
      arrays.marks[count * 4 + 3] = FOR_EVER_AGO;
    }
    const headed = !Number.isNaN(place.heading);
    arrows.colors[count * 4 + 3] = Math.round(255 * visible);
    arrows.marks[count * 4] = headed ? SHAPE.arrow : SHAPE.dot;
    arrows.marks[count * 4 + 1] = ARROW_SIZE;
    arrows.marks[count * 4 + 2] = headed ? place.heading : 0;
    rings.colors[count * 4 + 3] = Math.round(130 * visible);
    rings.marks[count * 4] = SHAPE.ring;
    rings.marks[count * 4 + 1] = RING_SIZE;
    rings.marks[count * 4 + 2] = Math.min(1, Math.max(0.02, 1 - age / FADE_AFTER + 0.05));
    count++;
  }
  return { arrows: symbolData(arrows, 0, count), rings: symbolData(rings, 0, count) };
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
