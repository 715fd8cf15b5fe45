import { expect, test } from "vitest";
import { chooseAll, chooseOnly, extend, MOST_CHOSEN, NOTHING_CHOSEN, stillThere, toggle } from "./selection.ts";

const ORDER = Uint32Array.from([50, 40, 30, 20, 10]);
const uids = ({ chosen }: { chosen: ReadonlySet<number> }) => [...chosen].toSorted((a, b) => a - b);

test("one is chosen and not any more; a range goes from the last one chosen, either way", () => {
  const one = toggle(NOTHING_CHOSEN, 40);
  expect(uids(one)).toEqual([40]);
  expect(uids(extend(one, 20, ORDER))).toEqual([20, 30, 40]);
  const down = extend(toggle(NOTHING_CHOSEN, 20), 50, ORDER);
  expect(uids(down)).toEqual([20, 30, 40, 50]);
  expect(uids(toggle(down, 30))).toEqual([20, 40, 50]);
  // The beginning of a range has left: this one alone is chosen beside what was.
  expect(uids(extend(toggle(NOTHING_CHOSEN, 99), 10, ORDER))).toEqual([10, 99]);
});

test("Z14 so many at most are chosen, and it is told when there would be more", () => {
  const many = Uint32Array.from({ length: MOST_CHOSEN + 3 }, (_, i) => i + 1);
  const all = chooseAll(many);
  expect([all.chosen.size, all.full]).toEqual([MOST_CHOSEN, true]);
  expect(toggle(all, MOST_CHOSEN + 2)).toMatchObject({ full: true });
  expect(toggle(all, MOST_CHOSEN + 2).chosen.size).toBe(MOST_CHOSEN);
  expect(toggle(all, 1)).toMatchObject({ full: false });
  const range = extend(toggle(NOTHING_CHOSEN, 1), MOST_CHOSEN + 1, many);
  expect([range.chosen.size, range.full]).toEqual([MOST_CHOSEN, true]);
  expect(chooseAll(ORDER)).toMatchObject({ full: false, anchor: 50 });
  expect(chooseAll(new Uint32Array(0)).chosen.size).toBe(0);
});

test("what left the queue is not chosen any more; what moved stays chosen", () => {
  const some = chooseOnly([40, 20, 7]);
  expect(uids(stillThere(some, ORDER))).toEqual([20, 40]);
  const moved = chooseOnly([40, 20]);
  expect(stillThere(moved, ORDER.toReversed())).toBe(moved);
});
