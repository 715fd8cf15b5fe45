/**
 * The window's own picture, as it truly is on the screen: the browser's capture of this very tab, never a drawing of what ought
 * to be there (docs/decisions/0045-picture-of-a-window.md). Where the browser gives none, the reason is told in words.
 */
import { ECHO_SIDE, MOST_ECHO_BYTES } from "../../../shared/direction/wall.ts";

export interface Capture {
  /** JPEG bytes of what is on the screen now; null while there is no picture. */
  picture(): Promise<Uint8Array | null>;
  /** Why there is none: a short word of the browser's; "" while there is one. */
  readonly why: () => string;
  close(): void;
}

/** Between tries while the browser gives no picture, ms. */
const AGAIN_MS = 30_000;
/** Qualities that are tried until the picture is small enough. */
const QUALITIES = [0.72, 0.5, 0.3] as const;

/** Width and height of the picture of a window of this size, at most `ECHO_SIDE` on its longer side. */
export function echoSize(width: number, height: number): readonly [number, number] {
  const scale = Math.min(1, ECHO_SIDE / Math.max(1, width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** What of a browser's capture the taking of pictures needs; a double stands in for it in tests. */
export interface Screenshots {
  /** Opens the capture of this tab. Throws the browser's own error. */
  open(): Promise<OpenShots>;
}
export interface OpenShots {
  /** A JPEG of what is on the screen, of that quality; null before the first frame. */
  shot(quality: number): Promise<Uint8Array | null>;
  ended(): boolean;
  close(): void;
}

export function openCapture(shots: Screenshots, monotonic: () => number): Capture {
  let open: OpenShots | null = null;
  let opening = false;
  let triedAt = Number.NEGATIVE_INFINITY;
  let why = "";
  let closed = false;

  async function begin(): Promise<void> {
    if (opening || monotonic() - triedAt < AGAIN_MS) return;
    triedAt = monotonic();
    opening = true;
    try {
      const made = await shots.open();
      why = "";
      if (closed) made.close();
      else open = made;
    } catch (error) {
      // Expected where the browser was not told to allow it; whoever looks at the seats reads why.
      why = error instanceof Error ? error.name : "Error";
    } finally {
      opening = false;
    }
  }

  return {
    async picture() {
      if (open?.ended() === true) {
        open.close();
        open = null;
        triedAt = Number.NEGATIVE_INFINITY;
      }
      if (open === null) await begin();
      if (open === null) return null;
      for (const quality of QUALITIES) {
        const jpeg = await open.shot(quality);
        if (jpeg === null) return null;
        if (jpeg.length <= MOST_ECHO_BYTES) return jpeg;
      }
      return null;
    },
    why: () => why,
    close() {
      closed = true;
      open?.close();
      open = null;
    },
  };
}

/** Frames a second that the browser is asked for: one is taken each second, and the newest must not be old. */
const CAPTURE_RATE = 4;

/** The browser's capture of this tab. */
export const TAB_SHOTS: Screenshots = {
  async open() {
    const [width] = echoSize(window.innerWidth * 2, window.innerHeight * 2);
    const stream = await navigator.mediaDevices.getDisplayMedia({
      video: { frameRate: { max: CAPTURE_RATE }, width: { max: Math.max(ECHO_SIDE, width) } },
      audio: false,
      ...{ preferCurrentTab: true, selfBrowserSurface: "include" },
    });
    const [track] = stream.getVideoTracks();
    const video = document.createElement("video");
    video.muted = true;
    video.srcObject = stream;
    await video.play();
    const canvas = new OffscreenCanvas(1, 1);
    const context = canvas.getContext("2d", { alpha: false });
    return {
      async shot(quality) {
        if (context === null || video.videoWidth === 0) return null;
        const [wide, high] = echoSize(video.videoWidth, video.videoHeight);
        if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
        context.drawImage(video, 0, 0, wide, high);
        const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
        return new Uint8Array(await blob.arrayBuffer());
      },
      ended: () => track === undefined || track.readyState === "ended",
      close() {
        for (const each of stream.getTracks()) each.stop();
        video.srcObject = null;
      },
    };
  },
};
