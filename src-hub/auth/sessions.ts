/**
 * Sessions: a short access token that is shown with everything, and a longer refresh token that counts once and gives the next
 * pair (rules N4, N5). Everything here is done inside a transaction of the caller.
 */
import type { SessionPair } from "../../shared/wire/door.ts";
import type { LoginSession, PairKept, Person } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import { familyOf, hashOfToken, newAccess, newFamily, newRefresh } from "./tokens.ts";

/** Real ms that an access token lasts. */
export const ACCESS_MS = 600_000;
/** Real ms that a refresh token lasts: a shift, and the way home. */
export const REFRESH_MS = 12 * 3_600_000;
/** Real ms for which sessions that are over are kept. */
const KEPT_MS = 30 * 86_400_000;

/** What a refresh token is found to be. `stolen`: somebody shows one that was used already. */
export type Shown =
  | { readonly is: "session"; readonly session: LoginSession }
  | { readonly is: "stolen"; readonly session: LoginSession }
  | { readonly is: "over" };

type Keeping = Pick<
  Store,
  "addSession" | "renewSession" | "sessionOfFamily" | "listSessions" | "endSession" | "forgetSessions"
>;

interface Made {
  readonly access: string;
  readonly refresh: string;
  readonly kept: PairKept;
}

function newPair(family: string, at: number): Made {
  const access = newAccess();
  const refresh = newRefresh(family);
  const kept = {
    access: hashOfToken(access),
    accessUntil: at + ACCESS_MS,
    refresh: hashOfToken(refresh),
    refreshUntil: at + REFRESH_MS,
  };
  return { access, refresh, kept };
}

function pairOf(person: Person, session: number, { access, refresh }: Made): SessionPair {
  const { uid, login, name, role, mustChange } = person;
  return {
    answer: "in",
    person: { uid, login, name, role },
    session,
    access,
    refresh,
    accessMs: ACCESS_MS,
    refreshMs: REFRESH_MS,
    mustChange,
  };
}

/**
 * Begins a session of a person at a machine.
 * @param at real epoch ms
 */
export function beginSession(store: Keeping, person: Person, machine: string, at: number): SessionPair {
  store.forgetSessions(at - KEPT_MS);
  const family = newFamily();
  const made = newPair(family, at);
  const session = store.addSession({
    ...made.kept,
    person: person.uid,
    machine,
    family: hashOfToken(family),
    lastAccess: null,
    lastAccessUntil: 0,
    lastRefresh: null,
    used: false,
    startedAt: at,
    seenAt: at,
  });
  return pairOf(person, session, made);
}

/**
 * What a refresh token opens. The one before the newest still counts while nobody has used what it gave: then that answer was
 * lost on its way.
 * @param at real epoch ms
 */
export function lookAtRefresh(store: Keeping, refresh: string, at: number): Shown {
  const family = familyOf(refresh);
  const found = family === null ? null : store.sessionOfFamily(hashOfToken(family));
  if (found === null || found.ended || found.refreshUntil <= at) return { is: "over" };
  const hash = hashOfToken(refresh);
  const counts = hash === found.refresh || (hash === found.lastRefresh && !found.used);
  return { is: counts ? "session" : "stolen", session: found };
}

/** Gives the next pair of a session for the refresh token shown, which `lookAtRefresh` found to count. */
export function renewSession(
  store: Keeping,
  person: Person,
  session: LoginSession,
  refresh: string,
  at: number,
): SessionPair {
  const family = familyOf(refresh);
  if (family === null) throw new Error("a session is renewed by its refresh token");
  const made = newPair(family, at);
  const { access, accessUntil, refresh: newest } = session;
  // Asked again for an answer that was lost: the pair in it was never used and is void, the one before stays that.
  const lost = hashOfToken(refresh) !== newest;
  const last = lost ? {} : { lastAccess: access, lastAccessUntil: accessUntil, lastRefresh: newest };
  store.renewSession({ ...session, ...last, ...made.kept, used: false, seenAt: at });
  return pairOf(person, session.session, made);
}

/** Sessions that count now, the oldest first. */
export function sessionsAt(store: Pick<Store, "listSessions">, at: number): LoginSession[] {
  return store.listSessions().filter(({ refreshUntil }) => refreshUntil > at);
}

/** Ends the sessions of a person, but for one. */
export function endSessionsOf(
  store: Keeping,
  person: number,
  at: number,
  why: "password" | "closed",
  but: number | null = null,
): void {
  for (const { session, person: of } of store.listSessions()) {
    if (of === person && session !== but) store.endSession(session, at, why);
  }
}
