/**
 * What is reported in the city, where and when: a process that is a pure function of the seed and the time, cut into
 * buckets of ten minutes. The same bucket always holds the same reports, so history, catching up and live running agree.
 *
 * Sources keep 资阳 2020's proportions (domain.md §5.5); each has its own rhythm of the day.
 */
import demandRows from "../../resources/city/demand.json" with { type: "json" };
import type { CaseReport, CaseSource } from "../../shared/case/case.ts";
import { localTime } from "../../shared/evaluation/period.ts";
import type { UnitGrid } from "./grids.ts";
import { distance, isInside, lonLatOf, type Xy } from "./plane.ts";
import { toward } from "./people.ts";
import { between, pick, poisson, randomOf, weighted, type Random } from "./random.ts";
import type { Block, Segment, Streets } from "./streets.ts";

export const BUCKET = 600_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

export interface DemandRow {
  readonly kind: "component" | "matter";
  readonly code: string;
  readonly weight: number;
  /** Departments by id; "jd" is the subdistrict office of the place. */
  readonly departments: readonly string[];
  readonly text: string;
  readonly tags: readonly string[];
}
export const DEMAND = demandRows as unknown as readonly DemandRow[];

/** 资阳 2020: 40166 patrol, 3 leader, 8690 public, 81 web, 700 video. */
export const SOURCE_SHARES: readonly (readonly [source: CaseSource, share: number])[] = [
  ["patrol", 40_166 / 49_640],
  ["leader", 3 / 49_640],
  ["public", 8_690 / 49_640],
  ["web", 81 / 49_640],
  ["video", 700 / 49_640],
];

/** Weight of each hour of the day. The hotline never sleeps; patrols keep their shift and a small night turn. */
const RHYTHM: Partial<Record<CaseSource, readonly number[]>> = {
  patrol: [5, 4, 4, 4, 4, 6, 12, 45, 92, 100, 96, 78, 30, 34, 82, 92, 88, 72, 36, 18, 16, 14, 10, 7],
  public: [26, 22, 20, 19, 20, 24, 36, 58, 84, 96, 92, 80, 60, 58, 76, 88, 90, 84, 76, 74, 78, 70, 54, 38],
};
const STEADY = [12, 10, 10, 10, 10, 14, 26, 60, 90, 96, 90, 76, 60, 62, 80, 90, 90, 84, 66, 56, 50, 40, 28, 18];

/** How busy the city is in its first weeks against now: the service grows in its last three months. */
function growth(days: number): number {
  return days < 265 ? 1 : 1 + 3.6 * Math.min(1, (days - 265) / 100) ** 1.4;
}

/** Share of the year's normal load by month; Spring Festival and the plum rains show. */
const SEASON = [0.9, 0.82, 1, 1.02, 1.05, 1.08, 1.1, 1.1, 1.04, 1, 0.98, 0.95];

export interface Demand {
  /** Reports that come in during the bucket that begins at `bucket · BUCKET`, ascending in time. */
  reportsOf(bucket: number): Arrival[];
  /** One report out of turn, as the round-the-clock hotline takes it. */
  reportAt(at: number): Arrival;
}

export interface Arrival {
  readonly at: number;
  /** Names the report for ever; the case's id. */
  readonly id: string;
  readonly by: string;
  readonly row: DemandRow;
  readonly grid: UnitGrid;
  readonly report: CaseReport;
}

export interface DemandOptions {
  readonly seed: number;
  /** Hub time at which the history begins. */
  readonly founded: number;
  /** Reports wanted in the first year. */
  readonly reportsPerYear: number;
  readonly timeZone: string;
  readonly streets: Streets;
  readonly units: readonly UnitGrid[];
  readonly parks: ReadonlySet<Block>;
  classUid(kind: string, code: string): number;
  gridUids(grid: UnitGrid): { unit: number; duty: number };
}

/** The kind of a day's weather, the same for everyone who asks. */
export function weatherOf(seed: number, localDay: number, month: number): "dry" | "rain" | "snow" {
  const random = randomOf(seed, "weather", localDay);
  const wet = [0.2, 0.26, 0.32, 0.36, 0.38, 0.42, 0.32, 0.26, 0.2, 0.18, 0.2, 0.16][month - 1] as number;
  if (random() >= wet) return "dry";
  return (month === 1 || month === 12) && random() < 0.18 ? "snow" : "rain";
}

