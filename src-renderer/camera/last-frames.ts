/** The last frame of each camera that this window showed, small, so that a tile that comes back has a picture at once. */

interface Kept {
  readonly canvas: HTMLCanvasElement;
  /** Hub time, epoch ms. */
  readonly at: number;
}

const WIDTH = 320;
/** As many as there are tiles at most; those that were shown last stay. */
const MOST = 64;

const frames = new Map<number, Kept>();

/**
 * @param camera uid
 * @param at hub time, epoch ms
 */
export function keepFrame(camera: number, source: CanvasImageSource, width: number, height: number, at: number): void {
  const canvas = frames.get(camera)?.canvas ?? document.createElement("canvas");
  canvas.width = Math.min(WIDTH, width);
  canvas.height = Math.round((canvas.width * height) / width);
  canvas.getContext("2d", { alpha: false })?.drawImage(source, 0, 0, canvas.width, canvas.height);
  frames.delete(camera);
  frames.set(camera, { canvas, at });
  for (const oldest of frames.keys()) {
    if (frames.size <= MOST) break;
    frames.delete(oldest);
  }
}

export const keptFrame = (camera: number): Kept | null => frames.get(camera) ?? null;
