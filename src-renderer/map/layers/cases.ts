/** Open cases as marks: shape by stage, colour by light, overdue on top with its ring. */
import { isDrawn, stageAt, type PointBuffers } from "../buffers.ts";
import { LIGHTS, type Lights } from "../light.ts";
import { DUE_SOON, OVERDUE, STAGE_COLORS, type Rgb } from "../palette.ts";
import { SHAPE, SymbolLayer, symbolArrays, symbolData, type SymbolData } from "./symbol-layer.ts";

/** The cases arranged for drawing: all marks from calm to overdue, and the rings of the overdue ones. */
export interface CaseMarks {
  readonly marks: SymbolData;
  readonly rings: SymbolData;
  readonly count: number;
}

/** Diameters in u before the zoom's factor, by light. */
const SIZE_BY_LIGHT = [5.5, 8, 8.6, 9.4];
const RING_SIZE = 19;
const CLOSED_ALPHA = 110;

function colorOf(light: number, stage: number): Rgb {
  if (light === 3) return OVERDUE;
  if (light === 2) return DUE_SOON;
  return STAGE_COLORS[stage] as Rgb;
}

/**
 * Arranges the slots for drawing, sorted by light so that urgent cases cover calm ones.
 * @param clockStart `performance.now()` at which the layers' clock read 0.
 */
export function arrangeCases(buffers: PointBuffers, lights: Lights, clockStart: number): CaseMarks {
  const starts = new Uint32Array(LIGHTS.length + 1);
  for (let i = 0; i < buffers.length; i++) {
    if (isDrawn(buffers, i)) (starts[(lights.of[i] as number) + 1] as number)++;
  }
  for (let light = 1; light <= LIGHTS.length; light++) (starts[light] as number) += starts[light - 1] as number;
  const count = starts[LIGHTS.length] as number;
  const overdueFrom = starts[3] as number;
  const arrays = symbolArrays(count);
  const next = starts.slice();
  for (let i = 0; i < buffers.length; i++) {
    if (!isDrawn(buffers, i)) continue;
    const light = lights.of[i] as number;
    const stage = stageAt(buffers, i);
    const at = (next[light] as number)++;
    const [red, green, blue] = colorOf(light, stage);
    arrays.positions[at * 2] = buffers.lon[i] as number;
    arrays.positions[at * 2 + 1] = buffers.lat[i] as number;
    arrays.colors[at * 4] = red;
    arrays.colors[at * 4 + 1] = green;
    arrays.colors[at * 4 + 2] = blue;
    arrays.colors[at * 4 + 3] = light === 0 ? CLOSED_ALPHA : 255;
    arrays.marks[at * 4] = stage; // the first six shapes are the stages
    arrays.marks[at * 4 + 1] = SIZE_BY_LIGHT[light] as number;
    arrays.marks[at * 4 + 3] = Math.max(-1e6, ((buffers.bornAt[i] as number) - clockStart) / 1000);
  }
  const overdue = count - overdueFrom;
  const rings = symbolArrays(overdue);
  rings.positions.set(arrays.positions.subarray(overdueFrom * 2));
  rings.colors.set(arrays.colors.subarray(overdueFrom * 4));
  for (let i = 0; i < overdue; i++) {
    rings.marks[i * 4] = SHAPE.ring;
    rings.marks[i * 4 + 1] = RING_SIZE;
    rings.marks[i * 4 + 2] = 1;
    rings.marks[i * 4 + 3] = arrays.marks[(overdueFrom + i) * 4 + 3] as number;
  }
  return { marks: symbolData(arrays, 0, count), rings: symbolData(rings, 0, overdue), count };
}

/** What every symbol layer of a map shares. `zoomShift` is log2 of the pixel unit. */
export interface Common {
  readonly unit: number;
  readonly zoomShift: number;
  readonly clock: () => number;
  readonly beforeId: string;
}

/** Fewer pixels each when thousands share the screen; full size at street level. */
function zoomScale(zoomShift: number, count: number): readonly [number, number, number, number] {
  const crowded = count > 2500 ? 0.62 : count > 800 ? 0.74 : 0.86;
  return [11 + zoomShift, crowded, 15.5 + zoomShift, 1.25];
}

/** Layers of the cases, rings below marks. */
export function caseLayers(cases: CaseMarks, common: Common, breathing: boolean): SymbolLayer[] {
  const shared = {
    unit: common.unit,
    clock: common.clock,
    beforeId: common.beforeId,
    zoomScale: zoomScale(common.zoomShift, cases.count),
    parameters: FLAT,
  };
  return [
    new SymbolLayer({ ...shared, id: "cases-ring", data: cases.rings, outline: 0, breathing }),
    new SymbolLayer({ ...shared, id: "cases", data: cases.marks, outline: 1 }),
  ];
}

/** Marks lie flat on the map in drawing order; depth has no say. */
export const FLAT = { depthCompare: "always", depthWriteEnabled: false } as const;
