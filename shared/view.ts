/**
 * The named questions a window can ask of the cache, and the shape of each live answer.
 *
 * Three ways to answer: `whole` (small, re-run at most once a second), `keyed` (rows with a key, sent as put and del) and
 * `columns` (mass, as typed arrays with slot patches).
 */
import type { CaseLine } from "./case-line.ts";
import type { FilingCondition } from "./case/classes.ts";
import type { Shift } from "./coverage/rules.ts";
import type { CaseFilter, Measure, Which } from "./evaluation/columns.ts";
import type { Funnel, RankingLine, Trend } from "./evaluation/figures.ts";
import type { Period } from "./evaluation/period.ts";
import type { PeriodKind } from "./evaluation/period-key.ts";
import type { Standing } from "./evaluation/standing.ts";
import type { BothLanguages } from "./rules/check.ts";
import type { ReportsValue } from "./report.ts";
import type { Scheme } from "./rules/scheme.ts";
import type { RecordOf } from "./tables.ts";
import type { OpsValue } from "./ops.ts";
import type { OutboxEntry, SyncStatus } from "./sync-status.ts";
import type { Pollutant } from "./place-kinds.ts";
import type { Stage } from "./case/state.ts";
import type { Trouble } from "./trouble.ts";
import type { Role } from "./roles.ts";
import type { AlarmsValue } from "./alarm.ts";
import type { WallsValue } from "./direction/wall.ts";
import type { FrozenBriefing } from "./briefing.ts";
import type { DryRunValue } from "./direction/dry-run.ts";
import type { RuleKind } from "./rules/check.ts";
import type {
  ContactLine,
  HandoverBody,
  KeptNote,
  MeanwhileValue,
  QueueLine,
  QueueOrder,
  QueueValue,
  SeatsValue,
  SessionValue,
  SuggestValue,
} from "./seat.ts";
import type { CameraMask, CameraPreset, CameraStream, OutageReason } from "./video/stream.ts";

export type { CaseLine, Measure, Shift };

/** `auto` is the month, or everything when nothing was reported this month. The answer says which it took. */
export type PeriodChoice = Period | "auto";

/** A filter as a window asks it: the window of time by name, resolved by the host in the city's zone. */
export type CaseQuery = Omit<CaseFilter, "from" | "to" | "uids" | "without" | "classes" | "unitGrids"> & {
  /** A 大类 as "scheme/majorCode"; the host knows its classes. */
  readonly major?: string;
  /** A larger area by the first digits of its grids' codes; the host knows its grids. */
  readonly area?: string;
  readonly without?: readonly number[];
  readonly uids?: readonly number[];
  readonly period?: PeriodChoice;
  /** Only these hours: [from, to) epoch ms, e.g. one bar of the trend. */
  readonly between?: readonly [number, number];
};

