/**
 * Stations of dust and noise in the demonstration city: building sites, a road and a park. What they measure is a pure
 * function of seed and time: the air of the day for all of them, and at the sites the works, by day more than by night,
 * with a heap tipped or a saw started now and then.
 */
import { POLLUTANTS, type Pollutant } from "../../shared/place-kinds.ts";
import { meanOf, spanOf, type AveragingMinutes, type Mean } from "../../shared/sensors/means.ts";
import type { Store, Tx } from "../store/store.ts";
import type { Ground } from "./ground.ts";
import { PLATFORM, TIME_ZONE } from "./here.ts";
import type { UnitGrid } from "./grids.ts";
import { between, randomOf } from "./random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const QUARTER = 15 * MINUTE;
/** China has one zone without summer time. */
const LOCAL_OFFSET = 8 * HOUR;
/** The city begins with so many days of readings, and never makes up for more than what the hub keeps. */
const FIRST_DAYS = 7;
const MOST_DAYS = 35;
const NOTE = "city-stations";

type Kind = "site" | "road" | "park";
const KINDS: readonly Kind[] = ["site", "site", "site", "site", "site", "site", "road", "park"];
const WORDS: Readonly<Record<Kind, readonly [name: string, nameEn: string, measures: string]>> = {
  site: ["工地", "construction site", "both"],
  road: ["噪声自动监测点", "noise station", "noise"],
  park: ["公园空气监测点", "park air station", "dust"],
};

interface CityStation {
  readonly id: string;
  readonly kind: Kind;
  readonly uid: number;
}

export interface Stations {
  /** Writes what was measured up to hub time `at`, a day in a commit; `pause` is taken between two of them. */
  catchUp(at: number, pause: () => Promise<void>, stopped: () => boolean): Promise<void>;
  /** Writes the quarters that are over by `at` and not written yet, as one commit; true when there were some. */
  beat(at: number): boolean;
}

export function stationsOf(options: {
  readonly store: Store;
  readonly ground: Ground;
  readonly seed: number;
}): Stations {
  const { store, ground, seed } = options;
  let stations: readonly CityStation[] = [];

  /** The end of the last quarter that is written. */
  function written(at: number): number {
    const kept = Number(store.note(NOTE) ?? Number.NEGATIVE_INFINITY);
    const first = spanOf(at - FIRST_DAYS * DAY, 1_440, TIME_ZONE).from;
    return Number.isFinite(kept) ? Math.max(kept, spanOf(at - MOST_DAYS * DAY, 1_440, TIME_ZONE).from) : first;
  }

  function write(at: number, from: number, to: number): void {
    store.transact(at, (tx) => {
      if (stations.length === 0) stations = putStations(tx, ground, seed);
      for (let end = from + QUARTER; end <= to; end += QUARTER) {
        for (const station of stations) putQuarter(tx, seed, station, end);
      }
      store.setNote(NOTE, String(to));
    });
  }

  const lastQuarter = (at: number) => Math.floor(at / QUARTER) * QUARTER;
  return {
    async catchUp(at, pause, stopped) {
      const last = lastQuarter(at);
      for (let from = written(at); from < last && !stopped();) {
        const to = Math.min(last, spanOf(from, 1_440, TIME_ZONE).to);
        write(at, from, to);
        from = to;
        await pause();
      }
    },
    beat(at) {
      const [from, to] = [written(at), lastQuarter(at)];
      if (to <= from) return false;
      write(at, from, to);
      return true;
    },
  };
}

/** One station for each, spread over the city; what stands there is theirs for good. */
function putStations(tx: Tx, ground: Ground, seed: number): CityStation[] {
  const random = randomOf(seed, "stations");
  const step = Math.floor(ground.units.length / KINDS.length);
  const department = ground.departments.find(({ id }) => id === "zhujian")?.uid ?? 0;
  const taken = new Set<string>();
  return KINDS.map((kind, i) => {
    const [what, whatEn, measures] = WORDS[kind];
    const start = i * step + Math.floor(random() * step);
    const named = (grid: UnitGrid) => ground.streets.segmentsOf(grid.block)[0]?.line;
    const near = [...ground.units.slice(start), ...ground.units.slice(0, start)];
    const grid = near.find((each) => !taken.has(named(each)?.name ?? "")) as UnitGrid;
    const line = named(grid);
    taken.add(line?.name ?? "");
    const [lon, lat] = grid.middle;
    const id = `990101212${String(i + 1).padStart(15, "0")}`;
    const { uid } = tx.put("sensors", {
      platform: PLATFORM,
      id,
      name: `${line?.name ?? grid.name}${what}`,
      nameEn: `${line?.nameEn ?? grid.nameEn} ${whatEn}`,
      kind: measures,
      lon,
      lat,
      unitGrid: ground.gridUids(grid).unit,
      department: kind === "site" ? department : 0,
      thresholds: "",
    });
    return { id, kind, uid };
  });
}

