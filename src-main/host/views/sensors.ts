/** Stations against their limits (W2–W6): the newest means, what exceeds, how often today, and series with their limits. */
import type { Pollutant } from "../../../shared/place-kinds.ts";
import type { Limit, ThresholdsInForce } from "../../../shared/rules/thresholds.ts";
import { exceeds, limitAt, speaksOf, type Reading, type RegionMean } from "../../../shared/sensors/judge.ts";
import { spanOf } from "../../../shared/sensors/means.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import type { SensorLine, WholeValues } from "../../../shared/view.ts";
import { keptSensors, pollutantsOf, type KeptSensors } from "./sensors-kept.ts";
import type { Source } from "./source.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A station whose last period ended so many periods ago says nothing any more. */
const SILENT_PERIODS = 2;

/** Periods end at full minutes: within one, and without a change, the answer is the same. */
const answers = new WeakMap<KeptSensors, { readonly minute: number; readonly answer: WholeValues["sensors"] }>();

export function sensorsAnswer(source: Source): WholeValues["sensors"] {
  const known = keptSensors(source);
  const minute = Math.floor(source.now() / MINUTE);
  const before = answers.get(known);
  if (before !== undefined && before.minute === minute) return before.answer;
  const answer = known.sensors.map((sensor) => lineOf(sensor, known, source.now(), source.names.timeZone()));
  answers.set(known, { minute, answer });
  return answer;
}

type Values = SensorLine["values"];

function lineOf(sensor: RecordOf<"sensors">, known: KeptSensors, now: number, timeZone: string): SensorLine {
  const limits = known.limits(sensor);
  const region = known.regionOf(sensor);
  const midnight = spanOf(now, 1_440, timeZone).from;
  const values: Values[number][] = [];
  let lastAt: number | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  for (const pollutant of pollutantsOf(sensor)) {
    const periods = known.periods(sensor.uid, pollutant);
    const [period] = periods;
    if (period === undefined) continue;
    const newest = newestBy(known.series(sensor.uid, pollutant, period), now);
    if (newest !== null) {
      lastAt = Math.max(lastAt ?? newest.at, newest.at);
      shortest = Math.min(shortest, period);
    }
    const judged = (limits?.limits ?? []).filter(
      (limit) => limit.pollutant === pollutant && periods.includes(limit.minutes),
    );
    for (const limit of judged) {
      const series = known.series(sensor.uid, pollutant, limit.minutes);
      const value = limits === null ? null : valueOf(limit, series, limits, region, { now, midnight, timeZone });
      if (value !== null) values.push(value);
    }
    if (newest !== null && !values.some((value) => value.pollutant === pollutant)) {
      values.push(withoutLimit(pollutant, period, newest));
    }
  }
  values.sort((a, b) => badnessOf(b) - badnessOf(a));
  const [worst] = values;
  const recent =
    worst === undefined
      ? []
      : since(known.series(sensor.uid, worst.pollutant, Math.min(worst.minutes, 60)), now - 24 * HOUR).filter(
          ({ at }) => at <= now,
        );
  const silent = lastAt === null || now - lastAt > SILENT_PERIODS * shortest * MINUTE;
  return {
    sensor,
    values,
    silent,
    lastAt,
    recent: { at: Float64Array.from(recent, ({ at }) => at), value: Float64Array.from(recent, ({ value }) => value) },
    standard: limits?.title ?? null,
  };
}

/** More often than allowed is worse than once, once is worse than near the limit, and that worse than far below it. */
function badnessOf({ value, limit, over, exceededToday, allowed }: Values[number]): number {
  const near = limit === null ? 0 : Math.min(9, value / limit);
  return (exceededToday > allowed ? 20 : 0) + (over ? 10 : 0) + near;
}

interface Day {
  readonly now: number;
  readonly midnight: number;
  readonly timeZone: string;
}

/** A limit that speaks of the newest mean, or has been exceeded today; null for one that says nothing now. */
function valueOf(
  limit: Limit,
  series: readonly Reading[],
  inForce: ThresholdsInForce,
  region: RegionMean,
  { now, midnight, timeZone }: Day,
): Values[number] | null {
  const newest = newestBy(series, now);
  if (newest === null) return null;
  const over = (reading: Reading) => exceeds(limit, reading, inForce, timeZone, region);
  const today = since(series, midnight).filter((reading) => reading.at <= now && over(reading));
  const speaks = speaksOf(limit, newest.at, inForce.night, timeZone);
  if (!speaks && today.length === 0) return null;
  const last = today.at(-1);
  return {
    pollutant: limit.pollutant,
    minutes: limit.minutes,
    at: newest.at,
    value: newest.value,
    limit: speaks ? limitAt(limit, newest.at, region) : null,
    exceededToday: today.length,
    allowed: limit.allowed,
    over: over(newest),
    last:
      last === undefined
        ? null
        : { at: last.at, value: last.value, limit: limitAt(limit, last.at, region) ?? limit.limit },
    aboveRegion: limit.compare === "minusRegion",
    assumed: limit.assumed,
  };
}

function withoutLimit(pollutant: Pollutant, minutes: number, { at, value }: Reading): Values[number] {
  const nothing = {
    limit: null,
    exceededToday: 0,
    allowed: 0,
    over: false,
    last: null,
    aboveRegion: false,
    assumed: false,
  };
  return { pollutant, minutes, at, value, ...nothing };
}

/** The newest mean of a period that is over: those of a running one are not whole yet. */
function newestBy(series: readonly Reading[], now: number): Reading | null {
  return series.findLast(({ at }) => at <= now) ?? null;
}

/** What ended after an instant. */
function since(series: readonly Reading[], after: number): readonly Reading[] {
  return series.slice(series.findLastIndex(({ at }) => at <= after) + 1);
}

/** Means of the last hours, each period that a limit speaks of, or the shortest where none does. */
export function readingsAnswer(
  { sensor: uid, hours }: { readonly sensor: number; readonly hours: number },
  source: Source,
): WholeValues["readings"] {
  const known = keptSensors(source);
  const sensor = known.sensors.find((each) => each.uid === uid);
  if (sensor === undefined) return { series: [] };
  const [now, timeZone] = [source.now(), source.names.timeZone()];
  const limits = known.limits(sensor);
  const region = known.regionOf(sensor);
  const series = pollutantsOf(sensor).flatMap((pollutant) => {
    const judged = (limits?.limits ?? []).filter((limit) => limit.pollutant === pollutant);
    const periods = known.periods(uid, pollutant);
    const wanted = periods.filter((minutes) => minutes < 1_440 && judged.some((limit) => limit.minutes === minutes));
    return (wanted.length > 0 ? wanted : periods.slice(0, 1)).map((minutes) => {
      const series = since(known.series(uid, pollutant, minutes), now - hours * HOUR);
      const readings = series.filter(({ at }) => at <= now);
      const mine = judged.filter((limit) => limit.minutes === minutes);
      const lowest = (at: number) =>
        mine.reduce((least, limit) => {
          const most =
            limits !== null && speaksOf(limit, at, limits.night, timeZone) ? limitAt(limit, at, region) : null;
          return most === null ? least : Math.min(most, Number.isNaN(least) ? most : least);
        }, Number.NaN);
      return {
        pollutant,
        minutes,
        at: Float64Array.from(readings, ({ at }) => at),
        value: Float64Array.from(readings, ({ value }) => value),
        limit: Float64Array.from(readings, ({ at }) => lowest(at)),
      };
    });
  });
  return { series };
}
