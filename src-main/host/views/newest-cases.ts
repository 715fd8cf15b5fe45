/**
 * The cases that changed last, kept up with what changes: a beat costs what changed, and a pass over all cases is made
 * only when so many of those kept are gone that the rest do not fill the list.
 */
import { newestOf } from "./case-lines.ts";
import type { CaseColumnStore } from "./case-columns.ts";

/** A place in the order of lists: by when a case changed (epoch ms), then by uid. */
interface Place {
  readonly uid: number;
  readonly changedAt: number;
}

const ABOVE_ALL: Place = { uid: Number.POSITIVE_INFINITY, changedAt: Number.POSITIVE_INFINITY };
const BELOW_ALL: Place = { uid: 0, changedAt: Number.NEGATIVE_INFINITY };

const newestFirst = (a: Place, b: Place) => b.changedAt - a.changedAt || b.uid - a.uid;

export class NewestCases {
  private readonly cases: CaseColumnStore;
  private readonly limit: number;
  private readonly keep: number;
  private readonly pass: typeof newestOf;
  /** All cases from the floor up, and no other. */
  private readonly kept = new Map<number, Place>();
  private floor = ABOVE_ALL;
  private order: readonly number[] = [];

  /**
   * @param limit length of the list
   * @param keep cases kept, more than the list is long: so many minus `limit` may go before all are looked at again
   */
  constructor(cases: CaseColumnStore, limit: number, keep: number, pass: typeof newestOf = newestOf) {
    this.cases = cases;
    this.limit = limit;
    this.keep = keep;
    this.pass = pass;
  }

  /** The uids of the list, newest first. `marked` are the cases that changed, came or went since it was last asked for. */
  after(marked: Iterable<number>): readonly number[] {
    let moved = false;
    for (const uid of marked) {
      const was = this.kept.delete(uid);
      const is = this.take(uid);
      moved ||= was || is;
    }
    if (this.kept.size < this.limit && this.kept.size < this.cases.length) {
      this.lookAtAll();
      moved = true;
    }
    if (moved) this.sort();
    return this.order;
  }

  /** Keeps a case that is not below the floor. */
  private take(uid: number): boolean {
    const i = this.cases.indexOf(uid);
    if (i === undefined) return false;
    const place = { uid, changedAt: this.cases.changedAt[i] as number };
    if (newestFirst(place, this.floor) > 0) return false;
    this.kept.set(uid, place);
    return true;
  }

  private lookAtAll(): void {
    const { total, uids } = this.pass(this.cases, {}, 0, 0, this.keep);
    this.kept.clear();
    this.floor = BELOW_ALL;
    for (const uid of uids) this.take(uid);
    const last = this.kept.get(uids.at(-1) as number);
    if (total > uids.length && last !== undefined) this.floor = last;
  }

  private sort(): void {
    const places = [...this.kept.values()].toSorted(newestFirst);
    if (places.length > 2 * this.keep) {
      for (const { uid } of places.splice(this.keep)) this.kept.delete(uid);
      this.floor = places.at(-1) ?? this.floor;
    }
    this.order = places.slice(0, this.limit).map(({ uid }) => uid);
  }
}
