import { describe, expect, test } from "vitest";
import {
  BLACK_MS,
  isBlack,
  isSame,
  SAMPLE_HEIGHT,
  SAMPLE_WIDTH,
  STALLED_MS,
  watchMotion,
  type Sample,
} from "./frozen.ts";

/** A street by day, one pixel of it as told. */
function picture(value: number, base = 120): Sample {
  const sample = new Uint8ClampedArray(SAMPLE_WIDTH * SAMPLE_HEIGHT * 4);
  for (let i = 0; i < sample.length; i++) sample[i] = base + (i % 90);
  sample[4 * 77] = value;
  return sample;
}

const black = (noise: number): Sample => {
  const sample = new Uint8ClampedArray(SAMPLE_WIDTH * SAMPLE_HEIGHT * 4);
  for (let i = 0; i < sample.length; i++) sample[i] = 8 + (i % 3) * noise;
  return sample;
};

/**
 * Plays at 10 frames a second, looked at when the watch asks; when it was first told as something else, and as what.
 * @param frameAt what is on the screen, null for no new frame
 */
function play(ms: number, frameAt: (now: number) => Sample | null) {
  const watch = watchMotion(0);
  let looks = 0;
  let shown = picture(0);
  for (let now = 0; now <= ms; now += 100) {
    const frame = frameAt(now);
    if (frame !== null) {
      shown = frame;
      watch.frame(now);
      if (watch.wantsTwin()) watch.twin(shown);
    }
    if (watch.wants(now)) {
      looks++;
      watch.sampled(shown, now);
    }
    const state = watch.state(now);
    if (state !== "moves") return { state, at: now, looks };
  }
  return { state: "moves", at: ms, looks };
}

/** The same picture as an encoder gives it: off by up to 4 from one second to the next, and settled within a second. */
const encodedAnew = (now: number): Sample => {
  const sample = picture(255);
  const off = now % 1_000 < 300 ? 4 : (Math.floor(now / 1_000) % 3) + 1;
  for (let i = 0; i < sample.length; i += 5) sample[i]! += off;
  return sample;
};

/** A street where nothing happens, as a lens sees it: each frame rustles a little. */
const quiet = (now: number): Sample => {
  const sample = picture(255);
  sample[4 * ((now / 100) % 97)]! += 1 + ((now / 100) % 2);
  return sample;
};

describe("a picture", () => {
  test("V17 that moves in one pixel moves", () => {
    expect(play(25_000, (now) => picture((now / 100) % 2 === 0 ? 40 : 90)).state).toBe("moves");
  });

  test("that moves is looked at every two seconds and no more", () => {
    expect(play(20_000, (now) => picture((now / 2_000) % 2 < 1 ? 40 : 90)).looks).toBe(11);
  });

  test.each([0, 500, 1_000, 1_900, 12_300])(
    "V17 that stands still from %i ms on is told within ten seconds",
    (from) => {
      const { state, at } = play(30_000, (now) => (now < from ? picture(now % 251) : encodedAnew(now)));
      expect(state).toBe("frozen");
      expect(at - from).toBeLessThanOrEqual(9_000);
      expect(at - from).toBeGreaterThanOrEqual(6_000);
    },
  );

  test("V17 of a quiet street is live, though nothing happens in it", () => {
    expect(play(60_000, quiet).state).toBe("moves");
  });

  test("V17 without new frames is stalled after five seconds", () => {
    expect(play(60_000, (now) => (now < 3_000 ? picture(now % 251) : null))).toMatchObject({
      state: "stalled",
      at: 2_900 + STALLED_MS,
    });
  });

  test("V18 that is dark and flat is black, and not frozen, whether it rustles or not", () => {
    for (const noise of [() => 0, (now: number) => (now / 100) % 2]) {
      const { state, at } = play(60_000, (now) => (now < 5_000 ? picture(now % 251) : black(noise(now))));
      expect(state).toBe("black");
      expect(at - 5_000).toBeLessThanOrEqual(BLACK_MS + 2_500);
    }
  });

  test("of a window that was held up gets two seconds to show what was missed", () => {
    const watch = watchMotion(0);
    watch.sampled(picture(1), 0);
    watch.sampled(picture(1), 500);
    for (let i = 0; i < 5; i++) watch.twin(picture(1));
    watch.heldUp(30_000);
    watch.sampled(picture(1), 30_000);
    expect(watch.state(30_000)).toBe("moves");
    expect(watch.state(31_900)).toBe("moves");
    expect(watch.state(32_000)).toBe("stalled");
    watch.frame(32_000);
    watch.sampled(picture(1), 32_000);
    expect(watch.state(32_000)).toBe("frozen");
  });
});

test("a night street with lamps is not black, a covered lens is", () => {
  const night = black(0);
  for (let i = 0; i < night.length; i += 400) night[i] = night[i + 1] = night[i + 2] = 220;
  expect(isBlack(night)).toBe(false);
  expect(isBlack(black(2))).toBe(true);
  expect(isBlack(picture(0))).toBe(false);
});

test("pictures are the same to the last bit or not at all", () => {
  expect(isSame(picture(5), picture(5))).toBe(true);
  expect(isSame(picture(5), picture(6))).toBe(false);
});
