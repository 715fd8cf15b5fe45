/** What was open, overdue and closed at an instant, as one query of the facts in a cache: replay said another way. */
import { CASE_STATES, isOpen } from "../../shared/case/state.ts";
import type { Counts } from "../../shared/replay/cursor.ts";

/** Facts that end a case, those of them that are 结案, and those that say nothing of its state. */
const ENDS = "('notAccepted','answered','notFiled','markedDuplicate','closed','forceClosed','voided','selfHandled')";
const DONE = "('closed','forceClosed','selfHandled')";
const NOTES =
  "('extensionRequested','extended','extensionRefused','suspensionRequested','suspensionRefused','supervised'," +
  "'superviseAnswered','urged','appealed','appealGranted','appealRefused')";
const OVER = "('closed','notAccepted','notFiled','voided','selfHandledClosed','answered')";

/** The same as column codes: a case that is over, and to which nothing has happened since, counts nowhere. */
const OVER_CODES = `(${CASE_STATES.flatMap((state, code) => (isOpen(state) ? [] : [code])).join(",")})`;

const SQL = `
WITH f AS (
  SELECT c.uid, j.key AS n, j.value AS fact, j.value ->> '$.kind' AS kind, j.value ->> '$.at' AS at
  FROM cases c, json_each(c.facts) j
  WHERE (c.facts ->> '$[#-1].at' > :since OR c.state NOT IN ${OVER_CODES}) AND j.value ->> '$.at' <= :at
), moved AS (
  SELECT *, row_number() OVER (PARTITION BY uid ORDER BY n DESC) AS back FROM f
  WHERE kind NOT IN ${NOTES} AND NOT (kind = 'calledBack' AND NOT fact ->> '$.returns')
), stands AS (
  SELECT uid, kind, at, fact ->> '$.state' AS state,
    kind IN ${ENDS} OR (kind = 'observed' AND fact ->> '$.state' IN ${OVER}) AS over,
    kind IN ${DONE} OR (kind = 'observed' AND fact ->> '$.state' IN ('closed', 'selfHandledClosed')) AS done
  FROM moved WHERE back = 1
), due AS (
  SELECT uid, fact ->> '$.deadline' AS deadline, row_number() OVER (PARTITION BY uid ORDER BY n DESC) AS back FROM f
  WHERE kind IN ('dispatched','sendBackRefused','extended','resumed','sentBack','returnedToAcceptor')
    OR (kind = 'calledBack' AND fact ->> '$.returns')
    OR (kind IN ('checkFailed', 'observed') AND fact ->> '$.deadline' IS NOT NULL)
), handled AS (
  SELECT uid, kind = 'submitted' OR kind = 'observed' AS yes, row_number() OVER (PARTITION BY uid ORDER BY n DESC) AS back
  FROM f WHERE kind IN ('submitted', 'checkFailed') OR (kind = 'calledBack' AND fact ->> '$.returns')
    OR (kind = 'observed' AND fact ->> '$.times.submittedAt' IS NOT NULL)
)
SELECT
  sum(NOT stands.over) AS open,
  sum(NOT stands.over AND coalesce(stands.state, stands.kind) <> 'suspended'
    AND NOT coalesce(handled.yes, 0) AND coalesce(due.deadline < :at, 0)) AS overdue,
  sum(stands.done AND stands.at > :since) AS closed
FROM stands
LEFT JOIN due ON due.uid = stands.uid AND due.back = 1
LEFT JOIN handled ON handled.uid = stands.uid AND handled.back = 1`;

/** A connection that can be asked, of either SQLite. */
interface Asked {
  prepare(sql: string): { get(params: Record<string, number>): unknown };
}

/** @param since what was closed after it counts as closed, epoch ms */
export function countsBySql(handle: Asked, at: number, since: number): Counts {
  const { open, overdue, closed } = handle.prepare(SQL).get({ at, since }) as Record<keyof Counts, number | null>;
  return { open: open ?? 0, overdue: overdue ?? 0, closed: closed ?? 0 };
}
