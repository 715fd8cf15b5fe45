/**
 * The feed: one session per host, told of every commit, each as fast as it answers and as far as it may see. Knows no
 * socket; `FeedLine` is what it needs of one.
 */
import * as v from "valibot";
import { TABLE_NAMES, type TableName } from "../../shared/tables.ts";
import { deskMessageSchema, type DeskMessage } from "../../shared/wire/desk.ts";
import {
  DELTAS_IN_FLIGHT,
  creditSchema,
  digestRequestSchema,
  helloSchema,
  lookSchema,
  pageRequestSchema,
  tailSchema,
  type Delta,
  type Digest,
  type HubStatus,
  type HubTime,
  type Page,
  type Pulse,
  type SeatsMessage,
  type TracksMessage,
  type Welcome,
} from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import type { Store } from "../store/store.ts";
import { openAudiences, type Audience } from "./audience.ts";
import { openDeltas } from "./deltas.ts";
import { openBooks } from "./digests.ts";
import { OPEN_TO_ALL, type Asker, type Granted, type Grants } from "./grants.ts";
import { readPage } from "./pages.ts";
import { readPicture } from "./pictures.ts";
import { openPresence, type ClaimWord } from "./presence.ts";
import { openRounds, type Listener } from "./rounds.ts";
import {
  NEW_SESSION,
  guestOf,
  step,
  type Guest,
  type Place,
  type SessionAction,
  type SessionEvent,
} from "./session.ts";
import { tracksByPlatform } from "./tracks.ts";

/** What the feed needs of whatever carries its words. `id` names one connection. */
export interface FeedLine {
  delta(ids: readonly string[], delta: Delta): void;
  digest(id: string, digest: Digest): void;
  /** May be dropped when the line is busy. */
  tracks(ids: readonly string[], message: TracksMessage): void;
  seats(ids: readonly string[], message: SeatsMessage): void;
  behind(id: string): void;
  rescope(id: string): void;
  /** The conversation is over because of a fault; `what` is a short technical reason. */
  end(id: string, what: string): void;
  /** Bytes that wait in this process to be sent. */
  waiting(id: string): number;
}

export interface FeedOptions {
  readonly store: Store;
  readonly time: () => HubTime;
  readonly line: FeedLine;
  /** Who gets what; everybody everything when nothing is said. */
  readonly grants?: Grants;
  /** Cases that somebody at a seat holds; none when nothing is said. */
  readonly claims?: () => readonly ClaimWord[];
  /** A look at the store failed; the next look tries again. */
  readonly onError: (error: unknown) => void;
  /** Real ms between two looks for commits of other processes. */
  readonly lookEvery?: number;
  /** Real ms between two deltas to hosts at the head. */
  readonly deltaEvery?: number;
  /** Monotonic real ms. */
  readonly real?: () => number;
}

export interface Feed {
  connect(id: string): void;
  disconnect(id: string): void;
  /** Messages come unchecked. Null: there is no answer, because the conversation is over or begins anew. */
  hello(id: string, raw: unknown): Welcome | null;
  page(id: string, raw: unknown): Page | null;
  /** A request to the desk, checked and let through with whose it is; whoever carries the words passes it on. */
  desk(id: string, raw: unknown): { readonly message: DeskMessage; readonly asker: Asker } | null;
  /** The bytes of a picture by its SHA-256, in `found`: null when there is none of a row that the host may see. */
  picture(id: string, raw: unknown): { readonly found: Uint8Array | null } | null;
  /** `tell` is null for who may not see it. */
  statusFor(id: string): { readonly tell: HubStatus | null } | null;
  tail(id: string, raw: unknown): void;
  credit(id: string, raw: unknown): void;
  digest(id: string, raw: unknown): void;
  /** The case that the seat of this host looks at. */
  looks(id: string, raw: unknown): void;
  pulse(id: string): Pulse;
  /** Says that claims are others now. */
  claimed(): void;
  /** Sends positions to every host that is welcome, as far as it may see them. */
  tracks(message: TracksMessage): void;
  /** Says that this process has committed something. */
  notice(): void;
  /** Hosts that are welcome now. */
  sessions(): number;
  status(): HubStatus;
  close(): void;
}

