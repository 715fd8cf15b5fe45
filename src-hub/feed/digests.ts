/**
 * The hub's sums for the self-check: per audience a hash of every row as the audience sees it, and the sums of their
 * buckets. A book is filled by a scan in short slices, then follows the audience's deltas, so that nothing has to be read
 * again when a host asks. Rules:
 * - G3 What is answered equals the sums of a fresh count of the rows the audience may see, at exactly the place named.
 * - G4 A scan never holds the hub up: it works in slices of a few ms and rests as long as it worked.
 * - G5 Few audiences have a book; of those that nobody waits for, the one least recently asked for goes.
 */
import { TableSums, hashRow } from "../../shared/digest.ts";
import { TABLE_NAMES, type TableName } from "../../shared/tables.ts";
import type { Delta, Digest } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import type { Audience } from "./audience.ts";
import type { Deltas } from "./deltas.ts";

/** Audiences that have a book at a time: about 8 bytes for each row and book. */
export const BOOKS = 8;
/** Real ms after which a book that nobody has asked for is dropped: following costs a little with every change. */
export const IDLE_MS = 600_000;
/** Real ms of work in one slice of a scan, and rows that are read at a time: fewer where rows are large. */
const SLICE_MS = 5;
/** A scan rests so many times as long as it has read: it takes an eighth of the hub's time, and may take its time. */
const RESTS = 7;
const AFTER_ERROR_MS = 1_000;
const READ = { least: 8, first: 32, most: 512, quickMs: 1.5, slowMs: 5 };

export interface Books {
  /** A host of this audience has asked: its book is needed. */
  asked(audience: Audience): void;
  /** Makes room for the audiences that hosts wait for, and drops what has not been asked for in a long time. */
  tidy(waiting: ReadonlySet<Audience>): void;
  /**
   * Lets books take what has happened up to `head`, until about `until` (real ms); those that nobody waits for only when
   * they last did so `every` ms ago. True when one that is waited for is still behind.
   */
  follow(head: number, waiting: ReadonlySet<Audience>, until: number): boolean;
  /** The sums at exactly `head`; null while the book is not there yet: whoever asks tries again. */
  sums(audience: Audience, head: number, buckets: readonly TableName[]): Digest | null;
  /** The audiences that have a book. */
  audiences(): Iterable<Audience>;
  close(): void;
}

export interface BooksOptions {
  readonly store: Pick<Store, "page" | "head" | "epoch">;
  readonly deltas: Deltas;
  /** Monotonic real ms. */
  readonly real: () => number;
  readonly every: number;
  /** A book has been filled. */
  readonly onFilled: () => void;
  readonly onError: (error: unknown) => void;
}

interface Book {
  readonly audience: Audience;
  readonly tables: Readonly<Record<TableName, Sums>>;
  /** Every change up to here has been taken. */
  at: number;
  /** Where the scan stands; null when it is done. */
  scan: { table: number; after: number } | null;
  askedAt: number;
  followedAt: number;
}

