/** Accounts in words. */
import type { Language, Text } from "../../shared/text.ts";
import type { Person } from "../store/people-store.ts";

/**
 * Who it is and how the account stands, and below that what may be seen.
 * @param shared words of grants, which accounts share
 * @param at real epoch ms
 */
export function personLines(person: Person, text: Text, shared: Text, language: Language, at: number): string[] {
  const { login, name, role, platforms, districts, departments, personal, restricted } = person;
  const list = (values: readonly string[] | null) => (values === null ? shared("grants.all") : values.join(" "));
  return [
    text("people.row", {
      login,
      name,
      role: shared(`grants.role.${role}`),
      state: stateOf(person, text, language, at),
    }),
    `  ${text("people.scope", {
      platforms: list(platforms),
      districts: list(districts),
      departments: list(departments),
      personal: shared(`grants.personal.${personal ? "yes" : "no"}`),
      cameras: shared(`grants.cameras.${restricted ? "all" : "open"}`),
    })}`,
  ];
}

function stateOf({ active, lockedUntil, lastIn }: Person, text: Text, language: Language, at: number): string {
  const date = (ms: number) =>
    new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(ms);
  if (!active) return text("people.state.closed");
  if (lockedUntil !== null && lockedUntil > at) return text("people.state.locked", { date: date(lockedUntil) });
  return lastIn === null ? text("people.state.open") : text("people.state.in", { date: date(lastIn) });
}
