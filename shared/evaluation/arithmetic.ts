/**
 * Small sums as reports write them: "15+24+28+27", "60.74%×0.55+40.01%×0.45", "(8,907−5,867)÷14664".
 *
 * Grammar, from the top: sum = product {(+ | −) product}; product = signed {(× | ÷) signed}; signed = [+ | −] signed |
 * percent; percent = atom {%}; atom = number | "(" sum ")". Full-width signs count as their narrow ones.
 */
import { ZERO, fraction, fromDecimal, minus, over, plus, times, type Fraction } from "./exact.ts";

/** What a sum comes to. */
export interface Sum {
  readonly value: Fraction;
  /** The numbers written in it, in order, as they stand (a percent sign is not applied). */
  readonly numbers: readonly Fraction[];
  /** Most digits behind a point among its numbers. */
  readonly digits: number;
}

/** What stood in the way: `wanted` was expected at the character `position` (1 is the first), where `found` stands. */
export interface SumFault {
  readonly wanted: "number" | "operator" | "closing" | "threeDigits" | "notZero" | "shorter";
  readonly position: number;
  /** The character there; empty at the end. */
  readonly found: string;
}

/** Longer cells are no figures, and parentheses could nest without bound. */
const MAX_LENGTH = 500;
const HUNDRED = fraction(100n);

/** Narrow forms of signs with several shapes, one character each so that positions stay. */
const SAME: Readonly<Record<string, string>> = {
  "−": "-",
  "–": "-",
  "×": "*",
  "÷": "/",
  "，": ",",
  "．": ".",
  "　": " ",
};

/** The same text in narrow characters, as long as before. */
export function narrowed(text: string): string {
  return text
    .replaceAll(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll(/[−–×÷，．　\u00a0]/g, (sign) => SAME[sign] ?? " ");
}

/** Reads and works out a sum. */
export function readSum(text: string): Sum | { readonly fault: SumFault } {
  if (text.length > MAX_LENGTH)
    return { fault: { wanted: "shorter", position: MAX_LENGTH + 1, found: text[MAX_LENGTH] ?? "" } };
  const reader = new SumReader(text);
  try {
    return reader.whole();
  } catch (error) {
    if (error instanceof Stop) return { fault: error.fault };
    throw error;
  }
}

/** Leaves the descent at the first fault. */
class Stop extends Error {
  readonly fault: SumFault;
  constructor(fault: SumFault) {
    super(fault.wanted);
    this.fault = fault;
  }
}

/** One descent over one text. */
class SumReader {
  readonly #text: string;
  readonly #shown: string;
  readonly #numbers: Fraction[] = [];
  #digits = 0;
  #at = 0;

  constructor(text: string) {
    this.#shown = text;
    this.#text = narrowed(text);
  }

  whole(): Sum {
    const value = this.#sum();
    if (this.#peek() !== "") this.#stop("operator");
    return { value, numbers: this.#numbers, digits: this.#digits };
  }

  #sum(): Fraction {
    let value = this.#product();
    for (;;) {
      if (this.#take("+")) value = plus(value, this.#product());
      else if (this.#take("-")) value = minus(value, this.#product());
      else return value;
    }
  }

  #product(): Fraction {
    let value = this.#signed();
    for (;;) {
      if (this.#take("*")) value = times(value, this.#signed());
      else if (this.#take("/")) {
        this.#peek();
        const start = this.#at;
        const by = this.#signed();
        if (by.n === 0n) this.#stop("notZero", start);
        value = over(value, by);
      } else return value;
    }
  }

  #signed(): Fraction {
    if (this.#take("+")) return this.#signed();
    if (this.#take("-")) return minus(ZERO, this.#signed());
    let value = this.#atom();
    while (this.#take("%")) value = over(value, HUNDRED);
    return value;
  }

  #atom(): Fraction {
    if (!this.#take("(")) return this.#number();
    const value = this.#sum();
    if (!this.#take(")")) this.#stop("closing");
    return value;
  }

  /** 1234, 1,234, 0.5. A comma only where three digits follow it and one to three stand before. */
  #number(): Fraction {
    if (!/\d/.test(this.#peek())) this.#stop("number");
    const start = this.#at;
    this.#digitsAhead();
    for (let group = this.#at - start; this.#text[this.#at] === ","; group = 3) {
      const comma = this.#at;
      this.#at += 1;
      if (this.#digitsAhead() !== 3 || group > 3) this.#stop("threeDigits", comma);
    }
    if (this.#text[this.#at] === ".") {
      this.#at += 1;
      const behind = this.#digitsAhead();
      if (behind === 0) this.#stop("number");
      this.#digits = Math.max(this.#digits, behind);
    }
    const value = fromDecimal(this.#text.slice(start, this.#at).replaceAll(",", ""));
    this.#numbers.push(value);
    return value;
  }

  /** Goes over digits and says how many there were. */
  #digitsAhead(): number {
    const start = this.#at;
    while (/\d/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    return this.#at - start;
  }

  /** The next character that is no blank; empty at the end. */
  #peek(): string {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
    return this.#text[this.#at] ?? "";
  }

  #take(sign: string): boolean {
    if (this.#peek() !== sign) return false;
    this.#at += 1;
    return true;
  }

  #stop(wanted: SumFault["wanted"], at = this.#at): never {
    throw new Stop({ wanted, position: at + 1, found: this.#shown[at] ?? "" });
  }
}
