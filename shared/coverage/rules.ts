/**
 * What counts as eyes on a grid, as data: a city states it in its policy (`patrol`), and the screen says it in words. None
 * of the defaults is law; no source gives numbers (domain.md §4.1), but rounds per week are those of 黄石 2022.
 */

/** Intervals during which a shift runs, as minutes since midnight of the city's zone; `to` ≤ `from` ends on the next day. */
export interface Shift {
  readonly name: string;
  readonly nameEn: string;
  readonly from: number;
  readonly to: number;
}

export interface CoverageRules {
  readonly shifts: readonly Shift[];
  /** A pass shorter than this is no visit, s. */
  readonly leastSeconds: number;
  /** Two fixes further apart than this prove nothing of the time between, s. */
  readonly freshSeconds: number;
  /** Who is this near to a grid's border sees the grid: both sides of a street, and a fix's error, m. */
  readonly edgeMetres: number;
  /** Who is this near to a place is at it, m. */
  readonly placeMetres: number;
  /** A vehicle that has stood this long is parked and proves nothing, s. */
  readonly parkedSeconds: number;
  /** Faster than this nobody moves; a fix that says so is no proof, km/h. */
  readonly fastestPerson: number;
  readonly fastestVehicle: number;
  /** Rounds to a place this long apart are two, minutes. */
  readonly apartMinutes: number;
  readonly roundsPerWeek: number;
  /** A camera sees this far, m, in a cone of so many degrees. */
  readonly cameraMetres: number;
  readonly cameraDegrees: number;
}

/** What a policy says of it; what it leaves out is as the defaults are. */
export type PatrolPolicy = { readonly [K in keyof CoverageRules]?: CoverageRules[K] };

export const DEFAULT_COVERAGE: CoverageRules = {
  shifts: [
    { name: "早班", nameEn: "Early", from: 360, to: 840 },
    { name: "中班", nameEn: "Late", from: 840, to: 1_320 },
    { name: "晚班", nameEn: "Night", from: 1_320, to: 360 },
  ],
  leastSeconds: 60,
  freshSeconds: 120,
  edgeMetres: 15,
  placeMetres: 50,
  parkedSeconds: 300,
  fastestPerson: 60,
  fastestVehicle: 150,
  apartMinutes: 60,
  roundsPerWeek: 2,
  cameraMetres: 150,
  cameraDegrees: 70,
};

/** The rules in force under a policy. */
export function coverageRulesOf(policy: { readonly patrol?: PatrolPolicy }): CoverageRules {
  return { ...DEFAULT_COVERAGE, ...policy.patrol };
}
