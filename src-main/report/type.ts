/** Lines out of text: measured character by character, broken where Chinese and Latin may be broken. */

/** What must not begin a line, and what must not end one. */
const NOT_FIRST = new Set("，。、；：？！）》】〉”’%％…—-/".split(""));
const NOT_LAST = new Set("（《【〈“‘".split(""));
/** Latin words, numbers and codes stay together. */
const WORD = /[\p{Script=Latin}\p{N}.,:%+_@#&']+|./gsu;

/** Pieces of a text between which a line may end. */
function unitsOf(text: string): string[] {
  const units: string[] = [];
  for (const [unit] of text.matchAll(WORD)) {
    const last = units.at(-1);
    const glued = last !== undefined && (NOT_FIRST.has(unit) || NOT_LAST.has(last.at(-1) as string));
    if (glued) units[units.length - 1] = last + unit;
    else units.push(unit);
  }
  return units;
}

/**
 * The lines of a text in a width.
 * @param width of a text, in the unit of `most`
 * @param indent of the first line
 */
export function linesIn(text: string, most: number, width: (text: string) => number, indent = 0): string[] {
  const lines: string[] = [];
  let current = "";
  let room = most - indent;
  const end = () => {
    lines.push(current.trimEnd());
    current = "";
    room = most;
  };
  for (const unit of unitsOf(text)) {
    const wide = width(unit);
    if (wide <= room) {
      current += unit;
      room -= wide;
      continue;
    }
    if (current !== "" && wide <= most) {
      end();
      current = unit.trimStart();
      room -= width(current);
      continue;
    }
    // Longer than a line, such as a hash: broken where it must.
    for (const character of unit) {
      const one = width(character);
      if (one > room && current !== "") end();
      current += character;
      room -= one;
    }
  }
  if (current !== "" || lines.length === 0) lines.push(current.trimEnd());
  return lines;
}
