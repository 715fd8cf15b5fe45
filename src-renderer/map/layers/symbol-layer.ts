/**
 * Marks drawn as signed distance shapes: sharp at any size, one draw call for any number, sizes in wall units.
 *
 * A deck.gl layer of our own because the library's icons come from a bitmap, and its circles are only circles.
 */
import { Layer, picking, project32, type DefaultProps, type LayerProps, type UpdateParameters } from "@deck.gl/core";
import { Geometry, Model } from "@luma.gl/engine";

/** Shapes by number, as the shader knows them. The first six are the stages in order. */
export const SHAPE = {
  circle: 0,
  diamond: 1,
  triangle: 2,
  square: 3,
  hexagon: 4,
  dot: 5,
  arrow: 6,
  ring: 7,
  camera: 8,
  cameraOff: 9,
  disc: 10,
  /** A circle with a stroke through it: somebody who cannot be located. */
  crossed: 11,
} as const;

/** Instances as typed arrays; make a new object whenever an array's content changed, or nothing is uploaded. */
export interface SymbolData {
  readonly length: number;
  readonly attributes: {
    /** lon, lat; double precision, so that street level does not jitter. */
    readonly getPosition: { readonly value: Float64Array; readonly size: 2 };
    readonly getColor: { readonly value: Uint8Array; readonly size: 4; readonly type: "unorm8" };
    /** shape, diameter in u, turn in degrees clockwise (for a ring: share of the circle drawn), birth in seconds. */
    readonly getMark: { readonly value: Float32Array; readonly size: 4 };
  };
}

interface OwnProps {
  data: SymbolData;
  /** CSS pixels per u. */
  unit: number;
  /** Sizes are multiplied by a factor going from `zoomScale[1]` at `zoomScale[0]` to `zoomScale[3]` at `zoomScale[2]`. */
  zoomScale: readonly [fromZoom: number, fromScale: number, toZoom: number, toScale: number];
  /** Dark outline, in u. */
  outline: number;
  /** Seconds of the clock in which births are given. Read when drawing. */
  clock: () => number;
  /** Rings breathe at 0.5 Hz. */
  breathing: boolean;
  /** The style's layer this one is drawn below. */
  beforeId: string;
}

export type SymbolLayerProps = OwnProps & LayerProps;

const uniformBlock = /* glsl */ `\
layout(std140) uniform symbolUniforms {
  float unit;
  float scale;
  float outline;
  float clock;
  float breath;
} symbol;
`;

const symbolUniforms = {
  name: "symbol",
  vs: uniformBlock,
  fs: uniformBlock,
  uniformTypes: { unit: "f32", scale: "f32", outline: "f32", clock: "f32", breath: "f32" },
} as const;

const vs = /* glsl */ `\
#version 300 es
#define SHADER_NAME citywall-symbol-vertex
in vec2 positions;
in vec3 instancePositions;
in vec3 instancePositions64Low;
in vec4 instanceColors;
in vec4 instanceMarks;
out vec4 vColor;
out vec2 vPixel;
flat out vec4 vMark;
flat out float vOutline;
flat out float vHollow;

const float FALL_SECONDS = 0.4;
const float FALL_UNITS = 26.0;

void main(void) {
  float radius = 0.5 * instanceMarks.y * symbol.scale * symbol.unit;
  float alpha = 1.0;
  if (symbol.breath >= 0.0) {
    radius *= 0.86 + 0.42 * symbol.breath;
    alpha = 0.95 - 0.55 * symbol.breath;
  }
  float age = clamp((symbol.clock - instanceMarks.w) / FALL_SECONDS, 0.0, 1.0);
  float fall = pow(1.0 - age, 3.0);
  alpha *= age < 1.0 ? min(1.0, age * 2.0) : 1.0;
  vOutline = symbol.outline * symbol.unit;
  // in a crowd of tiny marks the dark cores would only be noise
  vHollow = smoothstep(2.7, 3.9, radius / symbol.unit);
  float reach = radius * 1.3 + vOutline + 1.5;
  vPixel = positions * reach;
  vMark = vec4(instanceMarks.x, radius, instanceMarks.z, 0.0);
  gl_Position = project_position_to_clipspace(instancePositions, instancePositions64Low, vec3(0.0), geometry.position);
  DECKGL_FILTER_GL_POSITION(gl_Position, geometry);
  gl_Position.xy += project_pixel_size_to_clipspace(vPixel + vec2(0.0, fall * FALL_UNITS * symbol.unit));
  vColor = vec4(instanceColors.rgb, instanceColors.a * layer.opacity * alpha);
}
`;

