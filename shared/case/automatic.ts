/** What falls due in a case by itself, without anybody asking: a suspension that has lasted as long as it may (挂账). */
import type { Case, Command } from "./case.ts";

/** Who is named for what happens by itself. */
export const BY_ITSELF = "系统";

/** When the next thing falls due by itself, epoch ms; null when nothing will. */
export function nextAutomaticAt(c: Case): number | null {
  return c.state === "suspended" ? c.suspendedUntil : null;
}

/** The command that has fallen due by `now`, at the time it fell due, or null. */
export function automatic(c: Case, now: number): Command | null {
  const at = nextAutomaticAt(c);
  if (at === null || at > now) return null;
  // Whoever urged a suspended case after that moment has already written a later fact.
  return { kind: "resume", at: Math.max(at, c.facts.at(-1)?.at ?? at), by: BY_ITSELF };
}
