/**
 * What rules of walls answer to, as facts tell it: a case comes to a step or runs out of time, an alarm is raised. The same
 * facts give the same occasions, wherever and in however many pieces of time they are asked for (rules X60, X61).
 */
import type { CaseReport, FactKind } from "../case/case.ts";
import type { CaseEvent } from "../rules/direction.ts";
import { strikesOf, type CaseHistory, type CaseStep } from "./history.ts";

/** The facts that are what rules answer to. */
const EVENT_OF: Partial<Record<FactKind, CaseEvent>> = { reported: "reported", filed: "filed" };

export interface CaseOccasion {
  readonly on: "case";
  /** Hub time, epoch ms. */
  readonly at: number;
  /** Names the occasion: the same one has the same key on every machine. */
  readonly key: string;
  readonly event: CaseEvent;
  readonly uid: number;
  readonly about: CaseReport;
  readonly step: CaseStep;
}

export interface AlarmOccasion {
  readonly on: "alarm";
  readonly at: number;
  /** The alarm's own key (alarm.ts). */
  readonly key: string;
  /** Name of the alarm rule. */
  readonly rule: string;
}

export type Occasion = CaseOccasion | AlarmOccasion;

/** In the order of time; what happens at one instant in the order of its keys. */
export const byTime = (a: Occasion, b: Occasion): number => a.at - b.at || (a.key < b.key ? -1 : Number(a.key > b.key));

/** What becomes of cases within (from, to], in no order. */
export function* caseOccasions(cases: Iterable<CaseHistory>, from: number, to: number): Generator<CaseOccasion> {
  for (const history of cases) {
    const { uid, about, steps } = history;
    for (const step of steps) {
      if (step.at <= from || step.at > to) continue;
      const event = EVENT_OF[step.what];
      if (event === undefined) continue;
      yield { on: "case", at: step.at, key: `${event}/${uid}/${step.at}`, event, uid, about, step };
    }
    for (const { at, due, step } of strikesOf(history, ({ deadline }) => deadline, 0, from, to)) {
      yield { on: "case", at, key: `overdue/${uid}/${due}`, event: "overdue", uid, about, step };
    }
  }
}
