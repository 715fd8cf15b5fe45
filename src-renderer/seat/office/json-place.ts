/** Where something stands in a JSON text: the line of a member, and of a slip that keeps it from being JSON. */

/** 1 for the first line. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset && i < text.length; i++) if (text[i] === "\n") line++;
  return line;
}

/** A slip in a JSON text: where it stands. */
export interface Slip {
  readonly line: number;
  /** 1 for the first character of the line. */
  readonly column: number;
}

class Stop extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super();
    this.offset = offset;
  }
}

type Path = readonly string[];

/** Walks a JSON text and tells every member's path with where its value begins. @throws Stop at what is no JSON. */
function walk(text: string, tell: (path: Path, offset: number) => void): void {
  let at = 0;
  const space = () => {
    while (/[ \t\r\n]/.test(text[at] ?? "x")) at++;
  };
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) throw new Stop(at);
    at = pattern.lastIndex;
    return found[0];
  };
  const mark = (expected: string) => {
    space();
    if (text[at] !== expected) throw new Stop(at);
    at++;
  };
  const string = (): string => JSON.parse(take(STRING)) as string;
  const list = (end: string, one: () => void) => {
    at++;
    space();
    if (text[at] === end) {
      at++;
      return;
    }
    for (;;) {
      one();
      space();
      if (text[at] !== ",") break;
      at++;
    }
    mark(end);
  };
  const value = (path: Path): void => {
    space();
    tell(path, at);
    const first = text[at];
    if (first === "{") {
      list("}", () => {
        space();
        const name = string();
        mark(":");
        value([...path, name]);
      });
    } else if (first === "[") {
      let i = 0;
      list("]", () => value([...path, String(i++)]));
    } else if (first === '"') {
      string();
    } else {
      take(WORD);
    }
  };
  value([]);
  space();
  if (at < text.length) throw new Stop(at);
}

const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Where a text stops being JSON; null when it is JSON. */
export function slipOf(text: string): Slip | null {
  try {
    walk(text, () => {});
    return null;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const offset = Math.min(error.offset, text.length);
    return { line: lineOf(text, offset), column: offset - text.lastIndexOf("\n", offset - 1) };
  }
}

/**
 * The line in which the value of a path begins, or of the nearest of its parents that is there; null when the text is no
 * JSON.
 * @param path names and places of list members, joined by dots, as valibot writes them: "rules.0.tone"
 */
export function lineOfPath(text: string, path: string): number | null {
  const wanted = path === "" || path === "·" ? [] : path.split(".");
  let best = { depth: -1, offset: 0 };
  try {
    walk(text, (found, offset) => {
      const isOnTheWay = found.every((part, i) => part === wanted[i]);
      if (isOnTheWay && found.length > best.depth) best = { depth: found.length, offset };
    });
  } catch (error) {
    if (error instanceof Stop) return null;
    throw error;
  }
  return lineOf(text, best.offset);
}
