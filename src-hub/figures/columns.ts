/** Text in columns on a terminal, where a Chinese character takes two places. */

/** Characters of two places: Han and kana, Korean syllables, full-width signs. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Places a text takes. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += WIDE.test(character) ? 2 : 1;
  return width;
}

/** The text in at most so many places; what was cut off is told by "…". */
export function clipped(text: string, places: number): string {
  if (widthOf(text) <= places) return text;
  let kept = "";
  for (const character of text) {
    if (widthOf(kept + character) > places - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Lines with every column as wide as its widest cell; `right` names the columns that end flush. */
export function inColumns(rows: readonly (readonly string[])[], right: readonly number[]): string[] {
  const widths = rows.reduce<number[]>((all, row) => {
    return row.map((cell, at) => Math.max(all[at] ?? 0, widthOf(cell)));
  }, []);
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const blanks = " ".repeat((widths[at] ?? 0) - widthOf(cell));
        return right.includes(at) ? blanks + cell : cell + blanks;
      })
      .join("  ")
      .trimEnd(),
  );
}
