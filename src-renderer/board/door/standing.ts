/** What fills the window by how the session stands. Pure; rule Z91. */
import type { SessionValue } from "../../../shared/seat.ts";
import type { PersonWord } from "../../../shared/wire/door.ts";

/**
 * - `waiting`: nobody knows yet. - `first`: nobody has an account; the first administrator is asked for. - `login`.
 * - `change`: the password has to be changed before anything else. - `desk`: the pages, `person` null while nobody has an
 *   account; `cover` is what lies over them while they stay as they are beneath: the session ended (`again`), the password
 *   must be changed, or the seat is locked.
 */
export type Standing =
  | { readonly show: "waiting" | "first" | "change" }
  | { readonly show: "login"; readonly ended: PersonWord | null }
  | { readonly show: "desk"; readonly person: PersonWord | null; readonly cover: "again" | "change" | "lock" | null };

/**
 * @param was who this window's pages were opened for: undefined before any were, null for nobody with an account
 * @param later somebody chose to go on without an administrator
 * @param locked the person locked the seat
 */
export function standingOf(
  session: SessionValue | null,
  was: PersonWord | null | undefined,
  later: boolean,
  locked: boolean,
): Standing {
  const desk = (person: PersonWord | null, cover: "again" | "change" | "lock" | null): Standing => ({
    show: "desk",
    person,
    cover,
  });
  if (session === null || session.state === "unknown") return was === undefined ? { show: "waiting" } : desk(was, null);
  const { person } = session;
  switch (session.state) {
    case "open":
      return later ? desk(null, null) : { show: "first" };
    case "out":
      return { show: "login", ended: null };
    case "ended":
      // Pages that were open stay beneath, with all that was typed.
      return was !== undefined && was !== null ? desk(was, "again") : { show: "login", ended: person };
    case "in": {
      if (person === null) return { show: "login", ended: null };
      const same = was?.uid === person.uid;
      if (session.mustChange) return same ? desk(person, "change") : { show: "change" };
      return desk(person, locked ? "lock" : null);
    }
  }
}
