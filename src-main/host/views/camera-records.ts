/** What is written down about looking: who looked at which camera (调阅记录), and the pictures that belong to a case. */
import type { LookLine, Question, Rights, WholeValues } from "../../../shared/view.ts";
import type { Source } from "./source.ts";

/** Who looked, newest first. Machines without the right to personal data have no such rows. */
export function looksAnswer(
  { camera, limit }: Extract<Question, { view: "looks" }>,
  { handle }: Source,
): WholeValues["looks"] {
  return handle
    .prepare<[number, number], LookLine>(
      `SELECT uid, camera, who, role, at, why, caseUid, fromAt, toAt FROM looks
       WHERE ? IN (0, camera) ORDER BY fromAt DESC, uid DESC LIMIT ?`,
    )
    .all(camera, limit);
}

/** Pictures of a case, the oldest first; their bytes are asked for by their hash. */
export function picturesAnswer(caseUid: number, { handle }: Source): WholeValues["pictures"] {
  if (caseUid === 0) return [];
  return handle
    .prepare<[number], WholeValues["pictures"][number]>(
      `SELECT id, camera, caseUid, at, width, height, type, bytes, takenBy FROM pictures
       WHERE caseUid = ? ORDER BY at, uid`,
    )
    .all(caseUid);
}

/** What the hub gave to this machine. */
export function rightsAnswer({ beside }: Source): Rights {
  const { role, scope } = beside.rights();
  return { role, personal: scope?.personal ?? false };
}
