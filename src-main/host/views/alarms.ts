/**
 * Alarms that are raised now by the alarm rules, with what was done about them, as the seat's role sees them.
 *
 * Rules (docs/rules.md), quoted by the tests: Z50–Z57.
 */
import { groupsOf, ratesOf } from "../../../shared/alarms/flood.ts";
import { byUrgency, later, reaches, standingOf, type Marked } from "../../../shared/alarms/state.ts";
import type { AlarmLine, AlarmsValue } from "../../../shared/alarm.ts";
import { STAGES } from "../../../shared/case/state.ts";
import type { Role } from "../../../shared/roles.ts";
import { record } from "../cache/read.ts";
import { raisedNow, type Raised } from "./alarms-raised.ts";
import { lineReader } from "./case-lines.ts";
import type { Source } from "./source.ts";

/** Alarms told of at most; those that want somebody come first. */
const MOST_ALARMS = 500;
const TWO_HOURS = 7_200_000;

/** When alarms reached this seat first, by their keys: an alarm whose cause is gone was one all the same. */
const heard = new WeakMap<Source["cases"], Map<string, number>>();

/** Who is asked after: the person's role, and an administrator's while nobody has an account. */
const roleHere = ({ beside }: Source): Role => beside.seat.session().person?.role ?? "admin";

export function alarmsAnswer(source: Source): AlarmsValue {
  const now = source.now();
  const role = roleHere(source);
  const marks = marksOf(source);
  const alarms = raisedNow(source)
    .filter(({ rule, key }) => reaches(rule.roles, role) || marks.get(key)?.toRole === role)
    .map(({ rule, ...alarm }) => {
      const mark = marks.get(alarm.key);
      const standing = standingOf(alarm.since, mark, role, rule.tone, rule.riseAfterMinutes, now);
      return { ...alarm, of: rule, mark, ...standing };
    })
    .toSorted(byUrgency);
  const rates = remember(
    source,
    alarms.filter(({ openSince }) => openSince !== null),
    now,
  );
  const label = labels(source);
  const lines = alarms.slice(0, MOST_ALARMS).map(({ of, mark, openSince: _openSince, ...alarm }): AlarmLine => ({
    ...alarm,
    ...label(alarm),
    rule: of.rule,
    title: of.title["zh-CN"],
    titleEn: of.title.en,
    tone: of.tone,
    by: mark?.by ?? "",
    markedAt: mark?.at ?? null,
    until: mark?.until ?? null,
    toRole: mark?.toRole ?? "",
    note: mark?.note ?? "",
  }));
  return {
    alarms: lines,
    groups: groupsOf(lines.filter(({ state }) => state === "open")).map(({ rule, alarms: of }) => ({
      rule,
      title: of[0]?.title ?? "",
      titleEn: of[0]?.titleEn ?? "",
      keys: of.map(({ key }) => key),
    })),
    perTenMinutes: rates,
    troubles: source.rules.alarms().troubles,
  };
}

/** The newest mark of each alarm. */
function marksOf({ handle }: Source): ReadonlyMap<string, Marked> {
  const newest = new Map<string, Marked>();
  const rows = handle
    .prepare<[], Marked & { readonly alarm: string }>(
      "SELECT uid, alarm, mark, at, by, until, toRole, note FROM alarmMarks ORDER BY uid",
    )
    .all();
  for (const row of rows) newest.set(row.alarm, later(newest.get(row.alarm), row));
  return newest;
}

/** Notes which alarms have reached this seat, and tells how many did in each of the last ten minutes. */
function remember(
  { cases, beside }: Source,
  open: readonly { readonly key: string; readonly openSince: number | null }[],
  now: number,
): number[] {
  const known = heard.get(cases) ?? new Map<string, number>();
  heard.set(cases, known);
  const { since } = beside.seat.session();
  for (const { key, openSince } of open) {
    if (openSince === null || (since !== null && openSince < since)) continue;
    if (!known.has(key)) known.set(key, openSince);
  }
  for (const [key, at] of known) if (now - at > TWO_HOURS) known.delete(key);
  return ratesOf(known.values(), now);
}

type Label = Pick<AlarmLine, "label" | "labelEn" | "lon" | "lat">;
const NOWHERE = { lon: null, lat: null };

/** What a list shows of an alarm's subject, and where it lies. */
function labels(source: Source): (alarm: Pick<Raised, "subject" | "uid">) => Label {
  const line = lineReader(source);
  const { handle } = source;
  return ({ subject, uid }) => {
    switch (subject) {
      case "case": {
        const found = line(uid);
        if (found === undefined) return { label: "", labelEn: "", ...NOWHERE };
        const { caseNo, address, lon, lat } = found;
        return {
          label: [caseNo, found.className, address].filter((part) => part !== "").join(" "),
          labelEn: [caseNo, found.classNameEn || found.className, address].filter((part) => part !== "").join(" "),
          lon,
          lat,
        };
      }
      case "stage":
        return { label: STAGES[uid] ?? "", labelEn: STAGES[uid] ?? "", ...NOWHERE };
      case "grid": {
        const grid = record(handle, "grids", uid);
        return { label: grid?.code ?? "", labelEn: grid?.code ?? "", lon: grid?.lon ?? null, lat: grid?.lat ?? null };
      }
      case "camera":
      case "sensor": {
        const thing = record(handle, subject === "camera" ? "cameras" : "sensors", uid);
        return {
          label: thing?.name ?? "",
          labelEn: thing?.nameEn || (thing?.name ?? ""),
          lon: thing?.lon ?? null,
          lat: thing?.lat ?? null,
        };
      }
    }
  };
}
