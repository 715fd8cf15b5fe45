/**
 * 交接班: what a handover would say now, and those that were written.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z46 A handover is written by the program from what the seat sees: what runs out within two hours, what is parked, alarms
 *   that are not seen to, cameras that are out, and requests that have not left.
 */
import { CASE_STATES } from "../../../shared/case/state.ts";
import { countCases } from "../../../shared/evaluation/count-cases.ts";
import { BURNS, type HandoverBody, type HandoverCase } from "../../../shared/seat.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { record } from "../cache/read.ts";
import { alarmsAnswer } from "./alarms.ts";
import { openOutages } from "./cameras.ts";
import { lineReader } from "./case-lines.ts";
import { queueAnswer } from "./queue.ts";
import type { Source } from "./source.ts";

const TWO_HOURS = 7_200_000;
const MOST_CASES = 50;
const SUSPENDED = CASE_STATES.indexOf("suspended");
const MOST_ALARMS = 50;
const MOST_CAMERAS = 100;

export function handoverDraftAnswer(fromAt: number, source: Source): HandoverBody {
  const now = source.now();
  const { outbox, seat } = source.beside;
  const entries = outbox.entries();
  return {
    role: seat.session().person?.role ?? "admin",
    fromAt,
    toAt: now,
    ...countCases(source.cases, fromAt, now),
    dueSoon: dueSoonOf(source, now),
    parked: parkedOf(source),
    alarms: alarmsAnswer(source)
      .alarms.filter(({ state }) => state !== "acknowledged")
      .slice(0, MOST_ALARMS)
      .map(({ key, rule, title, titleEn, since, state, until }) => ({
        key,
        rule,
        title,
        titleEn,
        since,
        state,
        until,
      })),
    cameras: openOutages(source)
      .slice(0, MOST_CAMERAS)
      .map(({ camera, fromAt: since }) => {
        const { name = "", nameEn = "" } = record(source.handle, "cameras", camera) ?? {};
        return { camera, name, nameEn, since };
      }),
    unsent: entries.filter(({ state }) => state === "waiting" || state === "sent").length,
    conflicts: entries.filter(({ state }) => state === "refused" || state === "expired").length,
  };
}

/** Cases whose first clock runs out within two hours, or has within the last two; those that run out first come first. */
function dueSoonOf(source: Source, now: number): HandoverCase[] {
  const { uid, burnsAt, burn } = queueAnswer(
    { view: "queue", role: "admin", only: {}, text: "", order: "burns" },
    source,
  );
  const read = caseReader(source);
  const found: HandoverCase[] = [];
  for (let i = 0; i < uid.length && found.length < MOST_CASES; i++) {
    const at = burnsAt[i] as number;
    if (!(at <= now + TWO_HOURS)) break;
    if (at < now - TWO_HOURS) continue;
    const line = read(uid[i] as number, at, BURNS[burn[i] as number] ?? null);
    if (line !== null) found.push(line);
  }
  return found;
}

/** Cases that hang, and those whose department asks for something; the newest first. */
function parkedOf(source: Source): HandoverCase[] {
  const { cases, openCases } = source;
  const asked = new Set(openCases.requests().keys());
  const found = [...cases.open].filter((i) => cases.state[i] === SUSPENDED || asked.has(cases.uid[i] as number));
  const read = caseReader(source);
  return found
    .toSorted((a, b) => (cases.changedAt[b] as number) - (cases.changedAt[a] as number))
    .slice(0, MOST_CASES)
    .flatMap((i) => read(cases.uid[i] as number, null, null) ?? []);
}

function caseReader(
  source: Source,
): (uid: number, at: number | null, burn: HandoverCase["burn"]) => HandoverCase | null {
  const line = lineReader(source);
  return (uid, burnsAt, burn) => {
    const found = line(uid);
    if (found === undefined) return null;
    const { caseNo, className, classNameEn, address } = found;
    return { uid, caseNo, className, classNameEn, address, burnsAt, burn };
  };
}

/** Newest first. */
export function handoversAnswer(limit: number, { handle }: Source): readonly RecordOf<"handovers">[] {
  return handle
    .prepare<[number], RecordOf<"handovers">>("SELECT * FROM handovers ORDER BY writtenAt DESC, uid DESC LIMIT ?")
    .all(limit);
}