/** The quarter that ends at `end`, and the hour and the day when they end with it. */
function putQuarter(tx: Tx, seed: number, station: CityStation, end: number): void {
  const put = (pollutant: Pollutant, minutes: AveragingMinutes, mean: Mean | null) => {
    if (mean === null) return;
    const { id, uid } = station;
    const row = {
      platform: PLATFORM,
      id: `${id}/${pollutant}/${minutes}/${end}`,
      sensor: uid,
      pollutant,
      minutes,
      at: end,
    };
    tx.put("readings", { ...row, value: mean.value, samples: mean.samples });
  };
  const quarters = (span: number) => Array.from({ length: span / QUARTER }, (_, i) => end - i * QUARTER);
  for (const pollutant of POLLUTANTS) {
    const at = (each: number) => measured(seed, station, pollutant, each);
    const rolled = (span: number) =>
      meanOf(
        pollutant,
        quarters(span).flatMap((each) => at(each) ?? []),
      );
    put(pollutant, 15, at(end));
    if (end % HOUR === 0) put(pollutant, 60, rolled(HOUR));
    if ((end + LOCAL_OFFSET) % DAY === 0) put(pollutant, 1_440, rolled(DAY));
  }
}

/** What a station measured in the quarter that ended at `end`; null when it does not measure that, or its line was down. */
function measured(seed: number, { id, kind }: CityStation, pollutant: Pollutant, end: number): Mean | null {
  if (pollutant === "noise" ? kind === "park" : kind === "road") return null;
  const local = end - QUARTER + LOCAL_OFFSET;
  const [day, hour] = [Math.floor(local / DAY), (local % DAY) / HOUR];
  const slip = randomOf(seed, "slip", id, end);
  if (randomOf(seed, "down", id, Math.floor(local / (3 * HOUR)))() < 0.012) return null;
  const samples = slip() < 0.02 ? Math.floor(between(slip, 6, 12)) : 15;
  const own = randomOf(seed, "quarter", id, pollutant, end);
  const works = kind === "site" ? worksAt(seed, id, day, hour) : 0;
  const value =
    pollutant === "noise"
      ? noiseAt(seed, id, kind, day, hour, works, own)
      : dustAt(seed, id, pollutant, day, hour, works, own);
  return { value: Math.round(value * 10) / 10, samples };
}

/** How busy a site is, 0 to 1: by day, with a rest at noon, some days more than others. */
function worksAt(seed: number, id: string, day: number, hour: number): number {
  const turn = (hour >= 7 && hour < 12) || (hour >= 13.5 && hour < 18.5);
  return turn ? between(randomOf(seed, "works", id, day), 0.35, 1) : 0;
}

/** µg/m³. */
function dustAt(
  seed: number,
  id: string,
  pollutant: Pollutant,
  day: number,
  hour: number,
  works: number,
  own: () => number,
): number {
  const air = between(randomOf(seed, "air", day), 38, 88) * (1 + 0.16 * Math.sin(((hour - 4) / 24) * 4 * Math.PI));
  const heap = randomOf(seed, "heap", id, day, Math.floor(hour));
  const tipped = works > 0 && heap() < 0.035 ? between(heap, 130, 260) : 0;
  const dust = works * 26 * between(own, 0.6, 1.4) + tipped * between(own, 0.8, 1.2);
  switch (pollutant) {
    case "pm25":
      return air * 0.48 * between(own, 0.9, 1.1) + dust * 0.12;
    case "tsp":
      return air * 1.7 * between(own, 0.9, 1.1) + dust * 3.1;
    default:
      return air * between(own, 0.93, 1.07) + dust;
  }
}

/** dB(A). */
function noiseAt(
  seed: number,
  id: string,
  kind: Kind,
  day: number,
  hour: number,
  works: number,
  own: () => number,
): number {
  const quiet = hour < 6 || hour >= 22;
  const pour = kind === "site" && hour >= 22 && hour < 23.5 && randomOf(seed, "night pour", id, day)() < 0.05;
  const saw = works > 0 && own() < 0.007;
  const level = quiet ? between(own, 44, 50.5) : between(own, 53, 59);
  return pour ? between(own, 56, 63) : saw ? between(own, 71, 77) : level + works * between(own, 5, 9);
}
