/**
 * The named questions a window can ask of the cache, and the shape of each live answer.
 *
 * Three ways to answer: `whole` (small, re-run at most once a second), `keyed` (rows with a key, sent as put and del) and
 * `columns` (mass, as typed arrays with slot patches).
 */
import type { CaseFilter, Measure } from "./evaluation/columns.ts";
import type { Funnel, RankingLine, Trend } from "./evaluation/figures.ts";
import type { Period } from "./evaluation/period.ts";
import type { RecordOf } from "./tables.ts";

export type { Measure };

/** `auto` is the month, or everything when nothing was reported this month. The answer says which it took. */
export type PeriodChoice = Period | "auto";

/** A filter as a window asks it: the window of time by name, resolved by the host in the city's zone. */
export type CaseQuery = Omit<CaseFilter, "from" | "to"> & {
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

export type Question =
  | { readonly view: "city" }
  | { readonly view: "features" }
  | { readonly view: "grids" }
  | { readonly view: "departments" }
  | { readonly view: "cameras" }
  | { readonly view: "units" }
  | { readonly view: "funnel"; readonly period: PeriodChoice }
  | { readonly view: "ranking"; readonly period: PeriodChoice }
  | { readonly view: "topIssues"; readonly period: PeriodChoice; readonly limit: number }
  | { readonly view: "trend"; readonly hours: number }
  | { readonly view: "gridLoad" }
  | { readonly view: "ticker"; readonly limit: number }
  | { readonly view: "cases"; readonly query: CaseQuery; readonly offset: number; readonly limit: number }
  | { readonly view: "case"; readonly uid: number }
  | { readonly view: "points"; readonly query: CaseQuery };

/** A case as lists show it, with the names that belong to it. */
export interface CaseLine {
  readonly uid: number;
  readonly caseNo: string;
  readonly state: number;
  readonly source: number;
  readonly className: string;
  readonly classNameEn: string;
  readonly address: string;
  readonly department: number;
  readonly departmentName: string;
  readonly departmentNameEn: string;
  readonly unitGrid: number;
  readonly unitGridCode: string;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly reportedAt: number;
  readonly deadline: number | null;
  readonly submittedAt: number | null;
  readonly closedAt: number | null;
  /** When it last changed: the newest of its times. */
  readonly changedAt: number;
  readonly flags: number;
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
  cameras: readonly RecordOf<"cameras">[];
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
  /** Grids with at least one open case. */
  gridLoad: { readonly uid: Uint32Array; readonly open: Uint32Array; readonly overdue: Uint32Array };
  cases: { readonly window: ResolvedPeriod; readonly total: number; readonly lines: readonly CaseLine[] };
  case: { readonly line: CaseLine; readonly record: RecordOf<"cases"> } | null;
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
}

export interface ColumnsValues {
  points: PointSlots;
}

export const EMPTY_SLOT = 255;
