/** Digits and the few letters that a camera writes into its picture, 5 × 7 dots each. */
import { rectangle, type Raster, type Rgb } from "./raster.ts";

const DOTS: Readonly<Record<string, readonly string[]>> = {
  "0": ["01110", "10001", "10011", "10101", "11001", "10001", "01110"],
  "1": ["00100", "01100", "00100", "00100", "00100", "00100", "01110"],
  "2": ["01110", "10001", "00001", "00110", "01000", "10000", "11111"],
  "3": ["11111", "00010", "00100", "00010", "00001", "10001", "01110"],
  "4": ["00010", "00110", "01010", "10010", "11111", "00010", "00010"],
  "5": ["11111", "10000", "11110", "00001", "00001", "10001", "01110"],
  "6": ["00110", "01000", "10000", "11110", "10001", "10001", "01110"],
  "7": ["11111", "00001", "00010", "00100", "01000", "01000", "01000"],
  "8": ["01110", "10001", "10001", "01110", "10001", "10001", "01110"],
  "9": ["01110", "10001", "10001", "01111", "00001", "00010", "01100"],
  "-": ["00000", "00000", "00000", "11111", "00000", "00000", "00000"],
  ":": ["00000", "00100", "00100", "00000", "00100", "00100", "00000"],
  C: ["01110", "10001", "10000", "10000", "10000", "10001", "01110"],
  A: ["01110", "10001", "10001", "11111", "10001", "10001", "10001"],
  M: ["10001", "11011", "10101", "10101", "10001", "10001", "10001"],
};
const WIDE = 5;
const HIGH = 7;
const INK: Rgb = [250, 250, 250];
const EDGE: Rgb = [0, 0, 0];

/** Width of a text in pixels at `dot` pixels a dot. */
export const writtenWidth = (text: string, dot: number): number => text.length * (WIDE + 1) * dot;

/** Writes a text with a dark edge, so that it can be read over anything. Characters without dots are blanks. */
export function write(raster: Raster, text: string, x: number, y: number, dot: number): void {
  for (const [color, shift] of [
    [EDGE, dot / 2],
    [INK, 0],
  ] as const) {
    [...text].forEach((letter, place) => {
      DOTS[letter]?.forEach((row, j) => {
        [...row].forEach((bit, i) => {
          if (bit !== "1") return;
          const left = x + (place * (WIDE + 1) + i) * dot + shift;
          rectangle(raster, left, y + j * dot + shift, dot, dot, color);
        });
      });
    });
  }
}

/** Height of a line in pixels at `dot` pixels a dot. */
export const writtenHeight = (dot: number): number => (HIGH + 2) * dot;
