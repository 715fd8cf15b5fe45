/** The judgement of the line, kept current by the line's own changes and by the beat of time. */
import { useRef } from "react";
import { useLine } from "../link/react.ts";
import { freshnessOf, sameFreshness, type Freshness } from "../kit/freshness.ts";
import { listeningSince, useBeat } from "../kit/tick.ts";

export function useFreshness(clock: () => number): Freshness {
  const line = useLine();
  // Time alone can make a picture stale; the beat asks again and draws only when the answer changed.
  useBeat(() => freshnessOf(line, clock(), listeningSince()).state);
  const latest = useRef<Freshness | null>(null);
  const now = freshnessOf(line, clock(), listeningSince());
  if (latest.current === null || !sameFreshness(latest.current, now)) latest.current = now;
  return latest.current;
}

export type LineWord = "live" | "snapshot" | "connecting" | "cut" | "silent" | "readOnly" | "hostGone" | "starting";

/** One word for the whole line, window to hub, for marks and tests. */
export function lineWord({ state, cause }: Freshness): LineWord {
  if (cause === null) return state === "live" ? "live" : "starting";
  switch (cause.why) {
    case "hostGone":
    case "hostSilent":
      return "hostGone";
    case "hubCut":
      return "cut";
    case "hubSilent":
      return "silent";
    case "notYetReached":
      return "connecting";
    case "readOnly":
      return "readOnly";
    case "copying":
      return "snapshot";
  }
}
