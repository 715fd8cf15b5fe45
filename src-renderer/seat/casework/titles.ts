/** Words of an act in both languages at once: the palette finds it by either. */
import type { Params } from "../../../shared/text.ts";
import { wordsOf, type WallKey } from "../../kit/text.ts";
import { DEFAULT_ZONE } from "../../kit/words.ts";
import type { SeatAct } from "../shell/acts.ts";

export const CHINESE = wordsOf("zh-CN", DEFAULT_ZONE);
const ENGLISH = wordsOf("en", DEFAULT_ZONE);

export function bothTitles(key: WallKey, params?: Params): SeatAct["titles"] {
  return { "zh-CN": CHINESE.text(key, params), en: ENGLISH.text(key, params) };
}
