/**
 * When a camera counts as out, and when as well again (V49): two looks in a row that say the same, and since the first of
 * them. A single look that fails is a line that blinked. Pure.
 */
import type { Found } from "../store/outages.ts";
import type { RecordOf } from "../../shared/tables.ts";

/** Looks in a row that it takes. */
const LOOKS = 2;

/** Looks in a row that came to the same. */
export interface Streak {
  /** Of the first of them. */
  readonly found: Found;
  readonly looks: number;
  /** When the first of them was, whole epoch ms. */
  readonly since: number;
}

/** How a camera stands: well, out, or not looked at. */
type Standing = "well" | "out" | "notWatched";
const standingOf = (found: Found): Standing => (found === "well" || found === "notWatched" ? found : "out");

export interface Judged {
  readonly streak: Streak;
  /** What to write down, and since when; null where it stands as it stood. */
  readonly told: { readonly found: Found; readonly at: number } | null;
}

/**
 * One look more.
 * @param open the reason of the outage that goes on, null for none
 * @param at when it was looked, whole epoch ms
 */
export function judge(
  before: Streak | null,
  camera: Pick<RecordOf<"cameras">, "online" | "watchedFrom">,
  open: string | null,
  found: Found,
  at: number,
): Judged {
  const goesOn = before !== null && standingOf(before.found) === standingOf(found);
  const streak: Streak = goesOn ? { ...before, looks: before.looks + 1 } : { found, looks: 1, since: at };
  // The first look of all: it is watched from now on. Of one that was said to be online one failing look proves nothing yet.
  if (camera.watchedFrom === null) {
    if (found === "notWatched") return { streak, told: null };
    const doubt = found !== "well" && camera.online === 1;
    return { streak, told: { found: doubt ? "well" : found, at } };
  }
  const stands: Standing = open === null ? "well" : open === "notWatched" ? "notWatched" : "out";
  const wants = standingOf(streak.found);
  const online = wants === "notWatched" ? camera.online : wants === "well" ? 1 : 0;
  // A file may have said otherwise meanwhile, and the row and its outages say two things.
  const differs = stands !== wants || camera.online !== online;
  return { streak, told: streak.looks >= LOOKS && differs ? { found: streak.found, at: streak.since } : null };
}
