/** What a tile says of itself, in words. */
import type { Words } from "../kit/text.ts";
import { durationText } from "../kit/time.ts";
import type { TileReason, TileView } from "./tile-run.ts";

/** V20 Older than this, an age is amber. */
export const OLD_MS = 10_000;

/** "3 秒", "3 s"; from a minute on "2分", "1小时5分". */
export function tileAge(ms: number, words: Words): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return seconds < 60 ? words.text("tile.age", { seconds }) : durationText(ms, words.language);
}

export function rungWord(view: TileView, words: Words): string {
  return words.text(`tile.rung.${view.shown ?? "none"}`);
}

/** The camera itself is not to be had, as far as this machine can tell; not that it is refused, or in a form that is not played. */
const isAway = (why: TileReason): boolean =>
  why.is === "late" || why.is === "stalled" || (why.is === "trouble" && why.trouble.code === "cameraAway");

/** The sentence speaks of the platform's word that the camera is offline. */
export const saysOffline = (view: TileView, isOnline: boolean): boolean =>
  !isOnline && !view.black && view.why !== null && isAway(view.why);

function reasonWord(why: TileReason, words: Words): string {
  if (why.is !== "trouble") return words.text(`tile.why.${why.is}`);
  // The trouble's own sentence says that it is tried again, which the tile says itself and better.
  return why.trouble.code === "cameraAway"
    ? words.text("tile.why.away", { why: why.trouble.params["why"] ?? "" })
    : words.trouble(why.trouble);
}

/**
 * Why the tile does not show what it was asked for, and when it tries again; null when all is well.
 * @param inSeconds to the next try, null while one goes on or none is planned
 * @param isOnline false when its platform shows it offline
 */
export function whySentence(view: TileView, inSeconds: number | null, words: Words, isOnline = true): string | null {
  if (view.black) return words.text("tile.why.black");
  if (view.why === null) return view.shown === null || view.shown === "last" ? words.text("tile.opening") : null;
  const retry = view.opening
    ? words.text("tile.retrying")
    : inSeconds === null
      ? ""
      : words.text("tile.retry", { seconds: inSeconds });
  const reason = saysOffline(view, isOnline) ? words.text("tile.why.offline") : reasonWord(view.why, words);
  const gap = words.language === "en" ? " " : "";
  return `${stopped(reason, words)}${retry === "" ? "" : gap}${retry}`;
}

/** A sentence with the stop at its end that its language has. */
function stopped(sentence: string, words: Words): string {
  const stop = words.language === "en" ? "." : "。";
  return /[.。!！?？]$/.test(sentence) ? sentence : sentence + stop;
}
