/** The six stages as shapes: ○ ◇ △ ▢ ⬡ •. Told apart without colour; red only when overdue. */
import { stageOf, stateOfCode, type Stage } from "../../shared/case/state.ts";
import type { CaseLine } from "../../shared/view.ts";

/** Their outlines in a box of 16 by 16. */
export const STAGE_SHAPES: Record<Stage, string> = {
  reported: "M8 2.5a5.5 5.5 0 1 0 .01 0Z",
  filed: "M8 1.5 14.5 8 8 14.5 1.5 8Z",
  dispatched: "M8 2 14.5 13.5H1.5Z",
  handling: "M2.5 2.5h11v11h-11Z",
  checking: "M8 1.5 13.8 4.8v6.4L8 14.5 2.2 11.2V4.8Z",
  closed: "M8 5a3 3 0 1 0 .01 0Z",
};

/** True when the case has passed its deadline and is not handled: the rule of `isOverdueAt` for one line. */
export function isLineOverdue(line: CaseLine, now: number): boolean {
  const state = stateOfCode(line.state);
  return (
    line.deadline !== null &&
    line.deadline < now &&
    line.submittedAt === null &&
    state !== "suspended" &&
    stageOf(state) !== "closed"
  );
}

export function StageMark({ state, overdue }: { readonly state: number; readonly overdue: boolean }) {
  const stage = stageOf(stateOfCode(state));
  return (
    <svg className={`mark mark-${stage}${overdue ? " mark-overdue" : ""}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={STAGE_SHAPES[stage]} />
    </svg>
  );
}
