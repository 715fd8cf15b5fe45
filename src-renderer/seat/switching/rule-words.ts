/** Switching rules and what they would have done, in words. */
import type { Told } from "../../../shared/direction/rules.ts";
import type { DirectionRule, DirectionWhen } from "../../../shared/rules/direction.ts";
import type { Words } from "../../kit/text.ts";

/** What names mean that rules are written with; the name itself where nothing is known. */
export interface RuleNames {
  readonly scene: (name: string) => string;
  readonly alarm: (rule: string) => string;
  readonly major: (code: string) => string;
}

/** When a rule answers, as a sentence. */
export function whenWords(when: DirectionWhen, words: Words, names: RuleNames): string {
  switch (when.on) {
    case "alarm":
      return words.text("switching.when.alarm", { alarm: names.alarm(when.rule) });
    case "clock":
      return words.text("switching.when.clock", { days: daysWords(when.days, words), from: when.from, to: when.to });
    case "case": {
      const { event, urgent, major, near } = when;
      const parts = [
        words.text(urgent ? "switching.when.urgent" : "switching.when.case", {
          event: words.text(`switching.event.${event}`),
        }),
        ...(major === undefined ? [] : [words.text("switching.when.major", { major: names.major(major) })]),
        ...(near === undefined
          ? []
          : [
              words.text("switching.when.near", {
                place: words.text(`switching.place.${near.kind}`),
                metres: near.metres,
              }),
            ]),
        ...(hasMore(when) ? [words.text("switching.when.more")] : []),
      ];
      return parts.join(words.text("switching.and"));
    }
  }
}

/** Parts that the form does not show. */
const hasMore = ({ classUid, department, dutyGrid, source }: Extract<DirectionWhen, { on: "case" }>): boolean =>
  [classUid, department, dutyGrid, source].some((part) => part !== undefined);

/** Days of a week: every day, or those that follow each other as a span. */
export function daysWords(days: readonly number[], words: Words): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  const name = (day: number) => words.text(`switching.day.${day}` as "switching.day.1");
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return "";
  if (sorted.length === 7) return words.text("switching.everyDay");
  if (sorted.length > 2 && last - first === sorted.length - 1) {
    return words.text("switching.daySpan", { first: name(first), last: name(last) });
  }
  return sorted.map(name).join(words.text("switching.comma"));
}

/** How long a rule's scene stays, in words. */
export function staysWords({ seconds, when }: DirectionRule, words: Words): string {
  if (seconds > 0) return words.text("switching.stays.seconds", { seconds });
  return words.text(when.on === "clock" ? "switching.stays.window" : "switching.stays.ever");
}

/** A wall's name; those that no rule names go together. */
export const wallWords = (wall: string, words: Words): string =>
  wall === "" ? words.text("switching.allWalls") : wall;

/** What came of it, told by a shape and a word. */
export const OUTCOME_SHAPE: Readonly<Record<Told["outcome"], string>> = {
  shown: "●",
  showing: "◐",
  quiet: "○",
  held: "■",
  locked: "■",
  lowerRank: "▽",
  sceneGone: "▲",
};
