/** The lines of a queue as they come into view. */
import { burningAt, nothingBurns, NO_BURN } from "../../../shared/evaluation/burn.ts";
import { BURNS, type QueueLine } from "../../../shared/seat.ts";
import { rowOf } from "../../../shared/tables.ts";
import { CaseColumnStore } from "./case-columns.ts";
import { lineReader } from "./case-lines.ts";
import { requestIn } from "./open-cases.ts";
import { dispatchMsOf } from "./queue.ts";
import { shownCase } from "./shown-case.ts";
import type { Source } from "./source.ts";

/** The lines of cases, in the order asked for; what has left the cache is left out. */
export function queueLinesAnswer(uids: readonly number[], source: Source): readonly QueueLine[] {
  const lineOf = lineReader(source);
  const pictures = picturesOf(uids, source);
  const dispatchMs = dispatchMsOf(source);
  const one = new CaseColumnStore();
  const burning = nothingBurns();
  return uids.flatMap((uid) => {
    const line = lineOf(uid);
    const record = shownCase(uid, source)?.record;
    if (line === undefined || record === undefined) return [];
    one.put(rowOf("cases", record));
    burningAt(one, 0, dispatchMs, burning);
    one.del(uid);
    const burns = burning.burn !== NO_BURN;
    return [
      {
        ...line,
        stageSince: record.stageSince,
        stageDue: record.stageDue,
        dispatchDue: record.dispatchDue,
        burnsFrom: burns ? burning.from : null,
        burnsAt: burns ? burning.at : null,
        burn: BURNS[burning.burn] ?? null,
        request: requestIn(record),
        reworkCount: record.reworkCount,
        sendBackCount: record.sendBackCount,
        description: record.description,
        pictures: pictures.get(uid) ?? 0,
      },
    ];
  });
}

/** How many pictures belong to each of some cases; those without any are left out. */
function picturesOf(uids: readonly number[], { handle }: Source): ReadonlyMap<number, number> {
  const counts = handle
    .prepare<[string], { readonly caseUid: number; readonly count: number }>(
      "SELECT caseUid, count(*) AS count FROM pictures WHERE caseUid IN (SELECT value FROM json_each(?)) GROUP BY caseUid",
    )
    .all(JSON.stringify(uids));
  return new Map(counts.map(({ caseUid, count }) => [caseUid, count]));
}
