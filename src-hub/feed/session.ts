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
 */
import { DELTAS_IN_FLIGHT, type Hello } from "../../shared/wire/hub.ts";
import { HUB_WIRE_VERSION } from "../../shared/wire/version.ts";

/** Where the store stands. */
export interface Place {
  readonly epoch: string;
  readonly head: number;
  readonly floor: number;
}

/** `highest`: the furthest place a delta of this conversation reached. */
export type Session = { readonly highest: number } & (
  | { readonly at: "new" }
  | { readonly at: "greeted" }
  | { readonly at: "tailing"; readonly cursor: number; readonly unanswered: readonly number[] }
  | { readonly at: "over" }
);

export type SessionEvent =
  | { readonly event: "hello"; readonly hello: Pick<Hello, "wire"> | Hello; readonly place: Place }
  | { readonly event: "page" }
  | { readonly event: "desk" }
  | { readonly event: "tail"; readonly cursor: number; readonly place: Place }
  | { readonly event: "credit"; readonly to: number }
  /** A look at the store, after a commit or a credit. */
  | { readonly event: "look"; readonly head: number }
  /** The delta asked for went out. */
  | { readonly event: "sent"; readonly to: number }
  /** The delta asked for cannot be told any more: the floor has passed the cursor. */
  | { readonly event: "lost" }
  | { readonly event: "garbled"; readonly what: string };

export type SessionAction =
  | { readonly do: "welcome"; readonly mode: "tail" | "resume" | "snapshot" }
  | { readonly do: "wireVersion"; readonly host: number }
  | { readonly do: "page" }
  | { readonly do: "desk" }
  | { readonly do: "behind" }
  | { readonly do: "delta"; readonly from: number }
  | { readonly do: "fault"; readonly what: string };

export interface SessionStep {
  readonly session: Session;
  readonly action: SessionAction | null;
}

/** A socket has just connected. */
export const NEW_SESSION: Session = { at: "new", highest: 0 };

/** The next state and what to do. Total: never throws. */
export function step(session: Session, event: SessionEvent): SessionStep {
  if (session.at === "over") return { session, action: null };
  switch (event.event) {
    case "hello":
      return hello(session, event.hello, event.place);
    case "page":
      if (session.at === "new") return fault(session, "page before hello");
      return { session, action: { do: "page" } };
    case "desk":
      if (session.at === "new") return fault(session, "desk before hello");
      return { session, action: { do: "desk" } };
    case "tail":
      if (session.at === "new") return fault(session, "tail before hello");
      if (!within(event.cursor, event.place)) return behind(session);
      return {
        session: { at: "tailing", highest: session.highest, cursor: event.cursor, unanswered: [] },
        action: null,
      };
    case "credit":
      if (session.at === "new") return fault(session, "credit before hello");
      if (event.to > session.highest) return fault(session, `credit to ${event.to}, sent up to ${session.highest}`);
      if (session.at === "greeted") return { session, action: null };
      return { session: { ...session, unanswered: session.unanswered.filter((to) => to > event.to) }, action: null };
    case "look":
      if (session.at !== "tailing" || session.cursor >= event.head) return { session, action: null };
      if (session.unanswered.length >= DELTAS_IN_FLIGHT) return { session, action: null };
      return { session, action: { do: "delta", from: session.cursor } };
    case "sent":
      if (session.at !== "tailing") return { session, action: null };
      return {
        session: {
          at: "tailing",
          highest: Math.max(session.highest, event.to),
          cursor: event.to,
          unanswered: [...session.unanswered, event.to],
        },
        action: null,
      };
    case "lost":
      return behind(session);
    case "garbled":
      return fault(session, event.what);
  }
}

function hello(session: Session, said: Pick<Hello, "wire"> | Hello, place: Place): SessionStep {
  if (said.wire !== HUB_WIRE_VERSION || !("epoch" in said)) {
    return { session: { at: "new", highest: session.highest }, action: { do: "wireVersion", host: said.wire } };
  }
  return {
    session: { at: "greeted", highest: session.highest },
    action: { do: "welcome", mode: modeFor(said, place) },
  };
}

function modeFor({ epoch, cursor, snapshot }: Hello, place: Place): "tail" | "resume" | "snapshot" {
  if (epoch !== place.epoch) return "snapshot";
  if (snapshot !== null) return within(snapshot.at, place) ? "resume" : "snapshot";
  return within(cursor, place) ? "tail" : "snapshot";
}

/** A position ahead of the head belongs to a history that was lost, e.g. when the hub's file was put back from a copy. */
function within(position: number, { floor, head }: Place): boolean {
  return position >= floor && position <= head;
}

function behind({ highest }: Session): SessionStep {
  return { session: { at: "greeted", highest }, action: { do: "behind" } };
}

function fault({ highest }: Session, what: string): SessionStep {
  return { session: { at: "over", highest }, action: { do: "fault", what } };
}
