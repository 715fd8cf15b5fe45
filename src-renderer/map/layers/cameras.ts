/** Cameras: a small quiet glyph; one that is offline is an outline with a slash, so that shape alone tells. */
import type { CameraLine } from "../../../shared/view.ts";
import { CAMERA_COLOR, CAMERA_OFFLINE_COLOR } from "../palette.ts";
import { FLAT, type Common } from "./cases.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "./symbol-layer.ts";

const SIZE = 10;
const FOR_EVER_AGO = -1e6;

/** Marks of the cameras that have a place. */
export function arrangeCameras(cameras: readonly CameraLine[]): SymbolData {
  const arrays = symbolArrays(cameras.length);
  let count = 0;
  for (const { lon, lat, online } of cameras) {
    if (lon === null || lat === null) continue;
    arrays.positions[count * 2] = lon;
    arrays.positions[count * 2 + 1] = lat;
    arrays.colors.set(online === 1 ? CAMERA_COLOR : CAMERA_OFFLINE_COLOR, count * 4);
    arrays.colors[count * 4 + 3] = online === 1 ? 235 : 215;
    arrays.marks[count * 4] = online === 1 ? SHAPE.camera : SHAPE.cameraOff;
    arrays.marks[count * 4 + 1] = SIZE;
    arrays.marks[count * 4 + 3] = FOR_EVER_AGO;
    count++;
  }
  return symbolData(arrays, 0, count);
}

/** The layer of the cameras; tiny while the whole city is in view. */
export function cameraLayer(data: SymbolData, common: Common): SymbolLayer {
  return new SymbolLayer({
    id: "cameras",
    data,
    unit: common.unit,
    clock: common.clock,
    beforeId: common.beforeId,
    zoomScale: [11 + common.zoomShift, data.length > 200 ? 0.45 : 0.8, 15 + common.zoomShift, 1.3],
    outline: 0.75,
    parameters: FLAT,
  });
}
