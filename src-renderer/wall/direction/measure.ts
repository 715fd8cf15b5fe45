/** What a window is, measured at the window itself: its size, its canvases, its memory, its frames, its graphics. */
import { pixelUnitNow } from "../../kit/unit.ts";

export interface Measured {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** Device pixels of the largest canvas that is drawn, 0 without one. */
  readonly canvasWidth: number;
  readonly canvasHeight: number;
  /** CSS pixels of one unit. */
  readonly unit: number;
  readonly heapMb: number | null;
  readonly gpu: string;
}

export function measureWindow(): Measured {
  const [canvasWidth, canvasHeight] = largestCanvas();
  return {
    width: window.innerWidth,
    height: window.innerHeight,
    ratio: window.devicePixelRatio,
    canvasWidth,
    canvasHeight,
    unit: pixelUnitNow(),
    heapMb: heapMb(),
    gpu: graphicsName(),
  };
}

function largestCanvas(): readonly [number, number] {
  let largest: readonly [number, number] = [0, 0];
  for (const { width, height } of document.querySelectorAll("canvas")) {
    if (width * height > largest[0] * largest[1]) largest = [width, height];
  }
  return largest;
}

/** MiB of the page's heap, where the browser tells. */
function heapMb(): number | null {
  const { memory } = performance as Performance & { readonly memory?: { readonly usedJSHeapSize: number } };
  return memory === undefined ? null : Math.round((memory.usedJSHeapSize / 1_048_576) * 10) / 10;
}

let named: string | null = null;

/** The graphics card as the browser names it; asked once, for a context is dear. */
function graphicsName(): string {
  if (named !== null) return named;
  const gl = new OffscreenCanvas(1, 1).getContext("webgl");
  const told = gl?.getExtension("WEBGL_debug_renderer_info") ?? null;
  const name: unknown = gl === null ? "" : gl.getParameter(told === null ? gl.RENDERER : told.UNMASKED_RENDERER_WEBGL);
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  named = typeof name === "string" ? name.slice(0, 200) : "";
  return named;
}

/** Frames that are looked at, and how long at most, ms. */
const FRAMES = 12;
const LONGEST_MS = 400;

/** Frames a second, from a few of them; 0 in a window that nobody sees. Counting all would keep it from ever resting. */
export function frameRate(): Promise<number> {
  return new Promise((resolve) => {
    let [first, last, count] = [Number.NaN, Number.NaN, 0];
    let frame = 0;
    const end = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      resolve(count < 2 ? 0 : Math.round(((count - 1) * 1_000) / (last - first)));
    };
    const timer = setTimeout(end, LONGEST_MS);
    const step = (at: number) => {
      if (count === 0) first = at;
      last = at;
      count++;
      if (count >= FRAMES) end();
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  });
}
