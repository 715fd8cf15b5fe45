/**
 * What is done about alarms: acknowledged, snoozed, forwarded, shelved, open again. The newest counts, and the record of acts
 * keeps the others.
 *
 * Rules (docs/rules.md): Z71.
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { done, platformSeen, refused, type Deciding } from "./answer.ts";

type Asked = Extract<DeskRequest, { ask: "markAlarm" }>;

/** Marks of alarms that are long over are forgotten, hub ms after they were made or ended. */
const KEPT_MS = 90 * 86_400_000;
/** Old marks that are looked at with each new one. */
const LOOKED_AT = 20;

export function markAlarm(deciding: Deciding, { platform, alarm, mark, until, to, note }: Asked): DeskAnswer {
  const { tx, by, at } = deciding;
  if (platformSeen(deciding, platform) === null) return refused("unknownPlatform");
  const timed = mark === "snoozed" || mark === "shelved";
  if (timed && (until === null || until <= at)) return refused("badValue");
  if (mark === "forwarded" && to === "") return refused("badValue");
  deciding.tell({ text: mark });
  const { uid } = tx.put("alarmMarks", {
    platform,
    id: alarm,
    alarm,
    mark,
    at,
    by,
    until: timed ? until : null,
    toRole: mark === "forwarded" ? to : "",
    note: note.trim(),
  });
  forgetOld(deciding);
  return done(deciding, uid);
}

/** A few of those that were made first, when nobody can mean them any more. */
function forgetOld({ store, tx, at }: Deciding): void {
  let looked = 0;
  for (const { uid, at: made, until } of store.each("alarmMarks")) {
    if (Math.max(made, until ?? 0) < at - KEPT_MS) tx.del("alarmMarks", uid);
    if ((looked += 1) >= LOOKED_AT) return;
  }
}
