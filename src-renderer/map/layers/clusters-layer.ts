/**
 * Draws clusters: their number in a dark disc, the ring split by light, and outside of it how many are overdue.
 *
 * One draw call for all; the figures come from a strip of glyphs that is drawn once in the wall's own font.
 */
import { Layer, picking, project32, type DefaultProps, type LayerProps, type UpdateParameters } from "@deck.gl/core";
import type { Buffer, Device, Texture } from "@luma.gl/core";
import { Geometry, Model } from "@luma.gl/engine";
import type { Language } from "../../../shared/text.ts";
import type { Clusters } from "../clusters.ts";
import { radiusOf, shortNumber } from "../clusters-look.ts";
import { DUE_SOON_LIGHT, OVERDUE_LIGHT } from "../light.ts";
import { CLUSTER_COLORS, type Rgb } from "../palette.ts";
import { matrixFrom } from "./mass-layer.ts";

/** Every character that a number in a cluster can have. */
export const CLUSTER_CHARACTERS = "0123456789.万kM";
const NO_GLYPH = 63;
const ROW_BYTES = 24;
/** Room that a buffer has for clusters to come. */
const ROOM = 1.5;
/** Height of the figures inside and outside, and the advance of one, in u. */
const [INSIDE, OUTSIDE] = [13, 11];
const ADVANCE = 0.62;

/** A text of at most five characters as one number: six bits each, the first lowest. */
export function glyphsOf(text: string): number {
  let coded = 0;
  for (let i = 0; i < 5; i++) {
    const character = text[i];
    const glyph = character === undefined ? NO_GLYPH : CLUSTER_CHARACTERS.indexOf(character);
    coded += glyph * 64 ** i;
  }
  return coded;
}

/**
 * Rows of `ROW_BYTES`: offset x, y (f32) · where the ring's first, second and third light end, of 255 · worst light (u8) ·
 * figures inside and outside (u32) · radius in u (f32). The ring begins with the worst light.
 */
export function packClusters(clusters: Clusters, language: Language): ArrayBuffer {
  const { length, x, y, total, lights } = clusters;
  const packed = new ArrayBuffer(length * ROW_BYTES);
  const floats = new Float32Array(packed);
  const words = new Uint32Array(packed);
  const bytes = new Uint8Array(packed);
  for (let i = 0; i < length; i++) {
    const count = total[i] as number;
    const at = (light: number) => lights[i * 4 + light] as number;
    const overdue = at(OVERDUE_LIGHT);
    const soon = at(DUE_SOON_LIGHT);
    const word = (i * ROW_BYTES) / 4;
    floats[word] = x[i] as number;
    floats[word + 1] = y[i] as number;
    // a light that is there can be seen, however few have it
    const ends = ringEnds([overdue, soon, at(1), at(0)]);
    bytes.set([...ends, overdue > 0 ? OVERDUE_LIGHT : soon > 0 ? DUE_SOON_LIGHT : 0], i * ROW_BYTES + 8);
    words[word + 3] = glyphsOf(shortNumber(count, language));
    words[word + 4] = glyphsOf(overdue === 0 ? "" : shortNumber(overdue, language));
    floats[word + 5] = radiusOf(count);
  }
  return packed;
}

/** Where each light but the last ends on a ring of 255; one that is there has at least a sixteenth of it. */
export function ringEnds(counts: readonly number[]): number[] {
  const least = counts.reduce((sum, count) => sum + count, 0) / 16;
  const shares = counts.map((count) => (count === 0 ? 0 : Math.max(count, least)));
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let end = 0;
  return shares.slice(0, -1).map((share) => {
    end += share;
    return Math.round((255 * end) / whole);
  });
}

const vec3 = (color: Rgb) => `vec3(${color.map((part) => (part / 255).toFixed(4)).join(", ")})`;

const uniformBlock = /* glsl */ `\
layout(std140) uniform clustersUniforms {
  mat4 matrix;
  vec2 pixel;
  float unit;
} clusters;
`;
const clusterUniforms = {
  name: "clusters",
  vs: uniformBlock,
  uniformTypes: { matrix: "mat4x4<f32>", pixel: "vec2<f32>", unit: "f32" },
} as const;

const vs = /* glsl */ `\
#version 300 es
#define SHADER_NAME citywall-clusters-vertex
in vec2 positions;
in vec2 clusterPlaces;
in vec4 clusterRings;
in uvec2 clusterTexts;
in float clusterRadii;
out vec2 vPixel;
flat out vec4 vRing;
flat out uvec2 vTexts;
flat out float vRadius;

void main(void) {
  // in u; room for what stands outside at the upper right
  vec2 reach = vec2(clusterRadii + 30.0, clusterRadii + 12.0);
  vPixel = positions * reach;
  vRing = vec4(clusterRings.xyz, clusterRings.w * 255.0);
  vTexts = clusterTexts;
  vRadius = clusterRadii;
  gl_Position = clusters.matrix * vec4(clusterPlaces, 0.0, 1.0);
  gl_Position.xy += vPixel * clusters.unit * clusters.pixel * gl_Position.w;
}
`;

