/** The smallest bytes that a frame header says are a JPEG; nothing can draw them. */
import { createHash } from "node:crypto";
import type { PictureDraft } from "../../shared/wire/desk.ts";

/** @param note told apart by it, at most 60 characters */
export function jpegBytes(width: number, height: number, note = ""): Buffer {
  const comment = Buffer.from(note, "latin1");
  const size = Buffer.alloc(2);
  size.writeUInt16BE(comment.length + 2);
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const start = Buffer.from([0xff, 0xd8, 0xff, 0xfe]);
  return Buffer.concat([start, size, comment, frame, Buffer.from([0xff, 0xd9])]);
}

export function pictureOf(bytes: Buffer, camera: number, fields: Partial<PictureDraft> = {}): PictureDraft {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const data = bytes.toString("base64");
  return { camera, at: 0, width: 640, height: 360, type: "image/jpeg", sha256, data, ...fields };
}
