/**
 * Marks as people see them who lack one kind of cone.
 *
 * The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009), at severity 1.0, over linear RGB.
 * Distances are CIE 1976 ΔE*ab under D65; about 2.3 is the least that can be seen side by side (Mahy et al. 1994), and
 * colours of marks that lie apart need several times that.
 */
import { describe, expect, test } from "vitest";
import { STAGES } from "../../shared/case/state.ts";
import { SHAPE } from "./layers/symbol-layer.ts";
import { LIGHTS } from "./light.ts";
import { CLUSTER_COLORS, DUE_SOON, MARK_COLORS, OVERDUE, STAGE_COLORS, type Rgb } from "./palette.ts";

/** What two marks of one shape must differ by: ten times what can just be seen. */
const BOUND = 23;

type Matrix = readonly (readonly [number, number, number])[];
const SIGHTS: Readonly<Record<string, Matrix>> = {
  "all cones": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
/** Linear RGB (IEC 61966-2-1) to XYZ under D65. */
const TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE = [0.95047, 1, 1.08883] as const;

const times = (matrix: Matrix, [a, b, c]: readonly number[]): number[] =>
  matrix.map(([x, y, z]) => x * (a as number) + y * (b as number) + z * (c as number));

function labOf(color: Rgb, sight: Matrix): readonly [number, number, number] {
  const linear = color.map((part) => (part <= 10.31475 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  const seen = times(sight, linear).map((part) => Math.min(1, Math.max(0, part)));
  const [x, y, z] = times(TO_XYZ, seen).map((part, i) => {
    const t = part / (WHITE[i] as number);
    return t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116;
  }) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Rgb, b: Rgb, sight: Matrix): number {
  const [from, to] = [labOf(a, sight), labOf(b, sight)];
  return Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
}

interface Mark {
  readonly name: string;
  readonly shape: number;
  readonly color: Rgb;
}

/** Every mark there can be: each open stage in its three lights, and the closed one. */
const MARKS: readonly Mark[] = STAGES.flatMap((stage, shape) =>
  stage === "closed"
    ? [{ name: "closed", shape, color: STAGE_COLORS[shape] as Rgb }]
    : LIGHTS.slice(1).map((light) => ({
        name: `${stage} ${light}`,
        shape,
        color: light === "overdue" ? OVERDUE : light === "dueSoon" ? DUE_SOON : (STAGE_COLORS[shape] as Rgb),
      })),
);

const pairs = <T>(all: readonly T[]) => all.flatMap((a, i) => all.slice(i + 1).map((b) => [a, b] as const));

describe("what people without one kind of cone tell apart", () => {
  test("the distance is that of the standard", () => {
    const plain = SIGHTS["all cones"] as Matrix;
    // white and black are 100 apart; pure red is at L 53.24, a 80.09, b 67.20
    expect(distance([255, 255, 255], [0, 0, 0], plain)).toBeCloseTo(100, 1);
    labOf([255, 0, 0], plain).forEach((part, i) => expect(part).toBeCloseTo([53.24, 80.09, 67.2][i] as number, 1));
    // without long cones red and a dark olive are one colour, for everyone else they are not
    const olive = [108, 93, 0] as const;
    expect(distance([255, 0, 0], olive, SIGHTS["protanopia"] as Matrix)).toBeLessThan(10);
    expect(distance([255, 0, 0], olive, plain)).toBeGreaterThan(60);
  });

  test("each stage has a shape of its own, the six of the visual language", () => {
    const { circle, diamond, triangle, square, hexagon, dot } = SHAPE;
    expect([circle, diamond, triangle, square, hexagon, dot]).toEqual(STAGES.map((_, shape) => shape));
  });

  test.each(Object.entries(SIGHTS))("M6 with %s any two marks differ by shape, or else by colour", (_, sight) => {
    for (const [a, b] of pairs(MARKS)) {
      if (a.shape !== b.shape) continue;
      expect(distance(a.color, b.color, sight), `${a.name} and ${b.name}`).toBeGreaterThan(BOUND);
    }
  });

  test.each(Object.entries(SIGHTS))("M6 with %s the lights on a cluster's ring differ by colour", (_, sight) => {
    for (const [a, b] of pairs(CLUSTER_COLORS.lights))
      expect(distance(a, b, sight), `${a} and ${b}`).toBeGreaterThan(BOUND);
  });

  test.each(Object.entries(SIGHTS))("M6 with %s the same holds in a bright room", (_, sight) => {
    const { overdue, dueSoon, inTime, closed, stages, disc, ink, badgeInk } = MARK_COLORS.day;
    for (const [a, b] of pairs([overdue, dueSoon, inTime, closed]))
      expect(distance(a, b, sight), `${a} and ${b}`).toBeGreaterThan(BOUND);
    // Light upon one shape: overdue, due soon and each stage in time.
    for (const stage of stages) {
      for (const light of [overdue, dueSoon])
        expect(distance(stage, light, sight), `${stage} and ${light}`).toBeGreaterThan(BOUND);
    }
    expect(distance(ink, disc, sight)).toBeGreaterThan(3 * BOUND);
    expect(distance(badgeInk, overdue, sight)).toBeGreaterThan(BOUND);
  });

  test.each(Object.entries(SIGHTS))("M6 with %s figures stand out from their ground", (_, sight) => {
    expect(distance(CLUSTER_COLORS.ink, CLUSTER_COLORS.disc, sight)).toBeGreaterThan(3 * BOUND);
    expect(distance(CLUSTER_COLORS.badgeInk, OVERDUE, sight)).toBeGreaterThan(BOUND);
  });
});
