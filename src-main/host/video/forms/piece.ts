/** What a stream is cut into, so that who joins later begins where a picture stands for itself. */
import { TroubleError } from "../../../../shared/trouble.ts";

export interface Piece {
  readonly bytes: Uint8Array;
  /** Under which name who joins later needs it first, the newest of each name; "" for what is needed only in its place. */
  readonly head: string;
  /** A picture begins here that needs none before it. */
  readonly key: boolean;
}

/** Takes a stream apart as it comes. */
export interface Form {
  /**
   * The next bytes; gives the pieces that are whole now, in order.
   * @throws TroubleError `streamForm` when it is no such stream
   */
  take(bytes: Uint8Array): Piece[];
}

/** A piece of more than this is no piece of a picture, bytes. */
export const MOST_PIECE = 8 << 20;

/** @param what the form that was awaited, or what came in its place */
export const notThatForm = (what: string): TroubleError => new TroubleError("streamForm", { what });

/** One array of its own, which no other bytes share: what is sent to a window is copied with all that lies beside it. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Bytes that have come and are not used yet. */
export class Pending {
  private bytes: Uint8Array = new Uint8Array(0);

  get length(): number {
    return this.bytes.byteLength;
  }

  /** What lies there, without taking it. */
  get view(): Uint8Array {
    return this.bytes;
  }

  add(more: Uint8Array): void {
    this.bytes = this.bytes.byteLength === 0 ? more : joined([this.bytes, more]);
  }

  take(length: number): Uint8Array {
    const taken = this.bytes.subarray(0, length);
    this.bytes = this.bytes.subarray(length);
    return taken;
  }
}

export const uint32 = (bytes: Uint8Array, at: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);

export const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
