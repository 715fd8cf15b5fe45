import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sum } from "../../../shared/digest.ts";
import { T0 } from "../../../test/contract/drafts.ts";
import { chances, randomCase } from "../../../test/contract/random-cases.ts";
import { openCache } from "../cache/open.ts";
import { openWriter } from "../cache/write.ts";
import { CaseColumnStore } from "./case-columns.ts";
import { saveColumns, takeColumns } from "./column-file.ts";
import { openSource } from "./source.ts";

const DIGEST: Sum = [3, 17, 4_000_000_000];
let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-columns-"));
  file = join(dir, "columns.bin");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function someCases(howMany: number, seed = 1): CaseColumnStore {
  const chance = chances(seed);
  const cases = new CaseColumnStore();
  for (let uid = 1; uid <= howMany; uid++) cases.put(randomCase(uid, T0, 90, chance));
  return cases;
}

/** Everything that can be asked of columns, by uid. */
function contentOf(cases: CaseColumnStore): unknown {
  const columns = Object.entries(cases.columns());
  const rows = Array.from({ length: cases.length }, (_, i) => columns.map(([name, column]) => [name, column[i]]));
  const open = [...cases.open].map((i) => cases.uid[i] as number).toSorted((a, b) => a - b);
  const places = Array.from(cases.uid.subarray(0, cases.length), (uid, i) => cases.indexOf(uid) === i);
  return { rows: rows.toSorted((a, b) => Number(a[0]?.[1]) - Number(b[0]?.[1])), open, places };
}

describe("the file of columns", () => {
  test("V2 columns from the file equal those that were kept, and go on as they would have", () => {
    const act = fc.record({ uid: fc.integer({ min: 1, max: 60 }), seed: fc.nat(), del: fc.boolean() });
    fc.assert(
      fc.property(fc.array(act), fc.array(act), (before, after) => {
        const take = (cases: CaseColumnStore, acts: typeof before) => {
          for (const { uid, seed, del } of acts) {
            if (del) cases.del(uid);
            else cases.put(randomCase(uid, T0, 90, chances(seed)));
          }
        };
        const cases = someCases(30);
        take(cases, before);
        saveColumns(file, cases, DIGEST, 0);
        const back = takeColumns(file, DIGEST) as CaseColumnStore;
        expect(contentOf(back)).toEqual(contentOf(cases));
        take(cases, after);
        take(back, after);
        expect(contentOf(back)).toEqual(contentOf(cases));
      }),
      { numRuns: 50 },
    );
  });

  test("serves one start only", () => {
    expect(takeColumns(file, DIGEST)).toBeNull();
    saveColumns(file, someCases(5), DIGEST, 0);
    expect(takeColumns(file, DIGEST)?.length).toBe(5);
    expect(existsSync(file)).toBe(false);
    expect(takeColumns(file, DIGEST)).toBeNull();
  });

  test("of other rows is not taken, and goes", () => {
    saveColumns(file, someCases(5), DIGEST, 0);
    expect(takeColumns(file, [3, 17, 4_000_000_001])).toBeNull();
    expect(existsSync(file)).toBe(false);
  });

  test("that was damaged anywhere, or cut short, is not taken", () => {
    saveColumns(file, someCases(40), DIGEST, 0);
    const bytes = readFileSync(file);
    const text = bytes.subarray(0, 4_096).toString().trimEnd().length;
    for (let at = 0; at < bytes.length; at += at < text ? 1 : 37) {
      // What follows the header's text up to its end says nothing.
      if (at >= text && at < 4_096) continue;
      const bad = Buffer.from(bytes);
      bad[at] = (bad[at] as number) ^ 0x15;
      writeFileSync(file, bad);
      expect([at, takeColumns(file, DIGEST)]).toEqual([at, null]);
    }
    writeFileSync(file, bytes);
    truncateSync(file, bytes.length - 1);
    expect(takeColumns(file, DIGEST)).toBeNull();
  });

  test("is not left half written where there is no room for it", () => {
    saveColumns(join(dir, "missing", "columns.bin"), someCases(5), DIGEST, 0);
    expect(existsSync(join(dir, "missing"))).toBe(false);
  });

  test("is taken for the rows it was made of, and rows that changed since are walked", async () => {
    const cache = openCache(dir, () => undefined);
    try {
      const writer = openWriter(cache.write);
      const chance = chances(3);
      const rows = Array.from({ length: 10_000 }, (_, n) => randomCase(n + 1, T0, 90, chance));
      writer.transact(() => rows.forEach((row) => writer.add("cases", row)));
      const source = await openSource(cache.read, () => T0, undefined, file);
      const saved = () => {
        source.save();
        expect(existsSync(file)).toBe(true);
      };
      saved();
      const again = await openSource(cache.read, () => T0, undefined, file);
      expect(existsSync(file)).toBe(false);
      expect(contentOf(again.cases)).toEqual(contentOf(source.cases));
      saved();
      writer.transact(() => writer.put("cases", randomCase(7, T0, 90, chances(99))));
      const walked = await openSource(cache.read, () => T0);
      const after = await openSource(cache.read, () => T0, undefined, file);
      expect(contentOf(after.cases)).toEqual(contentOf(walked.cases));
      expect(contentOf(after.cases)).not.toEqual(contentOf(source.cases));
    } finally {
      cache.close();
    }
  }, 30_000);
});
