/**
 * FLV (Adobe's Video File Format Specification 10.1, annex E; enhanced video tags as the Veovera group extends them): cut
 * into tags, each with the size that follows it. Who joins later needs the file's header, the metadata, and the headers of
 * video and audio.
 */
import { MOST_PIECE, notThatForm, Pending, type Form, type Piece } from "./piece.ts";

const AUDIO = 8;
const VIDEO = 9;
const SCRIPT = 18;
/** Header of the file and the size 0 that follows it. */
const FILE_HEADER = 13;
const TAG_HEADER = 11;
/** Size of the tag before, after each tag. */
const TAG_END = 4;
const AAC = 10;

/** Whether it is a key frame, and whether it only describes what follows. */
function videoKind(body: Uint8Array): { readonly key: boolean; readonly header: boolean } {
  const first = body[0] ?? 0;
  const enhanced = (first & 0x80) !== 0;
  const frame = enhanced ? (first >> 4) & 7 : first >> 4;
  const codec = first & 15;
  // 7 is H.264; 12 is H.265 as the platforms here write it, laid out the same.
  const header = enhanced ? codec === 0 : (codec === 7 || codec === 12) && body[1] === 0;
  return { key: frame === 1 && !header, header };
}

const isAudioHeader = (body: Uint8Array): boolean => (body[0] ?? 0) >> 4 === AAC && body[1] === 0;

function headOf(type: number, body: Uint8Array): string {
  if (type === SCRIPT) return "metadata";
  if (type === AUDIO) return isAudioHeader(body) ? "audio" : "";
  return videoKind(body).header ? "video" : "";
}

export function flvForm(): Form {
  const pending = new Pending();
  let begun = false;
  return {
    take(bytes) {
      pending.add(bytes);
      const pieces: Piece[] = [];
      if (!begun) {
        const [f, l, v] = pending.view;
        if (pending.length >= 3 && !(f === 0x46 && l === 0x4c && v === 0x56)) throw notThatForm("FLV");
        if (pending.length < FILE_HEADER) return pieces;
        begun = true;
        pieces.push({ bytes: pending.take(FILE_HEADER), head: "file", key: false });
      }
      for (;;) {
        const [type = 0, a = 0, b = 0, c = 0] = pending.view;
        const size = TAG_HEADER + ((a << 16) | (b << 8) | c) + TAG_END;
        if (pending.length >= 4 && (size > MOST_PIECE || ![AUDIO, VIDEO, SCRIPT].includes(type & 0x1f))) {
          throw notThatForm("FLV");
        }
        if (pending.length < TAG_HEADER || pending.length < size) return pieces;
        const tag = pending.take(size);
        const body = tag.subarray(TAG_HEADER, size - TAG_END);
        const kind = type & 0x1f;
        pieces.push({ bytes: tag, head: headOf(kind, body), key: kind === VIDEO && videoKind(body).key });
      }
    },
  };
}
