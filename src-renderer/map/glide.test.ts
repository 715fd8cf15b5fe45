import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LOCATED, type TrackColumns } from "../../shared/track.ts";
import { clearGlide, createGlide, isGliding, placeOf, placesGoodFor, presence, receiveFixes } from "./glide.ts";

function fixes(lon: number, heading: number, uids = [7]): TrackColumns {
  const n = uids.length;
  return {
    uid: Uint32Array.from(uids),
    lon: new Float64Array(n).fill(lon),
    lat: new Float64Array(n).fill(28),
    heading: new Float32Array(n).fill(heading),
    speed: new Float32Array(n),
    status: new Uint8Array(n),
    at: new Float64Array(n),
    device: new Uint32Array(n).fill(LOCATED),
    alarm: new Uint32Array(n),
    fuel: new Float32Array(n).fill(Number.NaN),
    mileage: new Float32Array(n).fill(Number.NaN),
  };
}

describe("movers", () => {
  test("glide from where they are shown to the newest fix within one interval", () => {
    const glide = createGlide();
    receiveFixes(glide, fixes(112, 90), 0);
    receiveFixes(glide, fixes(112.001, 90), 1000);
    expect(placeOf(glide, 7, 1000)?.lon).toBe(112);
    expect(placeOf(glide, 7, 1500)?.lon).toBeCloseTo(112.0005, 9);
    expect(placeOf(glide, 7, 5000)?.lon).toBe(112.001);
    expect(isGliding(glide, 1500)).toBe(true);
    expect(isGliding(glide, 2000)).toBe(false);
    // an early fix starts from the middle of the way, never from behind
    receiveFixes(glide, fixes(112.002, 90), 1500);
    expect(placeOf(glide, 7, 1500)?.lon).toBeCloseTo(112.0005, 9);
  });

  test("turn the short way round", () => {
    const glide = createGlide();
    receiveFixes(glide, fixes(112, 350), 0);
    receiveFixes(glide, fixes(112.001, 10), 1000);
    expect(placeOf(glide, 7, 1250)?.heading).toBeCloseTo(360, 5);
  });

  test("jump to a far place instead of crossing the city, and go when no longer named", () => {
    const glide = createGlide();
    receiveFixes(glide, fixes(112, 0), 0);
    receiveFixes(glide, fixes(112.5, 0), 1000);
    expect(placeOf(glide, 7, 1000)?.lon).toBe(112.5);
    receiveFixes(glide, fixes(112.5, 0, [8]), 2000);
    expect(placeOf(glide, 7, 2000)).toBeNull();
    expect(placeOf(glide, 8, 2000)?.lon).toBe(112.5);
    clearGlide(glide);
    expect(placeOf(glide, 8, 2000)).toBeNull();
  });

  test("keep their own ways while others come and go", () => {
    const glide = createGlide();
    const lonOf = (uid: number) => 112 + uid / 1_000;
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 40 }), { maxLength: 12 }),
        (all) => {
          all.forEach((uids, i) => {
            const message = fixes(0, 90, uids);
            uids.forEach((uid, at) => (message.lon[at] = lonOf(uid)));
            receiveFixes(glide, message, i * 1_000);
            for (let uid = 1; uid <= 40; uid++) {
              const place = placeOf(glide, uid, i * 1_000 + 5_000);
              expect(place?.lon ?? null).toBe(uids.includes(uid) ? lonOf(uid) : null);
            }
            expect(glide.count).toBe(uids.length);
          });
        },
      ),
    );
  });

  test("are placed anew only when the quickest would be a quarter of a pixel further", () => {
    const glide = createGlide();
    receiveFixes(glide, fixes(112, 90), 0);
    receiveFixes(glide, fixes(112.001, 90), 1000); // 0.001° in a second
    expect(placesGoodFor(glide, 1000, 2500)).toBeCloseTo(100, 6);
    expect(placesGoodFor(glide, 1000, 250_000)).toBeCloseTo(1, 6);
    expect(placesGoodFor(glide, 1000, 1)).toBe(250);
    expect(placesGoodFor(glide, 2000, 250_000)).toBe(250); // arrived
  });

  test("fade after a minute and are gone after ten", () => {
    expect(presence(60_000)).toBe(1);
    expect(presence(60_001)).toBeLessThan(0.6);
    expect(presence(600_000)).toBeGreaterThan(0);
    expect(presence(600_001)).toBe(0);
  });
});
