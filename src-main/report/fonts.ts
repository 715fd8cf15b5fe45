/**
 * The faces of a PDF. Noto Sans SC comes in a hundred pieces, each for some characters, as one variable font; of those that
 * a text needs, the letters in it are cut out at one weight. Nothing is read but files of the program.
 */
import { readFile } from "node:fs/promises";
import subset from "subset-font";

const FOLDER = new URL("../../node_modules/@fontsource-variable/noto-sans-sc/", import.meta.url);
/** Stands for a character that no piece has. */
const UNKNOWN = "□";

export type Weight = 400 | 700;

/** A piece: its number in file names, and the characters it has. */
interface Piece {
  readonly name: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

export interface Face {
  /** Name to register it by. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** The faces of a text at one weight. */
export interface Faces {
  readonly faces: readonly Face[];
  /** Cuts a line into runs that one face each can draw. */
  runs(line: string): readonly { readonly face: string; readonly text: string }[];
}

async function readPieces(): Promise<Piece[]> {
  const ranges = JSON.parse(await readFile(new URL("unicode.json", FOLDER), "utf8")) as Record<string, string>;
  return Object.entries(ranges).map(([name, text]) => ({
    name: name.replaceAll(/[[\]]/g, ""),
    ranges: text.split(",").map((part) => {
      const [from = "", to = from] = part.replace(/^U\+/i, "").split("-");
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    }),
  }));
}

/** The faces for these characters. Throws when the font's files are not there. */
export async function facesOf(text: string, weight: Weight): Promise<Faces> {
  const pieces = await readPieces();
  const byCharacter = new Map<string, Piece>();
  const needed = new Map<Piece, string[]>();
  for (const character of new Set(`${text}${UNKNOWN}`)) {
    const code = character.codePointAt(0) as number;
    const piece = pieces.find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to));
    if (piece === undefined) continue;
    byCharacter.set(character, piece);
    needed.set(piece, [...(needed.get(piece) ?? []), character]);
  }
  const faces: Face[] = [];
  for (const [{ name }, characters] of needed) {
    const file = await readFile(new URL(`files/noto-sans-sc-${name}-wght-normal.woff2`, FOLDER));
    const bytes = await subset(file, characters.join(""), {
      targetFormat: "truetype",
      variationAxes: { wght: weight },
    });
    faces.push({ name: `${name}-${weight}`, bytes });
  }
  return {
    faces,
    runs(line) {
      const runs: { face: string; text: string }[] = [];
      for (const character of line) {
        const shown = byCharacter.has(character) ? character : UNKNOWN;
        const piece = byCharacter.get(shown);
        if (piece === undefined) continue;
        const face = `${piece.name}-${weight}`;
        const last = runs.at(-1);
        if (last?.face === face) last.text += shown;
        else runs.push({ face, text: shown });
      }
      return runs;
    },
  };
}
