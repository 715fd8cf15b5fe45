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
  // One word is found in the text, which has the number too.
  const number = words.length === 1 ? "" : numberOf(typed);
  openCases.readAll();
  const inText = words.map((word) => openCases.holding(word));
  const inClass = words.map((word) => classTest(word, names));
  return (uid, classUid) => {
    const slot = openCases.slotOf(uid);
    // A case that is over, shown with a command on its way, is read when it is met.
    const read = slot === undefined ? openCases.of(uid)?.text : undefined;
    if (slot === undefined && read === undefined) return false;
    if (number.length >= LEAST_OF_NUMBER && openCases.of(uid)?.number.includes(number)) return true;
    for (let i = 0; i < words.length; i++) {
      const holds = slot === undefined ? read?.includes(words[i] as string) === true : inText[i]?.[slot] === 1;
      if (!holds && !inClass[i]?.(classUid)) return false;
    }
    return true;
  };
}

/** Whether the name of a class holds a word, looked up once for each class. */
function classTest(word: string, names: Source["names"]): (classUid: number) => boolean {
  const known = new Map<number, boolean>();
  return (classUid) => {
    let holds = known.get(classUid);
    if (holds === undefined) {
      const found = names.classOf(classUid);
      holds = found !== undefined && folded(`${found.name}\n${found.nameEn}`).includes(word);
      known.set(classUid, holds);
    }
    return holds;
  };
}
