/** The veil of night over a wall, and the slow path of its picture. */
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
  return light === 1 ? null : (
    <div className="wall-dim" data-light={light} style={{ opacity: 1 - light }} aria-hidden />
  );
}

/** Where the whole picture is moved to, a step a minute; "none" where it stands still. A value of CSS `translate`. */
export function useDrift(still: boolean): string {
  const link = useLink();
  const pace = useLine().report?.pace ?? 1;
  return useBeat(() => {
    const now = link.hubNow();
    if (still || now === null) return "none";
    const [x, y] = driftAt(now, pace);
    return `${x}px ${y}px`;
  });
}
