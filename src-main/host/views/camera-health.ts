/**
 * How well the cameras are: online now, the weeks, whose they are, which are out.
 *
 * Rule (docs/rules.md), quoted by the tests:
 * - V47 The online rate counts the cameras whose platform says that they are online, as 监控在线率 does; an owner's share is
 *   that of all its cameras' watched time, so that it adds up to the share of all.
 */
import type { RecordOf } from "../../../shared/tables.ts";
import {
  availabilityOf,
  merged,
  shareOf,
  spansOf,
  sumOf,
  weeksUntil,
  type OutageSpan,
} from "../../../shared/video/availability.ts";
import type { OutageReason } from "../../../shared/video/stream.ts";
import type { Availability, CameraHealth, WholeValues } from "../../../shared/view.ts";
import { records } from "../cache/read.ts";
import { countedUntil } from "./cameras.ts";
import type { Source } from "./source.ts";

/** Single cameras that are told at most. */
const MOST_WORST = 20;

type Row = Pick<RecordOf<"cameras">, "uid" | "department" | "online" | "watchedFrom">;

interface Counted {
  readonly cameras: readonly Row[];
  /** By place in `cameras`. */
  readonly weeks: readonly (readonly Availability[])[];
}

const kept = new WeakMap<Source, { readonly key: string; readonly counted: Counted }>();

/** The weeks of every camera; counted again when cameras or outages changed, and once a minute. */
function countedOf(weeks: number, source: Source): Counted {
  const now = countedUntil(source);
  const zone = source.names.timeZone();
  const key = [weeks, now, zone, source.version("cameras"), source.version("outages")].join(" ");
  const known = kept.get(source);
  if (known?.key === key) return known.counted;
  const windows = weeksUntil(now, weeks, zone);
  const { handle } = source;
  const cameras = handle
    .prepare<[], Row>("SELECT uid, department, online, watchedFrom FROM cameras ORDER BY uid")
    .all();
  const outages = handle
    .prepare<[number], OutageSpan & { readonly camera: number }>(
      "SELECT camera, fromAt, toAt, why FROM outages WHERE toAt IS NULL OR toAt > ?",
    )
    .all(windows[0]?.from ?? now);
  const byCamera = Map.groupBy(outages, ({ camera }) => camera);
  const gaps = merged(spansOf(byCamera.get(0) ?? [], now));
  const counted = {
    cameras,
    weeks: cameras.map(({ uid, watchedFrom }) =>
      availabilityOf(windows, now, watchedFrom, byCamera.get(uid) ?? [], gaps),
    ),
  };
  kept.set(source, { key, counted });
  return counted;
}

export function cameraHealthAnswer(weeks: number, source: Source): CameraHealth {
  const { cameras, weeks: perCamera } = countedOf(weeks, source);
  const sums = perCamera.map(sumOf);
  const online = (rows: readonly Row[]) => rows.filter((row) => row.online === 1).length;
  return {
    online: online(cameras),
    all: cameras.length,
    target: targetOf(source),
    weeks: (perCamera[0] ?? []).map(({ week }, w) => ({
      week,
      ...sumOf(perCamera.map((of) => of[w] as Availability)),
    })),
    owners: ownersOf(cameras, sums, online),
    out: outNow(new Set(cameras.map(({ uid }) => uid)), source),
    worst: cameras
      .map(({ uid }, i) => ({ camera: uid, ...(sums[i] as ReturnType<typeof sumOf>) }))
      .filter(({ upMs, watchedMs }) => upMs < watchedMs)
      .toSorted((a, b) => a.upMs / a.watchedMs - b.upMs / b.watchedMs || a.camera - b.camera)
      .slice(0, MOST_WORST),
  };
}

function targetOf({ handle, names }: Source): number | null {
  const platform = names.platform();
  const found = records(handle, "targets").find(
    (target) => target.platform === platform && target.indicator === "cameraOnlineRate",
  );
  return found?.value ?? null;
}

/** The worst share first, then the lowest online rate; owners whose cameras were never watched come last. */
function ownersOf(
  cameras: readonly Row[],
  sums: readonly ReturnType<typeof sumOf>[],
  online: (rows: readonly Row[]) => number,
): CameraHealth["owners"] {
  const places = Map.groupBy(cameras.keys(), (i) => (cameras[i] as Row).department);
  const owners = [...places].map(([department, of]) => ({
    department,
    online: online(of.map((i) => cameras[i] as Row)),
    all: of.length,
    ...sumOf(of.map((i) => sums[i] as ReturnType<typeof sumOf>)),
  }));
  const share = (owner: (typeof owners)[number]) => shareOf(owner) ?? 2;
  return owners.toSorted(
    (a, b) => share(a) - share(b) || a.online / a.all - b.online / b.all || a.department - b.department,
  );
}

function outNow(known: ReadonlySet<number>, { handle }: Source): CameraHealth["out"] {
  return handle
    .prepare<[], { camera: number; since: number; why: OutageReason }>(
      "SELECT camera, fromAt AS since, why FROM outages WHERE toAt IS NULL AND camera <> 0 ORDER BY fromAt, camera",
    )
    .all()
    .filter(({ camera, why }) => known.has(camera) && why !== "notWatched");
}

/** The weeks of each camera, for a file. */
export function cameraWeeksAnswer(weeks: number, source: Source): WholeValues["cameraWeeks"] {
  const { cameras, weeks: perCamera } = countedOf(weeks, source);
  return cameras.map(({ uid }, i) => ({ camera: uid, weeks: perCamera[i] as readonly Availability[] }));
}
