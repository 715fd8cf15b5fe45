/**
 * The window's video elements: a fixed number, used again and again. A page that makes and forgets them runs into the
 * browser's limit of players within the hour, because forgotten ones are not collected while they have a source.
 */

export interface VideoPool {
  /** An empty, muted element; null when all are in use. */
  take(): HTMLVideoElement | null;
  /** Takes an element back and empties it. */
  give(video: HTMLVideoElement): void;
  readonly made: number;
}

/** 64 tiles, and some that are being swapped. */
const MOST = 80;

/** @param make a new element */
export function createVideoPool(make: () => HTMLVideoElement, most = MOST): VideoPool {
  const free: HTMLVideoElement[] = [];
  const out = new Set<HTMLVideoElement>();
  return {
    take() {
      const video = free.pop() ?? (out.size < most ? make() : null);
      if (video === null) return null;
      out.add(video);
      video.muted = true;
      video.playsInline = true;
      video.disablePictureInPicture = true;
      return video;
    },
    give(video) {
      if (!out.delete(video)) return;
      video.pause();
      video.srcObject = null;
      video.removeAttribute("src");
      video.load();
      video.remove();
      free.push(video);
    },
    get made() {
      return free.length + out.size;
    },
  };
}

/** The one of this window. */
export const videoPool = createVideoPool(() => document.createElement("video"));
