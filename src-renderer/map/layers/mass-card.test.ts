import { describe, expect, test } from "vitest";
import type { Clusters } from "../clusters.ts";
import { EPOCH_SECONDS, NEVER_SECONDS } from "../mass-rows.ts";
import { NO_FILTER } from "../props.ts";
import { CLUSTER_CHARACTERS, glyphsOf, packClusters, ringEnds } from "./clusters-layer.ts";
import { numbersOf, tableOf } from "./mass-card.ts";
import { matrixFrom } from "./mass-layer.ts";
import { TABLE_WIDTH } from "./mass-shader.ts";

const numbering = (...uids: number[]) => ({ numbers: new Map(uids.map((uid, number) => [uid, number])) });

describe("the filter on the card", () => {
  test("has a byte for each class and, from the next row on, for each unit grid that is in the set", () => {
    const classes = numbering(...Array.from({ length: TABLE_WIDTH + 1 }, (_, i) => i + 1));
    const { bytes, rows, gridRow } = tableOf(
      { ...NO_FILTER, classes: new Set([1, TABLE_WIDTH + 1, 9_999_999]), unitGrids: new Set([70]) },
      classes,
      numbering(50, 60, 70),
    );
    expect([rows, gridRow]).toEqual([3, 2]);
    expect(Array.from(bytes.keys()).filter((i) => bytes[i] === 255)).toEqual([0, TABLE_WIDTH, 2 * TABLE_WIDTH + 2]);
  });

  test("says -1 and no bounds where it does not narrow, and rounds bounds up to the second", () => {
    const now = (EPOCH_SECONDS + 5) * 1000 + 999;
    expect(numbersOf(NO_FILTER, now, 0)).toMatchObject({
      now: 5,
      stage: -1,
      source: -1,
      department: -1,
      bounded: 0,
      sets: 0,
    });
    const narrow = {
      ...NO_FILTER,
      stage: 0,
      source: 2,
      department: 0,
      to: (EPOCH_SECONDS + 7) * 1000 - 1,
      classes: new Set<number>(),
    };
    expect(numbersOf(narrow, now, 3)).toEqual({
      now: 5,
      stage: 0,
      source: 2,
      department: 0,
      bounded: 1,
      since: -0x80000000,
      until: 7,
      sets: 1,
      gridRow: 3,
    });
    expect(numbersOf({ ...NO_FILTER, from: 0 }, now, 0)).toMatchObject({ bounded: 1, until: NEVER_SECONDS });
  });

  test("a matrix moved to an origin takes offsets to where it took places", () => {
    const matrix = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    const times = (m: ArrayLike<number>, x: number, y: number) =>
      [0, 1, 2, 3].map((row) => (m[row] as number) * x + (m[4 + row] as number) * y + (m[12 + row] as number));
    expect(times(matrixFrom(matrix, [100, 200]), 3, 4)).toEqual(times(matrix, 103, 204));
  });
});

describe("a cluster on the card", () => {
  test("a light that few have is seen all the same, and the ring is whole", () => {
    expect(ringEnds([0, 0, 10, 10])).toEqual([0, 0, 128]);
    const [overdue, soon, inTime] = ringEnds([1, 0, 9_999, 0]) as [number, number, number];
    expect(overdue).toBeGreaterThanOrEqual(255 / 18);
    expect(soon).toBe(overdue);
    expect(inTime).toBe(255);
  });

  test("writes its number inside and the overdue outside, and leads with the worst light", () => {
    const clusters = {
      length: 2,
      x: Float32Array.of(1, 2),
      y: Float32Array.of(3, 4),
      total: Uint32Array.of(12_345, 10),
      lights: Uint32Array.of(0, 12_300, 5, 40, 4, 6, 0, 0),
    } as unknown as Clusters;
    const packed = packClusters(clusters, "zh-CN");
    const words = new Uint32Array(packed);
    const text = (coded: number) =>
      [0, 1, 2, 3, 4].map((i) => CLUSTER_CHARACTERS[(coded >>> (6 * i)) & 63] ?? "").join("");
    expect([text(words[3] as number), text(words[4] as number)]).toEqual(["1.2万", "40"]);
    expect([text(words[9] as number), text(words[10] as number)]).toEqual(["10", ""]);
    expect(new Uint8Array(packed)[11]).toBe(3);
    expect(new Uint8Array(packed)[35]).toBe(0);
    expect(glyphsOf("")).toBe(2 ** 30 - 1);
  });
});
