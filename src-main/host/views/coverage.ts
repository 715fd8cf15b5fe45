/** 全覆盖: what the visits in the cache come to, by shift, grid and place. */
import { coveredIn, countOf, roundsOf } from "../../../shared/coverage/cover.ts";
import { coverageRulesOf, type CoverageRules } from "../../../shared/coverage/rules.ts";
import {
  dayAfter,
  dayOfKey,
  spansOf,
  workingDay,
  workingDayAt,
  type Day,
  type Span,
} from "../../../shared/coverage/shifts.ts";
import { VISIT_BY } from "../../../shared/place-kinds.ts";
import type { CoverageValue, WholeValues } from "../../../shared/view.ts";
import { recordReader, records } from "../cache/read.ts";
import { coverageGround, type CoverageGround } from "./coverage-ground.ts";
import { blindWalks } from "./coverage-walks.ts";
import type { VisitColumnStore } from "./coverage-visits.ts";
import type { Source } from "./source.ts";

/** The answer is of a moment no older than this, ms: as often as the hub writes visits. */
const BEAT = 5_000;
const WEEK = 7 * 86_400_000;

/** The rules of coverage that the platform shown goes by. */
function rulesOf(source: Source): CoverageRules {
  return coverageRulesOf(source.rules.policy());
}

/** The working day asked for: the running one for "" and for what is no day. */
function dayAsked(day: string, rules: CoverageRules, source: Source): Day {
  const timeZone = source.names.timeZone();
  const asked = dayOfKey(day, timeZone);
  return asked === null
    ? workingDayAt(source.now(), rules.shifts, timeZone)
    : workingDay(asked, rules.shifts, timeZone);
}

export function coverageAnswer(asked: string, source: Source): WholeValues["coverage"] {
  source.visits.wake();
  const rules = rulesOf(source);
  const timeZone = source.names.timeZone();
  const day = dayAsked(asked, rules, source);
  const before = workingDay(dayAfter(day, -1, timeZone), rules.shifts, timeZone);
  // A picture for every second would differ in nothing but its time.
  const now = source.now() - (source.now() % BEAT);
  const until = Math.max(day.from, Math.min(now, day.to));
  const running = now < day.to;
  const ground = coverageGround(source);
  const spans = spansOf(day, rules.shifts, timeZone);
  const covered = coveredIn([...spans, day, before], source.visits, ground.placeOf, rules.leastSeconds * 1_000);
  const whole = covered[spans.length] as Uint8Array;
  const wholeBefore = covered[spans.length + 1] as Uint8Array;
  const last = lastEyes(source.visits, ground, day.from, until);
  const shownShift = running ? spans.findLastIndex(({ from }) => from <= now) : -1;
  const { leastSeconds, freshSeconds, edgeMetres, placeMetres, apartMinutes, roundsPerWeek } = rules;
  return {
    day: day.key,
    from: day.from,
    to: day.to,
    until,
    definition: {
      ...{ leastSeconds, freshSeconds, edgeMetres, placeMetres, apartMinutes, roundsPerWeek },
      cameraMetres: rules.cameraMetres,
      cameraDegrees: rules.cameraDegrees,
    },
    shifts: rules.shifts.map((shift, s) => ({
      ...shift,
      begun: (spans[s] as Span).from <= now,
      ...sharesOf(covered[s] as Uint8Array, ground),
    })),
    grids: { uid: ground.uid, ...last.grids, cameraNow: camerasNow(running, ground, rules, source) },
    places: placesOf(source, rules, until),
    blind: blindWalks(ground, shownShift < 0 ? whole : (covered[shownShift] as Uint8Array), last.grids.lastAt),
    effect: last.since === null || last.since >= before.to ? null : effectOf(wholeBefore, whole),
    since: last.since,
  };
}

/** How many of all grids, and of those of each duty grid, are covered. */
function sharesOf(
  covered: Uint8Array,
  { dutyGrid }: CoverageGround,
): Omit<CoverageValue["shifts"][number], "begun" | keyof CoverageRules["shifts"][number]> {
  const byDuty = new Map<number, { n: number; d: number }>();
  covered.forEach((is, i) => {
    const duty = dutyGrid[i] as number;
    const share = byDuty.get(duty) ?? { n: 0, d: 0 };
    byDuty.set(duty, share);
    share.n += is;
    share.d++;
  });
  const dutyGrids = [...byDuty]
    .filter(([duty]) => duty !== 0)
    .map(([duty, share]) => ({ dutyGrid: duty, ...share }))
    .toSorted((a, b) => a.dutyGrid - b.dutyGrid);
  return { n: countOf(covered), d: covered.length, dutyGrids };
}

