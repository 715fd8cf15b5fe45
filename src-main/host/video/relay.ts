/**
 * Passes a stream of bytes on to all who watch (FLV, MPEG-TS, fragmented MP4). Who joins later gets what the stream needs
 * first and everything since its last key picture, so that there is a picture at once and it is the newest there is.
 */
import type { LaneKind } from "../../../shared/video/lane.ts";
import { joined, type Form, type Piece } from "./forms/piece.ts";
import type { Timed, Watcher } from "./watcher.ts";

/** More than this since a key picture is not kept: who joins then waits for the next one. Bytes. */
const MOST_KEPT = 4 << 20;

export interface Relay {
  /** @throws TroubleError `streamForm` when it is no such stream */
  take(bytes: Uint8Array, at: number): void;
  join(watcher: Watcher): void;
  leave(watcher: Watcher): void;
}

export function openRelay(kind: LaneKind, form: Form): Relay {
  /** Watchers, and whether they have begun; the others wait for a key picture. */
  const watchers = new Map<Watcher, boolean>();
  const heads = new Map<string, Uint8Array>();
  /** Everything since the last key picture; null while there was none, or too much. */
  let since: Timed[] | null = null;
  let kept = 0;

  function keep(piece: Piece, at: number): void {
    if (piece.key) {
      since = [];
      kept = 0;
    }
    if (since === null) return;
    kept += piece.bytes.byteLength;
    if (kept > MOST_KEPT) since = null;
    else since.push({ bytes: piece.bytes, at });
  }

  /** What who joins is told first: the heads, and what is kept, together what came together. */
  function beginning(later: readonly Timed[]): Timed[] {
    const parts: { bytes: Uint8Array[]; at: number }[] = [];
    for (const { bytes, at } of later) {
      const last = parts.at(-1);
      if (last?.at === at) last.bytes.push(bytes);
      else parts.push({ bytes: [bytes], at });
    }
    parts[0]?.bytes.unshift(...heads.values());
    return parts.map(({ bytes, at }) => ({ bytes: joined(bytes), at }));
  }

  return {
    take(bytes, at) {
      const pieces = form.take(bytes);
      if (pieces.length === 0) return;
      /** Where in these pieces a watcher that waits can begin. */
      let first = -1;
      let firstHeads: readonly Uint8Array[] = [];
      for (const [index, piece] of pieces.entries()) {
        if (piece.head !== "") heads.set(piece.head, new Uint8Array(piece.bytes));
        if (piece.key && first < 0) {
          first = index;
          firstHeads = [...heads.values()];
        }
        keep({ ...piece, bytes: new Uint8Array(piece.bytes) }, at);
      }
      const all: Timed = { bytes: joined(pieces.map((piece) => piece.bytes)), at };
      for (const [watcher, begun] of watchers) {
        if (begun) watcher.bytes(all);
        else if (first >= 0) {
          watchers.set(watcher, true);
          watcher.begin([{ bytes: joined([...firstHeads, ...pieces.slice(first).map((piece) => piece.bytes)]), at }]);
        }
      }
    },
    join(watcher) {
      watcher.opened(kind, "");
      watchers.set(watcher, since !== null);
      if (since !== null) watcher.begin(beginning(since));
    },
    leave: (watcher) => void watchers.delete(watcher),
  };
}
