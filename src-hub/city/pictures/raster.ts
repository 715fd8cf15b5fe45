/** Drawing of flat shapes into pixels: what a rendered camera needs, and no more. Pure. */

export type Rgb = readonly [red: number, green: number, blue: number];
export type Corner = readonly [x: number, y: number];

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** RGBA, row by row from the top left. */
  readonly pixels: Uint8Array;
}

export function rasterOf(width: number, height: number): Raster {
  return { width, height, pixels: new Uint8Array(width * height * 4).fill(255) };
}

/** Fills a span of one row; `cover` 0–1 lets what is below shine through. */
function span({ width, pixels }: Raster, y: number, from: number, to: number, color: Rgb, cover: number): void {
  const first = Math.max(0, Math.round(from));
  const last = Math.min(width, Math.round(to));
  for (let at = (y * width + first) * 4, end = (y * width + last) * 4; at < end; at += 4) {
    for (let i = 0; i < 3; i += 1) {
      const below = pixels[at + i] as number;
      pixels[at + i] = below + ((color[i] as number) - below) * cover;
    }
  }
}

/** Fills a polygon without holes; corners may lie outside. */
export function polygon(raster: Raster, corners: readonly Corner[], color: Rgb, cover = 1): void {
  if (corners.length < 3) return;
  const ys = corners.map(([, y]) => y);
  const top = Math.max(0, Math.ceil(Math.min(...ys) - 0.5));
  const bottom = Math.min(raster.height - 1, Math.floor(Math.max(...ys) - 0.5));
  for (let y = top; y <= bottom; y += 1) {
    const middle = y + 0.5;
    const crossings: number[] = [];
    corners.forEach(([x0, y0], i) => {
      const [x1, y1] = corners[(i + 1) % corners.length] as Corner;
      if (y0 <= middle !== y1 <= middle) crossings.push(x0 + ((middle - y0) / (y1 - y0)) * (x1 - x0));
    });
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      span(raster, y, crossings[i] as number, crossings[i + 1] as number, color, cover);
    }
  }
}

export function rectangle(
  raster: Raster,
  x: number,
  y: number,
  width: number,
  height: number,
  color: Rgb,
  cover = 1,
): void {
  const top = Math.max(0, Math.round(y));
  const bottom = Math.min(raster.height, Math.round(y + height));
  for (let row = top; row < bottom; row += 1) span(raster, row, x, x + width, color, cover);
}

export function disc(raster: Raster, x: number, y: number, radius: number, color: Rgb, cover = 1): void {
  const top = Math.max(0, Math.ceil(y - radius));
  const bottom = Math.min(raster.height - 1, Math.floor(y + radius));
  for (let row = top; row <= bottom; row += 1) {
    const half = Math.sqrt(Math.max(0, radius * radius - (row - y) ** 2));
    span(raster, row, x - half, x + half, color, cover);
  }
}

/** A band of sky: from one colour at the top to another at `height`. */
export function gradient(raster: Raster, height: number, top: Rgb, bottom: Rgb): void {
  const rows = Math.min(raster.height, Math.max(0, Math.round(height)));
  for (let y = 0; y < rows; y += 1) span(raster, y, 0, raster.width, mix(top, bottom, y / Math.max(1, rows - 1)), 1);
}

export function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const part = Math.min(1, Math.max(0, share));
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

/** Brighter or darker by a factor. */
export function shade([red, green, blue]: Rgb, factor: number): Rgb {
  return [Math.min(255, red * factor), Math.min(255, green * factor), Math.min(255, blue * factor)];
}

/** What a real sensor adds by itself: every pixel a little brighter or darker, otherwise in each frame. */
export function grain({ pixels }: Raster, seed: number, strength: number): void {
  let state = seed | 1;
  for (let at = 0; at < pixels.length; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const add = ((state & 255) / 255 - 0.5) * 2 * strength;
    for (let i = 0; i < 3; i += 1) {
      const value = (pixels[at + i] as number) + add;
      pixels[at + i] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}
