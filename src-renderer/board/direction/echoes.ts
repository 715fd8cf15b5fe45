/**
 * What is truly on the walls, as small pictures: asked for when a window has a newer one, kept while somebody looks, and never
 * asked for twice at once. One picture of each window is held, the newest.
 */
import type { Echo } from "../../../shared/direction/wall.ts";

/** A picture as it can be shown. */
export interface ShownEcho {
  readonly url: string;
  /** Which one it is: rises with every new one. */
  readonly picture: number;
  /** Hub time at which it was taken. */
  readonly at: number;
  /** Of the wall's state that was on the screen. */
  readonly rev: number;
}

export interface Echoes {
  /** Looks at a window until what it gives is called; `tell` is called with each new picture. */
  look(host: string, display: string, tell: () => void): () => void;
  /** The window has this picture; asks for it where somebody looks and it is newer than the one held. */
  risen(host: string, display: string, picture: number): void;
  shown(host: string, display: string): ShownEcho | null;
}

export interface EchoesOptions {
  /** Asks for the newest picture; null when there is none but the one that is `had`. Never rejects. */
  readonly ask: (host: string, display: string, had: number) => Promise<Echo | null>;
  readonly open: (jpeg: Uint8Array) => string;
  readonly close: (url: string) => void;
}

interface Held {
  readonly listeners: Set<() => void>;
  shown: ShownEcho | null;
  asking: boolean;
  /** The newest one heard of. */
  wanted: number;
}

export function createEchoes({ ask, open, close }: EchoesOptions): Echoes {
  const held = new Map<string, Held>();
  const keyOf = (host: string, display: string) => `${display}\n${host}`;

  async function fetch(host: string, display: string, of: Held): Promise<void> {
    if (of.asking || of.listeners.size === 0 || of.wanted <= (of.shown?.picture ?? 0)) return;
    of.asking = true;
    const wanted = of.wanted;
    const echo = await ask(host, display, of.shown?.picture ?? 0);
    of.asking = false;
    if (echo === null) {
      // It is asked for again with the next one that is told of.
      if (of.wanted === wanted) of.wanted = of.shown?.picture ?? 0;
    } else if (of.listeners.size > 0 && echo.picture > (of.shown?.picture ?? 0)) {
      const before = of.shown;
      of.shown = { url: open(echo.jpeg), picture: echo.picture, at: echo.at, rev: echo.rev };
      for (const tell of of.listeners) tell();
      if (before !== null) close(before.url);
    }
    if (of.wanted > wanted) await fetch(host, display, of);
  }

  return {
    look(host, display, tell) {
      const key = keyOf(host, display);
      const of: Held = held.get(key) ?? { listeners: new Set(), shown: null, asking: false, wanted: 0 };
      held.set(key, of);
      of.listeners.add(tell);
      return () => {
        of.listeners.delete(tell);
        if (of.listeners.size > 0) return;
        if (of.shown !== null) close(of.shown.url);
        of.shown = null;
        of.wanted = 0;
        if (held.get(key) === of) held.delete(key);
      };
    },
    risen(host, display, picture) {
      const of = held.get(keyOf(host, display));
      if (of === undefined || picture === of.wanted) return;
      // A window that began anew counts from one again.
      if (of.shown !== null && picture < of.shown.picture) of.shown = { ...of.shown, picture: 0 };
      of.wanted = picture;
      void fetch(host, display, of);
    },
    shown: (host, display) => held.get(keyOf(host, display))?.shown ?? null,
  };
}
