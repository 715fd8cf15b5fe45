/** Whom the map follows and whose way it shows: shared by the card of a unit and the map. */
import { createContext, useContext } from "react";

/** How much of a way is shown: since midnight, or the last half hour. */
export const TRAIL_SPANS = ["day", "recent"] as const;
export type TrailSpan = (typeof TRAIL_SPANS)[number];

export interface Trail {
  /** uid in `units`. */
  readonly unit: number;
  readonly span: TrailSpan;
}

export interface Following {
  /** uid of the unit that the map keeps in its middle, null for none. */
  readonly follow: number | null;
  readonly setFollow: (unit: number | null) => void;
  /** The way that was asked for, null for none. */
  readonly trail: Trail | null;
  readonly setTrail: (trail: Trail | null) => void;
}

export const FollowContext = createContext<Following>({
  follow: null,
  setFollow: () => {},
  trail: null,
  setTrail: () => {},
});

export const useFollowing = () => useContext(FollowContext);

/**
 * Minutes of a span, counted back from now; whole hours, so that the question stays the same for a while.
 * @param now hub time, epoch ms @param midnight the last one in the city's zone, epoch ms
 */
export function minutesOf(span: TrailSpan, now: number, midnight: number): number {
  return span === "recent" ? 30 : Math.max(1, Math.ceil((now - midnight) / 3_600_000)) * 60;
}
