/**
 * One host's conversation as a pure state machine: an event goes in, the next state and what to do come out. No socket,
 * no store, no clock; feed.ts carries the actions out.
 *
 * Rules, quoted by the tests:
 * - F1 Nothing but `hello` (and `time`) is heard before a `hello` of our wire version; `hello` may come again at any time.
 * - F2 A cache of this epoch that stands between floor and head may tail; one with an unfinished copy noted there may go
 *   on with it; everybody else takes a full copy.
 * - F3 The tail starts where the host says, when it says so; outside floor and head the answer is `behind`.
 * - F4 At most DELTAS_IN_FLIGHT deltas are unanswered; what changes beyond that waits in the store, merged by key.
 * - F5 A credit answers every delta up to its place. A credit for what was never sent is a fault.
 * - F6 A fault ends the conversation, never the hub.
 * - F7 A request to the desk is heard after a `hello` only, and only in its right shape; what the desk refuses is an
 *   answer and no fault.
 * - F8 Who shows a token that is not granted is told so, and gets nothing else but the time.
 * - F10 After `rescope` only `hello` is heard; what was on its way is passed over and no fault.
 * - F11 Only rows that reach at least as far as what is granted may be tailed from, and an unfinished copy goes on only
 *   under the scope it was begun by.
 * - F12 Who owes an answer for too long, or lets too much pile up, is cut.
 */
import { isWithin, scopeText } from "../../shared/scope.ts";
import type { TableName } from "../../shared/tables.ts";
import { DELTAS_IN_FLIGHT, type Hello, type TokenRefusal } from "../../shared/wire/hub.ts";
import type { Asker, Granted } from "./grants.ts";

/** Real ms a host may owe the answer to a delta, or a hello. */
export const OWING_MS = 600_000;
/** Bytes that may wait to be sent to one host. */
export const WAITING_BYTES = 32 * 1024 * 1024;

/** Where the store stands. */
export interface Place {
  readonly epoch: string;
  readonly head: number;
  readonly floor: number;
}

/** A host that is welcome: what it said of itself, and what it was granted then. */
export interface Guest extends Asker {
  readonly name: string;
  readonly token: string;
  readonly keepMonths: number | null;
  /** `scopeText` of the scope. */
  readonly text: string;
}

/** A delta without an answer: the place it reached, and when it went (real ms). */
interface Unanswered {
  readonly to: number;
  readonly at: number;
}

/** `highest`: the furthest place a delta of this conversation reached. */
export type Session = { readonly highest: number } & (
  | { readonly at: "new" }
  | { readonly at: "refused" }
  | { readonly at: "greeted"; readonly guest: Guest }
  | {
      readonly at: "tailing";
      readonly guest: Guest;
      readonly cursor: number;
      readonly unanswered: readonly Unanswered[];
      /** The host waits for sums, with buckets of these tables; null when it does not. */
      readonly wanted: readonly TableName[] | null;
    }
  | { readonly at: "rescoping"; readonly name: string; readonly since: number }
  | { readonly at: "over" }
);

export type SessionEvent =
  | { readonly event: "stranger"; readonly wire: number }
  | { readonly event: "hello"; readonly hello: Hello; readonly granted: Granted; readonly place: Place }
  /** What the token is granted now. */
  | { readonly event: "rights"; readonly granted: Granted; readonly now: number }
  | { readonly event: "page" }
  | { readonly event: "desk" }
  | { readonly event: "picture" }
  | { readonly event: "status" }
  | { readonly event: "direct" }
  | { readonly event: "shows" }
  | { readonly event: "echo" }
  | { readonly event: "tail"; readonly cursor: number; readonly place: Place }
  | { readonly event: "credit"; readonly to: number; readonly now: number }
  | { readonly event: "digest"; readonly buckets: readonly TableName[] }
  /** A look at the store, after a commit or a credit. */
  | { readonly event: "look"; readonly head: number }
  /** The delta asked for went out. */
  | { readonly event: "sent"; readonly to: number; readonly now: number }
  /** The sums went out. */
  | { readonly event: "summed" }
  /** The delta asked for cannot be told any more: the floor has passed the cursor. */
  | { readonly event: "lost" }
  /** A look at what waits for the host. */
  | { readonly event: "weigh"; readonly bytes: number; readonly now: number }
  | { readonly event: "garbled"; readonly what: string };

export type SessionAction =
  | { readonly do: "welcome"; readonly mode: "tail" | "resume" | "snapshot" }
  | { readonly do: "wireVersion"; readonly host: number }
  | { readonly do: "refused"; readonly why: TokenRefusal }
  | { readonly do: "rescope" }
  | { readonly do: "page" }
  | { readonly do: "desk" }
  | { readonly do: "picture" }
  | { readonly do: "status" }
  | { readonly do: "direct" }
  | { readonly do: "shows" }
  | { readonly do: "echo" }
  | { readonly do: "behind" }
  | { readonly do: "delta"; readonly from: number }
  | { readonly do: "digest"; readonly buckets: readonly TableName[] }
  | { readonly do: "fault"; readonly what: string };

export interface SessionStep {
  readonly session: Session;
  readonly action: SessionAction | null;
}

/** A socket has just connected. */
export const NEW_SESSION: Session = { at: "new", highest: 0 };

/** The host, when it is welcome. */
export function guestOf(session: Session): Guest | null {
  return session.at === "greeted" || session.at === "tailing" ? session.guest : null;
}