const LOOK_EVERY_MS = 150;
const DELTA_EVERY_MS = 25;
/** Rights and what waits are looked at so often when nothing says that they have changed (F10, F12). */
const WATCH_EVERY_MS = 1_000;
const anyWire = v.object({ wire: helloSchema.entries.wire });
const pictureHash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const askerOf = ({ role, scope, name, person }: Guest): Asker => ({
  role,
  scope,
  host: name,
  ...(person === undefined ? {} : { person }),
});

export function openFeed({ store, time, line, onError, ...options }: FeedOptions): Feed {
  const { grants = OPEN_TO_ALL, lookEvery = LOOK_EVERY_MS, deltaEvery: every = DELTA_EVERY_MS } = options;
  const real = options.real ?? (() => performance.now());
  const listeners = new Map<string, Listener>();
  const audiences = openAudiences();
  const deltas = openDeltas(store);
  const onFilled = () => rounds.now();
  const books = openBooks({ store, deltas, real, every, onFilled, onError });
  const rounds = openRounds({ store, deltas, books, listeners, apply, line, real, every, onError });
  const tracksOf = tracksByPlatform(store);
  const presence = openPresence({
    claims: options.claims ?? (() => []),
    tell: (ids, message) => line.seats(ids, message),
    now: () => time().now,
    real,
  });
  let watchedAt = real();
  let rightsSeen = grants.version();

  function apply(id: string, event: SessionEvent): SessionAction | null {
    const listener = listeners.get(id);
    if (listener === undefined) return null;
    const next = step(listener.session, event);
    listener.session = next.session;
    const guest = guestOf(next.session);
    if (guest?.text !== listener.audience?.text) {
      listener.audience = guest === null ? null : audiences.of(guest.scope);
    }
    // Who says hello anew has not left meanwhile.
    if (guest !== listener.seated && next.session.at !== "rescoping") {
      listener.seated = guest;
      presence.seated(id, guest === null ? null : askerOf(guest));
    }
    if (next.action?.do === "behind") line.behind(id);
    if (next.action?.do === "rescope") line.rescope(id);
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

  function guest(id: string): Guest | null {
    const listener = listeners.get(id);
    return listener === undefined ? null : guestOf(listener.session);
  }

  /** Asks whether a host may have what it had; one that may not is told to say hello again. */
  function lookAtRights(id: string, known?: Map<string, Granted>): void {
    const found = guest(id);
    if (found === null) return;
    const { token, keepMonths } = found;
    const key = `${keepMonths} ${token}`;
    const granted = known?.get(key) ?? grants.grantOf(token, keepMonths);
    known?.set(key, granted);
    apply(id, { event: "rights", granted, now: real() });
  }

  /** A host wants something large or lasting: only as long as it has the right to it, and takes what it got before. */
  function mayGoOn(id: string): Guest | null {
    lookAtRights(id);
    weigh(id);
    return guest(id);
  }

  function weigh(id: string): void {
    apply(id, { event: "weigh", bytes: line.waiting(id), now: real() });
  }

  function watch(): void {
    const now = real();
    const due = now - watchedAt >= WATCH_EVERY_MS;
    const version = grants.version();
    if (!due && version === rightsSeen) return;
    rightsSeen = version;
    const known = new Map<string, Granted>();
    for (const id of [...listeners.keys()]) lookAtRights(id, known);
    if (!due) return;
    watchedAt = now;
    for (const id of [...listeners.keys()]) weigh(id);
    books.tidy(new Set());
    const used = new Set<Audience>(books.audiences());
    for (const { audience } of listeners.values()) if (audience !== null) used.add(audience);
    audiences.keep(used);
  }

  const timer = setInterval(() => {
    try {
      watch();
      rounds.look();
    } catch (error) {
      onError(error);
    }
  }, lookEvery);

  function welcome(action: SessionAction & { readonly do: "welcome" }, { role, scope }: Guest, now: Place): Welcome {
    const counts = Object.fromEntries(TABLE_NAMES.map((table) => [table, store.count(table)])) as Record<
      TableName,
      number
    >;
    const { epoch, head } = now;
    const { mode } = action;
    return { answer: "welcome", wire: HUB_WIRE_VERSION, epoch, head, time: time(), mode, counts, role, scope };
  }

  function status(): HubStatus {
    const clients = [...listeners].flatMap(([id, { session }]) => {
      const one = guestOf(session);
      if (one === null) return [];
      const [cursor, unanswered] = session.at === "tailing" ? [session.cursor, session.unanswered.length] : [0, 0];
      return [{ name: one.name, role: one.role, at: session.at, cursor, unanswered, waitingBytes: line.waiting(id) }];
    });
    return { rssMb: Math.round(process.memoryUsage.rss() / 104_857.6) / 10, clients };
  }

  return {
    connect: (id) => void listeners.set(id, { session: NEW_SESSION, audience: null, seated: null, servedAt: 0 }),
    disconnect(id) {
      listeners.delete(id);
      presence.seated(id, null);
    },
    hello(id, raw) {
      // Another version may say the rest of its hello differently: its number is all that is read.
      const other = v.safeParse(anyWire, raw);
      if (other.success && other.output.wire !== HUB_WIRE_VERSION) {
        const action = apply(id, { event: "stranger", wire: other.output.wire });
        return action?.do === "wireVersion"
          ? { answer: "wireVersion", hub: HUB_WIRE_VERSION, host: action.host }
          : null;
      }
      const said = hear(id, helloSchema, raw, "hello");
      if (said === null) return null;
      const now = place();
      const granted = grants.grantOf(said.token, said.keepMonths);
      const action = apply(id, { event: "hello", hello: said, granted, place: now });
      if (action?.do === "refused") return { answer: "refused", why: action.why, epoch: now.epoch };
      const one = guest(id);
      return action?.do === "welcome" && one !== null ? welcome(action, one, now) : null;
    },
    page(id, raw) {
      const request = hear(id, pageRequestSchema, raw, "page");
      if (request === null) return null;
      mayGoOn(id);
      if (apply(id, { event: "page" })?.do !== "page") return null;
      return readPage(store, listeners.get(id)!.audience!.view, request);
    },
    desk(id, raw) {
      const message = hear(id, deskMessageSchema, raw, "desk");
      if (message === null) return null;
      const asker = mayGoOn(id);
      if (apply(id, { event: "desk" })?.do !== "desk" || asker === null) return null;
      return { message, asker: askerOf(asker) };
    },
    picture(id, raw) {
      const hash = hear(id, pictureHash, raw, "picture");
      if (hash === null) return null;
      const asker = mayGoOn(id);
      if (apply(id, { event: "picture" })?.do !== "picture" || asker === null) return null;
      return { found: readPicture(store, listeners.get(id)!.audience!.view, hash) };
    },
    statusFor(id) {
      const asker = mayGoOn(id);
      if (apply(id, { event: "status" })?.do !== "status") return null;
      return { tell: asker?.role === "admin" ? status() : null };
    },
    tail(id, raw) {
      const said = hear(id, tailSchema, raw, "tail");
      if (said === null) return;
      apply(id, { event: "tail", cursor: said.cursor, place: place() });
      rounds.now();
    },
    credit(id, raw) {
      const said = hear(id, creditSchema, raw, "credit");
      if (said === null) return;
      const before = listeners.get(id)?.session;
      apply(id, { event: "credit", to: said.to, now: real() });
      // Only who could get no more waits for this.
      if (before?.at === "tailing" && before.unanswered.length >= DELTAS_IN_FLIGHT) rounds.now();
    },
    digest(id, raw) {
      const said = hear(id, digestRequestSchema, raw, "digest");
      if (said === null) return;
      apply(id, { event: "digest", buckets: said.buckets });
      const audience = listeners.get(id)?.audience;
      if (audience) books.asked(audience);
      rounds.now();
    },
    looks(id, raw) {
      const said = hear(id, lookSchema, raw, "look");
      if (said !== null) presence.looks(id, said.caseUid);
    },
    pulse(id) {
      presence.heard(id);
      return { ...time(), head: store.head(), headAt: store.headAt() };
    },
    claimed: presence.claimed,
    tracks(message) {
      const groups = new Map<string, { readonly platforms: readonly string[] | null; readonly ids: string[] }>();
      for (const [id, { session }] of listeners) {
        const platforms = guestOf(session)?.scope.platforms;
        if (platforms === undefined) continue;
        const key = JSON.stringify(platforms);
        const group = groups.get(key);
        if (group === undefined) groups.set(key, { platforms, ids: [id] });
        else group.ids.push(id);
      }
      for (const { platforms, ids } of groups.values()) line.tracks(ids, tracksOf(message, platforms));
    },
    notice: rounds.soon,
    sessions: () => [...listeners.values()].filter(({ session }) => guestOf(session) !== null).length,
    status,
    close() {
      clearInterval(timer);
      presence.close();
      rounds.close();
      books.close();
      listeners.clear();
    },
  };
}
