/**
 * Pictures one after the other in one answer (`multipart/x-mixed-replace`, as cameras send MJPEG). Cameras are sloppy with
 * boundaries and lengths: a length is believed where there is one, and else a picture ends where the next part begins.
 */
import { MOST_PIECE, notThatForm, Pending } from "./piece.ts";

export interface Part {
  readonly bytes: Uint8Array;
  /** When it was taken as its source says, epoch ms; null when it does not say. */
  readonly ownAt: number | null;
}

export interface Multipart {
  /** @throws TroubleError `streamForm` when parts are no pictures, or longer than any picture */
  take(bytes: Uint8Array): Part[];
}

const latin = new TextDecoder("latin1");
/** A part's own header is never this long, bytes. */
const MOST_HEADER = 16_384;

/**
 * The boundary as a content type names it, without the dashes before it; null for what is no answer of several parts.
 * Cameras write the dashes into the name or leave them out.
 */
export function boundaryOf(contentType: string): string | null {
  if (!/^multipart\//i.test(contentType)) return null;
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  return (quoted ?? plain ?? "").replace(/^--/, "") || null;
}

/** Header fields by their names in small letters. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** The time that a picture's header tells, epoch ms: `X-Timestamp` in seconds, else a date; null when there is none. */
export function ownTime(fields: { get(name: string): string | undefined | null }): number | null {
  const seconds = Number(fields.get("x-timestamp") ?? Number.NaN);
  if (seconds > 1e9 && seconds < 1e11) return Math.round(seconds * 1_000);
  const date = Date.parse(fields.get("last-modified") ?? "");
  return Number.isNaN(date) ? null : date;
}

function find(bytes: Uint8Array, what: string, from: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(what, from, "latin1");
}

/** @param boundary as `boundaryOf` gives it */
export function multipart(boundary: string): Multipart {
  const pending = new Pending();
  const mark = `--${boundary}`;
  let fields: ReadonlyMap<string, string> | null = null;
  /** Up to where the next boundary has been looked for in vain. */
  let looked = 0;

  /** The header of the next part; false when it is not whole yet. */
  function header(): boolean {
    const start = find(pending.view, mark, 0);
    const from = start < 0 ? 0 : start;
    const crlf = find(pending.view, "\r\n\r\n", from);
    const bare = find(pending.view, "\n\n", from);
    const end = crlf >= 0 && (bare < 0 || crlf < bare) ? crlf + 4 : bare < 0 ? -1 : bare + 2;
    if (start < 0 || end < 0) {
      if (pending.length > MOST_HEADER) throw notThatForm("MJPEG");
      return false;
    }
    pending.take(start);
    fields = fieldsOf(latin.decode(pending.take(end - start)));
    looked = 0;
    return true;
  }

  /** The picture of the part whose header is known; null when it is not whole yet. */
  function body(): Uint8Array | null {
    const length = Number(fields?.get("content-length") ?? Number.NaN);
    if (length > MOST_PIECE || pending.length > 2 * MOST_PIECE) throw notThatForm("MJPEG");
    if (Number.isInteger(length) && length > 0) return pending.length < length ? null : pending.take(length);
    const end = find(pending.view, mark, Math.max(0, looked - mark.length));
    looked = pending.length;
    if (end < 0) return null;
    const picture = pending.take(end);
    const [last, before] = [picture.at(-1), picture.at(-2)];
    return picture.subarray(0, picture.length - (last === 10 ? (before === 13 ? 2 : 1) : 0));
  }

  return {
    take(bytes) {
      pending.add(bytes);
      const parts: Part[] = [];
      while (fields !== null || header()) {
        const picture = body();
        if (picture === null) return parts;
        const ownAt = ownTime(fields!);
        fields = null;
        if (!isJpeg(picture)) throw notThatForm("MJPEG");
        parts.push({ bytes: new Uint8Array(picture), ownAt });
      }
      return parts;
    },
  };
}

export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;
