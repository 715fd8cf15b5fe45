/**
 * Draws rows of cases straight from buffers of our own: nothing passes through deck.gl's attributes, so a change of a
 * thousand cases costs what a thousand cases cost, and a change of the filter a few numbers.
 */
import { Layer, picking, project32, type DefaultProps, type LayerProps, type UpdateParameters } from "@deck.gl/core";
import type { Buffer, Device, Texture } from "@luma.gl/core";
import { Geometry, Model } from "@luma.gl/engine";
import { ROW_BYTES } from "../mass-rows.ts";
import { MASS_VERTEX, massUniforms, type MassNumbers } from "./mass-shader.ts";
import { SYMBOL_FRAGMENT } from "./symbol-layer.ts";

/** What is drawn of the cases one after the other, from the lowest to the highest. */
const MASS_ROLES = ["closed", "ring", "calm", "soon", "overdue"] as const;
export type MassRole = (typeof MASS_ROLES)[number];

/** What is looked at: the zoom, and the box in common space. */
export interface MassView {
  readonly zoom: number;
  readonly box: readonly [west: number, south: number, east: number, north: number];
}

/** What is drawn for one role at a moment. */
export interface MassDraw {
  readonly buffer: Buffer;
  readonly length: number;
  /** Bits of the lights that are drawn, by index in LIGHTS. */
  readonly lights: number;
  readonly numbers: MassNumbers;
  readonly sets: Texture;
  /** Where the rows' offsets are measured from, in common space. */
  readonly origin: readonly [x: number, y: number];
  readonly scale: number;
}

interface OwnProps {
  /** Asked for each role when something is drawn; null when there is nothing to draw for it. */
  source: (role: MassRole, device: Device, view: MassView) => MassDraw | null;
  /** CSS pixels per u. */
  unit: number;
  /** Seconds of the clock in which births are given. */
  clock: () => number;
  /** Rings breathe at 0.5 Hz. Read when drawing. */
  breathing: () => boolean;
  /** The style's layer this one is drawn below. */
  beforeId: string;
}

const fixed = <T>(value: T) => ({ type: "function", value, ignore: true });

const defaultProps = {
  source: fixed(() => null),
  unit: 1,
  clock: fixed(() => 0),
  breathing: fixed(() => false),
  beforeId: "",
} as unknown as DefaultProps<OwnProps & LayerProps>;

const ROWS = "rows";

/** `matrix` moved so that it takes offsets from `origin` instead of places in common space; worked out in double precision. */
export function matrixFrom(matrix: ArrayLike<number>, [x, y]: readonly [number, number]): Float32Array {
  const moved = Float32Array.from(matrix);
  for (let row = 0; row < 4; row++) {
    moved[12 + row] = (matrix[row] as number) * x + (matrix[4 + row] as number) * y + (matrix[12 + row] as number);
  }
  return moved;
}

/** Draws what is over first and what is overdue last, so that what is urgent lies on top. */
export class MassLayer extends Layer<OwnProps> {
  static override layerName = "MassLayer";
  static override defaultProps = defaultProps;

  /** `buffer` and `sets` are what the model was last given: giving them again costs half as much as drawing. */
  declare state: { model?: Model; buffer?: Buffer; sets?: Texture };

  override getShaders() {
    return super.getShaders({ vs: MASS_VERTEX, fs: SYMBOL_FRAGMENT, modules: [project32, picking, massUniforms] });
  }

  /** Rows are in buffers of our own. */
  override _getAttributeManager() {
    return null;
  }

  override initializeState(): void {}

  override updateState(params: UpdateParameters<this>): void {
    super.updateState(params);
    if (params.changeFlags.extensionsChanged || this.state.model === undefined) {
      this.state.model?.destroy();
      this.state = { model: this.makeModel() };
    }
  }

  override draw(): void {
    const { source, unit, clock, breathing } = this.props;
    const { viewport, device } = this.context;
    const { model } = this.state;
    if (model === undefined) return;
    const seconds = clock();
    const { center, scale, zoom, width, height } = viewport;
    const [x, y] = [center[0] as number, center[1] as number];
    const [halfWidth, halfHeight] = [width / 2 / scale, height / 2 / scale];
    const view: MassView = { zoom, box: [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight] };
    const pixel = [2 / width, 2 / height];
    for (const role of MASS_ROLES) {
      const drawn = source(role, device, view);
      if (drawn === null || drawn.length === 0) continue;
      const ring = role === "ring";
      if (this.state.buffer !== drawn.buffer) {
        this.state.buffer = drawn.buffer;
        model.setAttributes({ [ROWS]: drawn.buffer });
      }
      if (this.state.sets !== drawn.sets) {
        this.state.sets = drawn.sets;
        model.setBindings({ massSets: drawn.sets });
      }
      model.setInstanceCount(drawn.length);
      model.shaderInputs.setProps({
        mass: {
          matrix: matrixFrom(viewport.viewProjectionMatrix, drawn.origin),
          pixel,
          unit,
          scale: drawn.scale,
          outline: ring ? 0 : 1,
          clock: seconds,
          breath: ring && breathing() ? 0.5 - 0.5 * Math.cos(seconds * Math.PI) : -1,
          ring: ring ? 1 : 0,
          lights: drawn.lights,
          ...drawn.numbers,
        },
      });
      model.draw(this.context.renderPass);
    }
  }

  private makeModel(): Model {
    return new Model(this.context.device, {
      ...this.getShaders(),
      id: this.props.id,
      bufferLayout: [
        {
          name: ROWS,
          stepMode: "instance",
          byteStride: ROW_BYTES,
          attributes: [
            { attribute: "rowPlaces", format: "float32x2", byteOffset: 0 },
            { attribute: "rowTimes", format: "sint32x3", byteOffset: 8 },
            { attribute: "rowKinds", format: "uint32x3", byteOffset: 20 },
            { attribute: "rowMarks", format: "uint8x4", byteOffset: 32 },
            { attribute: "rowBirths", format: "float32", byteOffset: 36 },
          ],
        },
      ],
      geometry: new Geometry({
        topology: "triangle-strip",
        attributes: { positions: { size: 2, value: new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]) } },
      }),
      isInstanced: true,
    });
  }
}
