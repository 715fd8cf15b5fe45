/**
 * How texts are cut for the index, and what is asked of it (docs/decisions/0032-search-by-pairs.md).
 *
 * A text is known by its pairs of neighbouring characters, so that two characters of Chinese are found wherever they stand.
 * A number (of a case, of a component) is known as a whole, and by every four of its characters. The index only proposes:
 * whoever asks looks into the row itself (`holds`), so what is found is what the cache says.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Q1 Two characters or more are found wherever they stand in an address or a description; a number by four or more of its
 *   characters.
 */

/** Characters of a number that are looked up together. */
const NUMBER_GRAM = 4;
/** Longer texts are cut off: nobody describes a case in more. */
const LONGEST = 4_000;
/** More pairs of a question do not narrow any more. */
const MOST_ASKED = 24;

/** One form for all: full and half width, capital and small. */
export function folded(text: string): string {
  return text.slice(0, LONGEST).normalize("NFKC").toLowerCase();
}

/** The stretches of letters, digits and Chinese characters in a folded text. */
function runsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((run) => run !== "");
}

/** A number without what divides it. */
export function numberOf(text: string): string {
  return runsOf(folded(text)).join("");
}

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  return characters.length < 2
    ? []
    : characters.slice(1).map((character, i) => `${characters[i] as string}${character}`);
}

function foursOf(number: string): string[] {
  const count = number.length - NUMBER_GRAM + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => number.slice(i, i + NUMBER_GRAM));
}

/** What the index keeps of a row: words with blanks between, each once. */
export function gramsOf(number: string, texts: readonly string[]): string {
  const whole = numberOf(number);
  const grams = new Set([...(whole === "" ? [] : [whole]), ...foursOf(whole)]);
  for (const text of texts) for (const run of runsOf(folded(text))) for (const pair of pairsOf(run)) grams.add(pair);
  return [...grams].join(" ");
}

/** A question to the index, in the language of FTS5. */
export interface Asked {
  /** The row whose number is exactly this; null when it cannot be one. */
  readonly exact: string | null;
  /** Rows that may hold all of it; null when it is too short to be asked. */
  readonly holding: string | null;
}

const word = (gram: string) => `"${gram}"`;
const all = (grams: readonly string[]) => [...new Set(grams)].slice(0, MOST_ASKED).map(word).join(" AND ");

/** The ways in which a row may hold a run: as pairs of a text, or in its number. */
function waysOf(run: string): string[][] {
  const pairs = pairsOf(run);
  if (pairs.length === 0) return [];
  return [pairs, run.length < NUMBER_GRAM ? [run] : foursOf(run)];
}

/** What to ask for a text that somebody typed. */
export function askedOf(text: string): Asked {
  const whole = numberOf(text);
  const parts = runsOf(folded(text))
    .map(waysOf)
    .filter((ways) => ways.length > 0);
  const held = parts.map((ways) => `(${ways.map((grams) => `(${all(grams)})`).join(" OR ")})`).join(" AND ");
  // What divides a number need not be typed as it is written.
  const asNumber = whole.length < NUMBER_GRAM ? "" : `(${all(foursOf(whole))})`;
  return {
    exact: whole.length < 2 ? null : word(whole),
    holding: [held, asNumber].filter((each) => each !== "").join(" OR ") || null,
  };
}

/** Whether a row really holds everything that was typed. */
export function holds(text: string, number: string, texts: readonly string[]): boolean {
  const whole = numberOf(number);
  const typed = numberOf(text);
  if (typed.length >= NUMBER_GRAM && whole.includes(typed)) return true;
  const inTexts = texts.map(folded);
  return runsOf(folded(text)).every((run) => whole.includes(run) || inTexts.some((each) => each.includes(run)));
}
