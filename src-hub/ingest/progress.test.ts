import { expect, it } from "vitest";
import { clockFace, progressLine } from "./progress.ts";
import { importWords } from "../command/words.ts";

function drawn(isTTY: boolean): string[] {
  const out: string[] = [];
  let now = 0;
  const line = progressLine({ isTTY, write: (text) => out.push(text) }, importWords("en"), () => now);
  for (let second = 1; second <= 12; second++) {
    now = second * 1000;
    line.show({ rows: second * 1000, share: second / 24 });
  }
  line.end();
  return out;
}

it("redraws one line on a terminal and clears it at the end", () => {
  const out = drawn(true);
  expect(out).toHaveLength(13);
  expect(out[11]).toBe("\r\x1b[2K████████████░░░░░░░░░░░░ 50%  12,000 rows  1,000 rows/s  0:12 left");
  expect(out[12]).toBe("\r\x1b[2K");
});

it("writes a line every few seconds into a log", () => {
  const out = drawn(false);
  expect(out).toHaveLength(2);
  expect(out[0]).toMatch(/^█{5}░{19} 20% {2}5,000 rows .*0:19 left\n$/);
});

it("says time left like a clock", () => {
  expect([0, 9.2, 61, 3725].map(clockFace)).toEqual(["0:00", "0:10", "1:01", "1:02:05"]);
});
