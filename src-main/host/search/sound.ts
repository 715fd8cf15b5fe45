/**
 * Names by their sound: whether what somebody typed runs along some characters in a row, by whole syllables, the beginnings
 * of them or the characters themselves, in any mixture ("renminlu", "rml", "rmlu", "人min路").
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Q4 A name is found by its characters, its pinyin, its initials and any mixture; a character with several readings by
 *   each of them; an English name by the beginnings of its words.
 */
import { polyphonic } from "pinyin-pro";

/** All syllables a character may be read as, without tones, the commonest first; ü is typed as v, and by many as u. */
const readings = new Map<string, readonly string[]>();

function readingsOf(character: string): readonly string[] {
  let known = readings.get(character);
  if (known === undefined) {
    const [syllables = []] = polyphonic(character, { toneType: "none", type: "array", v: true });
    const spelled = syllables.flatMap((syllable) => [syllable, syllable.replace(/^([nl])v/, "$1u")]);
    known = [...new Set(spelled)].filter((syllable) => /^[a-z]+$/.test(syllable) && syllable !== character);
    readings.set(character, known);
  }
  return known;
}

/** What a syllable that is not typed whole, and a rarer reading, take off. */
const PART = 1;
const RARER = 0.5;

/**
 * How well what was typed runs along a name: 0 for whole syllables and characters, more for parts of them; null when it
 * does not.
 * @param characters of the folded name
 * @param typed folded, without blanks
 * @param start the character it begins at
 */
function along(characters: readonly string[], typed: string, start: number): number | null {
  const known = new Map<number, number | null>();
  const from = (i: number, j: number): number | null => {
    if (j === typed.length) return 0;
    const character = characters[i];
    if (character === undefined) return null;
    const key = i * (typed.length + 1) + j;
    const before = known.get(key);
    if (before !== undefined) return before;
    let best = typed.startsWith(character, j) ? from(i + 1, j + character.length) : null;
    readingsOf(character).forEach((syllable, rank) => {
      for (let length = 1; length <= syllable.length && syllable[length - 1] === typed[j + length - 1]; length++) {
        const rest = from(i + 1, j + length);
        if (rest === null) continue;
        const cost = rest + (length < syllable.length ? PART : 0) + (rank > 0 ? RARER : 0);
        if (best === null || cost < best) best = cost;
      }
    });
    known.set(key, best);
    return best;
  };
  return from(start, 0);
}

const BASE = "a".charCodeAt(0);
const bitOf = (letter: string) => {
  const place = letter.charCodeAt(0) - BASE;
  return place >= 0 && place < 26 ? 1 << place : 0;
};

/** A folded name prepared for asking how it sounds. */
export interface Sounding {
  readonly characters: readonly string[];
  /** The letters that each character may begin with, one bit each: most names go by these already. */
  readonly letters: Int32Array;
}

export function soundingOf(name: string): Sounding {
  const characters = Array.from(name);
  const letters = Int32Array.from(characters, (character) =>
    readingsOf(character).reduce((bits, syllable) => bits | bitOf(syllable), bitOf(character)),
  );
  return { characters, letters };
}

/**
 * How well a name sounds like what was typed, and where it begins to; null when it does not.
 * @param typed folded, without blanks
 */
export function soundsLike(
  { characters, letters }: Sounding,
  typed: string,
): { readonly at: number; readonly cost: number } | null {
  const bit = bitOf(typed);
  for (const [at, character] of characters.entries()) {
    if (bit === 0 ? !typed.startsWith(character) : ((letters[at] as number) & bit) === 0) continue;
    const cost = along(characters, typed, at);
    if (cost !== null) return { at, cost };
  }
  return null;
}
