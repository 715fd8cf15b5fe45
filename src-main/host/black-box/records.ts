/**
 * What the black box writes, as bytes: records one after another, each with its length and a checksum, so that a file which
 * a power cut ended in the middle of a record is good up to the one before (rule X78).
 *
 * u32 length of what follows · u8 kind · f64 hub time · f64 machine's time · u16 length of the name · name · body · u32 CRC
 */
import { crc32 } from "node:zlib";

/** A picture's name is its window, an act has none; the body is the JPEG or the act as JSON. */
export interface BoxRecord {
  readonly kind: "picture" | "act";
  /** Hub time, epoch ms. */
  readonly at: number;
  /** This machine's own clock, epoch ms. */
  readonly wall: number;
  readonly name: string;
  readonly body: Uint8Array;
}

const KINDS = ["picture", "act"] as const;
/** Kind, two instants, the name's length; and the checksum behind the body. */
const HEAD = 1 + 8 + 8 + 2;
const CRC = 4;
/** No record is longer; a length beyond it is a torn or foreign file. */
const LONGEST = 1_048_576;

export function encodeRecord({ kind, at, wall, name, body }: BoxRecord): Buffer {
  const label = Buffer.from(name, "utf8");
  const length = HEAD + label.length + body.length + CRC;
  if (length > LONGEST) throw new Error(`a record of ${length} bytes`);
  const bytes = Buffer.allocUnsafe(4 + length);
  bytes.writeUInt32LE(length, 0);
  bytes.writeUInt8(KINDS.indexOf(kind), 4);
  bytes.writeDoubleLE(at, 5);
  bytes.writeDoubleLE(wall, 13);
  bytes.writeUInt16LE(label.length, 21);
  label.copy(bytes, 23);
  bytes.set(body, 23 + label.length);
  bytes.writeUInt32LE(crc32(bytes.subarray(4, length)), length);
  return bytes;
}

/** The record at a place and where the next begins; null at the end, and where what follows is not whole. */
export function decodeRecord(bytes: Buffer, place: number): { record: BoxRecord; next: number } | null {
  if (place + 4 > bytes.length) return null;
  const length = bytes.readUInt32LE(place);
  const end = place + 4 + length;
  if (length < HEAD + CRC || length > LONGEST || end > bytes.length) return null;
  if (bytes.readUInt32LE(end - CRC) !== crc32(bytes.subarray(place + 4, end - CRC))) return null;
  const kind = KINDS[bytes.readUInt8(place + 4)];
  const nameEnd = place + 23 + bytes.readUInt16LE(place + 21);
  if (kind === undefined || nameEnd > end - CRC) return null;
  const record: BoxRecord = {
    kind,
    at: bytes.readDoubleLE(place + 5),
    wall: bytes.readDoubleLE(place + 13),
    name: bytes.toString("utf8", place + 23, nameEnd),
    body: bytes.subarray(nameEnd, end - CRC),
  };
  return { record, next: end };
}

/** All whole records of a file, in its order. */
export function* recordsIn(bytes: Buffer): Generator<BoxRecord> {
  for (let found = decodeRecord(bytes, 0); found !== null; found = decodeRecord(bytes, found.next)) yield found.record;
}
