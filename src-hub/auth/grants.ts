/**
 * What a token may: its role, and the scope that its grant or its person's account comes to today. Both name districts,
 * departments and a number of months; a scope has unit grids and departments by uid and an instant, so it is worked out again
 * whenever one of those is another.
 */
import { monthOf, startOfMonth } from "../../shared/evaluation/period-key.ts";
import type { Role } from "../../shared/roles.ts";
import { EVERYTHING, type Scope } from "../../shared/scope.ts";
import { ACCESS_PREFIX, type PersonWord } from "../../shared/wire/door.ts";
import type { TokenRefusal } from "../../shared/wire/hub.ts";
import type { Person } from "../store/people-store.ts";
import type { Grant, Store } from "../store/store.ts";
import { hashOfToken } from "./tokens.ts";

export interface Granted {
  readonly role: Role;
  readonly scope: Scope;
  /** Whose session it is; nobody's, where the token is a machine's. */
  readonly person?: PersonWord;
}

/** A session that an access token opens now. */
export interface OpenSession {
  readonly session: number;
  readonly machine: string;
  readonly person: Person;
}

export interface Grants {
  /**
   * Who shows this token ("" for none). Where nothing has been granted to anybody and nobody has an account, everybody is an
   * administrator.
   * @param keepMonths months for which the asker wants texts of cases that are over; null for all
   */
  grantOf(token: string, keepMonths: number | null): Granted | { readonly refused: TokenRefusal };
  /** The session of an access token; null when it is none that counts. */
  sessionOf(token: string): OpenSession | null;
  /** Who asks in a session, with what they may have of the city now. */
  askerOf(session: OpenSession): Granted & { readonly host: string };
  /** Another number whenever some scope may have become another, or a token has run out; costs microseconds. */
  version(): number;
}

export interface GrantsOptions {
  readonly store: Pick<
    Store,
    "listGrants" | "grantsVersion" | "unitGrids" | "each" | "listPeople" | "listSessions" | "noteSession"
  >;
  /** Hub time, epoch ms. */
  now(): number;
  /** Real time, epoch ms: sessions last by it. */
  real?(): number;
}

/** What a scope is worked out from. */
type Terms = Pick<Grant, "role" | "platforms" | "districts" | "departments" | "months" | "personal" | "restricted">;

/** An access token as it is known here: whose, until when (real ms), and whether it is its session's newest. */
interface Access extends OpenSession {
  readonly until: number;
  readonly newest: boolean;
  readonly terms: Terms;
  used: boolean;
  seenAt: number;
}

/** Real ms between two notes of when a session was seen last. */
const SEEN_EVERY_MS = 60_000;

/** Windows longer than this have no border: a century of months. */
const MOST_MONTHS = 1_200;

