/** Plays fragmented MP4 as it comes: its beginning says which decoder it needs, the rest goes into that decoder's buffer. */
import { codecName } from "./codec.ts";
import { codecsOf } from "./mp4.ts";
import { formTrouble, type Player, type PlayerNeeds } from "./player.ts";
import { openSurface, play } from "./surface.ts";

/** Seconds of what was shown that stay in memory, at most and after tidying. */
const BEHIND_MOST = 8;
const BEHIND_LEAST = 4;
/** A fragment longer than this, seconds, is not waited for. */
const LONGEST_PIECE = 4;
/** A beginning longer than this is none. */
const BEGINNING_BYTES = 1_000_000;

interface Piece {
  readonly bytes: Uint8Array;
  readonly at: number;
}

/** @returns null when every element is in use */
export function playFragments(needs: PlayerNeeds): Player | null {
  const surface = openSurface({ calls: needs.calls });
  if (surface === null) return null;
  const { video } = surface;
  const source = new MediaSource();
  const address = URL.createObjectURL(source);
  /** All that came, until it is known what it is. */
  let beginning: Uint8Array | null = new Uint8Array(0);
  let buffer: SourceBuffer | null = null;
  let waiting: Piece[] = [];
  let adding: Piece | null = null;
  let closed = false;
  /** Where the buffer ends, and by how much it last grew, seconds. */
  let end = 0;
  let pieceSeconds = 0;

  function fail(what: string): void {
    if (!closed) needs.calls.onFailed(formTrouble(what));
  }

  function pump(): void {
    if (closed || source.readyState !== "open") return;
    if (buffer === null) {
      begin();
      return;
    }
    if (buffer.updating) return;
    if (tidy(buffer)) return;
    const piece = waiting.shift();
    if (piece === undefined) return;
    adding = piece;
    try {
      buffer.appendBuffer(piece.bytes as Uint8Array<ArrayBuffer>);
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Makes the buffer once the stream has said what it is. */
  function begin(): void {
    if (beginning === null || beginning.length === 0) return;
    const codecs = codecsOf(beginning);
    if (codecs === null) {
      if (beginning.length > BEGINNING_BYTES) fail("fMP4");
      return;
    }
    const type = `video/mp4; codecs="${codecs.join(", ")}"`;
    if (codecs.length === 0 || !MediaSource.isTypeSupported(type)) {
      beginning = null;
      fail(codecs.length === 0 ? "fMP4" : codecs.map(codecName).join(", "));
      return;
    }
    buffer = source.addSourceBuffer(type);
    buffer.addEventListener("updateend", () => {
      if (adding !== null) {
        surface?.appended(adding.at);
        measure();
      }
      adding = null;
      pump();
    });
    beginning = null;
    void play(video);
    pump();
  }

  /** How much of the medium the newest fragment brought: cameras send from one frame at once to several seconds. */
  function measure(): void {
    const { buffered } = video;
    if (buffered.length === 0) return;
    const newEnd = buffered.end(buffered.length - 1);
    if (newEnd > end)
      pieceSeconds = Math.min(LONGEST_PIECE, newEnd - Math.max(end, buffered.start(buffered.length - 1)));
    end = newEnd;
  }

  /** True when old pictures are being taken out, which ends with the buffer's next word. */
  function tidy(from: SourceBuffer): boolean {
    if (from.buffered.length === 0) return false;
    const start = from.buffered.start(0);
    if (video.currentTime - start < BEHIND_MOST) return false;
    from.remove(start, video.currentTime - BEHIND_LEAST);
    return true;
  }

  source.addEventListener("sourceopen", pump);
  video.src = address;

  return {
    element: video,
    hear(word) {
      if (word.is !== "bytes") return;
      if (beginning !== null) {
        const longer = new Uint8Array(beginning.length + word.bytes.length);
        longer.set(beginning);
        longer.set(word.bytes, beginning.length);
        beginning = longer;
      }
      waiting.push({ bytes: word.bytes, at: word.at });
      pump();
    },
    beat: () => surface.toLiveEdge(pieceSeconds),
    work: surface.work,
    close() {
      closed = true;
      waiting = [];
      surface.close();
      URL.revokeObjectURL(address);
    },
  };
}
