/** Repeatable random cases whose times make sense: every step after the one before, some steps missing. */
import { CASE_STATES } from "../../shared/case/state.ts";
import type { Row } from "../../shared/tables.ts";
import { caseRow } from "./drafts.ts";

const HOUR = 3_600_000;

/** A small generator of numbers in [0, 1) from a seed (mulberry32). */
export function chances(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A case reported at some time in the `days` before `now`. */
export function randomCase(uid: number, now: number, days: number, chance: () => number): Row {
  const pick = (n: number) => Math.floor(chance() * n);
  const reportedAt = Math.round(now - chance() * days * 24 * HOUR);
  const after = (at: number | null, odds: number) =>
    at !== null && chance() < odds ? Math.round(at + chance() * 8 * HOUR) : null;
  const acceptedAt = after(reportedAt, 0.9);
  const filedAt = after(acceptedAt, 0.9);
  const dispatchedAt = after(filedAt, 0.9);
  const submittedAt = after(dispatchedAt, 0.6);
  const closedAt = after(submittedAt, 0.7);
  return caseRow(uid, {
    state: closedAt === null ? pick(CASE_STATES.length) : CASE_STATES.indexOf("closed"),
    source: pick(9),
    classUid: 1 + pick(6),
    department: pick(8),
    unitGrid: pick(20),
    dutyGrid: pick(5),
    lon: chance() < 0.9 ? 114 + chance() : null,
    lat: 30 + chance(),
    reportedAt,
    acceptedAt,
    filedAt,
    dispatchedAt,
    submittedAt,
    closedAt,
    deadline: dispatchedAt === null ? null : Math.round(dispatchedAt + chance() * 12 * HOUR),
  });
}