const fs = /* glsl */ `\
#version 300 es
#define SHADER_NAME citywall-clusters-fragment
precision highp float;
precision highp int;
uniform highp sampler2D clusterGlyphs;
in vec2 vPixel;
flat in vec4 vRing;
flat in uvec2 vTexts;
flat in float vRadius;
out vec4 fragColor;

const float PI = 3.14159265;
const vec3 DISC = ${vec3(CLUSTER_COLORS.disc)};
const vec3 INK = ${vec3(CLUSTER_COLORS.ink)};
const vec3 BADGE_INK = ${vec3(CLUSTER_COLORS.badgeInk)};
const vec3 LIGHTS[4] = vec3[4](${CLUSTER_COLORS.lights.map(vec3).join(", ")});

uint glyphAt(uint text, int i) {
  return (text >> uint(6 * i)) & 63u;
}
int lengthOf(uint text) {
  int n = 0;
  for (int i = 0; i < 5; i++) if (glyphAt(text, i) != ${NO_GLYPH}u) n++;
  return n;
}
// How much of the text covers this point; the text is centred on 'middle', 'height' u high.
float inkOf(uint text, vec2 p, vec2 middle, float height) {
  float advance = height * ${ADVANCE.toFixed(2)};
  int n = lengthOf(text);
  vec2 q = p - middle + vec2(0.5 * advance * float(n), 0.5 * height);
  int i = int(floor(q.x / advance));
  if (i < 0 || i >= n || q.y < 0.0 || q.y > height) return 0.0;
  vec2 uv = vec2((float(glyphAt(text, i)) + fract(q.x / advance)) / ${CLUSTER_CHARACTERS.length}.0, 1.0 - q.y / height);
  return textureLod(clusterGlyphs, uv, 0.0).r;
}
float pill(vec2 p, float halfWidth, float r) {
  return length(vec2(max(abs(p.x) - halfWidth, 0.0), p.y)) - r;
}
vec4 over(vec4 top, vec4 below) {
  float a = top.a + below.a * (1.0 - top.a);
  return vec4((top.rgb * top.a + below.rgb * below.a * (1.0 - top.a)) / max(a, 1e-4), a);
}

void main(void) {
  vec2 p = vPixel;
  float soft = max(length(vec2(dFdx(p.x), dFdy(p.y))), 1e-4) * 0.7;
  float d = length(p) - vRadius;
  float turn = atan(-p.x, -p.y) / (2.0 * PI) + 0.5;
  int part = turn < vRing.x ? 0 : turn < vRing.y ? 1 : turn < vRing.z ? 2 : 3;
  // shape beside colour: what is overdue stands out of the ring, what is over lies thin in it
  float outer = part == 0 ? 2.2 : part == 1 ? 1.0 : 0.0;
  float inner = part == 3 ? -2.0 : -3.2;
  vec4 color = vec4(DISC, 0.9 * clamp(0.5 - d / soft, 0.0, 1.0));
  float ring = max(d - outer, inner - d);
  color = over(vec4(LIGHTS[part], clamp(0.5 - ring / soft, 0.0, 1.0)), color);
  color = over(vec4(INK, inkOf(vTexts.x, p, vec2(0.0), ${INSIDE.toFixed(1)})), color);
  vec2 corner = vec2(0.74, 0.74) * vRadius;
  if (vRing.w > 2.5) {
    float halfWidth = max(0.0, 0.5 * float(lengthOf(vTexts.y)) * ${(OUTSIDE * ADVANCE).toFixed(3)} - 4.0);
    vec2 middle = corner + vec2(halfWidth, 0.0);
    float badge = pill(p - middle, halfWidth, 8.0);
    color = over(vec4(DISC, clamp(0.5 - (badge - 1.2) / soft, 0.0, 1.0)), color);
    color = over(vec4(LIGHTS[0], clamp(0.5 - badge / soft, 0.0, 1.0)), color);
    color = over(vec4(BADGE_INK, inkOf(vTexts.y, p, middle, ${OUTSIDE.toFixed(1)})), color);
  } else if (vRing.w > 1.5) {
    vec2 q = abs(p - corner);
    float sign = (q.x + q.y - 5.5) * 0.7071;
    color = over(vec4(DISC, clamp(0.5 - (sign - 1.2) / soft, 0.0, 1.0)), color);
    color = over(vec4(LIGHTS[1], clamp(0.5 - sign / soft, 0.0, 1.0)), color);
  }
  if (color.a < 0.004) discard;
  fragColor = color;
}
`;

