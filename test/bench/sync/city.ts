/** The city of the sync bench: a million invented cases in a hub's store, and how they change from then on. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { CASE_STATES } from "../../../shared/case/state.ts";
import { recordOf, type RecordOf, type TableName, type Row } from "../../../shared/tables.ts";
import { openSqliteStore } from "../../../src-hub/store/sqlite.ts";
import type { Draft, Tx } from "../../../src-hub/store/store.ts";
import { NOW, inventedCases, inventedCity } from "../invented-cases.ts";

const BATCH = 20_000;
const HALF_HOUR = 1_800_000;
const codeOf = (state: (typeof CASE_STATES)[number]) => CASE_STATES.indexOf(state);
const [HANDLING, REVIEW, CLOSED] = [codeOf("handling"), codeOf("pendingReview"), codeOf("closed")];

/** Fills a store, which must be new. */
export function fillHub(file: string, cases: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const store = openSqliteStore(file);
  try {
    const put = (tx: Tx, table: TableName, row: Row) => {
      const { uid: _uid, ...draft } = recordOf(table, row);
      tx.put(table, draft as Draft<typeof table>);
    };
    const { platforms, departments } = inventedCity();
    store.transact(NOW, (tx) => {
      for (const row of platforms) put(tx, "platforms", row);
      for (const row of departments) put(tx, "departments", row);
    });
    let batch: Row[] = [];
    const write = () => store.transact(NOW, (tx) => batch.forEach((row) => put(tx, "cases", row)));
    for (const row of inventedCases(cases)) {
      batch.push(row);
      if (batch.length < BATCH) continue;
      write();
      batch = [];
    }
    if (batch.length > 0) write();
  } finally {
    store.close();
  }
}

type CaseRecord = RecordOf<"cases">;

/**
 * The case one step on, with one more fact: what is handled goes to be checked, what is checked is closed, and of the
 * closed half come back as failed checks and half are called about. Every change is one, and most move tallies.
 */
export function moved(c: CaseRecord, at: number, chance: () => number): CaseRecord {
  const next: CaseRecord = { ...c, stageSince: at };
  next.facts = `${c.facts.slice(0, -1)},${JSON.stringify({ kind: "noted", at, by: "somebody at the desk" })}]`;
  if (c.state === HANDLING) return { ...next, state: REVIEW, submittedAt: (c.dispatchedAt ?? at) + HALF_HOUR };
  if (c.state === REVIEW) {
    const closedAt = (c.submittedAt ?? at) + HALF_HOUR;
    return { ...next, state: CLOSED, checkedAt: closedAt, closedAt };
  }
  if (c.state === CLOSED && chance() < 0.5) {
    const open = { submittedAt: null, checkedAt: null, closedAt: null };
    return { ...next, state: HANDLING, ...open, reworkCount: c.reworkCount + 1 };
  }
  return { ...next, satisfaction: Math.floor(chance() * 100) };
}

/**
 * Which case changes next, as in a city that lives (engineering's stream): a fifth are new, most are among the newest
 * sixty thousand, some are any. 0 for a new one.
 */
export function nextUid(last: number, chance: () => number): number {
  const kind = chance();
  if (kind < 0.2) return 0;
  const among = kind < 0.92 ? Math.min(last, 60_000) : last;
  return last - Math.floor(chance() * among);
}
