/**
 * 试运行: what a file of direction rules would have done on a day, on the facts in the cache. The other files in force run
 * along, as they would.
 *
 * Rules (docs/rules.md), quoted by the tests: X67, X73.
 */
import type { Fact } from "../../../shared/case/case.ts";
import { dayAfter, dayAt, dayOfKey } from "../../../shared/coverage/shifts.ts";
import { alarmOccasions, burstLookback } from "../../../shared/direction/alarm-occasions.ts";
import {
  countsOf,
  dryRun,
  runUpMs,
  wallsOf,
  type DryRunLine,
  type DryRunValue,
} from "../../../shared/direction/dry-run.ts";
import { flapsOf } from "../../../shared/direction/flaps.ts";
import { historyAfter, historyOf, type CaseHistory } from "../../../shared/direction/history.ts";
import { placesOf } from "../../../shared/direction/matching.ts";
import { caseOccasions } from "../../../shared/direction/occasions.ts";
import { oversOf, type JudgedStation, type MeanRow } from "../../../shared/direction/overs.ts";
import type { RulesGround, Told } from "../../../shared/direction/rules.ts";
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { readRuleText } from "../../../shared/rules/check.ts";
import { parseDirection, type Direction } from "../../../shared/rules/direction.ts";
import { TroubleError, type Trouble } from "../../../shared/trouble.ts";
import { recordReader, records } from "../cache/read.ts";
import { lineReader } from "./case-lines.ts";
import { keptSensors } from "./sensors-kept.ts";
import type { Source } from "./source.ts";

export interface DryRunAsked {
  /** JSON text of a file of direction rules. */
  readonly file: string;
  /** YYYY-MM-DD, "" for yesterday. */
  readonly day: string;
}

/** Lines told of at most. */
const MOST_LINES = 1_000;
/** Cases between two pauses for breath. */
const STEP = 64;
const DISTRICT = 6;

/**
 * Goes through a day step by step: each step reads a few cases, and the last gives the answer.
 * @throws TroubleError of a file that cannot be read, or `badDay` for a day that is none or has not begun
 */
export function* dryRunSteps(asked: DryRunAsked, source: Source): Generator<void, DryRunValue> {
  const { handle, names } = source;
  const timeZone = names.timeZone();
  const file = parseDirection("direction", readRuleText("direction", asked.file));
  const { others, troubles } = otherFiles(file.direction, source);
  const { day, from, to } = dayAsked(asked.day, source);
  const rules = [...others, { file: `direction/${file.direction}`, rules: file.rules }].flatMap((each) => each.rules);
  const begin = from - runUpMs(rules);
  const scenes = new Set(records(handle, "rules").flatMap(({ kind, name }) => (kind === "scenes" ? [name] : [])));
  const by: RulesGround = {
    timeZone,
    rules,
    places: placesOf(records(handle, "classes"), records(handle, "places")),
    pace: 1,
    ground: () => ({ scenes, playlists: new Map(), barred: () => false }),
  };
  yield;

  const { histories, withoutFacts } = yield* casesIn(begin, to, source);
  const { rules: allAlarms, troubles: alarmTroubles } = source.rules.alarms();
  const waitedFor = new Set(rules.flatMap(({ when }) => (when.on === "alarm" ? [when.rule] : [])));
  const alarms = allAlarms.filter(({ rule }) => waitedFor.has(rule));
  const facts = {
    cases: histories,
    reports: reportsIn(begin - burstLookback(alarms), to, source),
    outages: outagesIn(begin, to, source),
    overs: alarms.some(({ about }) => about === "sensor") ? oversIn(begin, to, source) : [],
    timeZone,
  };
  const occasions = [...caseOccasions(histories, begin, to), ...alarmOccasions(alarms, facts, begin, to)];
  yield;

  const told = dryRun(occasions, wallsOf(rules), by, { from, to });
  const own = new Set(file.rules.map(({ id }) => id));
  const lines = told.filter(({ rule }) => own.has(rule));
  const label = labels(source);
  return {
    day,
    from,
    to,
    walls: wallsOf(rules),
    lines: lines.slice(0, MOST_LINES).map((line): DryRunLine => ({ ...line, label: label(line) })),
    more: Math.max(0, lines.length - MOST_LINES),
    ...countsOf(lines, to),
    occasions: occasions.filter(({ at }) => at >= from && at < to).length,
    withoutFacts,
    troubles: [
      ...flapsOf([...others, { file: `direction/${file.direction}`, rules: file.rules }]),
      ...unknownScenes(file, scenes),
      ...troubles,
      ...alarmTroubles,
    ],
  };
}