/** When eyes were last on each grid up to `until`, whose, and for how long since `from`; and the oldest visit of all. */
function lastEyes(visits: VisitColumnStore, ground: CoverageGround, from: number, until: number) {
  const lastAt = new Float64Array(ground.uid.length).fill(Number.NaN);
  const by = new Uint8Array(ground.uid.length);
  const seconds = new Float64Array(ground.uid.length);
  let since = Number.POSITIVE_INFINITY;
  for (let i = 0; i < visits.length; i++) {
    const begun = visits.from[i] as number;
    if (begun < since) since = begun;
    if (!(begun < until) || visits.place[i] === 1) continue;
    const grid = (ground.slotOf[visits.subject[i] as number] ?? 0) - 1;
    if (grid < 0) continue;
    const ended = Math.min(visits.to[i] as number, until);
    const bit = 1 << (visits.by[i] as number);
    const known = lastAt[grid] as number;
    if (!(known > ended)) by[grid] = known === ended ? (by[grid] as number) | bit : bit;
    if (!(known >= ended)) lastAt[grid] = ended;
    if (ended > from) (seconds[grid] as number) += (ended - Math.max(begun, from)) / 1_000;
  }
  return { grids: { lastAt, by, seconds }, since: since === Number.POSITIVE_INFINITY ? null : since };
}

/** Whether some camera that is online looks at each grid now; none did on a day that is over. */
function camerasNow(running: boolean, ground: CoverageGround, rules: CoverageRules, source: Source): Uint8Array {
  return running ? ground.seenNow(source, rules) : new Uint8Array(ground.uid.length);
}

/** Rounds to each place in the seven days up to `until`. */
function placesOf(source: Source, rules: CoverageRules, until: number): CoverageValue["places"] {
  const { visits, handle } = source;
  const stays = new Map<number, Span[]>();
  const last = new Map<number, number>();
  for (let i = 0; i < visits.length; i++) {
    if (visits.place[i] === 0) continue;
    const from = visits.from[i] as number;
    if (!(from < until)) continue;
    const place = visits.subject[i] as number;
    const to = Math.min(visits.to[i] as number, until);
    last.set(place, Math.max(last.get(place) ?? 0, to));
    if (to <= until - WEEK) continue;
    const list = stays.get(place) ?? [];
    stays.set(place, list);
    list.push({ from, to });
  }
  return records(handle, "places").map(({ uid, roundsPerWeek }) => ({
    uid,
    rounds: roundsOf(stays.get(uid) ?? [], rules.apartMinutes * 60_000),
    target: roundsPerWeek === 0 ? rules.roundsPerWeek : roundsPerWeek,
    lastAt: last.get(uid) ?? null,
  }));
}

function effectOf(before: Uint8Array, since: Uint8Array): CoverageValue["effect"] {
  let blindBefore = 0;
  let visitedSince = 0;
  before.forEach((was, i) => {
    if (was === 1) return;
    blindBefore++;
    visitedSince += since[i] as number;
  });
  return { blindBefore, visitedSince };
}

/** Who was at a grid or place on a day, the latest first. */
export function visitsOfAnswer(
  asked: { readonly kind: "grid" | "place"; readonly subject: number; readonly day: string },
  source: Source,
): WholeValues["visitsOf"] {
  const { visits, handle } = source;
  visits.wake();
  const day = dayAsked(asked.day, rulesOf(source), source);
  // A place is asked about by the week: two rounds are seldom on one day.
  const from = asked.kind === "place" ? day.to - WEEK : day.from;
  const place = asked.kind === "place" ? 1 : 0;
  const unit = recordReader(handle, "units", ["name", "nameEn"]);
  const camera = recordReader(handle, "cameras", ["name", "nameEn"]);
  const found: WholeValues["visitsOf"]["visits"][number][] = [];
  for (let i = 0; i < visits.length; i++) {
    if (visits.subject[i] !== asked.subject || visits.place[i] !== place) continue;
    const [fromAt, toAt] = [visits.from[i] as number, visits.to[i] as number];
    if (!(toAt > from && fromAt < day.to)) continue;
    const by = VISIT_BY[visits.by[i] as number] as (typeof VISIT_BY)[number];
    const eye = visits.eye[i] as number;
    const names = (by === "camera" ? camera : unit)(eye) ?? { name: "", nameEn: "" };
    found.push({ by, eye, fromAt, toAt, ...names });
  }
  return { visits: found.toSorted((a, b) => b.toAt - a.toAt || b.fromAt - a.fromAt) };
}

/** Grids covered of grids due, over all shifts that ended in a stretch of time and that visits are known of; null for none. */
export function gridCoverage(from: number, to: number, source: Source): { n: number; d: number } | null {
  source.visits.wake();
  const ground = coverageGround(source);
  let n = 0;
  let spans = 0;
  for (const [span, count] of ground.shiftCounts(source, rulesOf(source))) {
    if (span.from < from || span.to > to) continue;
    n += count;
    spans++;
  }
  const d = spans * ground.uid.length;
  return d === 0 ? null : { n, d };
}
