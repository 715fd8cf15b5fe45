/** What coverage is counted on: the unit grids, and the shifts that are over; kept until something they rest on changes. */
import { coveredIn, countOf } from "../../../shared/coverage/cover.ts";
import { inCone } from "../../../shared/coverage/plane.ts";
import type { CoverageRules } from "../../../shared/coverage/rules.ts";
import { dayAfter, spansOf, workingDay, workingDayAt, type Span } from "../../../shared/coverage/shifts.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { records } from "../cache/read.ts";
import type { Source } from "./source.ts";

/** Hub ms for which the count of past shifts is good: a visit is written a minute after it ended at the latest. */
const COUNTED_FOR = 60_000;

/** Unit grids as parallel columns, by uid. */
export interface CoverageGround {
  readonly uid: Uint32Array;
  readonly dutyGrid: Uint32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Index of a grid by its uid. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** The same as an array: index + 1 by uid, 0 or nothing for what is no unit grid. */
  readonly slotOf: Uint32Array;
  /** One byte for each grid: 1 where some camera that is online looks at it. */
  seenNow(source: Source, rules: CoverageRules): Uint8Array;
  /** Grids covered in each shift that is over and that visits are known of, the newest last. */
  shiftCounts(source: Source, rules: CoverageRules): ReadonlyMap<Span, number>;
}

const kept = new WeakMap<Source, { readonly version: number; readonly ground: CoverageGround }>();

export function coverageGround(source: Source): CoverageGround {
  const version = source.version("grids");
  const known = kept.get(source);
  if (known?.version === version) return known.ground;
  const ground = groundOf(source);
  kept.set(source, { version, ground });
  return ground;
}

type Row = Pick<RecordOf<"grids">, "uid" | "dutyGrid" | "lon" | "lat">;

function groundOf({ handle }: Source): CoverageGround {
  const rows = handle
    .prepare<[], Row>("SELECT uid, dutyGrid, lon, lat FROM grids WHERE level = 'unit' ORDER BY uid")
    .all();
  const placeOf = new Map(rows.map(({ uid }, i) => [uid, i]));
  const slotOf = new Uint32Array((rows.at(-1)?.uid ?? 0) + 1);
  rows.forEach(({ uid }, i) => (slotOf[uid] = i + 1));
  let seen: { readonly key: string; readonly grids: Uint8Array } | null = null;
  let counted: { readonly at: number; readonly version: number; readonly counts: Map<Span, number> } | null = null;
  return {
    uid: Uint32Array.from(rows, ({ uid }) => uid),
    dutyGrid: Uint32Array.from(rows, ({ dutyGrid }) => dutyGrid),
    lon: Float64Array.from(rows, ({ lon }) => lon),
    lat: Float64Array.from(rows, ({ lat }) => lat),
    placeOf,
    slotOf,
    seenNow(source, rules) {
      const key = `${source.version("cameras")} ${rules.cameraMetres} ${rules.cameraDegrees}`;
      if (seen?.key === key) return seen.grids;
      const cameras = records(source.handle, "cameras").filter(
        ({ online, bearing }) => online === 1 && bearing !== null,
      );
      const looks = ({ lon, lat }: Row) => cameras.some((camera) => inCone(camera, lon, lat, rules));
      seen = { key, grids: Uint8Array.from(rows, (row) => (looks(row) ? 1 : 0)) };
      return seen.grids;
    },
    shiftCounts(source, rules) {
      const at = source.now();
      const version = source.visits.version();
      const fresh = counted !== null && counted.version === version && at >= counted.at;
      if (fresh && counted !== null && at - counted.at < COUNTED_FOR) return counted.counts;
      const spans = shiftsOver(source, rules, at);
      const covered = coveredIn(spans, source.visits, placeOf, rules.leastSeconds * 1_000);
      counted = { at, version, counts: new Map(spans.map((span, i) => [span, countOf(covered[i] as Uint8Array)])) };
      return counted.counts;
    },
  };
}

/** The shifts that are over by `now`, from the first whole working day on that visits are known of. */
function shiftsOver({ visits, names }: Source, rules: CoverageRules, now: number): Span[] {
  let since = Number.POSITIVE_INFINITY;
  for (let i = 0; i < visits.length; i++) since = Math.min(since, visits.from[i] as number);
  const timeZone = names.timeZone();
  const spans: Span[] = [];
  if (!(since < now)) return spans;
  let day = workingDay(dayAfter(workingDayAt(since, rules.shifts, timeZone), 1, timeZone), rules.shifts, timeZone);
  for (; day.from < now; day = workingDay(dayAfter(day, 1, timeZone), rules.shifts, timeZone)) {
    spans.push(...spansOf(day, rules.shifts, timeZone).filter(({ to }) => to <= now));
  }
  return spans;
}
