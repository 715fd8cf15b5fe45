/**
 * Who is told what, and when. In a round every host that may have one gets its next delta, the same to all of an audience
 * that stand at the same place; sums that hosts wait for follow where they are due.
 *
 * Commits come in bursts of single rows, so hosts at the head get a delta every `every` ms at most, the first one at
 * once; who is catching up does not wait for that. A round that has taken long gives way and goes on in the next.
 */
import type { TableName } from "../../shared/tables.ts";
import type { Delta, Digest } from "../../shared/wire/hub.ts";
import type { Store } from "../store/store.ts";
import type { Audience } from "./audience.ts";
import type { Deltas } from "./deltas.ts";
import type { Books } from "./digests.ts";
import type { Guest, Session, SessionAction, SessionEvent } from "./session.ts";

/** Real ms after which a round gives way to what else the hub has to do. */
const ROUND_MS = 15;

export interface Listener {
  session: Session;
  /** Of a host that is welcome. */
  audience: Audience | null;
  /** Who it is shown as among the seats; null before it was welcome, and once it is not. */
  seated: Guest | null;
  /** Real ms of the last delta it was sent. */
  servedAt: number;
}

export interface RoundsOptions {
  readonly store: Pick<Store, "head">;
  readonly deltas: Deltas;
  readonly books: Books;
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly apply: (id: string, event: SessionEvent) => SessionAction | null;
  readonly line: {
    delta(ids: readonly string[], delta: Delta): void;
    digest(id: string, digest: Digest): void;
  };
  /** Monotonic real ms. */
  readonly real: () => number;
  readonly every: number;
  readonly onError: (error: unknown) => void;
}

export interface Rounds {
  /** Something was committed: a round comes, no earlier than `every` ms after the last. */
  soon(): void;
  /** A host is due now. */
  now(): void;
  /** Looks for commits of other processes. */
  look(): void;
  close(): void;
}

interface Group {
  readonly audience: Audience;
  readonly from: number;
  readonly ids: string[];
  readonly servedAt: number;
}

export function openRounds(options: RoundsOptions): Rounds {
  const { store, deltas, books, listeners, apply, line, real, every, onError } = options;
  /** The place up to which an audience was told everything there was, and when. */
  const told = new WeakMap<Audience, { readonly to: number; readonly at: number }>();
  let seen = store.head();
  let roundAt = -Infinity;
  let immediate: NodeJS.Immediate | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function now(): void {
    if (!closed) immediate ??= setImmediate(run);
  }

  function soon(): void {
    if (immediate === null && timer === null) at(roundAt + every);
  }

  function at(due: number): void {
    const wait = due - real();
    if (wait <= 0) now();
    else if (!closed) timer ??= setTimeout(run, wait);
  }

  function run(): void {
    forget();
    try {
      round();
    } catch (error) {
      onError(error);
    }
  }

  function forget(): void {
    if (immediate !== null) clearImmediate(immediate);
    if (timer !== null) clearTimeout(timer);
    immediate = null;
    timer = null;
  }

  function round(): void {
    roundAt = real();
    const until = roundAt + ROUND_MS;
    const head = store.head();
    seen = head;
    let more = false;
    let wake = Infinity;
    const ready: Group[] = [];
    for (const group of groups(head)) {
      const last = told.get(group.audience);
      const due = last === undefined || group.from < last.to ? 0 : last.at + every;
      if (due > roundAt) wake = Math.min(wake, due);
      else ready.push(group);
    }
    // Who has waited longest comes first.
    ready.sort((a, b) => a.servedAt - b.servedAt);
    for (const [i, group] of ready.entries()) {
      more ||= i > 0 && real() > until;
      if (more && real() > until) break;
      if (!serve(group, head)) more = true;
    }
    const waiting = new Set<Audience>();
    for (const { session, audience } of listeners.values()) {
      if (session.at === "tailing" && session.wanted !== null && audience !== null) waiting.add(audience);
    }
    if (waiting.size > 0) books.tidy(waiting);
    if (books.follow(head, waiting, Math.max(until, real() + ROUND_MS / 3))) more = true;
    if (waiting.size > 0) answerSums(head);
    if (more) now();
    else if (wake < Infinity) at(wake);
  }

  function groups(head: number): Group[] {
    const found = new Map<Audience, Map<number, Group>>();
    for (const [id, { audience, servedAt }] of listeners) {
      const action = apply(id, { event: "look", head });
      if (action?.do !== "delta" || audience === null) continue;
      const { from } = action;
      let places = found.get(audience);
      if (places === undefined) found.set(audience, (places = new Map()));
      const group = places.get(from);
      if (group === undefined) places.set(from, { audience, from, ids: [id], servedAt });
      else group.ids.push(id);
    }
    return [...found.values()].flatMap((places) => [...places.values()]);
  }

  /** Sends a group its next delta; false when that is not all there is. */
  function serve({ audience, from, ids }: Group, head: number): boolean {
    const delta = deltas.after(from);
    if (delta === null) return true;
    if (delta === "lost") {
      for (const id of ids) apply(id, { event: "lost" });
      return true;
    }
    const shown = audience.shown(delta);
    for (const id of ids) {
      apply(id, { event: "sent", to: delta.to, now: roundAt });
      listeners.get(id)!.servedAt = roundAt;
    }
    line.delta(ids, shown);
    if (delta.to < head) return false;
    const last = told.get(audience);
    if (last === undefined || from >= last.to) told.set(audience, { to: delta.to, at: roundAt });
    return true;
  }

  function answerSums(head: number): void {
    for (const [id, { audience }] of listeners) {
      const action = apply(id, { event: "look", head });
      if (action?.do !== "digest" || audience === null) continue;
      const digest = books.sums(audience, head, action.buckets as TableName[]);
      if (digest === null) continue;
      apply(id, { event: "summed" });
      line.digest(id, digest);
    }
  }

  return {
    soon,
    now,
    look() {
      if (store.head() !== seen) soon();
    },
    close() {
      closed = true;
      forget();
    },
  };
}
