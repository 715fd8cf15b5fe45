/**
 * Rules of direction that would make a wall flap: found before they are in force, and told with both their names.
 *
 * Rules (docs/rules.md), quoted by the tests: X68.
 */
import type { DirectionRule } from "../rules/direction.ts";
import type { Trouble } from "../trouble.ts";
import { minuteOf, minutesOf, type ClockWhen } from "./clock-windows.ts";
import { overlaps } from "./matching.ts";

/** A file with its rules. */
export interface RulesOfFile {
  /** Name to show, e.g. "direction/hall.json". */
  readonly file: string;
  readonly rules: readonly DirectionRule[];
}

interface Placed {
  readonly file: string;
  readonly path: string;
  readonly rule: DirectionRule;
}

/**
 * What would flap, each told in the later of two rules, in the order of the files. Rules that are switched off do nothing, and
 * so cannot.
 */
export function flapsOf(files: readonly RulesOfFile[]): Trouble[] {
  const all = files.flatMap(({ file, rules }) =>
    rules.map((rule, i): Placed => ({ file, path: `rules.${i}`, rule })).filter(({ rule }) => rule.active),
  );
  return all.flatMap((placed, i) => [
    ...forEver(placed),
    ...all.slice(0, i).flatMap((earlier) => together(earlier, placed)),
  ]);
}

/** What shows its scene for longer than it is quiet starts again before it is over, for as long as there are occasions. */
function forEver({ file, path, rule }: Placed): Trouble[] {
  const { id, when, seconds, quietMinutes } = rule;
  if (when.on === "clock" || seconds === 0 || seconds <= quietMinutes * 60) return [];
  return [
    { code: "ruleFlapsQuiet", params: { file, path: `${path}.seconds`, rule: id, seconds, minutes: quietMinutes } },
  ];
}

function together(a: Placed, b: Placed): Trouble[] {
  const [one, other] = [a.rule, b.rule];
  if (one.wall !== "" && other.wall !== "" && one.wall !== other.wall) return [];
  const params = { file: b.file, path: b.path, rule: other.id, other: one.id };
  if (one.when.on === "clock" || other.when.on === "clock") {
    const meet = one.when.on === "clock" && other.when.on === "clock" && haveCommonTime(one.when, other.when);
    return meet && one.rank === other.rank ? [{ code: "ruleFlapsClock", params }] : [];
  }
  if (one.scene === other.scene) return [];
  const bothStay = one.seconds === 0 && other.seconds === 0;
  const compete = one.rank === other.rank && overlaps(one.when, other.when);
  return bothStay || compete ? [{ code: "ruleFlapsTurns", params }] : [];
}

const MINUTES_OF_A_WEEK = 7 * 1_440;

/** Whether two windows hold at one time of the week. */
function haveCommonTime(a: ClockWhen, b: ClockWhen): boolean {
  return a.days.some((dayA) =>
    b.days.some((dayB) => {
      const beginA = (dayA - 1) * 1_440 + minuteOf(a.from);
      const beginB = (dayB - 1) * 1_440 + minuteOf(b.from);
      const aToB = (beginB - beginA + MINUTES_OF_A_WEEK) % MINUTES_OF_A_WEEK;
      const bToA = (MINUTES_OF_A_WEEK - aToB) % MINUTES_OF_A_WEEK;
      return aToB < minutesOf(a) || bToA < minutesOf(b);
    }),
  );
}
