/**
 * Exact numbers for checking what others printed: fractions of two big integers, and rounding half up at decimal digits.
 * A printed 0.29 for 0.285 is right by the rounding everyone learns, and a floating point number cannot tell.
 */

/** n/d in lowest terms with d > 0. Made by the functions here only. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** n/d. Throws when d is 0: who divides asks first. */
export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new Error("a fraction over zero");
  const sign = d < 0n ? -1n : 1n;
  const common = divisor(n < 0n ? -n : n, d * sign);
  return { n: (sign * n) / common, d: (sign * d) / common };
}

/** Greatest common divisor of a ≥ 0 and b > 0. */
function divisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export const ZERO = fraction(0n);

export function plus(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return plus(a, { n: -b.n, d: b.d });
}

export function times(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.n, a.d * b.d);
}

/** a/b. Throws when b is 0. */
export function over(a: Fraction, b: Fraction): Fraction {
  return fraction(a.n * b.d, a.d * b.n);
}

/** Below 0 when a < b, 0 when equal, above 0 when a > b. */
export function compare(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function absolute(a: Fraction): Fraction {
  return a.n < 0n ? { n: -a.n, d: a.d } : a;
}

/** The largest integer that is not above a. */
export function floor(a: Fraction): bigint {
  const whole = a.n / a.d;
  return a.n < 0n && whole * a.d !== a.n ? whole - 1n : whole;
}

/** The smallest integer that is not below a. */
export function ceiling(a: Fraction): bigint {
  return -floor({ n: -a.n, d: a.d });
}

/** A decimal without exponent, such as "-12.50". */
export function fromDecimal(text: string): Fraction {
  const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`no decimal: ${text}`);
  return fraction(BigInt(`${sign}${whole}${part}`), tenTo(part.length));
}

/** 10 to the power of digits ≥ 0. */
export function tenTo(digits: number): bigint {
  return 10n ** BigInt(digits);
}

/** Rounded half up, ties away from zero, to so many digits behind the point; the result is exact. */
export function rounded(a: Fraction, digits: number): Fraction {
  const scale = tenTo(digits);
  const half = fraction(1n, 2n);
  const scaled = times(absolute(a), fraction(scale));
  const whole = floor(plus(scaled, half));
  return fraction(a.n < 0n ? -whole : whole, scale);
}

/** As printed with so many digits behind the point: "98.44", "-0.02", "100.0". A zero has no sign. */
export function decimal(a: Fraction, digits: number): string {
  const { n, d } = rounded(a, digits);
  const all = ((n < 0n ? -n : n) * tenTo(digits)) / d;
  const text = all.toString().padStart(digits + 1, "0");
  const cut = text.length - digits;
  return `${n < 0n ? "-" : ""}${text.slice(0, cut)}${digits === 0 ? "" : `.${text.slice(cut)}`}`;
}

/** The same with a sign also when it is above zero: "+15". */
export function signed(a: Fraction, digits: number): string {
  const text = decimal(a, digits);
  return a.n > 0n ? `+${text}` : text;
}
