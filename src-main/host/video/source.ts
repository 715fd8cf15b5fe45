/**
 * One way to a camera that is open, and sharing it: however many lanes watch, there is one connection (V61). It stays a
 * little while after the last has gone, so that a tile that moves or comes back finds it there.
 */
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import type { Watcher } from "./watcher.ts";

export interface Source {
  /** Somebody watches; told is what there is already, and all that comes. */
  join(watcher: Watcher): void;
  leave(watcher: Watcher): void;
  want(watcher: Watcher, n: number, url: string): void;
  offer(watcher: Watcher, sdp: string): void;
  close(): void;
}

/**
 * Reaches it.
 * @param ended told when it breaks off later
 * @param signal aborted when nobody wants it any more before it is reached
 * @throws TroubleError why it could not be reached
 */
export type OpenSource = (ended: (trouble: Trouble) => void, signal: AbortSignal) => Promise<Source>;

export interface Shared extends Pick<Source, "join" | "leave" | "want" | "offer"> {
  /** Ends it at once, and tells nobody. */
  close(): void;
}

/** What a source does that takes no files and no offers. */
export const NOTHING_ASKED: Pick<Source, "want" | "offer"> = { want: () => {}, offer: () => {} };

/** What went wrong, as a trouble. Anything else than a trouble is a broken assumption, and told as such. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof TroubleError) return error.trouble;
  return { code: "cameraAway", params: { why: error instanceof Error ? error.message : String(error) } };
}

/**
 * @param lingerMs real ms that it stays after the last watcher has left
 * @param over it is gone; whoever comes next opens another
 */
export function share(open: OpenSource, lingerMs: number, over: () => void): Shared {
  const watchers = new Set<Watcher>();
  const giveUp = new AbortController();
  let source: Source | null = null;
  let done = false;
  let leaving: NodeJS.Timeout | undefined;

  function close(): void {
    if (done) return;
    done = true;
    clearTimeout(leaving);
    giveUp.abort();
    source?.close();
    over();
  }

  function ended(trouble: Trouble): void {
    if (done) return;
    close();
    for (const watcher of watchers) watcher.closed(trouble);
  }

  void open(ended, giveUp.signal).then(
    (reached) => {
      if (done) return reached.close();
      source = reached;
      for (const watcher of watchers) reached.join(watcher);
    },
    (error: unknown) => ended(troubleOf(error)),
  );

  return {
    join(watcher) {
      clearTimeout(leaving);
      watchers.add(watcher);
      source?.join(watcher);
    },
    leave(watcher) {
      if (!watchers.delete(watcher)) return;
      source?.leave(watcher);
      if (watchers.size > 0 || done) return;
      leaving = setTimeout(close, lingerMs);
    },
    want: (watcher, n, url) => source?.want(watcher, n, url),
    offer: (watcher, sdp) => source?.offer(watcher, sdp),
    close,
  };
}
