/** People, sessions and screens in the hub's file. */
import type Database from "better-sqlite3";
import { ROLES, type Role } from "../../shared/roles.ts";
import type { LoginSession, Part, PeopleStore, Person, ScreenAsk } from "./people-store.ts";

type Lists = "platforms" | "districts" | "departments";
type Flags = "personal" | "restricted";
type StoredPart = Readonly<Record<Lists, string | null> & Record<Flags, number>>;
type StoredPerson = Omit<Person, keyof Part | "active" | "mustChange" | "role"> &
  StoredPart & { readonly role: string; readonly active: number; readonly mustChange: number };
type StoredSession = Omit<LoginSession, "used"> & { readonly used: number; readonly endedAt: number | null };

export function peopleRows(db: Database.Database): PeopleStore {
  const sql = {
    people: db.prepare("SELECT * FROM people ORDER BY uid"),
    anybody: db.prepare("SELECT 1 FROM people LIMIT 1").pluck(),
    person: db.prepare("SELECT * FROM people WHERE uid = ?"),
    called: db.prepare("SELECT * FROM people WHERE login = ?"),
    addPerson: db.prepare(`
      INSERT INTO people (login, name, role, platforms, districts, departments, personal, restricted, active, hash, mustChange,
        failures, lockedUntil, madeAt, lastIn)
      VALUES (:login, :name, :role, :platforms, :districts, :departments, :personal, :restricted, :active, :hash, :mustChange,
        :failures, :lockedUntil, :madeAt, :lastIn)`),
    setPerson: db.prepare(`
      UPDATE people SET name = :name, role = :role, platforms = :platforms, districts = :districts,
        departments = :departments, personal = :personal, restricted = :restricted, active = :active, hash = :hash,
        mustChange = :mustChange
      WHERE uid = :uid`),
    notePerson: db.prepare(
      "UPDATE people SET failures = :failures, lockedUntil = :lockedUntil, lastIn = :lastIn WHERE uid = :uid",
    ),
    sessions: db.prepare("SELECT * FROM sessions WHERE endedAt IS NULL ORDER BY session"),
    session: db.prepare("SELECT * FROM sessions WHERE session = ? AND endedAt IS NULL"),
    ofFamily: db.prepare("SELECT * FROM sessions WHERE family = ?"),
    addSession: db.prepare(`
      INSERT INTO sessions (person, machine, family, access, accessUntil, refresh, refreshUntil, lastAccess, lastAccessUntil,
        lastRefresh, used, startedAt, seenAt)
      VALUES (:person, :machine, :family, :access, :accessUntil, :refresh, :refreshUntil, :lastAccess, :lastAccessUntil,
        :lastRefresh, :used, :startedAt, :seenAt)`),
    renewSession: db.prepare(`
      UPDATE sessions SET access = :access, accessUntil = :accessUntil, refresh = :refresh, refreshUntil = :refreshUntil,
        lastAccess = :lastAccess, lastAccessUntil = :lastAccessUntil, lastRefresh = :lastRefresh, used = :used,
        seenAt = :seenAt
      WHERE session = :session AND endedAt IS NULL`),
    noteSession: db.prepare("UPDATE sessions SET seenAt = ?, used = max(used, ?) WHERE session = ?"),
    endSession: db.prepare("UPDATE sessions SET endedAt = ?, endedWhy = ? WHERE session = ? AND endedAt IS NULL"),
    forgetSessions: db.prepare("DELETE FROM sessions WHERE coalesce(endedAt, refreshUntil) < ?"),
    screens: db.prepare("SELECT * FROM screens ORDER BY until, code"),
    addScreen: db.prepare(
      "INSERT INTO screens (code, secret, machine, until, granted) VALUES (:code, :secret, :machine, :until, :granted)",
    ),
    grantScreen: db.prepare("UPDATE screens SET granted = ? WHERE code = ?"),
    removeScreen: db.prepare("DELETE FROM screens WHERE code = ?"),
  };
  const personOrNull = (found: unknown): Person | null =>
    found === undefined ? null : personOf(found as StoredPerson);
  return {
    listPeople: () => (sql.people.all() as StoredPerson[]).map(personOf),
    hasPeople: () => sql.anybody.get() !== undefined,
    person: (uid) => personOrNull(sql.person.get(uid)),
    personCalled: (login) => personOrNull(sql.called.get(login)),
    addPerson: (person) => Number(sql.addPerson.run(storedOf({ ...person, uid: 0 })).lastInsertRowid),
    setPerson: (person) => void sql.setPerson.run(storedOf(person)),
    notePerson: ({ uid, failures, lockedUntil, lastIn }) =>
      void sql.notePerson.run({ uid, failures, lockedUntil, lastIn }),
    listSessions: () => (sql.sessions.all() as StoredSession[]).map(sessionOf),
    session(session) {
      const found = sql.session.get(session) as StoredSession | undefined;
      return found === undefined ? null : sessionOf(found);
    },
    sessionOfFamily(family) {
      const found = sql.ofFamily.get(family) as StoredSession | undefined;
      return found === undefined ? null : { ...sessionOf(found), ended: found.endedAt !== null };
    },
    addSession: (session) => Number(sql.addSession.run({ ...session, used: session.used ? 1 : 0 }).lastInsertRowid),
    renewSession: (session) => void sql.renewSession.run({ ...session, used: session.used ? 1 : 0 }),
    noteSession: (session, seenAt, used) => void sql.noteSession.run(seenAt, used ? 1 : 0, session),
    endSession: (session, at, why) => sql.endSession.run(at, why, session).changes > 0,
    forgetSessions: (before) => void sql.forgetSessions.run(before),
    listScreenAsks: () => sql.screens.all() as ScreenAsk[],
    addScreenAsk: (ask) => void sql.addScreen.run(ask),
    grantScreenAsk: (code, granted) => void sql.grantScreen.run(granted, code),
    removeScreenAsk: (code) => sql.removeScreen.run(code).changes > 0,
  };
}

function personOf({ role, active, mustChange, personal, restricted, ...rest }: StoredPerson): Person {
  const known = ROLES.find((each): each is Role => each === role);
  if (known === undefined) throw new Error(`the person ${rest.uid} has the role ${role}`);
  const list = (text: string | null) => (text === null ? null : (JSON.parse(text) as string[]));
  return {
    ...rest,
    role: known,
    platforms: list(rest.platforms),
    districts: list(rest.districts),
    departments: list(rest.departments),
    personal: personal === 1,
    restricted: restricted === 1,
    active: active === 1,
    mustChange: mustChange === 1,
  };
}

function storedOf({ active, mustChange, personal, restricted, ...rest }: Person): StoredPerson {
  const text = (list: readonly string[] | null) => (list === null ? null : JSON.stringify(list));
  return {
    ...rest,
    platforms: text(rest.platforms),
    districts: text(rest.districts),
    departments: text(rest.departments),
    personal: personal ? 1 : 0,
    restricted: restricted ? 1 : 0,
    active: active ? 1 : 0,
    mustChange: mustChange ? 1 : 0,
  };
}

function sessionOf({ used, ...rest }: StoredSession): LoginSession {
  const { session, person, machine, family, access, accessUntil, refresh, refreshUntil } = rest;
  const { lastAccess, lastAccessUntil, lastRefresh, startedAt, seenAt } = rest;
  const pair = { access, accessUntil, refresh, refreshUntil };
  const last = { lastAccess, lastAccessUntil, lastRefresh };
  return { session, person, machine, family, ...pair, ...last, used: used === 1, startedAt, seenAt };
}
