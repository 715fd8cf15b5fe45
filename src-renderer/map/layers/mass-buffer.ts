/** Rows of cases in a buffer of the graphics card, written where they changed. */
import type { Buffer, Device } from "@luma.gl/core";
import type { Bank } from "../mass.ts";
import { takeRanges } from "../mass-ranges.ts";
import { packRows, ROW_BYTES, type Packing } from "../mass-rows.ts";

/** Rows packed at a time. */
const CHUNK = 8192;
const LEAST_CAPACITY = 1024;

export class MassBuffer {
  buffer: Buffer | null = null;
  /** Rows in the buffer that mean something. */
  length = 0;
  private capacity = 0;
  private static readonly chunk = new ArrayBuffer(CHUNK * ROW_BYTES);

  /** Brings the buffer up to the bank. */
  upload(device: Device, bank: Bank, packing: Packing): void {
    this.length = bank.length;
    if (this.buffer === null || this.buffer.device !== device || this.capacity < bank.length) {
      this.destroy();
      this.capacity = Math.max(LEAST_CAPACITY, Math.ceil(bank.length * 1.5));
      this.buffer = device.createBuffer({ byteLength: this.capacity * ROW_BYTES });
      bank.dirty.all = true;
    }
    const ranges = takeRanges(bank.dirty, bank.length);
    for (let i = 0; i < ranges.length; i += 2) {
      this.write(bank, packing, ranges[i] as number, ranges[i + 1] as number);
    }
  }

  destroy(): void {
    this.buffer?.destroy();
    this.buffer = null;
    this.capacity = 0;
  }

  private write(bank: Bank, packing: Packing, from: number, to: number): void {
    const { chunk } = MassBuffer;
    for (let row = from; row < to; row += CHUNK) {
      const end = Math.min(to, row + CHUNK);
      packRows(packing, bank.slots, row, end, chunk);
      this.buffer?.write(new Uint8Array(chunk, 0, (end - row) * ROW_BYTES), row * ROW_BYTES);
    }
  }
}
