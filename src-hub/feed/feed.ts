/**
 * The feed: one session per host, told of every commit, each as fast as it answers. Knows no socket; `FeedLine` is what
 * it needs of one.
 */
import * as v from "valibot";
import { EVERYTHING } from "../../shared/scope.ts";
import { TABLE_NAMES, type TableName } from "../../shared/tables.ts";
import { deskMessageSchema, type DeskMessage } from "../../shared/wire/desk.ts";
import {
  PAGE_ROWS,
  creditSchema,
  helloSchema,
  pageRequestSchema,
  tailSchema,
  type Delta,
  type HubTime,
  type Page,
  type PageRequest,
  type Welcome,
} from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import type { Store } from "../store/store.ts";
import { openDeltas } from "./deltas.ts";
import { NEW_SESSION, step, type Place, type Session, type SessionAction, type SessionEvent } from "./session.ts";

/** What the feed needs of whatever carries its words. `id` names one connection. */
export interface FeedLine {
  delta(ids: readonly string[], delta: Delta): void;
  behind(id: string): void;
  /** The conversation is over because of a fault; `what` is a short technical reason. */
  end(id: string, what: string): void;
}

export interface FeedOptions {
  readonly store: Store;
  readonly time: () => HubTime;
  readonly line: FeedLine;
  /** A look at the store failed; the next look tries again. */
  readonly onError: (error: unknown) => void;
  /** Real ms between two looks for commits of other processes. */
  readonly lookEvery?: number;
}

export interface Feed {
  connect(id: string): void;
  disconnect(id: string): void;
  /** Messages come unchecked. Null: there is no answer because the conversation is over. */
  hello(id: string, raw: unknown): Welcome | null;
  page(id: string, raw: unknown): Page | null;
  /** A request to the desk, checked and let through; whoever carries the words passes it on. */
  desk(id: string, raw: unknown): DeskMessage | null;
  tail(id: string, raw: unknown): void;
  credit(id: string, raw: unknown): void;
  /** Says that this process has committed something. */
  notice(): void;
  /** Conversations that have been greeted. */
  sessions(): number;
  close(): void;
}

const LOOK_EVERY_MS = 150;
const anyWire = v.object({ wire: helloSchema.entries.wire });

export function openFeed({ store, time, line, onError, lookEvery = LOOK_EVERY_MS }: FeedOptions): Feed {
  const sessions = new Map<string, Session>();
  const deltas = openDeltas(store);
  let seen = store.head();
  let planned: NodeJS.Immediate | null = null;

  function apply(id: string, event: SessionEvent): SessionAction | null {
    const session = sessions.get(id);
    if (session === undefined) return null;
    const next = step(session, event);
    sessions.set(id, next.session);
    if (next.action?.do === "behind") line.behind(id);
    if (next.action?.do === "fault") line.end(id, next.action.what);
    return next.action;
  }

  function hear<T>(id: string, schema: v.GenericSchema<unknown, T>, raw: unknown, what: string): T | null {
    const read = v.safeParse(schema, raw);
    if (read.success) return read.output;
    apply(id, { event: "garbled", what: `${what}: ${read.issues[0].message}` });
    return null;
  }

  const place = (): Place => ({ epoch: store.epoch, head: store.head(), floor: store.floor() });

  function plan(): void {
    planned ??= setImmediate(() => {
      planned = null;
      guarded(pump);
    });
  }

  /** Gives every session that wants one its next delta, the same to all that stand at the same place. */
  function pump(): void {
    const head = store.head();
    seen = head;
    const wanting = new Map<number, string[]>();
    for (const id of sessions.keys()) {
      const action = apply(id, { event: "look", head });
      if (action?.do !== "delta") continue;
      const group = wanting.get(action.from);
      if (group === undefined) wanting.set(action.from, [id]);
      else group.push(id);
    }
    for (const [from, ids] of wanting) {
      const delta = deltas.after(from);
      if (delta === null) continue;
      for (const id of ids) apply(id, delta === "lost" ? { event: "lost" } : { event: "sent", to: delta.to });
      if (delta !== "lost") line.delta(ids, delta);
    }
    // One delta each at a time, so that nobody waits for another one's long way to the head.
    if (wanting.size > 0) plan();
  }

  function look(): void {
    if (store.head() !== seen) plan();
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      onError(error);
    }
  }

  const timer = setInterval(() => guarded(look), lookEvery);

  return {
    connect: (id) => void sessions.set(id, NEW_SESSION),
    disconnect: (id) => void sessions.delete(id),
    hello(id, raw) {
      // Another version may say the rest of its hello differently: its number is all that is read.
      const other = v.safeParse(anyWire, raw);
      const said =
        other.success && other.output.wire !== HUB_WIRE_VERSION ? other.output : hear(id, helloSchema, raw, "hello");
      if (said === null) return null;
      const now = place();
      const action = apply(id, { event: "hello", hello: said, place: now });
      if (action?.do === "wireVersion") return { answer: "wireVersion", hub: HUB_WIRE_VERSION, host: action.host };
      if (action?.do !== "welcome") return null;
      const counts = Object.fromEntries(TABLE_NAMES.map((table) => [table, store.count(table)])) as Record<
        TableName,
        number
      >;
      const { epoch, head } = now;
      const { mode } = action;
      const granted = { role: "admin", scope: EVERYTHING } as const;
      return { answer: "welcome", wire: HUB_WIRE_VERSION, epoch, head, time: time(), mode, counts, ...granted };
    },
    page(id, raw) {
      const request = hear(id, pageRequestSchema, raw, "page");
      if (request === null || apply(id, { event: "page" })?.do !== "page") return null;
      return readPage(store, request);
    },
    desk(id, raw) {
      const message = hear(id, deskMessageSchema, raw, "desk");
      return message !== null && apply(id, { event: "desk" })?.do === "desk" ? message : null;
    },
    tail(id, raw) {
      const said = hear(id, tailSchema, raw, "tail");
      if (said === null) return;
      apply(id, { event: "tail", cursor: said.cursor, place: place() });
      plan();
    },
    credit(id, raw) {
      const said = hear(id, creditSchema, raw, "credit");
      if (said === null) return;
      apply(id, { event: "credit", to: said.to });
      plan();
    },
    notice: plan,
    sessions: () => [...sessions.values()].filter(({ at }) => at === "greeted" || at === "tailing").length,
    close() {
      clearInterval(timer);
      if (planned !== null) clearImmediate(planned);
      planned = null;
      sessions.clear();
    },
  };
}

function readPage(store: Store, { table, after, limit }: PageRequest): Page {
  const rowsAsked = Math.min(Math.max(limit, 1), PAGE_ROWS);
  const rows = store.page(table, after, rowsAsked);
  const last = rows.length === 0 ? after : (rows[rows.length - 1]![0] as number);
  return { table, after, last, done: rows.length < rowsAsked, rows };
}
