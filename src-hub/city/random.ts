/**
 * Repeatable chance. Every draw of the city hangs on the seed and on the name of what is drawn, never on how many draws
 * came before: so history, catching up and live running agree, and a restart goes on as if it had not happened.
 */

/** A source of numbers in [0, 1). */
export type Random = () => number;

/** A generator (mulberry32) for the thing that `names` names under a seed. */
export function randomOf(seed: number, ...names: readonly (string | number)[]): Random {
  let hash = (2166136261 ^ seed) >>> 0;
  for (const name of names) {
    const text = String(name);
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
    hash = Math.imul(hash ^ 0x2f, 16777619);
  }
  // FNV leaves neighbouring names close together; two rounds of avalanche part them.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  let state = (hash ^ (hash >>> 16)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + random() * (high - low);
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** Exponential waiting time with this mean, cut at six means. */
export function waiting(random: Random, mean: number): number {
  return Math.min(6, -Math.log(1 - random())) * mean;
}

/** How many of something happen when `mean` are expected (Poisson). For means up to a few hundred. */
export function poisson(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > floor) {
    product *= random();
    count++;
  }
  return count;
}

/** Prepares a weighted choice: running sums are made once, each draw is a binary search. */
export function weighted<T>(entries: readonly (readonly [item: T, weight: number])[]): (random: Random) => T {
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of entries) sums.push((total += weight));
  return (random) => {
    const at = random() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) > at) high = middle;
      else low = middle + 1;
    }
    return (entries[low] as readonly [T, number])[0];
  };
}
