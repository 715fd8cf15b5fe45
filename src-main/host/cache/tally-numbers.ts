/**
 * Whole numbers as bytes: groups of seven bits, the high bit set on all but the last; most counts take one byte. Numbers
 * that may be below zero are written zigzag (0, −1, 1, −2 …).
 */
export class NumberWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private end = 0;

  constructor(room: number) {
    this.bytes = new Uint8Array(room);
  }

  get length(): number {
    return this.end;
  }

  /** A whole number from 0 on. */
  write(value: number): void {
    if (this.end + 9 > this.bytes.length) this.grow();
    const { bytes } = this;
    let rest = value;
    // Beyond 31 bits the operators on bits would cut it.
    for (; rest > 0x7fffffff; rest = Math.floor(rest / 0x80)) bytes[this.end++] = (rest % 0x80) | 0x80;
    for (; rest > 0x7f; rest >>>= 7) bytes[this.end++] = (rest & 0x7f) | 0x80;
    bytes[this.end++] = rest;
  }

  /** A whole number of either sign. */
  writeSigned(value: number): void {
    this.write(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Puts a byte where one was written before. */
  setByte(at: number, value: number): void {
    this.bytes[at] = value;
  }

  /** A copy of everything written; the writer is empty then. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.end);
    this.end = 0;
    return taken;
  }

  private grow(): void {
    const wider = new Uint8Array(this.bytes.length * 2);
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

export class NumberReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get done(): boolean {
    return this.at >= this.bytes.length;
  }

  read(): number {
    const { bytes } = this;
    const first = bytes[this.at++] as number;
    if (first < 0x80) return first;
    let value = first & 0x7f;
    for (let scale = 0x80; ; scale *= 0x80) {
      const byte = bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  readSigned(): number {
    const zigzag = this.read();
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }
}
