import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TableSums, differingBuckets, hashRow } from "../../shared/digest.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { TABLE_NAMES, type Row } from "../../shared/tables.ts";
import { draftOf } from "../../test/contract/store-drafts.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Store } from "../store/store.ts";
import { openAudiences, type Audience } from "./audience.ts";
import { openDeltas } from "./deltas.ts";
import { BOOKS, IDLE_MS, openBooks, type Books, type BooksOptions } from "./digests.ts";

let clock = 0;
let filled = 0;
let books: Books;
const audiences = openAudiences();
const audience = (scope: Partial<Scope> = {}) => audiences.of({ ...EVERYTHING, ...scope });
const numbered = (n: number) => audience({ departments: [n] });

function open(options: Pick<BooksOptions, "store"> & Partial<BooksOptions>): Books {
  const none = { after: () => null };
  const onError = (error: unknown) => {
    throw error;
  };
  return openBooks({
    deltas: none,
    real: () => clock,
    every: 25,
    onFilled: () => void (filled += 1),
    onError,
    ...options,
  });
}

beforeEach(() => {
  [clock, filled] = [0, 0];
  vi.useFakeTimers();
});
afterEach(() => {
  books.close();
  vi.useRealTimers();
});

describe("G3 what is answered", () => {
  let dir = "";
  let store: Store;
  const scopes = [
    audience(),
    audience({ departments: [1, 2], personal: false }),
    audience({ platforms: ["nyc"] }),
    audience({ since: 50 }),
  ];
  const waiting = new Set(scopes);

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "citywall-digests-"));
    store = openSqliteStore(join(dir, "hub.db"), { tombstones: 3 });
    books = open({ store, deltas: openDeltas(store, 40) });
  });
  afterEach(() => {
    store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  const draft = (i: number, more = 0) =>
    draftOf("cases", String(i), {
      department: (i + more) % 4,
      reportedAt: i,
      state: i % 20,
      address: `电话1380013${1000 + i}`,
    });

  /** Follows up to the head, whatever is behind. */
  function follow(): void {
    for (let i = 0; i < 1_000 && books.follow(store.head(), waiting, Infinity); i += 1) continue;
  }

  function check(): void {
    const head = store.head();
    for (const one of scopes) {
      const digest = books.sums(one, head, ["cases"])!;
      expect(digest).toMatchObject({ epoch: store.epoch, at: head });
      for (const table of TABLE_NAMES) {
        const fresh = new TableSums();
        for (const row of store.page(table, 0, 1e6)) {
          const shown = one.view.shown(table, row);
          if (shown !== null) fresh.add(row[0] as number, hashRow(shown));
        }
        expect(digest.totals[table]).toEqual(fresh.total());
        if (table === "cases") expect(differingBuckets(fresh, digest.buckets.cases!)).toEqual([]);
      }
    }
  }

  test("equals a fresh count, bucket by bucket, with commits during the scan and after it", () => {
    store.transact(1, (tx) => {
      for (let i = 0; i < 5_000; i += 1) tx.put("cases", draft(i));
    });
    books.tidy(waiting);
    for (let i = 0; filled < scopes.length; i += 1) {
      store.transact(1, (tx) => {
        tx.put("cases", draft((i * 37) % 5_000, i));
        if (i % 9 === 0) tx.put("cases", draft(5_000 + i));
      });
      if (i % 3 === 0) follow();
      clock += 5;
      vi.advanceTimersByTime(5);
      expect(i).toBeLessThan(2_000);
    }
    follow();
    check();
    expect(books.sums(scopes[0]!, store.head(), ["cases"])!.buckets.cases!.length).toBeGreaterThan(12);
    store.transact(1, (tx) => {
      for (let uid = 1_000; uid < 3_300; uid += 1) tx.del("cases", uid);
    });
    store.transact(1, (tx) => tx.put("cases", draft(1, 3)));
    books.tidy(waiting);
    follow();
    clock += 1_000;
    vi.advanceTimersByTime(1_000);
    follow();
    check();
  });

  test("a book that the floor has passed is filled anew", () => {
    const uids = Array.from({ length: 8 }, (_, i) => store.transact(1, (tx) => tx.put("cases", draft(i)).uid));
    books.tidy(waiting);
    vi.advanceTimersByTime(100);
    expect(filled).toBe(scopes.length);
    for (const uid of uids.slice(2)) store.transact(1, (tx) => tx.del("cases", uid));
    expect(store.floor()).toBeGreaterThan(8);
    follow();
    expect(books.sums(scopes[0]!, store.head(), [])).toBeNull();
    vi.advanceTimersByTime(100);
    expect(filled).toBe(2 * scopes.length);
    check();
  });

  test("is told for the head only, as long as it is the head", () => {
    store.transact(1, (tx) => tx.put("cases", draft(1)));
    books.tidy(waiting);
    vi.advanceTimersByTime(100);
    const all = scopes[0]!;
    expect(books.sums(all, 1, [])).not.toBeNull();
    store.transact(1, (tx) => tx.put("cases", draft(2)));
    // Whoever looked before that commit and asks for 1 would get rows of 2.
    expect(books.sums(all, 1, [])).toBeNull();
    expect(books.sums(all, 2, [])).toBeNull();
    follow();
    expect(books.sums(all, 1, [])).toBeNull();
    expect(books.sums(all, 2, [])?.totals.cases?.[0]).toBe(2);
  });
});