export function openBooks({ store, deltas, real, every, onFilled, onError }: BooksOptions): Books {
  /** The least recently asked for first. */
  const books = new Map<Audience, Book>();
  let timer: NodeJS.Timeout | null = null;
  let rowsAtOnce = READ.first;

  function open(audience: Audience): void {
    const tables = Object.fromEntries(TABLE_NAMES.map((table) => [table, new Sums()])) as Book["tables"];
    const now = real();
    books.set(audience, { audience, tables, at: 0, scan: null, askedAt: now, followedAt: now });
    refill(books.get(audience)!);
  }

  /** Begins anew: what was there is forgotten. */
  function refill(book: Book): void {
    for (const table of TABLE_NAMES) book.tables[table].clear();
    book.at = store.head();
    book.scan = { table: 0, after: 0 };
    timer ??= setTimeout(slice, 0);
  }

  function slice(): void {
    timer = null;
    const began = real();
    let rest = 0;
    try {
      for (let book = unfilled(); book !== undefined && real() - began < SLICE_MS; book = unfilled()) scan(book);
    } catch (error) {
      onError(error);
      rest = AFTER_ERROR_MS;
    }
    if (unfilled() !== undefined) timer = setTimeout(slice, Math.max(1, rest, RESTS * (real() - began)));
  }

  function unfilled(): Book | undefined {
    for (const book of books.values()) if (book.scan !== null) return book;
    return undefined;
  }

  /** Takes a few rows of the scan. Those that change meanwhile come again with the deltas. */
  function scan(book: Book): void {
    const { table: place, after } = book.scan!;
    const table = TABLE_NAMES[place]!;
    const began = real();
    const rows = store.page(table, after, rowsAtOnce);
    for (const row of rows) {
      const shown = book.audience.view.shown(table, row);
      book.tables[table].set(row[0] as number, shown === null ? null : hashRow(shown));
    }
    const took = real() - began;
    const all = rows.length < rowsAtOnce;
    if (took < READ.quickMs) rowsAtOnce = Math.min(rowsAtOnce * 2, READ.most);
    else if (took > READ.slowMs) rowsAtOnce = Math.max(rowsAtOnce >> 1, READ.least);
    if (!all) {
      book.scan = { table: place, after: rows[rows.length - 1]![0] as number };
      return;
    }
    rowsAtOnce = READ.first;
    book.scan = place + 1 < TABLE_NAMES.length ? { table: place + 1, after: 0 } : null;
    if (book.scan === null) onFilled();
  }

  /** One delta further; false when there is nothing to take. */
  function take(book: Book): boolean {
    const delta = deltas.after(book.at);
    if (delta === null) return false;
    if (delta === "lost") refill(book);
    else {
      note(book, book.audience.shown(delta));
      book.at = delta.to;
    }
    return true;
  }

  function note({ tables }: Book, { put, del }: Delta): void {
    for (const table of TABLE_NAMES) {
      for (const uid of del[table] ?? []) tables[table].set(uid, null);
      for (const row of put[table] ?? []) tables[table].set(row[0] as number, hashRow(row));
    }
  }

  return {
    asked(audience) {
      const book = books.get(audience);
      if (book === undefined) return;
      book.askedAt = real();
      books.delete(audience);
      books.set(audience, book);
    },
    tidy(waiting) {
      const idle = real() - IDLE_MS;
      for (const { audience, askedAt } of books.values()) {
        if (askedAt < idle && !waiting.has(audience)) books.delete(audience);
      }
      for (const audience of waiting) {
        if (books.has(audience)) continue;
        if (books.size >= BOOKS) {
          const goes = [...books.keys()].find((one) => !waiting.has(one));
          if (goes === undefined) return;
          books.delete(goes);
        }
        open(audience);
      }
    },
    follow(head, waiting, until) {
      let behind = false;
      for (const book of books.values()) {
        const awaited = waiting.has(book.audience);
        if (book.at >= head || (!awaited && real() - book.followedAt < every)) continue;
        book.followedAt = real();
        while (book.at < head && real() < until && take(book)) continue;
        behind ||= awaited && book.at < head;
      }
      return behind;
    },
    sums(audience, head, wanted) {
      const book = books.get(audience);
      if (book === undefined || book.scan !== null || book.at !== head) return null;
      // A commit of another process since `head` was looked at may be in some rows already and in others not.
      if (store.head() !== head) return null;
      const each = <T>(tables: readonly TableName[], value: (sums: TableSums) => T) =>
        Object.fromEntries(tables.map((table) => [table, value(book.tables[table].sums)]));
      return {
        epoch: store.epoch,
        at: head,
        totals: each(TABLE_NAMES, (sums) => sums.total()),
        buckets: each(wanted, (sums) => sums.flat()),
      };
    },
    audiences: () => books.keys(),
    close() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      books.clear();
    },
  };
}

/** The rows of one table: their hashes by uid, and the sums over them. */
class Sums {
  readonly sums = new TableSums();
  /** Hash and one; 0 where no row is. */
  private kept = new Float64Array(256);

  /** Puts a row's hash in the place of what it was; null when there is none to see. */
  set(uid: number, hash: number | null): void {
    const before = this.kept[uid] ?? 0;
    const next = hash === null ? 0 : hash + 1;
    if (before === next) return;
    if (uid >= this.kept.length) {
      const grown = new Float64Array(Math.max(this.kept.length * 2, uid + 1));
      grown.set(this.kept);
      this.kept = grown;
    }
    this.kept[uid] = next;
    if (before !== 0) this.sums.remove(uid, before - 1);
    if (hash !== null) this.sums.add(uid, hash);
  }

  clear(): void {
    this.kept.fill(0);
    this.sums.clear();
  }
}