/** A zone that no calendar knows has months all the same: nobody is left without an answer for a slip in one platform. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return "UTC";
    throw error;
  }
}

export function openGrants({ store, now, real = Date.now }: GrantsOptions): Grants {
  let stored = -1;
  let version = 0;
  /** Months by zone, and until when all of them last. */
  let running: ReadonlyMap<string, number> = new Map();
  let until = Number.NEGATIVE_INFINITY;
  let zones: ReadonlyMap<string, string> = new Map();
  let byToken: ReadonlyMap<string, Grant> = new Map();
  let byAccess: ReadonlyMap<string, Access> = new Map();
  /** Until when all access tokens last that are known here, real ms. */
  let accessUntil = Number.POSITIVE_INFINITY;
  let openToAll = true;
  const resolved = new Map<string, Scope>();

  /** Brings what is kept up to the store and to the time. */
  function look(): void {
    const found = store.grantsVersion();
    const at = now();
    const realAt = real();
    if (found === stored && at < until && realAt < accessUntil) return;
    if (found !== stored) {
      zones = new Map([...store.each("platforms")].map(({ platform, timeZone }) => [platform, knownZone(timeZone)]));
      byToken = new Map(store.listGrants().map((grant) => [grant.tokenHash, grant]));
    }
    const people = new Map(store.listPeople().map((person) => [person.uid, person]));
    byAccess = accessTokens(people, realAt);
    accessUntil = Math.min(...[...byAccess.values()].map((access) => access.until));
    openToAll = byToken.size === 0 && people.size === 0;
    stored = found;
    running = new Map([...new Set(zones.values())].map((zone) => [zone, monthOf(at, zone)]));
    until = Math.min(...[...running].map(([zone, month]) => startOfMonth(month + 1, zone)));
    resolved.clear();
    version += 1;
  }

  /** Access tokens of people with an open account that have not run out, by their hashes. */
  function accessTokens(people: ReadonlyMap<number, Person>, at: number): Map<string, Access> {
    const found = new Map<string, Access>();
    for (const one of store.listSessions()) {
      const person = people.get(one.person);
      if (person === undefined || !person.active) continue;
      const { session, machine, used, seenAt } = one;
      const rest = { session, machine, person, terms: { ...person, months: null }, used, seenAt };
      if (one.accessUntil > at) found.set(one.access, { ...rest, until: one.accessUntil, newest: true });
      if (one.lastAccess === null || one.lastAccessUntil <= at) continue;
      found.set(one.lastAccess, { ...rest, until: one.lastAccessUntil, newest: false });
    }
    return found;
  }

  /** The access token as it counts now. Its first use is noted: from then on the pair before it is void. */
  function accessOf(token: string): Access | null {
    look();
    const access = byAccess.get(hashOfToken(token));
    if (access === undefined) return null;
    const at = real();
    if ((access.newest && !access.used) || at - access.seenAt >= SEEN_EVERY_MS) {
      access.used ||= access.newest;
      access.seenAt = at;
      store.noteSession(access.session, at, access.used);
    }
    return access;
  }

  /** When the window of so many months begins; with several zones, when it begins in the last of them. */
  function startOf(months: number | null, platforms: readonly string[] | null): number | null {
    if (months === null || months > MOST_MONTHS) return null;
    const seen = [...zones].flatMap(([platform, zone]) => (platforms?.includes(platform) === false ? [] : [zone]));
    const starts = seen.map((zone) => startOfMonth((running.get(zone) as number) - months + 1, zone));
    return starts.length === 0 ? null : Math.max(...starts);
  }

  function unitGridsOf({ districts, platforms }: Terms): number[] | null {
    if (districts === null) return null;
    return store
      .unitGrids()
      .filter(({ platform }) => platforms === null || platforms.includes(platform))
      .filter(({ code }) => districts.some((district) => code.startsWith(district)))
      .map(({ uid }) => uid);
  }

  function departmentsOf({ departments, platforms }: Terms): number[] | null {
    if (departments === null) return null;
    return [...store.each("departments")]
      .filter(({ platform }) => platforms === null || platforms.includes(platform))
      .filter(({ platform, id }) => departments.includes(id) || departments.includes(`${platform}/${id}`))
      .map(({ uid }) => uid);
  }

  /** Worked out once for all who may have the same. */
  function scopeOf(terms: Terms): Scope {
    const { role, platforms, districts, departments, months, personal, restricted } = terms;
    const key = JSON.stringify([role === "wall", platforms, districts, departments, months, personal, restricted]);
    let scope = resolved.get(key);
    if (scope !== undefined) return scope;
    scope = {
      platforms: platforms === null ? null : [...new Set(platforms)].toSorted(),
      departments: departmentsOf(terms),
      unitGrids: unitGridsOf(terms),
      since: startOf(months, platforms),
      textsSince: null,
      // Everybody in the hall sees the wall.
      personal: personal && role !== "wall",
      restricted,
    };
    resolved.set(key, scope);
    return scope;
  }

  function granted(terms: Terms, keepMonths: number | null): Granted {
    return { role: terms.role, scope: { ...scopeOf(terms), textsSince: startOf(keepMonths, terms.platforms) } };
  }

  return {
    grantOf(token, keepMonths) {
      look();
      if (openToAll) {
        return { role: "admin", scope: { ...EVERYTHING, textsSince: startOf(keepMonths, null) } };
      }
      if (token === "") return { refused: "tokenMissing" };
      if (token.startsWith(ACCESS_PREFIX)) {
        const access = accessOf(token);
        if (access === null) return { refused: "sessionEnded" };
        const { uid, login, name, role } = access.person;
        return { ...granted(access.terms, keepMonths), person: { uid, login, name, role } };
      }
      const grant = byToken.get(hashOfToken(token));
      return grant === undefined ? { refused: "tokenUnknown" } : granted(grant, keepMonths);
    },
    sessionOf(token) {
      if (!token.startsWith(ACCESS_PREFIX)) return null;
      const access = accessOf(token);
      return access === null ? null : { session: access.session, machine: access.machine, person: access.person };
    },
    askerOf({ machine, person }) {
      look();
      const { uid, login, name, role } = person;
      return { ...granted({ ...person, months: null }, null), host: machine, person: { uid, login, name, role } };
    },
    version() {
      look();
      return version;
    },
  };
}
