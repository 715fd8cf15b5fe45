/** Coverage in words: walks, shifts, and the definition that everything here rests on. */
import type { CoverageValue } from "../../../shared/view.ts";
import { countText } from "../../kit/number.ts";
import type { Words } from "../../kit/text.ts";
import { dayText, momentText } from "../../kit/time.ts";

/** "850米", "1.8公里" */
export function lengthText(metres: number, words: Words): string {
  if (metres < 1_000) return words.text("coverage.metres", { count: countText(metres, words.language) });
  return words.text("coverage.kilometres", { count: (Math.round(metres / 100) / 10).toFixed(1) });
}

/** "5个网格 · 建议环线约1.8公里"; one grid needs no walk. */
export function walkText({ grids, metres }: CoverageValue["blind"][number], words: Words): string {
  if (grids.length === 1) return words.text("coverage.walkOne");
  return words.text("coverage.walk", { count: grids.length, length: lengthText(metres, words) });
}

const two = (n: number) => String(n).padStart(2, "0");
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

/** "22:00–06:00" */
export const hoursText = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  `${clock(from)}–${clock(to)}`;

/** What counts as having looked, with all its numbers. */
export function definitionText({ definition, since, until }: CoverageValue, words: Words): string {
  return words.text("coverage.definition", {
    edge: definition.edgeMetres,
    least: definition.leastSeconds,
    fresh: definition.freshSeconds,
    place: definition.placeMetres,
    apart: definition.apartMinutes,
    rounds: definition.roundsPerWeek,
    metres: definition.cameraMetres,
    degrees: definition.cameraDegrees,
    since: since === null ? "—" : dayText(since, until, words.timeZone, words.language),
  });
}

/** "最近 14:05", or that nothing is on record. */
export function lastText(lastAt: number | null, now: number, words: Words): string {
  if (lastAt === null) return words.text("coverage.never");
  return words.text("coverage.last", { moment: momentText(lastAt, now, words.timeZone, words.language) });
}

/** Where a shift stands: "进行中", "已结束", "未开始". The last begun is the running one while the day goes on. */
export function shiftState(value: CoverageValue, index: number): "over" | "running" | "waiting" {
  if (!value.shifts[index]?.begun) return "waiting";
  const running = value.until < value.to ? value.shifts.findLastIndex(({ begun }) => begun) : -1;
  return index === running ? "running" : "over";
}
