/** A picture that comes with a report: whether its bytes are what is said of them. */
import { createHash } from "node:crypto";
import type { PictureDraft } from "../../shared/wire/desk.ts";

/** Bytes of a JPEG with its width and height in pixels, as its own frame header says; null when it is none. */
function sizeOf(bytes: Buffer): { readonly width: number; readonly height: number } | null {
  const isWhole =
    bytes.length > 4 && bytes.readUInt16BE(0) === 0xff_d8 && bytes.readUInt16BE(bytes.length - 2) === 0xff_d9;
  if (!isWhole) return null;
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] as number;
    const length = bytes.readUInt16BE(at + 2);
    // SOF0 to SOF15 but for DHT, JPG and DAC, which lie among them (ITU-T T.81, table B.1).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

/** The bytes, when they are a JPEG of that size and hash; null when they are not. */
export function bytesOf({ data, sha256, width, height }: PictureDraft): Buffer | null {
  const bytes = Buffer.from(data, "base64");
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) return null;
  const size = sizeOf(bytes);
  return size !== null && size.width === width && size.height === height ? bytes : null;
}
