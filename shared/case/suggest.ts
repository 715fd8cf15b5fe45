/**
 * Who should handle a case, by who handled its like: cases of its class, in its grid, near it and anywhere in the city.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z20 A share of a narrow circle is drawn towards that of the wider one, so that one case in a grid does not outweigh
 *   forty in the city; a component's owner counts for half; what a department sent back and what lies with it take off;
 *   of equal scores the owner is first, then the counts say, then the uid.
 * - Z21 A department that sent this case back, has it now, or is no more, is not proposed.
 */
import { metresBetween, sheetAt } from "../coverage/plane.ts";
import type { Suggestion } from "../seat.ts";
import type { Fact } from "./case.ts";

/** How far back the like of a case is looked for. */
export const LIKE_DAYS = 180;
/** What counts as near, m. */
export const NEAR_METRES = 500;
/** One for each of the keys 1–9. */
export const MOST_SUGGESTIONS = 9;

const DAY = 86_400_000;
/** So many further cases are taken to have gone as in the wider circle. */
const PULL = 3;
/** What a component's owner counts for beside what the cases say. */
const OWNER_PART = 0.5;
/** What the department with the most open cases loses. */
const LOAD_PART = 0.1;

/** The columns that are looked at; position `i` of each is one case. Times epoch ms, 0 as a uid means none. */
export interface LikeColumns {
  readonly length: number;
  readonly uid: ArrayLike<number>;
  readonly classUid: ArrayLike<number>;
  readonly department: ArrayLike<number>;
  readonly unitGrid: ArrayLike<number>;
  /** Degrees, NaN when unlocated. */
  readonly lon: ArrayLike<number>;
  readonly lat: ArrayLike<number>;
  readonly reportedAt: ArrayLike<number>;
}

/** The case that is to be handled. */
export interface LikeAsked {
  readonly uid: number;
  readonly classUid: number;
  readonly unitGrid: number;
  readonly lon: number | null;
  readonly lat: number | null;
  /** Hub time, epoch ms. */
  readonly now: number;
}

/** Positions of the cases of the same class of the last 180 days, itself left out, in the order of the columns. */
export function likesOf(columns: LikeColumns, { uid, classUid, now }: LikeAsked): number[] {
  const { length, classUid: classes, reportedAt } = columns;
  const since = now - LIKE_DAYS * DAY;
  const likes: number[] = [];
  if (classUid === 0) return likes;
  for (let i = 0; i < length; i++) {
    if (classes[i] === classUid && (reportedAt[i] as number) >= since && columns.uid[i] !== uid) likes.push(i);
  }
  return likes;
}

/** uids of the departments that sent a case back, once for each time; a send-back that was not agreed to does not count. */
export function sentBackBy(facts: readonly Fact[]): number[] {
  const by: number[] = [];
  let owner = 0;
  for (const fact of facts) {
    if (fact.kind === "dispatched") owner = fact.department;
    else if (fact.kind === "observed" && fact.department !== null) owner = fact.department;
    else if (fact.kind === "sentBack" && owner !== 0) by.push(owner);
    else if (fact.kind === "sendBackRefused") {
      by.pop();
      owner = fact.department;
    }
  }
  return by;
}

/** What is known beside the columns. */
export interface SuggestBeside {
  /** How often each department sent the like of it back. */
  readonly sentBack: ReadonlyMap<number, number>;
  /** Open cases by department. */
  readonly open: ReadonlyMap<number, number>;
  /** uid of who owns the component it is about, 0 for nobody or no component. */
  readonly owner: number;
  /** A department that may not be proposed: it has the case, sent it back, or is no more. */
  isOut(department: number): boolean;
}

interface Counts {
  grid: number;
  near: number;
  all: number;
}

/** The best departments first, with the counts that speak for and against each; empty when nothing is known. */
export function suggestionsOf(
  columns: LikeColumns,
  likes: readonly number[],
  asked: LikeAsked,
  beside: SuggestBeside,
): Omit<Suggestion, "name" | "nameEn">[] {
  const { byDepartment, total } = countsOf(columns, likes, asked);
  const candidates = new Set(byDepartment.keys());
  if (beside.owner !== 0) candidates.add(beside.owner);
  const shown = [...candidates].filter((department) => !beside.isOut(department));
  const loads = shown.map((department) => beside.open.get(department) ?? 0);
  const [mostLoad, allLoad] = [Math.max(0, ...loads), loads.reduce((sum, load) => sum + load, 0)];
  return shown
    .map((department) => {
      const own = byDepartment.get(department) ?? { grid: 0, near: 0, all: 0 };
      const sentBack = beside.sentBack.get(department) ?? 0;
      const load = beside.open.get(department) ?? 0;
      const share = pulled(own.grid, total.grid, pulled(own.near, total.near, own.all / Math.max(1, total.all)));
      const owned = beside.owner === 0 ? share : (1 - OWNER_PART) * share + OWNER_PART * +(department === beside.owner);
      const kept = 1 - sentBack / (own.all + sentBack + PULL);
      const score = owned * kept * (1 - (mostLoad === 0 ? 0 : (LOAD_PART * load) / mostLoad));
      const reasons = [
        { why: "classInGrid", n: own.grid, d: total.grid },
        { why: "classNear", n: own.near, d: total.near },
        { why: "classAnywhere", n: own.all, d: total.all },
        { why: "componentOwner", n: +(department === beside.owner), d: 1 },
        { why: "sentBack", n: sentBack, d: own.all + sentBack },
        { why: "load", n: load, d: allLoad },
      ] as const;
      return { department, score, own, reasons: reasons.filter(({ n }) => n > 0) };
    })
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        +(b.department === beside.owner) - +(a.department === beside.owner) ||
        b.own.grid - a.own.grid ||
        b.own.near - a.own.near ||
        b.own.all - a.own.all ||
        a.department - b.department,
    )
    .slice(0, MOST_SUGGESTIONS)
    .map(({ department, score, reasons }) => ({ department, score, reasons }));
}

/** n of d, drawn towards the share of the wider circle. */
const pulled = (n: number, d: number, wider: number): number => (n + PULL * wider) / (d + PULL);

/** Of the like that came to a department: how many in the same grid, near it, and in all; by department and together. */
function countsOf(columns: LikeColumns, likes: readonly number[], { unitGrid, lon, lat }: LikeAsked) {
  const byDepartment = new Map<number, Counts>();
  const total: Counts = { grid: 0, near: 0, all: 0 };
  const sheet = sheetAt(lat ?? 0);
  for (const i of likes) {
    const department = columns.department[i] as number;
    if (department === 0) continue;
    const inGrid = unitGrid !== 0 && columns.unitGrid[i] === unitGrid;
    // A place that is not known compares false.
    const isNear =
      lon !== null &&
      lat !== null &&
      metresBetween(sheet, lon, lat, columns.lon[i] as number, columns.lat[i] as number) <= NEAR_METRES;
    let counts = byDepartment.get(department);
    if (counts === undefined) byDepartment.set(department, (counts = { grid: 0, near: 0, all: 0 }));
    for (const each of [counts, total]) {
      each.all++;
      if (inGrid) each.grid++;
      if (isNear) each.near++;
    }
  }
  return { byDepartment, total };
}
