/** What tallies must hold to, whatever becomes of the host, the city's zone or the terms. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { CASE_STATES } from "../../shared/case/state.ts";
import { monthOf, startOfMonth } from "../../shared/evaluation/period-key.ts";
import { TERMS } from "../../shared/evaluation/terms.ts";
import { EVERYTHING, viewOfScope } from "../../shared/scope.ts";
import { recordOf, rowOf, type Row } from "../../shared/tables.ts";
import type { Cache } from "../../src-main/host/cache/handles.ts";
import { monthsOf } from "../../src-main/host/cache/months.ts";
import { openCache } from "../../src-main/host/cache/open.ts";
import { count } from "../../src-main/host/cache/read.ts";
import { SHELF, packShelf, unpackShelf } from "../../src-main/host/cache/tally-shelf.ts";
import { openWriter, type CacheWriter } from "../../src-main/host/cache/write.ts";
import { T0, caseRow, platformDraft } from "./drafts.ts";
import { chances, randomCase } from "./random-cases.ts";
import { keptTallies, recountOf } from "./recount.ts";

const SHANGHAI = "Asia/Shanghai";
let dir: string;
let cache: Cache;
let writer: CacheWriter;

function open(): void {
  cache = openCache(dir, () => undefined);
  writer = openWriter(cache.write);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "citywall-tallies-"));
  open();
});

afterEach(() => {
  cache.close();
  rmSync(dir, { recursive: true, force: true });
});

function someCases(howMany: number): Row[] {
  const chance = chances(howMany);
  return Array.from({ length: howMany }, (_, n) => randomCase(n + 1, T0, 200, chance));
}

const put = (rows: readonly Row[]) => writer.transact(() => rows.forEach((row) => writer.put("cases", row)));
const platform = (timeZone: string): Row => rowOf("platforms", { ...platformDraft(), uid: 1, timeZone });
const expectSound = (zone = SHANGHAI) => expect(keptTallies(cache.read)).toEqual(recountOf(cache.read, zone));

describe("tallies", () => {
  test("are as if they had never been when the last case has gone", () => {
    put(someCases(50));
    expect(Object.keys(keptTallies(cache.read)).length).toBeGreaterThan(100);
    expectSound();
    writer.transact(() => {
      for (let uid = 1; uid <= 50; uid++) writer.del("cases", uid);
    });
    expect(keptTallies(cache.read)).toEqual({});
    cache.close();
    cache = openCache(dir, () => undefined);
    writer = openWriter(cache.write, undefined, 0);
    put(someCases(1));
    writer.transact(() => writer.del("cases", 1));
    for (const table of ["tallies", "tallyLog"]) {
      expect([table, cache.read.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    }
  });

  test("are counted once, whether a reader has read the log before it goes to the shelves or not", () => {
    put(someCases(60));
    const read = keptTallies(cache.read);
    const logged = () => cache.read.prepare("SELECT count(*) FROM tallyLog").pluck().get();
    expect(logged()).toBe(1);
    const folding = openWriter(cache.write, undefined, 0);
    folding.transact(() => folding.put("cases", caseRow(61, { department: 3, deadline: T0 })));
    expect(logged()).toBe(0);
    expectSound();
    expect(keptTallies(cache.read)).not.toEqual(read);
    put([caseRow(61, { department: 4, deadline: T0 }), caseRow(2)]);
    expect(logged()).toBe(1);
    expectSound();
  });

  test("of a transaction that fails are not there, and the next one counts from what is", () => {
    put(someCases(30));
    const before = keptTallies(cache.read);
    expect(() =>
      writer.transact(() => {
        for (let uid = 1; uid <= 30; uid++) writer.del("cases", uid);
        writer.add("cases", caseRow(31));
        throw new RangeError("given up");
      }),
    ).toThrow(RangeError);
    expect(keptTallies(cache.read)).toEqual(before);
    put([caseRow(31, { department: 3, deadline: T0 })]);
    expectSound();
  });

  test("are made anew in the transaction in which the city's zone changes, or first comes", () => {
    put([...someCases(100), caseRow(101, { reportedAt: Date.UTC(2026, 9, 31, 18), department: 1 })]);
    expectSound();
    writer.transact(() => writer.put("platforms", platform("America/New_York")));
    expect(keptTallies(cache.read)).not.toEqual(recountOf(cache.read, SHANGHAI));
    expectSound("America/New_York");
    put(someCases(120));
    expectSound("America/New_York");
    writer.transact(() => {
      for (let uid = 1; uid <= 10; uid++) writer.del("cases", uid);
      writer.put("platforms", platform("Mars/Base"));
    });
    expectSound();
    writer.transact(() => writer.del("platforms", 1));
    expectSound();
  });

  test("made by other terms are made anew when the cache is opened", () => {
    put(someCases(40));
    cache.write.exec("UPDATE tallied SET terms = 'others'; DELETE FROM tallies WHERE month % 2 = 0");
    cache.close();
    open();
    expectSound();
  });

  test("follow a host that was killed in the middle of a transaction", () => {
    put(someCases(40));
    cache.close();
    const program = join(import.meta.dirname, "programs/tally-writer.ts");
    for (const seed of ["1", "2", "3"]) {
      const { signal, stderr } = spawnSync(process.execPath, [program, dir, "3", seed], { encoding: "utf8" });
      expect({ signal, stderr }).toEqual({ signal: "SIGKILL", stderr: "" });
      open();
      expect(count(cache.read, "cases")).toBeGreaterThan(40);
      expectSound();
      cache.close();
    }
    open();
  });

  test("C15 are the same before and after texts were swept away", () => {
    const over = CASE_STATES.indexOf("closed");
    const rows = someCases(300).map((row, n) =>
      rowOf("cases", { ...recordOf("cases", row), state: n % 3 === 0 ? 5 : over, description: "占道经营".repeat(60) }),
    );
    put(rows);
    const before = keptTallies(cache.read);
    const view = viewOfScope({ ...EVERYTHING, textsSince: T0 });
    const swept = rows.map((row) => view.shown("cases", row) as Row);
    expect(swept.filter((row, n) => row !== rows[n])).toHaveLength(200);
    put(swept);
    expect(keptTallies(cache.read)).toEqual(before);
    expectSound();
  });

  test("are written inside transactions only", () => {
    expect(() => writer.put("cases", caseRow(1))).toThrow("outside a transaction");
    expect(() => writer.add("cases", caseRow(1))).toThrow("outside a transaction");
    expect(() => writer.del("cases", 1)).toThrow("outside a transaction");
  });

  test("leave out an instant that no calendar has, and the row comes in all the same", () => {
    put([caseRow(1, { department: 2, deadline: Number.MAX_SAFE_INTEGER, reportedAt: T0 })]);
    expect(Object.keys(keptTallies(cache.read)).some((name) => name.includes("/deadline/"))).toBe(false);
    writer.transact(() => writer.del("cases", 1));
    expect(keptTallies(cache.read)).toEqual({});
  });
});

describe("the ground of tallies", () => {
  test("a shelf of vectors comes back from its bytes as it went in, without those that are 0", () => {
    const counts = fc.oneof(fc.constant(0), fc.nat({ max: 300 }), fc.maxSafeInteger());
    const vector = fc.array(counts, { minLength: TERMS.length, maxLength: TERMS.length });
    const some = fc.uniqueArray(fc.record({ place: fc.nat({ max: SHELF - 1 }), vector }), {
      selector: ({ place }) => place,
      maxLength: 5,
    });
    fc.assert(
      fc.property(some, (list) => {
        const shelf: Float64Array[] = [];
        for (const each of list) shelf[each.place] = Float64Array.from(each.vector, (count) => Math.trunc(count / 4));
        const back: Float64Array[] = [];
        unpackShelf(packShelf(shelf), (place, came) => void (back[place] = came));
        for (let place = 0; place < SHELF; place++) {
          const [went, came] = [shelf[place], back[place]].map((it) => [...(it ?? [])].map((count) => count + 0));
          expect(came).toEqual(went?.some((count) => count !== 0) === true ? went : []);
        }
      }),
    );
    expect(packShelf([new Float64Array(TERMS.length)])).toHaveLength(0);
  });

  test("the month of an instant is the same by either way, at the edges of months too", () => {
    const zones = fc.constantFrom(SHANGHAI, "America/New_York", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu");
    const near = fc.record({
      month: fc.integer({ min: 1_980 * 12, max: 2_060 * 12 }),
      by: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -40_000_000, max: 40_000_000 })),
    });
    fc.assert(
      fc.property(zones, fc.array(near, { minLength: 1 }), (zone, list) => {
        const month = monthsOf(zone);
        for (const { month: around, by } of list) {
          const at = startOfMonth(around, zone) + by;
          expect(month(at)).toBe(monthOf(at, zone));
        }
      }),
    );
  });
});
