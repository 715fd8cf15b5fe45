/** The mark around what was chosen: two thin rings, so that the case inside stays visible. */
import { WALL_THEME } from "../../kit/wall-theme.ts";
import { FLAT, type Common } from "./cases.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "./symbol-layer.ts";

const FOCUS = WALL_THEME === "day" ? [21, 32, 45] : [255, 255, 255];
const ACCENT = [78, 161, 255];
const FOR_EVER_AGO = -1e6;

/** Rings at a place; nothing for null. */
export function arrangeHighlight(place: { lon: number; lat: number } | null): SymbolData {
  const arrays = symbolArrays(place === null ? 0 : 2);
  if (place !== null) {
    for (let i = 0; i < 2; i++) {
      arrays.positions.set([place.lon, place.lat], i * 2);
      arrays.colors.set([...(i === 0 ? FOCUS : ACCENT), 255], i * 4);
      arrays.marks.set([SHAPE.ring, i === 0 ? 24 : 32, 1, FOR_EVER_AGO], i * 4);
    }
  }
  return symbolData(arrays, 0, place === null ? 0 : 2);
}

/** The layer of the highlight, on top of all marks. */
export function highlightLayer(data: SymbolData, common: Common): SymbolLayer {
  return new SymbolLayer({
    id: "highlight",
    data,
    unit: common.unit,
    clock: common.clock,
    beforeId: common.beforeId,
    zoomScale: [11 + common.zoomShift, 0.9, 15.5 + common.zoomShift, 1.25],
    outline: 0.75,
    parameters: FLAT,
  });
}
