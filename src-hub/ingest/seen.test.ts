import fc from "fast-check";
import { expect, it } from "vitest";
import { seenKeys } from "./seen.ts";

it("knows exactly the keys that were added", () => {
  const key = fc.oneof(
    fc.integer({ min: 0, max: 2000 }).map(String),
    fc.string({ maxLength: 3 }),
    fc.constantFrom("007", "7", "07"),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 400 }), (keys) => {
      const seen = seenKeys();
      const model = new Set<string>();
      for (const k of keys) {
        expect(seen.add(k)).toBe(model.has(k));
        model.add(k);
      }
    }),
  );
});

it("still does after it has grown several times", () => {
  const seen = seenKeys();
  for (let i = 0; i < 300_000; i++) if (seen.add(`NYCC${i}`)) throw new Error(`NYCC${i} was not there before`);
  for (let i = 0; i < 300_000; i += 7) expect(seen.add(`NYCC${i}`)).toBe(true);
});
