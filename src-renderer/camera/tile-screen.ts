/**
 * Where the pictures of one tile lie over each other: the lane that opens beneath, the last frame, the lane that is shown on
 * top; each with the camera's masks over it. Masks are part of every layer, so that no picture is ever seen without.
 */
import type { CameraMask } from "../../shared/video/stream.ts";
import { SAMPLE_HEIGHT, SAMPLE_WIDTH, type Sample } from "./frozen.ts";
import { keepFrame, keptFrame } from "./last-frames.ts";

export type PictureElement = HTMLVideoElement | HTMLCanvasElement;

export interface TileScreen {
  /** Adds an element beneath all others. */
  add(element: PictureElement): void;
  show(element: PictureElement): void;
  beneath(element: PictureElement | null): void;
  remove(element: PictureElement): void;
  /**
   * Keeps what an element shows as the last frame. False when it shows nothing.
   * @param at hub time, epoch ms
   */
  keep(element: PictureElement, at: number): boolean;
  /** Shows the last frame that this window had of the camera, and says of when it is; null when it has none. */
  recall(): number | null;
  /** A small copy of what an element shows; null when it shows nothing. */
  sample(element: PictureElement): Sample | null;
  /** What is shown in its full size with the masks burnt in; null element for the last frame. */
  grab(element: PictureElement | null, masks: readonly CameraMask[]): Promise<ImageBitmap | null>;
  setMasks(masks: readonly CameraMask[]): void;
  clear(): void;
}

const SVG = "http://www.w3.org/2000/svg";
/** Of the last frame that a tile keeps. */
const LAST_WIDTH = 960;

const widthOf = (element: PictureElement): number =>
  element instanceof HTMLVideoElement ? element.videoWidth : element.width;
const heightOf = (element: PictureElement): number =>
  element instanceof HTMLVideoElement ? element.videoHeight : element.height;

/** One for all tiles: what is drawn on it is read back at once. */
let sampler: CanvasRenderingContext2D | null = null;

function samplerOf(): CanvasRenderingContext2D | null {
  if (sampler !== null) return sampler;
  const canvas = document.createElement("canvas");
  canvas.width = SAMPLE_WIDTH;
  canvas.height = SAMPLE_HEIGHT;
  sampler = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  // Every pixel of the picture has its part in the copy, so that the seconds of a clock in a corner have theirs.
  if (sampler !== null) sampler.imageSmoothingQuality = "medium";
  return sampler;
}

/** @param camera uid */
export function createScreen(stage: HTMLElement, camera: number, first: readonly CameraMask[]): TileScreen {
  let masks = first;
  const layers = new Map<PictureElement, HTMLElement>();
  const last = document.createElement("canvas");
  const lastLayer = layerOf(last, "last");
  lastLayer.hidden = true;
  stage.append(lastLayer);

  function layerOf(element: PictureElement, place: "opening" | "shown" | "last"): HTMLElement {
    const layer = document.createElement("div");
    layer.className = "tile-layer";
    layer.dataset["place"] = place;
    const cover = document.createElementNS(SVG, "svg");
    cover.setAttribute("class", "tile-masks");
    cover.setAttribute("viewBox", "0 0 1 1");
    cover.setAttribute("preserveAspectRatio", "none");
    cover.setAttribute("aria-hidden", "true");
    layer.append(element, cover);
    drawMasks(layer);
    return layer;
  }

  function drawMasks(layer: HTMLElement): void {
    layer.querySelector("svg")?.replaceChildren(
      ...masks.map((mask) => {
        const polygon = document.createElementNS(SVG, "polygon");
        polygon.setAttribute("points", mask.map(([x, y]) => `${x},${y}`).join(" "));
        return polygon;
      }),
    );
  }

  /** The layer takes its picture's form, so that masks lie where they belong. */
  function fit(element: PictureElement, layer: HTMLElement): void {
    const [width, height] = [widthOf(element), heightOf(element)];
    if (width > 0 && height > 0) layer.style.setProperty("--ratio", String(width / height));
  }

  function drawLast(source: CanvasImageSource, width: number, height: number): void {
    const scale = Math.min(1, LAST_WIDTH / width);
    last.width = Math.round(width * scale);
    last.height = Math.round(height * scale);
    last.getContext("2d", { alpha: false })?.drawImage(source, 0, 0, last.width, last.height);
    fit(last, lastLayer);
    lastLayer.hidden = false;
  }

  return {
    add(element) {
      const layer = layerOf(element, "opening");
      layers.set(element, layer);
      element.addEventListener("resize", () => fit(element, layer));
      stage.append(layer);
    },
    show(element) {
      const layer = layers.get(element);
      if (layer === undefined) return;
      fit(element, layer);
      layer.dataset["place"] = "shown";
    },
    beneath(element) {
      const layer = element === null ? undefined : layers.get(element);
      if (layer !== undefined) layer.dataset["place"] = "opening";
    },
    remove(element) {
      layers.get(element)?.remove();
      layers.delete(element);
    },
    keep(element, at) {
      const [width, height] = [widthOf(element), heightOf(element)];
      if (width === 0 || height === 0) return false;
      drawLast(element, width, height);
      keepFrame(camera, element, width, height, at);
      return true;
    },
    recall() {
      const kept = keptFrame(camera);
      if (kept === null) return null;
      drawLast(kept.canvas, kept.canvas.width, kept.canvas.height);
      return kept.at;
    },
    sample(element) {
      const context = samplerOf();
      const layer = layers.get(element);
      if (context === null || widthOf(element) === 0) return null;
      if (layer !== undefined) fit(element, layer);
      context.drawImage(element, 0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT);
      return context.getImageData(0, 0, SAMPLE_WIDTH, SAMPLE_HEIGHT).data as Sample;
    },
    async grab(element, hide) {
      const source = element ?? last;
      const [width, height] = [widthOf(source), heightOf(source)];
      if (width === 0 || height === 0 || (element === null && lastLayer.hidden)) return null;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d", { alpha: false });
      if (context === null) return null;
      context.drawImage(source, 0, 0, width, height);
      context.fillStyle = "#000";
      for (const mask of hide) {
        context.beginPath();
        for (const [x, y] of mask) context.lineTo(x * width, y * height);
        context.fill();
      }
      return canvas.transferToImageBitmap();
    },
    setMasks(next) {
      masks = next;
      for (const layer of [...layers.values(), lastLayer]) drawMasks(layer);
    },
    clear() {
      for (const layer of layers.values()) layer.remove();
      layers.clear();
      lastLayer.remove();
      last.width = last.height = 0;
    },
  };
}
