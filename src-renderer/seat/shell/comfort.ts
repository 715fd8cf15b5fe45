/**
 * How somebody has their seat: theme, size of text, sounds, whether windows follow each other. Kept for the person on this
 * machine (note `comfort`), so that it is there at the next log in and in every window. Rule Z88.
 */
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { useAct, useView } from "../../link/react.ts";

export const THEMES = ["dark", "dusk", "light"] as const;
export type ThemeName = (typeof THEMES)[number];
export const TEXT_SIZES = ["normal", "large", "largest"] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

export interface Comfort {
  readonly theme: ThemeName;
  readonly textSize: TextSize;
  /** Of the alarm tones, 0 (silent) to 1. */
  readonly volume: number;
  /** Windows of this seat open the same case. */
  readonly follow: boolean;
}

export const COMFORT: Comfort = { theme: "dark", textSize: "normal", volume: 0.6, follow: true };
export const COMFORT_KEY = "comfort";

/** What a note says, each part that does not fit as it is without one. */
export function comfortOf(note: string | undefined): Comfort {
  let read: unknown;
  try {
    read = JSON.parse(note ?? "null");
  } catch {
    read = null; // a note that somebody spoiled counts as none
  }
  const { theme, textSize, volume, follow } = (typeof read === "object" && read !== null ? read : {}) as Partial<
    Record<keyof Comfort, unknown>
  >;
  return {
    theme: THEMES.find((each) => each === theme) ?? COMFORT.theme,
    textSize: TEXT_SIZES.find((each) => each === textSize) ?? COMFORT.textSize,
    volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : COMFORT.volume,
    follow: typeof follow === "boolean" ? follow : COMFORT.follow,
  };
}

/** The comfort of now, and the way to change a part of it. */
export type ComfortValue = readonly [Comfort, (part: Partial<Comfort>) => void];

export const ComfortContext = createContext<ComfortValue>([COMFORT, () => {}]);

export const useComfort = (): ComfortValue => useContext(ComfortContext);

/** One for each window; everybody below takes it from the context. A change shows at once and is kept beside. */
export function useKeptComfort(): ComfortValue {
  const act = useAct();
  const notes = useView({ view: "kept", prefix: COMFORT_KEY }).value;
  const note = notes?.find(({ key }) => key === COMFORT_KEY)?.value;
  // What was kept, here or by another window, counts again from then on.
  const [changed, setChanged] = useState<{ readonly over: string | undefined; readonly to: Comfort } | null>(null);
  const comfort = useMemo(
    () => (changed !== null && changed.over === note ? changed.to : comfortOf(note)),
    [changed, note],
  );
  const change = useCallback(
    (part: Partial<Comfort>) => {
      const next = { ...comfort, ...part };
      setChanged({ over: note, to: next });
      void act({ do: "keep", key: COMFORT_KEY, value: JSON.stringify(next) });
    },
    [comfort, note, act],
  );
  return useMemo(() => [comfort, change], [comfort, change]);
}
