/**
 * The queue's order as the whole window knows it, so that one goes from case to case on the queue's page and on a case's
 * own. It goes on being asked while either is shown; a case that left the queue keeps its place until one moves on.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z10 The case after one that has left the queue is the one that stood behind it.
 */
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { FIRST_ONLY } from "../../../shared/only.ts";
import type { Question } from "../../../shared/view.ts";
import { useView } from "../../link/react.ts";

export type QueueQuestion = Extract<Question, { view: "queue" }>;

/** What waits for the role of who is logged in, what burns first. */
export const FIRST_QUESTION: QueueQuestion = { view: "queue", role: "", only: FIRST_ONLY, text: "", order: "burns" };

/** Where a case stands, counted from 1, and of how many. */
export interface Place {
  readonly n: number;
  readonly of: number;
}

export interface QueueOrder {
  /** What is asked for now; the queue's page sets it with its filter. */
  question(): QueueQuestion;
  ask(question: QueueQuestion): void;
  /** Takes a new order of uids; the array must not change afterwards. */
  take(uids: Uint32Array): void;
  uids(): Uint32Array;
  /** uid of the case behind it; null at the end. Of a case that never stood in the queue: the first. */
  nextOf(uid: number): number | null;
  /** uid of the case before it; null at the beginning. Of a case that never stood in the queue: null. */
  previousOf(uid: number): number | null;
  /** Null while it is not in the queue. */
  placeOf(uid: number): Place | null;
  /** Rises with every change of question or order. */
  version(): number;
  subscribe(tell: () => void): () => void;
}

/** Cases that have left and whose place is remembered, at most. */
const MOST_GONE = 500;
const NOTHING = new Uint32Array(0);

/** @param first what is asked for until somebody asks for something else */
export function createQueueOrder(first: QueueQuestion = FIRST_QUESTION): QueueOrder {
  let question = first;
  let uids: Uint32Array = NOTHING;
  let places = new Map<number, number>();
  /** Of a case that left: the uid that stood before it, and the one behind it; 0 none. They may have left too. */
  const gone = new Map<number, { readonly before: number; readonly after: number }>();
  let version = 0;
  const listeners = new Set<() => void>();
  const tell = () => {
    version++;
    for (const each of listeners) each();
  };

  /** Goes over cases that left until it comes to one that is there; null when none is. */
  function around(uid: number, way: "before" | "after"): number | null {
    for (let at = gone.get(uid)?.[way] ?? 0; at !== 0; at = gone.get(at)?.[way] ?? 0) {
      if (places.has(at)) return at;
    }
    return null;
  }

  return {
    question: () => question,
    ask(next) {
      question = next;
      gone.clear();
      tell();
    },
    take(next) {
      if (next === uids) return;
      const before = uids;
      const placesNow = new Map<number, number>();
      for (let i = 0; i < next.length; i++) placesNow.set(next[i] as number, i);
      for (let i = 0; i < before.length && gone.size < MOST_GONE; i++) {
        const uid = before[i] as number;
        if (!placesNow.has(uid)) gone.set(uid, { before: before[i - 1] ?? 0, after: before[i + 1] ?? 0 });
      }
      for (const uid of gone.keys()) if (placesNow.has(uid)) gone.delete(uid);
      [uids, places] = [next, placesNow];
      tell();
    },
    uids: () => uids,
    nextOf(uid) {
      const at = places.get(uid);
      if (at !== undefined) return uids[at + 1] ?? null;
      return gone.has(uid) ? around(uid, "after") : (uids[0] ?? null);
    },
    previousOf(uid) {
      const at = places.get(uid);
      return at === undefined ? around(uid, "before") : (uids[at - 1] ?? null);
    },
    placeOf(uid) {
      const at = places.get(uid);
      return at === undefined ? null : { n: at + 1, of: uids.length };
    },
    version: () => version,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The one of this window. */
export const queueOrder = createQueueOrder();

/**
 * Keeps the queue asked for while the component is there, and draws it again when the order changes. `nextOf` and
 * `previousOf` are as of now, also when they are called later.
 */
export function useQueueOrder(order: QueueOrder = queueOrder): QueueOrder {
  useSyncExternalStore(order.subscribe, order.version, order.version);
  const { value } = useView(order.question());
  useEffect(() => {
    if (value !== null) order.take(value.uid);
  }, [order, value]);
  return useMemo(() => ({ ...order }), [order]);
}
