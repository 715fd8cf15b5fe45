/** Where an import puts its rows: the store, or (for a dry run) a scratch store that only looks at the real one. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FLAG_SAME_NUMBER } from "../../shared/case/record.ts";
import { columnsOf, type Cell, type RecordOf, type TableName } from "../../shared/tables.ts";
import { movedHereNote } from "../store/notes.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { Draft, PutOutcome, Store, Tx } from "../store/store.ts";

export interface Sink {
  /** Runs `work` as one commit; `put` works only inside. */
  batch(work: () => void): void;
  put<T extends TableName>(table: T, draft: Draft<T>): { uid: number; outcome: PutOutcome };
  find<T extends TableName>(table: T, platform: string, id: string): RecordOf<T> | null;
  del(table: TableName, uid: number): void;
  get<T extends TableName>(table: T, uid: number): RecordOf<T> | null;
  /** All records of a table in the order of their uids, of one platform or of all; nothing may be put meanwhile. */
  each<T extends TableName>(table: T, platform?: string): Iterable<RecordOf<T>>;
  grids(platform: string): RecordOf<"grids">[];
  /** Ids of the platform's cases that are marked for sharing their number with another one. */
  sharingNumber(platform: string): ReadonlySet<string>;
  /** Marks the cases that share a number, and takes the mark off the others; how many numbers are given twice or more. */
  markSharedNumbers(platform: string): number;
  /** uids of facts set aside, by case and id. */
  asides(platform: string): Map<number, Map<string, number>>;
  /** Have people here moved cases of the platform? */
  movedHere(platform: string): boolean;
  /** Remembers by which mapping a platform's cases came, so that an export writes them back the same way. */
  rememberMapping(platform: string, mapping: string): void;
  /** The mapping by which a platform's cases came; null when nothing is known of it. */
  mappingOf(platform: string): string | null;
  close(): void;
}

/** The hub's note that names the mapping of a platform's newest import of cases. */
export function mappingNote(platform: string): string {
  return `import/mapping/${platform}`;
}

/** Writes into a store. The caller keeps the store when `close` is not called. */
export function storeSink(store: Store): Sink {
  let running: Tx | null = null;
  const batch = (work: () => void): void => {
    // The hub's clock may run ahead of ours; a commit is never older than the one before it.
    store.transact(Math.max(Date.now(), store.headAt()), (tx) => {
      running = tx;
      work();
    });
  };
  const mark = (uids: readonly number[], flag: 0 | typeof FLAG_SAME_NUMBER): void => {
    for (let i = 0; i < uids.length; i += MARKED_AT_ONCE) {
      batch(() => {
        for (const uid of uids.slice(i, i + MARKED_AT_ONCE)) {
          const row = store.get("cases", uid);
          if (row !== null) (running as Tx).put("cases", { ...row, flags: (row.flags & ~FLAG_SAME_NUMBER) | flag });
        }
      });
    }
  };
  return {
    batch,
    put: (table, draft) => (running as Tx).put(table, draft),
    del: (table, uid) => void (running as Tx).del(table, uid),
    find: (table, platform, id) => store.find(table, platform, id),
    get: (table, uid) => store.get(table, uid),
    each: (table, platform) => store.each(table, platform),
    grids: (platform) => [...store.each("grids", platform)],
    sharingNumber: (platform) =>
      new Set(store.sharedNumbers(platform).marked.map((uid) => store.get("cases", uid)?.id ?? "")),
    markSharedNumbers(platform) {
      const { numbers, uids, marked } = store.sharedNumbers(platform);
      const [sharing, had] = [new Set(uids), new Set(marked)];
      mark(
        uids.filter((uid) => !had.has(uid)),
        FLAG_SAME_NUMBER,
      );
      mark(
        marked.filter((uid) => !sharing.has(uid)),
        0,
      );
      return numbers;
    },
    asides(platform) {
      const found = new Map<number, Map<string, number>>();
      for (const { uid, id, caseUid } of store.each("asides", platform)) {
        const ofCase = found.get(caseUid) ?? new Map<string, number>();
        found.set(caseUid, ofCase.set(id, uid));
      }
      return found;
    },
    movedHere: (platform) => store.note(movedHereNote(platform)) !== null,
    rememberMapping: (platform, mapping) => store.setNote(mappingNote(platform), mapping),
    mappingOf: (platform) => store.note(mappingNote(platform)),
    close: () => store.close(),
  };
}

/** Cases in one commit while marks are set. */
const MARKED_AT_ONCE = 2_000;
/** Uids of rows that a dry run makes up stand above everything a store gives out. */
const MADE_UP = 2 ** 40;

/** Says what an import into the store in `file` would do, without touching it. A missing store is an empty one. */
export function drySink(file: string): Sink {
  const real = existsSync(file) ? openSqliteStore(file, { readonly: true }) : null;
  const base = real === null ? null : storeSink(real);
  const folder = mkdtempSync(join(tmpdir(), "citywall-dry-run-"));
  const scratch = storeSink(openSqliteStore(join(folder, "hub.db")));
  const find = <T extends TableName>(table: T, platform: string, id: string): RecordOf<T> | null => {
    const own = scratch.find(table, platform, id);
    const known = base?.find(table, platform, id) ?? null;
    return own === null ? known : { ...own, uid: known?.uid ?? own.uid + MADE_UP };
  };
  return {
    batch: scratch.batch,
    find,
    put(table, draft) {
      const before = find(table, draft.platform, draft.id);
      const { uid } = scratch.put(table, draft);
      if (before === null) return { uid: uid + MADE_UP, outcome: "new" };
      return { uid: before.uid, outcome: isSameRow(table, before, draft) ? "same" : "changed" };
    },
    grids(platform) {
      const all = new Map((base?.grids(platform) ?? []).map((grid) => [grid.id, grid]));
      for (const { id } of scratch.grids(platform)) all.set(id, find("grids", platform, id) as RecordOf<"grids">);
      return [...all.values()];
    },
    del: () => undefined,
    get: (table, uid) => base?.get(table, uid) ?? null,
    each: (table, platform) => base?.each(table, platform) ?? [],
    sharingNumber: (platform) => base?.sharingNumber(platform) ?? new Set(),
    // Of what the file itself brings: what stands in the hub already is not looked at.
    markSharedNumbers: scratch.markSharedNumbers,
    asides: () => new Map(),
    movedHere: (platform) => base?.movedHere(platform) ?? false,
    rememberMapping: scratch.rememberMapping,
    mappingOf: (platform) => scratch.mappingOf(platform) ?? base?.mappingOf(platform) ?? null,
    close() {
      scratch.close();
      base?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** True when a draft says what the record says already. */
export function isSameRow<T extends TableName>(table: T, record: RecordOf<T>, draft: Draft<T>): boolean {
  const [a, b] = [record, draft] as unknown as [Record<string, Cell>, Record<string, Cell>];
  return columnsOf(table).every((column) => column === "uid" || a[column] === b[column]);
}
