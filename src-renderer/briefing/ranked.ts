/** Which lines of a board a briefing shows: those at the head, and those at the foot. */
import type { FrozenRank } from "../../shared/briefing.ts";

export interface Ends {
  /** 表扬 */
  readonly head: readonly FrozenRank[];
  /** Ranked lines in between, not shown. */
  readonly between: number;
  /** 督促; empty where the head holds all. */
  readonly foot: readonly FrozenRank[];
  /** Without a rank. */
  readonly unranked: number;
}

/** The first `head` and the last `foot` of a group; all where they are no more. */
export function endsOf(lines: readonly FrozenRank[], head: number, foot: number): Ends {
  const ranked = lines.filter(({ rank }) => rank !== null);
  const unranked = lines.length - ranked.length;
  if (ranked.length <= head + foot) {
    const low = Math.min(foot, Math.floor(ranked.length / 2));
    return {
      ...{ head: ranked.slice(0, ranked.length - low), between: 0 },
      ...{ foot: low === 0 ? [] : ranked.slice(-low), unranked },
    };
  }
  return { head: ranked.slice(0, head), between: ranked.length - head - foot, foot: ranked.slice(-foot), unranked };
}