/** Draws a mark from its varyings; layers of marks that come from elsewhere share it. */
export const SYMBOL_FRAGMENT = /* glsl */ `\
#version 300 es
#define SHADER_NAME citywall-symbol-fragment
precision highp float;
in vec4 vColor;
in vec2 vPixel;
flat in vec4 vMark;
flat in float vOutline;
flat in float vHollow;
out vec4 fragColor;

const float PI = 3.14159265;
const vec3 DARK = vec3(0.024, 0.039, 0.059);

float box(vec2 p, vec2 b) {
  vec2 q = abs(p) - b;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0);
}
float diamond(vec2 p, float r) {
  return (abs(p.x) + abs(p.y) - r) * 0.70710678;
}
float triangle(vec2 p, float r) {
  const float k = 1.7320508;
  p.x = abs(p.x) - r;
  p.y = p.y + r / k;
  if (p.x + k * p.y > 0.0) p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
  p.x -= clamp(p.x, -2.0 * r, 0.0);
  return -length(p) * sign(p.y);
}
float hexagon(vec2 p, float r) {
  const vec3 k = vec3(-0.8660254, 0.5, 0.57735027);
  p = abs(p.yx);
  p -= 2.0 * min(dot(k.xy, p), 0.0) * k.xy;
  p -= vec2(clamp(p.x, -k.z * r, k.z * r), r);
  return length(p) * sign(p.y);
}
// The pointed dart of a mover: a triangle with a notch at the back.
float dart(vec2 p, float r) {
  p.x = abs(p.x);
  vec2 side = normalize(vec2(1.75, 0.78));
  float outer = dot(p - vec2(0.0, r), side);
  float notch = dot(p - vec2(0.0, -0.38 * r), normalize(vec2(-0.42, -0.72)));
  return max(outer, notch);
}
float segment(vec2 p, vec2 a, vec2 b) {
  vec2 pa = p - a;
  vec2 ba = b - a;
  return length(pa - ba * clamp(dot(pa, ba) / dot(ba, ba), 0.0, 1.0));
}

void main(void) {
  // pixels from the centre, y up
  vec2 p = vPixel;
  int shape = int(vMark.x + 0.5);
  float r = vMark.y;
  float d;
  bool hollow = shape < 5;
  float stroke = 0.0;
  if (shape == 0) {
    d = length(p) - r * 0.96;
  } else if (shape == 1) {
    d = diamond(p, r * 1.22);
  } else if (shape == 2) {
    d = triangle(p - vec2(0.0, -0.12 * r), r * 1.08);
  } else if (shape == 3) {
    d = box(p, vec2(r * 0.84));
  } else if (shape == 4) {
    d = hexagon(p, r * 0.92);
  } else if (shape == 5 || shape == 10) {
    d = length(p) - r * (shape == 5 ? 0.6 : 1.0);
  } else if (shape == 6) {
    float a = radians(vMark.z);
    vec2 q = vec2(p.x * cos(a) - p.y * sin(a), p.x * sin(a) + p.y * cos(a));
    d = dart(q, r);
  } else if (shape == 7) {
    float width = max(1.0, 0.09 * r);
    d = abs(length(p) - r) - 0.5 * width;
    if (vMark.z < 0.999) {
      // measured clockwise from the top; what is beyond the share is cut away
      float turn = atan(-p.x, -p.y) / (2.0 * PI) + 0.5;
      d = max(d, (turn - vMark.z) * 2.0 * PI * r);
    }
  } else if (shape == 11) {
    float line = max(1.0, 0.16 * r);
    float turn = abs(length(p) - 0.82 * r) - line;
    d = min(turn, segment(p, vec2(-0.58 * r, 0.58 * r), vec2(0.58 * r, -0.58 * r)) - line);
  } else {
    // a camera: a box with a lens wedge; the offline one is an outline with a slash
    float body = box(p - vec2(-0.22 * r, 0.0), vec2(0.62 * r, 0.48 * r));
    vec2 q = p - vec2(0.72 * r, 0.0);
    float wedge = max(abs(q.y) - 0.26 * r - max(0.0, q.x + 0.22 * r) * 0.7, abs(q.x) - 0.26 * r);
    d = min(body, wedge);
    if (shape == 9) {
      float line = max(0.7, 0.12 * r);
      float slash = segment(p, vec2(-0.95 * r, -0.85 * r), vec2(0.95 * r, 0.85 * r));
      d = abs(d + line) - line;
      d = max(d, line * 2.4 - slash);
      d = min(d, slash - line);
    }
  }
  float aa = max(length(vec2(dFdx(d), dFdy(d))), 1e-4);
  float body = clamp(0.5 - d / aa, 0.0, 1.0);
  float whole = vOutline > 0.0 ? clamp(0.5 - (d - vOutline) / aa, 0.0, 1.0) : body;
  if (whole <= 0.003) discard;
  vec3 color = vColor.rgb;
  if (hollow) {
    // The shape is read from its bright rim; the core stays tinted so that it is not mistaken for the ground.
    float rim = max(1.25, 0.42 * r);
    float core = clamp(0.5 - (d + rim) / aa, 0.0, 1.0);
    color = mix(color, mix(DARK, color, 0.18), core * vHollow);
  }
  fragColor = vec4(mix(DARK, color, body), whole * vColor.a);
  if (vOutline > 0.0) fragColor.a *= mix(0.85, 1.0, body);
}
`;

