/** The wall's own font. A bare machine has no Chinese font, and a map label drawn before the font is there stays a box. */

export const FONT_FAMILY = "Noto Sans SC Variable";

/** How long the wall waits for glyphs before it goes on without them. */
const FONT_WAIT_MS = 8_000;
const WEIGHTS = [400, 600];

/** Loads the parts of the font that hold these characters. Resolves in any case; false when some did not come. */
export async function loadCharacters(characters: string): Promise<boolean> {
  const wanted = [...new Set(characters)].join("");
  if (wanted === "") return true;
  const loads = WEIGHTS.map((weight) => document.fonts.load(`${weight} 16px "${FONT_FAMILY}"`, wanted));
  const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), FONT_WAIT_MS));
  return Promise.race([
    Promise.all(loads).then(
      () => true,
      () => false,
    ),
    late,
  ]);
}
