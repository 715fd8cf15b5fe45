/** What differs between two texts, line by line, as people read a change: what went, what came, and a little around it. */

export interface DiffLine {
  readonly how: "same" | "gone" | "new";
  readonly text: string;
  /** Line of the old text, null for a new one; from 1. */
  readonly before: number | null;
  /** Line of the new text, null for one that is gone. */
  readonly after: number | null;
}

/** Lines that belong together; between two of them lines were left out. */
export type Hunk = readonly DiffLine[];

/** Middles larger than this are told as replaced as a whole: lines of one text times lines of the other. */
const MOST_CELLS = 4_000_000;

/** Every line of both texts in order. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const lines: DiffLine[] = [];
  const same = (i: number, j: number) => lines.push({ how: "same", text: a[i] as string, before: i + 1, after: j + 1 });
  const gone = (i: number) => lines.push({ how: "gone", text: a[i] as string, before: i + 1, after: null });
  const come = (j: number) => lines.push({ how: "new", text: b[j] as string, before: null, after: j + 1 });
  for (let i = 0; i < start; i++) same(i, i);
  middle(a.slice(start, a.length - end), b.slice(start, b.length - end), (how, i, j) => {
    if (how === "same") same(start + i, start + j);
    else if (how === "gone") gone(start + i);
    else come(start + j);
  });
  for (let k = end; k > 0; k--) same(a.length - k, b.length - k);
  return lines;
}

/** The longest lines in common of two short texts. */
function middle(
  a: readonly string[],
  b: readonly string[],
  tell: (how: DiffLine["how"], i: number, j: number) => void,
): void {
  const width = b.length + 1;
  if (a.length * b.length > MOST_CELLS) {
    a.forEach((_, i) => tell("gone", i, 0));
    b.forEach((_, j) => tell("new", 0, j));
    return;
  }
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] as number;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    if (i < a.length && j < b.length && a[i] === b[j]) tell("same", i++, j++);
    else if (i < a.length && (j === b.length || at(i + 1, j) >= at(i, j + 1))) tell("gone", i++, j);
    else tell("new", i, j++);
  }
}

/** Only what changed, with so many lines around each change. */
export function hunksOf(lines: readonly DiffLine[], around = 2): readonly Hunk[] {
  const near = lines.map(() => false);
  lines.forEach(({ how }, i) => {
    if (how === "same") return;
    for (let k = Math.max(0, i - around); k <= Math.min(lines.length - 1, i + around); k++) near[k] = true;
  });
  const hunks: DiffLine[][] = [];
  lines.forEach((line, i) => {
    if (!near[i]) return;
    if (i === 0 || !near[i - 1]) hunks.push([]);
    hunks.at(-1)?.push(line);
  });
  return hunks;
}

/** The first so many lines of what changed; `cut` when there are more. */
export function firstLines(
  hunks: readonly Hunk[],
  most: number,
): { readonly shown: readonly Hunk[]; readonly cut: boolean } {
  const shown: Hunk[] = [];
  let left = most;
  for (const hunk of hunks) {
    if (left <= 0) return { shown, cut: true };
    shown.push(hunk.slice(0, left));
    left -= hunk.length;
  }
  return { shown, cut: left < 0 };
}
