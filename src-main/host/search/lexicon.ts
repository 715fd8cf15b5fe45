/** Things that have a name or a code and are few enough to be gone through: which of them is meant, best first. Rule Q4. */
import { folded, numberOf } from "./grams.ts";
import { soundingOf, soundsLike, type Sounding } from "./sound.ts";

/** What something is called. */
export interface Named<T> {
  readonly thing: T;
  readonly names: readonly string[];
  readonly namesEn: readonly string[];
  readonly codes: readonly string[];
}

interface Entry<T> {
  readonly thing: T;
  readonly names: readonly string[];
  /** How the names sound; made when somebody asks by sound. */
  soundings: readonly Sounding[] | null;
  readonly words: readonly string[];
  readonly codes: readonly string[];
  readonly length: number;
}

/** How good a match is; the lower the better. What texts hold ranks between names and their sounds. */
export const RANK = { exact: 0, begins: 1, holds: 2, texts: 3, sounds: 4, code: 5 } as const;

export interface Hit<T> {
  readonly thing: T;
  readonly rank: number;
}

/** Fewer characters of a code say nothing. */
const LEAST_OF_CODE = 4;
const BLANKS = /\s+/g;

export interface Lexicon<T> {
  /** All that match every word that was typed, the best first, then those with shorter names. */
  find(text: string): Hit<T>[];
}

export function openLexicon<T>(all: Iterable<Named<T>>): Lexicon<T> {
  const entries = Array.from(all, entryOf);
  return {
    find(text) {
      const whole = typedOf(folded(text).replaceAll(BLANKS, ""));
      const words = folded(text)
        .split(BLANKS)
        .filter((word) => word !== "")
        .map(typedOf);
      if (words.length === 0) return [];
      const hits = entries.flatMap((entry) => {
        let rank = rankOf(entry, whole);
        if (words.length > 1) rank = Math.min(rank, Math.max(...words.map((word) => rankOf(entry, word))));
        return rank === Infinity ? [] : [{ thing: entry.thing, rank, length: entry.length }];
      });
      return hits.toSorted((a, b) => a.rank - b.rank || a.length - b.length);
    },
  };
}

function entryOf<T>({ thing, names, namesEn, codes }: Named<T>): Entry<T> {
  const known = names.filter((name) => name !== "").map((name) => folded(name).replaceAll(BLANKS, ""));
  return {
    thing,
    names: known,
    soundings: null,
    words: namesEn.flatMap((name) => folded(name).split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== ""),
    codes: codes.map(numberOf).filter((code) => code !== ""),
    length: Math.min(...known.map((name) => name.length), 1_000),
  };
}

/** A word somebody typed. */
interface Typed {
  readonly text: string;
  readonly number: string;
  readonly hasLetters: boolean;
}

const typedOf = (text: string): Typed => ({ text, number: numberOf(text), hasLetters: /[a-z]/.test(text) });

/** Infinity when it does not match. */
function rankOf<T>(entry: Entry<T>, { text, number, hasLetters }: Typed): number {
  let best = Infinity;
  const take = (rank: number) => {
    if (rank < best) best = rank;
  };
  for (const name of entry.names) {
    const at = name.indexOf(text);
    if (at >= 0) take(name === text ? RANK.exact : at === 0 ? RANK.begins : RANK.holds);
  }
  for (const code of entry.codes) {
    const at = number === "" ? -1 : code.indexOf(number);
    if (code === number) take(RANK.exact);
    else if (at === 0 && number.length > 1) take(RANK.begins);
    else if (at > 0 && number.length >= LEAST_OF_CODE) take(RANK.code);
  }
  const word = entry.words.findIndex((each) => each.startsWith(text));
  if (word >= 0) take(word === 0 ? RANK.begins : RANK.holds);
  if (best <= RANK.holds || !hasLetters) return best;
  entry.soundings ??= entry.names.map(soundingOf);
  for (const sounding of entry.soundings) {
    const found = soundsLike(sounding, text);
    // Under one in all, so that a sound never outranks what is better of its kind.
    if (found !== null) take(RANK.sounds + (found.at === 0 ? 0 : 0.5) + Math.min(0.4, found.cost / 20));
  }
  return best;
}
