/**
 * Windows of one browser that show the same briefing: the wall's and the speaker's. They share figures, step and ink; notes
 * are never among what is shared.
 */
import type { FrozenBriefing } from "../../shared/briefing.ts";
import type { Shown } from "./shown.ts";

/** Figures as they were taken. */
export interface Taking {
  readonly frozen: FrozenBriefing;
  /** Since when nothing had come from the hub at that instant, hub time; null when all was well. */
  readonly cutAt: number | null;
}

export type Word =
  /** Whoever has figures answers with them. */
  | { readonly say: "hello" }
  | { readonly say: "all"; readonly taking: Taking; readonly shown: Shown }
  | { readonly say: "shown"; readonly shown: Shown }
  | { readonly say: "ink"; readonly stroke: number; readonly x: number; readonly y: number };

export interface Channel {
  tell(word: Word): void;
  hear(listener: (word: Word) => void): () => void;
  close(): void;
}

const NAME = "citywall.briefing";
/** Real ms within which another window answers. */
export const ANSWER_MS = 400;

export function openChannel(): Channel {
  const channel = new BroadcastChannel(NAME);
  const listeners = new Set<(word: Word) => void>();
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    for (const listener of [...listeners]) listener(data);
  };
  return {
    tell: (word) => channel.postMessage(word),
    hear(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => channel.close(),
  };
}