const defaultProps: DefaultProps<SymbolLayerProps> = {
  unit: 1,
  zoomScale: { type: "array", value: [0, 1, 1, 1], compare: true },
  outline: 1,
  clock: { type: "function", value: () => 0, ignore: true },
  breathing: false,
  beforeId: "",
  getPosition: { type: "accessor", value: [0, 0] },
  getColor: { type: "accessor", value: [255, 255, 255, 255] },
  getMark: { type: "accessor", value: [0, 8, 0, -1e6] },
} as DefaultProps<SymbolLayerProps>;

/** Draws `SymbolData`. It never takes part in picking: the map picks from the columns themselves. */
export class SymbolLayer extends Layer<OwnProps> {
  static override layerName = "SymbolLayer";
  static override defaultProps = defaultProps;

  declare state: { model?: Model };

  override getShaders() {
    return super.getShaders({ vs, fs: SYMBOL_FRAGMENT, modules: [project32, picking, symbolUniforms] });
  }

  override initializeState(): void {
    this.getAttributeManager()?.addInstanced({
      instancePositions: { size: 3, type: "float64", fp64: this.use64bitPositions(), accessor: "getPosition" },
      instanceColors: { size: 4, type: "unorm8", accessor: "getColor", defaultValue: [255, 255, 255, 255] },
      instanceMarks: { size: 4, accessor: "getMark" },
    });
  }

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    if (params.changeFlags.extensionsChanged || this.state.model === undefined) {
      this.state.model?.destroy();
      this.state.model = this.makeModel();
      this.getAttributeManager()?.invalidateAll();
    }
  }

  override draw(): void {
    const { unit, zoomScale, outline, clock, breathing } = this.props;
    const [fromZoom, fromScale, toZoom, toScale] = zoomScale;
    const t = Math.min(1, Math.max(0, (this.context.viewport.zoom - fromZoom) / (toZoom - fromZoom)));
    const seconds = clock();
    const model = this.state.model;
    if (model === undefined) return;
    model.shaderInputs.setProps({
      symbol: {
        unit,
        scale: fromScale + (toScale - fromScale) * t,
        outline,
        clock: seconds,
        breath: breathing ? 0.5 - 0.5 * Math.cos(seconds * Math.PI) : -1,
      },
    });
    model.draw(this.context.renderPass);
  }

  private makeModel(): Model {
    return new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: this.getAttributeManager()?.getBufferLayouts() ?? [],
      geometry: new Geometry({
        topology: "triangle-strip",
        attributes: { positions: { size: 2, value: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]) } },
      }),
      isInstanced: true,
    });
  }
}

/** Empty arrays for `count` instances, and the data object around them. */
export function symbolArrays(count: number): {
  positions: Float64Array;
  colors: Uint8Array;
  marks: Float32Array;
} {
  return {
    positions: new Float64Array(count * 2),
    colors: new Uint8Array(count * 4),
    marks: new Float32Array(count * 4),
  };
}

/** The data object deck.gl takes, over the first `length` instances of the arrays from `start` on. */
export function symbolData(
  arrays: { positions: Float64Array; colors: Uint8Array; marks: Float32Array },
  start: number,
  length: number,
): SymbolData {
  return {
    length,
    attributes: {
      getPosition: { value: arrays.positions.subarray(start * 2, (start + length) * 2), size: 2 },
      getColor: { value: arrays.colors.subarray(start * 4, (start + length) * 4), size: 4, type: "unorm8" },
      getMark: { value: arrays.marks.subarray(start * 4, (start + length) * 4), size: 4 },
    },
  };
}
