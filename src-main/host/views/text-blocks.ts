/**
 * Texts of cases, joined in blocks: a word is looked for in a few hundred long texts and not in a hundred thousand short ones.
 * A block is joined anew when it is searched after one of its texts has changed.
 */

/** Texts in a block: joining one anew costs little, and there are few blocks. */
const IN_BLOCK = 256;
/** Between texts; no word holds it. */
const APART = "\n";

interface Block {
  readonly texts: string[];
  /** The texts one after another, and where each begins; null since one of them changed. */
  joined: { readonly text: string; readonly starts: Uint32Array } | null;
}

export class TextBlocks {
  private readonly slots = new Map<number, number>();
  private readonly free: number[] = [];
  private readonly blocks: Block[] = [];
  private length = 0;

  /** Where a case's text stands, for `holding`; undefined when it has none here. Good until the next change. */
  slotOf(uid: number): number | undefined {
    return this.slots.get(uid);
  }

  /** Keeps the text of a case in place of the one before. */
  put(uid: number, text: string): void {
    let slot = this.slots.get(uid);
    if (slot === undefined) {
      slot = this.free.pop() ?? this.length++;
      this.slots.set(uid, slot);
    }
    this.write(slot, text);
  }

  /** Lets go of the text of a case. */
  remove(uid: number): void {
    const slot = this.slots.get(uid);
    if (slot === undefined) return;
    this.slots.delete(uid);
    this.free.push(slot);
    this.write(slot, "");
  }

  /**
   * Which texts hold a word: 1 by slot.
   * @param word not empty, without a line's end
   */
  holding(word: string): Uint8Array {
    const marks = new Uint8Array(this.length);
    for (let b = 0; b < this.blocks.length; b++) {
      const { text, starts } = joinedOf(this.blocks[b] as Block);
      let k = 0;
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, starts[k])) {
        while ((starts[k] as number) <= at) k++;
        // `k` is the text after the one that holds it now, and the search goes on there.
        marks[b * IN_BLOCK + k - 1] = 1;
      }
    }
    return marks;
  }

  private write(slot: number, text: string): void {
    const block = (this.blocks[Math.floor(slot / IN_BLOCK)] ??= { texts: [], joined: null });
    block.texts[slot % IN_BLOCK] = text;
    block.joined = null;
  }
}

/** `starts` has one more than there are texts: where a further one would begin. */
function joinedOf(block: Block): NonNullable<Block["joined"]> {
  if (block.joined !== null) return block.joined;
  const { texts } = block;
  const starts = new Uint32Array(texts.length + 1);
  for (let k = 0; k < texts.length; k++) {
    starts[k + 1] = (starts[k] as number) + (texts[k] as string).length + APART.length;
  }
  block.joined = { text: texts.join(APART), starts };
  return block.joined;
}
