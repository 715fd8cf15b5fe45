/** How a camera stands, in words: its state, since when it is out, how much of the time it could be looked through. */
import type { Availability, CameraLine } from "../../../shared/view.ts";
import { OUTAGE_REASONS, type OutageReason } from "../../../shared/video/stream.ts";
import { rateText } from "../../kit/number.ts";
import type { Words } from "../../kit/text.ts";
import { dateText, durationText, momentText } from "../../kit/time.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** `offline` is also what nobody knows more of. */
export type CameraState = "online" | OutageReason;

/** What is wrong with its picture goes before what its platform says. */
export function stateOf({ online, outage }: Pick<CameraLine, "online" | "outage">): CameraState {
  if (outage !== null) return outage.why;
  return online === 1 ? "online" : "offline";
}

/** The reason of an outage's row; one that this version does not know reads as offline. */
export const reasonOf = (why: string): OutageReason => OUTAGE_REASONS.find((each) => each === why) ?? "offline";

/** Offline cameras first, the longest first, then by name. */
export function worstFirst(lines: readonly CameraLine[]): CameraLine[] {
  const since = ({ outage, online }: CameraLine) => outage?.since ?? (online === 1 ? Infinity : Number.MAX_VALUE);
  return lines.toSorted((a, b) => since(a) - since(b) || (a.name < b.name ? -1 : 1));
}

type Share = Pick<Availability, "upMs" | "watchedMs">;

/** "99.2%"; "—" when nobody looked. Counted in whole minutes, so that it never reads 100 % of what is not all. */
export function shareText({ upMs, watchedMs }: Share): string {
  const d = Math.round(watchedMs / MINUTE);
  return rateText({ n: upMs < watchedMs ? Math.min(d - 1, Math.round(upMs / MINUTE)) : d, d });
}

/** Hours with one decimal: "166.2". */
export const hoursText = (ms: number): string => (ms / HOUR).toFixed(1);

/** "166.2 / 168.0 小时" */
export function hoursOfText({ upMs, watchedMs }: Share, words: Words): string {
  return words.text("camera.hours", { up: hoursText(upMs), watched: hoursText(watchedMs) });
}

/** "11月16日" of the Monday that a week begins on. */
export const weekText = (week: number, words: Words): string => dateText(week, words.timeZone, words.language);

/** "自 14:05，已 2小时15分" */
export function sinceText(since: number, now: number, words: Words): string {
  return words.text("camera.since", {
    moment: momentText(since, now, words.timeZone, words.language),
    span: durationText(now - since, words.language),
  });
}

const DIRECTIONS = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;

/** "朝东北（45°），视场 70°，可视 150 米", by what is known; null when nothing is. */
export function sightText({ bearing, fov, reach }: Pick<CameraLine, "bearing" | "fov" | "reach">, words: Words) {
  const parts = [
    bearing === null
      ? null
      : words.text("camera.sight.bearing", {
          direction: words.text(`camera.direction.${DIRECTIONS[Math.round(bearing / 45) % 8] ?? "n"}`),
          degrees: Math.round(bearing),
        }),
    fov === null ? null : words.text("camera.sight.fov", { degrees: Math.round(fov) }),
    reach === null ? null : words.text("camera.sight.reach", { metres: Math.round(reach) }),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(words.language === "en" ? ", " : "，");
}
