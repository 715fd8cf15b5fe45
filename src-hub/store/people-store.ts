/** What the hub's file keeps of people, their sessions and screens that ask to be let in: beside the truth, sent to nobody. */
import type { Role } from "../../shared/roles.ts";

/** What of the city somebody may have; of each list null means all (as grants have it). */
export interface Part {
  readonly platforms: readonly string[] | null;
  /** Beginnings of codes of unit grids. */
  readonly districts: readonly string[] | null;
  /** Departments by their ids, or by "platform/id". */
  readonly departments: readonly string[] | null;
  readonly personal: boolean;
  readonly restricted: boolean;
}

/** Somebody with an account. Times are real epoch ms. */
export interface Person extends Part {
  readonly uid: number;
  /** In small letters; one login, one person. */
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly active: boolean;
  /** The password as argon2id keeps it, parameters and salt included. */
  readonly hash: string;
  /** The password was given by somebody else. */
  readonly mustChange: boolean;
  /** Wrong passwords since the last right one. */
  readonly failures: number;
  readonly lockedUntil: number | null;
  readonly madeAt: number;
  readonly lastIn: number | null;
}

/** A pair of tokens by their hashes, and until when each counts (real epoch ms). */
export interface PairKept {
  readonly access: string;
  readonly accessUntil: number;
  readonly refresh: string;
  readonly refreshUntil: number;
}

/** Somebody who is logged in at a machine. Tokens are kept as SHA-256, hex. */
export interface LoginSession extends PairKept {
  readonly session: number;
  readonly person: number;
  readonly machine: string;
  /** What all refresh tokens of this session have in common. */
  readonly family: string;
  /** The pair before, which counts until its own end, or until this one was used. */
  readonly lastAccess: string | null;
  readonly lastAccessUntil: number;
  readonly lastRefresh: string | null;
  /** The newest access token has been shown. */
  readonly used: boolean;
  readonly startedAt: number;
  readonly seenAt: number;
}

/** A screen that asks to be let in. */
export interface ScreenAsk {
  readonly code: string;
  /** SHA-256 of the screen's own secret. */
  readonly secret: string;
  readonly machine: string;
  /** Real epoch ms. */
  readonly until: number;
  /** The name of the grant that was made for it; null while it waits. */
  readonly granted: string | null;
}

/** Why a session ended. */
export type SessionEnd = "logout" | "ended" | "stolen" | "password" | "closed";

export interface PeopleStore {
  /** In the order of their making. */
  listPeople(): Person[];
  /** Whether anybody has an account, costs microseconds. */
  hasPeople(): boolean;
  person(uid: number): Person | null;
  personCalled(login: string): Person | null;
  /** Adds somebody; throws when the login is taken. Gives the uid. */
  addPerson(person: Omit<Person, "uid">): number;
  /** Puts name, role, part, active, password and `mustChange` in the place of what is there. Raises the version of rights. */
  setPerson(person: Person): void;
  /** Puts failures, lock and last log in, which are no rights. */
  notePerson(person: Pick<Person, "uid" | "failures" | "lockedUntil" | "lastIn">): void;
  /** Sessions that have not been ended, the oldest first; some may have run out. */
  listSessions(): LoginSession[];
  session(session: number): LoginSession | null;
  /** Of a family, also when it was ended: `ended` says so. */
  sessionOfFamily(family: string): (LoginSession & { readonly ended: boolean }) | null;
  addSession(session: Omit<LoginSession, "session">): number;
  /** Puts a new pair in the place of the newest one. What was newest is kept as the one before. */
  renewSession(session: LoginSession): void;
  /** Notes that it was seen, which is no change of rights. What was used stays so. */
  noteSession(session: number, seenAt: number, used: boolean): void;
  /** False when it had ended already. */
  endSession(session: number, at: number, why: SessionEnd): boolean;
  /** Forgets sessions that were over by then. */
  forgetSessions(before: number): void;
  listScreenAsks(): ScreenAsk[];
  addScreenAsk(ask: ScreenAsk): void;
  /** Notes the grant that was made for it. */
  grantScreenAsk(code: string, granted: string): void;
  /** False when there is none. */
  removeScreenAsk(code: string): boolean;
}
