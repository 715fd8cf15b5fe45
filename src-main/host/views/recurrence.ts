/** Recurrence groups with their names and places, for the list, the map and the mark on a case. */
import type { RecurrenceRule } from "../../../shared/case/policy.ts";
import { isOpenAt } from "../../../shared/evaluation/columns.ts";
import { recurrenceAround, recurrencesOf, type Recurrence } from "../../../shared/evaluation/recurrence.ts";
import type { RecurrenceGroup, WholeValues } from "../../../shared/view.ts";
import { recordReader } from "../cache/read.ts";
import type { Source } from "./source.ts";

const DAY = 86_400_000;

/** The groups with most cases. When the newest report is older than the days looked at, they end with that report. */
export function recurrenceAnswer(limit: number, source: Source): WholeValues["recurrence"] {
  const { cases } = source;
  const ruleOf = ruleReader(source);
  let newest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < cases.length; i++) newest = Math.max(newest, cases.reportedAt[i] as number);
  const now = source.now();
  const until = newest < now - source.rules.policy().recurrence.days * DAY ? newest : now;
  const groups = cases.length === 0 ? [] : recurrencesOf(cases, until, ruleOf);
  const shown = groupReader(source);
  return { total: groups.length, groups: groups.slice(0, limit).map(shown) };
}

/** The group around one case, or null when it stands alone or has no place. */
export function recurrenceOf(uid: number, source: Source): RecurrenceGroup | null {
  const i = source.cases.indexOf(uid);
  if (i === undefined || Number.isNaN(source.cases.lon[i])) return null;
  const around = recurrenceAround(source.cases, i, ruleReader(source)(source.cases.classUid[i] as number));
  return around.members.length < 2 ? null : groupReader(source)(around);
}

function ruleReader(source: Source): (classUid: number) => RecurrenceRule {
  const { classes, ...usual } = source.rules.policy().recurrence;
  return (classUid) => {
    const found = source.names.classOf(classUid);
    return found === undefined ? usual : (classes[`${found.kind}/${found.code}`] ?? usual);
  };
}

function groupReader({ cases, handle, names }: Source): (group: Recurrence) => RecurrenceGroup {
  const addressOf = recordReader(handle, "cases", ["address"]);
  return ({ spot, members, rule }) => {
    const classUid = cases.classUid[spot] as number;
    const found = names.classOf(classUid);
    return {
      classUid,
      className: found?.name ?? "",
      classNameEn: found?.nameEn ?? "",
      lon: cases.lon[spot] as number,
      lat: cases.lat[spot] as number,
      address: addressOf(cases.uid[spot] as number)?.address ?? "",
      count: members.length,
      open: members.filter((i) => isOpenAt(cases, i)).length,
      since: cases.reportedAt[members[0] as number] as number,
      last: cases.reportedAt[members.at(-1) as number] as number,
      radiusMetres: rule.radiusMetres,
      days: rule.days,
      uids: members.map((i) => cases.uid[i] as number),
    };
  };
}
