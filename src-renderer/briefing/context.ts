/** What the pages of a briefing share. */
import { createContext, useCallback, useContext } from "react";
import type { FrozenBriefing, FrozenCount } from "../../shared/briefing.ts";
import type { BriefingFile } from "../../shared/rules/briefings.ts";
import type { Act } from "./shown.ts";

export interface BriefingNow {
  readonly file: BriefingFile;
  readonly frozen: FrozenBriefing;
  readonly dials: Readonly<Record<string, number>>;
  readonly act: (act: Act) => void;
  /** A small picture of a step on the speaker's screen: no map, no keyboard. */
  readonly small: boolean;
}

export const BriefingContext = createContext<BriefingNow | null>(null);

export function useBriefing(): BriefingNow {
  const now = useContext(BriefingContext);
  if (now === null) throw new Error("no briefing around this page");
  return now;
}

/** Something that a page turns by itself, the same in all windows. */
export function useDial(name: string, initial: number): readonly [number, (value: number) => void] {
  const { dials, act } = useBriefing();
  const turn = useCallback((value: number) => act({ do: "dial", name, value }), [act, name]);
  return [dials[name] ?? initial, turn];
}

/** Opens the cases that a count counted. */
export function useOpenCount(): (count: FrozenCount, title: string) => void {
  const { act } = useBriefing();
  return useCallback(
    (count, title) => act({ do: "open", fresh: true, opened: { show: "figure", title, count } }),
    [act],
  );
}
