/**
 * The pen: ink that fades.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - X100 Ink is gone three seconds after it was drawn, point by point; nothing of it is kept.
 */

/** Places are parts of the window, 0–1, so that a speaker's stroke lies at the same place of another window. */
export interface InkPoint {
  /** Which stroke it belongs to. */
  readonly stroke: number;
  readonly x: number;
  readonly y: number;
  /** When it was drawn here, monotonic real ms. */
  readonly at: number;
}

/** Real ms after which ink begins to fade, and after which it is gone. */
const FADES_MS = 2_000;
const GONE_MS = 3_000;

/** How strong ink is so long after it was drawn, 0–1. Where nothing is to move it goes at once. */
export function strengthAt(ageMs: number, still: boolean): number {
  if (ageMs >= GONE_MS) return 0;
  if (still || ageMs <= FADES_MS) return 1;
  return (GONE_MS - ageMs) / (GONE_MS - FADES_MS);
}

/** The ink that is still to be seen. */
export function alive(ink: readonly InkPoint[], now: number): InkPoint[] {
  return ink.filter(({ at }) => now - at < GONE_MS);
}

export interface Segment {
  readonly from: InkPoint;
  readonly to: InkPoint;
  readonly strength: number;
}

/** The lines to draw: each as strong as its older end. A stroke of one point is a dot. */
export function segmentsOf(ink: readonly InkPoint[], now: number, still: boolean): Segment[] {
  const last = new Map<number, InkPoint>();
  const segments: Segment[] = [];
  for (const point of ink) {
    const from = last.get(point.stroke) ?? point;
    last.set(point.stroke, point);
    const strength = strengthAt(now - from.at, still);
    if (strength > 0) segments.push({ from, to: point, strength });
  }
  return segments;
}
