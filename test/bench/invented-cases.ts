/** A year of an invented city's cases for the benches: repeatable, and spread as a city's are. */
import { CASE_STATES } from "../../shared/case/state.ts";
import { startOfMonth } from "../../shared/evaluation/period-key.ts";
import { rowOf, type RecordOf, type Row } from "../../shared/tables.ts";
import { caseDraft, departmentDraft, platformDraft } from "../contract/drafts.ts";
import { chances } from "../contract/random-cases.ts";

export const ZONE = "Asia/Shanghai";
export const [DEPARTMENTS, UNIT_GRIDS, DUTY_GRIDS, CLASSES, MONTHS] = [32, 400, 80, 250, 13];
/** The last of the months, and a moment in its middle: the bench's now. */
export const LAST_MONTH = 2026 * 12 + 10;
export const NOW = startOfMonth(LAST_MONTH, ZONE) + 20 * 86_400_000;

const [HOUR, DAY] = [3_600_000, 86_400_000];
/** Shares of the sources, in the order of CASE_SOURCES: patrollers report most (资阳 2020). */
const SOURCE_SHARES = [0.72, 0.01, 0.02, 0.14, 0.02, 0.04, 0.02, 0.02, 0.01];
const [PENDING, HANDLING, REVIEW, SUSPENDED, CLOSED, NOT_FILED, VOIDED, SELF_HANDLED] = (
  [
    "pendingDispatch",
    "handling",
    "pendingReview",
    "suspended",
    "closed",
    "notFiled",
    "voided",
    "selfHandledClosed",
  ] as const
).map((state) => CASE_STATES.indexOf(state)) as [number, number, number, number, number, number, number, number];

/** About what the facts of a case that went its whole way take. */
const FACTS = JSON.stringify(
  ["reported", "accepted", "filed", "dispatched", "submitted", "checkPassed", "closed"].map((kind) => ({
    kind,
    at: NOW,
    by: "somebody at the desk",
    due: NOW,
  })),
);

/** Everything but the cases. */
export function inventedCity(): { platforms: Row[]; departments: Row[] } {
  return {
    platforms: [rowOf("platforms", { ...platformDraft(), uid: 1, timeZone: ZONE })],
    departments: Array.from({ length: DEPARTMENTS }, (_, n) =>
      rowOf("departments", { ...departmentDraft(String(n + 1)), uid: n + 1, groupCode: n % 2 === 0 ? "A" : "B" }),
    ),
  };
}

/** `howMany` cases in the order of their reports, a few at a time. */
export function* inventedCases(howMany: number): Generator<Row> {
  const chance = chances(1);
  const pick = (n: number) => Math.floor(chance() * n);
  /** Some places have many cases and most have few. */
  const skewed = (n: number) => 1 + Math.floor(n * chance() ** 1.7);
  const from = startOfMonth(LAST_MONTH - MONTHS + 1, ZONE);
  for (let uid = 1; uid <= howMany; uid++) {
    const reportedAt = Math.round(from + ((NOW - from) * uid) / howMany);
    yield rowOf("cases", {
      ...caseDraft(String(uid)),
      ...course(reportedAt, chance),
      uid,
      classUid: skewed(CLASSES),
      source: sourceOf(chance()),
      unitGrid: 1 + pick(UNIT_GRIDS),
      dutyGrid: 1 + pick(DUTY_GRIDS),
      department: skewed(DEPARTMENTS),
      lon: chance() < 0.98 ? 114 + chance() : null,
      lat: 30 + chance(),
      reportedAt,
      facts: FACTS,
      marks: chance() < 0.9 ? 0b111111 : 2 ** pick(26),
      flags: chance() < 0.02 ? 2 : 0,
      reworkCount: chance() < 0.06 ? 1 + pick(2) : 0,
      sendBackCount: chance() < 0.05 ? 1 + pick(3) : 0,
      extensionCount: chance() < 0.04 ? 1 : 0,
      satisfaction: chance() < 0.05 ? 80 : null,
      address: "人民路与解放路交叉口东北角",
      description: "占道经营，占用人行道约三米",
    });
  }
}

function sourceOf(share: number): number {
  let rest = share;
  for (const [source, part] of SOURCE_SHARES.entries()) {
    if (rest < part) return source;
    rest -= part;
  }
  return SOURCE_SHARES.length - 1;
}

/** How a case went: most are closed in time, the last days' are still on their way. */
function course(reportedAt: number, chance: () => number): Partial<RecordOf<"cases">> {
  const ended = chance();
  if (ended < 0.05) return { state: ended < 0.03 ? SELF_HANDLED : NOT_FILED, acceptedAt: reportedAt + HOUR };
  const acceptedAt = reportedAt + Math.round(chance() * 15 * 60_000);
  const filedAt = acceptedAt + Math.round(chance() * 10 * 60_000);
  const dispatchedAt = filedAt + Math.round(chance() * 20 * 60_000);
  const limit = [4 * HOUR, DAY, 3 * DAY, 7 * DAY, 15 * DAY][Math.floor(chance() * 5)] as number;
  const deadline = dispatchedAt + limit;
  const taken = Math.round(limit * chance() ** 0.8 * 1.15);
  const [submittedAt, closedAt] = [dispatchedAt + taken, dispatchedAt + taken + Math.round(chance() * DAY)];
  const steps = { acceptedAt, filedAt, dispatchedAt, deadline };
  if (dispatchedAt > NOW) return { state: PENDING, acceptedAt: Math.min(acceptedAt, NOW) };
  // Suspensions end some day: few are older than a season.
  if (ended > (NOW - reportedAt < 90 * DAY ? 0.995 : 0.9995)) {
    return { state: SUSPENDED, ...steps, suspendedAt: dispatchedAt };
  }
  if (ended > 0.99) return { state: VOIDED, ...steps };
  if (submittedAt > NOW || ended > 0.985) return { state: HANDLING, ...steps };
  if (closedAt > NOW) return { state: REVIEW, ...steps, submittedAt };
  return { state: CLOSED, ...steps, submittedAt, checkedAt: closedAt, closedAt };
}