/** The next state and what to do. Total: never throws. */
export function step(session: Session, event: SessionEvent): SessionStep {
  if (session.at === "over") return { session, action: null };
  const { highest } = session;
  switch (event.event) {
    case "garbled":
      return fault(session, event.what);
    case "stranger":
      return { session: { at: "new", highest }, action: { do: "wireVersion", host: event.wire } };
    case "hello":
      return hello(session, event.hello, event.granted, event.place);
    case "weigh":
      return weigh(session, event.bytes, event.now);
  }
  if (session.at === "refused" || session.at === "rescoping") return { session, action: null };
  if (session.at === "new") {
    const said = event.event;
    const ours = said === "look" || said === "rights" || said === "sent" || said === "summed" || said === "lost";
    return ours ? { session, action: null } : fault(session, `${said} before hello`);
  }
  switch (event.event) {
    case "rights":
      return rights(session, event.granted, event.now);
    case "page":
    case "desk":
    case "picture":
    case "status":
    case "direct":
    case "shows":
    case "echo":
      return { session, action: { do: event.event } };
    case "tail": {
      if (!within(event.cursor, event.place)) return behind(session);
      const wanted = session.at === "tailing" ? session.wanted : null;
      const { guest } = session;
      return {
        session: { at: "tailing", highest, guest, cursor: event.cursor, unanswered: [], wanted },
        action: null,
      };
    }
    case "credit":
      if (event.to > highest) return fault(session, `credit to ${event.to}, sent up to ${highest}`);
      if (session.at === "greeted") return { session, action: null };
      return { session: { ...session, unanswered: answered(session.unanswered, event.to, event.now) }, action: null };
    case "lost":
      return behind(session);
  }
  if (session.at === "greeted") return { session, action: null };
  switch (event.event) {
    case "digest": {
      const wanted = [...new Set([...(session.wanted ?? []), ...event.buckets])];
      return { session: { ...session, wanted }, action: null };
    }
    case "summed":
      return { session: { ...session, wanted: null }, action: null };
    case "look":
      if (session.cursor < event.head) {
        if (session.unanswered.length >= DELTAS_IN_FLIGHT) return { session, action: null };
        return { session, action: { do: "delta", from: session.cursor } };
      }
      // Everything up to the head is on its way: sums that follow now are met by the rows they sum up.
      return { session, action: session.wanted === null ? null : { do: "digest", buckets: session.wanted } };
    case "sent":
      return {
        session: {
          ...session,
          highest: Math.max(highest, event.to),
          cursor: event.to,
          unanswered: [...session.unanswered, { to: event.to, at: event.now }],
        },
        action: null,
      };
  }
}

function hello({ highest }: Session, said: Hello, granted: Granted, place: Place): SessionStep {
  if ("refused" in granted) {
    return { session: { at: "refused", highest }, action: { do: "refused", why: granted.refused } };
  }
  const { name, token, keepMonths } = said;
  const { role, scope, person } = granted;
  const who = person === undefined ? {} : { person };
  const guest = { name, token, keepMonths, role, scope, text: scopeText(scope), ...who };
  return { session: { at: "greeted", highest, guest }, action: { do: "welcome", mode: modeFor(said, guest, place) } };
}

function modeFor({ epoch, cursor, snapshot, scope }: Hello, guest: Guest, place: Place) {
  if (epoch !== place.epoch || scope === null) return "snapshot";
  if (snapshot !== null) return within(snapshot.at, place) && scopeText(scope) === guest.text ? "resume" : "snapshot";
  return within(cursor, place) && isWithin(guest.scope, scope) ? "tail" : "snapshot";
}

function rights(session: Session & { readonly guest: Guest }, granted: Granted, now: number): SessionStep {
  const { highest, guest } = session;
  const same = !("refused" in granted) && granted.role === guest.role && scopeText(granted.scope) === guest.text;
  // What somebody does from now on is written down under their name of now.
  if (same && granted.person?.name === guest.person?.name) return { session, action: null };
  return { session: { at: "rescoping", highest, name: guest.name, since: now }, action: { do: "rescope" } };
}

/** A host that answers part of what it owes is given its time anew for the rest. */
function answered(unanswered: readonly Unanswered[], to: number, now: number): Unanswered[] {
  const left = unanswered.filter((one) => one.to > to);
  return left.length === unanswered.length ? left : left.map((one) => ({ to: one.to, at: now }));
}

function weigh(session: Session, bytes: number, now: number): SessionStep {
  if (bytes > WAITING_BYTES) return fault(session, `${Math.round(bytes / 1_048_576)} MB wait for ${nameOf(session)}`);
  const since =
    session.at === "rescoping" ? session.since : session.at === "tailing" ? session.unanswered[0]?.at : undefined;
  if (since === undefined || now - since <= OWING_MS) return { session, action: null };
  return fault(session, `no answer from ${nameOf(session)} for ${Math.round((now - since) / 60_000)} minutes`);
}

function nameOf(session: Session): string {
  const name = session.at === "rescoping" ? session.name : guestOf(session)?.name;
  return JSON.stringify(name ?? "");
}

/** A position ahead of the head belongs to a history that was lost, e.g. when the hub's file was put back from a copy. */
function within(position: number, { floor, head }: Place): boolean {
  return position >= floor && position <= head;
}

function behind({ highest, guest }: Session & { readonly guest: Guest }): SessionStep {
  return { session: { at: "greeted", highest, guest }, action: { do: "behind" } };
}

function fault({ highest }: Session, what: string): SessionStep {
  return { session: { at: "over", highest }, action: { do: "fault", what } };
}
