/** Targets beside what they are for: a tick where the bar should end, its number, and the difference in words. */
import { indicatorOf } from "../../shared/evaluation/indicators.ts";
import type { Rate } from "../../shared/evaluation/figures.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { useView } from "../link/react.ts";
import type { Words } from "../kit/text.ts";
import { distanceOf, distanceText, targetText } from "./evaluation/target.ts";

type Target = RecordOf<"targets">;

/** What a rate should reach. */
export interface Goal {
  /** 0–1 */
  readonly value: number;
  /** "≥98%" */
  readonly short: string;
  /** "受理率目标98%，高出0.4个百分点" */
  readonly sentence: string;
  /** False when it is missed, null when there is nothing to compare. */
  readonly met: boolean | null;
}

/** The target of an indicator for a rate that is counted as the registry says; null without a target. */
export function goalOf(target: Target | undefined, rate: Rate, words: Words): Goal | null {
  const indicator = target === undefined ? undefined : indicatorOf(target.indicator);
  if (target === undefined || indicator === undefined) return null;
  const better = target.better === "down" ? "down" : "up";
  const text = targetText(target.value, "rate", words);
  const distance = distanceOf({ ...rate, target }, better, "rate");
  const name = indicator.title[words.language];
  return {
    value: target.value,
    short: words.text(better === "down" ? "indicators.atMost" : "indicators.atLeast", { target: text }),
    sentence:
      distance === null
        ? words.text("target.alone", { name, target: text })
        : words.text("target.compared", { name, target: text, difference: distanceText(distance, "rate", words) }),
    met: distance?.met ?? null,
  };
}

/** The targets of the city by the ids of their indicators. */
export function useTargets(): ReadonlyMap<string, Target> {
  const targets = useView({ view: "city" }).value?.targets ?? [];
  return new Map(targets.map((target) => [target.indicator, target]));
}

export interface GoalBarProps {
  /** Length of the bar, 0–1. */
  readonly share: number;
  readonly goal: Goal | null;
  /** What the whole bar is of the goal's own whole: where the tick of a goal of 1 stands, 0–1. */
  readonly whole?: number;
  readonly className?: string;
  /** Its number stands below the tick. */
  readonly numbered?: boolean;
}

/** A bar from zero with the tick of its target. */
export function GoalBar({ share, goal, whole = 1, className, numbered = false }: GoalBarProps) {
  const at = goal === null ? 0 : Math.min(1, Math.max(0, goal.value * whole)) * 100;
  return (
    <span className={className === undefined ? "bar goal-bar" : `bar goal-bar ${className}`} title={goal?.sentence}>
      <span style={{ width: `${Math.min(1, Math.max(0, share)) * 100}%` }} />
      {goal !== null && (
        <i className="goal" style={{ left: `${at}%` }} data-target={goal.value} data-met={goal.met ?? ""}>
          {numbered && <small>{goal.short}</small>}
        </i>
      )}
    </span>
  );
}

/** The number of a target beside its tick, for the head of a board whose bars bear it. */
export function GoalNote({ goal }: { readonly goal: Goal | null }) {
  return goal === null ? null : (
    <small className="goal-note" title={goal.sentence}>
      {goal.short}
    </small>
  );
}
