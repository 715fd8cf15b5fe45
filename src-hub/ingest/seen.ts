/**
 * Which keys this run has met already. A file of any size must fit, so keys are not kept as text: whole numbers are bits
 * in pages, everything else is a 64-bit hash in typed arrays (12 bytes a key or so; a clash among 30 million keys has
 * about one chance in 40,000).
 */

const PAGE_BITS = 65_536;
const START = 1 << 16;

export interface SeenKeys {
  /** Notes the key; true when it was there already. */
  add(key: string): boolean;
}

export function seenKeys(): SeenKeys {
  const pages = new Map<number, Uint8Array>();
  let slots = START;
  let high = new Uint32Array(slots);
  let low = new Uint32Array(slots);
  let used = 0;

  function addNumber(value: number): boolean {
    const page = Math.floor(value / PAGE_BITS);
    const bit = value % PAGE_BITS;
    let bits = pages.get(page);
    if (bits === undefined) pages.set(page, (bits = new Uint8Array(PAGE_BITS / 8)));
    const mask = 1 << (bit & 7);
    const had = ((bits[bit >> 3] as number) & mask) !== 0;
    bits[bit >> 3] = (bits[bit >> 3] as number) | mask;
    return had;
  }

  function addHash(h: number, l: number): boolean {
    let slot = (h ^ (l >>> 7)) & (slots - 1);
    while (high[slot] !== 0 || low[slot] !== 0) {
      if (high[slot] === h && low[slot] === l) return true;
      slot = (slot + 1) & (slots - 1);
    }
    high[slot] = h;
    low[slot] = l;
    used += 1;
    if (used > slots * 0.7) grow();
    return false;
  }

  function grow(): void {
    const [oldHigh, oldLow] = [high, low];
    slots *= 2;
    high = new Uint32Array(slots);
    low = new Uint32Array(slots);
    used = 0;
    for (let i = 0; i < oldHigh.length; i++) {
      if (oldHigh[i] !== 0 || oldLow[i] !== 0) addHash(oldHigh[i] as number, oldLow[i] as number);
    }
  }

  return {
    add(key) {
      // Leading zeros would make two keys one number.
      if (/^(0|[1-9]\d{0,8})$/.test(key)) return addNumber(Number(key));
      const [h, l] = hash(key);
      return addHash(h, l);
    },
  };
}

/** Two independent 32-bit hashes (FNV-1a and a multiplicative one over UTF-16 units); never both 0. */
function hash(key: string): [number, number] {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9 ^ key.length;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16), 0xc2b2ae35) >>> 0;
  return a === 0 && b >>> 0 === 0 ? [1, 1] : [a, b >>> 0];
}
