import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseRow } from "../../../test/contract/drafts.ts";
import { CaseColumnStore } from "./case-columns.ts";
import { newestOf } from "./case-lines.ts";
import { NewestCases } from "./newest-cases.ts";

/** Few instants, so that many cases share one. */
const put = fc.record({ uid: fc.integer({ min: 1, max: 60 }), at: fc.integer({ min: 1, max: 25 }) });
const batch = fc.record({
  put: fc.array(put, { maxLength: 12 }),
  del: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }),
  /** So many of the newest go too. */
  delNewest: fc.nat({ max: 6 }),
});

/** Cases reported one after another, by their uids. */
function cases(howMany: number): CaseColumnStore {
  const store = new CaseColumnStore();
  for (let uid = 1; uid <= howMany; uid++) store.put(caseRow(uid, { reportedAt: uid }));
  return store;
}

describe("the newest cases", () => {
  test("V10 kept up by changes are those of a pass over all cases", () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 6 }),
        fc.nat({ max: 5 }),
        fc.array(batch, { maxLength: 60 }),
        (limit, more, batches) => {
          const store = new CaseColumnStore();
          const kept = new NewestCases(store, limit, limit + more);
          for (const { put: puts, del, delNewest } of batches) {
            const marked = new Set<number>();
            const gone = [...del, ...newestOf(store, {}, 0, 0, delNewest).uids];
            for (const uid of gone) store.del(uid);
            for (const { uid, at } of puts) store.put(caseRow(uid, { reportedAt: at }));
            for (const uid of [...gone, ...puts.map((each) => each.uid)]) marked.add(uid);
            expect(kept.after(marked)).toEqual(newestOf(store, {}, 0, 0, limit).uids);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("V10 are looked for among all cases only when those kept do not fill the list", () => {
    const store = cases(1_000);
    let passes = 0;
    const kept = new NewestCases(store, 10, 30, (...asked) => {
      passes++;
      return newestOf(...asked);
    });
    expect(kept.after([])[0]).toBe(1_000);
    expect(passes).toBe(1);
    const change = (uid: number, at: number | null) => {
      if (at === null) store.del(uid);
      else store.put(caseRow(uid, { reportedAt: at }));
      return kept.after([uid]);
    };
    for (let k = 0; k < 300; k++) change(1 + k, 2_000 + k);
    for (let k = 0; k < 300; k++) change(301 + k, k % 2 === 0 ? 3 : null);
    expect(kept.after([])).toEqual(newestOf(store, {}, 0, 0, 10).uids);
    expect(passes).toBe(1);
    // 300 came above the floor: between 30 and 60 of them are still kept, and the list needs 10.
    for (let k = 0; k < 60; k++) change(300 - k, null);
    expect(kept.after([])).toEqual(newestOf(store, {}, 0, 0, 10).uids);
    expect(passes).toBeGreaterThan(1);
    expect(passes).toBeLessThan(5);
  });
});
