/** What the alarm rules find in the cache now: one occasion each, named alike on every machine (Z50). */
import type { AlarmSubject } from "../../../shared/alarm.ts";
import { burstSince } from "../../../shared/alarms/flood.ts";
import { LONGEST_ALARM_MS } from "../../../shared/alarms/state.ts";
import { FLAG_URGENT } from "../../../shared/case/record.ts";
import { CASE_STATES, STAGES, STAGE_INDEX_OF_STATE_CODE } from "../../../shared/case/state.ts";
import { measuresAt } from "../../../shared/evaluation/columns.ts";
import { windowOf } from "../../../shared/evaluation/period.ts";
import type { AlarmRule } from "../../../shared/rules/alarms.ts";
import { openOutages } from "./cameras.ts";
import { sensorsAnswer } from "./sensors.ts";
import type { Source } from "./source.ts";

export interface Raised {
  readonly key: string;
  readonly rule: AlarmRule;
  readonly subject: AlarmSubject;
  readonly uid: number;
  readonly since: number;
}

const MINUTE = 60_000;
const SUSPENDED = CASE_STATES.indexOf("suspended");

/** Every occasion of the last day, in no order; of a rule that is switched off none. */
export function raisedNow(source: Source): Raised[] {
  const rules = source.rules.alarms().rules.filter(({ active }) => active);
  return [
    ...casesRaised(
      rules.filter((rule) => rule.about === "case"),
      source,
    ),
    ...stagesRaised(
      rules.filter((rule) => rule.about === "stage"),
      source,
    ),
    ...gridsRaised(
      rules.filter((rule) => rule.about === "grid"),
      source,
    ),
    ...rules.flatMap((rule) => {
      if (rule.about === "camera") return camerasRaised(rule, source);
      return rule.about === "sensor" ? sensorsRaised(rule, source) : [];
    }),
  ];
}

type RuleAbout<A extends AlarmRule["about"]> = Extract<AlarmRule, { about: A }>;

const isOfToday = (since: number, now: number) => since <= now && now - since < LONGEST_ALARM_MS;

function raised(rule: AlarmRule, subject: AlarmSubject, uid: number, since: number, occasion: number | string): Raised {
  return { key: `${rule.rule}/${subject}/${uid}/${occasion}`, rule, subject, uid, since };
}

/** One alarm for each open case and clock: the instant of the clock names the occasion, so a new deadline is a new one. */
function casesRaised(rules: readonly RuleAbout<"case">[], { cases, now }: Source): Raised[] {
  const found: Raised[] = [];
  if (rules.length === 0) return found;
  const at = now();
  for (const i of cases.open) {
    if (cases.state[i] === SUSPENDED) continue;
    for (const rule of rules) {
      const due = clockAt(cases, i, rule.clock);
      const since = due - rule.beforeMinutes * MINUTE;
      if (!isOfToday(since, at)) continue;
      if (rule.urgentOnly && ((cases.flags[i] as number) & FLAG_URGENT) === 0) continue;
      found.push(raised(rule, "case", cases.uid[i] as number, since, due));
    }
  }
  return found;
}

/** The instant of a clock that still runs; NaN for one that does not. */
function clockAt(cases: Source["cases"], i: number, clock: RuleAbout<"case">["clock"]): number {
  switch (clock) {
    case "deadline":
      return Number.isNaN(cases.submittedAt[i]) ? (cases.deadline[i] as number) : Number.NaN;
    case "stage":
      return cases.stageDue[i] as number;
    case "dispatch":
      return Number.isNaN(cases.dispatchedAt[i]) ? (cases.dispatchDue[i] as number) : Number.NaN;
  }
}

/** A stage that is jammed is one occasion a day: it fills and empties all the time. */
function stagesRaised(rules: readonly RuleAbout<"stage">[], { cases, now, names }: Source): Raised[] {
  if (rules.length === 0) return [];
  const at = now();
  const dues: number[][] = STAGES.map(() => []);
  for (const i of cases.open) {
    if (!measuresAt(cases, i, "stageLate", at)) continue;
    dues[STAGE_INDEX_OF_STATE_CODE[cases.state[i] as number] as number]?.push(cases.stageDue[i] as number);
  }
  const { from } = windowOf("day", at, names.timeZone());
  const day = from ?? at;
  return rules.flatMap((rule) =>
    dues.flatMap((late, stage) => {
      if (late.length < rule.late) return [];
      // Since when it has been so: the case that made it so many, as far as that was today.
      const since = late.toSorted((a, b) => a - b)[rule.late - 1] as number;
      return [raised(rule, "stage", stage, Math.max(day, since), day)];
    }),
  );
}

function gridsRaised(rules: readonly RuleAbout<"grid">[], { cases, now }: Source): Raised[] {
  if (rules.length === 0) return [];
  const at = now();
  const longest = Math.max(...rules.map(({ withinMinutes }) => withinMinutes)) * MINUTE;
  const from = at - LONGEST_ALARM_MS - longest;
  const byGrid = new Map<number, number[]>();
  for (let i = 0; i < cases.length; i++) {
    const reported = cases.reportedAt[i] as number;
    if (!(reported >= from) || cases.unitGrid[i] === 0) continue;
    const times = byGrid.get(cases.unitGrid[i] as number);
    if (times === undefined) byGrid.set(cases.unitGrid[i] as number, [reported]);
    else times.push(reported);
  }
  return rules.flatMap((rule) =>
    [...byGrid].flatMap(([grid, times]) => {
      const since = burstSince(times, rule.reports, rule.withinMinutes * MINUTE, at);
      return since === null || !isOfToday(since, at) ? [] : [raised(rule, "grid", grid, since, since)];
    }),
  );
}

function camerasRaised(rule: RuleAbout<"camera">, source: Source): Raised[] {
  return openOutages(source).flatMap(({ camera, fromAt }) => {
    const since = fromAt + rule.outMinutes * MINUTE;
    return isOfToday(since, source.now()) ? [raised(rule, "camera", camera, since, fromAt)] : [];
  });
}

/** A station above its limit is one occasion a day; one that is silent is one for each silence. */
function sensorsRaised(rule: RuleAbout<"sensor">, source: Source): Raised[] {
  const { from } = windowOf("day", source.now(), source.names.timeZone());
  return sensorsAnswer(source).flatMap(({ sensor, values, silent, lastAt }) => {
    const over = values.filter((value) => value.over);
    if (over.length > 0) {
      const since = Math.min(...over.map((value) => value.at));
      return isOfToday(since, source.now()) ? [raised(rule, "sensor", sensor.uid, since, from ?? 0)] : [];
    }
    if (!rule.silent || !silent || lastAt === null || !isOfToday(lastAt, source.now())) return [];
    return [raised(rule, "sensor", sensor.uid, lastAt, `silent-${lastAt}`)];
  });
}
