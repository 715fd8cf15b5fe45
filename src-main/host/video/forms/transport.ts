/**
 * MPEG transport streams (ISO/IEC 13818-1): cut into packets of 188 bytes. Who joins later needs the tables that say what
 * is in it, and begins where the stream says that it may be entered (random access indicator).
 */
import { notThatForm, Pending, type Form, type Piece } from "./piece.ts";

const PACKET = 188;
const SYNC = 0x47;
/** Packets that have to follow each other before bytes are believed to be such a stream. */
const SURE = 3;
/** More than this without a packet is no such stream, bytes. */
const LOST = 65_536;

/** Which packets carry the table of the program; null while that is not known. @param packet the first of table 0 */
function programTable(packet: Uint8Array): number | null {
  const adapted = (packet[3]! & 0x20) !== 0;
  let at = 4 + (adapted ? 1 + packet[4]! : 0);
  at += 1 + (packet[at] ?? 0); // the pointer to where the section begins
  const end = at + 3 + (((packet[at + 1] ?? 0) & 15) << 8) + (packet[at + 2] ?? 0) - 4;
  for (let entry = at + 8; entry + 4 <= Math.min(end, PACKET); entry += 4) {
    const program = (packet[entry]! << 8) | packet[entry + 1]!;
    if (program !== 0) return ((packet[entry + 2]! & 0x1f) << 8) | packet[entry + 3]!;
  }
  return null;
}

/** Where the first packet begins that others follow; −1 when there is none. */
function firstPacket(bytes: Uint8Array): number {
  for (let at = 0; at + (SURE - 1) * PACKET < bytes.byteLength; at++) {
    let found = 0;
    while (found < SURE && bytes[at + found * PACKET] === SYNC) found++;
    if (found === SURE) return at;
  }
  return -1;
}

export function transportForm(): Form {
  const pending = new Pending();
  let found = false;
  let table: number | null = null;

  function pieceOf(packet: Uint8Array): Piece {
    const begins = (packet[1]! & 0x40) !== 0;
    const pid = ((packet[1]! & 0x1f) << 8) | packet[2]!;
    if (pid === 0 && begins) table = programTable(packet) ?? table;
    const head = !begins ? "" : pid === 0 ? "programs" : pid === table ? "program" : "";
    const entered = (packet[3]! & 0x20) !== 0 && packet[4]! > 0 && (packet[5]! & 0x40) !== 0;
    return { bytes: packet, head, key: begins && entered };
  }

  /** The packets up to where one is missing, those that nobody asks for by itself in one piece. */
  function packets(): Piece[] {
    const { view } = pending;
    const pieces: Piece[] = [];
    let from = 0;
    let at = 0;
    const plain = () => {
      if (at > from) pieces.push({ bytes: view.subarray(from, at), head: "", key: false });
    };
    for (; at + PACKET <= view.byteLength && view[at] === SYNC; at += PACKET) {
      const piece = pieceOf(view.subarray(at, at + PACKET));
      if (piece.head === "" && !piece.key) continue;
      plain();
      pieces.push(piece);
      from = at + PACKET;
    }
    plain();
    pending.take(at);
    return pieces;
  }

  return {
    take(bytes) {
      pending.add(bytes);
      const pieces: Piece[] = [];
      for (;;) {
        if (!found) {
          const at = firstPacket(pending.view);
          if (at < 0 && pending.length > LOST) throw notThatForm("MPEG-TS");
          if (at < 0) return pieces;
          pending.take(at);
          found = true;
        }
        pieces.push(...packets());
        if (pending.length < PACKET) return pieces;
        found = false; // something was lost on the way: find the next packet
      }
    },
  };
}
