/** After any sequence of batches, pages, failures and restarts, tallies equal a count of the cases from scratch. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { recordOf, rowOf, type Row } from "../../shared/tables.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { NOWHERE } from "../../src-main/host/cache/position.ts";
import { openWriter } from "../../src-main/host/cache/write.ts";
import { applyDelta, applyPage } from "../../src-main/host/sync/apply.ts";
import { T0, platformDraft } from "../contract/drafts.ts";
import { chances, randomCase } from "../contract/random-cases.ts";
import { keptTallies, recountOf } from "../contract/recount.ts";

const uid = fc.integer({ min: 1, max: 40 });
const aCase = fc
  .record({
    uid,
    seed: fc.nat(),
    marks: fc.nat({ max: 2 ** 26 }),
    counts: fc.nat({ max: 3 }),
    flags: fc.nat({ max: 7 }),
    satisfaction: fc.option(fc.nat({ max: 100 })),
  })
  .map(({ uid: one, seed, marks, counts, flags, satisfaction }): Row => {
    const random = recordOf("cases", randomCase(one, T0, 120, chances(seed)));
    const times = { reworkCount: counts, sendBackCount: counts, extensionCount: counts };
    return rowOf("cases", { ...random, ...times, marks, flags, satisfaction });
  });
const cases = fc.uniqueArray(aCase, { maxLength: 15, selector: (row) => row[0] });
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("delta" as const), put: cases, del: fc.uniqueArray(uid) }) },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant("page" as const), after: uid, rows: cases, done: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant("fail" as const), put: cases, del: fc.uniqueArray(uid) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("restart" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant("zone" as const),
      zone: fc.constantFrom("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati"),
      put: cases,
    }),
  },
);

test("C6 after any sequence the tallies equal a recount", () => {
  fc.assert(
    // Changes that wait in the log for ever, for some transactions, and not at all.
    fc.property(fc.array(act, { maxLength: 12 }), fc.constantFrom(undefined, 1_500, 0), (acts, mostLogged) => {
      const dir = mkdtempSync(join(tmpdir(), "citywall-tallies-"));
      let cache = openCache(dir, () => undefined);
      let writer = openWriter(cache.write, undefined, mostLogged);
      let zone = "Asia/Shanghai";
      try {
        for (const a of acts) {
          if (a.act === "delta") {
            const del = a.del.filter((gone) => !a.put.some((row) => row[0] === gone));
            applyDelta(
              writer,
              { epoch: "e", from: 0, to: 1, at: 0, put: { cases: a.put }, del: { cases: del } },
              NOWHERE,
            );
          } else if (a.act === "page") {
            const rows = a.rows
              .filter((row) => (row[0] as number) > a.after)
              .toSorted((x, y) => (x[0] as number) - (y[0] as number));
            const last = (rows.at(-1)?.[0] as number | undefined) ?? a.after;
            applyPage(writer, { table: "cases", after: a.after, last, done: a.done, rows }, NOWHERE);
          } else if (a.act === "fail") {
            expect(() =>
              writer.transact(() => {
                for (const row of a.put) writer.put("cases", row);
                for (const gone of a.del) writer.del("cases", gone);
                throw new RangeError("given up");
              }),
            ).toThrow(RangeError);
          } else if (a.act === "restart") {
            cache.close();
            cache = openCache(dir, () => undefined);
            writer = openWriter(cache.write, undefined, mostLogged);
          } else {
            zone = a.zone;
            writer.transact(() => {
              for (const row of a.put) writer.put("cases", row);
              writer.put("platforms", rowOf("platforms", { ...platformDraft(), uid: 1, timeZone: zone }));
            });
          }
          expect(keptTallies(cache.read)).toEqual(recountOf(cache.read, zone));
        }
      } finally {
        cache.close();
        rmSync(dir, { recursive: true, force: true });
      }
    }),
    { numRuns: 40 },
  );
});
