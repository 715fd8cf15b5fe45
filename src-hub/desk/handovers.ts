/**
 * 交接班: what one shift leaves to the next. It may be written anew until somebody else signs it, and never after.
 *
 * Rules (docs/rules.md): Z72.
 */
import { partOfScope } from "../../shared/scope.ts";
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { done, platformSeen, recordSeen, refused, type Deciding } from "./answer.ts";

type Asked<A extends DeskRequest["ask"]> = Extract<DeskRequest, { ask: A }>;

/** It tells of the part of the city that the writer sees, and goes to whoever sees all of that. */
export function writeHandover(
  deciding: Deciding,
  { platform, id, fromAt, toAt, body, note }: Asked<"writeHandover">,
): DeskAnswer {
  const { store, tx, asker, by, at } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const before = store.find("handovers", platform, id);
  if (before !== null && before.signedAt !== null) return refused("alreadySigned");
  if (before !== null && before.writtenBy !== by) return refused("notAllowed");
  if (toAt < fromAt || !isObject(body)) return refused("badValue");
  const { uid } = tx.put("handovers", {
    platform,
    id,
    fromAt,
    toAt,
    writtenAt: at,
    writtenBy: by,
    role: asker.role,
    part: partOfScope(asker.scope),
    body,
    note: note.trim(),
    signedAt: null,
    signedBy: "",
    signNote: "",
  });
  return done(deciding, uid);
}

export function signHandover(deciding: Deciding, { uid, note }: Asked<"signHandover">): DeskAnswer {
  const { store, tx, by, at } = deciding;
  if (recordSeen(deciding, "handovers", uid) === null) return refused("unknownHandover");
  const handover = store.get("handovers", uid) as RecordOf<"handovers">;
  if (handover.signedAt !== null) return refused("alreadySigned");
  if (handover.writtenBy === by) return refused("ownHandover");
  tx.put("handovers", { ...handover, signedAt: at, signedBy: by, signNote: note.trim() });
  return done(deciding, uid);
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
