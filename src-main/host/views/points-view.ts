/** Cases as points on the map: mass, so it travels as columns, and only the slots that changed. */
import { eachMatch, matches, type CaseFilter, type Measure } from "../../../shared/evaluation/columns.ts";
import { DUE_TERMS } from "../../../shared/evaluation/terms.ts";
import type { CaseQuery } from "../../../shared/view.ts";
import type { LiveView } from "./live-view.ts";
import { PointSlotStore } from "./point-slots.ts";
import { same } from "./same.ts";
import type { Source } from "./source.ts";
import { queryFilter } from "./window.ts";

const BEAT_MS = 100;
/** Slots in one patch at most: about 2.5 MB. */
const PATCH_SLOTS = 50_000;
/** Measures and terms that a case can come under, or leave, by time alone. */
const TIMED_MEASURES: ReadonlySet<string> = new Set<Measure>([
  "overdueOpen",
  "dueSoon",
  "handleDue",
  "dispatchLate",
  "stageLate",
]);
const TIMED_TERMS: ReadonlySet<string> = new Set(DUE_TERMS);

/** Cases without coordinates have no point; they are counted as `unlocated` elsewhere. */
export function pointsView(query: CaseQuery, source: Source, patchSlots: number = PATCH_SLOTS): LiveView {
  const { cases } = source;
  const store = new PointSlotStore();
  const marked = new Set<number>();
  const byTime =
    (query.measure !== undefined && TIMED_MEASURES.has(query.measure)) ||
    (query.which !== undefined && TIMED_MEASURES.has(query.which)) ||
    (query.term !== undefined && TIMED_TERMS.has(query.term));
  let filter: CaseFilter | null = null;

  /** Puts or empties the slot of one case; true when that changed anything. */
  const place = (uid: number, now: number) => {
    const i = cases.indexOf(uid);
    const belongs = i !== undefined && !Number.isNaN(cases.lon[i]) && matches(cases, i, filter as CaseFilter, now);
    return belongs ? store.put(cases, i) : store.del(uid);
  };
  /** All cases anew; only those that belong, or did, are looked up by their uids. */
  const placeAll = (now: number) => {
    let changed = false;
    for (const uid of [...store.uids()]) changed = place(uid, now) || changed;
    eachMatch(cases, filter as CaseFilter, now, (i) => {
      if (!Number.isNaN(cases.lon[i])) changed = store.put(cases, i) || changed;
    });
    return changed;
  };

  return {
    beatMs: BEAT_MS,
    timed: byTime || (query.period !== undefined && query.period !== "all"),
    take(changes) {
      const change = changes.get("cases");
      for (const row of change?.put ?? []) marked.add(row[0] as number);
      for (const uid of change?.del ?? []) marked.add(uid);
    },
    stale: () => filter === null || marked.size > 0,
    refresh() {
      const now = source.now();
      const next = queryFilter(query, source).filter;
      const everything = byTime || filter === null || !same(next, filter);
      filter = next;
      store.rev++;
      let changed = store.rev === 1;
      if (everything) changed = placeAll(now) || changed;
      for (const uid of marked) changed = place(uid, now) || changed;
      marked.clear();
      if (!changed) store.rev--;
      return changed;
    },
    reader() {
      /** What has been given whole, what the running pass will have given, and where it is. */
      let given = -1;
      let pass: { to: number; from: number } | null = null;
      let known = 0;
      let first = true;
      return {
        next() {
          if (pass === null && given === store.rev) return null;
          pass ??= { to: store.rev, from: 0 };
          const { slots, next } = store.changed(given, pass.from, patchSlots, known);
          known = slots.length;
          if (next >= store.length) {
            given = pass.to;
            pass = null;
          } else {
            pass.from = next;
          }
          if (slots.slot.length === 0 && !first) return null;
          const reset = first;
          first = false;
          return { say: "columns", reset, value: slots };
        },
      };
    },
  };
}
