/**
 * Who should handle a case, by who handled its like (shared/case/suggest.ts), and how often this month somebody chose
 * another than was proposed.
 *
 * Rules (docs/rules.md), quoted by the tests:
 * - Z22 Of the cases dispatched in the running month for which there was a proposal, those count as overridden that went
 *   to another department than the first one proposed.
 */
import type { Fact } from "../../../shared/case/case.ts";
import { MARK } from "../../../shared/case/marks.ts";
import { likesOf, sentBackBy, suggestionsOf, type LikeAsked } from "../../../shared/case/suggest.ts";
import { metresBetween, sheetAt } from "../../../shared/coverage/plane.ts";
import { windowOf } from "../../../shared/evaluation/period.ts";
import type { SuggestValue } from "../../../shared/seat.ts";
import { record, recordReader } from "../cache/read.ts";
import { shownCase } from "./shown-case.ts";
import type { Source } from "./source.ts";

/** Cases whose facts are read to see who sent them back, the newest first. */
const MOST_SENT_BACK = 60;
/** A component of the case's class is what the case is about when it is as near as this, m. */
const COMPONENT_METRES = 60;
const MOST_COMPONENTS = 50;

/** The departments for a case as it is shown; nothing is proposed for a case that is not in the cache. */
export function suggestAnswer(uid: number, source: Source): SuggestValue {
  const shown = shownCase(uid, source)?.record;
  const month = monthOf(source);
  if (shown === undefined) return { suggestions: [], month };
  const { names, now, handle, cases } = source;
  const { classUid, unitGrid, lon, lat } = shown;
  const asked: LikeAsked = { uid, classUid, unitGrid, lon, lat, now: now() };
  const likes = likesOf(cases, asked);
  const own = new Set(sentBackBy(JSON.parse(shown.facts) as Fact[]));
  const suggestions = suggestionsOf(cases, likes, asked, {
    sentBack: sentBackOf(likes, source),
    open: openOf(source),
    owner: record(handle, "components", componentOf(asked, source))?.department ?? 0,
    isOut: (department) =>
      department === shown.department || own.has(department) || names.departmentOf(department) === undefined,
  });
  return {
    month,
    suggestions: suggestions.map((each) => {
      const { name = "", nameEn = "" } = names.departmentOf(each.department) ?? {};
      return { ...each, name, nameEn };
    }),
  };
}

/** Z22. */
function monthOf({ cases, now, names }: Source): SuggestValue["month"] {
  const { from = 0, to = 0 } = windowOf("month", now(), names.timeZone());
  const { dispatchedAt, marks, length } = cases;
  let suggested = 0;
  let overridden = 0;
  for (let i = 0; i < length; i++) {
    const at = dispatchedAt[i] as number;
    // One that was not dispatched compares false.
    if (!(at >= from && at < to) || ((marks[i] as number) & MARK.suggested) === 0) continue;
    suggested++;
    if (((marks[i] as number) & MARK.suggestionOverridden) !== 0) overridden++;
  }
  return { suggested, overridden };
}

/** How often each department sent the like of a case back, by the newest of those that were sent back. */
function sentBackOf(likes: readonly number[], { cases, handle }: Source): Map<number, number> {
  const times = new Map<number, number>();
  const newest = likes
    .filter((i) => (cases.sendBackCount[i] as number) > 0)
    .toSorted((a, b) => (cases.reportedAt[b] as number) - (cases.reportedAt[a] as number))
    .slice(0, MOST_SENT_BACK);
  const factsOf = recordReader(handle, "cases", ["facts"]);
  for (const i of newest) {
    const facts = JSON.parse(factsOf(cases.uid[i] as number)?.facts ?? "[]") as Fact[];
    for (const department of sentBackBy(facts)) times.set(department, (times.get(department) ?? 0) + 1);
  }
  return times;
}

/** Open cases by department. */
function openOf({ cases }: Source): Map<number, number> {
  const open = new Map<number, number>();
  for (const i of cases.open) {
    const department = cases.department[i] as number;
    if (department !== 0) open.set(department, (open.get(department) ?? 0) + 1);
  }
  return open;
}

/** The nearest component of the case's class; 0 where there is none, or while they have not been read. */
function componentOf({ classUid, lon, lat }: LikeAsked, { components }: Source): number {
  if (lon === null || lat === null || classUid === 0) return 0;
  components.wake();
  const sheet = sheetAt(lat);
  const [dx, dy] = [COMPONENT_METRES / sheet.x, COMPONENT_METRES / sheet.y];
  let nearest = 0;
  let least = COMPONENT_METRES;
  for (const slot of components.find([lon - dx, lat - dy, lon + dx, lat + dy], MOST_COMPONENTS).slots) {
    if (components.classUid[slot] !== classUid) continue;
    const metres = metresBetween(sheet, lon, lat, components.lon[slot] as number, components.lat[slot] as number);
    if (metres > least || (metres === least && nearest !== 0)) continue;
    nearest = components.uid[slot] as number;
    least = metres;
  }
  return nearest;
}
