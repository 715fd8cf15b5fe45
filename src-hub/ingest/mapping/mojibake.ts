/**
 * Text that was UTF-8, was read as a one-byte Western encoding and was written as UTF-8 again ("â€™" for "’").
 * It is put right only when the way back is certain: every character has its byte, and the bytes are valid UTF-8.
 */

/** Characters of windows-1252 that are not at their own code point, by code point. */
const CP1252 = new Map<number, number>(
  [..."€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"].map((c, i) => [
    c.codePointAt(0) as number,
    0x80 + i,
  ]),
);

/** A lead byte of a UTF-8 sequence followed by something that can be its next byte. */
const SUSPECT = /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/;

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** The text as it was meant, or null when it is not surely double-encoded. */
export function repairedText(text: string): string | null {
  if (!SUSPECT.test(text)) return null;
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const byte = code <= 0xff ? code : CP1252.get(code);
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  try {
    return utf8.decode(bytes);
  } catch {
    // Not UTF-8 underneath: the text means what it says.
    return null;
  }
}
