/** The last picture of each wall window, as the host told it: the page of a window that is opened begins behind it. */

/** Host → main. */
export interface FrameWord {
  readonly frame: { readonly display: string; readonly jpeg: Uint8Array };
}

/** Real ms after which a picture must not pass for the present. */
const FRESH_MS = 30_000;
/** Windows that are remembered, more than one machine drives; and bytes of a picture. */
const MOST = 64;
const MOST_BYTES = 400_000;

/** What the host said, when it is a picture. */
export function readFrame(word: unknown): FrameWord["frame"] | null {
  const frame = (word as Partial<FrameWord> | null)?.frame;
  const well = typeof frame?.display === "string" && frame.jpeg instanceof Uint8Array;
  return well && frame.jpeg.length <= MOST_BYTES ? frame : null;
}

/** Which display an address is for. */
export const displayOf = (address: string): string => URL.parse(address)?.searchParams.get("display") ?? "1";

export function keepFrames(real: () => number): {
  take(frame: FrameWord["frame"]): void;
  last(display: string): Uint8Array | null;
} {
  const frames = new Map<string, { readonly jpeg: Uint8Array; readonly at: number }>();
  return {
    take({ display, jpeg }) {
      if (frames.size < MOST || frames.has(display)) frames.set(display, { jpeg, at: real() });
    },
    last(display) {
      const found = frames.get(display);
      return found === undefined || real() - found.at > FRESH_MS ? null : found.jpeg;
    },
  };
}
