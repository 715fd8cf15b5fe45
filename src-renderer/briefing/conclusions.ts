/** 小结: what the figures of a briefing come to, in sentences that say no more than they do. */
import type { FrozenBriefing } from "../../shared/briefing.ts";
import type { BriefingFile } from "../../shared/rules/briefings.ts";
import type { Words } from "../kit/text.ts";
import { headlinesOf } from "./headlines.ts";

export interface Conclusion {
  readonly name: string;
  /** Met or missed where it is about a target. */
  readonly met: boolean | null;
  readonly text: string;
}

/** Targets first, then the ends of the board, the most frequent class, and what is overdue. */
export function conclusionsOf(frozen: FrozenBriefing, file: BriefingFile, words: Words): Conclusion[] {
  const targets = headlinesOf(frozen, file, words).map(({ indicator, title, value, target, met }) => ({
    name: indicator,
    met,
    text:
      met === null
        ? words.text("briefing.closing.none", { title })
        : words.text(met ? "briefing.closing.met" : "briefing.closing.missed", { title, value, target }),
  }));
  const [top] = frozen.issues;
  const share =
    top === undefined ? 0 : Math.round((1_000 * top.count.n) / Math.max(1, frozen.funnel[0]?.count.n ?? 0)) / 10;
  const late = frozen.left.overdueOpen.n;
  return [
    ...targets,
    ...boardEnds(frozen, words),
    ...(top === undefined
      ? []
      : [
          {
            name: "issue",
            met: null,
            text: words.text("briefing.closing.issue", {
              name: words.name(top) || words.text("issues.unnamed"),
              count: top.count.n,
              share,
            }),
          },
        ]),
    {
      name: "late",
      met: null,
      text: words.text(late === 0 ? "briefing.closing.noneLate" : "briefing.closing.late", { count: late }),
    },
  ];
}

/** First and last of each group with more than one ranked line. */
function boardEnds({ board }: FrozenBriefing, words: Words): Conclusion[] {
  return (board?.groups ?? []).flatMap(({ group, lines }) => {
    const ranked = lines.filter(({ rank }) => rank !== null);
    const [first, last] = [ranked[0], ranked.at(-1)];
    if (first === undefined || last === undefined || first === last) return [];
    const names = { first: words.name(first), last: words.name(last) };
    const text =
      group === ""
        ? words.text("briefing.closing.ends", names)
        : words.text("briefing.closing.groupEnds", { ...names, group });
    return [{ name: `group.${group}`, met: null, text }];
  });
}