export function demandOf(options: DemandOptions): Demand {
  const { seed, founded, timeZone } = options;
  const dayLoad = new Map<
    number,
    { readonly load: number; readonly weather: "dry" | "rain" | "snow"; readonly month: number }
  >();
  /** China keeps one offset all year; a zone with summer time would only shift the rhythm by an hour. */
  const offset = (() => {
    const local = localTime(founded, timeZone);
    return (
      Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute, local.second) -
      Math.floor(founded / 1_000) * 1_000
    );
  })();
  const dayOf = (at: number) => {
    const day = Math.floor((at + offset) / DAY);
    let entry = dayLoad.get(day);
    if (entry === undefined) {
      const date = new Date(day * DAY);
      const month = date.getUTCMonth() + 1;
      const weather = weatherOf(seed, day, month);
      const weekend = date.getUTCDay() % 6 === 0 ? 0.8 : 1;
      const wet = weather === "rain" ? 0.86 : weather === "snow" ? 0.75 : 1;
      const mood = between(randomOf(seed, "mood", day), 0.9, 1.1);
      const load = (SEASON[month - 1] as number) * weekend * wet * mood * growth((day * DAY - offset - founded) / DAY);
      entry = { load, weather, month };
      dayLoad.set(day, entry);
    }
    return entry;
  };
  let yearLoad = 0;
  for (let day = 0; day < 365; day++) yearLoad += dayOf(founded + day * DAY + DAY / 2).load;
  const perDay = options.reportsPerYear / yearLoad;

  const rhythm = new Map<CaseSource, number[]>();
  for (const [source] of SOURCE_SHARES) {
    const weights = RHYTHM[source] ?? STEADY;
    const sum = weights.reduce((a, b) => a + b);
    rhythm.set(
      source,
      weights.map((weight) => weight / sum),
    );
  }
  const places = placesOf(options);
  const kinds = kindChooser();

  const arrival = (random: Random, at: number, id: string, source: CaseSource): Arrival => {
    const { weather, month } = dayOf(at);
    const hour = Math.floor(((at + offset) % DAY) / HOUR);
    const spot = random() < 0.24 ? pick(random, places.hotSpots) : null;
    const row = spot !== null && random() < 0.8 ? spot.row : kinds(weather, month, hour)(random);
    const place = spot === null ? places.anywhere(random) : places.near(random, spot);
    const { lon, lat } = place;
    const uids = options.gridUids(place.grid);
    return {
      at,
      id,
      row,
      grid: place.grid,
      by: reporterOf(source, place.grid, random),
      report: {
        kind: row.kind,
        classUid: options.classUid(row.kind, row.code),
        source,
        lon,
        lat,
        address: place.address,
        unitGrid: uids.unit,
        dutyGrid: uids.duty,
        description: `${place.address}${wording(random, row)}`,
        urgent: row.tags.includes("night") ? random() < 0.06 : random() < 0.015,
      },
    };
  };
  return {
    reportsOf(bucket) {
      const start = bucket * BUCKET;
      if (start + BUCKET <= founded) return [];
      const random = randomOf(seed, "bucket", bucket);
      const hour = Math.floor(((start + offset) % DAY) / HOUR);
      const { load } = dayOf(start);
      const drawn: { at: number; source: CaseSource }[] = [];
      for (const [source, share] of SOURCE_SHARES) {
        const mean = perDay * load * share * ((rhythm.get(source) as number[])[hour] as number) * (BUCKET / HOUR);
        for (let n = poisson(random, mean); n > 0; n--)
          drawn.push({ at: start + Math.floor(random() * BUCKET), source });
      }
      return drawn
        .toSorted((a, b) => a.at - b.at)
        .map(({ at, source }, i) => arrival(randomOf(seed, "report", bucket, i), at, `${bucket}-${i}`, source));
    },
    reportAt: (at) => arrival(randomOf(seed, "hotline", at), at, `hotline-${at}`, "public"),
  };
}

function reporterOf(source: CaseSource, grid: UnitGrid, random: Random): string {
  switch (source) {
    case "patrol":
      return `${grid.duty.name}监督员`;
    case "leader":
      return "领导巡检";
    case "video":
      return "视频巡查员";
    case "web":
      return "市民网上举报";
    default:
      return pick(random, ["12345热线", "12319热线", "市民来访"]);
  }
}

/** The mix of classes under a weather, in a month, at an hour: prepared once each. */
function kindChooser(): (
  weather: "dry" | "rain" | "snow",
  month: number,
  hour: number,
) => (random: Random) => DemandRow {
  const prepared = new Map<string, (random: Random) => DemandRow>();
  return (weather, month, hour) => {
    const season = month >= 6 && month <= 9 ? "summer" : month <= 2 || month === 12 ? "winter" : "between";
    const turn = hour >= 20 || hour < 6 ? "night" : "day";
    const key = `${weather} ${season} ${turn}`;
    let choose = prepared.get(key);
    if (choose === undefined) {
      const weightOf = ({ weight, tags }: DemandRow) => {
        let factor = 1;
        if (tags.includes("rain")) factor *= weather === "rain" ? 4 : 0.7;
        if (tags.includes("snow")) factor *= weather === "snow" ? 60 : 0;
        if (tags.includes("dry")) factor *= weather === "dry" ? 1.2 : 0.1;
        if (tags.includes("street")) factor *= weather === "dry" ? 1.1 : 0.4;
        if (tags.includes("summer")) factor *= season === "summer" ? 2 : 0.4;
        if (tags.includes("winter")) factor *= season === "winter" ? 2 : 0.6;
        if (tags.includes("night")) factor *= turn === "night" ? 5 : 0.5;
        return weight * factor;
      };
      prepared.set(key, (choose = weighted(DEMAND.map((row) => [row, weightOf(row)] as const))));
    }
    return choose;
  };
}

