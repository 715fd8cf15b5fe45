/** An exercise as a stretch of time: its cases by the uids of the city shown, its positions in the order of time. */
import { CASE_SOURCES } from "../../../shared/case/case.ts";
import { gather } from "../../../shared/replay/stretch.ts";
import { factsOfExercise, type Exercise, type ExerciseNames } from "../../../shared/rules/exercise.ts";
import { UNIT_STATUS } from "../../../shared/track.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import type { ReplayTracks, ReplayValue } from "../../../shared/view.ts";
import type { ReadHandle } from "../cache/handles.ts";
import type { ExerciseFound } from "./beside.ts";
import type { Source } from "./source.ts";

/** Cases of an exercise have uids of their own, above all that a hub gives out in a century, so that none is taken for a real one. */
const FIRST_UID = 4_000_000_000;
const ON_DUTY = UNIT_STATUS.indexOf("onDuty");

type Ready = Extract<ExerciseFound, { file: Exercise }>;

/** @throws TroubleError `exerciseUnknown`, or what is wrong with its file */
function exerciseOf(name: string, { beside }: Source): Ready {
  const found = beside.exercises.all().find((each) => each.name === name);
  if (found === undefined) throw new TroubleError("exerciseUnknown", { name });
  if ("trouble" in found) throw new TroubleError(found.trouble.code, found.trouble.params);
  return found;
}

function uidsBy(handle: ReadHandle, sql: string): ReadonlyMap<string, number> {
  return new Map(handle.prepare<[], [string, number]>(sql).raw().all());
}

function namesIn({ handle }: Source): ExerciseNames {
  const classes = uidsBy(handle, "SELECT kind || ' ' || scheme || ' ' || code, uid FROM classes");
  const departments = uidsBy(handle, "SELECT id, uid FROM departments");
  const grids = uidsBy(handle, "SELECT code, uid FROM grids WHERE level = 'unit'");
  return {
    classUid: (kind, scheme, code) => classes.get(`${kind} ${scheme} ${code}`) ?? 0,
    department: (id) => departments.get(id) ?? 0,
    unitGrid: (code) => grids.get(code) ?? 0,
  };
}

/** @throws as `exerciseOf` */
export function exerciseValue(name: string, source: Source): ReplayValue {
  const { file, from, to } = exerciseOf(name, source);
  const names = namesIn(source);
  const gathering = gather(from, to);
  file.cases.forEach((each, i) => {
    const facts = factsOfExercise(each, from, names);
    const [report] = facts;
    if (report?.kind !== "reported") throw new Error("an exercise's case begins with its report");
    gathering.add({ ...report.report, uid: FIRST_UID + i, source: CASE_SOURCES.indexOf(each.source) }, facts);
  });
  const none = new Float64Array(0);
  return {
    from,
    to,
    exercise: name,
    title: file.title,
    ...gathering.end(),
    visits: { after: none, until: none, grid: new Uint32Array(0), leastMs: 0 },
    scenes: [],
    stills: [],
    tracks: file.units.length === 0 ? null : { from, to },
    withoutFacts: 0,
  };
}

/** Positions of the exercise with from ≤ at < to, with the heading of the way. @throws as `exerciseOf` */
export function exerciseTracks(name: string, from: number, to: number, source: Source): ReplayTracks {
  const { file, from: start } = exerciseOf(name, source);
  const units = uidsBy(source.handle, "SELECT id, uid FROM units");
  const rows: { at: number; unit: number; lon: number; lat: number; heading: number }[] = [];
  file.units.forEach(({ unit, from: minute, every, way }, n) => {
    const uid = units.get(unit) ?? FIRST_UID + n;
    const first = start + minute * 60_000;
    const step = every * 1_000;
    for (let i = Math.max(0, Math.ceil((from - first) / step)); i < way.length && first + i * step < to; i++) {
      const [lon, lat] = way[i] as [number, number];
      rows.push({ at: first + i * step, unit: uid, lon, lat, heading: headingAt(way, i) });
    }
  });
  rows.sort((a, b) => a.at - b.at || a.unit - b.unit);
  return {
    at: Float64Array.from(rows, ({ at }) => at),
    unit: Uint32Array.from(rows, ({ unit }) => unit),
    lon: Float64Array.from(rows, ({ lon }) => lon),
    lat: Float64Array.from(rows, ({ lat }) => lat),
    heading: Float32Array.from(rows, ({ heading }) => heading),
    status: new Uint8Array(rows.length).fill(ON_DUTY),
  };
}

/** Degrees clockwise from north towards the next place, NaN where it stands still. */
function headingAt(way: Exercise["units"][number]["way"], i: number): number {
  const [lon, lat] = way[i] as [number, number];
  const [nextLon, nextLat] = way[i + 1] ?? [lon, lat];
  if (nextLon === lon && nextLat === lat) return Number.NaN;
  const east = (nextLon - lon) * Math.cos((lat * Math.PI) / 180);
  return ((Math.atan2(east, nextLat - lat) * 180) / Math.PI + 360) % 360;
}
