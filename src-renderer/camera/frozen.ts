/**
 * Whether a picture moves, judged from what is on the screen and not from bytes.
 *
 * V17 A live picture is stalled when it has no new frame for five seconds, and frozen when a small copy of all of it is the
 * same to the last bit for seven. Either is told within ten seconds. What was frozen is shown as live again only once it
 * has changed.
 * V18 A picture is black when it is dark and flat for eight seconds. It stays where it is, and says so.
 */

/** A small copy of a picture, 4 bytes a pixel. */
export type Sample = Uint8ClampedArray;

/** Size of the copy. Small enough to be read often, large enough that a clock's seconds in a corner are in it. */
export const SAMPLE_WIDTH = 160;
export const SAMPLE_HEIGHT = 90;

export const STALLED_MS = 5_000;
export const FROZEN_MS = 7_000;
export const BLACK_MS = 8_000;
/** Between two looks at a picture that moves, and at one that did not move at the last look. */
const LOOK_MS = 2_000;
const LOOK_AGAIN_MS = 500;

/** Of luma 0–255. */
const DARK = 24;
const FLAT = 6;

export type PictureState = "moves" | "stalled" | "frozen" | "black";

export interface MotionWatch {
  /** A frame with a time of its own has come to the screen. */
  frame(now: number): void;
  /** True when a sample should be taken now. */
  wants(now: number): boolean;
  sampled(sample: Sample, now: number): void;
  /** The window itself was held up and saw nothing: what it missed proves nothing. */
  heldUp(now: number): void;
  state(now: number): PictureState;
  /** The picture as it was last looked at, null before. */
  last(): Sample | null;
}

/** @param now monotonic ms of the first frame */
export function watchMotion(now: number): MotionWatch {
  let frameAt = now;
  let last: Sample | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Since when it has been the same; null while it changes. */
  let sameSince: number | null = null;
  let darkSince: number | null = null;
  return {
    frame(at) {
      frameAt = at;
    },
    wants: (at) => at - lookedAt >= (sameSince === null || sameSince === lookedAt ? LOOK_MS : LOOK_AGAIN_MS),
    sampled(sample, at) {
      const dark = isBlack(sample);
      darkSince = dark ? (darkSince ?? at) : null;
      sameSince = last !== null && isSame(last, sample) ? sameSince : at;
      last = sample;
      lookedAt = at;
    },
    heldUp(at) {
      frameAt = at;
      sameSince = sameSince === null ? null : at;
      darkSince = darkSince === null ? null : at;
    },
    state(at) {
      if (at - frameAt >= STALLED_MS) return "stalled";
      // Black first: a lens cap gives the same picture for ever, and no lane would give another.
      if (darkSince !== null && lookedAt - darkSince >= BLACK_MS) return "black";
      if (darkSince === null && sameSince !== null && lookedAt - sameSince >= FROZEN_MS) return "frozen";
      return "moves";
    },
    last: () => last,
  };
}

export function isSame(a: Sample, b: Sample): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Dark all over, and nothing in it stands out. */
export function isBlack(sample: Sample): boolean {
  let sum = 0;
  let squares = 0;
  const pixels = sample.length / 4;
  for (let i = 0; i < sample.length; i += 4) {
    const luma = 0.299 * (sample[i] as number) + 0.587 * (sample[i + 1] as number) + 0.114 * (sample[i + 2] as number);
    sum += luma;
    squares += luma * luma;
  }
  if (pixels === 0) return false;
  const mean = sum / pixels;
  return mean < DARK && Math.sqrt(Math.max(0, squares / pixels - mean * mean)) < FLAT;
}
