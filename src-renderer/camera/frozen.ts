/**
 * Whether a picture moves, judged from what is on the screen and not from bytes.
 *
 * V17 A live picture is stalled when it has no new frame for five seconds. It is frozen when a small copy of all of it stays
 * for six seconds as near to itself as the same picture encoded anew, and frames that follow each other are the same to the
 * last bit: what a lens sees rustles, so its frames differ even where nothing happens. Either is told within ten seconds.
 * What was frozen is shown as live again only once it has changed.
 * V18 A picture is black when it is dark and flat for eight seconds. It stays where it is, and says so.
 */

/** A small copy of a picture, 4 bytes a pixel. */
export type Sample = Uint8ClampedArray;

/** Size of the copy. Small enough to be read often, large enough that a clock's seconds in a corner are in it. */
export const SAMPLE_WIDTH = 160;
export const SAMPLE_HEIGHT = 90;

export const STALLED_MS = 5_000;
export const FROZEN_MS = 6_000;
export const BLACK_MS = 8_000;
/**
 * Between two looks at a picture that moves, and at one that did not move at the last look. No part of a second: cameras
 * encode a key frame each second, and looks in step with them would see nothing but what differs around it.
 */
const LOOK_MS = 2_000;
const LOOK_AGAIN_MS = 700;
/** By how much a copy's parts may differ (0–255) when the same picture is encoded anew at each key frame. */
const ENCODED_ANEW = 12;
/** Of the pairs of frames that follow each other so many are the same to the last bit in a frozen picture, and this part. */
const TWINS_LEAST = 3;
const TWINS_PART = 1 / 3;
/** Frames that are held against the one before them after each look: of some a key frame lies in between. */
const PAIRS_EACH = 3;
/** What a window that was held up is given to see a new frame. */
const GRACE_MS = 2_000;

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
  /** True when the next frame should be sampled too, to be held against the one before it. */
  wantsTwin(): boolean;
  twin(sample: Sample): void;
  /** The window itself was held up and saw nothing: it gets a moment to see what it missed. */
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
  /** Since when it is near to `reference`. */
  let sameSince = Number.POSITIVE_INFINITY;
  let reference: Sample | null = null;
  let darkSince: number | null = null;
  let pairs = 0;
  let twins = 0;
  let pairsLeft = 0;
  return {
    frame(at) {
      frameAt = at;
    },
    wants: (at) => at - lookedAt >= (sameSince < lookedAt ? LOOK_AGAIN_MS : LOOK_MS),
    sampled(sample, at) {
      darkSince = isBlack(sample) ? (darkSince ?? at) : null;
      if (reference === null || !isNear(reference, sample)) {
        reference = sample;
        sameSince = at;
        pairs = twins = 0;
      }
      last = sample;
      lookedAt = at;
      pairsLeft = PAIRS_EACH;
    },
    wantsTwin: () => pairsLeft > 0 && sameSince < lookedAt,
    twin(sample) {
      pairsLeft--;
      if (last === null) return;
      pairs++;
      if (isSame(last, sample)) twins++;
      last = sample;
    },
    heldUp(at) {
      frameAt = Math.max(frameAt, at - STALLED_MS + GRACE_MS);
      sameSince = Math.max(sameSince, at - FROZEN_MS + GRACE_MS);
    },
    state(at) {
      if (at - frameAt >= STALLED_MS) return "stalled";
      // Black first: a lens cap gives the same picture for ever, and no lane would give another.
      if (darkSince !== null) return lookedAt - darkSince >= BLACK_MS ? "black" : "moves";
      const certain = twins >= TWINS_LEAST && twins >= pairs * TWINS_PART;
      return certain && lookedAt - sameSince >= FROZEN_MS ? "frozen" : "moves";
    },
    last: () => last,
  };
}

/** The same to the last bit. */
export function isSame(a: Sample, b: Sample): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** No part of it differs by more than encoding the same picture anew makes it differ. */
export function isNear(a: Sample, b: Sample): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference > ENCODED_ANEW || difference < -ENCODED_ANEW) return false;
  }
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
