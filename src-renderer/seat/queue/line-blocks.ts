/** Which lines a table asks for as it is scrolled: whole blocks, so that a row more or less is no other question. */

/** Rows in a block. */
export const BLOCK = 25;
/** No more can be asked for at once. */
export const MOST_LINES = 200;
/** Lines remembered of what was scrolled over. */
const MOST_KNOWN = 3_000;

/** The rows [from, to) to ask for while rows [first, last] are seen: their blocks, and one more on either side. */
export function blocksAround(first: number, last: number, count: number): readonly [from: number, to: number] {
  const from = Math.max(0, (Math.floor(first / BLOCK) - 1) * BLOCK);
  const to = Math.min(count, (Math.floor(last / BLOCK) + 2) * BLOCK);
  return [from, Math.max(from, Math.min(to, from + MOST_LINES))];
}

/** Whether two lines say the same; their parts are plain values. */
function sameLine<T extends object>(a: T, b: T): boolean {
  for (const name in a) if (a[name] !== b[name]) return false;
  return true;
}

/** Lines by uid, those remembered longest go first. A line that says the same stays the same object. */
export class KnownLines<T extends { readonly uid: number }> {
  private readonly lines = new Map<number, T>();

  get(uid: number): T | undefined {
    return this.lines.get(uid);
  }

  take(lines: readonly T[]): void {
    for (const line of lines) {
      const before = this.lines.get(line.uid);
      this.lines.delete(line.uid);
      this.lines.set(line.uid, before !== undefined && sameLine(before, line) ? before : line);
    }
    for (const uid of this.lines.keys()) {
      if (this.lines.size <= MOST_KNOWN) break;
      this.lines.delete(uid);
    }
  }
}
