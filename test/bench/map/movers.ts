/**
 * Ten minutes of 2,000 movers at one fix a second, as the map keeps and arranges them: what is left in the heap.
 *
 * The six hundred messages and the frames between them are the real ones; only the waiting is left out, with the clock
 * handed in. The message of each second is new arrays, as the port delivers it.
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { LOCATED, type TrackColumns } from "../../../shared/track.ts";
import { createGlide, isGliding, placesGoodFor, receiveFixes } from "../../../src-renderer/map/glide.ts";
import { arrangeMovers, createMoverMarks } from "../../../src-renderer/map/layers/movers.ts";

const MOVERS = 2_000;
const SECONDS = 600;
/** Frames between two messages: the map places movers anew at most so often when a city is in view. */
const FRAMES = 10;
/** The heap is compared with that after so many seconds, when all code has been compiled and all arrays have their size. */
const SETTLED = 120;
const START = Date.UTC(2026, 10, 22);

/** Everyone drives a circle of its own. */
function fixes(second: number): TrackColumns {
  const at = START + second * 1_000;
  const of = { length: MOVERS };
  const angle = (i: number) => (i + second / 60) * 0.7;
  return {
    uid: Uint32Array.from(of, (_, i) => i + 1),
    lon: Float64Array.from(of, (_, i) => 114 + (i % 50) * 0.004 + Math.cos(angle(i)) * 0.002),
    lat: Float64Array.from(of, (_, i) => 30 + Math.floor(i / 50) * 0.004 + Math.sin(angle(i)) * 0.002),
    heading: Float32Array.from(of, (_, i) => ((angle(i) * 180) / Math.PI) % 360),
    speed: new Float32Array(MOVERS).fill(12),
    status: new Uint8Array(MOVERS),
    at: new Float64Array(MOVERS).fill(at),
    device: new Uint32Array(MOVERS).fill(LOCATED),
    alarm: new Uint32Array(MOVERS),
    fuel: new Float32Array(MOVERS).fill(40),
    mileage: new Float32Array(MOVERS).fill(1_000),
  };
}

/** Bytes alive after two collections, arrays outside of the heap counted too. */
function alive(collect: () => void): number {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Growth of the heap in percent between the second minute and the tenth. */
export async function measureMovers(say: (line: string) => void): Promise<{ moversHeapGrowthPercent: number }> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const glide = createGlide();
  const marks = createMoverMarks();
  const kinds = new Map(Array.from({ length: MOVERS }, (_, i) => [i + 1, i % 3 === 0 ? "sanitation" : "patroller"]));
  let drawn = 0;
  let before = 0;
  let longest = 0;
  const began = performance.now();
  for (let second = 0; second < SECONDS; second++) {
    const tracks = fixes(second);
    receiveFixes(glide, tracks, second * 1_000);
    for (let frame = 0; frame < FRAMES; frame++) {
      const now = second * 1_000 + (frame * 1_000) / FRAMES;
      const started = performance.now();
      if (isGliding(glide, now) && placesGoodFor(glide, now, 50_000) > 0) {
        drawn += arrangeMovers(marks, tracks, kinds, glide, now, START + now).arrows.length;
      }
      longest = Math.max(longest, second < SETTLED ? 0 : performance.now() - started);
    }
    if (second === SETTLED) before = alive(collect);
    // As a window does between two messages.
    if (second % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const took = performance.now() - began;
  const after = alive(collect);
  if (drawn < MOVERS * (SECONDS - 1) * (FRAMES - 1))
    throw new Error(`only ${drawn} marks were drawn: nothing was measured`);
  const growth = ((after - before) / before) * 100;
  say(
    `movers: ${MOVERS} at 1 Hz for ${SECONDS} s, ${FRAMES} frames a second: ${(took / (SECONDS * FRAMES)).toFixed(2)} ms ` +
      `a frame with its share of the message, ${longest.toFixed(1)} ms at most; alive ${(before / 1e6).toFixed(1)} → ` +
      `${(after / 1e6).toFixed(1)} MB`,
  );
  return { moversHeapGrowthPercent: growth };
}
