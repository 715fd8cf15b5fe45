/**
 * What is reported in the city, where and when: a process that is a pure function of the seed and the time, cut into
 * buckets of ten minutes. The same bucket always holds the same reports, so history, catching up and live running agree.
 *
 * Sources keep 资阳 2020's proportions (domain.md §5.5); each has its own rhythm of the day.
 */
import type { CaseReport, CaseSource } from "../../shared/case/case.ts";
import { localTime } from "../../shared/evaluation/period.ts";
import type { UnitGrid } from "./grids.ts";
import { kindChooser, wording, type DemandRow } from "./kinds.ts";
import { placesOf, type PlacesOptions } from "./places.ts";
import { between, pick, poisson, randomOf, type Random } from "./random.ts";

export const BUCKET = 600_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
/** How the description of a question begins; it is answered at once and never filed. */
export const CONSULTATION = "市民咨询：";

/** Shares of reports that hang on a place. */
const SHARES = {
  /** Around one of the busy stretches. */
  busy: 0.21,
  /** Exactly where the same thing has been before: 蘑菇效应 (中方 2020). */
  recurrent: 0.03,
  /** Of the public's calls. */
  consultation: 0.012,
} as const;

const QUESTIONS = [
  "停车泊位收费标准",
  "大件垃圾预约清运方式",
  "占道施工审批流程",
  "户外招牌设置要求",
  "犬只登记办理地点",
];

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

export interface DemandOptions extends PlacesOptions {
  /** Hub time at which the history begins. */
  readonly founded: number;
  /** Reports wanted in the first year. */
  readonly reportsPerYear: number;
  readonly timeZone: string;
  /** Who walks a duty grid at a time. */
  patroller(duty: number, at: number): string;
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
    const where = random();
    const again = where < SHARES.recurrent ? places.recurrent(random) : null;
    const busy = again === null && where < SHARES.recurrent + SHARES.busy ? pick(random, places.busy) : null;
    const spot = again ?? busy;
    const row =
      spot !== null && random() < (again === null ? 0.25 : 0.96) ? spot.row : kinds(weather, month, hour)(random);
    const same = again !== null && row === again.row;
    const place = spot === null ? places.anywhere(random) : places.near(random, spot, same);
    const { lon, lat } = place;
    const uids = options.gridUids(place.grid);
    const asks = source === "public" && random() < SHARES.consultation;
    return {
      at,
      id: same ? spotId(id, again.index) : id,
      row,
      grid: place.grid,
      by: source === "patrol" ? options.patroller(place.grid.duty.index, at) : reporterOf(source, random),
      report: {
        kind: row.kind,
        classUid: options.classUid(row.kind, row.code),
        source,
        lon,
        lat,
        address: place.address,
        unitGrid: uids.unit,
        dutyGrid: uids.duty,
        description: asks ? `${CONSULTATION}${pick(random, QUESTIONS)}` : `${place.address}${wording(random, row)}`,
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

/** The id of a report that comes from a recurrent spot names the spot. */
function spotId(id: string, spot: number): string {
  return `${id}@${spot}`;
}

/** The recurrent spot that an id names, or null. */
export function spotOf(id: string): number | null {
  const at = id.lastIndexOf("@");
  return at < 0 ? null : Number(id.slice(at + 1));
}

/** True for an id that this demand gives: not every case of the platform is the city's own. */
export function isArrivalId(id: string): boolean {
  return /^(?:\d+-\d+|hotline-\d+)(?:@\d+)?$/.test(id);
}

function reporterOf(source: CaseSource, random: Random): string {
  switch (source) {
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
