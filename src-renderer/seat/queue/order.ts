/**
 * The queue's order as the whole window knows it, so that one goes from case to case on the queue's page and on a case's
 * own. It goes on being asked while either is shown; a case that left the queue keeps its place until one moves on.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z10 The case after one that has left the queue is the one that stood behind it.
 */
import { useEffect, useSyncExternalStore } from "react";
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
  /** The case asked about last, which is the one that a page shows; 0 before any. */
  latest(): number;
  /** Rises with every change of question or order. */
  version(): number;
  subscribe(tell: () => void): () => void;
}

/** Cases whose place is remembered when they leave, at most: those asked about last. */
const MOST_WATCHED = 100;
const NOTHING = new Uint32Array(0);

/** What stood around a case when it left; 0 none. */
interface Around {
  readonly before: number;
  readonly after: number;
}

/** The nearest in `of` from `at` on, by steps of `step`, that is in `now` too; 0 when none is. */
function nearest(of: Uint32Array, at: number, step: 1 | -1, now: Uint32Array): number {
  for (let i = at + step; i >= 0 && i < of.length; i += step) {
    if (now.includes(of[i] as number)) return of[i] as number;
  }
  return 0;
}

/** @param first what is asked for until somebody asks for something else */
export function createQueueOrder(first: QueueQuestion = FIRST_QUESTION): QueueOrder {
  let question = first;
  let uids: Uint32Array = NOTHING;
  /** Cases that were asked about, and what stood around those that have left; the newest last. */
  const watched = new Map<number, Around | null>();
  let latest = 0;
  let version = 0;
  const listeners = new Set<() => void>();
  const tell = () => {
    version++;
    for (const each of listeners) each();
  };

  function about(uid: number): Around | null {
    latest = uid;
    return watch(uid);
  }

  function watch(uid: number): Around | null {
    const known = watched.get(uid) ?? null;
    watched.delete(uid);
    watched.set(uid, known);
    if (watched.size > MOST_WATCHED) watched.delete(watched.keys().next().value as number);
    return known;
  }

  /** Goes over cases that have left until it comes to one that is there; null when none is. */
  function from(around: Around | null, way: keyof Around): number | null {
    for (let at = around?.[way] ?? 0; at !== 0; at = watched.get(at)?.[way] ?? 0) if (uids.includes(at)) return at;
    return null;
  }

  return {
    question: () => question,
    ask(next) {
      question = next;
      watched.clear();
      latest = 0;
      tell();
    },
    take(next) {
      if (next === uids) return;
      const before = uids;
      uids = next;
      for (const uid of [...watched.keys()]) {
        const at = before.indexOf(uid);
        if (next.includes(uid)) watched.set(uid, null);
        else if (at >= 0) {
          const around = { before: nearest(before, at, -1, next), after: nearest(before, at, 1, next) };
          watched.set(uid, around);
          // They are asked about in its place from now on.
          for (const each of [around.before, around.after]) if (each !== 0) watch(each);
        }
      }
      tell();
    },
    uids: () => uids,
    nextOf(uid) {
      const around = about(uid);
      const at = uids.indexOf(uid);
      if (at >= 0) return uids[at + 1] ?? null;
      return around === null ? (uids[0] ?? null) : from(around, "after");
    },
    previousOf(uid) {
      const around = about(uid);
      const at = uids.indexOf(uid);
      return at < 0 ? from(around, "before") : (uids[at - 1] ?? null);
    },
    placeOf(uid) {
      about(uid);
      const at = uids.indexOf(uid);
      return at < 0 ? null : { n: at + 1, of: uids.length };
    },
    latest: () => latest,
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
 * Keeps the queue asked for while the component is there, and draws it again when the order changes. What it gives is as of
 * now, also when it is called later.
 */
export function useQueueOrder(order: QueueOrder = queueOrder): QueueOrder {
  useSyncExternalStore(order.subscribe, order.version, order.version);
  const { value } = useView(order.question());
  useEffect(() => {
    if (value !== null) order.take(value.uid);
  }, [order, value]);
  return order;
}
