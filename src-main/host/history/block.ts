/**
 * A few minutes of one unit's positions, packed: differences to the position before, in whole steps. A second of walking
 * takes about six bytes.
 *
 * Time is kept to a tenth of a second, places to a millionth of a degree (0.1 m), headings to two degrees.
 */

export interface Fix {
  /** Epoch ms. */
  readonly at: number;
  readonly lon: number;
  readonly lat: number;
  /** Degrees clockwise from north, NaN when unknown. */
  readonly heading: number;
  /** Index in UNIT_STATUS. */
  readonly status: number;
}

const TICK_MS = 100;
const STEP_DEGREES = 1e-6;
const HEADING_DEGREES = 2;
const NO_HEADING = 255;

/** Whole steps as they are kept. */
interface Steps {
  tick: number;
  lon: number;
  lat: number;
  status: number;
}

const stepsOf = ({ at, lon, lat, status }: Fix): Steps => ({
  tick: Math.round(at / TICK_MS),
  lon: Math.round(lon / STEP_DEGREES),
  lat: Math.round(lat / STEP_DEGREES),
  status,
});

/** Positions of one unit in the order of time, growing. */
export class BlockWriter {
  readonly fromAt: number;
  #toAt: number;
  #count = 0;
  #bytes = new Uint8Array(256);
  #length = 0;
  #last: Steps;

  /** @param first the position the block begins with; add it too */
  constructor(first: Fix) {
    this.#last = { ...stepsOf(first), status: -1 };
    this.fromAt = this.#last.tick * TICK_MS;
    this.#toAt = this.fromAt;
  }

  /** When the last position was, epoch ms. */
  get toAt(): number {
    return this.#toAt;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds a position that is no earlier than the last one. */
  add(fix: Fix): void {
    const next = stepsOf(fix);
    const last = this.#last;
    const changed = next.status !== last.status;
    this.#whole((next.tick - last.tick) * 2 + (changed ? 1 : 0));
    if (changed) this.#byte(next.status);
    this.#signed(next.lon - last.lon);
    this.#signed(next.lat - last.lat);
    this.#byte(Number.isNaN(fix.heading) ? NO_HEADING : Math.round((fix.heading % 360) / HEADING_DEGREES) % 180);
    this.#last = next;
    this.#toAt = next.tick * TICK_MS;
    this.#count++;
  }

  /** A copy of what there is so far. */
  bytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const wider = new Uint8Array(this.#bytes.length * 2);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes[this.#length++] = value;
  }

  /** Seven bits a byte, the lowest first. */
  #whole(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.#byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }

  #signed(value: number): void {
    this.#whole(value >= 0 ? value * 2 : -value * 2 - 1);
  }
}

/**
 * Hands every position of a block to `visit`, in the order of time; the first one has its place whole.
 * @throws when the bytes are no such block
 */
export function readBlock(
  bytes: Uint8Array,
  first: Pick<Fix, "at" | "lon" | "lat">,
  visit: (at: number, lon: number, lat: number, heading: number, status: number) => void,
): void {
  let place = 0;
  const byte = (): number => {
    if (place >= bytes.length) throw new Error("a block of positions is cut off");
    return bytes[place++] as number;
  };
  const whole = (): number => {
    let next = byte();
    let value = next & 127;
    for (let worth = 128; next > 127; worth *= 128) {
      next = byte();
      value += (next & 127) * worth;
    }
    return value;
  };
  const signed = (): number => {
    const value = whole();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  let { tick, lon, lat } = stepsOf({ ...first, heading: 0, status: 0 });
  let status = 0;
  while (place < bytes.length) {
    const head = whole();
    tick += Math.floor(head / 2);
    if (head % 2 === 1) status = byte();
    lon += signed();
    lat += signed();
    const heading = byte();
    visit(
      tick * TICK_MS,
      lon * STEP_DEGREES,
      lat * STEP_DEGREES,
      heading === NO_HEADING ? Number.NaN : heading * HEADING_DEGREES,
      status,
    );
  }
}
