/** Who is let in: logging in and out, the next pair of tokens, an own password, the first administrator (rules N1 to N9). */
import * as v from "valibot";
import {
  loginSchema,
  type DoorAnswer,
  type DoorRefusal,
  type firstSchema,
  type loginRequestSchema,
  type passwordChangeSchema,
  type refreshSchema,
} from "../../shared/wire/door.ts";
import type { DOOR_ACTS } from "../../shared/wire/office.ts";
import type { ActEntry } from "../store/audit.ts";
import type { Person } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import type { Grants } from "./grants.ts";
import { isWeak, type Passwords } from "./passwords.ts";
import { beginSession, endSessionsOf, lookAtRefresh, renewSession } from "./sessions.ts";
import { hashOfToken, newToken } from "./tokens.ts";
import { NO_FAILURES, afterFailure, lockedFor, triesLeft, type Failures, type Tries } from "./tries.ts";

export interface EntranceOptions {
  readonly store: Store;
  readonly grants: Grants;
  readonly passwords: Passwords;
  readonly tries: Tries;
  /** Hub time, epoch ms: what is written into the record. */
  now(): number;
  /** Real time, epoch ms: accounts and sessions go by it. */
  real(): number;
  record(entry: ActEntry): void;
}

/** `from` is the address that asks. */
export interface Entrance {
  /** @param bearer the machine's own token, "" for none */
  first(asked: v.InferOutput<typeof firstSchema>, bearer: string, from: string): Promise<DoorAnswer>;
  login(asked: v.InferOutput<typeof loginRequestSchema>, from: string): Promise<DoorAnswer>;
  refresh(asked: v.InferOutput<typeof refreshSchema>): DoorAnswer;
  logout(asked: v.InferOutput<typeof refreshSchema>): void;
  password(asked: v.InferOutput<typeof passwordChangeSchema>, from: string): Promise<DoorAnswer>;
}

/** Real ms after which somebody may try again when too many are waiting. */
const BUSY_MS = 2_000;

/** Logins are told apart without regard to case and width. */
export const loginKey = (login: string): string => login.trim().normalize("NFKC").toLowerCase();

const no = (why: DoorRefusal, more: { retryMs?: number; left?: number } = {}): DoorAnswer => ({
  answer: "refused",
  why,
  ...more,
});

type DoorAct = (typeof DOOR_ACTS)[number];

