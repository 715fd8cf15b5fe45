/** A stretch of time as the facts in the cache tell it, or an exercise file does. */
import type { Fact } from "../../../shared/case/case.ts";
import { coverageRulesOf } from "../../../shared/coverage/rules.ts";
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { gather, isStretch, MOST_DAYS } from "../../../shared/replay/stretch.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import {
  STILL_MS,
  type ReplayTracks,
  type ReplayValue,
  type StillTaken,
  type WholeValues,
} from "../../../shared/view.ts";
import { recordReader } from "../cache/read.ts";
import { exerciseTracks, exerciseValue } from "./replay-exercise.ts";
import type { Source } from "./source.ts";

export interface ReplayAsked {
  readonly from: number;
  readonly to: number;
  readonly exercise: string;
}

const DAY = 86_400_000;
/** Cases between two pauses for breath. */
const STEP = 64;
/** Pictures of one stretch at most, the newest of them. */
const MOST_STILLS = 5_000;
/** Positions are given for this long at once, ms. */
export const MOST_TRACKS_MS = 600_000;

/**
 * Gathers a stretch step by step: each step reads a few cases, and the last gives the answer. What changes in the cache
 * meanwhile is later than the stretch, or is read as it is by then.
 * @throws TroubleError `replayStretch` for a stretch that is none; those of exercises, see replay-exercise.ts
 */
export function* replaySteps(asked: ReplayAsked, source: Source): Generator<void, ReplayValue> {
  if (asked.exercise !== "") return exerciseValue(asked.exercise, source);
  const { from, to } = asked;
  if (!isStretch(from, to)) throw new TroubleError("replayStretch", { days: MOST_DAYS });
  const moving = movingIn(from, to, source);
  yield;
  const read = recordReader(source.handle, "cases", ["lon", "lat", "unitGrid", "classUid", "source", "facts"]);
  const gathering = gather(from, to);
  let withoutFacts = 0;
  for (let i = 0; i < moving.length; i++) {
    if (i % STEP === STEP - 1) yield;
    const uid = moving[i] as number;
    const record = read(uid);
    if (record === undefined) continue;
    const facts = JSON.parse(record.facts) as Fact[];
    if (facts.length === 0) withoutFacts++;
    else gathering.add({ uid, ...record }, facts);
  }
  yield;
  const visits = visitsIn(from, to, source);
  yield;
  const stills = stillsIn(from, to, source);
  yield;
  return {
    from,
    to,
    exercise: "",
    title: null,
    ...gathering.end(),
    visits,
    scenes: source.beside.history.scenes(from, to),
    stills,
    tracks: source.beside.history.between(from, to),
    withoutFacts,
  };
}

/**
 * uids of the cases that were open in the stretch at some time, in their order. A case that is over came to its end at
 * `stageSince`: when that lies before the stretch, nothing of it is seen.
 */
function movingIn(from: number, to: number, { cases }: Source): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i < cases.length; i++) {
    if ((cases.reportedAt[i] as number) > to) continue;
    if (isOpenAt(cases, i) || (cases.stageSince[i] as number) > from) found.push(cases.uid[i] as number);
  }
  return Uint32Array.from(found).sort();
}

interface Visit {
  readonly subject: number;
  readonly fromAt: number;
  readonly toAt: number;
}

/** Those of the day before are given as well: a grid fades for a day. */
function visitsIn(from: number, to: number, { handle, rules }: Source): ReplayValue["visits"] {
  const visits = handle
    .prepare<[number, number], Visit>(
      "SELECT subject, fromAt, toAt FROM visits WHERE kind = 'grid' AND fromAt <= ? AND toAt >= ? ORDER BY fromAt, uid",
    )
    .all(to, from - DAY);
  return {
    after: Float64Array.from(visits, ({ fromAt }) => fromAt - from),
    until: Float64Array.from(visits, ({ toAt }) => toAt - from),
    grid: Uint32Array.from(visits, ({ subject }) => subject),
    leastMs: coverageRulesOf(rules.policy()).leastSeconds * 1_000,
  };
}

/** Those of the last minutes before it stand at its beginning. A picture outlives its case on this machine, and is then of none. */
function stillsIn(from: number, to: number, { handle }: Source): StillTaken[] {
  return handle
    .prepare<[number, number, number], StillTaken>(
      `SELECT p.id, p.camera, p.at, coalesce(c.uid, 0) AS caseUid, c.lon, c.lat, coalesce(c.unitGrid, 0) AS unitGrid
       FROM pictures p LEFT JOIN cases c ON c.uid = p.caseUid
       WHERE p.at > ? AND p.at <= ? ORDER BY p.at DESC, p.uid DESC LIMIT ?`,
    )
    .all(from - STILL_MS, to, MOST_STILLS)
    .toReversed();
}

/** The whole stretch at once, for whoever can wait. */
export function replayAnswer(asked: ReplayAsked, source: Source): WholeValues["replay"] {
  const steps = replaySteps(asked, source);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Positions of a stretch, of ten minutes at most: what lies beyond is left out. */
export function replayTracksAnswer({ from, to, exercise }: ReplayAsked, source: Source): ReplayTracks {
  const end = Math.min(to, from + MOST_TRACKS_MS);
  return exercise === "" ? source.beside.history.tracks(from, end) : exerciseTracks(exercise, from, end, source);
}

type Offered = WholeValues["exercises"][number];

/** The exercises of the city shown, and those whose file is broken. */
export function exercisesAnswer({ beside, names }: Source): WholeValues["exercises"] {
  return beside.exercises.all().flatMap((each): Offered[] => {
    if ("trouble" in each) {
      const { name, trouble } = each;
      return [{ exercise: name, title: { "zh-CN": name, en: name }, from: 0, to: 0, trouble }];
    }
    const { name, file, from, to } = each;
    const fits = file.platform === "" || file.platform === names.platform();
    return fits ? [{ exercise: name, title: file.title, from, to, trouble: null }] : [];
  });
}
