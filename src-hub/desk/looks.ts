/**
 * 调阅记录: who looked at which camera, when and why, written down as it is told and never changed (V50).
 */
import type { DeskAnswer, DeskRequest } from "../../shared/wire/desk.ts";
import { caseSeen, done, recordSeen, type Deciding } from "./answer.ts";

type Asked = Extract<DeskRequest, { ask: "looked" }>;

/**
 * Writes a row for each look at a camera that is there for the asker. A host's clock may be ahead: nobody has looked later
 * than now.
 */
export function writeLooks(deciding: Deciding, { at: where, looks }: Asked): DeskAnswer {
  const { store, tx, asker, id, by, at } = deciding;
  let first = 0;
  looks.forEach(({ camera: uid, why, caseUid, fromAt, toAt }, i) => {
    const camera = recordSeen(deciding, "cameras", uid);
    if (camera === null) return;
    const { platform } = camera;
    const row = `${id}/${i + 1}`;
    if (store.find("looks", platform, row) !== null) return;
    const until = Math.min(toAt, at);
    const put = tx.put("looks", {
      platform,
      id: row,
      camera: uid,
      who: by,
      role: asker.role,
      at: where,
      why,
      caseUid: caseUid !== 0 && caseSeen(deciding, caseUid)?.platform === platform ? caseUid : 0,
      fromAt: Math.min(fromAt, until),
      toAt: until,
    });
    if (first === 0) first = put.uid;
  });
  return done(deciding, first);
}
