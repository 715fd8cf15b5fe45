/**
 * Finding acts by what is typed: Chinese, whole or by the first signs, pinyin, initials, any mixture, and English. Rule Z93.
 */
import { match } from "pinyin-pro";
import type { SeatAct } from "../shell/acts.ts";

/** The lower the better; null when it does not fit. */
function rankOf({ titles }: SeatAct, typed: string): number | null {
  const zh = titles["zh-CN"].toLowerCase();
  const en = titles.en.toLowerCase();
  const plain = typed.replaceAll(/\s+/g, "");
  if (zh === plain || en === typed) return 0;
  if (zh.startsWith(plain) || en.startsWith(typed)) return 1;
  const words = typed.split(/\s+/);
  const english = en.split(/[^a-z0-9]+/);
  if (words.every((word) => english.some((each) => each.startsWith(word)))) return 2;
  if (zh.includes(plain)) return 2;
  const sounds = match(zh, plain, { continuous: true, precision: "start", lastPrecision: "start" });
  if (sounds !== null) return sounds[0] === 0 ? 3 : 4;
  return english
    .map((word) => word[0] ?? "")
    .join("")
    .startsWith(plain) && plain.length > 1
    ? 5
    : null;
}

/** Those that fit, the best first; those that cannot run now last; all of them for nothing typed. */
export function findActs(acts: readonly SeatAct[], typed: string): readonly SeatAct[] {
  const text = typed.trim().toLowerCase();
  const able = (act: SeatAct) => (act.cannot === undefined ? 0 : 1);
  if (text === "") return acts.toSorted((a, b) => able(a) - able(b));
  return acts
    .flatMap((act) => {
      const rank = rankOf(act, text);
      return rank === null ? [] : [{ act, rank }];
    })
    .toSorted((a, b) => able(a.act) - able(b.act) || a.rank - b.rank || a.act.title.length - b.act.title.length)
    .map(({ act }) => act);
}
