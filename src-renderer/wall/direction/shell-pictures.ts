/**
 * Pictures of this window that its shell takes of it: the kiosk through its browser, the desktop shell through the window
 * itself. They come as messages of the window to itself (docs/decisions/0045-picture-of-a-window.md).
 */
import { MOST_ECHO_BYTES } from "../../../shared/direction/wall.ts";

export interface ShellPictures {
  /** The newest; null before the first. It stays while nothing moves, for then no other is taken. */
  newest(): Uint8Array | null;
  /** When the newest came, monotonic ms; 0 before the first. */
  cameAt(): number;
  close(): void;
}

/** What of a window is needed to hear its messages. */
export type Hearing = Pick<Window, "addEventListener" | "removeEventListener">;

/** @param onPicture hears of each new one */
export function shellPictures(
  target: Hearing,
  onPicture: () => void = () => {},
  monotonic: () => number = () => performance.now(),
): ShellPictures {
  let newest: Uint8Array | null = null;
  let cameAt = 0;
  const hear = ({ source, data }: MessageEvent<unknown>) => {
    const word = data as { readonly citywall?: unknown; readonly base64?: unknown; readonly jpeg?: unknown } | null;
    if (source !== target || typeof word !== "object" || word === null || word.citywall !== "picture") return;
    const jpeg = word.jpeg instanceof Uint8Array ? word.jpeg : fromBase64(word.base64);
    if (jpeg !== null && jpeg.length <= MOST_ECHO_BYTES && jpeg[0] === 0xff && jpeg[1] === 0xd8) {
      newest = jpeg;
      cameAt = monotonic();
      onPicture();
    }
  };
  target.addEventListener("message", hear);
  return { newest: () => newest, cameAt: () => cameAt, close: () => target.removeEventListener("message", hear) };
}

function fromBase64(text: unknown): Uint8Array | null {
  if (typeof text !== "string" || text === "" || !/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0)
    return null;
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
