/** The veil of night over a wall, and the slow path of its picture. */
import { useEffect, type RefObject } from "react";
import { useBeat } from "../../kit/tick.ts";
import { useWords } from "../../kit/words.ts";
import { useLine, useLink } from "../../link/react.ts";
import { driftAt, lightAt, type Dimming } from "./care.ts";

export interface DimmedProps {
  readonly dimming: Dimming;
  /** Something called for eyes. */
  readonly alarm: boolean;
}

/** Darkness over everything; nothing while the wall has all its light. */
export function Dimmed({ dimming, alarm }: DimmedProps) {
  const { timeZone } = useWords();
  const link = useLink();
  const light = useBeat(() => {
    const now = link.hubNow();
    return now === null ? 1 : lightAt(now, timeZone, dimming, alarm);
  });
  return light === 1 ? null : <div className="wall-dim" data-light={light} style={{ opacity: 1 - light }} aria-hidden />;
}

/** Moves the whole picture, a step a minute. */
export function useDrift(room: RefObject<HTMLElement | null>, still: boolean): void {
  const link = useLink();
  const pace = useLine().report?.pace ?? 1;
  const moved = useBeat(() => {
    const now = link.hubNow();
    return still || now === null ? "" : driftAt(now, pace).map((px) => `${px}px`).join(" ");
  });
  useEffect(() => {
    if (room.current !== null) room.current.style.translate = moved;
  }, [room, moved]);
}
