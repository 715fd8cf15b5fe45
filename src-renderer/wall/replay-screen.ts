/** What was on the screen at an instant of a replay, and which pictures cameras had just taken then. */
import { STILL_MS, type ReplayValue, type SceneShown, type StillTaken } from "../../shared/view.ts";

/** Pictures shown at once. */
const MOST_STILLS = 4;

/** What windows of this machine showed at an instant; the one that began last comes last. */
export function scenesAt({ scenes }: Pick<ReplayValue, "scenes">, at: number): SceneShown[] {
  return scenes.filter(({ from, until }) => from <= at && at < until);
}

/** The scene of the wall that was on the screen at an instant, the newest where several windows were open; null for none. */
export function sceneToFollow(value: Pick<ReplayValue, "scenes">, at: number): string | null {
  return scenesAt(value, at).findLast(({ program }) => program === "wall")?.scene ?? null;
}

/** When another scene came on the screen within the stretch, epoch ms, in the order of time. */
export function sceneChanges({ scenes, from, to }: Pick<ReplayValue, "scenes" | "from" | "to">): number[] {
  return scenes.flatMap((shown) => (shown.from > from && shown.from <= to ? [shown.from] : []));
}

/** The last picture of each camera that is no older than ten minutes at an instant: the newest four, the newest first. */
export function stillsAt({ stills }: Pick<ReplayValue, "stills">, at: number): StillTaken[] {
  const last = new Map<number, StillTaken>();
  for (let i = stills.length - 1; i >= 0 && last.size < MOST_STILLS; i--) {
    const still = stills[i] as StillTaken;
    if (still.at > at) continue;
    if (at - still.at > STILL_MS) break;
    if (!last.has(still.camera)) last.set(still.camera, still);
  }
  return [...last.values()];
}
