/**
 * Frames of JT/T 808, the line of vehicle terminals: two flags around an escaped header, body and checksum. Editions 2013
 * and 2019 differ in their header: bit 14 of the attributes says that a version byte and a longer number follow.
 */

const FLAG = 0x7e;
const ESCAPE = 0x7d;
const ENCRYPTION = 0b111 << 10;
const IN_PACKETS = 1 << 13;
const EDITION_2019 = 1 << 14;
const BODY_LENGTH = 0x3ff;
/** A body of 1,023 bytes with the longest header, all of it escaped, does not come to this. */
export const MOST_FRAME_BYTES = 2_200;

export interface JtMessage {
  /** Number of the kind of message, e.g. 0x0200. */
  readonly id: number;
  readonly edition: 2013 | 2019;
  /** Number of the terminal's card: digits without the zeros in front, "0" when there is nothing else. */
  readonly phone: string;
  /** Counts the messages of one side, 16 bits. */
  readonly serial: number;
  readonly body: Uint8Array;
}

/** Why bytes between two flags are no message. Each has a sentence `hub.jt808.<fault>`. */
export const JT_FAULTS = [
  "tooShort", // shorter than the shortest header
  "tooLong", // no end after MOST_FRAME_BYTES
  "escape", // an escape sign followed by neither 01 nor 02
  "checksum",
  "length", // the header says another length of the body
  "phone", // a digit of the number is none
  "encrypted",
  "packets", // a message in several packets: no message we take needs them
  "body", // the body does not hold what its kind of message must
] as const;
export type JtFault = (typeof JT_FAULTS)[number];

export type JtRead<T> = { readonly ok: T } | { readonly fault: JtFault };

/** Takes the escapes out of what lies between two flags; null where one is broken. */
function unescaped(bytes: Uint8Array): Uint8Array | null {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    let byte = bytes[i] as number;
    if (byte === ESCAPE) {
      const next = bytes[++i];
      if (next === 0x01) byte = ESCAPE;
      else if (next === 0x02) byte = FLAG;
      else return null;
    }
    out[length++] = byte;
  }
  return out.subarray(0, length);
}

function checksumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

/** Digits of a number in BCD without the zeros in front; null when a half byte is no digit. */
function phoneOf(bytes: Uint8Array): string | null {
  let text = "";
  for (const byte of bytes) {
    const [high, low] = [byte >> 4, byte & 15];
    if (high > 9 || low > 9) return null;
    text += `${high}${low}`;
  }
  return text.replace(/^0+(?=\d)/, "");
}

/** Reads what lies between two flags. Never throws. */
export function readFrame(between: Uint8Array): JtRead<JtMessage> {
  if (between.length > MOST_FRAME_BYTES) return { fault: "tooLong" };
  const whole = unescaped(between);
  if (whole === null) return { fault: "escape" };
  if (whole.length < 13) return { fault: "tooShort" };
  if (checksumOf(whole) !== 0) return { fault: "checksum" };
  const view = new DataView(whole.buffer, whole.byteOffset, whole.length);
  const attributes = view.getUint16(2);
  if ((attributes & ENCRYPTION) !== 0) return { fault: "encrypted" };
  if ((attributes & IN_PACKETS) !== 0) return { fault: "packets" };
  const later = (attributes & EDITION_2019) !== 0;
  const [phoneAt, phoneBytes] = later ? [5, 10] : [4, 6];
  const bodyAt = phoneAt + phoneBytes + 2;
  if (whole.length < bodyAt + 1) return { fault: "tooShort" };
  if (whole.length - 1 - bodyAt !== (attributes & BODY_LENGTH)) return { fault: "length" };
  const phone = phoneOf(whole.subarray(phoneAt, phoneAt + phoneBytes));
  if (phone === null) return { fault: "phone" };
  return {
    ok: {
      id: view.getUint16(0),
      edition: later ? 2019 : 2013,
      phone,
      serial: view.getUint16(bodyAt - 2),
      body: whole.slice(bodyAt, -1),
    },
  };
}

/**
 * A message as it goes on the line, flags included.
 * @throws when the body is longer than a frame can say, or the number longer than its field: broken invariants.
 */
export function writeFrame({ id, edition, phone, serial, body }: JtMessage): Uint8Array<ArrayBuffer> {
  const digits = edition === 2019 ? 20 : 12;
  if (body.length > BODY_LENGTH) throw new Error(`a body of ${body.length} bytes does not fit into one frame`);
  if (phone.length > digits) throw new Error(`the number ${phone} has more than ${digits} digits`);
  const padded = phone.padStart(digits, "0");
  const plain = [id >> 8, id & 255, (body.length >> 8) | (edition === 2019 ? EDITION_2019 >> 8 : 0), body.length & 255];
  if (edition === 2019) plain.push(1);
  for (let i = 0; i < digits; i += 2) plain.push((Number(padded[i]) << 4) | Number(padded[i + 1]));
  plain.push((serial >> 8) & 255, serial & 255, ...body);
  plain.push(checksumOf(Uint8Array.from(plain)));
  const escaped = plain.flatMap((byte) => (byte === FLAG ? [ESCAPE, 0x02] : byte === ESCAPE ? [ESCAPE, 0x01] : [byte]));
  return Uint8Array.from([FLAG, ...escaped, FLAG]);
}

/** Cuts a stream of bytes at its flags. What comes before the first flag is noise and dropped. */
export interface FrameCutter {
  /** What lies between two flags, in order; null in place of a frame that does not end. */
  take(bytes: Uint8Array): (Uint8Array | null)[];
}

export function frameCutter(): FrameCutter {
  const kept = new Uint8Array(MOST_FRAME_BYTES);
  /** Bytes kept since the last flag; -1 before the first one and after a frame without an end. */
  let length = -1;
  return {
    take(bytes) {
      const frames: (Uint8Array | null)[] = [];
      for (const byte of bytes) {
        if (byte === FLAG) {
          // A flag may end one frame and begin the next; two in a row enclose nothing.
          if (length > 0) frames.push(kept.slice(0, length));
          length = 0;
        } else if (length >= MOST_FRAME_BYTES) {
          frames.push(null);
          length = -1;
        } else if (length >= 0) {
          kept[length++] = byte;
        }
      }
      return frames;
    },
  };
}
