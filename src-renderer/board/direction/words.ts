/** Why a wall shows what it shows, in words; the same sentences at seats and on remotes. Pure. */
import type { DirectAct, Reason, Region } from "../../../shared/direction/wall.ts";
import type { Words } from "../../kit/text.ts";
import { presetOf } from "./region.ts";

/** "张三 切换", "轮播 大厅", "规则 …". */
export function reasonText(reason: Reason | null, words: Words): string {
  if (reason === null) return "";
  switch (reason.by) {
    case "person":
      return words.text("hall.by.person", { name: reason.name });
    case "playlist":
      return words.text("hall.by.playlist", { name: reason.playlist });
    case "clock":
    case "case":
    case "alarm":
      return words.text(`hall.by.${reason.by}`, { rule: reason.rule });
    case "return":
      return words.text("hall.by.return");
  }
}

/** Whole seconds that are left until `until`, at hub time `now`; counted at the hub's pace, 0 when over. */
export const secondsLeft = (until: number, now: number, pace: number): number =>
  Math.max(0, Math.ceil((until - now) / 1_000 / Math.max(pace, 0.001)));

/** "还剩 2:05", "还剩 1:00:00". */
export function leftText(seconds: number, words: Words): string {
  const two = (n: number) => String(n).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const time = hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
  return words.text("hall.left", { time });
}

/** "左半", or its cells where it is no part with a name. */
export function regionText(region: Region, words: Words): string {
  const preset = presetOf(region);
  if (preset !== null) return words.text(`hall.region.${preset}`);
  const { x, y, w, h } = region;
  return words.text("hall.region.cells", { x: x + 1, y: y + 1, w, h });
}

/** What an act did, said once it is done; null for what shows by itself. */
export function doneText(act: DirectAct, waiting: number, words: Words): string | null {
  if (act.do !== "push") return null;
  return waiting > 0 ? words.text("hall.push.queued", { count: waiting }) : words.text("hall.push.done");
}