/** What the window of time turned out to be. `from`/`to` are null for `all`. */
export interface ResolvedPeriod {
  readonly period: Period;
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * What the wall is looking at, as one sentence: map, lists and boards go by it together. A part that is left out does not
 * narrow. `which` is how urgent: cases that are open, overdue, due soon, or all.
 */
export interface Only {
  readonly which?: Which;
  readonly major?: string;
  readonly classUid?: number;
  readonly department?: number;
  readonly dutyGrid?: number;
  readonly source?: number;
  readonly stage?: Stage;
}

/** Levels that grids are shaded by. */
export const SHADE_LEVELS = ["unitGrid", "dutyGrid", "community", "subdistrict"] as const;
export type ShadeLevel = (typeof SHADE_LEVELS)[number];

export type Question =
  | { readonly view: "city" }
  | { readonly view: "features" }
  | { readonly view: "grids" }
  | { readonly view: "departments" }
  | { readonly view: "cameras" }
  /** One camera with all that is kept of it. */
  | { readonly view: "camera"; readonly uid: number }
  | { readonly view: "cameraGroups" }
  | { readonly view: "gateways" }
  /** Cameras around a place, those that look at it first, then the nearest. */
  | { readonly view: "camerasNear"; readonly lon: number; readonly lat: number; readonly limit: number }
  | { readonly view: "cameraHealth"; readonly weeks: number }
  /** The weeks of each camera, for writing them to a file. */
  | { readonly view: "cameraWeeks"; readonly weeks: number }
  /** Who looked, newest first; `camera` 0 for all. */
  | { readonly view: "looks"; readonly camera: number; readonly limit: number }
  | { readonly view: "pictures"; readonly caseUid: number }
  /** What a case at a place would be about: its grid, the nearest component, likely classes, similar cases nearby. */
  | { readonly view: "around"; readonly lon: number; readonly lat: number }
  | { readonly view: "units" }
  | { readonly view: "funnel"; readonly period: PeriodChoice; readonly only?: Only }
  | { readonly view: "ranking"; readonly period: PeriodChoice; readonly only?: Only }
  | { readonly view: "topIssues"; readonly period: PeriodChoice; readonly limit: number; readonly only?: Only }
  | { readonly view: "trend"; readonly hours: number; readonly only?: Only }
  | { readonly view: "classes" }
  | { readonly view: "areas" }
  | { readonly view: "places" }
  /** The grids as their borders were at an instant, epoch ms. */
  | { readonly view: "borders"; readonly at: number }
  /** `indicator`: an id of the registry, or a Measure. */
  | {
      readonly view: "shade";
      readonly indicator: string;
      readonly level: ShadeLevel;
      readonly period: PeriodChoice;
      readonly only?: Only;
    }
  | { readonly view: "heat"; readonly period: PeriodChoice; readonly only?: Only }
  /** How many cases each choice of the filter would leave, the other parts of `only` standing. */
  | { readonly view: "choices"; readonly period: PeriodChoice; readonly only: Only }
  /** `day`: "" for the running one, else YYYY-MM-DD in the city's zone. */
  | { readonly view: "coverage"; readonly day: string }
  | { readonly view: "visitsOf"; readonly kind: "grid" | "place"; readonly subject: number; readonly day: string }
  /** Where a unit was in the last minutes, as this machine recorded it. */
  | { readonly view: "trail"; readonly unit: number; readonly minutes: number }
  | { readonly view: "unit"; readonly uid: number }
  | { readonly view: "sensors" }
  | { readonly view: "readings"; readonly sensor: number; readonly hours: number }
  /** Components in a box, the nearest to its middle first when there are more than `limit`. */
  | {
      readonly view: "components";
      readonly bounds: readonly [west: number, south: number, east: number, north: number];
      readonly limit: number;
    }
  | { readonly view: "component"; readonly uid: number }
  | { readonly view: "search"; readonly text: string; readonly limit: number }
  /** A stretch of time to play back; `exercise` "" for the city itself, else the name of an exercise file. */
  | { readonly view: "replay"; readonly from: number; readonly to: number; readonly exercise: string }
  /** Positions of a stretch of a replay. */
  | { readonly view: "replayTracks"; readonly from: number; readonly to: number; readonly exercise: string }
  /** What a file of direction rules (its JSON text) would have done on a day, "" for yesterday. */
  | { readonly view: "dryRun"; readonly file: string; readonly day: string }
  | { readonly view: "exercises" }
  | { readonly view: "ticker"; readonly limit: number }
  | { readonly view: "cases"; readonly query: CaseQuery; readonly offset: number; readonly limit: number }
  | { readonly view: "case"; readonly uid: number }
  | { readonly view: "points"; readonly query: CaseQuery }
  /** `scheme` "" for the platform's own; `period` a key, or "month", "quarter", "year" for the newest with cases, "" for month. */
  | { readonly view: "standings"; readonly scheme: string; readonly period: string }
  | { readonly view: "whatIf"; readonly scheme: string; readonly period: string; readonly key: number | string }
  /** `department` 0 for the whole city. */
  | { readonly view: "indicators"; readonly period: string; readonly department: number }
  | { readonly view: "ledger"; readonly scheme: string; readonly period: string }
  | { readonly view: "backlog" }
  /** All figures of a briefing, taken once for each `taken`; `period` as for `standings`. */
  | { readonly view: "briefing"; readonly period: string; readonly taken: number }
  | { readonly view: "recurrence"; readonly limit: number }
  | { readonly view: "disputes"; readonly limit: number }
  | { readonly view: "sync" }
  | { readonly view: "ops" }
  | { readonly view: "outbox" }
  /** What the hub lets this machine do and see. */
  | { readonly view: "rights" }
  /** Who is logged in on this machine. */
  | { readonly view: "session" }
  | { readonly view: "seats" }
  /** `role` "" for that of who is logged in. `text` is looked for in number, address, class and description. */
  | {
      readonly view: "queue";
      readonly role: Role | "";
      readonly only: Only;
      readonly text: string;
      readonly order: QueueOrder;
      /** A window of time of the report, left out for any. */
      readonly period?: PeriodChoice;
    }
  /** 200 at most; those that are not there are left out. */
  | { readonly view: "queueLines"; readonly uids: readonly number[] }
  | { readonly view: "suggest"; readonly uid: number }
  /** `department` 0 for all. */
  | { readonly view: "contacts"; readonly department: number }
  | { readonly view: "alarms" }
  /** Null while there was no cut, or nobody has seen the last list away. */
  | { readonly view: "meanwhile" }
  /** What a handover of the time since an instant would say. */
  | { readonly view: "handoverDraft"; readonly fromAt: number }
  | { readonly view: "handovers"; readonly limit: number }
  /** What is kept for who is logged in, by the beginning of its key, the newest first. */
  | { readonly view: "kept"; readonly prefix: string }
  /** Rule files in force, with their bodies. */
  | { readonly view: "ruleFiles"; readonly kind: RuleKind }
  /** What walls show, which windows they have, and who may change it. */
  | { readonly view: "walls" }
  | { readonly view: "reports" };

/** A camera as windows know it: what can be had of it, and no address. */
export interface CameraLine extends Omit<
  RecordOf<"cameras">,
  "imageUrl" | "streams" | "masks" | "presets" | "channel" | "gateway"
> {
  /** What can be had, best first. */
  readonly offers: readonly Pick<CameraStream, "use" | "kind">[];
  readonly masks: readonly CameraMask[];
  readonly presets: readonly CameraPreset[];
  /** Since when it cannot be looked through and why; null while it can, or while nobody has looked. */
  readonly outage: { readonly since: number; readonly why: OutageReason } | null;
}

/** Share of the time in which it was watched that a camera could be looked through; null when it was not watched. */
export interface Availability {
  /** First instant of the week in the city's zone, epoch ms. */
  readonly week: number;
  readonly upMs: number;
  readonly watchedMs: number;
}

export interface CameraValue {
  readonly line: CameraLine;
  /** As the register has them; null for who may not change it. */
  readonly register: {
    readonly streams: readonly CameraStream[];
    readonly imageUrl: string;
    readonly gateway: number;
    readonly channel: string;
  } | null;
  readonly groups: readonly number[];
  /** The newest last. */
  readonly weeks: readonly Availability[];
  /** Newest first. */
  readonly outages: readonly Pick<RecordOf<"outages">, "fromAt" | "toAt" | "why">[];
}

export interface CameraGroup {
  readonly uid: number;
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly cameras: readonly number[];
}

export interface CameraNear {
  readonly camera: number;
  readonly metres: number;
  /** Direction from the camera to the place, degrees from north. */
  readonly bearing: number;
  /** The place lies in what it sees; null when nobody knows where it looks. */
  readonly sees: boolean | null;
  readonly online: boolean;
}

export interface CameraHealth {
  readonly online: number;
  readonly all: number;
  /** Target of the indicator cameraOnlineRate, a part of 1; null when none is set. */
  readonly target: number | null;
  /** Of all cameras, the newest last. */
  readonly weeks: readonly Availability[];
  /** By owner, the worst first; department 0 for cameras of nobody. `up` and `watched` are of all the weeks, ms. */
  readonly owners: readonly {
    readonly department: number;
    readonly online: number;
    readonly all: number;
    readonly upMs: number;
    readonly watchedMs: number;
  }[];
  /** Cameras that cannot be looked through now, the longest first. */
  readonly out: readonly { readonly camera: number; readonly since: number; readonly why: OutageReason }[];
  /** Single cameras by what was up of the weeks, the worst first. */
  readonly worst: readonly { readonly camera: number; readonly upMs: number; readonly watchedMs: number }[];
}

/** What the hub gave to this machine, as it last said. */
export interface Rights {
  /** Null before the hub's first word. */
  readonly role: Role | null;
  /** Whether personal data may be seen, records of who looked among them. */
  readonly personal: boolean;
}

export type LookLine = Pick<
  RecordOf<"looks">,
  "uid" | "camera" | "who" | "role" | "at" | "why" | "caseUid" | "fromAt" | "toAt"
>;

export interface AroundValue {
  /** uids, 0 none. */
  readonly unitGrid: number;
  readonly dutyGrid: number;
  readonly component: {
    readonly uid: number;
    readonly code: string;
    readonly name: string;
    readonly classUid: number;
    readonly metres: number;
  } | null;
  /** Classes of cases nearby, the most first. */
  readonly classes: readonly { readonly classUid: number; readonly count: number }[];
  /** Cases nearby, open ones first, then the newest. */
  readonly cases: readonly (CaseLine & { readonly metres: number })[];
}

/** A grid's (or larger area's) value: a rate n/d, or a plain count with d null. `key`: uid of the grid, or code of the area. */
export interface ShadeCell {
  readonly key: number | string;
  readonly n: number;
  readonly d: number | null;
}

/** 全覆盖: which grids somebody's eyes were on, by shift. Definitions are data, so that they can be written on the screen. */
export interface CoverageValue {
  readonly day: string;
  /** [from, to) of the day; what is counted ends at `until`, now or the day's end. */
  readonly from: number;
  readonly to: number;
  readonly until: number;
  readonly definition: {
    /** A pass shorter than this is no visit, s. */
    readonly leastSeconds: number;
    /** Fixes older than this, or unlocated, prove nothing, s. */
    readonly freshSeconds: number;
    /** Who is this near to a grid's border, or to a place, is at it, m. */
    readonly edgeMetres: number;
    readonly placeMetres: number;
    /** Rounds to a place this long apart are two, minutes. */
    readonly apartMinutes: number;
    readonly roundsPerWeek: number;
    /** A camera sees this far, m, in a cone of so many degrees; a grid counts as seen when its inner point lies in it. */
    readonly cameraMetres: number;
    readonly cameraDegrees: number;
  };
  readonly shifts: readonly (Shift & {
    readonly from: number;
    readonly to: number;
    /** Grids covered of all, by shift so far. `begun` false before its start. */
    readonly begun: boolean;
    readonly n: number;
    readonly d: number;
    readonly dutyGrids: readonly { readonly dutyGrid: number; readonly n: number; readonly d: number }[];
  })[];
  /** All unit grids: when eyes were last on each (NaN never in the cache), whose (bits by place in VISIT_BY), seconds today. */
  readonly grids: {
    readonly uid: Uint32Array;
    readonly lastAt: Float64Array;
    readonly by: Uint8Array;
    readonly seconds: Float64Array;
    /** Some camera that is online looks at it now. */
    readonly cameraNow: Uint8Array;
  };
  readonly places: readonly {
    readonly uid: number;
    readonly rounds: number;
    readonly target: number;
    readonly lastAt: number | null;
  }[];
  /** Grids not covered in the running shift (of a past day: on the whole day), by duty grid, in the order of a walk through them. */
  readonly blind: readonly {
    readonly dutyGrid: number;
    readonly grids: readonly number[];
    readonly metres: number;
  }[];
  /** Blind the day before, and how many of those were visited on this day. */
  readonly effect: { readonly blindBefore: number; readonly visitedSince: number } | null;
  /** Oldest visit in the cache; what lies before nobody knows. */
  readonly since: number | null;
}

/** One thing that search found. */
export interface Found {
  readonly kind:
    | "case"
    | "camera"
    | "grid"
    | "department"
    | "unit"
    | "component"
    | "place"
    | "sensor"
    | "street"
    | "area";
  readonly uid: number;
  readonly title: string;
  readonly titleEn: string;
  /** A second line: number, address, class. */
  readonly detail: string;
  readonly detailEn: string;
  readonly lon: number | null;
  readonly lat: number | null;
}

/** A stretch of time as it was: cases in slots, their states at the start, and each change of state after it. */
export interface ReplayValue {
  readonly from: number;
  readonly to: number;
  readonly exercise: string;
  /** Title of an exercise in both languages, null for the city itself. */
  readonly title: BothLanguages | null;
  readonly cases: {
    readonly length: number;
    readonly uid: Uint32Array;
    readonly lon: Float64Array;
    readonly lat: Float64Array;
    readonly department: Uint32Array;
    readonly unitGrid: Uint32Array;
    readonly classUid: Uint32Array;
    readonly source: Uint8Array;
    readonly reportedAt: Float64Array;
    readonly dispatchedAt: Float64Array;
    readonly deadline: Float64Array;
    /** State at `from`; EMPTY_SLOT when it was not there yet. */
    readonly state: Uint8Array;
  };
  /** In the order of time: at `from` + `after` ms the case in `slot` comes into `state`. */
  readonly events: {
    readonly after: Float64Array;
    readonly slot: Uint32Array;
    readonly state: Uint8Array;
    /** Whose it is from then on, since when, and the deadline that runs; NaN when there is none. */
    readonly department: Uint32Array;
    readonly dispatchedAt: Float64Array;
    readonly deadline: Float64Array;
  };
  /**
   * Whose eyes were on a unit grid, in the order of their beginnings: from `from` + `after` to `from` + `until`, ms; of the
   * day before too. One shorter than `leastMs` covers nothing.
   */
  readonly visits: {
    readonly after: Float64Array;
    readonly until: Float64Array;
    readonly grid: Uint32Array;
    readonly leastMs: number;
  };
  /** What windows of this machine showed at some time of the stretch, in the order of beginnings. */
  readonly scenes: readonly SceneShown[];
  /** Pictures that cameras took for cases in the stretch, and in the ten minutes before it, in the order of time. */
  readonly stills: readonly StillTaken[];
  /** Positions are recorded between these, null when this machine has none of the stretch. */
  readonly tracks: { readonly from: number; readonly to: number } | null;
  /** Cases whose facts have left this machine: they are not in the picture. */
  readonly withoutFacts: number;
}

/** A scene that a window of this machine showed from `from` until `until`, epoch ms. */
export interface SceneShown {
  readonly program: string;
  readonly scene: string;
  readonly from: number;
  readonly until: number;
  /** The window was showing a replay. */
  readonly replaying: boolean;
}

/** A picture that a camera took for a case. Its bytes are asked for by its hash. */
export interface StillTaken {
  /** SHA-256 of the bytes, hex. */
  readonly id: string;
  readonly camera: number;
  /** Epoch ms. */
  readonly at: number;
  /** 0 when the case is not in the cache. */
  readonly caseUid: number;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly unitGrid: number;
}

/** How long a picture stands for what a camera sees, ms. */
export const STILL_MS = 600_000;

/** Positions in the order of time. */
export interface ReplayTracks {
  readonly at: Float64Array;
  readonly unit: Uint32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly heading: Float32Array;
  readonly status: Uint8Array;
}

/** A station, the newest mean of each pollutant, and how it stands against its limits; of a pollutant with several limits, each. */
export interface SensorLine {
  readonly sensor: RecordOf<"sensors">;
  /** The worst first. */
  readonly values: readonly {
    readonly pollutant: Pollutant;
    readonly minutes: number;
    readonly at: number;
    readonly value: number;
    /** The limit in force at that hour, null where there is none. */
    readonly limit: number | null;
    /** Times above it since midnight, and how many are allowed. */
    readonly exceededToday: number;
    readonly allowed: number;
    readonly over: boolean;
    /** The newest mean above it since midnight. */
    readonly last: { readonly at: number; readonly value: number; readonly limit: number } | null;
    /** The limit is what may be above the mean of the district's other stations. */
    readonly aboveRegion: boolean;
    /** The limit was filled in and not confirmed from the standard's own text. */
    readonly assumed: boolean;
  }[];
  /** Nothing has come for longer than two periods. */
  readonly silent: boolean;
  /** End of the newest period, epoch ms; null when there is none. */
  readonly lastAt: number | null;
  /** The last day of the worst value, in the order of time. */
  readonly recent: { readonly at: Float64Array; readonly value: Float64Array };
  /** By which limits it goes, null when there are none. */
  readonly standard: BothLanguages | null;
}

/** The `whole` answers. */
export interface WholeValues {
  city: {
    readonly platform: RecordOf<"platforms"> | null;
    readonly counts: Readonly<Record<string, number>>;
    /** Newest report in the cache, epoch ms; null when there are no cases. */
    readonly newestReport: number | null;
    readonly targets: readonly RecordOf<"targets">[];
  };
  features: readonly RecordOf<"features">[];
  grids: readonly RecordOf<"grids">[];
  departments: readonly RecordOf<"departments">[];
  cameras: readonly CameraLine[];
  camera: CameraValue | null;
  cameraGroups: readonly CameraGroup[];
  gateways: readonly RecordOf<"gateways">[];
  camerasNear: readonly CameraNear[];
  cameraHealth: CameraHealth;
  cameraWeeks: readonly { readonly camera: number; readonly weeks: readonly Availability[] }[];
  looks: readonly LookLine[];
  pictures: readonly Omit<RecordOf<"pictures">, "uid" | "platform">[];
  around: AroundValue;
  rights: Rights;
  session: SessionValue;
  seats: SeatsValue;
  queue: QueueValue;
  queueLines: readonly QueueLine[];
  suggest: SuggestValue;
  contacts: readonly ContactLine[];
  alarms: AlarmsValue;
  meanwhile: MeanwhileValue | null;
  handoverDraft: HandoverBody;
  handovers: readonly RecordOf<"handovers">[];
  kept: readonly KeptNote[];
  ruleFiles: readonly RecordOf<"rules">[];
  walls: WallsValue;
  reports: ReportsValue;
  units: readonly RecordOf<"units">[];
  funnel: { readonly window: ResolvedPeriod; readonly funnel: Funnel };
  ranking: { readonly window: ResolvedPeriod; readonly lines: readonly RankingLine[] };
  topIssues: {
    readonly window: ResolvedPeriod;
    readonly issues: readonly {
      readonly classUid: number;
      readonly name: string;
      readonly nameEn: string;
      readonly majorName: string;
      readonly majorNameEn: string;
      readonly count: number;
      readonly overdueOpen: number;
    }[];
  };
  trend: Trend & {
    /** Hub time of the last bucket's end; when the newest case is older than the span, the span ends at that case. */
    readonly until: number;
  };
  classes: readonly RecordOf<"classes">[];
  areas: readonly RecordOf<"areas">[];
  places: readonly RecordOf<"places">[];
  borders: { readonly at: number; readonly grids: readonly RecordOf<"grids">[]; readonly changes: readonly number[] };
  shade: {
    readonly window: ResolvedPeriod;
    readonly rate: boolean;
    readonly better: "up" | "down" | null;
    readonly cells: readonly ShadeCell[];
  };
  heat: {
    readonly window: ResolvedPeriod;
    readonly total: number;
    /** Cases by cells of about a hundred metres. */
    readonly cells: { readonly lon: Float64Array; readonly lat: Float64Array; readonly count: Uint32Array };
    /** Unit grids with the most, each with what its area would have if all were spread evenly. */
    readonly hot: readonly {
      readonly grid: number;
      readonly count: number;
      readonly perKm2: number;
      readonly expected: number;
    }[];
    /** By weekday (Monday first) and hour of the city's zone: 7 × 24. */
    readonly week: Uint32Array;
  };
  choices: {
    readonly window: ResolvedPeriod;
    /** Cases of the whole filter. */
    readonly total: number;
    /** By part of the filter: cases by value, the largest count first. `major` by "scheme/majorCode". */
    readonly counts: { readonly [P in keyof Only]-?: readonly (readonly [NonNullable<Only[P]>, number])[] };
  };
  coverage: CoverageValue;
  visitsOf: {
    readonly visits: readonly (Pick<RecordOf<"visits">, "by" | "eye" | "fromAt" | "toAt"> & {
      readonly name: string;
      readonly nameEn: string;
    })[];
  };
  trail: {
    readonly at: Float64Array;
    readonly lon: Float64Array;
    readonly lat: Float64Array;
    readonly recordedSince: number | null;
  };
  unit: { readonly unit: RecordOf<"units">; readonly dutyGridName: string; readonly seenToday: number } | null;
  sensors: readonly SensorLine[];
  readings: {
    readonly series: readonly {
      readonly pollutant: Pollutant;
      readonly minutes: number;
      readonly at: Float64Array;
      readonly value: Float64Array;
      /** The lowest limit in force over each period, NaN where there is none. */
      readonly limit: Float64Array;
    }[];
  };
  components: {
    /** In the box, drawn or not. */
    readonly total: number;
    readonly uid: Uint32Array;
    readonly lon: Float64Array;
    readonly lat: Float64Array;
    readonly state: Uint8Array;
    readonly classUid: Uint32Array;
  };
  component: {
    readonly component: RecordOf<"components">;
    readonly className: string;
    readonly classNameEn: string;
    readonly departmentName: string;
    readonly departmentNameEn: string;
    readonly unitGridCode: string;
    /** Open cases within 30 m of the same class. */
    readonly cases: readonly CaseLine[];
  } | null;
  search: {
    readonly found: readonly Found[];
    /** Rows indexed of all; null when all are. */ readonly indexing: {
      readonly done: number;
      readonly total: number;
    } | null;
  };
  replay: ReplayValue;
  replayTracks: ReplayTracks;
  exercises: readonly {
    readonly exercise: string;
    readonly title: BothLanguages;
    readonly from: number;
    readonly to: number;
    /** What is wrong with its file; it can then not be played. */
    readonly trouble: Trouble | null;
  }[];
  cases: { readonly window: ResolvedPeriod; readonly total: number; readonly lines: readonly CaseLine[] };
  case: {
    readonly line: CaseLine;
    readonly record: RecordOf<"cases">;
    readonly clocks: CaseClocks;
    /** What it was filed under last, as the hub's class table has it; null when that is not known. */
    readonly condition: FilingCondition | null;
    /** The group of recurrences this case belongs to, null when it stands alone. */
    readonly recurrence: RecurrenceGroup | null;
    /** What was asked of this case and is not settled, oldest first. `line` and `record` are as it would leave them. */
    readonly pending: readonly OutboxEntry[];
    /** The state the hub has confirmed; another than `line.state` while commands are pending. */
    readonly trueState: number;
    /** Its texts have left this machine by the retention rule; its numbers are complete. */
    readonly textsGone: boolean;
  } | null;
  standings: StandingsValue;
  whatIf: WhatIf | null;
  dryRun: DryRunValue;
  indicators: {
    readonly period: ShownPeriod;
    readonly lines: readonly IndicatorLine[];
  };
  ledger: {
    readonly period: ShownPeriod | null;
    readonly entries: readonly RecordOf<"ledger">[];
  };
  backlog: Backlog;
  briefing: FrozenBriefing;
  recurrence: { readonly groups: readonly RecurrenceGroup[]; readonly total: number };
  disputes: {
    readonly total: number;
    readonly cases: readonly DisputedCase[];
    readonly borders: readonly Border[];
  };
  sync: SyncStatus;
  ops: OpsValue;
  /** Newest first; what waits before what is settled. */
  outbox: { readonly entries: readonly OutboxEntry[] };
}

/** How the clocks of a case stand at hub time. Minutes run on the clock of the limit: work minutes for work limits. */
export interface CaseClocks {
  readonly light: "green" | "yellow" | "red" | null;
  readonly usedMinutes: number | null;
  readonly limitMinutes: number | null;
  /** Negative when overdue. */
  readonly remainingMinutes: number | null;
  /** What stops the handling clock now. */
  readonly pausedBy: "suspension" | "sendBack" | null;
  readonly stageSince: number;
  readonly stageDue: number | null;
}

/** A period as shown: what was asked for, its window, and whether more may still come. */
export interface ShownPeriod {
  readonly key: string;
  readonly kind: PeriodKind;
  readonly from: number;
  readonly to: number;
  /** It is not over yet. */
  readonly running: boolean;
  /** Keys of the newest and the oldest period of this kind with cases. */
  readonly newest: string;
  readonly oldest: string;
}

export interface StandingsValue {
  /** Every scheme that could be shown, to choose from. */
  readonly schemes: readonly {
    readonly scheme: string;
    readonly title: BothLanguages;
    readonly trouble: Trouble | null;
  }[];
  /** Null when there is none to go by. */
  readonly shown: ShownStandings | null;
}

export interface ShownStandings {
  readonly scheme: Scheme;
  readonly hash: string;
  readonly period: ShownPeriod;
  /** Final since then; null while provisional. The standings are then the frozen ones. */
  readonly frozen: { readonly at: number; readonly by: string; readonly digest: string } | null;
  readonly groups: readonly { readonly group: string; readonly standings: readonly ShownStanding[] }[];
}

/** A standing with its name and what it was before. */
export interface ShownStanding extends Standing {
  readonly name: string;
  readonly nameEn: string;
  readonly shortName: string;
  readonly shortNameEn: string;
  /** 环比 and 同比: the period before and a year before; null where there was no rank. */
  readonly before: { readonly score: number; readonly rank: number } | null;
  readonly yearBefore: { readonly score: number; readonly rank: number } | null;
}

/** What closing open cases in time would do. */
export interface WhatIf {
  readonly key: number | string;
  readonly score: number | null;
  readonly rank: number | null;
  /** Open cases of the period, the ones that can still be on time first, each with what it adds by itself. */
  readonly cases: readonly { readonly line: CaseLine; readonly inTime: boolean; readonly gain: number }[];
  /** The least number of them, in this order, for each better rank. */
  readonly steps: readonly { readonly close: number; readonly score: number; readonly rank: number }[];
}

export interface IndicatorLine {
  readonly indicator: string;
  readonly n: number;
  /** Null for a plain count. */
  readonly d: number | null;
  readonly before: { readonly n: number; readonly d: number | null } | null;
  readonly yearBefore: { readonly n: number; readonly d: number | null } | null;
  readonly target: { readonly value: number; readonly setBy: string; readonly setAt: number } | null;
}

/** What lies about: one number each, opened by the measure of its name. */
export interface Backlog {
  readonly dispatchLate: number;
  readonly overdueOpen: number;
  readonly dueSoon: number;
  readonly stageLate: number;
  readonly suspended: number;
  /** 积存: suspended for longer than the policy's days. */
  readonly backlogged: number;
  readonly backlogDays: number;
  readonly sentBackOften: number;
  readonly sameNumber: number;
  /** Overdue cases by how long they have been so; `to` in days, null for the last. */
  readonly ages: readonly { readonly fromDays: number; readonly toDays: number | null; readonly count: number }[];
  readonly departments: readonly {
    readonly department: number;
    readonly overdueOpen: number;
    readonly dueSoon: number;
    readonly suspended: number;
    readonly open: number;
  }[];
  /** Facts set aside because they could not follow. */
  readonly asides: number;
}

/** 蘑菇效应: the same class again and again at one spot. */
export interface RecurrenceGroup {
  readonly classUid: number;
  readonly className: string;
  readonly classNameEn: string;
  readonly lon: number;
  readonly lat: number;
  readonly address: string;
  readonly count: number;
  readonly open: number;
  /** First and last report, epoch ms. */
  readonly since: number;
  readonly last: number;
  readonly radiusMetres: number;
  readonly days: number;
  readonly uids: readonly number[];
}

export interface DisputedCase {
  readonly line: CaseLine;
  readonly sendBacks: number;
  /** uids of the departments it was with, in order. */
  readonly route: readonly number[];
}

/** Two departments between which cases are pushed. */
export interface Border {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly uids: readonly number[];
}

/** The `keyed` answers: rows by uid, newest first by `changedAt`. */
export interface KeyedRows {
  ticker: CaseLine;
}

/** A changed slice of points: for each listed slot, its new values. `state` 255 marks an empty slot. */
export interface PointSlots {
  /** Number of slots in use, empty ones included. */
  readonly length: number;
  readonly slot: Uint32Array;
  readonly uid: Uint32Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly state: Uint8Array;
  readonly department: Uint32Array;
  readonly unitGrid: Uint32Array;
  readonly dispatchedAt: Float64Array;
  /** Epoch ms, NaN when there is none or the case is handled. */
  readonly deadline: Float64Array;
  readonly classUid: Uint32Array;
  /** Index in CASE_SOURCES. */
  readonly source: Uint8Array;
  readonly reportedAt: Float64Array;
}

export interface ColumnsValues {
  points: PointSlots;
}

export const EMPTY_SLOT = 255;
