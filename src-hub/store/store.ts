/**
 * What every store of the hub can do, whichever database holds it.
 *
 * Rules: each transaction is one commit with the next sequence number; rows remember the commit that changed them last,
 * so "what changed since" is one indexed read and changes merge by key by themselves; deletions leave tombstones down to
 * a floor. A put that changes nothing does not touch the row.
 */
import type { Role } from "../../shared/roles.ts";
import type { Delta } from "../../shared/wire/hub.ts";
import type { RecordOf, Row, TableName } from "../../shared/tables.ts";
import type { AuditRows } from "./audit.ts";
import type { PeopleStore } from "./people-store.ts";

/** A record to put: found by (platform, id); its uid is the store's business. */
export type Draft<T extends TableName> = Omit<RecordOf<T>, "uid">;

export type PutOutcome = "new" | "changed" | "same";

export interface Tx {
  /** Inserts or updates the row (platform, id) and says what that did. */
  put<T extends TableName>(table: T, draft: Draft<T>): { uid: number; outcome: PutOutcome };
  /** Removes a row and leaves a tombstone; false when it was not there. */
  del(table: TableName, uid: number): boolean;
  /**
   * Puts a row back that was removed, under the uid it had: what names it finds it again. False when the uid or (platform, id)
   * is taken; a uid that was never given is a broken invariant.
   */
  restore<T extends TableName>(table: T, record: RecordOf<T>): boolean;
  /** Number of this commit; while it has changed nothing, that of the newest one. */
  seq(): number;
  /**
   * Keeps what the desk answered under the asker's id; of old answers the newest are kept. An id is answered once: a
   * second answer is a broken invariant.
   */
  keepAnswer(id: string, answer: string): void;
  /** Keeps the bytes of a picture under their SHA-256, hex. */
  keepPicture(hash: string, bytes: Uint8Array): void;
}

/** Cases of one platform that share their numbers. */
export interface SharedNumbers {
  /** How many numbers are given to more than one case. */
  readonly numbers: number;
  /** Their cases, and the cases that are marked as such. */
  readonly uids: readonly number[];
  readonly marked: readonly number[];
}

/** What the hub gives to whoever shows a token. */
export interface Grant {
  /** What people call it; one name, one grant. */
  readonly name: string;
  /** SHA-256 of the token, hex: the token itself is kept nowhere. */
  readonly tokenHash: string;
  readonly role: Role;
  /** Of each list null means all. */
  readonly platforms: readonly string[] | null;
  /** Beginnings of codes of unit grids, e.g. a district's six digits. */
  readonly districts: readonly string[] | null;
  /** Departments by their ids, or by "platform/id". */
  readonly departments: readonly string[] | null;
  /** Cases that are over are seen for so many months, the running one included; null for ever. */
  readonly months: number | null;
  readonly personal: boolean;
  /** Cameras that are guarded are seen too. */
  readonly restricted: boolean;
  /** Epoch ms. */
  readonly madeAt: number;
}

export interface Store extends AuditRows, PeopleStore {
  /** Names this history. Another epoch means: nothing a cache knows about positions holds any more. */
  readonly epoch: string;
  /** Sequence number of the newest commit, 0 before the first; sees commits of other processes. */
  head(): number;
  /** Positions below this may have lost tombstones: a cache that stands there needs a snapshot. */
  floor(): number;
  /** Hub time of the newest commit, 0 before the first. */
  headAt(): number;
  /** Runs `work` as one commit at hub time `at`. A commit that changed nothing leaves no trace. Rolls back on a throw. */
  transact<T>(at: number, work: (tx: Tx) => T): T;
  count(table: TableName): number;
  /** Rows with uid > after, in uid order. */
  page(table: TableName, after: number, limit: number): Row[];
  /**
   * Everything after commit `from`, whole commits only, until about `rows` rows: at least one commit when there is one.
   * A row appears once, as it is now. `null` when `from` is the head.
   */
  changes(from: number, rows: number): Delta | null;
  get<T extends TableName>(table: T, uid: number): RecordOf<T> | null;
  find<T extends TableName>(table: T, platform: string, id: string): RecordOf<T> | null;
  /** All records of a table, optionally of one platform, in uid order, without holding them all in memory. */
  each<T extends TableName>(table: T, platform?: string): IterableIterator<RecordOf<T>>;
  /** What the desk answered under this id, null when it has not or no longer. */
  answer(id: string): string | null;
  /** The bytes of a picture by their SHA-256, hex; null when there are none. */
  picture(hash: string): Uint8Array | null;
  /** Does a case of the platform have this number? */
  hasCaseNo(platform: string, caseNo: string): boolean;
  sharedNumbers(platform: string): SharedNumbers;
  /** Is a case of this department not over yet? */
  hasOpenCase(platform: string, department: number): boolean;
  /** uids of suspended cases whose suspension ends by `at`, the longest ended first. */
  suspensionsEnded(at: number): number[];
  /** Small notes the hub keeps beside the truth (demonstration city state, for one): not synced. */
  note(key: string): string | null;
  setNote(key: string, value: string): void;
  /** Grants in the order of their making. They are no part of the commit order and no host is sent any. */
  listGrants(): Grant[];
  /** Adds a grant, or puts it in the place of that with its name. */
  putGrant(grant: Grant): void;
  /** False when there is none of this name. */
  removeGrant(name: string): boolean;
  /**
   * Rises with every change of a grant, and of what grants are resolved by: unit grids, departments, zones of platforms.
   * Sees changes of other processes; one look costs microseconds.
   */
  grantsVersion(): number;
  /** Every unit grid, without what is large. */
  unitGrids(): { readonly uid: number; readonly platform: string; readonly code: string }[];
  close(): void;
}