/** The files in force beside one of this name, and what is wrong with any. */
function otherFiles(name: string, { handle }: Source) {
  const troubles: Trouble[] = [];
  const others = records(handle, "rules").flatMap((row) => {
    if (row.kind !== "direction" || row.name === name || row.body === "") return [];
    try {
      const file = `direction/${row.name}`;
      return [{ file, rules: parseDirection(file, JSON.parse(row.body)).rules }];
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      troubles.push(error.trouble);
      return [];
    }
  });
  return { others, troubles };
}

function unknownScenes({ direction, rules }: Direction, scenes: ReadonlySet<string>): Trouble[] {
  const known = [...scenes].toSorted().join(", ") || "—";
  return rules.flatMap(({ scene }, i) =>
    scenes.has(scene)
      ? []
      : [
          {
            code: "ruleUnknownName",
            params: { file: `direction/${direction}`, path: `rules.${i}.scene`, name: scene, known },
          },
        ],
  );
}

/** A day as far as it is over. */
function dayAsked(asked: string, { names, now }: Source): { day: string; from: number; to: number } {
  const timeZone = names.timeZone();
  const day = asked === "" ? dayAfter(dayAt(now(), timeZone), -1, timeZone) : dayOfKey(asked, timeZone);
  if (day === null || day.from >= now()) throw new TroubleError("dryRunDay", { day: asked });
  return { day: day.key, from: day.from, to: Math.min(day.to, Math.floor(now())) };
}

/** The cases that were open at some time of a span, with how they stood. */
function* casesIn(
  from: number,
  to: number,
  { cases, handle }: Source,
): Generator<void, { histories: CaseHistory[]; withoutFacts: number }> {
  const moving: number[] = [];
  for (let i = 0; i < cases.length; i++) {
    if ((cases.reportedAt[i] as number) > to) continue;
    if (isOpenAt(cases, i) || (cases.stageSince[i] as number) > from) moving.push(cases.uid[i] as number);
  }
  const read = recordReader(handle, "cases", ["facts"]);
  const histories: CaseHistory[] = [];
  let withoutFacts = 0;
  for (let i = 0; i < moving.length; i++) {
    if (i % STEP === STEP - 1) yield;
    const uid = moving[i] as number;
    const record = read(uid);
    if (record === undefined) continue;
    const history = historyOf(uid, JSON.parse(record.facts) as Fact[]);
    if (history === null) withoutFacts++;
    else histories.push(...[historyAfter(history, from) ?? []].flat());
  }
  return { histories, withoutFacts };
}

function reportsIn(from: number, to: number, { cases }: Source): Map<number, number[]> {
  const times = new Map<number, number[]>();
  for (let i = 0; i < cases.length; i++) {
    const [at, grid] = [cases.reportedAt[i] as number, cases.unitGrid[i] as number];
    if (!(at > from && at <= to) || grid === 0) continue;
    const known = times.get(grid);
    if (known === undefined) times.set(grid, [at]);
    else known.push(at);
  }
  for (const list of times.values()) list.sort((a, b) => a - b);
  return times;
}

/** Those that had ended by the span's beginning are left out; what ended after it was still going on then. */
function outagesIn(from: number, to: number, { handle }: Source) {
  return handle
    .prepare<[number, number], { readonly camera: number; readonly fromAt: number; readonly toAt: number | null }>(
      "SELECT camera, fromAt, toAt FROM outages WHERE (toAt IS NULL OR toAt > ?) AND fromAt <= ?",
    )
    .all(from, to);
}

function oversIn(from: number, to: number, source: Source) {
  const known = keptSensors(source);
  const rows = source.handle
    .prepare<[number, number], MeanRow>(
      "SELECT sensor, pollutant, minutes, at, value, samples FROM readings WHERE at > ? AND at <= ?",
    )
    .all(from, to);
  const stations = known.sensors.map((sensor): JudgedStation => ({
    uid: sensor.uid,
    district: `${sensor.platform}/${source.names.gridCodeOf(sensor.unitGrid).slice(0, DISTRICT)}`,
    limits: known.limits(sensor),
  }));
  return oversOf(rows, stations, source.names.timeZone());
}

/** What a list shows of a line's case; of an alarm its key tells enough. */
function labels(source: Source): (told: Told) => string {
  const line = lineReader(source);
  return ({ caseUid, alarm }) => {
    const about = /^[^/]+\/case\/(\d+)\//.exec(alarm ?? "")?.[1];
    const uid = caseUid ?? (about === undefined ? null : Number(about));
    const found = uid === null ? undefined : line(uid);
    if (found === undefined) return "";
    return [found.caseNo, found.className, found.address].filter((part) => part !== "").join(" ");
  };
}

/** The whole day at once, for whoever can wait. */
export function dryRunAnswer(asked: DryRunAsked, source: Source): DryRunValue {
  const steps = dryRunSteps(asked, source);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
