/**
 * What a long run says of memory: the least of its beginning and of its end, after the warm-up. What a collector has not got
 * round to and what a cache of tiles holds come and go; what leaks is in the least too.
 */

/** One look at a page and the process that draws it. Null where the system does not say. */
export interface Sample {
  /** Bytes of the page's heap after a collection. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Bytes that the browser says its graphics hold, and all that its graphics process holds. */
  readonly gpu: number | null;
  readonly gpuProcess: number | null;
}

export const QUANTITIES = ["heap", "nodes", "listeners", "gpu", "gpuProcess"] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** Bytes of one frame of the window that is watched. The browser keeps one to three of them, as the moment has it. */
const FRAME = 1_920 * 1_080 * 4;
/** What may change without anything being kept: a garbage collector's and an allocator's grain. */
const GRAIN: Readonly<Record<Quantity, number>> = {
  heap: 2_000_000,
  nodes: 40,
  listeners: 20,
  gpu: 2 * FRAME,
  gpuProcess: 3 * FRAME,
};

export interface Growth {
  readonly share: number;
  /** Beyond what is allowed and beyond the grain of what is measured. */
  readonly much: boolean;
}

/** Growth of a quantity from the first to the last third of the samples; null where it was never told. */
export function growthOf(samples: readonly Sample[], of: Quantity, allowed: number): Growth | null {
  const values = samples.flatMap((sample) => sample[of] ?? []);
  if (values.length === 0) return null;
  const third = Math.max(1, Math.floor(values.length / 3));
  const [first, last] = [Math.min(...values.slice(0, third)), Math.min(...values.slice(-third))];
  return { share: last / first - 1, much: last - first > Math.max(first * allowed, GRAIN[of]) };
}
