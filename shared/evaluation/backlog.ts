/** What lies about: late dispatches, red and yellow lights, suspended and backlogged cases, by age and department. */
import { CASE_STATES } from "../case/state.ts";
import { isDueSoonAt, isOpenAt, isOverdueAt, isSuspendedBefore, measuresAt, type CaseColumns } from "./columns.ts";

const DAY = 86_400_000;
const SUSPENDED = CASE_STATES.indexOf("suspended");

/** Bounds in days between the ages of overdue cases. */
export const AGE_BOUNDS = [1, 3, 7, 30] as const;

export interface BacklogCounts {
  readonly dispatchLate: number;
  readonly overdueOpen: number;
  readonly dueSoon: number;
  readonly stageLate: number;
  readonly suspended: number;
  readonly backlogged: number;
  readonly sentBackOften: number;
  readonly sameNumber: number;
  readonly ages: readonly { readonly fromDays: number; readonly toDays: number | null; readonly count: number }[];
  readonly departments: readonly DepartmentBacklog[];
}

export interface DepartmentBacklog {
  readonly department: number;
  readonly overdueOpen: number;
  readonly dueSoon: number;
  readonly suspended: number;
  readonly open: number;
}

const COUNTED = ["dispatchLate", "stageLate", "sentBackOften"] as const;

/**
 * Counts at hub time `now`. Each number counts the cases that the measure of its name opens; `backlogged` those that
 * have been suspended for more than `backlogDays`.
 */
export function backlogOf(columns: CaseColumns, now: number, backlogDays: number): BacklogCounts {
  const counts = { dispatchLate: 0, stageLate: 0, sentBackOften: 0 };
  const total = { overdueOpen: 0, dueSoon: 0, suspended: 0, backlogged: 0, sameNumber: 0 };
  const ages = [...AGE_BOUNDS, Number.POSITIVE_INFINITY].map(() => 0);
  const departments = new Map<number, { overdueOpen: number; dueSoon: number; suspended: number; open: number }>();
  const before = now - backlogDays * DAY;
  for (let i = 0; i < columns.length; i++) {
    if (measuresAt(columns, i, "sameNumber", now)) total.sameNumber++;
    if (!isOpenAt(columns, i)) continue;
    for (const measure of COUNTED) if (measuresAt(columns, i, measure, now)) counts[measure]++;
    const place = placeOf(departments, columns.department[i] as number);
    place.open++;
    if (isOverdueAt(columns, i, now)) {
      total.overdueOpen++;
      place.overdueOpen++;
      const days = (now - (columns.deadline[i] as number)) / DAY;
      const age = AGE_BOUNDS.findIndex((bound) => days < bound);
      const at = age < 0 ? AGE_BOUNDS.length : age;
      ages[at] = (ages[at] as number) + 1;
    } else if (isDueSoonAt(columns, i, now)) {
      total.dueSoon++;
      place.dueSoon++;
    }
    if (columns.state[i] === SUSPENDED) {
      total.suspended++;
      place.suspended++;
      if (isSuspendedBefore(columns, i, before)) total.backlogged++;
    }
  }
  return {
    ...counts,
    ...total,
    ages: ages.map((count, k) => ({ fromDays: AGE_BOUNDS[k - 1] ?? 0, toDays: AGE_BOUNDS[k] ?? null, count })),
    departments: [...departments]
      .filter(([department]) => department !== 0)
      .map(([department, counted]) => ({ department, ...counted }))
      .toSorted((a, b) => b.overdueOpen - a.overdueOpen || b.open - a.open || a.department - b.department),
  };
}

function placeOf(
  departments: Map<number, { overdueOpen: number; dueSoon: number; suspended: number; open: number }>,
  department: number,
) {
  let place = departments.get(department);
  if (place === undefined) departments.set(department, (place = { overdueOpen: 0, dueSoon: 0, suspended: 0, open: 0 }));
  return place;
}
