/** From the values of grids to their colours, and what the legend says of them. */
import { AREA_LEVELS } from "../../../shared/place-kinds.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { ShadeCell, ShadeLevel, WholeValues } from "../../../shared/view.ts";
import type { GridFill } from "../../map/props.ts";
import { quantiles, rampRgb, stepOfValue, STEPS, type Ramp } from "../../map/ramp.ts";

/** A rate of fewer cases than this may be chance: it is drawn faintly and sets no step. */
export const FEW = 10;
const FULL = 255;
const FAINT = 90;

/** One colour of the legend with the values it stands for. */
export interface ShadeStep {
  readonly color: string;
  readonly from: number;
  readonly to: number;
}

export interface Shaded {
  readonly fill: GridFill;
  /** From the calm end to the one that asks for attention. */
  readonly steps: readonly ShadeStep[];
  /** True where some grid rests on few cases. */
  readonly few: boolean;
}

/** The value of a cell: its rate or mean, or its count. */
export const valueOf = ({ n, d }: ShadeCell): number => (d === null ? n : n / d);

/** Does the value rest on too few cases to be compared? */
export const isFew = ({ d }: ShadeCell): boolean => d !== null && d < FEW;

/** The cell that a unit grid takes its colour from; undefined where it belongs to none. */
export function cellKeyOf(
  { uid, code, dutyGrid }: Pick<RecordOf<"grids">, "uid" | "code" | "dutyGrid">,
  level: ShadeLevel,
): number | string | undefined {
  if (level === "unitGrid") return uid;
  if (level === "dutyGrid") return dutyGrid === 0 ? undefined : dutyGrid;
  return code.slice(0, AREA_LEVELS[level]);
}

/** The full colour is where there is most of it; of a rate where it is worst, by which way the indicator is better. */
export function shadedOf(
  { cells, rate, better }: Pick<WholeValues["shade"], "cells" | "rate" | "better">,
  level: ShadeLevel,
  grids: readonly RecordOf<"grids">[],
  ramp: Ramp,
): Shaded {
  const colors = rampRgb(ramp);
  const compared = cells.filter((cell) => !isFew(cell));
  const limits = quantiles((compared.length === 0 ? cells : compared).map(valueOf));
  const highIsBad = !rate || better === "down";
  const stepOf = (value: number) => {
    const step = stepOfValue(value, limits);
    return highIsBad ? step : STEPS + 1 - step;
  };
  const byKey = new Map(cells.map((cell) => [cell.key, cell] as const));
  const uid: number[] = [];
  const rgba: number[] = [];
  for (const grid of grids) {
    if (grid.level !== "unit") continue;
    const key = cellKeyOf(grid, level);
    const cell = key === undefined ? undefined : byKey.get(key);
    if (cell === undefined) continue;
    const color = colors[stepOf(valueOf(cell)) - 1];
    if (color === undefined) continue;
    uid.push(grid.uid);
    rgba.push(...color, isFew(cell) ? FAINT : FULL);
  }
  const most = Math.max(...cells.map(valueOf));
  const whole = cells.every(({ d }) => d === null);
  const steps = limits.map((from, i) => {
    const next = limits[i + 1];
    return {
      color: `rgb(${colors[stepOf(from) - 1]?.join() ?? ""})`,
      from,
      // Counts of a step end one below the next; between two rates lies every value.
      to: next === undefined ? Math.max(from, most) : whole ? next - 1 : next,
    };
  });
  return {
    fill: { uid, rgba: Uint8Array.from(rgba) },
    steps: highIsBad ? steps : steps.toReversed(),
    few: cells.some(isFew),
  };
}
