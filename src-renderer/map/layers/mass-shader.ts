/**
 * Which cases are drawn, and how, decided on the graphics card from one row per case: a filter, a step of time or a scrub
 * is a handful of numbers. The rules are those of point-filter.ts and light.ts; change them together.
 */
import { DUE_SOON, OVERDUE, STAGE_COLORS, type Rgb } from "../palette.ts";
import { SHAPE } from "./symbol-layer.ts";

/** Diameters in u before the zoom's factor, by light. */
export const SIZE_BY_LIGHT = [5.5, 8, 8.6, 9.4] as const;
const RING_SIZE = 19;
const CLOSED_ALPHA = 110 / 255;
const FALL_SECONDS = 0.4;

/** Width of the table of sets, in texels. */
export const TABLE_WIDTH = 1024;

const vec3 = (color: Rgb) => `vec3(${color.map((part) => (part / 255).toFixed(4)).join(", ")})`;
const floats = (values: readonly number[]) => `float[${values.length}](${values.map((v) => v.toFixed(3)).join(", ")})`;

const uniformBlock = /* glsl */ `\
layout(std140) uniform massUniforms {
  mat4 matrix;
  vec2 pixel;
  float unit;
  float scale;
  float outline;
  float clock;
  float breath;
  int ring;
  int lights;
  int now;
  int stage;
  int source;
  int department;
  int bounded;
  int since;
  int until;
  int sets;
  int gridRow;
} mass;
`;

/** What the shader is told for each drawing; see the members of `MassNumbers`. */
export const massUniforms = {
  name: "mass",
  vs: uniformBlock,
  uniformTypes: {
    matrix: "mat4x4<f32>",
    pixel: "vec2<f32>",
    unit: "f32",
    scale: "f32",
    outline: "f32",
    clock: "f32",
    breath: "f32",
    ring: "i32",
    lights: "i32",
    now: "i32",
    stage: "i32",
    source: "i32",
    department: "i32",
    bounded: "i32",
    since: "i32",
    until: "i32",
    sets: "i32",
    gridRow: "i32",
  },
} as const;

/** The filter and the moment, as numbers. -1 does not narrow. */
export interface MassNumbers {
  /** Whole seconds as in mass-rows.ts. */
  readonly now: number;
  readonly stage: number;
  readonly source: number;
  readonly department: number;
  /** 1 when `since` and `until` narrow. */
  readonly bounded: number;
  readonly since: number;
  readonly until: number;
  /** Bit 0: classes are looked up, bit 1: unit grids are. */
  readonly sets: number;
  /** The row of the table where unit grids begin. */
  readonly gridRow: number;
}

export const MASS_VERTEX = /* glsl */ `\
#version 300 es
#define SHADER_NAME citywall-mass-vertex
in vec2 positions;
in vec2 rowPlaces;
in ivec3 rowTimes;
in uvec3 rowKinds;
in uvec4 rowMarks;
in float rowBirths;
uniform highp sampler2D massSets;
out vec4 vColor;
out vec2 vPixel;
flat out vec4 vMark;
flat out float vOutline;
flat out float vHollow;

const float FALL_SECONDS = ${FALL_SECONDS.toFixed(2)};
const float FALL_UNITS = 26.0;
const int CLOSED = 5;
const vec3 STAGE_COLORS[6] = vec3[6](${STAGE_COLORS.map(vec3).join(", ")});
const float SIZES[4] = ${floats(SIZE_BY_LIGHT)};

bool isIn(uint number, int firstRow) {
  ivec2 at = ivec2(int(number) % ${TABLE_WIDTH}, int(number) / ${TABLE_WIDTH} + firstRow);
  return texelFetch(massSets, at, 0).r > 0.5;
}

void main(void) {
  int stage = int(rowMarks.x);
  int light = stage == CLOSED ? 0 : rowTimes.x < mass.now ? 3 : rowTimes.y <= mass.now ? 2 : 1;
  bool shown = ((mass.lights >> light) & 1) == 1
    && (mass.stage < 0 || stage == mass.stage)
    && (mass.source < 0 || int(rowMarks.y) == mass.source)
    && (mass.department < 0 || rowKinds.z == uint(mass.department))
    && (mass.bounded == 0 || (rowTimes.z >= mass.since && rowTimes.z < mass.until));
  if (shown && (mass.sets & 1) != 0) shown = isIn(rowKinds.x, 0);
  if (shown && (mass.sets & 2) != 0) shown = isIn(rowKinds.y, mass.gridRow);
  vColor = vec4(0.0);
  vPixel = vec2(0.0);
  vMark = vec4(0.0);
  vOutline = 0.0;
  vHollow = 0.0;
  if (!shown) {
    // all corners in one place outside the picture: nothing is drawn
    gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    return;
  }
  float size = mass.ring == 1 ? ${RING_SIZE.toFixed(1)} : SIZES[light];
  float radius = 0.5 * size * mass.scale * mass.unit;
  float alpha = light == 0 ? ${CLOSED_ALPHA.toFixed(4)} : 1.0;
  if (mass.breath >= 0.0) {
    radius *= 0.86 + 0.42 * mass.breath;
    alpha = 0.95 - 0.55 * mass.breath;
  }
  float age = clamp((mass.clock - rowBirths) / FALL_SECONDS, 0.0, 1.0);
  float fall = pow(1.0 - age, 3.0);
  alpha *= age < 1.0 ? min(1.0, age * 2.0) : 1.0;
  vOutline = mass.outline * mass.unit;
  // in a crowd of tiny marks the dark cores would only be noise
  vHollow = smoothstep(2.7, 3.9, radius / mass.unit);
  vPixel = positions * (radius * 1.3 + vOutline + 1.5);
  vMark = mass.ring == 1 ? vec4(${SHAPE.ring}.0, radius, 1.0, 0.0) : vec4(float(stage), radius, 0.0, 0.0);
  gl_Position = mass.matrix * vec4(rowPlaces, 0.0, 1.0);
  gl_Position.xy += (vPixel + vec2(0.0, fall * FALL_UNITS * mass.unit)) * mass.pixel * gl_Position.w;
  vec3 color = light == 3 ? ${vec3(OVERDUE)} : light == 2 ? ${vec3(DUE_SOON)} : STAGE_COLORS[stage];
  vColor = vec4(color, alpha);
}
`;
