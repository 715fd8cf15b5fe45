/**
 * When alarms are raised, as facts tell it: what a host's list of alarms shows from an instant on, this names the instant of,
 * under the same key (rules X61, Z50).
 */
import { LONGEST_ALARM_MS } from "../alarms/state.ts";
import { STAGES, stageOf } from "../case/state.ts";
import { windowOf } from "../evaluation/period.ts";
import type { AlarmRule } from "../rules/alarms.ts";
import { strikesOf, type CaseHistory, type CaseStep } from "./history.ts";
import type { AlarmOccasion } from "./occasions.ts";

const MINUTE = 60_000;

/** What alarms are raised by. */
export interface AlarmFacts {
  readonly cases: Iterable<CaseHistory>;
  /** When cases were reported in each unit grid (by uid), epoch ms in the order of time. */
  readonly reports: ReadonlyMap<number, readonly number[]>;
  readonly outages: Iterable<{ readonly camera: number; readonly fromAt: number; readonly toAt: number | null }>;
  /** Means of stations that were above a limit, by the end of their period. */
  readonly overs: Iterable<{ readonly sensor: number; readonly at: number }>;
  /** The hall's zone: some alarms are one a day. */
  readonly timeZone: string;
}

type RuleAbout<A extends AlarmRule["about"]> = Extract<AlarmRule, { about: A }>;

/** Reports so long before a time decide whether a burst begins then (ms). */
export const burstLookback = (rules: readonly AlarmRule[]): number =>
  2 * MINUTE * Math.max(0, ...rules.map((rule) => (rule.about === "grid" ? rule.withinMinutes : 0)));

/** The alarms raised within (from, to], in no order; an alarm may be named twice, under one key. */
export function* alarmOccasions(
  rules: readonly AlarmRule[],
  facts: AlarmFacts,
  from: number,
  to: number,
): Generator<AlarmOccasion> {
  for (const rule of rules) {
    if (rule.active) yield* raisedBy(rule, facts, from, to);
  }
}

function raisedBy(rule: AlarmRule, facts: AlarmFacts, from: number, to: number): Iterable<AlarmOccasion> {
  switch (rule.about) {
    case "case":
      return casesRaised(rule, facts, from, to);
    case "stage":
      return stagesRaised(rule, facts, from, to);
    case "grid":
      return gridsRaised(rule, facts, from, to);
    case "camera":
      return camerasRaised(rule, facts, from, to);
    case "sensor":
      return sensorsRaised(rule, facts, from, to);
  }
}

const occasion = (rule: AlarmRule, uid: number, at: number, named: number | string): AlarmOccasion => ({
  on: "alarm",
  at,
  key: `${rule.rule}/${rule.about}/${uid}/${named}`,
  rule: rule.rule,
});

const CLOCK: Readonly<Record<RuleAbout<"case">["clock"], (step: CaseStep) => number>> = {
  deadline: ({ deadline }) => deadline,
  stage: ({ stageDue }) => stageDue,
  dispatch: ({ dispatchDue }) => dispatchDue,
};

function* casesRaised(rule: RuleAbout<"case">, { cases }: AlarmFacts, from: number, to: number) {
  const before = rule.beforeMinutes * MINUTE;
  for (const history of cases) {
    if (rule.urgentOnly && !history.about.urgent) continue;
    for (const { at, due } of strikesOf(history, CLOCK[rule.clock], before, from, to)) {
      if (at - (due - before) < LONGEST_ALARM_MS) yield occasion(rule, history.uid, at, due);
    }
  }
}

/** A stage is jammed when so many are late in it; told when it becomes so, and at midnight while it is so. */
function* stagesRaised(rule: RuleAbout<"stage">, { cases, timeZone }: AlarmFacts, from: number, to: number) {
  const turns: { at: number; stage: number; by: 1 | -1 }[] = [];
  for (const { steps } of cases) {
    for (let i = 0; i < steps.length; i++) {
      const { at, state, stageDue } = steps[i] as CaseStep;
      if (Number.isNaN(stageDue)) continue;
      const begin = Math.max(at, stageDue);
      const end = steps[i + 1]?.at ?? Number.POSITIVE_INFINITY;
      if (begin >= end || begin > to || end <= from) continue;
      const stage = STAGES.indexOf(stageOf(state));
      turns.push({ at: begin, stage, by: 1 }, { at: end, stage, by: -1 });
    }
  }
  // Of one instant what ends comes first: a case that goes on late within its stage is one late case all the time.
  turns.sort((a, b) => a.at - b.at || a.by - b.by);
  const midnights = midnightsIn(from, to, timeZone);
  const late = STAGES.map(() => 0);
  const jammed = STAGES.map(() => false);
  let next = 0;
  const instants = [...new Set([...turns.map(({ at }) => at), ...midnights])].toSorted((a, b) => a - b);
  for (const at of instants) {
    if (at > to) break;
    for (let turn = turns[next]; turn !== undefined && turn.at <= at; turn = turns[++next]) {
      late[turn.stage] = (late[turn.stage] as number) + turn.by;
    }
    for (const stage of STAGES.keys()) {
      const isJammed = (late[stage] as number) >= rule.late;
      if (isJammed && at > from && (!(jammed[stage] as boolean) || midnights.includes(at))) {
        yield occasion(rule, stage, at, windowOf("day", at, timeZone).from ?? at);
      }
      jammed[stage] = isJammed;
    }
  }
}

function midnightsIn(from: number, to: number, timeZone: string): number[] {
  const found: number[] = [];
  for (
    let at = windowOf("day", from, timeZone).to ?? to + 1;
    at <= to;
    at = windowOf("day", at, timeZone).to ?? to + 1
  ) {
    if (at > from) found.push(at);
  }
  return found;
}

function* gridsRaised(rule: RuleAbout<"grid">, { reports }: AlarmFacts, from: number, to: number) {
  const within = rule.withinMinutes * MINUTE;
  for (const [grid, times] of reports) {
    let last = Number.NEGATIVE_INFINITY;
    for (let i = rule.reports - 1; i < times.length; i++) {
      const at = times[i] as number;
      if (at > to) break;
      if (at - (times[i - rule.reports + 1] as number) > within) continue;
      if (at - last > within && at > from) yield occasion(rule, grid, at, at);
      last = at;
    }
  }
}

function* camerasRaised(rule: RuleAbout<"camera">, { outages }: AlarmFacts, from: number, to: number) {
  for (const { camera, fromAt, toAt } of outages) {
    const at = fromAt + rule.outMinutes * MINUTE;
    const isOut = toAt === null || toAt > at;
    if (camera !== 0 && isOut && at > from && at <= to) yield occasion(rule, camera, at, fromAt);
  }
}

/** A station above its limit is one occasion a day. */
function* sensorsRaised(rule: RuleAbout<"sensor">, { overs, timeZone }: AlarmFacts, from: number, to: number) {
  for (const { sensor, at } of overs) {
    if (at > from && at <= to) yield occasion(rule, sensor, at, windowOf("day", at, timeZone).from ?? 0);
  }
}
