/** What the views of stations rest on, worked out once for each change: means in the order of time, limits, districts. */
import { POLLUTANTS, type Pollutant } from "../../../shared/place-kinds.ts";
import {
  parseThresholds,
  thresholdsInForce,
  type Thresholds,
  type ThresholdsInForce,
} from "../../../shared/rules/thresholds.ts";
import { AVERAGING_MINUTES } from "../../../shared/sensors/means.ts";
import { regionOf, type Reading, type RegionMean } from "../../../shared/sensors/judge.ts";
import type { RecordOf, TableName } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { records } from "../cache/read.ts";
import type { Source } from "./source.ts";

/** Digits of a unit grid's code that tell the district. */
const DISTRICT = 6;
const RESTS_ON = ["sensors", "readings", "rules", "grids", "platforms"] as const satisfies readonly TableName[];

export interface KeptSensors {
  readonly sensors: readonly RecordOf<"sensors">[];
  /** Means of a station in the order of time; empty where there are none. */
  series(sensor: number, pollutant: Pollutant, minutes: number): readonly Reading[];
  /** Averaging periods a station has means of, the shortest first. */
  periods(sensor: number, pollutant: Pollutant): readonly number[];
  limits(sensor: RecordOf<"sensors">): ThresholdsInForce | null;
  /** The mean of the other stations in a station's district. */
  regionOf(sensor: RecordOf<"sensors">): RegionMean;
}

interface Kept {
  readonly versions: string;
  readonly sensors: KeptSensors;
}

const kept = new WeakMap<Source, Kept>();

/** As the cache is now; the same object while nothing changed. */
export function keptSensors(source: Source): KeptSensors {
  const versions = RESTS_ON.map((table) => source.version(table)).join();
  const known = kept.get(source);
  if (known !== undefined && known.versions === versions) return known.sensors;
  const sensors = work(source);
  kept.set(source, { versions, sensors });
  return sensors;
}

/** What the stations of a district measured over one period. */
interface Together {
  sum: number;
  readonly of: Map<number, number>;
}

function work(source: Source): KeptSensors {
  const { handle, names, readings } = source;
  const sensors = records(handle, "sensors");
  const thresholds = thresholdsOf(source);
  const inForce = new Map<string, ThresholdsInForce | null>();
  const districts = new Map(
    sensors.map(({ uid, platform, unitGrid }) => [uid, `${platform}/${names.gridCodeOf(unitGrid).slice(0, DISTRICT)}`]),
  );
  const inDistrict = Map.groupBy(sensors, ({ uid }) => districts.get(uid) as string);
  const together = new Map<string, ReadonlyMap<number, Together>>();

  /** What the stations of a district measured, by the end of the period and by station. */
  function measuredIn(district: string, pollutant: Pollutant, minutes: number) {
    const key = `${district}/${pollutant}/${minutes}`;
    let found = together.get(key);
    if (found === undefined) {
      const made = new Map<number, Together>();
      for (const { uid } of inDistrict.get(district) ?? []) {
        for (const { at, value } of readings.of(uid, pollutant, minutes)) {
          let all = made.get(at);
          if (all === undefined) made.set(at, (all = { sum: 0, of: new Map() }));
          all.sum += value;
          all.of.set(uid, value);
        }
      }
      together.set(key, (found = made));
    }
    return found;
  }

  return {
    sensors,
    series: (sensor, pollutant, minutes) => readings.of(sensor, pollutant, minutes),
    periods: (sensor, pollutant) =>
      AVERAGING_MINUTES.filter((minutes) => readings.of(sensor, pollutant, minutes).length > 0),
    limits({ platform, thresholds: asked }) {
      const key = `${platform}/${asked}`;
      let found = inForce.get(key);
      if (found === undefined) inForce.set(key, (found = thresholdsInForce(thresholds, platform, asked)));
      return found;
    },
    regionOf:
      ({ uid }) =>
      (pollutant, minutes, at) => {
        const all = measuredIn(districts.get(uid) ?? "", pollutant, minutes).get(at);
        if (all === undefined) return null;
        const own = all.of.get(uid);
        return own === undefined ? regionOf(all.sum, all.of.size) : regionOf(all.sum - own, all.of.size - 1);
      },
  };
}

/** The files of thresholds that the hub published; one that this program cannot read counts as absent. */
function thresholdsOf({ handle }: Source): Map<string, Thresholds> {
  const found = new Map<string, Thresholds>();
  const rows = handle
    .prepare<[], Pick<RecordOf<"rules">, "name" | "body">>(
      "SELECT name, body FROM rules WHERE kind = 'thresholds' AND body <> '' ORDER BY name",
    )
    .all();
  for (const { name, body } of rows) {
    try {
      found.set(name, parseThresholds(`thresholds/${name}`, JSON.parse(body)));
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
    }
  }
  return found;
}

/** What a station measures by its kind. */
export function pollutantsOf({ kind }: Pick<RecordOf<"sensors">, "kind">): readonly Pollutant[] {
  return POLLUTANTS.filter((pollutant) => kind === "both" || (pollutant === "noise") === (kind === "noise"));
}
