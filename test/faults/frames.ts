/**
 * The messages in one direction of a WebSocket connection, cut out of its bytes whole and left as they are (RFC 6455).
 *
 * Bytes come in pieces as the network likes. What comes out are **units**: a head of HTTP, a message with all its frames,
 * or, where the message is one of socket.io that announces attachments, the message with those. A unit can be dropped,
 * doubled or moved without breaking the stream.
 */

export interface Unit {
  /** What travels, byte for byte. */
  readonly bytes: Buffer;
  /** The text of a text message; null of everything else. */
  readonly text: string | null;
}

interface Frame {
  readonly fin: boolean;
  readonly opcode: number;
  readonly bytes: Buffer;
  /** Without its mask. */
  readonly payload: Buffer;
}

const CONTINUATION = 0;
const TEXT = 1;
/** Opcodes from here on are control frames, which may come between the frames of a message. */
const CONTROL = 8;
const HEAD_END = "\r\n\r\n";
/** engine.io's message, socket.io's event or acknowledgement with so many attachments. */
const ANNOUNCES = /^4[56](\d+)-/;

/** The first frame in `bytes`; null while it is not whole. */
export function firstFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const [first, second] = [bytes[0] as number, bytes[1] as number];
  const short = second & 0x7f;
  const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
  const masked = (second & 0x80) !== 0;
  const start = 2 + wide + (masked ? 4 : 0);
  if (bytes.length < start) return null;
  const length = wide === 0 ? short : wide === 2 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  const end = start + length;
  if (bytes.length < end) return null;
  const payload = Buffer.from(bytes.subarray(start, end));
  if (masked)
    for (let i = 0; i < length; i++) payload[i] = (payload[i] as number) ^ (bytes[start - 4 + (i & 3)] as number);
  return { fin: (first & 0x80) !== 0, opcode: first & 0x0f, bytes: bytes.subarray(0, end), payload };
}

/** Reads one direction of a connection. */
export class UnitReader {
  /** `head`: HTTP has not been left yet; `plain`: it will not be. */
  private at: "head" | "frames" | "plain" = "head";
  private rest: Buffer = Buffer.alloc(0);
  /** Frames of a message that is not whole. */
  private frames: Frame[] = [];
  /** A message that waits for so many attachments. */
  private waiting: { readonly parts: Buffer[]; readonly text: string; missing: number } | null = null;

  /** Takes the next bytes; gives the units they complete, in order. */
  push(bytes: Buffer): Unit[] {
    this.rest = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    const units: Unit[] = [];
    if (this.at === "head") {
      const end = this.rest.indexOf(HEAD_END);
      if (end < 0) return [];
      const head = this.take(end + HEAD_END.length);
      this.at = /^(?:HTTP\/1\.1 101 |GET )/.test(head.toString("latin1")) && isUpgrade(head) ? "frames" : "plain";
      units.push({ bytes: head, text: null });
    }
    if (this.at === "plain") {
      if (this.rest.length > 0) units.push({ bytes: this.take(this.rest.length), text: null });
      return units;
    }
    for (let frame = firstFrame(this.rest); frame !== null; frame = firstFrame(this.rest)) {
      this.take(frame.bytes.length);
      const unit = this.framed(frame);
      if (unit !== null) units.push(unit);
    }
    return units;
  }

  private take(length: number): Buffer {
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  private framed(frame: Frame): Unit | null {
    if (frame.opcode >= CONTROL) return { bytes: frame.bytes, text: null };
    this.frames.push(frame);
    if (!frame.fin) return null;
    const frames = this.frames;
    this.frames = [];
    const bytes = Buffer.concat(frames.map((each) => each.bytes));
    const kind = (frames[0] as Frame).opcode;
    const text = kind === TEXT ? Buffer.concat(frames.map(({ payload }) => payload)).toString("utf8") : null;
    if (kind === CONTINUATION) throw new Error("a continuation of nothing");
    return this.withAttachments(bytes, text);
  }

  private withAttachments(bytes: Buffer, text: string | null): Unit | null {
    const { waiting } = this;
    if (waiting !== null) {
      waiting.parts.push(bytes);
      waiting.missing -= 1;
      // A text is no attachment: what it interrupts goes on with it.
      if (text === null && waiting.missing > 0) return null;
      this.waiting = null;
      return { bytes: Buffer.concat(waiting.parts), text: waiting.text };
    }
    const missing = text === null ? 0 : Number(ANNOUNCES.exec(text)?.[1] ?? 0);
    if (text === null || missing === 0) return { bytes, text };
    this.waiting = { parts: [bytes], text, missing };
    return null;
  }
}

function isUpgrade(head: Buffer): boolean {
  return /^upgrade: *websocket\r?$/im.test(head.toString("latin1"));
}
