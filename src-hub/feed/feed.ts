/**
 * The feed: one session per host, told of every commit, each as fast as it answers and as far as it may see. Knows no
 * socket; `FeedLine` is what it needs of one.
 */
import * as v from "valibot";
import { TABLE_NAMES, type TableName } from "../../shared/tables.ts";
import { deskMessageSchema } from "../../shared/wire/desk.ts";
import {
  DELTAS_IN_FLIGHT,
  creditSchema,
  digestRequestSchema,
  helloSchema,
  lookSchema,
  pageRequestSchema,
  tailSchema,
  type HubStatus,
  type Welcome,
} from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";
import { openAudiences, type Audience } from "./audience.ts";
import { openDeltas } from "./deltas.ts";
import { openBooks } from "./digests.ts";
import { OPEN_TO_ALL, type Asker, type Granted } from "./grants.ts";
import type { Feed, FeedOptions } from "./feed-types.ts";
import { readPage } from "./pages.ts";
import { readPicture } from "./pictures.ts";
import { openPresence } from "./presence.ts";
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
import { openWallWords } from "./walls.ts";

export type { Feed, FeedOptions };

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
  const wallWords = openWallWords({
    keeper: options.walls ?? null,
    tell: (ids, message) => line.walls(ids, message),
    hear,
    welcome(id, word) {
      const asker = mayGoOn(id);
      return apply(id, { event: word })?.do !== word || asker === null ? null : askerOf(asker);
    },
    ids: () => [...listeners].flatMap(([id, { session }]) => (guestOf(session) === null ? [] : [id])),
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
      wallWords.seated(id, guest === null ? null : askerOf(guest));
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
      wallWords.seated(id, null);
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
    direct: wallWords.direct,
    shows: wallWords.shows,
    echo: wallWords.echo,
    walls: wallWords.walls,
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