/** A store of so many cases, of which reading takes `cost` ms a row. */
function slowStore(rows: number, cost: number) {
  const reads: number[] = [];
  const page = (table: string, after: number, limit: number): Row[] => {
    const last = table === "cases" ? Math.min(after + limit, rows) : after;
    const found = Array.from({ length: last - after }, (_, i) => [after + i + 1] as Row);
    clock += found.length * cost;
    reads.push(found.length);
    return found;
  };
  return { reads, store: { page, head: () => 1, epoch: "e" } };
}

describe("G4 a scan", () => {
  test.each([
    ["small rows", 0.01],
    ["large rows", 0.3],
  ])("works a few ms at a time and rests as long: %s", (_what, cost) => {
    const { reads, store } = slowStore(3_000, cost);
    books = open({ store });
    books.tidy(new Set([audience()]));
    let [slices, longest, worked] = [0, 0, 0];
    while (filled === 0) {
      const [began, before] = [clock, Date.now()];
      vi.advanceTimersToNextTimer();
      // Timers count whole ms.
      expect(Date.now() - before).toBeGreaterThanOrEqual(Math.floor(worked));
      worked = clock - began;
      longest = Math.max(longest, worked);
      slices += 1;
      expect(slices).toBeLessThan(2_000);
    }
    expect(slices).toBeGreaterThan(3);
    expect(longest).toBeLessThan(20);
    expect(reads.reduce((sum, rows) => sum + rows, 0)).toBe(3_000);
  });

  test("that fails is told and tried again after a rest", () => {
    const { store } = slowStore(10, 0);
    const errors: unknown[] = [];
    let fails = 2;
    const page = (...args: Parameters<typeof store.page>) => {
      if ((fails -= 1) >= 0) throw new Error("disk");
      return store.page(...args);
    };
    books = open({ store: { ...store, page }, onError: (error) => void errors.push(error) });
    books.tidy(new Set([audience()]));
    vi.advanceTimersByTime(900);
    expect([errors.length, filled]).toEqual([1, 0]);
    vi.advanceTimersByTime(1_100);
    expect([errors.length, filled]).toEqual([2, 1]);
  });
});

describe("G5 audiences", () => {
  const there = () => [...books.audiences()];
  const ask = (...asking: Audience[]) => {
    for (const one of asking) books.asked(one);
    books.tidy(new Set(asking));
    vi.advanceTimersByTime(100);
  };

  beforeEach(() => {
    books = open({ store: slowStore(10, 0).store });
  });

  test("of those that nobody waits for, the one least recently asked for goes", () => {
    for (let n = 0; n < BOOKS; n += 1) ask(numbered(n));
    ask(numbered(0));
    ask(numbered(100));
    expect(there().length).toBe(BOOKS);
    expect(there()).not.toContain(numbered(1));
    expect(there()).toContain(numbered(0));
    expect(books.sums(numbered(0), 1, [])).not.toBeNull();
    expect(books.sums(numbered(1), 1, [])).toBeNull();
  });

  test("one that is waited for keeps its book until it is answered, the next one waits", () => {
    const nine = Array.from({ length: BOOKS + 1 }, (_, n) => numbered(n));
    for (let i = 0; i < 3; i += 1) ask(...nine);
    expect(there()).not.toContain(nine[BOOKS]);
    ask(...nine.slice(1));
    expect(there()).toContain(nine[BOOKS]);
    expect(there()).not.toContain(nine[0]);
  });

  test("one that is not asked for any more is dropped", () => {
    ask(numbered(1));
    clock += IDLE_MS / 2;
    ask(numbered(2));
    clock += IDLE_MS / 2 + 1;
    books.tidy(new Set());
    expect(there()).toEqual([numbered(2)]);
  });
});
