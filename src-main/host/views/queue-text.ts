/** Whether an open case holds what somebody typed: in its number, its address, its description or the name of its class. */
import { folded, numberOf } from "../search/grams.ts";
import type { Source } from "./source.ts";

/** Takes the uid of a case and of its class. */
export type TextTest = (uid: number, classUid: number) => boolean;

/** From so many characters on a number is found without what divides it. */
const LEAST_OF_NUMBER = 4;

/** The test of a text; null where nothing was typed, or nothing but signs. */
export function textTest(typed: string, { openCases, names }: Source): TextTest | null {
  const words = folded(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  if (words.length === 0) return null;
  const number = numberOf(typed);
  const classTexts = new Map<number, string>();
  const classText = (classUid: number): string => {
    let known = classTexts.get(classUid);
    if (known === undefined) {
      const found = names.classOf(classUid);
      known = found === undefined ? "" : folded(`${found.name}\n${found.nameEn}`);
      classTexts.set(classUid, known);
    }
    return known;
  };
  return (uid, classUid) => {
    const known = openCases.of(uid);
    if (known === undefined) return false;
    if (number.length >= LEAST_OF_NUMBER && known.number.includes(number)) return true;
    return words.every(
      (word) => known.text.includes(word) || known.number.includes(word) || classText(classUid).includes(word),
    );
  };
}
