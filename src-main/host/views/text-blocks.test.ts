import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextBlocks } from "./text-blocks.ts";

const uid = fc.integer({ min: 1, max: 40 });
const text = fc.string({ unit: fc.constantFrom("a", "b", "路", "\n"), maxLength: 6 });
const step = fc.oneof(
  fc.record({ put: uid, text }),
  fc.record({ remove: uid }),
  fc.record({ find: fc.string({ unit: fc.constantFrom("a", "b", "路"), minLength: 1, maxLength: 3 }) }),
);

type Step = { put: number; text: string } | { remove: number } | { find: string };

/** Goes through the steps with blocks and with a plain map, and holds what they find against each other. */
function sameAsPlain(steps: readonly Step[]): void {
  const [blocks, plain] = [new TextBlocks(), new Map<number, string>()];
  for (const each of steps) {
    if ("put" in each) {
      blocks.put(each.put, each.text);
      plain.set(each.put, each.text);
    } else if ("remove" in each) {
      blocks.remove(each.remove);
      plain.delete(each.remove);
    } else {
      const marks = blocks.holding(each.find);
      const found = [...plain.keys()].filter((one) => marks[blocks.slotOf(one) ?? -1] === 1);
      expect(found).toEqual([...plain].filter(([, held]) => held.includes(each.find)).map(([one]) => one));
      expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(found.length);
    }
  }
}

describe("texts in blocks", () => {
  test("find what looking into each text finds", () => {
    fc.assert(fc.property(fc.array(step, { maxLength: 60 }), sameAsPlain));
  });

  test("find in the last text of a block and in the first of the next", () => {
    const blocks = new TextBlocks();
    for (let n = 1; n <= 600; n++) blocks.put(n, `number ${n}.`);
    const marks = blocks.holding("number 256.");
    expect(marks[blocks.slotOf(256) as number]).toBe(1);
    expect(blocks.holding("257.")[blocks.slotOf(257) as number]).toBe(1);
    expect(blocks.holding("number").reduce((sum, mark) => sum + mark, 0)).toBe(600);
    expect(marks.reduce((sum, mark) => sum + mark, 0)).toBe(1);
  });
});
