/** Means of stations that are above a limit, as alarms and rules of walls go by them (W2, X61). */
import type { ThresholdsInForce } from "../rules/thresholds.ts";
import { exceeds, regionOf, type RegionMean } from "../sensors/judge.ts";
import type { RecordOf } from "../tables.ts";

export type MeanRow = Pick<RecordOf<"readings">, "sensor" | "pollutant" | "minutes" | "at" | "value" | "samples">;

/** A station with what its means are held against. */
export interface JudgedStation {
  readonly uid: number;
  /** Stations of one district are each other's region. */
  readonly district: string;
  readonly limits: ThresholdsInForce | null;
}

/** Which of these means are above a limit. The others of a district's period must be among them where a limit goes by those. */
export function oversOf(
  rows: readonly MeanRow[],
  stations: readonly JudgedStation[],
  timeZone: string,
): { readonly sensor: number; readonly at: number }[] {
  const known = new Map(stations.map((station) => [station.uid, station]));
  const periodOf = ({ sensor, pollutant, minutes, at }: MeanRow) =>
    `${known.get(sensor)?.district ?? ""} ${pollutant} ${minutes} ${at}`;
  const periods = Map.groupBy(rows, periodOf);
  return rows.flatMap((row) => {
    const limits = known.get(row.sensor)?.limits ?? null;
    if (limits === null) return [];
    const others = (periods.get(periodOf(row)) ?? []).filter(({ sensor }) => sensor !== row.sensor);
    const sum = others.reduce((all, { value }) => all + value, 0);
    const region: RegionMean = () => regionOf(sum, others.length);
    const isOver = limits.limits.some(
      (limit) =>
        limit.pollutant === row.pollutant &&
        limit.minutes === row.minutes &&
        exceeds(limit, row, limits, timeZone, region),
    );
    return isOver ? [{ sensor: row.sensor, at: row.at }] : [];
  });
}
