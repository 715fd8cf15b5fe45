/** What the graphics card holds of the cases: the banks' rows, and the table of the filter's sets. */
import type { Device, Texture } from "@luma.gl/core";
import type { Bank, Mass } from "../mass.ts";
import { secondsOf, type Numbering, type Packing } from "../mass-rows.ts";
import type { PointFilter } from "../props.ts";
import { MassBuffer } from "./mass-buffer.ts";
import { TABLE_WIDTH, type MassNumbers } from "./mass-shader.ts";

const SET_CLASSES = 1;
const SET_GRIDS = 2;

/** A byte for each class and, from `gridRow` on, for each unit grid: 255 where the set has it. */
export function tableOf(
  filter: PointFilter,
  classes: Numbering,
  unitGrids: Numbering,
): { readonly bytes: Uint8Array; readonly rows: number; readonly gridRow: number } {
  const gridRow = Math.ceil(classes.numbers.size / TABLE_WIDTH);
  const rows = Math.max(1, gridRow + Math.ceil(unitGrids.numbers.size / TABLE_WIDTH));
  const bytes = new Uint8Array(rows * TABLE_WIDTH);
  const fill = (set: ReadonlySet<number> | null, { numbers }: Numbering, from: number) => {
    for (const uid of set ?? []) {
      const number = numbers.get(uid);
      if (number !== undefined) bytes[from + number] = 255;
    }
  };
  fill(filter.classes, classes, 0);
  fill(filter.unitGrids, unitGrids, gridRow * TABLE_WIDTH);
  return { bytes, rows, gridRow };
}

/** The filter at an instant, epoch ms, as the shader is told it. Bounds of time are whole seconds there, rounded up. */
export function numbersOf(filter: PointFilter, now: number, gridRow: number): MassNumbers {
  const { stage, source, department, from, to, classes, unitGrids } = filter;
  return {
    now: secondsOf(now, Math.floor),
    stage: stage ?? -1,
    source: source ?? -1,
    department: department ?? -1,
    bounded: from === null && to === null ? 0 : 1,
    since: secondsOf(from ?? -Number.MAX_VALUE, Math.ceil),
    until: secondsOf(to ?? Infinity, Math.ceil),
    sets: (classes === null ? 0 : SET_CLASSES) + (unitGrids === null ? 0 : SET_GRIDS),
    gridRow,
  };
}

export interface MassCard {
  /** The buffer of a bank, brought up to date. */
  upload(device: Device, bank: Bank, mass: Mass): MassBuffer;
  /** The table of the filter's sets, brought up to date. */
  sets(device: Device, filter: PointFilter): { readonly texture: Texture; readonly gridRow: number };
  /** `Infinity` when nothing falls in; everything is written anew with the next drawing. */
  setClockStart(clockStart: number): void;
  close(): void;
}

export function createMassCard(): MassCard {
  const buffers = new Map<Bank, MassBuffer>();
  const classes: Numbering = { numbers: new Map() };
  const unitGrids: Numbering = { numbers: new Map() };
  let clockStart = Infinity;
  let table: { texture: Texture; gridRow: number; key: readonly unknown[] } | null = null;

  return {
    upload(device, bank, mass) {
      let buffer = buffers.get(bank);
      if (buffer === undefined) buffers.set(bank, (buffer = new MassBuffer()));
      const packing: Packing = { mass, classes, unitGrids, clockStart };
      buffer.upload(device, bank, packing);
      return buffer;
    },
    sets(device, filter) {
      const key = [device, filter.classes, filter.unitGrids, classes.numbers.size, unitGrids.numbers.size];
      if (table !== null && table.key.every((part, i) => part === key[i])) return table;
      table?.texture.destroy();
      const { bytes, rows, gridRow } = tableOf(filter, classes, unitGrids);
      const texture = device.createTexture({
        format: "r8unorm",
        width: TABLE_WIDTH,
        height: rows,
        data: bytes,
        sampler: { minFilter: "nearest", magFilter: "nearest" },
      });
      table = { texture, gridRow, key };
      return table;
    },
    setClockStart(next) {
      clockStart = next;
      for (const bank of buffers.keys()) bank.dirty.all = true;
    },
    close() {
      for (const buffer of buffers.values()) buffer.destroy();
      buffers.clear();
      table?.texture.destroy();
      table = null;
    },
  };
}
