/** Headings under which a column of an imported table may stand. */
import { wordsOf, type Words } from "../../kit/text.ts";
import { DEFAULT_ZONE } from "../../kit/words.ts";
import type { FieldSpec } from "./fields.ts";

const BOTH = [wordsOf("zh-CN", DEFAULT_ZONE), wordsOf("en", DEFAULT_ZONE)] as const;

/** What the window calls it, what either language calls it, and its name in programs. */
export function headingsOf({ name, label }: Pick<FieldSpec, "name" | "label">, words: Words): readonly string[] {
  return [words.text(label), ...BOTH.map((each) => each.text(label)), name];
}
