/**
 * Recurrence (蘑菇效应, 中方 2020): the same class again and again around one spot.
 *
 * A group is a spot, the place of one of its cases, with the cases of the same class that lie within the radius of it and
 * were reported within the days. Groups do not share cases: the spot with most cases around it takes its own first.
 */
import type { RecurrenceRule } from "../case/policy.ts";
import { CASE_STATES } from "../case/state.ts";
import type { CaseColumns } from "./columns.ts";

const DAY = 86_400_000;
/** Metres of one degree of latitude. */
const DEGREE = 111_320;
const NEVER_A_FINDING: ReadonlySet<number> = new Set(
  (["notAccepted", "answered"] as const).map((state) => CASE_STATES.indexOf(state)),
);

export interface Recurrence {
  /** Position of the case that is the spot. */
  readonly spot: number;
  /** Positions of all its cases, the spot among them, oldest report first. */
  readonly members: readonly number[];
  readonly rule: RecurrenceRule;
}

/** Metres between two cases; precise enough for a few hundred metres. */
function metresBetween(columns: CaseColumns, a: number, b: number): number {
  const lat = columns.lat[a] as number;
  const north = ((columns.lat[b] as number) - lat) * DEGREE;
  const east = ((columns.lon[b] as number) - (columns.lon[a] as number)) * DEGREE * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(north, east);
}

const isFinding = (columns: CaseColumns, i: number) =>
  !Number.isNaN(columns.lon[i]) && !NEVER_A_FINDING.has(columns.state[i] as number);

/**
 * All groups with reports in the rule's days up to `until` (epoch ms), most cases first, then the newest.
 * @param ruleOf the rule of a class uid
 */
export function recurrencesOf(
  columns: CaseColumns,
  until: number,
  ruleOf: (classUid: number) => RecurrenceRule,
): Recurrence[] {
  const found: Recurrence[] = [];
  for (const [classUid, members] of byClass(columns, until, ruleOf)) {
    const rule = ruleOf(classUid);
    if (members.length >= rule.least) found.push(...groupsOf(columns, members, rule));
  }
  return found.toSorted(
    (a, b) =>
      b.members.length - a.members.length ||
      (columns.reportedAt[b.members.at(-1) as number] as number) -
        (columns.reportedAt[a.members.at(-1) as number] as number) ||
      (columns.uid[a.spot] as number) - (columns.uid[b.spot] as number),
  );
}

/** The cases of the same class around case `i`, reported within the rule's days before it or after it. */
export function recurrenceAround(columns: CaseColumns, i: number, rule: RecurrenceRule): Recurrence {
  const members: number[] = [];
  const at = columns.reportedAt[i] as number;
  for (let k = 0; k < columns.length; k++) {
    if (columns.classUid[k] !== columns.classUid[i]) continue;
    if (k !== i && !isFinding(columns, k)) continue;
    if (Math.abs((columns.reportedAt[k] as number) - at) > rule.days * DAY) continue;
    if (k === i || metresBetween(columns, i, k) <= rule.radiusMetres) members.push(k);
  }
  return { spot: i, members: oldestFirst(columns, members), rule };
}

function byClass(
  columns: CaseColumns,
  until: number,
  ruleOf: (classUid: number) => RecurrenceRule,
): Map<number, number[]> {
  const classes = new Map<number, number[]>();
  const since = new Map<number, number>();
  for (let i = 0; i < columns.length; i++) {
    const classUid = columns.classUid[i] as number;
    let from = since.get(classUid);
    if (from === undefined) since.set(classUid, (from = until - ruleOf(classUid).days * DAY));
    const at = columns.reportedAt[i] as number;
    if (at <= from || at > until || !isFinding(columns, i)) continue;
    const members = classes.get(classUid);
    if (members === undefined) classes.set(classUid, [i]);
    else members.push(i);
  }
  return classes;
}

/** Squares of the radius' size, so that neighbours are found in nine squares. */
function groupsOf(columns: CaseColumns, members: readonly number[], rule: RecurrenceRule): Recurrence[] {
  const lat = columns.lat[members[0] as number] as number;
  const squareLat = rule.radiusMetres / DEGREE;
  const squareLon = squareLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  const squares = new Map<string, number[]>();
  const squareOf = (i: number) =>
    [Math.floor((columns.lon[i] as number) / squareLon), Math.floor((columns.lat[i] as number) / squareLat)] as const;
  for (const i of members) {
    const [x, y] = squareOf(i);
    const square = squares.get(`${x} ${y}`);
    if (square === undefined) squares.set(`${x} ${y}`, [i]);
    else square.push(i);
  }
  const taken = new Set<number>();
  const around = (i: number): number[] => {
    const [x, y] = squareOf(i);
    const near: number[] = [];
    // Two squares to each side: a degree of longitude is a little longer in the south of the group than in its north.
    for (let dx = -2; dx <= 2; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const k of squares.get(`${x + dx} ${y + dy}`) ?? []) {
          if (!taken.has(k) && metresBetween(columns, i, k) <= rule.radiusMetres) near.push(k);
        }
      }
    }
    return near;
  };
  const spots = members
    .map((i) => ({ i, count: around(i).length }))
    .filter(({ count }) => count >= rule.least)
    .toSorted((a, b) => b.count - a.count || (columns.uid[a.i] as number) - (columns.uid[b.i] as number));
  const groups: Recurrence[] = [];
  for (const { i } of spots) {
    if (taken.has(i)) continue;
    const near = around(i);
    if (near.length < rule.least) continue;
    for (const k of near) taken.add(k);
    groups.push({ spot: i, members: oldestFirst(columns, near), rule });
  }
  return groups;
}

function oldestFirst(columns: CaseColumns, members: readonly number[]): number[] {
  return members.toSorted(
    (a, b) =>
      (columns.reportedAt[a] as number) - (columns.reportedAt[b] as number) ||
      (columns.uid[a] as number) - (columns.uid[b] as number),
  );
}
