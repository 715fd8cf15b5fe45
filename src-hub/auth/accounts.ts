/** Accounts as an administrator changes them, and as lists show them. Done inside a transaction of the caller. */
import type { PersonDraft, PersonLine } from "../../shared/wire/office.ts";
import type { Person } from "../store/people-store.ts";
import type { Store } from "../store/store.ts";
import { endSessionsOf } from "./sessions.ts";
import { NO_FAILURES } from "./tries.ts";

/** What of a person an administrator sets, in the form in which it is asked, recorded and taken back. */
export function draftOf({
  name,
  role,
  platforms,
  districts,
  departments,
  personal,
  restricted,
  active,
}: Person): PersonDraft {
  const list = (values: readonly string[] | null) => (values === null ? null : [...values]);
  const part = { platforms: list(platforms), districts: list(districts), departments: list(departments) };
  return { name, role, ...part, personal, restricted, active };
}

/** A person as lists show them: never with what their password is kept as. */
export function lineOf(person: Person): PersonLine {
  const { uid, login, madeAt, lastIn, lockedUntil, mustChange } = person;
  return { ...draftOf(person), uid, login, madeAt, lastIn, lockedUntil, mustChange };
}

/** What an account may have: who stands where everybody looks gets no personal data. */
function within(draft: PersonDraft): PersonDraft {
  return { ...draft, personal: draft.personal && draft.role !== "wall" };
}

/** Whether there would be no active administrator without this one (rule N9). */
export function isLastAdmin(store: Pick<Store, "listPeople">, person: Person): boolean {
  const admins = store.listPeople().filter(({ active, role }) => active && role === "admin");
  return admins.length === 1 && admins[0]?.uid === person.uid;
}

/** Adds somebody who may log in with the password of this hash. Gives the uid. */
export function addAccount(
  store: Pick<Store, "addPerson">,
  login: string,
  draft: PersonDraft,
  password: { readonly hash: string; readonly mustChange: boolean },
  at: number,
): number {
  return store.addPerson({ login, ...within(draft), ...password, ...NO_FAILURES, madeAt: at, lastIn: null });
}

/**
 * Changes an account; who is closed is logged out everywhere. The last administrator stays one.
 * @param at real epoch ms
 */
export function changeAccount(store: Store, person: Person, draft: PersonDraft, at: number): "done" | "lastAdmin" {
  const next = within(draft);
  if ((!next.active || next.role !== "admin") && isLastAdmin(store, person)) return "lastAdmin";
  store.setPerson({ ...person, ...next });
  if (!next.active) endSessionsOf(store, person.uid, at, "closed");
  return "done";
}

/**
 * Gives a person a new password: other sessions end, and no lock stands.
 * @param given by somebody else, so that it must be changed
 * @param but a session that goes on, null for none
 */
export function resetPassword(
  store: Store,
  person: Person,
  hash: string,
  given: boolean,
  at: number,
  but: number | null,
): void {
  store.setPerson({ ...person, hash, mustChange: given });
  unlockAccount(store, person);
  endSessionsOf(store, person.uid, at, "password", but);
}

/** Lifts the lock after failures. */
export function unlockAccount(store: Pick<Store, "notePerson">, { uid, lastIn }: Person): void {
  store.notePerson({ uid, lastIn, ...NO_FAILURES });
}