/** What is drawn at a moment. */
export interface ClusterDraw {
  readonly clusters: Clusters;
  readonly origin: readonly [x: number, y: number];
}

interface OwnProps {
  /** Asked each time something is drawn; null when there are no clusters. */
  source: () => ClusterDraw | null;
  language: Language;
  fontFamily: string;
  unit: number;
  /** The style's layer this one is drawn below. */
  beforeId: string;
}

const defaultProps = {
  source: { type: "function", value: () => null, ignore: true },
  language: "zh-CN",
  fontFamily: "sans-serif",
  unit: 1,
  beforeId: "",
} as unknown as DefaultProps<OwnProps & LayerProps>;

/** The strip of all glyphs, one byte of coverage for each pixel. */
function glyphStrip(device: Device, fontFamily: string, unit: number): Texture {
  const height = Math.ceil(INSIDE * unit * Math.max(1, globalThis.devicePixelRatio) * 1.5);
  const width = Math.ceil(height * ADVANCE);
  const canvas = new OffscreenCanvas(width * CLUSTER_CHARACTERS.length, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas for the figures of clusters");
  context.textAlign = "center";
  context.textBaseline = "middle";
  [...CLUSTER_CHARACTERS].forEach((character, i) => {
    // a Chinese character is as wide as it is high
    const size = character === "万" ? width * 0.98 : height * 0.96;
    context.font = `600 ${size}px "${fontFamily}", sans-serif`;
    context.fillText(character, (i + 0.5) * width, height * 0.54);
  });
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const coverage = new Uint8Array(canvas.width * height);
  for (let i = 0; i < coverage.length; i++) coverage[i] = data[i * 4 + 3] as number;
  return device.createTexture({
    format: "r8unorm",
    width: canvas.width,
    height,
    data: coverage,
    sampler: { minFilter: "linear", magFilter: "linear", addressModeU: "clamp-to-edge", addressModeV: "clamp-to-edge" },
  });
}

export class ClusterLayer extends Layer<OwnProps> {
  static override layerName = "ClusterLayer";
  static override defaultProps = defaultProps;

  declare state: { model?: Model; glyphs?: Texture; buffer?: Buffer; shown?: Clusters };

  override getShaders() {
    return super.getShaders({ vs, fs, modules: [project32, picking, clusterUniforms] });
  }

  override _getAttributeManager() {
    return null;
  }

  override initializeState(): void {}

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    if (this.state.model !== undefined) return;
    const { device } = this.context;
    this.state.glyphs = glyphStrip(device, this.props.fontFamily, this.props.unit);
    this.state.model = new Model(device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: [
        {
          name: "rows",
          stepMode: "instance",
          byteStride: ROW_BYTES,
          attributes: [
            { attribute: "clusterPlaces", format: "float32x2", byteOffset: 0 },
            { attribute: "clusterRings", format: "unorm8x4", byteOffset: 8 },
            { attribute: "clusterTexts", format: "uint32x2", byteOffset: 12 },
            { attribute: "clusterRadii", format: "float32", byteOffset: 20 },
          ],
        },
      ],
      bindings: { clusterGlyphs: this.state.glyphs },
      geometry: new Geometry({
        topology: "triangle-strip",
        attributes: { positions: { size: 2, value: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]) } },
      }),
      isInstanced: true,
    });
  }

  override finalizeState(context: Parameters<Layer["finalizeState"]>[0]): void {
    super.finalizeState(context);
    this.state.buffer?.destroy();
    this.state.glyphs?.destroy();
  }

  override draw(): void {
    const { model } = this.state;
    const drawn = this.props.source();
    if (model === undefined || drawn === null || drawn.clusters.length === 0) return;
    const { viewport, device, renderPass } = this.context;
    if (drawn.clusters !== this.state.shown) {
      const rows = new Uint8Array(packClusters(drawn.clusters, this.props.language));
      let { buffer } = this.state;
      if (buffer === undefined || buffer.byteLength < rows.byteLength) {
        buffer?.destroy();
        buffer = device.createBuffer({ byteLength: Math.ceil(rows.byteLength * ROOM) });
        this.state.buffer = buffer;
        model.setAttributes({ rows: buffer });
      }
      buffer.write(rows);
      this.state.shown = drawn.clusters;
      model.setInstanceCount(drawn.clusters.length);
    }
    model.shaderInputs.setProps({
      clusters: {
        matrix: matrixFrom(viewport.viewProjectionMatrix, drawn.origin),
        pixel: [2 / viewport.width, 2 / viewport.height],
        unit: this.props.unit,
      },
    });
    model.draw(renderPass);
  }
}