function wording(random: Random, row: DemandRow): string {
  return row.text
    .replace("{n}", String(Math.ceil(between(random, 0.5, 6))))
    .replace("{m}", String(Math.ceil(between(random, 1, 15))))
    .replace("{d}", pick(random, ["破损", "缺失", "移位", "松动", "损坏"]));
}

interface Spot {
  readonly grid: UnitGrid;
  readonly segment: Segment;
  readonly along: number;
  readonly row: DemandRow;
}
interface Place {
  readonly lon: number;
  readonly lat: number;
  readonly address: string;
  readonly grid: UnitGrid;
}

/** Where things happen: along the streets that bound a block, a little inside it; more of it where people are. */
function placesOf({ seed, streets, units, parks }: DemandOptions) {
  const sides = units.map((grid) => streets.segmentsOf(grid.block));
  const near = (middle: Xy, at: Xy, reach: number) => Math.exp(-((distance(middle, at) / reach) ** 2));
  const oldTown: Xy = [-420, 300];
  const gridWeight = (grid: UnitGrid) =>
    grid.areaM2 ** 0.5 *
    (0.35 + 2.2 * near(grid.middleXy, oldTown, 1_700) + between(randomOf(seed, "life", grid.code), 0, 0.9)) *
    (parks.has(grid.block) ? 0.25 : 1);
  const chooseGrid = weighted(units.map((grid) => [grid, gridWeight(grid)] as const));
  const sideOf = (random: Random, grid: UnitGrid) => pick(random, sides[grid.index] as Segment[]);

  const place = (random: Random, grid: UnitGrid, segment: Segment, along: number): Place => {
    const on = pointAlong(segment, along);
    let inside = toward(on, grid.middleXy, between(random, 6, 22));
    if (!isInside(inside, grid.ring)) inside = toward(on, grid.middleXy, 40);
    if (!isInside(inside, grid.ring)) inside = grid.middleXy;
    const [lon, lat] = lonLatOf(inside);
    return { lon, lat, grid, address: addressOf(random, segment, along, sides[grid.index] as Segment[]) };
  };
  const spots = randomOf(seed, "hot spots");
  const chooseKind = weighted(DEMAND.filter((row) => row.weight >= 2).map((row) => [row, row.weight] as const));
  const hotSpots = Array.from({ length: 64 }, (): Spot => {
    const grid = chooseGrid(spots);
    const segment = sideOf(spots, grid);
    return { grid, segment, along: spots() * segment.length, row: chooseKind(spots) };
  });
  return {
    hotSpots,
    anywhere: (random: Random) => {
      const grid = chooseGrid(random);
      const segment = sideOf(random, grid);
      return place(random, grid, segment, random() * segment.length);
    },
    near: (random: Random, spot: Spot) =>
      place(
        random,
        spot.grid,
        spot.segment,
        Math.max(0, Math.min(spot.segment.length, spot.along + between(random, -18, 18))),
      ),
  };
}

/** The point this many metres along a segment. */
export function pointAlong(segment: Segment, along: number): Xy {
  let left = along;
  for (let i = 1; i < segment.shape.length; i++) {
    const a = segment.shape[i - 1] as Xy;
    const b = segment.shape[i] as Xy;
    const length = distance(a, b);
    if (left <= length) return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length];
    left -= length;
  }
  return segment.shape.at(-1) as Xy;
}

/** How people say a place: a house number, or the crossing when it is near one. */
function addressOf(random: Random, segment: Segment, along: number, sides: readonly Segment[]): string {
  const { line } = segment;
  const end = along < 30 ? segment.from : along > segment.length - 30 ? segment.to : null;
  const crossing =
    end === null
      ? undefined
      : sides.find((side) => side.line.name !== line.name && (side.from === end || side.to === end));
  if (crossing !== undefined) return `${line.name}与${crossing.line.name}交叉口`;
  const start = Number(segment.from.split(",")[line.way === "h" ? 0 : 1]);
  const number = Math.max(1, Math.round((start + along - line.from) / 12));
  return `${line.name}${number}号${pick(random, ["", "门前", "旁", "对面"])}`;
}