export function openEntrance(options: EntranceOptions): Entrance {
  const { store, grants, passwords, tries, now, real, record } = options;

  function write(
    act: DoorAct,
    outcome: "done" | DoorRefusal,
    person: Person | null,
    name: string,
    machine: string,
  ): void {
    const { uid = 0, login = name, role = "" } = person ?? {};
    const who = { person: uid, name: person?.name ?? name, role, machine };
    const what = { act, outcome, subject: "people", uid, label: login, text: "", before: "", after: "" };
    record({ at: now(), ...who, ...what });
  }

  const failuresOf = (person: Person | null, login: string): Failures => person ?? tries.ofNobody(login);

  function noteFailures(person: Person | null, login: string, failures: Failures): void {
    if (person === null) return tries.noteNobody(login, failures);
    store.notePerson({ uid: person.uid, lastIn: person.lastIn, ...failures });
  }

  /** What stands before the look at a password: the lock of the login and the bound of the address. */
  function held(person: Person | null, login: string, from: string): DoorAnswer | null {
    const wait = tries.waitOf(from, real());
    if (wait > 0) return no("busy", { retryMs: wait });
    const locked = lockedFor(failuresOf(person, login), real());
    return locked > 0 ? no("locked", { retryMs: locked }) : null;
  }

  /**
   * Whether login and password belong together, as the account is now; what is to be answered where they do not. A login that
   * nobody has costs as much and is answered as one that somebody has (N2).
   */
  async function known(login: string, password: string, machine: string, from: string): Promise<Person | DoorAnswer> {
    const key = loginKey(login);
    const before = store.personCalled(key);
    const early = held(before, key, from);
    if (early !== null) return early;
    const fits = await passwords.check(password, before === null || before.hash === "" ? null : before.hash);
    if (fits === null) return no("busy", { retryMs: BUSY_MS });
    return store.transact(now(), () => {
      const person = store.personCalled(key);
      // Whoever tries many at once learns of no more of them than who tries one after the other.
      const late = held(person, key, from);
      if (late !== null) return late;
      if (fits && person !== null && person.hash === before?.hash) {
        if (person.active) return person;
        write("loginFailed", "inactive", person, key, machine);
        return no("inactive");
      }
      const at = real();
      tries.note(from, at);
      const failures = afterFailure(failuresOf(person, key), at);
      noteFailures(person, key, failures);
      const locked = lockedFor(failures, at);
      // What was typed is written down only where it can be a login: now and then somebody types the password there.
      const typed = v.safeParse(loginSchema, login).success ? key : "";
      write(locked > 0 ? "locked" : "loginFailed", "wrongPassword", person, typed, machine);
      if (locked > 0) return no("locked", { retryMs: locked });
      return no("wrongPassword", { left: triesLeft(failures) });
    });
  }

  /** Lets a person in whose password was right. */
  function letIn(person: Person, machine: string, act: DoorAct): DoorAnswer {
    const at = real();
    store.notePerson({ uid: person.uid, ...NO_FAILURES, lastIn: at });
    const pair = beginSession(store, person, machine, at);
    write(act, "done", person, person.login, machine);
    return pair;
  }

  function mayNameFirst(bearer: string): boolean {
    if (store.listGrants().length === 0) return true;
    const granted = grants.grantOf(bearer, null);
    return !("refused" in granted) && granted.role === "admin";
  }

  /** A name that no grant has yet. */
  function freeName(machine: string): string {
    const taken = new Set(store.listGrants().map(({ name }) => name));
    let name = machine;
    for (let n = 2; taken.has(name); n += 1) name = `${machine.slice(0, 90)} ${n}`;
    return name;
  }

  /** The wall of the machine on which the first administrator was named goes on by a token of its own. */
  function tokenOfWall(machine: string): string {
    const token = newToken();
    const all = { platforms: null, districts: null, departments: null, months: null };
    const least = { role: "wall", personal: false, restricted: false } as const;
    store.putGrant({ name: freeName(machine), tokenHash: hashOfToken(token), ...all, ...least, madeAt: real() });
    return token;
  }

  return {
    async first({ name, login, password, machine }, bearer) {
      if (store.hasPeople()) return no("alreadyNamed");
      if (!mayNameFirst(bearer)) return no("machineNotAllowed");
      const key = loginKey(login);
      if (isWeak(password, [key, name])) return no("weakPassword");
      const hash = await passwords.hash(password);
      if (hash === null) return no("busy", { retryMs: BUSY_MS });
      return store.transact(now(), () => {
        if (store.hasPeople()) return no("alreadyNamed");
        const all = { platforms: null, districts: null, departments: null, personal: true, restricted: true };
        const made = { hash, mustChange: false, active: true, ...NO_FAILURES, madeAt: real(), lastIn: null };
        const uid = store.addPerson({ login: key, name, role: "admin", ...all, ...made });
        const own = store.listGrants().length === 0 ? { machineToken: tokenOfWall(machine) } : {};
        const person = store.person(uid);
        if (person === null) throw new Error("somebody was added and is not there");
        const pair = letIn(person, machine, "firstAdmin");
        return { ...pair, ...own };
      });
    },
    async login({ login, password, machine }, from) {
      const found = await known(login, password, machine, from);
      if ("answer" in found) return found;
      return store.transact(now(), () => letIn(found, machine, "login"));
    },
    refresh({ refresh }) {
      return store.transact(now(), () => {
        const at = real();
        const shown = lookAtRefresh(store, refresh, at);
        if (shown.is === "over") return no("sessionEnded");
        const { session } = shown;
        const person = store.person(session.person);
        if (shown.is === "stolen") {
          store.endSession(session.session, at, "stolen");
          write("stolen", "sessionEnded", person, "", session.machine);
          return no("sessionEnded");
        }
        // N14: with a password that somebody else gave nobody stays longer than it takes to change it.
        if (person === null || !person.active || person.mustChange) return no("sessionEnded");
        return renewSession(store, person, session, refresh, at);
      });
    },
    logout({ refresh }) {
      store.transact(now(), () => {
        const at = real();
        const shown = lookAtRefresh(store, refresh, at);
        if (shown.is === "over" || !store.endSession(shown.session.session, at, "logout")) return;
        const person = store.person(shown.session.person);
        write("logout", "done", person, "", shown.session.machine);
      });
    },
    async password({ refresh, old, next, machine }, from) {
      const shown = lookAtRefresh(store, refresh, real());
      const whose = shown.is === "session" ? store.person(shown.session.person) : null;
      if (whose === null) return no("sessionEnded");
      const found = await known(whose.login, old, machine, from);
      if ("answer" in found) return found;
      if (old === next || isWeak(next, [found.login, found.name])) return no("weakPassword");
      const hash = await passwords.hash(next);
      if (hash === null) return no("busy", { retryMs: BUSY_MS });
      return store.transact(now(), () => {
        const at = real();
        const still = lookAtRefresh(store, refresh, at);
        const person = store.person(found.uid);
        if (still.is !== "session" || person === null || !person.active) return no("sessionEnded");
        const changed = { ...person, hash, mustChange: false };
        store.setPerson(changed);
        store.notePerson({ uid: person.uid, lastIn: person.lastIn, ...NO_FAILURES });
        endSessionsOf(store, person.uid, at, "password", still.session.session);
        write("password", "done", person, "", machine);
        return renewSession(store, changed, still.session, refresh, at);
      });
    },
  };
}
