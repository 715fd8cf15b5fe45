/** Visits that are in the store: the ones that go on after a restart, and the ones that are too old to be kept. */
import { gridSubject, placeSubject, type Stay } from "../../shared/coverage/eye.ts";
import { columnIndex, type Row } from "../../shared/tables.ts";
import type { Store } from "../store/store.ts";

/** Days for which visits are kept: a month with its first days in full. */
export const KEPT_DAYS = 35;
const DAY = 86_400_000;
/** Rows looked at and let go of in one commit. */
const PAGE = 2_000;

const UID = columnIndex("visits", "uid");
const TO = columnIndex("visits", "toAt");

export interface FreshVisits {
  /** The stays of a unit or camera that may still go on. */
  of(by: string, uid: number): readonly Stay[];
  /** They have been taken over. */
  done(by: string, uid: number): void;
}

/** Reads the visits that were seen to go on at `since(platform)` or later. */
export function freshVisits(store: Store, since: (platform: string) => number): FreshVisits {
  const stays = new Map<string, Stay[]>();
  const limits = new Map<string, number>();
  for (const { platform, by, eye, kind, subject, fromAt, toAt } of store.each("visits")) {
    let limit = limits.get(platform);
    if (limit === undefined) limits.set(platform, (limit = since(platform)));
    if (toAt < limit) continue;
    const key = `${by} ${eye}`;
    const list = stays.get(key) ?? [];
    stays.set(key, list);
    const what = kind === "grid" ? gridSubject(subject) : placeSubject(subject);
    list.push({ subject: what, from: fromAt, to: toAt, written: toAt });
  }
  return {
    of: (by, uid) => stays.get(`${by} ${uid}`) ?? [],
    done: (by, uid) => void stays.delete(`${by} ${uid}`),
  };
}

/** Lets go of what ended too long ago. Rows are in the order in which they began, so the first page that stays ends it. */
export function forgetOld(store: Store, now: number): number {
  const before = now - KEPT_DAYS * DAY;
  let gone = 0;
  for (let after = 0; ; ) {
    const rows: Row[] = store.page("visits", after, PAGE);
    const old = rows.filter((row) => (row[TO] as number) < before).map((row) => row[UID] as number);
    if (old.length === 0) return gone;
    store.transact(now, (tx) => {
      for (const uid of old) tx.del("visits", uid);
    });
    gone += old.length;
    after = (rows.at(-1) as Row)[UID] as number;
  }
}
